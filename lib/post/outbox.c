/* outbox.c: messages to the outside, sealed for the courier. */
#include "post/outbox.h"

#include <cjson/cJSON.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "base/key.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "db/db.h"
#include "post/attach.h"
#include "web/view.h"

enum { DEDUPE_MAX = 100 };

static const char ADD[] =
    "INSERT INTO outbox (dedupe_key, kind, recipient, template, sealed, state,"
    " next_at, created_at, done_at, last_error, account_id, patient_id,"
    " expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

const char *const outbox_sql[] = { ADD, NULL };

/* Of a kind: its name, also that of the folder of its views, and its limits. */
static const struct kind {
	const char *name;
	bool (*is_address)(const char *);
	const char *refusal;
} kinds[] = {
	[LETTER_MAIL] = { "mail", text_is_email, "not an email address" },
	[LETTER_TEXT] = { "text", text_is_phone, "not a phone number" },
};

static xmlNode *
child_named(const xmlNode *parent, const char *name)
{
	xmlNode *n;

	for (n = parent->children; n != NULL; n = n->next)
		if (n->type == XML_ELEMENT_NODE &&
		    xmlStrcmp(n->name, BAD_CAST name) == 0)
			return n;
	return NULL;
}

/* The part of a message that its view made; die() if it made none. */
static xmlNode *
part(xmlDoc *made, const char *name, const char *view)
{
	xmlNode *n = child_named(xmlDocGetRootElement(made), name);

	if (n == NULL)
		die("views/%s.xsl makes no <%s>", view, name);
	return n;
}

static char *
text_of(const void *ctx, const xmlNode *n)
{
	xmlChar *content = xmlNodeGetContent(n);
	char *text = mem_copy(ctx, (const char *)content);

	if (text == NULL)
		die("out of memory");
	xmlFree(content);
	return text_trim(text);
}

/* The text on one line: a header can't be broken out of. */
static char *
one_line(char *text)
{
	char *in, *out = text;

	for (in = text; *in != '\0'; in++)
		if (strchr(" \t\r\n", *in) == NULL)
			*out++ = *in;
		else if (out > text && out[-1] != ' ')
			*out++ = ' ';
	*out = '\0';
	return text;
}

/* The <html> of the mail as a document of its own. */
static const char *
html_of(const void *ctx, xmlNode *html)
{
	xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
	xmlNode *copy = xmlDocCopyNode(html, doc, 1);
	const char *text;
	size_t len;

	if (doc == NULL || copy == NULL)
		die("out of memory");
	xmlDocSetRootElement(doc, copy);
	text = view_html(ctx, doc, &len);
	xmlFreeDoc(doc);
	return text;
}

static void
make_mail(const void *ctx, const struct letter *letter, xmlNode *root,
    struct mail *mail)
{
	const char *view = mem_fmt(ctx, "%s/%s", kinds[letter->kind].name,
	    letter->template);
	xmlDoc *made;

	if (child_named(root, "practice") == NULL)
		page_add_practice(root);
	view_set(root, "base_url", config()->base_url);
	made = view_apply(view, root->doc);
	*mail = (struct mail){ .subject = "", .html = "",
	    .text = text_of(ctx, part(made, "text", view)) };
	if (letter->kind == LETTER_MAIL) {
		mail->subject = one_line(text_of(ctx,
		    part(made, "subject", view)));
		mail->html = html_of(ctx, part(made, "html", view));
	}
	xmlFreeDoc(made);
}

static void
add_string(cJSON *o, const char *name, const char *value)
{
	if (cJSON_AddStringToObject(o, name, value) == NULL)
		die("out of memory");
}

/* What the file is, and the key that opens it. */
static void
pack_file(const void *ctx, cJSON *o, const struct letter_file *f,
    const uint8_t key[ATTACH_KEY])
{
	add_string(o, "file_name", f->name);
	add_string(o, "file_type", f->media_type);
	add_string(o, "file_bytes", mem_fmt(ctx, "%zu", f->len));
	add_string(o, "file_key", text_hex(ctx, key, ATTACH_KEY));
}

/* The mail as JSON, owned by ctx. */
static const char *
pack(const void *ctx, const struct mail *mail, const uint8_t key[ATTACH_KEY])
{
	cJSON *o = cJSON_CreateObject();
	char *text, *copy;

	add_string(o, "subject", mail->subject);
	add_string(o, "text", mail->text);
	add_string(o, "html", mail->html);
	if (mail->file.name != NULL)
		pack_file(ctx, o, &mail->file, key);
	if ((text = cJSON_PrintUnformatted(o)) == NULL)
		die("out of memory");
	copy = mem_copy(ctx, text);
	sodium_memzero(text, strlen(text));
	cJSON_free(text);
	cJSON_Delete(o);
	return copy;
}

static const uint8_t *
seal(const void *ctx, const char *text, size_t *len)
{
	static uint8_t public[crypto_box_PUBLICKEYBYTES];
	static bool is_read;
	uint8_t *sealed;

	if (!is_read)
		key_read(KEY_COURIER_PUB, public, sizeof(public));
	is_read = true;
	*len = crypto_box_SEALBYTES + strlen(text);
	sealed = mem_array(ctx, uint8_t, *len);
	if (crypto_box_seal(sealed, (const uint8_t *)text, strlen(text),
	    public) != 0)
		die("key %s is not a key", KEY_COURIER_PUB);
	return sealed;
}

