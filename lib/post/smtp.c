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
	ANSWER_SECONDS = 20,
	/* with a file, which may be large: less than QUEUE_LEASE */
	FILE_SECONDS = 150,
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
	const struct letter_file *file;	/* that goes with it, and where */
	size_t file_at;			/* its reader is */
	struct curl_slist *headers, *recipients;
	char reply[REPLY_MAX];		/* the server's last word */
};

static long
tls_way(void)
{
	size_t i;

	for (i = 0; i < sizeof(tls_ways) / sizeof(tls_ways[0]); i++)
		if (strcmp(tls_ways[i].name, config()->smtp_tls) == 0)
			return tls_ways[i].use;
	return -1;
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
	if (*c->smtp_user != '\0' &&
	    config_secret(ctx, c->smtp_password_file) == NULL)
		return "smtp_user is set, but smtp_password_file can't be read";
	return NULL;
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
	s->headers = delivery_good(curl_slist_append(s->headers,
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
	add_header(s, "Content-Type", s->file == NULL
	    ? "multipart/alternative" : "multipart/mixed");
	delivery_must(curl_easy_setopt(s->curl, CURLOPT_HTTPHEADER, s->headers));
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
add_part(struct sending *s, curl_mime *mime, const char *type,
    const char *text)
{
	curl_mimepart *part = delivery_good(curl_mime_addpart(mime));

	delivery_must(curl_mime_data(part, with_crlf(s->ctx, text),
	    CURL_ZERO_TERMINATED));
	delivery_must(curl_mime_type(part, type));
	delivery_must(curl_mime_encoder(part, "quoted-printable"));
}

/* The words twice, plain and as a page: the reader's program chooses. */
static void
add_words(struct sending *s, curl_mime *mime, const struct mail *mail)
{
	add_part(s, mime, "text/plain; charset=UTF-8", mail->text);
	add_part(s, mime, "text/html; charset=UTF-8", mail->html);
}

static size_t
read_file(char *buffer, size_t size, size_t n, void *arg)
{
	struct sending *s = arg;
	size_t left = s->file->len - s->file_at;
	size_t len = size * n < left ? size * n : left;

	memcpy(buffer, s->file->bytes + s->file_at, len);
	s->file_at += len;
	return len;
}

/* libcurl goes back to the start where it has to send again. */
static int
seek_file(void *arg, curl_off_t offset, int origin)
{
	struct sending *s = arg;

	if (origin != SEEK_SET || offset < 0 ||
	    (size_t)offset > s->file->len)
		return CURL_SEEKFUNC_FAIL;
	s->file_at = (size_t)offset;
	return CURL_SEEKFUNC_OK;
}

static void
add_file(struct sending *s)
{
	const struct letter_file *f = s->file;
	curl_mimepart *part = delivery_good(curl_mime_addpart(s->mime));

	delivery_must(curl_mime_data_cb(part, (curl_off_t)f->len, read_file,
	    seek_file, NULL, s));
	delivery_must(curl_mime_type(part, f->media_type));
	delivery_must(curl_mime_filename(part, f->name));
	delivery_must(curl_mime_encoder(part, "base64"));
}

static void
add_all(struct sending *s, const struct mail *mail)
{
	curl_mimepart *part;
	curl_mime *words;

	if (s->file == NULL) {
		add_words(s, s->mime, mail);
		return;
	}
	words = delivery_good(curl_mime_init(s->curl));
	add_words(s, words, mail);
	part = delivery_good(curl_mime_addpart(s->mime));
	delivery_must(curl_mime_subparts(part, words));
	delivery_must(curl_mime_type(part, "multipart/alternative"));
	add_file(s);
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

static void
set_server(struct sending *s)
{
	const struct config *c = config();
	const char *password;

	/* The path is the name that we greet with. */
	delivery_must(curl_easy_setopt(s->curl, CURLOPT_URL,
	    mem_fmt(s->ctx, "%s/%s", c->smtp_url, config_host(s->ctx))));
	delivery_must(curl_easy_setopt(s->curl, CURLOPT_PROTOCOLS_STR,
	    "smtp,smtps"));
	delivery_must(curl_easy_setopt(s->curl, CURLOPT_USE_SSL, tls_way()));
	if (*c->smtp_ca_file != '\0')
		delivery_must(curl_easy_setopt(s->curl, CURLOPT_CAINFO,
		    c->smtp_ca_file));
	if (*c->smtp_user == '\0')
		return;
	password = config_secret(s->ctx, c->smtp_password_file);
	delivery_must(curl_easy_setopt(s->curl, CURLOPT_USERNAME, c->smtp_user));
	delivery_must(curl_easy_setopt(s->curl, CURLOPT_PASSWORD,
	    password == NULL ? "" : password));
}

static void
set_answers(struct sending *s)
{
	delivery_must(curl_easy_setopt(s->curl, CURLOPT_SERVER_RESPONSE_TIMEOUT,
	    s->file == NULL ? (long)ANSWER_SECONDS : (long)FILE_SECONDS));
	if (s->file != NULL)
		delivery_must(curl_easy_setopt(s->curl, CURLOPT_TIMEOUT,
		    (long)FILE_SECONDS));
	delivery_must(curl_easy_setopt(s->curl, CURLOPT_HEADERFUNCTION,
	    keep_reply));
	delivery_must(curl_easy_setopt(s->curl, CURLOPT_HEADERDATA, s));
}

static void
set_mail(struct sending *s, const struct envelope *e, const struct mail *mail,
    const char *subject)
{
	s->mime = delivery_good(curl_mime_init(s->curl));
	add_all(s, mail);
	add_headers(s, e, subject);
	s->recipients = delivery_good(curl_slist_append(NULL,
	    mem_fmt(s->ctx, "<%s>", e->to)));
	delivery_must(curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM,
	    mem_fmt(s->ctx, "<%s>", e->from != NULL ? e->from
	    : sender(s->ctx).address)));
	delivery_must(curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT,
	    s->recipients));
	delivery_must(curl_easy_setopt(s->curl, CURLOPT_MIMEPOST, s->mime));
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

static enum delivery
judge(struct sending *s, CURLcode rc, const char **why)
{
	bool refused = is_refused(s, rc);

	if (rc == CURLE_OK)
		return DELIVERY_SENT;
	if (rc == CURLE_ABORTED_BY_CALLBACK)
		return DELIVERY_STOPPED;
	if (refused || rc == CURLE_SEND_ERROR || rc == CURLE_WEIRD_SERVER_REPLY)
		*why = mem_fmt(s->ctx, "the mail server said %s",
		    codes_of(s->ctx, s->reply));
	else
		*why = mem_copy(s->ctx, curl_easy_strerror(rc));
	return refused ? DELIVERY_REFUSED : DELIVERY_LATER;
}

const char *
smtp_try(const void *ctx)
{
	struct sending s = { .ctx = ctx, .curl = delivery_new(NULL) };
	const char *why = NULL;
	CURLcode rc;

	set_server(&s);
	set_answers(&s);
	delivery_must(curl_easy_setopt(s.curl, CURLOPT_CONNECT_ONLY, 1L));
	rc = curl_easy_perform(s.curl);
	if (rc != CURLE_OK)
		why = mem_fmt(ctx, "%s %s", curl_easy_strerror(rc),
		    codes_of(ctx, s.reply));
	curl_easy_cleanup(s.curl);
	return why;
}

enum delivery
smtp_send(const void *ctx, const struct envelope *e, const struct mail *mail,
    const volatile bool *stop, const char **why)
{
	struct sending s = { .ctx = ctx,
	    .file = mail->file.name == NULL ? NULL : &mail->file };
	const char *subject = smtp_header_text(ctx, mail->subject);
	enum delivery outcome;

	*why = NULL;
	if (subject == NULL || !text_is_email(e->to)) {
		*why = subject == NULL ? "the subject is not one line"
		    : "not an email address";
		return DELIVERY_REFUSED;
	}
	s.curl = delivery_new(stop);
	set_server(&s);
	set_answers(&s);
	set_mail(&s, e, mail, subject);
	outcome = judge(&s, curl_easy_perform(s.curl), why);
	curl_mime_free(s.mime);
	curl_slist_free_all(s.headers);
	curl_slist_free_all(s.recipients);
	curl_easy_cleanup(s.curl);
	return outcome;
}
