/*
 * records_acts.c: what each row of the audit means, in words for the family.
 *
 * A route that can touch a patient needs a line here; t/http/activity.test.mjs
 * asks all programs for their routes. Words name no item of the record: a row
 * says that a result was opened, not which.
 */
#include "records_activity.h"

#include <string.h>

#include "base/mem.h"

#define ACT(name)	.action = name
#define LOOK	ACT_LOOK, "Looked at", "look at"
#define READ	ACT_LOOK, "Read", "read"
#define OPEN	ACT_LOOK, "Opened", "open"
#define TAKE	ACT_DOWNLOAD, "Downloaded", "download"
#define SEND	ACT_SEND, "Sent", "send"
#define WRITE	ACT_SEND, "Wrote", "write"
#define SHARE	ACT_SHARE, "Shared", "share"
#define CHANGE	ACT_CHANGE, "Changed", "change"
#define CLOSE	ACT_CHANGE, "Closed", "close"
#define GIVE	ACT_ACCESS, "Gave", "give"
#define SEE	ACT_ACCESS, "Looked at", "look at"
#define SET	ACT_ACCESS, "Changed", "change"
#define STOP	ACT_ACCESS, "Ended", "end"
#define ASK	ACT_ACCESS, "Asked for", "ask for"

#define TALK	(AREA_MESSAGES | AREA_BILLING)

/*
 * What the practice does about families' access only the patient reads: it
 * may keep somebody away from whoever else reads here.
 */
static const struct act of_home[] = {
	{ ACT("show_home"), LOOK, "the start page", AREA_FULL },
	{ ACT(NULL) }
};

static const struct act of_health[] = {
	{ ACT("show_history"), LOOK, "Medical History", AREA_HEALTH },
	{ ACT("print_vaccinations"), ACT_DOWNLOAD, "Printed", "print",
	    "the vaccination record", AREA_HEALTH },
	{ ACT("show_results"), LOOK, "the list of results", AREA_HEALTH },
	{ ACT("show_result"), LOOK, "a result", AREA_HEALTH, OBJECT_REPORT },
	{ ACT("compare_results"), LOOK, "a result beside earlier ones",
	    AREA_HEALTH, OBJECT_REPORT },
	{ ACT("show_trend"), LOOK, "results over time", AREA_HEALTH },
	{ ACT("show_measures"), LOOK, "vital signs over time", AREA_HEALTH },
	{ ACT("show_growth"), LOOK, "the growth chart", AREA_HEALTH },
	{ ACT("show_first"), LOOK, "the choice when results are shown",
	    AREA_HEALTH },
	{ ACT("set_first"), CHANGE, "when results are shown", AREA_HEALTH },
	{ ACT("show_waiting"), ACT_CHANGE, "Asked to see", "ask to see",
	    "results that waited", AREA_HEALTH },
	{ ACT("list_documents"), LOOK, "the list of documents", AREA_HEALTH },
	{ ACT("show_document"), READ, "a document", AREA_HEALTH,
	    OBJECT_DOCUMENT },
	{ ACT("open_document"), OPEN, "the file of a document", AREA_HEALTH,
	    OBJECT_DOCUMENT },
	{ ACT("download_document"), TAKE, "a document", AREA_HEALTH,
	    OBJECT_DOCUMENT },
	{ ACT(NULL) }
};

