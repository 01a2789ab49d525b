/* records.h: what the files of the program records share. */
#ifndef KITH_RECORDS_H
#define KITH_RECORDS_H

#include <stdbool.h>

#include "base/when.h"
#include "chart/chart.h"
#include "db/db.h"
#include "web/form.h"
#include "web/req.h"

/* What of a record, chosen alike for every way of taking it (S96). */
struct choice {
	const char *dates;	/* all, one, range; NULL: all */
	const char *type;	/* ccda */
	const char *preview;	/* show, hide, or NULL */
	const char *what;	/* to download: everything, ccda; NULL: all */
	const char *lock;	/* "yes": a password on the file */
	struct day from, to;	/* practice's days, both included */
};

extern const char *const dates_choices[], *const type_choices[],
    *const preview_choices[], *const what_choices[], *const lock_choices[];

/*
 * The fields of a choice, for a form that has others beside them: its struct
 * begins with a struct choice.
 */
#define CHOICE_FIELDS \
	FIELD_CHOICE_OPT(struct choice, dates, dates_choices), \
	FIELD_DAY_OPT(struct choice, from), \
	FIELD_DAY_OPT(struct choice, to), \
	FIELD_CHOICE_OPT(struct choice, type, type_choices), \
	FIELD_CHOICE_OPT(struct choice, preview, preview_choices), \
	FIELD_CHOICE_OPT(struct choice, what, what_choices), \
	FIELD_CHOICE_OPT(struct choice, lock, lock_choices)

extern const struct field choice_form[];

/* Whether a choice was made and is this value. */
bool is_choice(const char *choice, const char *value);

/*
 * Read the dates and see whether they make sense. Shows in the page's <form>
 * what was chosen, and if false, beside it, why not.
 */
bool read_choice(struct req *, struct choice *);

/* The same without reading: of a form that has been read and shown. */
bool check_choice(struct req *, struct choice *);

/*
 * The selection of r->patient's record that the choice asks for, with what
 * this person may see of it; sections is a sum of enum chart_section.
 */
struct chart_query query_of(const struct req *, const struct choice *,
    unsigned sections);

/* The first or last day of a selection as a parameter; NULL: all time. */
struct db_arg choice_day(struct req *, const struct chart_query *, struct day);

/*
 * Whether the account sees whatever was sent and shared of r->patient's record:
 * who has access by the patient's gift sees only what they did themselves.
 */
bool sees_all_sent(const struct req *);

/* Add the preview of a good choice to the page, if it asks for that. */
void add_preview(struct req *, const struct choice *);

/* records_send.c */
extern const char *const records_send_sql[];
extern const struct field send_form[];
enum http show_send(struct req *);
enum http preview_send(struct req *);
enum http send_record(struct req *);
enum http show_sent(struct req *);

/* records_share.c */
extern const struct field share_form[], shares_form[];
enum http show_shares(struct req *);
enum http preview_share(struct req *);
enum http make_share(struct req *);
enum http stop_share(struct req *);

/* records_limits.c */
extern const char *const records_limits_sql[];
extern const struct field limits_form[];
enum http show_limits(struct req *);
enum http ask_limit(struct req *);
enum http end_limit(struct req *);

/* records_download.c */
extern const struct field locked_form[];
enum http download(struct req *);
enum http download_locked(struct req *);

#endif
