/* messages_files.c: files of messages and of one's own drafts. */
#include "messages.h"

#include "conversations.h"
#include "db/db.h"
#include "file/file.h"

/*
 * A file has the rights of its conversation, whatever way it is reached. What
 * waits for the virus scanner, or holds a virus, nobody gets. Takes account,
 * patient, file, areas, confidential.
 */
#define READABLE_FILE \
	" FROM attachment a" \
	" LEFT JOIN message m ON m.patient_id = a.patient_id" \
	"  AND m.id = a.message_id AND m.kind <> 'note'" \
	" LEFT JOIN draft d ON d.patient_id = a.patient_id" \
	"  AND d.id = a.draft_id AND d.account_id = ?" \
	" LEFT JOIN conversation c ON c.patient_id = a.patient_id" \
	"  AND c.id = IFNULL(m.conversation_id, d.conversation_id)" \
	" WHERE a.patient_id = ? AND a.id = ?" \
	"  AND a.scan IN ('none', 'clean')" \
	"  AND ((c.id IS NULL AND d.conversation_id = 0) OR" \
	"  (c.id IS NOT NULL AND" IS_READABLE "))"

static const char FILE_OF[] =
    "SELECT a.name, a.media_type, a.bytes" READABLE_FILE;

static const char PICTURE[] =
    "SELECT a.name, a.preview" READABLE_FILE " AND a.preview IS NOT NULL";

const char *const files_sql[] = { FILE_OF, PICTURE, NULL };

#define READABLE_FILE_ARGS(r) \
	db_int((r)->account->id), db_int((r)->patient->id), db_int((r)->id), \
	readable_areas(r), readable_confidential(r)

enum http
download_file(struct req *r)
{
	const char *name, *media_type;
	int64_t bytes;

	if (!db_one(r, FILE_OF, DB_OUT(out_text(&name), out_text(&media_type),
	    out_int(&bytes)), READABLE_FILE_ARGS(r)))
		return HTTP_NOT_FOUND;
	return send_source(r, media_type, name, false,
	    file_source(r, r->patient->id, r->id, bytes));
}

enum http
show_picture(struct req *r)
{
	const char *name;
	const uint8_t *preview;
	size_t len;

	if (!db_one(r, PICTURE, DB_OUT(out_text(&name),
	    out_bytes(&preview, &len)), READABLE_FILE_ARGS(r)))
		return HTTP_NOT_FOUND;
	r->is_inline = true;
	return send_file(r, "image/jpeg", name, preview, len);
}
