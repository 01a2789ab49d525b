/*
 * config.h: the settings of the practice's portal.
 *
 * One file of lines "key = value"; # begins a comment. Every key, its
 * default, unit and meaning stand in the table of config.c, which also writes
 * the model file (kithctl config). A wrong line ends the start with file,
 * line and reason.
 */
#ifndef KITH_CONFIG_H
#define KITH_CONFIG_H

#include <stdint.h>
#include <stdio.h>

struct config {
	/* the practice, as its patients know it */
	const char *practice_name, *practice_short_name;
	const char *practice_phone, *practice_hours;
	const char *practice_line, *practice_city, *practice_state;
	const char *practice_postal_code, *practice_npi;
	const char *support_phone, *support_email;
	const char *billing_email, *feedback_email;
	const char *time_zone;
	const char *base_url;

	/* where things are */
	const char *database_socket, *database_name;
	const char *spool_dir, *clamd_socket;
	const char *key_dir, *run_dir, *view_dir, *password_list;

	/* mail */
	const char *smtp_url, *smtp_tls, *smtp_user, *smtp_password_file;
	const char *smtp_ca_file;
	const char *mail_from, *mail_bounces;

	/* text messages; text_is_offered() says whether there are any */
	const char *text_gateway, *text_sid, *text_token_file, *text_from;

	/* numbers */
	int64_t workers, requests_per_worker, stop_seconds;
	int64_t session_idle_minutes, session_hours;
	int64_t age_of_own_account, age_of_majority;
	int64_t password_min, password_min_with_factor, password_max;
	int64_t code_minutes, code_attempts, codes_per_hour;
	int64_t sign_in_free_failures;
	int64_t mail_give_up_hours;
	int64_t news_days;

	/* messages and the practice's people */
	int64_t staff_idle_minutes, staff_hours, staff_link_hours;
	int64_t messages_per_day, upload_megabytes_per_day;
	int64_t notice_minutes, digest_hour;
	int64_t unread_answer_days, draft_days;

	/* records on their way to somebody else */
	int64_t record_mail_megabytes, record_mails_per_day;
	int64_t shares_per_day, share_days, share_days_max;
};

/*
 * Read the file. The result lives as long as the process. Ends the process
 * with a sentence on standard error and status 2 if the file can't be read or
 * a line is wrong.
 */
const struct config *config_read(const char *file);

/* The settings that config_read() read; die() if it did not. */
const struct config *config(void);

/* The host of base_url, without a port; owned by ctx. */
const char *config_host(const void *ctx);

/*
 * The secret in a file that a setting names: its first line, owned by ctx; NULL
 * if there is none.
 */
const char *config_secret(const void *ctx, const char *file);

/* Write a model file: every setting with its default, unit and comment. */
void config_print_model(FILE *);

#endif