static const struct act of_records[] = {
	{ ACT("show_records"), LOOK, "Health Records", AREA_RECORDS },
	{ ACT("download"), TAKE, "the health record", AREA_RECORDS, OBJECT_NONE,
	    ", " },
	{ ACT("download_locked"), TAKE, "the health record with a password",
	    AREA_RECORDS, OBJECT_NONE, ", " },
	{ ACT("show_send"), LOOK, "Send via Email", PATIENT_ALONE },
	{ ACT("preview_send"), LOOK, "the preview of an email",
	    PATIENT_ALONE },
	{ ACT("send_record"), SEND, "the health record by email",
	    PATIENT_ALONE, OBJECT_NONE, " to " },
	{ ACT("show_sent"), LOOK, "what became of an email with the record",
	    PATIENT_ALONE },
	{ ACT("show_shares"), LOOK, "the secure links", PATIENT_ALONE },
	{ ACT("preview_share"), LOOK, "the preview of a secure link",
	    PATIENT_ALONE },
	{ ACT("make_share"), SHARE, "the health record by secure link",
	    PATIENT_ALONE, OBJECT_NONE, " with " },
	{ ACT("stop_share"), ACT_SHARE, "Stopped", "stop", "a secure link",
	    PATIENT_ALONE },
	{ ACT("show_limits"), LOOK, "the requests to limit sharing",
	    PATIENT_ALONE },
	{ ACT("ask_limit"), ACT_SHARE, "Asked", "ask",
	    "the practice to limit sharing", PATIENT_ALONE },
	{ ACT("end_limit"), ACT_SHARE, "Ended", "end",
	    "a request to limit sharing", PATIENT_ALONE },
	{ ACT("show_activity"), LOOK, "who looked at the record",
	    AREA_RECORDS },
	{ ACT("download_activity"), TAKE,
	    "the list of who looked at the record", AREA_RECORDS },
	{ ACT("download_sealed_activity"), TAKE,
	    "the sealed list of who looked at the record", PATIENT_ALONE },
	{ ACT(NULL) }
};

static const struct act of_share[] = {
	{ ACT("take_share_link"), OPEN, "the address of a secure link",
	    PATIENT_ALONE },
	{ ACT("show_share"), OPEN, "the page of a secure link",
	    PATIENT_ALONE },
	{ ACT("open_share"), ACT_SHARE, "Opened", "open",
	    "the health record with the code", PATIENT_ALONE },
	{ ACT("show_shared_record"), LOOK, "the health record",
	    PATIENT_ALONE },
	{ ACT("download_shared_record"), TAKE, "the health record",
	    PATIENT_ALONE, OBJECT_NONE, ", " },
	{ ACT("open_in_app"), ACT_SHARE, "Opened", "open",
	    "the health record with the code, in an app", PATIENT_ALONE,
	    OBJECT_NONE, ": " },
	{ ACT("send_to_app"), TAKE, "the health record with an app",
	    PATIENT_ALONE, OBJECT_NONE, ", " },
	{ ACT("close_share"), CLOSE, "the health record", PATIENT_ALONE },
	{ ACT(NULL) }
};

static const struct act of_messages[] = {
	{ ACT("list_messages"), LOOK, "the list of messages", TALK },
	{ ACT("show_thread"), READ, "messages", TALK, OBJECT_CONVERSATION },
	{ ACT("send_new"), SEND, "a message to the practice", TALK,
	    OBJECT_CONVERSATION },
	{ ACT("send_answer"), SEND, "a message to the practice", TALK,
	    OBJECT_CONVERSATION },
	{ ACT("save_draft"), WRITE, "a draft", NOBODY },
	{ ACT("remove_file"), CHANGE, "a draft", NOBODY },
	{ ACT("drop_draft"), CHANGE, "a draft", NOBODY },
	{ ACT("download_file"), TAKE, "a file of a message", TALK,
	    OBJECT_FILE },
	{ ACT("show_picture"), LOOK, "a picture in a message", TALK,
	    OBJECT_FILE },
	{ ACT("show_notices"), LOOK, "their own choice of notices", TALK },
	{ ACT("choose_notices"), CHANGE, "their own choice of notices", TALK },
	{ ACT(NULL) }
};

