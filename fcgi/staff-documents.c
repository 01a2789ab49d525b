/*
 * staff-documents: what the practice puts into a record: documents, letters,
 * results, reminders; and what of it who sees, and when; requests to limit
 * sharing; the templates of letters
 *
 * Reads staff, staff_session, idempotency, patient, conversation, pool_member,
 * chart_access, provider, encounter, account, access_grant, access_block,
 * notice_choice, outbox, document, document_chunk, document_draft,
 * document_seen, letter_template, attachment, attachment_chunk, report,
 * observation, observation_past, result_seen, result_wait, reminder, problem,
 * allergy, medication, immunization, patient_procedure, device, care_plan,
 * goal, service_request, care_team_member, coverage, family_history,
 * appointment and restriction_request; writes staff_session, idempotency,
 * outbox, document, document_chunk, document_draft, letter_template,
 * attachment, attachment_chunk, report, observation, observation_past,
 * result_seen, reminder, problem, allergy, medication, immunization,
 * patient_procedure, device, care_plan, goal, service_request,
 * care_team_member, coverage, family_history, encounter, appointment,
 * restriction_request, audit.
 *
 * Whoever may post documents is not yet somebody who says what is wrong with a
 * patient: results, comments, letters, holds and what is confidential are for
 * clinicians and the people of records.
 */
#include "staff-documents.h"

#include <inttypes.h>
#include <stdarg.h>

#include "auth/audit.h"
#include "auth/opened.h"
#include "auth/staff.h"
#include "base/mem.h"
#include "file/file.h"
#include "limit.h"
#include "person.h"
#include "post/outbox.h"
#include "run/once.h"
#include "run/program.h"
#include "talk/notice.h"
#include "web/view.h"

static const char PROVIDERS[] = "SELECT id, name FROM provider ORDER BY name";

static const char VISITS[] =
    "SELECT id, display AS name, start_when FROM encounter"
    " WHERE patient_id = ? AND status NOT IN ('cancelled', 'entered-in-error')"
    " ORDER BY start_day DESC, id DESC LIMIT 50";

static const char PROVIDER[] = "SELECT name FROM provider WHERE id = ?";

static const char VISIT[] =
    "SELECT id FROM encounter WHERE patient_id = ? AND id = ?";

static const char READER[] = "SELECT name FROM account WHERE id = ?";

const char *const shared_sql[] = { PROVIDERS, VISITS, PROVIDER, VISIT, READER,
	NULL };

const struct field no_form[] = { FIELDS_END };

struct done {
	const char *done;
};

static const char *const dones[] = { "posted", "dropped", "recalled", "held",
	"released", "entered", "commented", "corrected", "reminded", "ended",
	"withdrawn", "marked", "unmarked", "decided", "limit-later",
	"limit-ended", "template-saved", "template-retired",
	"template-restored", NULL };

const struct field done_form[] = {
	FIELD_CHOICE_OPT(struct done, done, dones),
	FIELDS_END
};

enum http
enter(struct req *r)
{
	if (!add_person(r, r->patient_id))
		return HTTP_NOT_FOUND;
	if (opened_is(r, r->patient_id))
		return HTTP_OK;
	r->audit_detail = "asked for the reason";
	return redirect_to(r, "/staff/patients/%" PRId64
	    "/chart?from=documents", r->patient_id);
}

bool
say_done(struct req *r)
{
	struct done in = { NULL };

	if (!form_read(r, done_form, &in))
		return false;
	view_set(r->page, "done", in.done);
	return true;
}

struct db_arg
now_arg(struct req *r)
{
	return db_instant(r, r->in->at);
}

void
add_choices(struct req *r)
{
	db_rows(r, r->page, "provider", PROVIDERS);
	db_rows(r, r->page, "encounter", VISITS, db_int(r->patient_id));
}

const char *
provider_name(struct req *r, int64_t id)
{
	const char *name = NULL;

	if (id == 0)
		return "";
	if (!db_one(r, PROVIDER, DB_OUT(out_text(&name)), db_int(id)))
		form_refuse(r, "provider", "Choose one from the list.");
	return name;
}

bool
encounter_fits(struct req *r, int64_t id)
{
	int64_t found;

	if (id == 0 || db_one(r, VISIT, DB_OUT(out_int(&found)),
	    db_int(r->patient_id), db_int(id)))
		return true;
	form_refuse(r, "encounter", "Choose one from the list.");
	return false;
}

bool
is_past(struct req *r, const char *field, struct day day)
{
	if (when_days_between(day, when_today()) >= 0)
		return true;
	form_refuse(r, field, "This day is still to come. Enter today or a day"
	    " before.");
	return false;
}

static const struct reader *
readers(struct req *r, bool is_private)
{
	return notice_readers(r, r->patient_id, "health", is_private,
	    r->in->at);
}

void
add_readers(struct req *r, bool is_private)
{
	const struct reader *reader;

	for (reader = readers(r, is_private); reader != NULL;
	    reader = reader->next)
		db_rows(r, r->page, "reader", READER,
		    db_int(reader->account_id));
}

void
tell_family(struct req *r, bool is_private)
{
	const struct reader *reader;

	for (reader = readers(r, is_private); reader != NULL;
	    reader = reader->next)
		notice_send(r, NOTICE_RECORD, reader, r->patient_id,
		    r->in->at);
}

void
add_paper(struct req *r, const char *media_type, const char *text,
    const char *href)
{
	xmlNode *n = view_add(r->page, "paper", text == NULL ? NULL
	    : view_clean(r, text));

	view_set(n, "media_type", media_type);
	view_set(n, "href", href);
}

