/*
 * form.h: named, typed, bounded fields; nothing else of a form is read.
 *
 * A handler sees a struct, never the raw body. A field has a type and a
 * bound, or it does not exist; a member of another type does not compile.
 */
#ifndef KITH_FORM_H
#define KITH_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/when.h"
#include "web/req.h"

enum field_kind {
	FORM_END,
	FORM_ID,	/* 1 to 2^63-1 */
	FORM_LINE,	/* one line of text, blanks around it dropped */
	FORM_TEXT,	/* lines of text, line ends as LF */
	FORM_EMAIL,	/* one address */
	FORM_DAY,	/* 2026-11-22, as <input type=date> sends it, or 11/22/2026 */
	FORM_SECRET,	/* a password or code: taken as it is, never shown again */
	FORM_CHOICE,	/* one of a list */
};

struct field {
	const char *name;
	enum field_kind kind;
	size_t offset;
	size_t max;	/* FORM_TEXT: characters as seen; FORM_SECRET: bytes;
			   the others: code points, as columns count */
	bool required;
	const char *const *choices;	/* NULL-ended */
};

/* Fails to compile where the member is not of the type. */
#define FORM_MEMBER(T, m, M) \
	(offsetof(T, m) + 0 * sizeof(&((T *)0)->m == (M *)0))

#define FIELD_ID(T, m) \
	{ #m, FORM_ID, FORM_MEMBER(T, m, int64_t), 20, true, NULL }
#define FIELD_ID_OPT(T, m) \
	{ #m, FORM_ID, FORM_MEMBER(T, m, int64_t), 20, false, NULL }
#define FIELD_LINE(T, m, n) \
	{ #m, FORM_LINE, FORM_MEMBER(T, m, const char *), n, true, NULL }
#define FIELD_LINE_OPT(T, m, n) \
	{ #m, FORM_LINE, FORM_MEMBER(T, m, const char *), n, false, NULL }
#define FIELD_TEXT(T, m, n) \
	{ #m, FORM_TEXT, FORM_MEMBER(T, m, const char *), n, true, NULL }
#define FIELD_TEXT_OPT(T, m, n) \
	{ #m, FORM_TEXT, FORM_MEMBER(T, m, const char *), n, false, NULL }
#define FIELD_EMAIL(T, m) \
	{ #m, FORM_EMAIL, FORM_MEMBER(T, m, const char *), 254, true, NULL }
#define FIELD_EMAIL_OPT(T, m) \
	{ #m, FORM_EMAIL, FORM_MEMBER(T, m, const char *), 254, false, NULL }
#define FIELD_SECRET(T, m, n) \
	{ #m, FORM_SECRET, FORM_MEMBER(T, m, const char *), n, true, NULL }
#define FIELD_SECRET_OPT(T, m, n) \
	{ #m, FORM_SECRET, FORM_MEMBER(T, m, const char *), n, false, NULL }
#define FIELD_DAY(T, m) \
	{ #m, FORM_DAY, FORM_MEMBER(T, m, struct day), 10, true, NULL }
#define FIELD_DAY_OPT(T, m) \
	{ #m, FORM_DAY, FORM_MEMBER(T, m, struct day), 10, false, NULL }
#define FIELD_CHOICE(T, m, list) \
	{ #m, FORM_CHOICE, FORM_MEMBER(T, m, const char *), 64, true, list }
#define FIELD_CHOICE_OPT(T, m, list) \
	{ #m, FORM_CHOICE, FORM_MEMBER(T, m, const char *), 64, false, list }
#define FIELDS_END { .kind = FORM_END }

/*
 * Fill *out from the form (POST) or the query (GET). A field left out that is
 * not required leaves its member as it was. If a field will not do, return
 * false and leave in the page a <form> with one <field name=".." error="..">
 * each that holds what the person typed. Errors: required, too-long (with
 * max), not-text, not-email, not-date, not-a-choice, not-a-number.
 */
bool form_read(struct req *, const struct field *, void *out);

/* Read a day as FORM_DAY takes it: 2026-11-22 or 11/22/2026. */
bool form_read_day(const char *, struct day *);

/*
 * Refuse a field of a form that form_read() has read: a sentence for the
 * person beside it. Call form_show() first. Always false, for a check to return.
 */
bool form_refuse(struct req *, const char *field, const char *says);

/*
 * Leave in the page a <form> with what the person typed, without errors, if
 * there is none yet.
 */
void form_show(struct req *, const struct field *);

/* Put a value into the page's <form>, as if the person had typed it. */
void form_prefill(struct req *, const char *field, const char *value);

/*
 * Decode a body or query of application/x-www-form-urlencoded (URL Standard
 * 5.1) into values owned by ctx. False for a broken %-escape, a name that
 * stands twice (AZ-16) or more than 100 values.
 */
bool form_decode(const void *ctx, const char *text, size_t len,
    const struct value **values);

/*
 * Add the members of a JSON object (RFC 8259) that are text to values,
 * owned by ctx; others are as good as left out. False if len bytes are
 * not one object in UTF-8, or if a name then stands twice.
 */
bool form_decode_json(const void *ctx, const char *text, size_t len,
    const struct value **values);

#endif
