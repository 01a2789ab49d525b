/* config.c: the settings of the practice's portal. */
#include "base/config.h"

#include <errno.h>
#include <sodium.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"

static struct config settings;
static bool is_read;

struct setting {
	const char *key;
	size_t offset;
	bool is_number;
	const char *fallback;	/* NULL: must be given */
	int64_t min, max;
	const char *meaning;
};

#define TEXT(k, fallback, meaning) \
	{ #k, offsetof(struct config, k), false, fallback, 0, 0, meaning }
#define NUMBER(k, fallback, min, max, meaning) \
	{ #k, offsetof(struct config, k), true, fallback, min, max, meaning }

static const struct setting table[] = {
	TEXT(practice_name, NULL, "name of the practice, on every page"),
	TEXT(practice_short_name, NULL, "the same in a word or two, in titles"),
	TEXT(practice_phone, NULL, "phone of the office, as people write it"),
	TEXT(practice_hours, "Monday to Friday, 8 AM to 5 PM",
	    "when the phone is answered"),
	TEXT(practice_line, "", "street and number"),
	TEXT(practice_city, "", "city"),
	TEXT(practice_state, "", "state, two letters"),
	TEXT(practice_postal_code, "", "ZIP code"),
	TEXT(practice_npi, "", "National Provider Identifier, 10 digits"),
	TEXT(support_phone, NULL, "phone for help with the portal"),
	TEXT(support_email, NULL, "email for help with the portal"),
	TEXT(billing_email, "", "email for questions about bills"),
	TEXT(feedback_email, "", "email for comments"),
	TEXT(time_zone, "America/New_York",
	    "IANA zone: when a day begins, and how times are said"),
	TEXT(base_url, NULL,
	    "address of the portal in mails, without a slash at the end"),
	TEXT(database_socket, "/run/mysqld/mysqld.sock",
	    "unix socket of MariaDB"),
	TEXT(database_name, "kith", "database"),
	TEXT(spool_dir, "/var/lib/kith/spool",
	    "where files that are sent lie while they are looked at; private,"
	    " best in memory or encrypted"),
	TEXT(clamd_socket, "", "unix socket of the virus scanner clamd; empty:"
	    " files are not scanned"),
	TEXT(key_dir, "/etc/kith/keys",
	    "keys and database passwords, made by kithctl keys"),
	TEXT(run_dir, "/run/kith", "unix sockets of the programs"),
	TEXT(view_dir, KITH_DATADIR "/views", "stylesheets of pages and mails"),
	TEXT(password_list, KITH_DATADIR "/common-passwords.txt",
	    "common passwords, lower case, sorted by bytes, one a line"),
	TEXT(smtp_url, "smtp://127.0.0.1:25",
	    "mail server: smtp://host:port, or smtps:// for TLS from the start"),
	TEXT(smtp_tls, "required",
	    "none (only for this machine), try, or required: STARTTLS"),
	TEXT(smtp_user, "", "name for the mail server; empty: none"),
	TEXT(smtp_password_file, "", "file with the password for it"),
	TEXT(smtp_ca_file, "",
	    "certificates that vouch for it; empty: those of the machine"),
	TEXT(mail_from, NULL, "sender of all mails"),
	TEXT(mail_bounces, "", "address where mail that can't be delivered comes"
	    " back, for kithctl bounce; empty: the sender's"),
	TEXT(text_gateway, "", "gateway for text messages, as Twilio's:"
	    " https://api.twilio.com; empty: texts are not offered"),
	TEXT(text_sid, "", "the practice's account there"),
	TEXT(text_token_file, "", "file with the account's secret token"),
	TEXT(text_from, "", "number that texts come from: +18025550142, or a"
	    " short one"),
	NUMBER(workers, "2", 1, 64, "processes a program"),
	NUMBER(requests_per_worker, "10000", 1, 10000000,
	    "requests after which a worker makes room for a fresh one"),
	NUMBER(stop_seconds, "25", 1, 600,
	    "seconds a running request may take to finish at a stop"),
	NUMBER(session_idle_minutes, "15", 1, 60,
	    "minutes without a click until sign-in is asked again"),
	NUMBER(session_hours, "12", 1, 24, "hours until it is asked anyway"),
	NUMBER(age_of_own_account, "13", 13, 18,
	    "years from which a patient may have an account"),
	NUMBER(age_of_majority, "18", 18, 21,
	    "years from which a patient is an adult"),
	NUMBER(password_min, "15", 8, 64,
	    "characters of a password when no security option is set"),
	NUMBER(password_min_with_factor, "8", 8, 64,
	    "characters of a password beside a security option"),
	NUMBER(password_max, "1024", 128, 65536, "bytes of a password"),
	NUMBER(code_minutes, "10", 1, 10, "minutes a code is good"),
	NUMBER(code_attempts, "5", 1, 10, "wrong tries after which a code dies"),
	NUMBER(codes_per_hour, "3", 1, 20, "codes an hour to one address"),
	NUMBER(sign_in_free_failures, "4", 0, 20,
	    "wrong passwords before a pause is asked for"),
	NUMBER(mail_give_up_hours, "120", 1, 240,
	    "hours after which a mail that can't be sent is given up"),
	NUMBER(news_days, "60", 1, 365,
	    "days in which a result or letter counts as new"),
	NUMBER(staff_idle_minutes, "10", 1, 10,
	    "minutes without a click until staff sign in again"),
	NUMBER(staff_hours, "12", 1, 24, "hours until they do anyway"),
	NUMBER(staff_link_hours, "72", 1, 168,
	    "hours that a one-time link for staff works"),
	NUMBER(messages_per_day, "50", 1, 1000,
	    "messages that one account may send in a day"),
	NUMBER(upload_megabytes_per_day, "300", 10, 10000,
	    "MB of files that one account may send in a day"),
	NUMBER(notice_minutes, "15", 1, 1440,
	    "minutes in which several answers are told by one email"),
	NUMBER(digest_hour, "8", 0, 23,
	    "hour at which the daily email goes out, practice's time"),
	NUMBER(unread_answer_days, "3", 1, 60,
	    "days after which staff are told that an answer was not read"),
	NUMBER(draft_days, "60", 1, 365,
	    "days after which a draft that nobody touched is deleted"),
	NUMBER(record_mail_megabytes, "20", 1, 100,
	    "MB of a record that may go by email"),
	NUMBER(record_mails_per_day, "10", 1, 100,
	    "records that one account, and of one patient, may go by email in"
	    " a day"),
	NUMBER(shares_per_day, "10", 1, 100,
	    "secure links that may be made to one record in a day"),
	NUMBER(share_days, "7", 1, 90,
	    "days that a secure link works if nothing else is chosen"),
	NUMBER(share_days_max, "30", 1, 90, "days that it works at most"),
	{ .key = NULL }
};

static _Noreturn void
refuse(const char *file, int line, const char *why, const char *what)
{
	if (line > 0)
		fprintf(stderr, "%s:%d: %s: %s\n", file, line, why, what);
	else
		fprintf(stderr, "%s: %s: %s\n", file, why, what);
	exit(2);
}

static const struct setting *
setting_of(const char *key)
{
	const struct setting *s;

	for (s = table; s->key != NULL; s++)
		if (strcmp(s->key, key) == 0)
			return s;
	return NULL;
}

/* Store a value. Return NULL, or why it will not do. */
static const char *
store(const struct setting *s, const char *value)
{
	char *slot = (char *)&settings + s->offset, *end;
	int64_t n;

	if (!s->is_number) {
		*(const char **)(void *)slot = mem_copy(NULL, value);
		return NULL;
	}
	errno = 0;
	n = strtoll(value, &end, 10);
	if (errno != 0 || end == value || *end != '\0')
		return "not a whole number";
	if (n < s->min || n > s->max)
		return mem_fmt(NULL, "must be from %lld to %lld",
		    (long long)s->min, (long long)s->max);
	*(int64_t *)(void *)slot = n;
	return NULL;
}

static void
read_line(const char *file, int line, char *text, bool *given)
{
	const struct setting *s;
	const char *key, *value, *why;
	char *equals;

	text = text_trim(text);
	if (*text == '\0' || *text == '#')
		return;
	if ((equals = strchr(text, '=')) == NULL)
		refuse(file, line, "no '=' in the line", text);
	*equals = '\0';
	key = text_trim(text);
	value = text_trim(equals + 1);
	if ((s = setting_of(key)) == NULL)
		refuse(file, line, "no such setting", key);
	if (given[s - table])
		refuse(file, line, "stands twice", key);
	if (!text_is_clean(value, false))
		refuse(file, line, "not clean UTF-8 text", key);
	if ((why = store(s, value)) != NULL)
		refuse(file, line, why, key);
	given[s - table] = true;
}

static void
fill_in(const char *file, const bool *given)
{
	const struct setting *s;

	for (s = table; s->key != NULL; s++) {
		if (given[s - table])
			continue;
		if (s->fallback == NULL)
			refuse(file, 0, "this setting is missing", s->key);
		store(s, s->fallback);
	}
}

/* As browsers write an Origin, with which it is compared (RFC 6454). */
static bool
is_origin(const char *url)
{
	size_t n = strncmp(url, "https://", 8) == 0 ? 8 :
	    strncmp(url, "http://", 7) == 0 ? 7 : 0;

	return n > 0 && url[n] != '\0' && url[n + strspn(url + n,
	    "abcdefghijklmnopqrstuvwxyz0123456789.-:[]")] == '\0';
}

const struct config *
config_read(const char *file)
{
	bool given[sizeof(table) / sizeof(table[0])] = { false };
	char text[4096];
	FILE *in = fopen(file, "r");
	int line;

	if (in == NULL)
		refuse(file, 0, "can't be read", strerror(errno));
	for (line = 1; fgets(text, sizeof(text), in) != NULL; line++)
		read_line(file, line, text, given);
	fclose(in);
	fill_in(file, given);
	if (!is_origin(settings.base_url))
		refuse(file, 0, "must be https://name or http://name, in small"
		    " letters, without a slash at the end", "base_url");
	if (!when_zone(settings.time_zone))
		refuse(file, 0, "no such time zone", settings.time_zone);
	is_read = true;
	return &settings;
}

const struct config *
config(void)
{
	if (!is_read)
		die("the settings were not read");
	return &settings;
}

const char *
config_host(const void *ctx)
{
	const char *host = strstr(config()->base_url, "://");

	host = host == NULL ? config()->base_url : host + 3;
	return mem_copy_n(ctx, host, strcspn(host, ":/"));
}

const char *
config_secret(const void *ctx, const char *file)
{
	char text[1024];
	FILE *in = fopen(file, "r");
	bool there = in != NULL && fgets(text, sizeof(text), in) != NULL;
	const char *secret = NULL;

	if (in != NULL)
		fclose(in);
	if (there) {
		text[strcspn(text, "\r\n")] = '\0';
		secret = mem_copy(ctx, text);
	}
	sodium_memzero(text, sizeof(text));
	return secret;
}

void
config_print_model(FILE *out)
{
	const struct setting *s;

	for (s = table; s->key != NULL; s++)
		fprintf(out, "# %s%s\n%s%s = %s\n\n", s->meaning,
		    s->fallback == NULL ? " (must be given)" : "",
		    s->fallback == NULL ? "" : "#", s->key,
		    s->fallback == NULL ? "" : s->fallback);
}
