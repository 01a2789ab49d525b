/* request.c: somebody asks for access to a record. */
#include "auth/request.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "auth/code.h"
#include "auth/grant.h"
#include "auth/session.h"
#include "base/config.h"
#include "base/key.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "auth/contact.h"
#include "post/outbox.h"
#include "web/view.h"

enum { DAY = 86400, BY_ACCOUNT_A_DAY = 5, BY_NETWORK_A_DAY = 20,
	REFUSE_BYTES = 16 };

/* Locked, so that those who ask at the same time count each other. */
static const char BY_ACCOUNT[] =
    "SELECT COUNT(*) FROM access_request"
    " WHERE account_id = ? AND created_at > ? FOR UPDATE";

static const char BY_NETWORK[] =
    "SELECT COUNT(*) FROM access_request"
    " WHERE asked_address = ? AND created_at > ? FOR UPDATE";

static const char BEGIN[] =
    "INSERT INTO access_request (token_hash, account_id, patient_id, basis,"
    " name, relation, contact, channel, stage, asked_address, created_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'code', ?, ?)";

static const char SENT[] =
    "UPDATE access_request SET code_id = ?, refuse_hash = ? WHERE id = ?";

#define REQUEST								\
    "SELECT id, IFNULL(account_id, 0), IFNULL(patient_id, 0), basis, name,"	\
    " relation, channel, contact, IFNULL(code_id, 0), stage = 'refused',"	\
    " created_at FROM access_request"

#define OF_ACCOUNT REQUEST						\
    " WHERE id = ? AND account_id = ? AND created_at > ?"		\
    "  AND stage IN ('code', 'refused')"
#define OF_BROWSER REQUEST						\
    " WHERE token_hash = ? AND created_at > ? AND stage IN ('code', 'refused')"

static const char ACCOUNTS[] = OF_ACCOUNT;
static const char ACCOUNTS_LOCKED[] = OF_ACCOUNT " FOR UPDATE";
static const char BROWSERS[] = OF_BROWSER;
static const char BROWSERS_LOCKED[] = OF_BROWSER " FOR UPDATE";

static const char FOR_SIGN_UP[] = REQUEST
    " WHERE id = ? AND stage = 'details' FOR UPDATE";

static const char MOVE[] =
    "UPDATE access_request SET stage = ?, account_id = ? WHERE id = ?";

static const char GIVEN[] =
    "SELECT patient_id FROM access_request"
    " WHERE id = ? AND account_id = ? AND stage = 'done'";

static const char WAITING[] =
    "SELECT id, created_at AS asked_at FROM access_request"
    " WHERE account_id = ? AND created_at > ?"
    "  AND stage IN ('code', 'refused') ORDER BY id DESC";

#define TO_REFUSE							\
    "SELECT id, IFNULL(patient_id, 0), name, relation, basis, stage,"	\
    " created_at FROM access_request WHERE refuse_hash = ? AND created_at > ?"

static const char REFUSABLE[] = TO_REFUSE;
static const char REFUSABLE_LOCKED[] = TO_REFUSE " FOR UPDATE";

static const char REFUSE[] =
    "UPDATE access_request SET stage = 'refused'"
    " WHERE id = ? AND stage IN ('code', 'details')";

const char *const request_sql[] = { BY_ACCOUNT, BY_NETWORK, BEGIN, SENT,
	ACCOUNTS, ACCOUNTS_LOCKED, BROWSERS, BROWSERS_LOCKED, FOR_SIGN_UP,
	MOVE, GIVEN, WAITING, REFUSABLE, REFUSABLE_LOCKED, REFUSE, NULL };

const char *const request_relations[] = { "mother", "father", "guardian",
	"grandparent", "spouse", "daughter", "son", "sister", "brother",
	"friend", "caregiver", NULL };

const char *const request_channels[] = { "email", "text", NULL };

/* Mail programs make links of "evil.example", and of much with these signs. */
bool
request_name_will_do(const char *name)
{
	const char *c;

	for (c = name; *c != '\0'; c++)
		if (strchr("0123456789/\\:@<>&=?#%*+_|\"", *c) != NULL ||
		    (*c == '.' && isalpha((unsigned char)c[1]) &&
		    isalpha((unsigned char)c[2])))
			return false;
	return true;
}

/* An address; of IPv6 the first half: one house has all of the other. */
static const char *
network_of(struct req *r)
{
	struct in6_addr a;
	char text[INET6_ADDRSTRLEN];

	if (inet_pton(AF_INET6, r->in->address, &a) != 1 ||
	    IN6_IS_ADDR_V4MAPPED(&a))
		return r->in->address;
	memset(&a.s6_addr[8], 0, 8);
	return mem_copy(r, inet_ntop(AF_INET6, &a, text, sizeof(text)));
}

static int64_t
account_of(const struct req *r)
{
	return r->account == NULL ? 0 : r->account->id;
}