bool
text_is_offered(void)
{
	return *config()->text_gateway != '\0';
}

/* What is put into the outbox, ready to be added. */
struct packed {
	const uint8_t *sealed;
	size_t len;
	uint8_t key[ATTACH_KEY];	/* of the file */
};

static void
pack_letter(const void *ctx, const struct letter *letter, xmlNode *root,
    struct packed *p)
{
	struct mail mail;

	make_mail(ctx, letter, root, &mail);
	if (letter->file != NULL)
		mail.file = *letter->file;
	randombytes_buf(p->key, sizeof(p->key));
	p->sealed = seal(ctx, pack(ctx, &mail, p->key), &p->len);
}

/* Its id; 0 if it is there already. */
static int64_t
add(const void *ctx, const struct letter *letter, const struct packed *p,
    bool good)
{
	const struct kind *kind = &kinds[letter->kind];
	struct db_arg now = db_instant(ctx, when_now());

	if (db_exec(ctx, ADD, db_text(letter->dedupe_key),
	    db_text(kind->name), db_text(good ? letter->to : ""),
	    db_text(letter->template), db_bytes(p->sealed, p->len),
	    db_text(good ? "waiting" : "failed"), letter->not_before == 0
	    ? now : db_instant(ctx, letter->not_before), now,
	    good ? db_text(NULL) : now,
	    db_text(good ? NULL : kind->refusal),
	    db_id(letter->account_id), db_id(letter->patient_id),
	    db_instant(ctx, letter->expires)) == DB_DUPLICATE)
		return 0;
	return db_last_id();
}

/*
 * An address that came with a chart may be none. That must neither stop the
 * transaction nor be seen by who asked; the row says it to the office.
 */
int64_t
outbox_add(const void *ctx, const struct letter *letter, xmlNode *root)
{
	bool good = letter->to == NULL ||
	    kinds[letter->kind].is_address(letter->to);
	struct packed p = { .sealed = NULL };
	int64_t id;

	if (strlen(letter->dedupe_key) > DEDUPE_MAX)
		die("outbox: dedupe key too long: %s", letter->dedupe_key);
	if (good)
		pack_letter(ctx, letter, root, &p);
	if (letter->to == NULL ||
	    (letter->kind == LETTER_TEXT && !text_is_offered()))
		return 0;
	id = add(ctx, letter, &p, good);
	if (id != 0 && good && letter->file != NULL)
		attach_put(ctx, id, p.key, letter->file->bytes,
		    letter->file->len);
	sodium_memzero(p.key, sizeof(p.key));
	return id;
}

static const char *
string_of(const void *ctx, const cJSON *o, const char *name)
{
	return mem_copy(ctx, cJSON_GetStringValue(
	    cJSON_GetObjectItemCaseSensitive(o, name)));
}

/* The file that the mail tells of, if it does; false if it can't be had. */
static bool
unpack_file(const void *ctx, int64_t id, const cJSON *o,
    struct letter_file *f)
{
	const char *bytes = string_of(ctx, o, "file_bytes");
	const char *hex = string_of(ctx, o, "file_key");
	uint8_t key[ATTACH_KEY], *room;
	bool good;

	f->name = string_of(ctx, o, "file_name");
	f->media_type = string_of(ctx, o, "file_type");
	if (f->name == NULL)
		return true;
	if (f->media_type == NULL || bytes == NULL || hex == NULL ||
	    !text_unhex(hex, key, sizeof(key)))
		return false;
	f->len = (size_t)strtoull(bytes, NULL, 10);
	f->bytes = room = mem_array(ctx, uint8_t, f->len);
	good = attach_get(ctx, id, key, room, f->len);
	sodium_memzero(key, sizeof(key));
	return good;
}

static int
unpack(const void *ctx, int64_t id, const char *text, size_t len,
    struct mail *mail)
{
	cJSON *o = cJSON_ParseWithLength(text, len);
	bool has_file;

	*mail = (struct mail){ .subject = string_of(ctx, o, "subject"),
	    .text = string_of(ctx, o, "text"),
	    .html = string_of(ctx, o, "html") };
	has_file = unpack_file(ctx, id, o, &mail->file);
	cJSON_Delete(o);
	return mail->subject == NULL || mail->text == NULL ||
	    mail->html == NULL || !has_file ? -1 : 0;
}

int
outbox_open(const void *ctx, int64_t id, const uint8_t *sealed, size_t len,
    struct mail *mail)
{
	uint8_t public[crypto_box_PUBLICKEYBYTES];
	uint8_t secret[crypto_box_SECRETKEYBYTES];
	uint8_t *text;
	int rc = -1;

	if (sealed == NULL || len <= crypto_box_SEALBYTES)
		return -1;
	key_read(KEY_COURIER, secret, sizeof(secret));
	crypto_scalarmult_base(public, secret);
	text = mem_array(ctx, uint8_t, len - crypto_box_SEALBYTES);
	if (crypto_box_seal_open(text, sealed, len, public, secret) == 0)
		rc = unpack(ctx, id, (const char *)text,
		    len - crypto_box_SEALBYTES, mail);
	sodium_memzero(secret, sizeof(secret));
	sodium_memzero(text, len - crypto_box_SEALBYTES);
	return rc;
}