static const struct act of_family[] = {
	{ ACT("show_invite"), SEE, "the form for inviting someone",
	    PATIENT_ALONE },
	{ ACT("invite"), GIVE, "someone an invitation to this record",
	    PATIENT_ALONE },
	{ ACT("show_withdrawal"), SEE, "an invitation", PATIENT_ALONE },
	{ ACT("withdraw_invitation"), STOP, "an invitation", PATIENT_ALONE },
	{ ACT("show_access"), SEE, "what someone may see", PATIENT_ALONE },
	{ ACT("change_access"), SET, "what someone may see", PATIENT_ALONE },
	{ ACT("show_removal"), SEE, "the form for ending someone's access",
	    PATIENT_ALONE },
	{ ACT("remove_access"), STOP, "someone's access", PATIENT_ALONE },
	{ ACT("show_leaving"), SEE, "the form for ending their own access",
	    PATIENT_ALONE },
	{ ACT("leave"), STOP, "their own access", PATIENT_ALONE },
	{ ACT("show_invitation"), SEE, "an invitation to this record",
	    PATIENT_ALONE },
	{ ACT("accept_invitation"), ACT_ACCESS, "Accepted", "accept",
	    "an invitation to this record", PATIENT_ALONE },
	{ ACT("decline_invitation"), ACT_ACCESS, "Declined", "decline",
	    "an invitation to this record", PATIENT_ALONE },
	{ ACT("show_own_invitation"), SEE, "an invitation to this record",
	    PATIENT_ALONE },
	{ ACT("accept_own_invitation"), ACT_ACCESS, "Accepted", "accept",
	    "an invitation to this record", PATIENT_ALONE },
	{ ACT("decline_own_invitation"), ACT_ACCESS, "Declined", "decline",
	    "an invitation to this record", PATIENT_ALONE },
	{ ACT("add_patient"), ASK, "access to this record", PATIENT_ALONE },
	{ ACT("show_add_passcode"), SEE, "the page that asks for the passcode",
	    PATIENT_ALONE },
	{ ACT("check_add_passcode"), ACT_ACCESS, "Entered", "enter",
	    "the passcode of this record", PATIENT_ALONE },
	{ ACT("send_add_passcode_again"), ASK,
	    "another passcode to this record", PATIENT_ALONE },
	{ ACT("show_added"), SEE, "the new access to this record",
	    PATIENT_ALONE },
	{ ACT(NULL) }
};

static const struct act of_account[] = {
	{ ACT("identify_patient"), ACT_ACCESS, "Began", "begin",
	    "to make an account for this record", PATIENT_ALONE },
	{ ACT("check_code"), ACT_ACCESS, "Entered", "enter",
	    "the code of this record", PATIENT_ALONE },
	{ ACT("make_account"), ACT_ACCESS, "Made", "make",
	    "an account for this record", PATIENT_ALONE },
	{ ACT("confirm_email"), ACT_ACCESS, "Made", "make",
	    "an account for this record", PATIENT_ALONE },
	{ ACT("ask_for_access"), ASK, "access to this record", PATIENT_ALONE },
	{ ACT("check_passcode"), ACT_ACCESS, "Entered", "enter",
	    "the passcode of this record", PATIENT_ALONE },
	{ ACT("send_passcode_again"), ASK, "another passcode to this record",
	    PATIENT_ALONE },
	{ ACT("begin_invited"), ACT_ACCESS, "Began", "begin",
	    "to make an account for an invitation", PATIENT_ALONE },
	{ ACT("make_relative"), ACT_ACCESS, "Made", "make",
	    "an account to see this record", PATIENT_ALONE },
	{ ACT("refuse_access"), ACT_ACCESS, "Said no to", "say no to",
	    "someone who asked for access", PATIENT_ALONE },
	{ ACT(NULL) }
};

static const struct act of_staff_patients[] = {
	{ ACT("show_patient"), LOOK, "name, contact details and who has access",
	    AREA_RECORDS },
	{ ACT("show_chart"), OPEN, "the chart", AREA_RECORDS, OBJECT_NONE,
	    ", " },
	{ ACT("open_chart"), OPEN, "the chart. Reason", AREA_RECORDS,
	    OBJECT_NONE, ": " },
	{ ACT("show_start_reset"), SEE, "the form for a new password",
	    PATIENT_ALONE },
	{ ACT("start_reset"), ACT_ACCESS, "Sent", "send",
	    "a link for a new password", PATIENT_ALONE },
	{ ACT("show_verify"), SEE, "the form for giving a guardian access",
	    PATIENT_ALONE },
	{ ACT("verify_guardian"), GIVE, "a guardian access", PATIENT_ALONE },
	{ ACT("show_grant"), SEE, "someone's access", PATIENT_ALONE },
	{ ACT("pause_grant"), ACT_ACCESS, "Paused", "pause", "someone's access",
	    PATIENT_ALONE },
	{ ACT("resume_grant"), ACT_ACCESS, "Resumed", "resume",
	    "someone's access", PATIENT_ALONE },
	{ ACT("end_grant"), STOP, "someone's access", PATIENT_ALONE },
	{ ACT("show_block"), SEE, "the form for keeping someone away",
	    PATIENT_ALONE },
	{ ACT("block_person"), ACT_ACCESS, "Kept", "keep",
	    "someone away from this record", PATIENT_ALONE },
	{ ACT("end_block"), ACT_ACCESS, "Stopped", "stop",
	    "keeping someone away from this record", PATIENT_ALONE },
	{ ACT(NULL) }
};

