/*
 * limits.h: how much a person may send: the one place where it stands.
 *
 * Pages print these (page_begin()), the readers of requests keep to them, and
 * nginx's limits are compared with them by a test.
 */
#ifndef KITH_LIMITS_H
#define KITH_LIMITS_H

enum {
	/* bytes of a form without files, and of all fields of one with files */
	FORM_BYTES_MAX = 64 * 1024,
	/* bytes of what an app asks (fcgi/share_app.c) */
	APP_BYTES_MAX = 4 * 1024,
	/* bytes of a form with files: ten of 10 MB, and what is around them */
	UPLOAD_BYTES_MAX = 101 * 1024 * 1024,
	/* files of one message, and bytes of one (S86, S88) */
	FILES_MAX = 10,
	FILE_MEGABYTES_MAX = 10,
	FILE_BYTES_MAX = FILE_MEGABYTES_MAX * 1024 * 1024,
	/* pixels of a picture, in millions: above every camera of a phone */
	FILE_MEGAPIXELS_MAX = 110,
	/* bytes of a file's name, in UTF-8 */
	FILE_NAME_MAX = 255,
	/* bytes of a row of attachment_chunk and document_chunk */
	CHUNK_BYTES = 256 * 1024,
	/* characters, as people count them, that the family may write (S83) */
	MESSAGE_CHARACTERS_MAX = 1000,
	/* and the practice */
	ANSWER_CHARACTERS_MAX = 5000,
	/* in a letter of the practice, and in a comment on a result */
	LETTER_CHARACTERS_MAX = 10000,
	COMMENT_CHARACTERS_MAX = 4000,
	/* in a request to limit sharing; and how many of one person may wait */
	RESTRICTION_CHARACTERS_MAX = 500,
	RESTRICTIONS_WAITING_MAX = 10,
	/* days that the practice may hold a document or result back (H6) */
	HOLD_DAYS_MAX = 30,
	/* so long may a patient ask results to wait for a comment (H6) */
	RESULT_WAIT_DAYS_MAX = 14,
};

#endif
