/* staff-inbox_file.c: files of messages, to open and as small pictures. */
#include "staff-inbox.h"

#include "file/file.h"

/* Files have the rights of their conversation (AZ-06). */
#define ATTACHMENT(what) \
    "SELECT a.patient_id, a.name, " what \
    " FROM attachment a JOIN message m ON m.patient_id = a.patient_id" \
    "  AND m.id = a.message_id" \
    " JOIN conversation c ON c.patient_id = m.patient_id" \
    "  AND c.id = m.conversation_id" \
    " WHERE a.id = ? AND a.scan IN ('none', 'clean') AND " VISIBLE

static const char FILE_OF[] = ATTACHMENT("a.media_type, a.bytes");
static const char PREVIEW[] = ATTACHMENT("a.preview");

const char *const attachment_sql[] = { FILE_OF, PREVIEW, NULL };

enum http
show_file(struct req *r)
{
	const char *name, *type;
	int64_t patient_id, bytes;

	if (!db_one(r, FILE_OF, DB_OUT(out_int(&patient_id), out_text(&name),
	    out_text(&type), out_int(&bytes)), db_int(r->id),
	    VISIBLE_ARGS(r, now_arg(r))))
		return HTTP_NOT_FOUND;
	r->patient_id = patient_id;
	return send_source(r, type, name, false, file_source(r, patient_id,
	    r->id, bytes));
}

enum http
show_preview(struct req *r)
{
	const char *name;
	const uint8_t *bytes;
	int64_t patient_id;
	size_t len;

	if (!db_one(r, PREVIEW, DB_OUT(out_int(&patient_id), out_text(&name),
	    out_bytes(&bytes, &len)), db_int(r->id),
	    VISIBLE_ARGS(r, now_arg(r))) || bytes == NULL)
		return HTTP_NOT_FOUND;
	r->patient_id = patient_id;
	r->is_inline = true;
	return send_file(r, "image/jpeg", name, bytes, len);
}
