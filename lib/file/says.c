/* says.c: what a person reads about a file that can't be sent. */
#include "file/says.h"

#include <inttypes.h>

#include "base/limits.h"
#include "base/mem.h"

#define SEND "Send a PDF, JPEG, JPG or PNG file."
#define PRINT "Print it to a new PDF (choose Print, then Save as PDF) and" \
    " send that."

/* Each ends in what to do; %s is the name. */
static const char *const of_kind[] = {
	[KIND_UNKNOWN] = "“%s” is not a file that can be sent. " SEND,
	[KIND_PDF] = "“%s” is a PDF inside, but its name does not say so. Give"
	    " it a name that ends in .pdf and send it again.",
	[KIND_JPEG] = "“%s” is a photo inside, but its name does not say so."
	    " Give it a name that ends in .jpg and send it again.",
	[KIND_PNG] = "“%s” is a picture inside, but its name does not say so."
	    " Give it a name that ends in .png and send it again.",
	[KIND_VIDEO] = "“%s” is a video. Videos can’t be sent. " SEND,
	[KIND_HEIC] = "“%s” is a HEIC photo, which we can’t open. Your phone can"
	    " save photos as JPEG: on an iPhone, open Settings, Camera,"
	    " Formats, and choose Most Compatible. Then take the photo again.",
	[KIND_PICTURE] = "“%s” is a kind of picture that we can’t open. Open it,"
	    " save it again as a JPEG or PNG, and send that.",
	[KIND_OFFICE] = "“%s” is a document that we can’t open. Save it as a PDF"
	    " and send that.",
	[KIND_ZIP] = "“%s” is a ZIP file, which holds other files. Send each of"
	    " them by itself, as a PDF, JPEG, JPG or PNG file.",
};

static const char *const of_trouble[] = {
	[TROUBLE_NONE] = "“%s” can’t be sent. " SEND,
	[TROUBLE_BROKEN] = "We couldn’t read “%s”. It may be broken. Open it,"
	    " save it again, and send the new one.",
	[TROUBLE_MORE] = "“%s” has something in it that does not belong there."
	    " Open it, save it again, and send the new one.",
	[TROUBLE_PIXELS] = "“%s” is too large a picture: it has too many pixels."
	    " Make it smaller, or take a screenshot of it, and send that.",
	[TROUBLE_MOTION] = "“%s” is a motion photo: it holds a short video."
	    " Videos can’t be sent. Turn off motion photos in your camera and"
	    " take the photo again, or send a screenshot of it.",
	[TROUBLE_COLORS] = "“%s” has colors that are made for printing, which we"
	    " can’t show. Open it, save it again as a PNG, and send that.",
	[TROUBLE_LOCKED] = "“%s” is locked with a password. Save it without the"
	    " password and send that.",
	[TROUBLE_ACTIVE] = "“%s” can do things by itself, such as run a program."
	    " We can’t take that. " PRINT,
	[TROUBLE_FILES] = "“%s” has other files, sound or video in it. We can’t"
	    " take that. " PRINT,
};

/* The formats stand in the tables above, each with one %s. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static const char *
say(const void *ctx, const char *format, const char *name)
{
	return mem_fmt(ctx, format, name);
}
#pragma GCC diagnostic pop

const char *
says_kind(const void *ctx, const char *name, enum kind found)
{
	return say(ctx, of_kind[found], name);
}

const char *
says_trouble(const void *ctx, const char *name, enum kind kind,
    enum trouble trouble)
{
	if (trouble == TROUBLE_MORE && kind == KIND_PDF)
		return mem_fmt(ctx, "“%s” has something in it that does not"
		    " belong in a PDF. " PRINT, name);
	return say(ctx, of_trouble[trouble], name);
}

/* In tenths, and never less than it is: "10.1 MB" is too large, "10" is not. */
const char *
says_too_large(const void *ctx, const char *name, int64_t bytes)
{
	int64_t tenths = (bytes * 10 + 1024 * 1024 - 1) / (1024 * 1024);
	const char *size = tenths % 10 == 0
	    ? mem_fmt(ctx, "%" PRId64, tenths / 10)
	    : mem_fmt(ctx, "%" PRId64 ".%" PRId64, tenths / 10, tenths % 10);

	return mem_fmt(ctx, "“%s” is %s MB. A file may have up to %d MB. Make it"
	    " smaller, or send it in parts.", name, size, FILE_MEGABYTES_MAX);
}

const char *
says_too_many(const void *ctx, const char *name)
{
	return mem_fmt(ctx, "“%s” is one file too many. A message may have up to"
	    " %d files. Send it in another message.", name, FILES_MAX);
}

const char *
says_empty(const void *ctx, const char *name)
{
	return mem_fmt(ctx, "“%s” is empty. Look at it, and choose it again.",
	    name);
}
