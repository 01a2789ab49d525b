/*
 * family: family access: who can open whose record, and until when
 *
 * Reads account, session, access_grant, access_block, access_request,
 * message_unread, patient, patient_name, patient_contact, security_option,
 * verification_code, invitation, report, result_wait, result_seen,
 * document, document_seen, idempotency; writes session, access_grant, access_request,
 * verification_code, invitation, idempotency, outbox, audit.
 */
#include "family.h"

#include "asking.h"
#include "auth/audit.h"
#include "auth/code.h"
#include "auth/contact.h"
#include "auth/invitation.h"
#include "auth/request.h"
#include "auth/session.h"
#include "db/db.h"
#include "post/outbox.h"
#include "run/once.h"
#include "run/program.h"

static const struct field no_form[] = { FIELDS_END };

static const struct route routes[] = {
	GET_FORM("/family/settings", AREA_SIGNED_IN, show_settings,
	    settings_form),
	GET("/family/add", AREA_SIGNED_IN, show_add),
	POST("/family/add", AREA_SIGNED_IN, add_patient, add_form),
	GET_FORM("/family/add/:id", AREA_SIGNED_IN, show_add_passcode,
	    passcode_asked_form),
	POST("/family/add/:id", AREA_SIGNED_IN, check_add_passcode,
	    passcode_form),
	POST("/family/add/:id/again", AREA_SIGNED_IN, send_add_passcode_again,
	    no_form),
	GET("/family/add/:id/done", AREA_SIGNED_IN, show_added),
	GET_FRESH("/family/:patient/invite", AREA_SELF, show_invite, no_form),
	POST_FRESH("/family/:patient/invite", AREA_SELF, invite, invite_form),
	GET("/family/:patient/withdraw/:id", AREA_SELF, show_withdrawal),
	POST("/family/:patient/withdraw/:id", AREA_SELF, withdraw_invitation,
	    no_form),
	GET_FRESH("/family/:patient/access/:id", AREA_SELF, show_access,
	    no_form),
	POST_FRESH("/family/:patient/access/:id", AREA_SELF, change_access,
	    access_form),
	GET_FRESH("/family/:patient/remove/:id", AREA_SELF, show_removal,
	    no_form),
	POST_FRESH("/family/:patient/remove/:id", AREA_SELF, remove_access,
	    no_form),
	GET_FRESH("/family/:patient/leave/:id", AREA_ANY, show_leaving,
	    no_form),
	POST_FRESH("/family/:patient/leave/:id", AREA_ANY, leave, no_form),
	GET_FORM("/family/invitation", AREA_PUBLIC, show_invitation,
	    token_form),
	POST("/family/invitation/accept", AREA_SIGNED_IN, accept_invitation,
	    answer_form),
	POST("/family/invitation/decline", AREA_PUBLIC, decline_invitation,
	    token_form),
	GET("/family/invitation/:id", AREA_SIGNED_IN, show_own_invitation),
	POST("/family/invitation/:id/accept", AREA_SIGNED_IN,
	    accept_own_invitation, no_form),
	POST("/family/invitation/:id/decline", AREA_SIGNED_IN,
	    decline_own_invitation, no_form),
	ROUTES_END
};

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { settings_sql, grant_sql,
		invitation_sql, request_sql, match_sql, contact_sql, code_sql,
		session_sql, once_sql, audit_sql, outbox_sql, NULL };
	static const char *const views[] = { "family", "family-invite",
		"family-access", "family-confirm", "family-invitation",
		"family-add", "family-passcode", "family-added", NULL };
	static const struct program family = { "family", routes, all_sql,
		views, false };

	return program_run(argc, argv, &family);
}
