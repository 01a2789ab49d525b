/* staff-patients.h: what the files of staff-patients share. */
#ifndef KITH_STAFF_PATIENTS_H
#define KITH_STAFF_PATIENTS_H

#include <stdbool.h>

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

/*
 * Put the person of the path into the page, as <person>, and into the audit.
 * Return whether there is one.
 */
bool add_person(struct req *);

/* Say how old the people are: the elements of the page called name. */
void say_ages(struct req *, const char *name);

#endif
