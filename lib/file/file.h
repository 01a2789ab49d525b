/*
 * file.h: the files that people send: what they are, clean, and stored.
 *
 * PDF, JPEG and PNG, decided by what is in them. A picture is written anew,
 * without anything but the picture (no EXIF, no place where it was taken),
 * turned the right way up; a PDF is written anew without what acts by itself.
 * That is done in a child without database and network, with bounds of memory
 * and time: a file that breaks a reader breaks that child.
 */
#ifndef KITH_FILE_H
#define KITH_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "web/multipart.h"
#include "web/req.h"

struct file {
	const char *name;	/* clean text, its ending that of its type */
	const char *why;	/* it will not do: a sentence for the person, which
				   names the file; then nothing below is set */
	const char *media_type;	/* application/pdf, image/jpeg, image/png */
	int fd;			/* the clean file; ctx closes it */
	int64_t bytes;
	uint8_t sha256[32];
	int width, height;	/* of a picture, in pixels; else 0 */
	const uint8_t *preview;	/* of a picture: JPEG, at most 960 pixels wide
				   and high; else NULL */
	size_t preview_len;
	const struct file *next;	/* in the order of the form */
};

/* Look at each upload, two at a time. All of the result is owned by ctx. */
const struct file *file_check(const void *ctx, const struct upload *);

/*
 * The statements of the functions below, for db_prepare(): of attachments, of
 * file_drop(), of file_document_source().
 */
extern const char *const file_sql[], *const file_drop_sql[],
    *const file_document_sql[];

/*
 * Store a good file, in the open transaction, as an attachment of the draft
 * (0: of none); now is an instant. Return its id. With clamd_socket set it
 * waits for the scan, and can't be opened until kith-scanner has found it
 * clean.
 */
int64_t file_store(const void *ctx, int64_t patient_id, int64_t draft_id,
    const struct file *, int64_t now);

/* Delete an attachment, with its bytes. */
void file_drop(const void *ctx, int64_t patient_id, int64_t attachment_id);

/*
 * The bytes of a stored attachment as an answer (send_source()), read from
 * the database chunk by chunk. Owned by ctx.
 */
const struct body_source *file_source(const void *ctx, int64_t patient_id,
    int64_t attachment_id, int64_t bytes);

/* The same of a document of the chart. */
const struct body_source *file_document_source(const void *ctx,
    int64_t patient_id, int64_t document_id, int64_t bytes);

#endif