static const struct act of_staff_inbox[] = {
	{ ACT("show_thread"), READ, "messages", TALK, OBJECT_CONVERSATION },
	{ ACT("show_file"), TAKE, "a file of a message", TALK, OBJECT_FILE },
	{ ACT("show_preview"), LOOK, "a picture in a message", TALK,
	    OBJECT_FILE },
	{ ACT("send_message"), WRITE, "an answer, or a note about it", TALK,
	    OBJECT_CONVERSATION },
	{ ACT("save_draft"), WRITE, "a draft", NOBODY },
	{ ACT("give"), ACT_CHANGE, "Handed", "hand",
	    "a conversation to a colleague", TALK, OBJECT_CONVERSATION },
	{ ACT("close_conversation"), CLOSE, "a conversation", TALK,
	    OBJECT_CONVERSATION },
	{ ACT("reopen_conversation"), ACT_CHANGE, "Reopened", "reopen",
	    "a conversation", TALK, OBJECT_CONVERSATION },
	{ ACT("set_private"), CHANGE, "who may read a conversation",
	    PATIENT_ALONE },
	{ ACT("show_new"), LOOK, "the form for a new message", TALK },
	{ ACT("send_new"), SEND, "a message to the family", TALK,
	    OBJECT_CONVERSATION },
	{ ACT(NULL) }
};

/*
 * What is held back is not told before its time, nor is a draft; who marks what
 * as confidential does it against the family.
 */