bool
request_is_too_much(struct req *r)
{
	struct db_arg since = db_instant(r, r->in->at - DAY);
	int64_t by_account = 0, by_network = 0;

	db_one(r, BY_ACCOUNT, DB_OUT(out_int(&by_account)),
	    db_id(account_of(r)), since);
	db_one(r, BY_NETWORK, DB_OUT(out_int(&by_network)),
	    db_text(network_of(r)), since);
	if (by_account < BY_ACCOUNT_A_DAY && by_network < BY_NETWORK_A_DAY)
		return false;
	r->audit_detail = "asked for too many records in a day";
	log_line(LOG_WARNING, "%s", r->audit_detail);
	return true;
}

static bool
is_text(const struct request *q)
{
	return strcmp(q->channel, "text") == 0;
}

/* Made of the request, not by chance: the links of older letters still work. */
static const char *
refuse_token(struct req *r, const struct request *q)
{
	static uint8_t key[crypto_generichash_KEYBYTES];
	static bool has_key;
	uint8_t mac[REFUSE_BYTES];
	const char *text = mem_fmt(r, "refuse %" PRId64, q->id);

	if (!has_key)
		key_read(KEY_TOKENS, key, sizeof(key));
	has_key = true;
	crypto_generichash(mac, sizeof(mac), (const unsigned char *)text,
	    strlen(text), key, sizeof(key));
	return text_hex(r, mac, sizeof(mac));
}

/* to and passcode NULL: nobody gets it. */
static void
post(struct req *r, const struct request *q, const char *to,
    const char *passcode, int64_t until, const char *token)
{
	xmlNode *mail = view_tree(r, "mail");
	struct letter letter = { .template = "passcode",
	    .kind = is_text(q) ? LETTER_TEXT : LETTER_MAIL,
	    .to = passcode == NULL ? NULL : to,
	    .patient_id = q->patient_id, .expires = until,
	    .dedupe_key = mem_fmt(r, "passcode-%s", r->in->id) };
	char text[WHEN_MAX];

	view_set(mail, "code", passcode == NULL ? "0000-0000" : passcode);
	view_set(mail, "until-says", is_text(q)
	    ? when_instant_time(until, text) : when_instant_full(until, text));
	view_set(mail, "asker", q->name);
	view_set(mail, "relation", q->relation);
	view_set(mail, "basis", q->basis);
	view_set(mail, "refuse", mem_fmt(r, "%s/account/refuse?link=%s",
	    config()->base_url, token));
	outbox_add(r, &letter, mail);
}

/* Under which name the limit of letters to a contact counts (EN-06). */
static const char *
limit_key(struct req *r, const struct request *q, const char *to)
{
	if (to == NULL)
		return mem_fmt(r, "nobody %" PRId64, q->id);
	return is_text(q) ? mem_fmt(r, "text %s", to) : to;
}

/* How long a passcode is good: no longer than its request. */
static int64_t
seconds_of(struct req *r, const struct request *q)
{
	int64_t left = q->created + DAY - r->in->at;
	int64_t most = is_text(q) ? config()->code_minutes * 60 : DAY;

	return left < most ? left : most;
}

/* Who has refused is not asked again. */
void
request_send_again(struct req *r, struct request *q)
{
	const char *to = q->is_refused ? NULL : q->contact;
	const char *passcode, *token = refuse_token(r, q);
	int64_t seconds = seconds_of(r, q);
	uint8_t hash[TOKEN_HASH];

	q->code_id = passcode_make(r, limit_key(r, q, to), q->id, seconds,
	    &passcode);
	session_hash_of(token, hash);
	db_exec(r, SENT, db_int(q->code_id), db_bytes(hash, sizeof(hash)),
	    db_int(q->id));
	post(r, q, to, passcode, r->in->at + seconds, token);
}

/*
 * Whom it is about, and where the passcode goes: both or neither. Someone whom
 * the practice keeps away finds nobody.
 */
static void
find(struct req *r, const struct wish *wish, struct request *q)
{
	const char *email = r->account == NULL ? NULL : r->account->email;
	int64_t id = match_patient(r, &wish->patient);
	bool is_guardian = when_age(wish->patient.birth_date, when_today()) <
	    config()->age_of_own_account;

	q->basis = is_guardian ? "guardian" : "passcode";
	q->contact = contact_of(r, id, is_text(q), is_guardian, q->account_id);
	if (grant_is_blocked(r, id, q->account_id, q->name, email))
		q->contact = NULL;
	q->patient_id = q->contact == NULL ? 0 : id;
}

static void
store(struct req *r, struct request *q)
{
	uint8_t hash[TOKEN_HASH];

	session_hash(r, hash);
	db_exec(r, BEGIN, db_bytes(q->account_id == 0 ? hash : NULL,
	    sizeof(hash)), db_id(q->account_id), db_id(q->patient_id),
	    db_text(q->basis), db_text(q->name), db_text(q->relation),
	    db_text(q->contact), db_text(q->channel), db_text(network_of(r)),
	    db_instant(r, r->in->at));
	q->id = db_last_id();
}

