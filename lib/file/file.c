/* file.c: the files that people send: what they are, and clean. */
#include "file/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/config.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "file/child.h"
#include "file/kind.h"
#include "file/says.h"

enum { CHILDREN = 2 };

/* The three kinds that can be sent. */
static const struct {
	const char *media_type, *ending;
	check *check;
} good_kinds[] = {
	[KIND_PDF] = { "application/pdf", ".pdf", pdf_check },
	[KIND_JPEG] = { "image/jpeg", ".jpg", jpeg_check },
	[KIND_PNG] = { "image/png", ".png", png_check },
};

/* A file while it is looked at. */
struct look {
	struct file *file;
	const struct upload *upload;
	enum kind kind;
	struct child child;
};

static bool
is_good_kind(enum kind kind)
{
	return kind == KIND_PDF || kind == KIND_JPEG || kind == KIND_PNG;
}

/* Whether a name of one kind does for content of another. */
static bool
fits(enum kind named, enum kind found)
{
	return is_good_kind(named) && (named == found ||
	    (named != KIND_PDF && found != KIND_PDF));
}

static enum kind
kind_of(const struct upload *u)
{
	uint8_t head[KIND_BYTES];
	ssize_t n = pread(u->fd, head, sizeof(head), 0);

	return n <= 0 ? KIND_UNKNOWN : kind_of_bytes(head, (size_t)n);
}

/*
 * Why its kind will not do, or NULL. Where the content does not tell, the name
 * may: a broken video is a video to who sends it.
 */
static const char *
refuse_kind(const void *ctx, const struct upload *u, enum kind found)
{
	enum kind named = kind_of_name(u->name);

	if (is_good_kind(found))
		return fits(named, found) ? NULL : says_kind(ctx, u->name, found);
	if (found == KIND_UNKNOWN && is_good_kind(named))
		return says_trouble(ctx, u->name, named, TROUBLE_BROKEN);
	if (found == KIND_UNKNOWN ||
	    (found == KIND_ZIP && named == KIND_OFFICE))
		found = named;
	return says_kind(ctx, u->name, found);
}

static const char *
refuse_size(const void *ctx, const struct upload *u)
{
	if (u->is_too_many)
		return says_too_many(ctx, u->name);
	if (u->is_too_large)
		return says_too_large(ctx, u->name, u->bytes);
	return u->bytes == 0 ? says_empty(ctx, u->name) : NULL;
}

/* The name with the ending of its type: "me.png", which is a JPEG, is "me.jpg". */
static const char *
mend_name(const void *ctx, const char *name, enum kind kind)
{
	if (kind_of_name(name) == kind)
		return name;
	return mem_fmt(ctx, "%.*s%s", (int)(kind_ending(name) - name), name,
	    good_kinds[kind].ending);
}

static int
close_file(struct file *f)
{
	if (f->fd >= 0)
		close(f->fd);
	return 0;
}

static int
open_clean(void)
{
	int fd = open(config()->spool_dir,
	    O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

	if (fd < 0)
		die("spool_dir %s: %s", config()->spool_dir, strerror(errno));
	return fd;
}

/* Begin to look at an upload. What is wrong at first sight has no child. */
static void
begin(struct look *l)
{
	struct file *f = l->file;
	const struct upload *u = l->upload;

	f->name = u->name;
	if ((f->why = refuse_size(f, u)) != NULL)
		return;
	l->kind = kind_of(u);
	if ((f->why = refuse_kind(f, u, l->kind)) != NULL)
		return;
	f->fd = open_clean();
	if (!child_start(&l->child, good_kinds[l->kind].check, u->fd, f->fd))
		f->why = says_trouble(f, f->name, l->kind, TROUBLE_BROKEN);
}

/* Wait for what came of it. */
static void
end(struct look *l)
{
	struct file *f = l->file;
	struct report r;
	const uint8_t *preview;

	if (l->child.pid == 0)
		return;
	r = child_wait(f, &l->child, &preview);
	if (r.trouble != TROUBLE_NONE) {
		f->why = says_trouble(f, f->name, l->kind, r.trouble);
		return;
	}
	f->name = mend_name(f, f->name, l->kind);
	f->media_type = good_kinds[l->kind].media_type;
	f->bytes = r.bytes;
	memcpy(f->sha256, r.sha256, sizeof(f->sha256));
	f->width = r.width;
	f->height = r.height;
	f->preview = preview;
	f->preview_len = r.preview_len;
}

static struct file *
new_file(const void *ctx)
{
	struct file *f = mem_new(ctx, struct file);

	f->fd = -1;
	talloc_set_destructor(f, close_file);
	return f;
}

/* Each place waits for its file before it begins the next. */
const struct file *
file_check(const void *ctx, const struct upload *uploads)
{
	struct look looks[CHILDREN] = { 0 }, *l;
	const struct file *first = NULL, **last = &first;
	size_t n;

	for (n = 0; uploads != NULL; uploads = uploads->next, n++) {
		l = &looks[n % CHILDREN];
		end(l);
		*l = (struct look){ .file = new_file(ctx), .upload = uploads };
		*last = l->file;
		last = &l->file->next;
		begin(l);
	}
	for (l = looks; l < looks + CHILDREN; l++)
		end(l);
	return first;
}
