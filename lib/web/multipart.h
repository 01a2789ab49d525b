/*
 * multipart.h: a form with files (multipart/form-data, RFC 7578), read from a
 * stream.
 *
 * Fields become values, as those of form_decode(). Files go to spool_dir, each
 * into a file without a name, which is gone with its descriptor: memory stays
 * flat, and nothing is left behind by a crash.
 */
#ifndef KITH_MULTIPART_H
#define KITH_MULTIPART_H

#include <stdbool.h>
#include <stdint.h>

#include "web/req.h"

enum { CONTENT_HASH = 32 };

/* One file of the form; of a control in which none was chosen there is none. */
struct upload {
	const char *name;	/* as sent: UTF-8 repaired, without any path */
	int fd;			/* open for reading and writing; ctx closes it;
				   -1 if nothing was kept */
	int64_t bytes;
	bool is_too_large;	/* over FILE_BYTES_MAX: nothing of it was kept */
	bool is_too_many;	/* after FILES_MAX others: nothing was kept */
	const struct upload *next;	/* in the order of the form */
};

struct multipart {
	const struct value *values;
	const struct upload *uploads;
	/*
	 * SHA-256 of all names and contents, in order: two forms that were
	 * filled in alike have the same, whatever their boundaries.
	 */
	uint8_t hash[CONTENT_HASH];
};

/*
 * Read in->read to its end. All of the result is owned by ctx. HTTP_OK;
 * HTTP_BAD_REQUEST for a body that is broken: no or a wrong boundary, a part
 * without its end, a name that stands twice, a header that is too long, more
 * than 100 fields, more than 4 times FILES_MAX files; HTTP_TOO_LARGE for one
 * over UPLOAD_BYTES_MAX or with fields over FORM_BYTES_MAX; HTTP_UNAVAILABLE
 * if spool_dir is full.
 */
enum http multipart_read(const void *ctx, const struct inbound *in,
    struct multipart *out);

#endif
