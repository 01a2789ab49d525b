/*
 * staff-inbox: messages as the practice reads and answers them
 *
 * Reads staff, staff_session, idempotency, conversation, draft, attachment,
 * presence, message, attachment_chunk, message_unread, pool, pool_member,
 * subject, subject_route, holiday, message_template, notice_choice,
 * access_grant, access_block, patient, chart_access, provider,
 * provider_location, location, outbox, account, restriction_request; writes
 * staff_session, staff, idempotency, conversation, draft, attachment, presence,
 * message, attachment_chunk, message_unread, outbox, audit.
 */
#include "staff-inbox.h"

#include "auth/audit.h"
#include "auth/staff.h"
#include "file/file.h"
#include "limit.h"
#include "post/outbox.h"
#include "run/once.h"
#include "run/program.h"
#include "talk/notice.h"
#include "talk/talk.h"

static const struct route routes[] = {
	GET_FORM("/staff/inbox", AREA_INBOX, show_inbox, want_form),
	GET_FORM("/staff/inbox/:id", AREA_INBOX, show_thread, want_form),
	GET_QUIET("/staff/inbox/:id/others", AREA_INBOX, list_others, no_form),
	GET("/staff/inbox/file/:id", AREA_INBOX, show_file),
	GET("/staff/inbox/preview/:id", AREA_INBOX, show_preview),
	POST_FILES("/staff/inbox/send/:id", AREA_INBOX, send_message,
	    send_form),
	POST_QUIET("/staff/inbox/:id/draft", AREA_INBOX, save_draft,
	    draft_form),
	POST("/staff/inbox/:id/give", AREA_INBOX, give, give_form),
	POST("/staff/inbox/:id/close", AREA_INBOX, close_conversation,
	    no_form),
	POST("/staff/inbox/:id/reopen", AREA_INBOX, reopen_conversation,
	    no_form),
	POST("/staff/inbox/:id/private", AREA_INBOX, set_private,
	    private_form),
	GET("/staff/inbox/new/:id", AREA_INBOX, show_new),
	POST_FILES("/staff/inbox/send/new/:id", AREA_INBOX, send_new,
	    new_form),
	GET("/staff/inbox/away", AREA_INBOX, show_away),
	POST("/staff/inbox/away", AREA_INBOX, set_away, away_form),
	ROUTES_END
};

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { list_sql, thread_sql,
		write_sql, act_sql, new_sql, away_sql, attachment_sql,
		talk_practice_sql, talk_due_sql, draft_sql, notice_sql,
		file_sql, limit_sql, once_sql, outbox_sql, staff_sql,
		audit_sql, NULL };
	static const char *const views[] = { "staff-inbox", "staff-thread",
		"staff-new", "staff-away", NULL };
	static const struct program staff_inbox = { "staff-inbox", routes,
		all_sql, views, true };

	return program_run(argc, argv, &staff_inbox);
}
