/*
 * records_send.c: Send via Email: the record as a .zip to any address
 * (S108-S113), after a warning and a tick, which are kept with what was agreed
 * to (H2); and what became of it.
 */
#include "records.h"

#include <inttypes.h>
#include <string.h>

#include "auth/grant.h"
#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"
#include "chart/package.h"
#include "db/db.h"
#include "post/bounce.h"
#include "post/outbox.h"
#include "web/view.h"

enum { A_DAY = 24 * 3600, MEGABYTE = 1024 * 1024 };

/* Two who send at once are counted one after the other. */
static const char SENT_OF_PATIENT[] =
    "SELECT COUNT(*) FROM record_send WHERE patient_id = ? AND sent_at > ?"
    " FOR UPDATE";

static const char SENT_BY_ACCOUNT[] =
    "SELECT COUNT(*) FROM record_send WHERE account_id = ? AND sent_at > ?"
    " FOR UPDATE";

static const char ADD[] =
    "INSERT INTO record_send (patient_id, account_id, email, from_day, to_day,"
    " warning_version, warning, sent_at, outbox_id)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

/* What became of it; mails are forgotten after a while. */
#define SENT								\
    "SELECT s.id, s.email, s.sent_at, s.from_day, s.to_day, o.attempts,"	\
    " o.done_at, o.bounced_at, o.last_error,"				\
    " CASE WHEN o.id IS NULL THEN 'old'"					\
    "  WHEN o.bounced_at IS NOT NULL THEN 'returned'"			\
    "  WHEN o.state <> 'waiting' THEN o.state"				\
    "  WHEN o.last_error IS NOT NULL THEN 'trying' ELSE 'waiting' END AS state," \
    " IF(s.account_id = ?, NULL, a.name) AS sender"			\
    " FROM record_send s JOIN account a ON a.id = s.account_id"		\
    " LEFT JOIN outbox o ON o.id = s.outbox_id"				\
    " WHERE s.patient_id = ? AND (? OR s.account_id = ?)"

static const char ALL_SENT[] = SENT " ORDER BY s.id DESC LIMIT 50";
static const char ONE_SENT[] = SENT " AND s.id = ?";

const char *const records_send_sql[] = { SENT_OF_PATIENT, SENT_BY_ACCOUNT,
	ADD, ALL_SENT, ONE_SENT, NULL };

/*
 * What a person reads and agrees to before the record goes out. Who changes a
 * word gives it another version: each row keeps the text that it was sent with.
 */
#define WARNING_VERSION	"2026-11"
static const char warning_lead[] = "Email is not private.";
static const char warning[] = "This email is not encrypted. Someone else could"
    " read the health record on its way.";
static const char warning_tick[] = "I understand that this email is not"
    " encrypted, and I want to send it.";

static const char *const agree_choices[] = { WARNING_VERSION, NULL };

struct send {
	struct choice what;	/* first: see CHOICE_FIELDS */
	const char *email, *confirm_email, *agree;
};

const struct field send_form[] = {
	CHOICE_FIELDS,
	FIELD_EMAIL(struct send, email),
	FIELD_LINE(struct send, confirm_email, 254),
	FIELD_CHOICE(struct send, agree, agree_choices),
	FIELDS_END
};

bool
sees_all_sent(const struct req *r)
{
	struct grant g = { .basis = r->patient->basis };

	return !grant_is_of_patient(&g);
}

/* Say why in words, in place of the server's. */
static void
say_reasons(struct req *r)
{
	xmlNode *n;
	xmlChar *error;

	for (n = r->page->children; n != NULL; n = n->next) {
		if (strcmp((const char *)n->name, "sent") != 0 ||
		    (error = xmlGetProp(n, BAD_CAST "last_error")) == NULL)
			continue;
		view_set(n, "reason", bounce_says((const char *)error));
		xmlUnsetProp(n, BAD_CAST "last_error");
		xmlFree(error);
	}
}

static enum http
show_form(struct req *r)
{
	xmlNode *n = view_add(r->page, "warning", NULL);
	struct db_arg me = db_int(r->account->id);

	view_set(n, "version", WARNING_VERSION);
	view_set(n, "lead", warning_lead);
	view_set(n, "says", warning);
	view_set(n, "tick", warning_tick);
	view_set_int(n, "confidential", r->patient->sees_confidential);
	db_rows(r, r->page, "sent", ALL_SENT, me, db_int(r->patient->id),
	    db_int(sees_all_sent(r)), me);
	say_reasons(r);
	return view(r, "records-send");
}

static enum http
refuse_form(struct req *r)
{
	show_form(r);
	return HTTP_UNPROCESSABLE;
}

enum http
show_send(struct req *r)
{
	struct choice in = { 0 };

	return read_choice(r, &in) ? show_form(r) : refuse_form(r);
}

/* The preview of the dates; the rest of the form stays as it was typed. */
enum http
preview_send(struct req *r)
{
	struct choice in = { 0 };

	form_show(r, send_form);
	if (!read_choice(r, &in))
		return refuse_form(r);
	add_preview(r, &in);
	return show_form(r);
}

