/*
 * share_app.c: a secure link as a SMART Health Link: an app asks with the code
 * and gets the record, encrypted. See doc/smart-health-link.md.
 */
#include "share.h"

#include <cjson/cJSON.h>
#include <sodium.h>
#include <string.h>

#include "auth/failure.h"
#include "auth/shl.h"
#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"
#include "chart/bundle.h"

enum { RECIPIENT_MAX = 200, TOKEN_LENGTH = 43, TICKET_LENGTH = 128 };

/* Of what is inside. Readers compare it letter by letter. */
static const char FILE_TYPE[] = "application/fhir+json";

struct asked {
	const char *token, *recipient, *passcode;
};

const struct field app_form[] = {
	FIELD_LINE(struct asked, token, TOKEN_LENGTH),
	FIELD_LINE(struct asked, recipient, RECIPIENT_MAX),
	FIELD_SECRET_OPT(struct asked, passcode, 40),
	FIELDS_END
};

struct fetched {
	const char *token;
};

const struct field app_file_form[] = {
	FIELD_LINE(struct fetched, token, TICKET_LENGTH),
	FIELDS_END
};

static enum http
answer(struct req *r, cJSON *o, enum http status)
{
	char *text = cJSON_PrintUnformatted(o);

	if (text == NULL)
		die("out of memory");
	r->content_type = "application/json";
	r->out = mem_copy(r, text);
	r->out_len = strlen(text);
	cJSON_free(text);
	cJSON_Delete(o);
	return status;
}

/*
 * Where the file is, not the file: a long record takes seconds, and until the
 * opening is counted for good nobody can stop the link. What is there may be
 * another tomorrow: it is the record of the hour.
 */
static enum http
show_manifest(struct req *r, const char *ticket)
{
	cJSON *o = cJSON_CreateObject(), *file = cJSON_CreateObject();
	char now[WHEN_MAX];

	cJSON_AddStringToObject(o, "status", "can-change");
	cJSON_AddItemToArray(cJSON_AddArrayToObject(o, "files"), file);
	cJSON_AddStringToObject(file, "contentType", FILE_TYPE);
	cJSON_AddStringToObject(file, "lastUpdated",
	    when_instant_iso(r->in->at, now));
	cJSON_AddStringToObject(file, "location", mem_fmt(r,
	    "%s/share/app/file?token=%s", config()->base_url, ticket));
	return answer(r, o, HTTP_OK);
}

static enum http
refuse_code(struct req *r, const struct share *s)
{
	cJSON *o = cJSON_CreateObject();

	cJSON_AddNumberToObject(o, "remainingAttempts",
	    (double)s->tries_left);
	return answer(r, o, HTTP_UNAUTHORIZED);
}

enum http
open_in_app(struct req *r)
{
	char *key = guesses_key(r);
	struct asked in = { 0 };
	struct share s;
	const char *ticket;
	enum share_try tried;
	int64_t failures;

	if (!form_read(r, app_form, &in))
		return HTTP_BAD_REQUEST;
	if ((r->retry_after = failure_pause(r, key, &failures)) > 0)
		return HTTP_TOO_MANY;
	tried = share_open_app(r, shl_token(r, in.token), in.passcode, &s,
	    &ticket);
	audit_shared(r, &s);
	r->audit_detail = in.recipient;
	if (tried == SHARE_OPENED) {
		failure_forget(r, key);
		return show_manifest(r, ticket);
	}
	if (in.passcode != NULL)
		run_later(r, failure_count, key);
	return tried == SHARE_WRONG ? refuse_code(r, &s) : HTTP_NOT_FOUND;
}

/* The record as the link's download has it, for who has the link's key. */
static const char *
file_of(struct req *r, const struct share *s, const char *ticket, size_t *len)
{
	struct chart_query query = shared_query(s);
	const char *bundle, *jwe;
	uint8_t key[JWE_KEY];
	size_t n;

	bundle = bundle_make(r, chart_document(r, &query), &n);
	shl_key(ticket, key);
	jwe = jwe_encrypt(r, key, FILE_TYPE, bundle, n, len);
	sodium_memzero(key, sizeof(key));
	return jwe;
}

enum http
send_to_app(struct req *r)
{
	struct fetched in = { 0 };
	struct share s;

	if (!form_read(r, app_file_form, &in) ||
	    strlen(in.token) != TICKET_LENGTH ||
	    !share_ticket(r, in.token, &s))
		return HTTP_NOT_FOUND;
	audit_shared(r, &s);
	r->audit_detail = shared_dates(&s);
	r->content_type = "application/jose";
	r->out = file_of(r, &s, in.token, &r->out_len);
	return HTTP_OK;
}
