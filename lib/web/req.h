/*
 * req.h: one request and its answer: what a handler sees.
 *
 * The request owns all memory that a handler allocates: it is the talloc
 * context of every mem_ and db_ call.
 */
#ifndef KITH_REQ_H
#define KITH_REQ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libxml/tree.h>

#include "base/when.h"

enum method { METHOD_GET, METHOD_POST };

enum http {
	HTTP_OK = 200,
	HTTP_NO_CONTENT = 204,
	HTTP_SEE_OTHER = 303,
	HTTP_BAD_REQUEST = 400,
	HTTP_UNAUTHORIZED = 401,
	HTTP_FORBIDDEN = 403,
	HTTP_NOT_FOUND = 404,
	HTTP_METHOD_NOT_ALLOWED = 405,
	HTTP_TOO_LARGE = 413,
	HTTP_UNSUPPORTED = 415,
	HTTP_CONFLICT = 409,
	HTTP_UNPROCESSABLE = 422,
	HTTP_TOO_MANY = 429,
	HTTP_SERVER_ERROR = 500,
	HTTP_UNAVAILABLE = 503,
};

/*
 * What of a patient's chart an account may be granted; a set of them is the
 * sum. The names stand in access.c and, the same, in access_grant.areas.
 */
enum area {
	AREA_NOBODY = 0,	/* a forgotten area is a shut door */
	AREA_HEALTH = 1,
	AREA_RECORDS = 2,
	AREA_MESSAGES = 4,
	AREA_FORMS = 8,
	AREA_BILLING = 16,
	AREA_PROFILE = 32,
	AREA_FULL = 63,
	/* what a route may ask for beside one of those */
	AREA_PUBLIC = 256,	/* no sign-in */
	AREA_SIGNED_IN,		/* an account, no patient */
	AREA_SET_UP,		/* the same, also before there is an option */
	AREA_ANY,		/* any live grant for :patient */
	AREA_SELF,		/* the own chart only */
	AREA_CONVERSATION,	/* messages, or billing: those about bills */
	/* of the practice's people; access.c says which roles may */
	AREA_STAFF,		/* whoever has signed in */
	AREA_INBOX,		/* who answers messages */
	AREA_CHARTS,		/* who may open charts */
	AREA_PATIENTS,		/* who may look for patients */
	AREA_ACCESS,		/* who verifies, pauses and ends families' access */
	AREA_DOCUMENTS,		/* who posts documents and reminders */
	AREA_FINDINGS,		/* who enters results, and decides who sees what */
};

struct account {
	int64_t id;
	const char *name, *email;
	bool has_second_factor;
	bool needs_option;	/* its set-up is not at its end */
	int64_t fresh_at;	/* when the password was last typed */
};

/* A patient that the account may open, and what of it. */
struct patient {
	int64_t id;
	const char *name, *given, *sex, *mrn;
	bool has_birth_day;
	struct day birth_day;
	int areas;		/* sum of enum area, after the age rule */
	const char *basis;	/* self guardian passcode invited patient staff */
	const char *relation;	/* of the account to the patient; or NULL */
	bool sees_confidential;	/* only the patient's own account */
	int64_t unread;		/* conversations with an answer not yet read */
	const struct patient *next;
};

/* What the practice's people do there; a set of them is the sum. */
enum role {
	ROLE_FRONT_DESK = 1,
	ROLE_CLINICIAN = 2,
	ROLE_BILLING = 4,
	ROLE_RECORDS = 8,
	ROLE_ADMINISTRATOR = 16,
	ROLE_AUDITOR = 32,
};

/* One of the practice's people, signed in with both factors. */
struct staff {
	int64_t id;
	const char *name, *email;
	int roles;		/* sum of enum role */
};

/* One named value of a form or query, decoded. */
struct value {
	const char *name;
	const char *text;	/* NUL-ended; cut at an inner NUL */
	bool is_broken;		/* held a NUL or broken UTF-8 */
	const struct value *next;
};

/* Read at most len bytes of a body into buffer; 0 at its end or if it broke. */
typedef size_t body_reader(void *arg, void *buffer, size_t len);

/* What came in: the same for every try of a request. */
struct inbound {
	enum method method;
	bool is_head;
	const char *path;
	const char *query;	/* after '?', or "" */
	const char *body;	/* or "" */
	size_t body_len;	/* as it was announced */
	body_reader *read;	/* of a form with files, which is not read yet */
	void *read_arg;
	const char *content_type, *content_encoding;
	const char *cookies;	/* the Cookie header, or "" */
	const char *origin, *fetch_site;	/* headers, or "" */
	const char *address;	/* of the client, by the socket */
	const char *agent;
	const char *id;		/* request id: 32 hexadecimal digits */
	int64_t at;		/* now */
};

