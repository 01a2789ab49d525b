/* staff-patients.h: what the files of staff-patients share. */
#ifndef KITH_STAFF_PATIENTS_H
#define KITH_STAFF_PATIENTS_H

#include <stdbool.h>

#include "person.h"
#include "web/form.h"
#include "web/req.h"

/* fcgi/staff-patients_find.c */
enum http find_patients(struct req *);
extern const struct field find_form[];
extern const char *const find_sql[];

/* fcgi/staff-patients_chart.c */
enum http show_chart(struct req *);
enum http open_chart(struct req *);
extern const struct field chart_form[], open_form[];
extern const char *const chart_open_sql[];

/* fcgi/staff-patients_reset.c */
enum http show_start_reset(struct req *);
enum http start_reset(struct req *);
extern const struct field start_reset_form[];
extern const char *const start_reset_sql[];
/* fcgi/staff-patients_access.c */
enum http show_verify(struct req *);
enum http verify_guardian(struct req *);
extern const struct field verify_form[];
extern const char *const access_sql[];

/* fcgi/staff-patients_keep.c */
enum http show_grant(struct req *);
enum http pause_grant(struct req *);
enum http resume_grant(struct req *);
enum http end_grant(struct req *);
extern const struct field pause_form[], end_form[];
extern const char *const keep_sql[];

/* fcgi/staff-patients_block.c */
enum http show_block(struct req *);
enum http block_person(struct req *);
enum http end_block(struct req *);
extern const struct field block_who_form[], block_form[];
extern const char *const block_sql[];

/*
 * Add who has access to the person of the page: access, and for whom it is
 * work also invited, block and other. See views/staff-access.xsl.
 */
void add_access(struct req *);

/* The same for one grant: access alone. Return whether it is there. */
bool add_one_access(struct req *, int64_t patient_id, int64_t grant_id);

#endif
