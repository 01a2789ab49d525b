/*
 * account_tell.c: mails to an account's owner about the account itself. They
 * hold no name of anybody and nothing about health.
 */
#include <inttypes.h>

#include "account.h"
#include "base/mem.h"
#include "post/outbox.h"
#include "web/view.h"

void
tell_owner(struct req *r, const struct owner *owner, const char *template,
    const char *what, const char *link)
{
	xmlNode *mail = view_tree(r, "mail");
	struct letter letter = { .to = owner->email, .template = template,
	    .dedupe_key = mem_fmt(r, "%s-%s-%s", template, what, r->in->id),
	    .account_id = owner->id };
	char text[WHEN_MAX];

	view_set(mail, "what", what);
	view_set(mail, "link", link);
	view_set(mail, "address", r->in->address);
	view_set(mail, "at-says", when_instant_full(r->in->at, text));
	outbox_add(r, &letter, mail);
}