int64_t
request_begin(struct req *r, const struct wish *wish)
{
	struct request q = { .account_id = account_of(r), .name = wish->name,
	    .relation = wish->relation, .channel = wish->channel,
	    .created = r->in->at };

	find(r, wish, &q);
	store(r, &q);
	request_send_again(r, &q);
	r->audit_object = q.id;
	r->audit_detail = "asks for access";
	return q.id;
}

#define OUT_REQUEST(q)							\
	DB_OUT(out_int(&(q)->id), out_int(&(q)->account_id),		\
	    out_int(&(q)->patient_id), out_text(&(q)->basis),		\
	    out_text(&(q)->name), out_text(&(q)->relation),		\
	    out_text(&(q)->channel), out_text(&(q)->contact),		\
	    out_int(&(q)->code_id), out_int(&(q)->is_refused),		\
	    out_instant(&(q)->created))

struct request *
request_of_account(struct req *r, int64_t id)
{
	struct request *q = mem_new(r, struct request);
	const char *sql = r->in->method == METHOD_POST ? ACCOUNTS_LOCKED
	    : ACCOUNTS;

	return db_one(r, sql, OUT_REQUEST(q), db_int(id),
	    db_int(r->account->id), db_instant(r, r->in->at - DAY)) ? q : NULL;
}

struct request *
request_of_browser(struct req *r)
{
	struct request *q = mem_new(r, struct request);
	const char *sql = r->in->method == METHOD_POST ? BROWSERS_LOCKED
	    : BROWSERS;
	uint8_t hash[TOKEN_HASH];

	session_hash(r, hash);
	return db_one(r, sql, OUT_REQUEST(q), db_bytes(hash, sizeof(hash)),
	    db_instant(r, r->in->at - DAY)) ? q : NULL;
}

const char *
request_check(struct req *r, const struct request *q, const char *typed)
{
	const char *why = passcode_check(r, q->code_id, q->id, typed);

	r->audit_object = q->id;
	if (why == NULL && (q->patient_id == 0 || q->is_refused))
		why = passcode_wrong;
	if (why != NULL)
		return why;
	r->patient_id = q->patient_id;
	r->audit_detail = "has the passcode: the patient agreed";
	return NULL;
}

static void
move(struct req *r, const struct request *q, const char *stage,
    int64_t account_id)
{
	db_exec(r, MOVE, db_text(stage), db_id(account_id), db_int(q->id));
}

void
request_wants_details(struct req *r, const struct request *q)
{
	move(r, q, "details", 0);
}

struct request *
request_for_sign_up(struct req *r, int64_t id)
{
	struct request *q = mem_new(r, struct request);

	return db_one(r, FOR_SIGN_UP, OUT_REQUEST(q), db_int(id)) ? q : NULL;
}

bool
request_give(struct req *r, const struct request *q, int64_t account_id)
{
	struct grant g = { .account_id = account_id,
	    .patient_id = q->patient_id, .areas = AREA_FULL,
	    .basis = q->basis, .relation = q->relation,
	    .code_id = q->code_id };
	enum grant_outcome done = grant_add(r, &g);

	if (done != GRANT_DONE && done != GRANT_THERE)
		return false;
	move(r, q, "done", account_id);
	return true;
}

int64_t
request_given(struct req *r, int64_t id)
{
	int64_t patient_id = 0;

	db_one(r, GIVEN, DB_OUT(out_int(&patient_id)), db_int(id),
	    db_int(r->account->id));
	return patient_id;
}

void
request_show_waiting(struct req *r)
{
	db_rows(r, r->page, "request", WAITING, db_int(r->account->id),
	    db_instant(r, r->in->at - DAY));
}

struct refusal *
request_to_refuse(struct req *r, const char *token)
{
	struct refusal *f = mem_new(r, struct refusal);
	const char *sql = r->in->method == METHOD_POST ? REFUSABLE_LOCKED
	    : REFUSABLE;
	uint8_t hash[TOKEN_HASH];

	session_hash_of(token, hash);
	return db_one(r, sql, DB_OUT(out_int(&f->id), out_int(&f->patient_id),
	    out_text(&f->name), out_text(&f->relation), out_text(&f->basis),
	    out_text(&f->stage), out_instant(&f->created)),
	    db_bytes(hash, sizeof(hash)), db_instant(r, r->in->at - DAY)) ? f
	    : NULL;
}

void
request_refuse(struct req *r, const struct refusal *f)
{
	db_exec(r, REFUSE, db_int(f->id));
	r->patient_id = f->patient_id;
	r->audit_object = f->id;
	r->audit_detail = "the patient refused access";
}
