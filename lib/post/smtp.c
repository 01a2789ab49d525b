/* smtp.c: one mail to the mail server of the settings. */
#include "post/smtp.h"

#include <ctype.h>
#include <curl/curl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"

enum {
	CONNECT_SECONDS = 10,
	ANSWER_SECONDS = 20,
	ALL_SECONDS = 60,
	REPLY_MAX = 64,
	WORD_BYTES = 45,	/* 60 as base64: an encoded word has 75 */
};

static const struct { const char *name; long use; } tls_ways[] = {
	{ "none", CURLUSESSL_NONE },
	{ "try", CURLUSESSL_TRY },
	{ "required", CURLUSESSL_ALL },
};

/* Who sends, from mail_from. */
struct sender {
	const char *name;	/* "" for none */
	const char *address;
};

/* One mail under way. */
struct sending {
	const void *ctx;
	CURL *curl;
	curl_mime *mime;
	struct curl_slist *headers, *recipients;
	char reply[REPLY_MAX];		/* the server's last word */
	const volatile bool *stop;
};

static void *
good(void *p)
{
	if (p == NULL)
		die("out of memory");
	return p;
}

static void
must(CURLcode rc)
{
	if (rc != CURLE_OK)
		die("curl: %s", curl_easy_strerror(rc));
}

static long
tls_way(void)
{
	size_t i;

	for (i = 0; i < sizeof(tls_ways) / sizeof(tls_ways[0]); i++)
		if (strcmp(tls_ways[i].name, config()->smtp_tls) == 0)
			return tls_ways[i].use;
	return -1;
}

/* The first line of smtp_password_file, owned by ctx; NULL if there is none. */
static const char *
read_password(const void *ctx)
{
	char text[1024];
	FILE *in = fopen(config()->smtp_password_file, "r");
	bool there = in != NULL && fgets(text, sizeof(text), in) != NULL;
	const char *password = NULL;

	if (in != NULL)
		fclose(in);
	if (there) {
		text[strcspn(text, "\r\n")] = '\0';
		password = mem_copy(ctx, text);
	}
	sodium_memzero(text, sizeof(text));
	return password;
}

/* Cut mail_from, "portal@x.example" or "Practice <portal@x.example>". */
static struct sender
sender(const void *ctx)
{
	char *text = mem_copy(ctx, config()->mail_from);
	char *open = strchr(text, '<'), *close = strrchr(text, '>');

	if (open == NULL || close == NULL || close[1] != '\0' || open > close)
		return (struct sender){ .name = "", .address = text };
	*open = *close = '\0';
	return (struct sender){ .name = text_trim(text), .address = open + 1 };
}

static bool
is_sender(struct sender s)
{
	return text_is_email(s.address) && text_is_clean(s.name, false) &&
	    strpbrk(s.name, "\"\\<>@") == NULL;
}

const char *
smtp_refuse_settings(const void *ctx)
{
	const struct config *c = config();

	if (strncmp(c->smtp_url, "smtp://", 7) != 0 &&
	    strncmp(c->smtp_url, "smtps://", 8) != 0)
		return "smtp_url must begin with smtp:// or smtps://";
	if (tls_way() < 0)
		return "smtp_tls must be none, try or required";
	if (!is_sender(sender(ctx)))
		return "mail_from must be an address, or a name and <address>";
	if (*c->mail_bounces != '\0' && !text_is_email(c->mail_bounces))
		return "mail_bounces must be an address, or empty";
	if (*c->smtp_user != '\0' && read_password(ctx) == NULL)
		return "smtp_user is set, but smtp_password_file can't be read";
	return NULL;
}

const char *
smtp_own_host(const void *ctx)
{
	const char *host = strstr(config()->base_url, "://");

	host = host == NULL ? config()->base_url : host + 3;
	return mem_copy_n(ctx, host, strcspn(host, ":/"));
}

