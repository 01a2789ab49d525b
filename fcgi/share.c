/*
 * share: a record that was shared by a secure link, for somebody without an
 * account: the code, what may be read, the download; the same for apps
 *
 * Reads account, session, access_grant, access_block, message_unread,
 * sign_in_failure, idempotency, record_share, record_share_visit and the
 * whole chart: patient, patient_name, patient_contact, patient_trait,
 * related_person, encounter, appointment, problem, allergy,
 * allergy_reaction, medication, immunization, report, result_wait,
 * observation, observation_past, patient_procedure, device, document,
 * document_chunk, care_plan, care_plan_activity, goal, service_request,
 * care_team_member, coverage, family_history, provider, location,
 * organization; writes session, sign_in_failure, idempotency, record_share,
 * record_share_visit, outbox, audit.
 *
 * Before the right code nothing tells whether a link is one, works or is
 * over: page, answer and work are the same (AZ-05). Only an app is told by its
 * status (share_app.c), as the standard wants; it knows the link's 256 bits.
 */
#include "share.h"

#include "auth/audit.h"
#include "auth/failure.h"
#include "auth/session.h"
#include "base/mem.h"
#include "chart/ccda.h"
#include "chart/package.h"
#include "chart/preview.h"
#include "post/outbox.h"
#include "run/once.h"
#include "run/program.h"
#include "web/link.h"
#include "web/view.h"

/* Holds the token of the link; the address of no page has it. */
#define LINK_COOKIE	"__Host-kith-share-link"

struct code {
	const char *code;
};

static const struct field code_form[] = {
	FIELD_SECRET(struct code, code, 40),
	FIELDS_END
};

static const struct field no_form[] = { FIELDS_END };

static enum http
take_share_link(struct req *r)
{
	return link_take(r, LINK_COOKIE, "/share");
}

static enum http
show_share(struct req *r)
{
	if (session_token(r, LINK_COOKIE) != NULL)
		view_set(r->page, "link", "1");
	view_set_int(r->page, "digits", SHARE_CODE_DIGITS);
	view_set_int(r->page, "wrong", SHARE_WRONG_MAX);
	return view(r, "share");
}

static enum http
ask_again(struct req *r, const char *says)
{
	form_show(r, code_form);
	if (says != NULL)
		form_refuse(r, "code", says);
	show_share(r);
	return HTTP_UNPROCESSABLE;
}

void
audit_shared(struct req *r, const struct share *s)
{
	if (s->id == 0)
		return;
	r->patient_id = s->patient_id;
	r->audit_object = s->id;
	r->audit_actor = mem_fmt(r, "Link for %s", s->name);
}

struct chart_query
shared_query(const struct share *s)
{
	return (struct chart_query){
		.patient_id = s->patient_id,
		.sections = CHART_EXPORT,
		.show_confidential = s->sees_confidential,
		.has_range = s->has_range,
		.from = s->from,
		.to = s->to,
	};
}

const char *
shared_dates(const struct share *s)
{
	return s->has_range ? "dates chosen" : "all time";
}

char *
guesses_key(struct req *r)
{
	return mem_fmt(r, "share %s", r->in->address);
}

static enum http
open_share(struct req *r)
{
	char *key = guesses_key(r);
	struct code in = { 0 };
	struct share s;
	int64_t failures, wait;

	if (!form_read(r, code_form, &in))
		return ask_again(r, NULL);
	if ((wait = failure_pause(r, key, &failures)) > 0)
		return ask_again(r, mem_fmt(r, "There were too many tries."
		    " Please wait %s, then try again.",
		    failure_pause_says(r, wait)));
	if (share_open(r, session_token(r, LINK_COOKIE), in.code, &s)) {
		failure_forget(r, key);
		audit_shared(r, &s);
		return redirect_to(r, "/share/record");
	}
	audit_shared(r, &s);
	run_later(r, failure_count, key);
	return ask_again(r, "That did not work. The code is wrong, or the link"
	    " is over. Check the code, or ask the person who sent the link for"
	    " a new one.");
}

static enum http
show_shared_record(struct req *r)
{
	struct chart_query query;
	struct share s;
	char text[WHEN_MAX];
	xmlDoc *record;
	const char *ccda;
	xmlNode *n;
	size_t len;

	if (!share_visit(r, &s))
		return redirect_to(r, "/share");
	audit_shared(r, &s);
	query = shared_query(&s);
	record = chart_document(r, &query);
	ccda = ccda_text(r, record, &len);
	preview_record(r, r->page, record, ccda, len);
	n = view_add(r->page, "share", NULL);
	view_set(n, "maker", s.maker);
	view_set(n, "last_at-says", when_instant_full(s.ends - 1, text));
	view_set_int(n, "minutes", SHARE_VISIT_MINUTES);
	return view(r, "share-record");
}

static enum http
download_shared_record(struct req *r)
{
	struct chart_query query;
	struct share s;

	if (!share_visit(r, &s))
		return redirect_to(r, "/share");
	audit_shared(r, &s);
	query = shared_query(&s);
	r->audit_detail = shared_dates(&s);
	return send_source(r, "application/zip", "health-record.zip", false,
	    package_source(package_new(r, &query, true, NULL)));
}

static enum http
close_share(struct req *r)
{
	share_leave(r);
	set_cookie(r, LINK_COOKIE, "");
	return redirect_to(r, "/share");
}

static const struct route routes[] = {
	GET_FORM("/share/link", AREA_PUBLIC, take_share_link,
	    link_token_form),
	GET("/share", AREA_PUBLIC, show_share),
	POST("/share", AREA_PUBLIC, open_share, code_form),
	GET("/share/record", AREA_PUBLIC, show_shared_record),
	GET("/share/record/download", AREA_PUBLIC, download_shared_record),
	POST("/share/close", AREA_PUBLIC, close_share, no_form),
	POST_APP("/share/app", AREA_PUBLIC, open_in_app, app_form),
	GET_APP("/share/app/file", AREA_PUBLIC, send_to_app, app_file_form),
	ROUTES_END
};

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { session_sql, once_sql,
		audit_sql, failure_sql, chart_sql, package_sql, share_open_sql,
		outbox_sql, NULL };
	static const char *const views[] = { "share", "share-record",
		"record-page", "ccda/ccda", "cda", NULL };
	static const struct program share = { "share", routes, all_sql, views,
		false };

	return program_run(argc, argv, &share);
}