/* The domain is the same in any case; what stands before it may not be. */
static bool
is_same_address(const char *a, const char *b)
{
	const char *at = strchr(a, '@');
	size_t n = at == NULL ? 0 : (size_t)(at - a);

	return strlen(a) == strlen(b) && strncmp(a, b, n) == 0 &&
	    strcasecmp(a + n, b + n) == 0;
}

static int64_t
count(struct req *r, const char *sql, int64_t id)
{
	int64_t n = 0;

	db_one(r, sql, DB_OUT(out_int(&n)), db_int(id),
	    db_instant(r, r->in->at - A_DAY));
	return n;
}

static bool
may_send(struct req *r, const struct send *in)
{
	int64_t most = config()->record_mails_per_day;

	if (!is_same_address(in->email, in->confirm_email))
		return form_refuse(r, "confirm_email",
		    "The two emails are not the"
		    " same. Look at both, and change the wrong one.");
	if (grant_is_blocked(r, r->patient->id, 0, NULL, in->email))
		return form_refuse(r, "email", "We can’t send this from here."
		    " Please call the office.");
	if (count(r, SENT_OF_PATIENT, r->patient->id) >= most ||
	    count(r, SENT_BY_ACCOUNT, r->account->id) >= most)
		return form_refuse(r, "email", mem_fmt(r, "This record was sent"
		    " many times today. %" PRId64 " are all for one day. Try"
		    " again tomorrow, or use a secure link.", most));
	return true;
}

/* A file that comes in pieces, up to what may go by mail. */
struct pile {
	const void *ctx;
	uint8_t *bytes;
	size_t len, room, most;
	bool is_full;
};

static bool
put_on_pile(void *arg, const void *bytes, size_t len)
{
	struct pile *p = arg;
	uint8_t *more;

	p->is_full = len > p->most - p->len;
	if (p->is_full)
		return false;
	if (len > p->room - p->len) {
		p->room = 2 * p->room + len;
		more = mem_array(p->ctx, uint8_t, p->room);
		if (p->len > 0)
			memcpy(more, p->bytes, p->len);
		talloc_free(p->bytes);
		p->bytes = more;
	}
	memcpy(p->bytes + p->len, bytes, len);
	p->len += len;
	return true;
}

/* The .zip; false if it is too large to go by mail. */
static bool
make_file(struct req *r, const struct choice *in,
    const struct chart_query *query, struct letter_file *f)
{
	int64_t most = config()->record_mail_megabytes;
	struct pile pile = { .ctx = r, .most = (size_t)most * MEGABYTE };
	struct package *p = package_new(r, query,
	    !is_choice(in->what, "ccda"), NULL);

	if (!package_write(p, put_on_pile, &pile) && !pile.is_full)
		die("a record can't be packed");
	*f = (struct letter_file){ .name = "health-record.zip",
	    .media_type = "application/zip", .bytes = pile.bytes,
	    .len = pile.len };
	return !pile.is_full || form_refuse(r, "email",
	    mem_fmt(r, "This record is"
	    " too large for an email: it has more than %" PRId64 " MB. Choose"
	    " a shorter time, or send it by secure link.", most));
}

static int64_t
post(struct req *r, const char *to, const struct letter_file *f)
{
	xmlNode *mail = view_tree(r, "mail");
	struct letter letter = { .to = to, .template = "record", .file = f,
	    .dedupe_key = mem_fmt(r, "record-%s", r->in->id),
	    .account_id = r->account->id };

	view_set(mail, "sender", r->account->name);
	view_set(mail, "file", f->name);
	return outbox_add(r, &letter, mail);
}

enum http
send_record(struct req *r)
{
	struct send in = { 0 };
	struct chart_query query;
	struct letter_file file;
	bool good = form_read(r, send_form, &in);
	int64_t mail_id;

	form_show(r, send_form);
	good = check_choice(r, &in.what) && good;
	if (!good || !may_send(r, &in))
		return refuse_form(r);
	query = query_of(r, &in.what, CHART_EXPORT);
	if (!make_file(r, &in.what, &query, &file))
		return refuse_form(r);
	mail_id = post(r, in.email, &file);
	db_exec(r, ADD, db_int(r->patient->id), db_int(r->account->id),
	    db_text(in.email), choice_day(r, &query, query.from),
	    choice_day(r, &query, query.to), db_text(WARNING_VERSION),
	    db_text(mem_fmt(r, "%s %s\n%s", warning_lead, warning,
	    warning_tick)), db_instant(r, r->in->at), db_int(mail_id));
	r->audit_object = db_last_id();
	r->audit_detail = in.email;
	return redirect_to(r, "/records/%" PRId64 "/send/%" PRId64,
	    r->patient->id, r->audit_object);
}

enum http
show_sent(struct req *r)
{
	struct db_arg me = db_int(r->account->id);

	if (db_rows(r, r->page, "sent", ONE_SENT, me, db_int(r->patient->id),
	    db_int(sees_all_sent(r)), me, db_int(r->id)) == 0)
		return HTTP_NOT_FOUND;
	say_reasons(r);
	return view(r, "records-sent");
}
