/*
 * composer.h: what a new message is written with: to whom, where, what about.
 *
 * The start page and the program messages show it (views/composer.xsl).
 */
#ifndef KITH_COMPOSER_H
#define KITH_COMPOSER_H

#include <stdbool.h>
#include <stdint.h>

#include "talk/draft.h"
#include "web/req.h"

/* The statements of this module, for db_prepare(); it uses draft_show_sql, too. */
extern const char *const composer_sql[];

/* Whose draft: this account's, of a conversation (0: of a new one). */
struct draft_key composer_key(struct req *, int64_t conversation_id);

/*
 * Show what one may choose, in a <composer>: <provider @id @name @specialty
 * @seen_day> whom the patient has seen, <office @id @name @at> (ids of who works
 * there, with blanks between), <subject @id @name @hours>; and the <draft>.
 * Without AREA_MESSAGES there are no providers.
 */
void composer_show(struct req *);

/*
 * The provider's name if the patient has seen them, as in the list; else NULL.
 */
const char *composer_provider(struct req *, int64_t provider_id);

/*
 * Whether a message to the provider (0: to nobody by name) may go to the
 * office.
 */
bool composer_office_fits(struct req *, int64_t location_id,
    int64_t provider_id);

/* The provider's offices in words: "Main Street office or Northside office". */
const char *composer_offices_of(struct req *, int64_t provider_id);

/* Whether the subject is in the practice's list, and the account may use it. */
bool composer_subject_fits(struct req *, int64_t subject_id);

/* Whether there is anybody whom the patient has seen. */
bool composer_has_providers(struct req *);

#endif