enum http
go(struct req *r, const char *fmt, ...)
{
	va_list args;
	char *rest;

	va_start(args, fmt);
	rest = talloc_vasprintf(r, fmt, args);
	va_end(args);
	return redirect_to(r, "/staff/documents/%" PRId64 "%s", r->patient_id,
	    rest);
}

enum http
again(struct req *r, handler *show)
{
	show(r);
	return HTTP_UNPROCESSABLE;
}

#define OF	"/staff/documents/:patient"
#define TEMPLATES	"/staff/documents/templates"

static const struct route routes[] = {
	GET("/staff/documents", AREA_DOCUMENTS, show_work),
	GET_FORM(OF, AREA_DOCUMENTS, show_list, done_form),
	GET_FORM(OF "/file", AREA_DOCUMENTS, show_new_file, new_file_form),
	POST_FILES("/staff/documents/send/:patient", AREA_DOCUMENTS, save_file,
	    file_form),
	POST_FILES("/staff/documents/send/:patient/:id", AREA_DOCUMENTS,
	    save_file, file_form),
	GET_FORM(OF "/letter", AREA_FINDINGS, show_new_letter,
	    new_letter_form),
	POST(OF "/letter", AREA_FINDINGS, save_letter, letter_form),
	POST(OF "/letter/:id", AREA_FINDINGS, save_letter, letter_form),
	GET(OF "/draft/:id", AREA_DOCUMENTS, show_draft),
	GET(OF "/draft/:id/edit", AREA_DOCUMENTS, edit_draft),
	GET(OF "/draft/:id/file", AREA_DOCUMENTS, show_draft_file),
	POST(OF "/draft/:id/post", AREA_DOCUMENTS, post_draft, no_form),
	POST(OF "/draft/:id/drop", AREA_DOCUMENTS, drop_draft, no_form),
	GET_FORM(OF "/document/:id", AREA_DOCUMENTS, show_document, done_form),
	GET(OF "/document/:id/file", AREA_DOCUMENTS, show_document_file),
	POST(OF "/document/:id/recall", AREA_DOCUMENTS, recall_document,
	    recall_form),
	POST(OF "/document/:id/hold", AREA_FINDINGS, hold_document, hold_form),
	POST(OF "/document/:id/release", AREA_FINDINGS, release_document,
	    no_form),
	GET(OF "/result", AREA_FINDINGS, show_new_result),
	POST(OF "/result", AREA_FINDINGS, add_result, result_form),
	GET_FORM(OF "/result/:id", AREA_DOCUMENTS, show_result, done_form),
	POST(OF "/result/:id/comment", AREA_FINDINGS, comment_result,
	    comment_form),
	POST(OF "/result/:id/recall", AREA_FINDINGS, recall_result,
	    recall_form),
	POST(OF "/result/:id/hold", AREA_FINDINGS, hold_result, hold_form),
	POST(OF "/result/:id/release", AREA_FINDINGS, release_result, no_form),
	GET(OF "/value/:id", AREA_FINDINGS, show_value),
	POST(OF "/value/:id", AREA_FINDINGS, correct_value, value_form),
	GET(OF "/reminder", AREA_DOCUMENTS, show_new_reminder),
	POST(OF "/reminder", AREA_DOCUMENTS, add_reminder, reminder_form),
	POST(OF "/reminder/:id/done", AREA_DOCUMENTS, end_reminder, no_form),
	POST(OF "/reminder/:id/withdraw", AREA_DOCUMENTS, withdraw_reminder,
	    no_form),
	GET_FORM(OF "/confidential", AREA_FINDINGS, show_private,
	    private_form),
	POST(OF "/mark", AREA_FINDINGS, mark_private, mark_form),
	GET_FORM(TEMPLATES, AREA_FINDINGS, show_templates, done_form),
	POST(TEMPLATES, AREA_FINDINGS, add_template, template_form),
	GET(TEMPLATES "/new", AREA_FINDINGS, show_new_template),
	GET(TEMPLATES "/:id", AREA_FINDINGS, show_template),
	POST(TEMPLATES "/:id", AREA_FINDINGS, change_template, template_form),
	POST(TEMPLATES "/:id/retire", AREA_FINDINGS, retire_template, no_form),
	POST(TEMPLATES "/:id/restore", AREA_FINDINGS, restore_template,
	    no_form),
	GET_FORM(OF "/limit/:id", AREA_FINDINGS, show_limit, done_form),
	POST(OF "/limit/:id", AREA_FINDINGS, decide_limit, decision_form),
	POST(OF "/limit/:id/end", AREA_FINDINGS, end_agreed_limit,
	    ending_form),
	ROUTES_END
};

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { shared_sql, list_sql,
		draft_sql, post_sql, item_sql, keep_sql, result_sql, value_sql,
		reminder_sql, private_sql, template_sql, staff_limits_sql,
		limit_sql, person_sql, opened_sql, file_sql,
		file_drop_sql, file_document_sql, notice_sql, outbox_sql,
		once_sql, staff_sql, audit_sql, NULL };
	static const char *const views[] = { "staff-documents", "staff-work",
		"staff-file", "staff-letter", "staff-draft", "staff-document",
		"staff-result", "staff-result-new", "staff-value",
		"staff-reminder", "staff-private", "staff-limit",
		"staff-templates", "staff-template", NULL };
	static const struct program staff_documents = { "staff-documents",
		routes, all_sql, views, true };

	return program_run(argc, argv, &staff_documents);
}
