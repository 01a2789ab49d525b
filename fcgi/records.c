/*
 * records: Health Records: choose dates, preview, download, send, share; who
 * looked; limits asked for
 *
 * Reads account, session, access_grant, access_block, message_unread,
 * idempotency, outbox, record_send, record_share, record_share_visit,
 * restriction_request and the whole chart: patient, patient_name,
 * patient_contact, patient_trait, related_person, encounter, appointment,
 * problem, allergy, allergy_reaction, medication, immunization, report,
 * result_wait, observation, observation_past, patient_procedure, device,
 * document, document_chunk, care_plan, care_plan_activity, goal,
 * service_request, care_team_member, coverage, family_history, provider,
 * location, organization, audit, audit_seal, audit_head, history_seal,
 * staff, conversation, message, attachment; writes session, idempotency,
 * outbox, outbox_attachment, record_send, record_share,
 * restriction_request, audit.
 */
#include "records.h"

#include "auth/audit.h"
#include "auth/grant.h"
#include "auth/session.h"
#include "auth/share.h"
#include "chart/ccda.h"
#include "chart/chart.h"
#include "chart/package.h"
#include "chart/preview.h"
#include "db/db.h"
#include "limit.h"
#include "post/outbox.h"
#include "records_activity.h"
#include "run/once.h"
#include "run/program.h"
#include "web/view.h"

/* The very document that a download would give, as a page. */
void
add_preview(struct req *r, const struct choice *in)
{
	struct chart_query query = query_of(r, in, CHART_EXPORT);
	xmlDoc *record;
	const char *ccda;
	size_t len;

	if (!is_choice(in->preview, "show"))
		return;
	record = chart_document(r, &query);
	ccda = ccda_text(r, record, &len);
	preview_record(r, r->page, record, ccda, len);
}

static enum http
show_records(struct req *r)
{
	struct choice in = { 0 };
	bool good = read_choice(r, &in);

	if (good)
		add_preview(r, &in);
	limit_add_news(r);
	view(r, "records");
	return good ? HTTP_OK : HTTP_UNPROCESSABLE;
}

static const struct field no_form[] = { FIELDS_END };

static const struct route routes[] = {
	GET_FORM("/records/:patient", AREA_RECORDS, show_records, choice_form),
	GET_FORM("/records/:patient/download", AREA_RECORDS, download,
	    choice_form),
	POST("/records/:patient/download", AREA_RECORDS, download_locked,
	    locked_form),
	GET_FORM("/records/:patient/activity", AREA_RECORDS, show_activity,
	    activity_form),
	GET_FORM("/records/:patient/activity.csv", AREA_RECORDS,
	    download_activity, activity_form),
	GET("/records/:patient/activity.json", AREA_SELF,
	    download_sealed_activity),
	GET_FORM("/records/:patient/send", AREA_RECORDS, show_send,
	    choice_form),
	POST_FRESH("/records/:patient/send", AREA_RECORDS, send_record,
	    send_form),
	POST_LOOK("/records/:patient/send/preview", AREA_RECORDS,
	    preview_send, send_form),
	GET("/records/:patient/send/:id", AREA_RECORDS, show_sent),
	GET_FORM("/records/:patient/share", AREA_RECORDS, show_shares,
	    shares_form),
	POST_FRESH("/records/:patient/share", AREA_RECORDS, make_share,
	    share_form),
	POST_LOOK("/records/:patient/share/preview", AREA_RECORDS,
	    preview_share, share_form),
	POST("/records/:patient/share/:id/stop", AREA_RECORDS, stop_share,
	    no_form),
	GET_FORM("/records/:patient/limits", AREA_RECORDS, show_limits,
	    limits_form),
	POST("/records/:patient/limits", AREA_RECORDS, ask_limit, limit_form),
	POST("/records/:patient/limits/:id/end", AREA_RECORDS, end_limit,
	    no_form),
	ROUTES_END
};

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { session_sql, once_sql,
		audit_sql, chart_sql, package_sql, activity_sql,
		activity_page_sql, activity_sealed_sql, grant_block_sql,
		outbox_sql, outbox_file_sql, records_send_sql, share_sql,
		records_limits_sql, limit_news_sql, NULL };
	static const char *const views[] = { "records", "records-lock",
		"records-send", "records-sent", "records-share",
		"records-shared", "records-limits", "record-page",
		"ccda/ccda", "cda", "activity", NULL };
	static const struct program records = { "records", routes, all_sql,
		views, false };

	return program_run(argc, argv, &records);
}
