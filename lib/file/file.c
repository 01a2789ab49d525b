/* file.c: the files that people send. */
#include "file/file.h"

const char *const file_sql[] = { NULL };

const struct file *
file_check(const void *ctx, const struct upload *uploads)
{
	(void)ctx;
	(void)uploads;
	return NULL;
}

int64_t
file_store(const void *ctx, int64_t patient_id, int64_t draft_id,
    const struct file *f, int64_t now)
{
	(void)ctx;
	(void)patient_id;
	(void)draft_id;
	(void)f;
	return now;
}

const struct body_source *
file_source(const void *ctx, int64_t patient_id, int64_t attachment_id,
    int64_t bytes)
{
	(void)ctx;
	(void)patient_id;
	(void)attachment_id;
	(void)bytes;
	return NULL;
}
