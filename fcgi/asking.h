/*
 * asking.h: asking for access to a record: what the sign-up of a family member
 * and Add Patient have in common. The rules are in lib/family/request.h.
 */
#ifndef KITH_ASKING_H
#define KITH_ASKING_H

#include "auth/request.h"
#include "web/route.h"

/* What a page of the passcode reads. */
struct passcode {
	const char *passcode;
};

extern const struct field passcode_form[];

/* What it is asked to say: that a new one was sent. */
struct passcode_asked {
	const char *resent;
};

extern const struct field passcode_asked_form[];

/*
 * What is wrong with a wish that form_read() took, beside the type of its
 * fields: refuses the field and returns false. The form is shown as it was
 * typed.
 */
bool asking_will_do(struct req *, const struct field *, const struct wish *);

/* What the form's view needs: the relations, and whether texts are offered. */
void asking_prepare(struct req *);

/* Too many searches in a day: the form again, and how to go on without it. */
enum http asking_too_often(struct req *, const struct field *,
    const char *view_name);

/* The page "Enter the passcode", of that view. */
enum http show_passcode_page(struct req *, const struct request *,
    const char *view_name);

/* The same with a sentence beside the field; NULL: as form_read() left it. */
enum http passcode_again(struct req *, const struct request *,
    const char *view_name, const char *why);

#endif
