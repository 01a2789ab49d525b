/* gateway.c: one text message to the gateway of the settings. */
#include "post/gateway.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "post/outbox.h"

enum { ANSWER_MAX = 4096, CODE_MAX = 99999, SHORT_MIN = 3 };

/* Statuses of 4xx that are not the text's fault: it may go another time. */
static const long not_its_fault[] = {
	401, 403, 404,	/* our account, or not a gateway at all */
	408, 425, 429,	/* too slow, too early, too many */
};

/* One request under way, and as much of the answer as we look at. */
struct call {
	const void *ctx;
	CURL *curl;
	char answer[ANSWER_MAX];
	size_t len;
};

/* On this machine nobody listens: for the demonstration, or a gateway here. */
static bool
is_private(const char *url)
{
	static const char *const here[] = { "http://127.0.0.1",
	    "http://localhost" };
	size_t i, n;

	for (i = 0; i < sizeof(here) / sizeof(here[0]); i++) {
		n = strlen(here[i]);
		if (strncmp(url, here[i], n) == 0 &&
		    (url[n] == ':' || url[n] == '\0'))
			return true;
	}
	return strncmp(url, "https://", 8) == 0;
}

static bool
is_sid(const char *s)
{
	return *s != '\0' && s[strspn(s, "0123456789abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] == '\0';
}

static bool
is_sender(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return text_is_phone(s) || (n >= SHORT_MIN && s[n] == '\0');
}

const char *
gateway_refuse_settings(const void *ctx)
{
	const struct config *c = config();

	if (!text_is_offered())
		return NULL;
	if (!is_private(c->text_gateway) ||
	    c->text_gateway[strlen(c->text_gateway) - 1] == '/')
		return "text_gateway must be https://name, without a slash at"
		    " the end";
	if (!is_sid(c->text_sid))
		return "text_sid must be letters and digits";
	if (!is_sender(c->text_from))
		return "text_from must be a number, +18025550142 or a short"
		    " one";
	if (config_secret(ctx, c->text_token_file) == NULL)
		return "text_token_file can't be read";
	return NULL;
}

/* Enough is enough: the transfer ends, and the status is known by then. */
static size_t
keep_answer(char *data, size_t size, size_t n, void *arg)
{
	struct call *c = arg;
	size_t len = size * n, room = sizeof(c->answer) - c->len;
	size_t taken = len < room ? len : room;

	memcpy(c->answer + c->len, data, taken);
	c->len += taken;
	return taken;
}

/* A call of a path beneath our account, which ends in rest. */
static void
call_begin(struct call *c, const char *rest, const volatile bool *stop)
{
	const char *token = config_secret(c->ctx, config()->text_token_file);

	c->curl = delivery_new(stop);
	delivery_must(curl_easy_setopt(c->curl, CURLOPT_URL,
	    mem_fmt(c->ctx, "%s/2010-04-01/Accounts/%s%s",
	    config()->text_gateway, config()->text_sid, rest)));
	delivery_must(curl_easy_setopt(c->curl, CURLOPT_PROTOCOLS_STR,
	    "http,https"));
	delivery_must(curl_easy_setopt(c->curl, CURLOPT_HTTPAUTH,
	    CURLAUTH_BASIC));
	delivery_must(curl_easy_setopt(c->curl, CURLOPT_USERNAME,
	    config()->text_sid));
	delivery_must(curl_easy_setopt(c->curl, CURLOPT_PASSWORD,
	    token == NULL ? "" : token));
	delivery_must(curl_easy_setopt(c->curl, CURLOPT_WRITEFUNCTION,
	    keep_answer));
	delivery_must(curl_easy_setopt(c->curl, CURLOPT_WRITEDATA, c));
}

/* Make the call. Return the status of the answer, or 0 with *rc. */
static long
call_end(struct call *c, CURLcode *rc)
{
	long status = 0;

	*rc = curl_easy_perform(c->curl);
	curl_easy_getinfo(c->curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_cleanup(c->curl);
	return status < 200 ? 0 : status;
}

int
gateway_code(const char *answer, size_t len)
{
	cJSON *o = cJSON_ParseWithLength(answer, len);
	const cJSON *code = cJSON_GetObjectItemCaseSensitive(o, "code");
	int n = cJSON_IsNumber(code) ? code->valueint : 0;

	cJSON_Delete(o);
	return n > 0 && n <= CODE_MAX ? n : 0;
}

static const char *
answer_says(const struct call *c, long status, CURLcode rc)
{
	int code = gateway_code(c->answer, c->len);

	if (status == 0)
		return mem_fmt(c->ctx, "the text gateway gave no answer: %s",
		    curl_easy_strerror(rc));
	if (code == 0)
		return mem_fmt(c->ctx, "the text gateway said %ld", status);
	return mem_fmt(c->ctx, "the text gateway said %ld %d", status, code);
}

static enum delivery
judge(long status, CURLcode rc)
{
	size_t i;

	if (status == 0)
		return rc == CURLE_ABORTED_BY_CALLBACK ? DELIVERY_STOPPED
		    : DELIVERY_LATER;
	if (status < 300)
		return DELIVERY_SENT;
	if (status < 400 || status > 499)
		return DELIVERY_LATER;
	for (i = 0; i < sizeof(not_its_fault) / sizeof(not_its_fault[0]); i++)
		if (status == not_its_fault[i])
			return DELIVERY_LATER;
	return DELIVERY_REFUSED;
}

const char *
gateway_try(const void *ctx)
{
	struct call c = { .ctx = ctx };
	CURLcode rc;
	long status;

	call_begin(&c, ".json", NULL);
	status = call_end(&c, &rc);
	return status >= 200 && status < 300 ? NULL
	    : answer_says(&c, status, rc);
}

/* name=value for a form, with all but letters and digits as %XX. */
static const char *
form_pair(const struct call *c, const char *name, const char *value)
{
	char *coded = delivery_good(curl_easy_escape(c->curl, value, 0));
	const char *pair = mem_fmt(c->ctx, "%s=%s", name, coded);

	curl_free(coded);
	return pair;
}

enum delivery
gateway_send(const void *ctx, const char *to, const char *text,
    const volatile bool *stop, const char **why)
{
	struct call c = { .ctx = ctx };
	enum delivery outcome;
	CURLcode rc;
	long status;

	*why = NULL;
	if (!text_is_offered() || !text_is_phone(to)) {
		*why = text_is_offered() ? "not a phone number"
		    : "no text gateway is set";
		return text_is_offered() ? DELIVERY_REFUSED : DELIVERY_LATER;
	}
	call_begin(&c, "/Messages.json", stop);
	delivery_must(curl_easy_setopt(c.curl, CURLOPT_POSTFIELDS,
	    mem_fmt(ctx, "%s&%s&%s", form_pair(&c, "From",
	    config()->text_from), form_pair(&c, "To", to),
	    form_pair(&c, "Body", text))));
	status = call_end(&c, &rc);
	outcome = judge(status, rc);
	if (outcome != DELIVERY_SENT)
		*why = answer_says(&c, status, rc);
	return outcome;
}
