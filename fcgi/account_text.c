/* account_text.c: the six digits that prove a phone. */
#include <string.h>

#include "account.h"
#include "auth/code.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "post/outbox.h"
#include "web/view.h"

/* Under which name the limits of codes count. */
static const char *
contact_of(struct req *r, const char *phone)
{
	return mem_fmt(r, "text %s", phone);
}

int64_t
send_text_code(struct req *r, int64_t account_id, const char *phone)
{
	xmlNode *mail = view_tree(r, "mail");
	int64_t minutes = config()->code_minutes;
	struct letter letter = { .kind = LETTER_TEXT, .template = "code",
	    .dedupe_key = mem_fmt(r, "text-%s", r->in->id),
	    .account_id = account_id,
	    .expires = r->in->at + minutes * 60 };
	const char *digits;
	int64_t id = code_make(r, contact_of(r, phone), &digits);

	view_set(mail, "code", digits == NULL ? "000000" : digits);
	view_set_int(mail, "minutes", minutes);
	letter.to = digits == NULL ? NULL : phone;
	outbox_add(r, &letter, mail);
	return id;
}

const char *
check_text_code(struct req *r, const char *phone, int64_t code_id,
    const char *typed)
{
	return code_check(r, code_id, contact_of(r, phone), typed);
}

const struct option *
option_of_code(struct req *r, const struct option *o, int64_t code_id)
{
	const char *contact = code_contact(r, code_id);

	while (o != NULL && (contact == NULL || o->phone == NULL ||
	    strcmp(contact, contact_of(r, o->phone)) != 0))
		o = o->next;
	return o;
}

void
show_text_code(struct req *r, const char *phone, int64_t code_id)
{
	int64_t expires = code_id == 0 ? 0 : code_expires(r, code_id);
	char until[WHEN_MAX];

	if (code_id == 0)
		return;
	view_set(r->page, "sent", "1");
	view_set(r->page, "phone-masked", text_mask_phone(r, phone));
	if (expires > r->in->at)
		view_set(r->page, "until-says",
		    when_instant_time(expires, until));
}
