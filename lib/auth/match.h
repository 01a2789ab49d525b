/* match.h: which patient somebody means who tells a name and a date of birth. */
#ifndef KITH_MATCH_H
#define KITH_MATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "web/req.h"

/* The statements of this module, for db_prepare(). */
extern const char *const match_sql[];

/* A patient as somebody describes them. */
struct described {
	const char *first_name, *last_name;
	struct day birth_date;
	const char *email;	/* that must be on file, too; NULL: any or none */
};

/*
 * Whether two names are the same for a tired person: accents, case and
 * punctuation aside, and the first of several names is enough ("José" for
 * "José Ángel", "Núñez" for "Núñez Peña"). on_file may be NULL: nobody's.
 */
bool match_name(const void *ctx, const char *typed, const char *on_file);

/*
 * The one patient that is described, by the legal or another name. 0 for none,
 * and for two (AZ-12): of twins and namesakes nobody's record is opened by
 * chance. Who died or left the practice is none.
 */
int64_t match_patient(struct req *, const struct described *);

#endif