static const struct act of_staff_documents[] = {
	{ ACT("show_list"), LOOK, "the list of documents and results",
	    AREA_RECORDS },
	{ ACT("show_new_file"), LOOK, "the form for a new document",
	    AREA_RECORDS },
	{ ACT("show_new_letter"), LOOK, "the form for a new letter",
	    AREA_RECORDS },
	{ ACT("save_file"), WRITE, "a draft", NOBODY },
	{ ACT("save_letter"), WRITE, "a draft", NOBODY },
	{ ACT("show_draft"), LOOK, "a draft", NOBODY },
	{ ACT("edit_draft"), LOOK, "a draft", NOBODY },
	{ ACT("show_draft_file"), LOOK, "a draft", NOBODY },
	{ ACT("drop_draft"), CHANGE, "a draft", NOBODY },
	{ ACT("post_draft"), ACT_CHANGE, "Posted", "post", "a document",
	    AREA_RECORDS, OBJECT_DOCUMENT },
	{ ACT("show_document"), OPEN, "a document", AREA_RECORDS,
	    OBJECT_DOCUMENT },
	{ ACT("show_document_file"), OPEN, "the file of a document",
	    AREA_RECORDS, OBJECT_DOCUMENT },
	{ ACT("recall_document"), ACT_CHANGE, "Took back", "take back",
	    "a document", AREA_RECORDS, OBJECT_DOCUMENT },
	{ ACT("hold_document"), CHANGE, "when a document is seen", NOBODY },
	{ ACT("release_document"), CHANGE, "when a document is seen", NOBODY },
	{ ACT("show_new_result"), LOOK, "the form for a new result",
	    AREA_RECORDS },
	{ ACT("add_result"), ACT_CHANGE, "Entered", "enter", "a result",
	    AREA_RECORDS, OBJECT_REPORT },
	{ ACT("show_result"), LOOK, "a result", AREA_RECORDS, OBJECT_REPORT },
	{ ACT("comment_result"), WRITE, "a comment on a result", AREA_RECORDS,
	    OBJECT_REPORT },
	{ ACT("recall_result"), ACT_CHANGE, "Took back", "take back",
	    "a result", AREA_RECORDS, OBJECT_REPORT },
	{ ACT("hold_result"), CHANGE, "when a result is seen", NOBODY },
	{ ACT("release_result"), CHANGE, "when a result is seen", NOBODY },
	{ ACT("show_value"), LOOK, "a value of a result", AREA_RECORDS,
	    OBJECT_OBSERVATION },
	{ ACT("correct_value"), ACT_CHANGE, "Corrected", "correct",
	    "a value of a result", AREA_RECORDS, OBJECT_OBSERVATION },
	{ ACT("show_new_reminder"), LOOK, "the form for a reminder",
	    AREA_RECORDS },
	{ ACT("add_reminder"), ACT_CHANGE, "Posted", "post", "a reminder",
	    PATIENT_ALONE },
	{ ACT("end_reminder"), CHANGE, "a reminder", PATIENT_ALONE },
	{ ACT("withdraw_reminder"), ACT_CHANGE, "Withdrew", "withdraw",
	    "a reminder", PATIENT_ALONE },
	{ ACT("show_private"), LOOK, "what is confidential", PATIENT_ALONE },
	{ ACT("mark_private"), CHANGE, "what is confidential", PATIENT_ALONE },
	{ ACT("show_limit"), LOOK, "a request to limit sharing",
	    PATIENT_ALONE },
	{ ACT("decide_limit"), ACT_SHARE, "Answered", "answer",
	    "a request to limit sharing", PATIENT_ALONE },
	{ ACT("end_agreed_limit"), ACT_SHARE, "Ended", "end",
	    "a limit on sharing", PATIENT_ALONE },
	{ ACT(NULL) }
};

static const struct act of_kithctl[] = {
	{ ACT("grant_add"), GIVE, "someone access", PATIENT_ALONE },
	/* Among it may be what is confidential, or will be. */
	{ ACT("import_record"), ACT_CHANGE, "Brought in", "bring in",
	    "what another system sent", PATIENT_ALONE, OBJECT_NONE, ": " },
	{ ACT("export_zip"), TAKE, "the health record", AREA_RECORDS },
	{ ACT("export_ccda"), TAKE, "the health record", AREA_RECORDS },
	{ ACT(NULL) }
};

static const struct {
	const char *program;
	const struct act *acts;
} programs[] = {
	{ "home", of_home },
	{ "health", of_health },
	{ "records", of_records },
	{ "share", of_share },
	{ "messages", of_messages },
	{ "family", of_family },
	{ "account", of_account },
	{ "staff-patients", of_staff_patients },
	{ "staff-inbox", of_staff_inbox },
	{ "staff-documents", of_staff_documents },
	{ "kithctl", of_kithctl },
};

enum { PROGRAMS = sizeof(programs) / sizeof(programs[0]) };

const struct act *
act_find(const char *program, const char *action)
{
	static const struct act unknown = { ACT(""), CHANGE,
	    "something in this record", PATIENT_ALONE };
	const struct act *a;
	int i;

	for (i = 0; i < PROGRAMS; i++) {
		if (strcmp(programs[i].program, program) != 0)
			continue;
		for (a = programs[i].acts; a->action != NULL; a++)
			if (strcmp(a->action, action) == 0)
				return a;
	}
	return &unknown;
}

const char *
act_list(const void *ctx, enum act_kind kind)
{
	const struct act *a;
	const char *list = "";
	int i;

	for (i = 0; i < PROGRAMS; i++)
		for (a = programs[i].acts; a->action != NULL; a++)
			if (a->kind == kind)
				list = mem_fmt(ctx, "%s%s%s/%s", list,
				    *list == '\0' ? "" : ",",
				    programs[i].program, a->action);
	return list;
}
