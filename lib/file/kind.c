/* kind.c: what a file is, by its first bytes and by its name. */
#include "file/kind.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* What stands at a place of all files of a kind. */
struct magic {
	enum kind kind;
	size_t at;
	const char *bytes;
	size_t len;
};

#define MAGIC(kind, at, bytes) { kind, at, bytes, sizeof(bytes) - 1 }

/* The first that fits counts. */
static const struct magic magics[] = {
	MAGIC(KIND_PDF, 0, "%PDF-"),
	MAGIC(KIND_JPEG, 0, "\xff\xd8\xff"),
	MAGIC(KIND_PNG, 0, "\x89PNG\r\n\x1a\n"),
	MAGIC(KIND_HEIC, 4, "ftyphei"),
	MAGIC(KIND_HEIC, 4, "ftyphev"),
	MAGIC(KIND_HEIC, 4, "ftypmif1"),
	MAGIC(KIND_HEIC, 4, "ftypmsf1"),
	MAGIC(KIND_PICTURE, 4, "ftypavi"),	/* AVIF */
	MAGIC(KIND_VIDEO, 4, "ftyp"),
	MAGIC(KIND_VIDEO, 4, "moov"),
	MAGIC(KIND_VIDEO, 4, "mdat"),
	MAGIC(KIND_VIDEO, 0, "\x1a\x45\xdf\xa3"),	/* webm, mkv */
	MAGIC(KIND_VIDEO, 8, "AVI "),
	MAGIC(KIND_VIDEO, 0, "\0\0\1\xba"),
	MAGIC(KIND_VIDEO, 0, "\0\0\1\xb3"),
	MAGIC(KIND_VIDEO, 0, "\x30\x26\xb2\x75"),	/* wmv */
	MAGIC(KIND_PICTURE, 0, "GIF8"),
	MAGIC(KIND_PICTURE, 8, "WEBP"),
	MAGIC(KIND_PICTURE, 0, "II*\0"),
	MAGIC(KIND_PICTURE, 0, "MM\0*"),
	MAGIC(KIND_PICTURE, 0, "BM"),
	MAGIC(KIND_OFFICE, 0, "\xd0\xcf\x11\xe0"),
	MAGIC(KIND_OFFICE, 0, "{\\rtf"),
	MAGIC(KIND_ZIP, 0, "PK\3\4"),
	MAGIC(KIND_ZIP, 0, "PK\5\6"),
};

static const struct {
	const char *ending;
	enum kind kind;
} endings[] = {
	{ ".pdf", KIND_PDF }, { ".jpg", KIND_JPEG }, { ".jpeg", KIND_JPEG },
	{ ".png", KIND_PNG },
	{ ".mp4", KIND_VIDEO }, { ".mov", KIND_VIDEO }, { ".m4v", KIND_VIDEO },
	{ ".3gp", KIND_VIDEO }, { ".avi", KIND_VIDEO }, { ".mkv", KIND_VIDEO },
	{ ".webm", KIND_VIDEO }, { ".wmv", KIND_VIDEO },
	{ ".mpg", KIND_VIDEO }, { ".mpeg", KIND_VIDEO },
	{ ".heic", KIND_HEIC }, { ".heif", KIND_HEIC },
	{ ".gif", KIND_PICTURE }, { ".webp", KIND_PICTURE },
	{ ".tif", KIND_PICTURE }, { ".tiff", KIND_PICTURE },
	{ ".bmp", KIND_PICTURE }, { ".avif", KIND_PICTURE },
	{ ".svg", KIND_PICTURE },
	{ ".doc", KIND_OFFICE }, { ".docx", KIND_OFFICE },
	{ ".odt", KIND_OFFICE }, { ".rtf", KIND_OFFICE },
	{ ".pages", KIND_OFFICE }, { ".xls", KIND_OFFICE },
	{ ".xlsx", KIND_OFFICE }, { ".ppt", KIND_OFFICE },
	{ ".pptx", KIND_OFFICE },
	{ ".zip", KIND_ZIP },
};

enum kind
kind_of_bytes(const uint8_t *bytes, size_t len)
{
	const struct magic *m = magics;
	const struct magic *end = m + sizeof(magics) / sizeof(magics[0]);

	for (; m < end; m++)
		if (len >= m->at + m->len &&
		    memcmp(bytes + m->at, m->bytes, m->len) == 0)
			return m->kind;
	return KIND_UNKNOWN;
}

const char *
kind_ending(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot == NULL ? name + strlen(name) : dot;
}

enum kind
kind_of_name(const char *name)
{
	const char *ending = kind_ending(name);
	size_t i;

	for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (strcasecmp(ending, endings[i].ending) == 0)
			return endings[i].kind;
	return KIND_UNKNOWN;
}
