/*
 * staff-documents_private.c: what of a record only the patient and staff see.
 *
 * An import of a newer version of an item leaves what is marked so
 * (lib/chart/import_resource.c). Who marked it stands in the audit.
 */
#include "staff-documents.h"

#include <string.h>

#include "base/mem.h"
#include "web/view.h"

/*
 * What can be marked: table, the item's name and date, and which of its rows
 * are no part of something else, with which they are marked.
 */
#define KINDS(X) \
	X(problem, "display", "IFNULL(onset_when, recorded_when)", "") \
	X(medication, "display", "start_when", "") \
	X(allergy, "display", "IFNULL(onset_when, recorded_when)", "") \
	X(immunization, "display", "given_when", "") \
	X(report, "display", "IFNULL(taken_when, issued_when)", "") \
	X(document, "title", "written_when", "") \
	X(encounter, "display", "start_when", "") \
	X(appointment, "display", "start_when", "") \
	X(patient_procedure, "display", "done_when", "") \
	X(device, "display", "implanted_when", "") \
	X(observation, "display", "taken_when", \
	    " AND report_id IS NULL AND parent_id IS NULL") \
	X(care_plan, "display", "start_when", "") \
	X(goal, "display", "start_when", "") \
	X(service_request, "display", "ordered_when", "") \
	X(care_team_member, "COALESCE(name, role, team, 'Care team')", \
	    "start_when", "") \
	X(coverage, "payer", "start_when", "") \
	X(family_history, "CONCAT(relation, ': ', display)", \
	    "recorded_when", "") \
	X(reminder, "title", "due_when", "")

/* What is marked comes first. */
#define STATEMENTS(table, name, when, whole) \
	static const char table##_items[] = \
	    "SELECT id, " name " AS name, " when " AS on_when," \
	    " NULLIF(confidential, 0) AS confidential FROM " #table \
	    " WHERE patient_id = ?" whole " ORDER BY confidential DESC, " \
	    when " DESC, id DESC LIMIT 500"; \
	static const char table##_find[] = \
	    "SELECT confidential FROM " #table \
	    " WHERE patient_id = ? AND id = ?" whole " FOR UPDATE"; \
	static const char table##_mark[] = \
	    "UPDATE " #table " SET confidential = ?" \
	    " WHERE patient_id = ? AND id = ?";
KINDS(STATEMENTS)

#define SQL(table, name, when, whole) \
	table##_items, table##_find, table##_mark,
#define KIND(table, name, when, whole) \
	{ #table, table##_items, table##_find, table##_mark },
#define NAME(table, name, when, whole) #table,

const char *const private_sql[] = { KINDS(SQL) NULL };

static const struct kind {
	const char *name, *items, *find, *mark;
} kinds[] = { KINDS(KIND) };

static const char *const names[] = { KINDS(NAME) NULL };
static const char *const decisions[] = { "yes", "no", NULL };
static const char *const dones[] = { "marked", "unmarked", NULL };

struct mark {
	const char *kind, *private, *done;
	int64_t item;
};

const struct field private_form[] = {
	FIELD_CHOICE_OPT(struct mark, kind, names),
	FIELD_CHOICE_OPT(struct mark, done, dones),
	FIELDS_END
};

const struct field mark_form[] = {
	FIELD_CHOICE(struct mark, kind, names),
	FIELD_ID(struct mark, item),
	FIELD_CHOICE(struct mark, private, decisions),
	FIELDS_END
};

static const struct kind *
kind_of(const char *name)
{
	const struct kind *k = kinds;

	while (strcmp(k->name, name) != 0)
		k++;
	return k;
}

enum http
show_private(struct req *r)
{
	struct mark in = { .kind = kinds[0].name };
	enum http status = enter(r);
	size_t i;

	if (status != HTTP_OK)
		return status;
	if (!form_read(r, private_form, &in))
		return HTTP_BAD_REQUEST;
	view_set(r->page, "done", in.done);
	view_set(r->page, "kind", in.kind);
	for (i = 0; names[i] != NULL; i++)
		view_set(view_add(r->page, "kind", NULL), "name", names[i]);
	db_rows(r, r->page, "item", kind_of(in.kind)->items,
	    db_int(r->patient_id));
	return view(r, "staff-private");
}

/* Marked twice is marked: what another member did first is as good. */
enum http
mark_private(struct req *r)
{
	struct mark in = { 0 };
	enum http status = enter(r);
	struct db_arg patient = db_int(r->patient_id), item, mark;
	const struct kind *k;
	int64_t was;

	if (status != HTTP_OK)
		return status;
	if (!form_read(r, mark_form, &in))
		return HTTP_BAD_REQUEST;
	k = kind_of(in.kind);
	item = db_int(in.item);
	mark = db_int(strcmp(in.private, "yes") == 0);
	if (!db_one(r, k->find, DB_OUT(out_int(&was)), patient, item))
		return HTTP_NOT_FOUND;
	db_exec(r, k->mark, mark, patient, item);
	r->audit_object = in.item;
	r->audit_detail = mem_fmt(r, "%s, %s", k->name, mark.n ? "marked"
	    : "unmarked");
	return go(r, "/confidential?kind=%s&done=%s", k->name, mark.n ?
	    "marked" : "unmarked");
}
