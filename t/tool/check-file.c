/*
 * check-file: looks at files as the portal does, without a portal.
 *
 *   check-file DIR PATH...
 *
 * For each file a line of JSON with what is found; what would be stored goes to
 * DIR/N and its preview to DIR/N.preview, N counted from 0.
 */
#include <cjson/cJSON.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config.h"
#include "base/limits.h"
#include "base/mem.h"
#include "file/file.h"
#include "web/disposition.h"

/* Settings of which only spool_dir is used. */
static void
settings(const char *dir)
{
	char *path = mem_fmt(NULL, "%s/settings", dir);
	FILE *out = fopen(path, "w");

	if (out == NULL)
		exit(2);
	fprintf(out, "practice_name = x\npractice_short_name = x\n"
	    "practice_phone = x\nsupport_phone = x\nsupport_email = x\n"
	    "base_url = http://localhost\nmail_from = x\nspool_dir = %s\n",
	    dir);
	fclose(out);
	config_read(path);
}

static struct upload *
upload_of(void *ctx, const char *path, int n)
{
	struct upload *u = mem_new(ctx, struct upload);
	struct stat st;

	u->fd = open(path, O_RDWR | O_CLOEXEC);
	if (u->fd < 0 || fstat(u->fd, &st) != 0)
		exit(2);
	u->name = disposition_clean_name(ctx, path);
	u->bytes = st.st_size;
	u->is_too_large = st.st_size > FILE_BYTES_MAX;
	u->is_too_many = n >= FILES_MAX;
	return u;
}

static void
save(const char *path, const void *bytes, size_t len)
{
	FILE *out = fopen(path, "w");

	if (out == NULL || (len > 0 && fwrite(bytes, 1, len, out) != len))
		exit(2);
	fclose(out);
}

static void
save_clean(const char *path, const struct file *f)
{
	size_t len = (size_t)f->bytes;
	char *bytes = mem_array(f, char, len);

	if (pread(f->fd, bytes, len, 0) != (ssize_t)len)
		exit(2);
	save(path, bytes, len);
}

static void
print(void *ctx, const char *dir, const struct file *f, int n)
{
	cJSON *o = cJSON_CreateObject();
	const char *path = mem_fmt(ctx, "%s/%d", dir, n);

	cJSON_AddStringToObject(o, "name", f->name);
	if (f->why != NULL) {
		cJSON_AddStringToObject(o, "why", f->why);
	} else {
		cJSON_AddStringToObject(o, "type", f->media_type);
		cJSON_AddNumberToObject(o, "bytes", (double)f->bytes);
		cJSON_AddNumberToObject(o, "width", f->width);
		cJSON_AddNumberToObject(o, "height", f->height);
		cJSON_AddStringToObject(o, "path", path);
		save_clean(path, f);
		save(mem_fmt(ctx, "%s.preview", path), f->preview,
		    f->preview_len);
	}
	puts(cJSON_PrintUnformatted(o));
	cJSON_Delete(o);
}

int
main(int argc, char **argv)
{
	void *ctx = mem_context(NULL);
	const struct upload *first = NULL, **last = &first;
	struct upload *u;
	const struct file *f;
	int i;

	if (argc < 3)
		return 2;
	settings(argv[1]);
	for (i = 2; i < argc; i++) {
		u = upload_of(ctx, argv[i], i - 2);
		*last = u;
		last = &u->next;
	}
	for (f = file_check(ctx, first), i = 0; f != NULL; f = f->next)
		print(ctx, argv[1], f, i++);
	return 0;
}