/* A Set-Cookie of the answer. */
struct cookie {
	const char *name, *value;	/* value "": take it away */
	int64_t seconds;	/* it is kept so long; 0: until the browser ends */
	const struct cookie *next;
};

struct file;
struct route;
struct req;

/* Take the next bytes of an answer; false: the person went away. */
typedef bool body_writer(void *arg, const void *bytes, size_t len);

/* The len of an answer that is made while it is sent. */
enum { BODY_UNKNOWN = -1 };

/*
 * An answer that is too large for memory: len bytes, which run(arg, ...) gives
 * to put() one after the other. It runs after commit and audit, outside of any
 * transaction. False if they could not all be had: the connection then breaks,
 * so that nobody takes a part for the whole.
 */
struct body_source {
	int64_t len;
	bool (*run)(void *arg, body_writer *put, void *put_arg);
	void *arg;
};

/* A later step: what must be written although the answer refuses. */
struct later {
	void (*run)(struct req *, void *arg);
	void *arg;
	struct later *next;
};

struct req {
	const struct inbound *in;
	const struct route *route;
	int64_t id;			/* the :id of the path, or 0 */
	int64_t patient_id;		/* the :patient of the path: not yet allowed */
	const struct value *values;	/* of the form, or of the query for GET */
	const struct file *files;	/* that came with the form, checked */
	const uint8_t *content_hash;	/* 32 bytes, of a form with files */

	const char *token;		/* cookie that the form is bound to */
	const struct account *account;	/* NULL: nobody signed in */
	const struct staff *staff;	/* in programs of the practice's side */
	const struct patient *patients;	/* all that the account may open */
	const struct patient *patient;	/* set only by access_check() */

	xmlDoc *doc;
	xmlNode *page;			/* what the view shows */

	enum http status;
	const char *out;		/* body of the answer */
	size_t out_len;
	const struct body_source *source; /* instead of out */
	const char *content_type;
	const char *file_name;		/* a download's name, or NULL */
	bool is_inline;			/* shown in a page, not saved */
	const char *location;
	int64_t retry_after;		/* seconds, or 0 */
	bool clear_site_data;		/* at sign-out (SE-06) */
	bool keep;			/* see keep_all_the_same() */
	const struct cookie *set_cookies;
	struct later *later;

	int64_t audit_object;		/* what the audit row names, or 0 */
	const char *audit_detail;	/* never health data */
	const char *audit_actor;	/* who has just signed in, or came by a
					   link; or NULL */
	int64_t audit_account, audit_staff;	/* their id, or 0 */
};

/* Answer with a redirect to a path of ours (303), made like printf. */
enum http redirect_to(struct req *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Whether it is a path of ours to go on to: small letters, figures, "/" and
 * "-", and no other host (IO-16). NULL is none.
 */
bool is_own_path(const char *path);

/*
 * Answer with bytes as a file to save; they must live as long as the request.
 */
enum http send_file(struct req *, const char *content_type,
    const char *file_name, const void *bytes, size_t len);

/*
 * The same for bytes that come from a source; is_inline: a picture that stands
 * in a page. The name may be anything: it is encoded (RFC 6266, RFC 8187).
 */
enum http send_source(struct req *, const char *content_type,
    const char *file_name, bool is_inline, const struct body_source *);

/*
 * Commit what the handler wrote although its answer refuses (400 and more):
 * a draft that must not be lost with the form that was wrong.
 */
void keep_all_the_same(struct req *);

/*
 * Set a cookie of ours with the answer: __Host-, Secure, HttpOnly,
 * SameSite=Lax.
 */
void set_cookie(struct req *, const char *name, const char *value);

/* The same for one that outlives the browser's window, for so many seconds. */
void set_lasting_cookie(struct req *, const char *name, const char *value,
    int64_t seconds);

/*
 * The cookie's value as the client sent it, owned by the request; NULL if it
 * sent none. Of two the first counts.
 */
const char *get_cookie(struct req *, const char *name);

/*
 * Run fn(r, arg) after the handler, in the transaction of the audit row,
 * whatever the answer is: for what must outlive a refusal (a wrong password),
 * or follow a GET (that a result was seen).
 */
void run_later(struct req *, void (*fn)(struct req *, void *arg), void *arg);

#endif