static bool
is_ascii(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

/* How many bytes of s go into one encoded word: whole characters. */
static size_t
word_length(const char *s)
{
	size_t n = strlen(s);

	if (n <= WORD_BYTES)
		return n;
	for (n = WORD_BYTES; ((unsigned char)s[n] & 0xc0) == 0x80;)
		n--;
	return n;
}

const char *
smtp_header_text(const void *ctx, const char *text)
{
	char word[sodium_base64_ENCODED_LEN(WORD_BYTES,
	    sodium_base64_VARIANT_ORIGINAL)];
	char *out;
	size_t n;

	if (!text_is_clean(text, false))
		return NULL;
	if (is_ascii(text) && strstr(text, "=?") == NULL)
		return mem_copy(ctx, text);
	for (out = mem_copy(ctx, ""); *text != '\0'; text += n) {
		n = word_length(text);
		sodium_bin2base64(word, sizeof(word), (const uint8_t *)text, n,
		    sodium_base64_VARIANT_ORIGINAL);
		out = mem_fmt(ctx, "%s%s=?UTF-8?B?%s?=", out,
		    *out == '\0' ? "" : "\r\n ", word);
	}
	return out;
}

/* The From header: the name, if mail_from has one, and the address. */
static const char *
from_header(const void *ctx)
{
	struct sender from = sender(ctx);
	const char *name = smtp_header_text(ctx, from.name);

	if (*from.name == '\0')
		return from.address;
	return mem_fmt(ctx, is_ascii(from.name) ? "\"%s\" <%s>" : "%s <%s>",
	    name, from.address);
}

static const char *
date_header(const void *ctx, int64_t at)
{
	char text[64];
	time_t t = (time_t)at;
	struct tm tm;

	gmtime_r(&t, &tm);
	strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S +0000", &tm);
	return mem_copy(ctx, text);
}

static void
add_header(struct sending *s, const char *name, const char *value)
{
	s->headers = good(curl_slist_append(s->headers,
	    mem_fmt(s->ctx, "%s: %s", name, value)));
}

static void
add_headers(struct sending *s, const struct envelope *e, const char *subject)
{
	add_header(s, "From", from_header(s->ctx));
	add_header(s, "To", e->to);
	add_header(s, "Subject", subject);
	add_header(s, "Date", date_header(s->ctx, e->at));
	add_header(s, "Message-ID", e->message_id);
	add_header(s, "Auto-Submitted", "auto-generated");
	add_header(s, "Content-Type", "multipart/alternative");
	must(curl_easy_setopt(s->curl, CURLOPT_HTTPHEADER, s->headers));
}

/* Lines as mail ends them. */
static const char *
with_crlf(const void *ctx, const char *text)
{
	char *copy = mem_array(ctx, char, 2 * strlen(text) + 1), *out = copy;

	for (; *text != '\0'; text++) {
		if (*text == '\r')
			continue;
		if (*text == '\n')
			*out++ = '\r';
		*out++ = *text;
	}
	*out = '\0';
	return copy;
}

static void
add_part(struct sending *s, const char *type, const char *text)
{
	curl_mimepart *part = good(curl_mime_addpart(s->mime));

	must(curl_mime_data(part, with_crlf(s->ctx, text),
	    CURL_ZERO_TERMINATED));
	must(curl_mime_type(part, type));
	must(curl_mime_encoder(part, "quoted-printable"));
}

/* All but the server's good-bye, which says nothing about the mail. */
static size_t
keep_reply(char *data, size_t size, size_t n, void *arg)
{
	struct sending *s = arg;

	if (size * n < 3 || strncmp(data, "221", 3) != 0)
		snprintf(s->reply, sizeof(s->reply), "%.*s", (int)(size * n),
		    data);
	return size * n;
}

/* Told to stop: only as long as the server has nothing of the mail. */
static int
may_go_on(void *arg, curl_off_t down, curl_off_t down_now, curl_off_t up,
    curl_off_t up_now)
{
	const struct sending *s = arg;

	(void)down, (void)down_now, (void)up;
	return *s->stop && up_now == 0;
}

static void
set_server(struct sending *s)
{
	const struct config *c = config();
	const char *password;

	/* The path is the name that we greet with. */
	must(curl_easy_setopt(s->curl, CURLOPT_URL, mem_fmt(s->ctx, "%s/%s",
	    c->smtp_url, smtp_own_host(s->ctx))));
	must(curl_easy_setopt(s->curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps"));
	must(curl_easy_setopt(s->curl, CURLOPT_PROXY, ""));
	must(curl_easy_setopt(s->curl, CURLOPT_USE_SSL, tls_way()));
	if (*c->smtp_ca_file != '\0')
		must(curl_easy_setopt(s->curl, CURLOPT_CAINFO,
		    c->smtp_ca_file));
	if (*c->smtp_user == '\0')
		return;
	password = read_password(s->ctx);
	must(curl_easy_setopt(s->curl, CURLOPT_USERNAME, c->smtp_user));
	must(curl_easy_setopt(s->curl, CURLOPT_PASSWORD,
	    password == NULL ? "" : password));
}

static void
set_limits(struct sending *s)
{
	must(curl_easy_setopt(s->curl, CURLOPT_NOSIGNAL, 1L));
	must(curl_easy_setopt(s->curl, CURLOPT_CONNECTTIMEOUT,
	    (long)CONNECT_SECONDS));
	must(curl_easy_setopt(s->curl, CURLOPT_SERVER_RESPONSE_TIMEOUT,
	    (long)ANSWER_SECONDS));
	must(curl_easy_setopt(s->curl, CURLOPT_TIMEOUT, (long)ALL_SECONDS));
	must(curl_easy_setopt(s->curl, CURLOPT_HEADERFUNCTION, keep_reply));
	must(curl_easy_setopt(s->curl, CURLOPT_HEADERDATA, s));
	must(curl_easy_setopt(s->curl, CURLOPT_NOPROGRESS, 0L));
	must(curl_easy_setopt(s->curl, CURLOPT_XFERINFOFUNCTION, may_go_on));
	must(curl_easy_setopt(s->curl, CURLOPT_XFERINFODATA, s));
}

static void
set_mail(struct sending *s, const struct envelope *e, const struct mail *mail,
    const char *subject)
{
	s->mime = good(curl_mime_init(s->curl));
	add_part(s, "text/plain; charset=UTF-8", mail->text);
	add_part(s, "text/html; charset=UTF-8", mail->html);
	add_headers(s, e, subject);
	s->recipients = good(curl_slist_append(NULL,
	    mem_fmt(s->ctx, "<%s>", e->to)));
	must(curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM, mem_fmt(s->ctx,
	    "<%s>", e->from != NULL ? e->from : sender(s->ctx).address)));
	must(curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, s->recipients));
	must(curl_easy_setopt(s->curl, CURLOPT_MIMEPOST, s->mime));
}

/*
 * The server's codes, "550 5.1.1", without its words: these may hold the
 * recipient's address.
 */
static const char *
codes_of(const void *ctx, const char *reply)
{
	size_t n = strspn(reply, "0123456789"), more;

	if (n != 3)
		return "";
	if (reply[3] != ' ' && reply[3] != '-')
		return mem_copy_n(ctx, reply, 3);
	more = strspn(reply + 4, "0123456789.");
	if (more < 5 || more > 9)
		return mem_copy_n(ctx, reply, 3);
	return mem_fmt(ctx, "%.3s %.*s", reply, (int)more, reply + 4);
}

/*
 * Whether the server's 5xx is about this mail. Sign-in (530, 534, 535, 538)
 * and the greeting are about us: that can be repaired, and the mail goes on.
 */
static bool
is_refused(const struct sending *s, CURLcode rc)
{
	curl_off_t sent = 0;
	int code = atoi(s->reply);

	curl_easy_getinfo(s->curl, CURLINFO_SIZE_UPLOAD_T, &sent);
	if (code < 500 || code > 599 || code == 530 || code == 534 ||
	    code == 535 || code == 538)
		return false;
	return rc == CURLE_SEND_ERROR ||
	    (rc == CURLE_WEIRD_SERVER_REPLY && sent > 0);
}

static enum smtp_outcome
judge(struct sending *s, CURLcode rc, const char **why)
{
	bool refused = is_refused(s, rc);

	if (rc == CURLE_OK)
		return SMTP_SENT;
	if (rc == CURLE_ABORTED_BY_CALLBACK)
		return SMTP_STOPPED;
	if (refused || rc == CURLE_SEND_ERROR || rc == CURLE_WEIRD_SERVER_REPLY)
		*why = mem_fmt(s->ctx, "the mail server said %s",
		    codes_of(s->ctx, s->reply));
	else
		*why = mem_copy(s->ctx, curl_easy_strerror(rc));
	return refused ? SMTP_REFUSED : SMTP_LATER;
}

const char *
smtp_try(const void *ctx)
{
	static const volatile bool never = false;
	struct sending s = { .ctx = ctx, .stop = &never };
	const char *why = NULL;
	CURLcode rc;

	s.curl = good(curl_easy_init());
	set_server(&s);
	set_limits(&s);
	must(curl_easy_setopt(s.curl, CURLOPT_CONNECT_ONLY, 1L));
	rc = curl_easy_perform(s.curl);
	if (rc != CURLE_OK)
		why = mem_fmt(ctx, "%s %s", curl_easy_strerror(rc),
		    codes_of(ctx, s.reply));
	curl_easy_cleanup(s.curl);
	return why;
}

enum smtp_outcome
smtp_send(const void *ctx, const struct envelope *e, const struct mail *mail,
    const volatile bool *stop, const char **why)
{
	struct sending s = { .ctx = ctx, .stop = stop };
	const char *subject = smtp_header_text(ctx, mail->subject);
	enum smtp_outcome outcome;

	*why = NULL;
	if (subject == NULL || !text_is_email(e->to)) {
		*why = subject == NULL ? "the subject is not one line"
		    : "not an email address";
		return SMTP_REFUSED;
	}
	s.curl = good(curl_easy_init());
	set_server(&s);
	set_limits(&s);
	set_mail(&s, e, mail, subject);
	outcome = judge(&s, curl_easy_perform(s.curl), why);
	curl_mime_free(s.mime);
	curl_slist_free_all(s.headers);
	curl_slist_free_all(s.recipients);
	curl_easy_cleanup(s.curl);
	return outcome;
}
