/* doctor_machine.c: settings, keys, clock, space, mail server, texts. */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/config.h"
#include "base/key.h"
#include "base/mem.h"
#include "base/when.h"
#include "commands.h"
#include "doctor.h"
#include "post/gateway.h"
#include "post/outbox.h"
#include "post/smtp.h"

enum { SECONDS_APART = 2, GIB_FREE = 1, PERCENT_FREE = 5 };

void
check_settings(struct doctor *d)
{
	const struct config *c = config();
	const char *why = smtp_refuse_settings(d->ctx);
	const char *of_texts = gateway_refuse_settings(d->ctx);
	char text[WHEN_MAX];

	well("settings in %s; it is %s in %s", ctl_config_file,
	    when_instant_full(when_now(), text), c->time_zone);
	if (why != NULL)
		problem(d, "settings: %s", why);
	if (of_texts != NULL)
		problem(d, "settings: %s", of_texts);
	if (strncmp(c->base_url, "https://", 8) != 0 &&
	    strncmp(c->base_url, "http://localhost", 16) != 0)
		problem(d, "settings: base_url is not https:// - people would"
		    " send their passwords in the clear");
}

/* Whether a key file is there and only for those it is for. */
static bool
check_key(struct doctor *d, const char *name)
{
	const char *path = mem_fmt(d->ctx, "%s/%s", config()->key_dir, name);
	const char *dot = strrchr(name, '.');
	bool is_public = dot != NULL && strcmp(dot, ".pub") == 0;
	struct stat st;

	if (stat(path, &st) != 0) {
		problem(d, "key %s: %s - run: kithctl keys", path,
		    strerror(errno));
		return false;
	}
	if ((st.st_mode & 022) != 0 ||
	    (!is_public && (st.st_mode & 007) != 0)) {
		problem(d, "key %s may be %s by others - run: chmod o-rwx,g-w"
		    " %s", path, (st.st_mode & 022) != 0 ? "written" : "read",
		    path);
		return false;
	}
	return true;
}

void
check_keys(struct doctor *d)
{
	static const char *const keys[] = { KEY_TOKENS, KEY_STAFF,
	    KEY_ACCOUNTS, KEY_COURIER, KEY_COURIER_PUB, KEY_SEALER, KEY_SEALER_PUB };
	const char *const *program;
	bool good = true;
	struct stat st;
	size_t i;

	if (stat(config()->key_dir, &st) == 0 && (st.st_mode & 022) != 0)
		problem(d, "key folder %s may be written by others - run:"
		    " chmod go-w %s", config()->key_dir, config()->key_dir);
	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		good = check_key(d, keys[i]) && good;
	for (program = ctl_programs; *program != NULL; program++)
		if (access(mem_fmt(d->ctx, "%s/database-%s", config()->key_dir,
		    *program), F_OK) == 0)
			good = check_key(d, mem_fmt(d->ctx, "database-%s",
			    *program)) && good;
	if (good)
		well("keys in %s", config()->key_dir);
}

void
check_clock(struct doctor *d)
{
	const char *theirs;
	int64_t apart;

	if (d->db == NULL)
		return;
	theirs = admin_value(d->ctx, d->db, "SELECT UNIX_TIMESTAMP()");
	if (theirs == NULL)
		return;
	apart = strtoll(theirs, NULL, 10) - when_now();
	if (apart < -SECONDS_APART || apart > SECONDS_APART)
		problem(d, "clock: the database is %" PRId64 " seconds %s -"
		    " use NTP on both machines", apart < 0 ? -apart : apart,
		    apart < 0 ? "behind" : "ahead");
	else
		well("clock: the same as the database's");
}

static void
check_space_of(struct doctor *d, const char *what, const char *path)
{
	struct statvfs fs;
	unsigned long long free_bytes, percent;

	if (path == NULL || statvfs(path, &fs) != 0 || fs.f_blocks == 0)
		return;
	free_bytes = (unsigned long long)fs.f_bavail * fs.f_frsize;
	percent = (unsigned long long)fs.f_bavail * 100 / fs.f_blocks;
	if (free_bytes >> 30 < GIB_FREE || percent < PERCENT_FREE)
		problem(d, "space for %s (%s): %llu MiB, %llu %% free - make"
		    " room before writing stops", what, path, free_bytes >> 20,
		    percent);
	else
		well("space for %s (%s): %llu GiB free", what, path,
		    free_bytes >> 30);
}

void
check_space(struct doctor *d)
{
	if (d->db != NULL)
		check_space_of(d, "the database", admin_value(d->ctx, d->db,
		    "SELECT @@datadir"));
	check_space_of(d, "the logs", "/var/log");
}

void
check_mail_server(struct doctor *d)
{
	const char *why;

	if (smtp_refuse_settings(d->ctx) != NULL)
		return;
	if ((why = smtp_try(d->ctx)) != NULL)
		problem(d, "mail server %s: %s - mails wait until it answers",
		    config()->smtp_url, why);
	else
		well("mail server %s", config()->smtp_url);
}

void
check_text_gateway(struct doctor *d)
{
	const char *why;

	if (!text_is_offered() || gateway_refuse_settings(d->ctx) != NULL)
		return;
	if ((why = gateway_try(d->ctx)) != NULL)
		problem(d, "text gateway %s: %s - texts wait until it answers;"
		    " 401 or 404: are text_sid and text_token_file right?",
		    config()->text_gateway, why);
	else
		well("text gateway %s", config()->text_gateway);
}
