-- What each program may do, and no more: kithctl grants makes it so, and takes
-- away what does not stand here. The header comment of a program names the
-- same tables. Read as SQL, with lists of tables and of users; a user may have
-- several lines. Nobody may change or delete a row of audit: they are added.

-- Every page: who is signed in, what they may open, and that they did.
GRANT SELECT ON session, access_grant, access_block, patient, message_unread
    TO kith_account, kith_home, kith_health, kith_records, kith_share,
    kith_messages, kith_family;
GRANT SELECT (id, name, email, has_second_factor, needs_option, disabled_at)
    ON account
    TO kith_home, kith_health, kith_records, kith_share, kith_messages,
    kith_family;
GRANT UPDATE (seen_at) ON session
    TO kith_home, kith_health, kith_records, kith_share, kith_messages,
    kith_family;
GRANT INSERT ON audit
    TO kith_account, kith_home, kith_health, kith_records, kith_share,
    kith_messages, kith_family, kith_staff_account, kith_staff_inbox, kith_staff_patients,
    kith_staff_documents;

-- A form that is sent twice is done once.
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency TO kith_account,
    kith_health, kith_records, kith_share, kith_messages, kith_family,
    kith_staff_account, kith_staff_inbox, kith_staff_patients,
    kith_staff_documents;

-- The same on the practice's side.
GRANT SELECT ON staff_session
    TO kith_staff_account, kith_staff_inbox, kith_staff_patients,
    kith_staff_documents;
GRANT SELECT (id, name, email, roles, disabled_at) ON staff
    TO kith_staff_inbox, kith_staff_patients, kith_staff_documents;
GRANT UPDATE (seen_at) ON staff_session
    TO kith_staff_inbox, kith_staff_patients, kith_staff_documents;

-- account: sign-in and sign-up, passwords, own sessions. A good sign-in
-- forgets the wrong ones before it.
GRANT SELECT ON account, patient_name, patient_contact, sign_in_failure,
    signup, verification_code, access_request, invitation TO kith_account;
GRANT INSERT, UPDATE ON session, sign_in_failure, signup, verification_code,
    access_request TO kith_account;
GRANT UPDATE (accepted_at, accepted_by) ON invitation TO kith_account;
GRANT INSERT, UPDATE (password_hash, has_second_factor, needs_option)
    ON account TO kith_account;
GRANT INSERT ON access_grant, outbox TO kith_account;
GRANT DELETE ON sign_in_failure TO kith_account;
-- ... and the security options of accounts.
GRANT SELECT, INSERT, UPDATE, DELETE ON security_option, recovery_code,
    known_device, sign_in, option_pending TO kith_account;
GRANT SELECT, INSERT, DELETE ON security_option_removed TO kith_account;
-- ... and what people do about their own account; they read what happened to it.
GRANT SELECT, INSERT, UPDATE ON password_reset, account_change
    TO kith_account;
GRANT UPDATE (password_at, email, email_key, phone, disabled_at, closed_at)
    ON account TO kith_account;
GRANT UPDATE (areas, ends_at, revoked_at, revoked_by) ON access_grant
    TO kith_account;
GRANT SELECT ON audit, related_person TO kith_account;

-- home: the start page shows what is new.
GRANT SELECT ON report, result_wait, document, appointment, immunization,
    result_seen, document_seen, reminder, provider, location TO kith_home;
-- ... and what is said in messages, with what a new one is written with.
GRANT SELECT ON conversation, message, pool, subject, draft, attachment,
    encounter, care_team_member, provider_location TO kith_home;
GRANT SELECT (id, name) ON staff TO kith_home;
-- ... and that there is an answer; what it is about, another page tells.
GRANT SELECT (patient_id, account_id, decided_at, later_at, later_by, ended_at,
    ended_by_staff, seen_at) ON restriction_request TO kith_home;

-- health and records: the chart, from one selection.
GRANT SELECT ON problem, allergy, allergy_reaction, medication, immunization,
    report, result_wait, observation, observation_past, patient_procedure,
    device, care_plan, care_plan_activity, goal, service_request,
    care_team_member, family_history, patient_name, patient_contact,
    patient_trait, related_person, encounter, appointment, coverage,
    provider, location, organization
    TO kith_health, kith_records, kith_share, kith_staff_patients;
GRANT SELECT ON document, document_chunk
    TO kith_health, kith_records, kith_share;
-- ... and who looked at it, with the seal of the audit.
GRANT SELECT ON audit, audit_seal, audit_head, history_seal, conversation,
    message, attachment
    TO kith_records;
GRANT SELECT (id, name, roles) ON staff TO kith_records;
-- ... and the record on its way to somebody else.
GRANT SELECT, INSERT ON record_send TO kith_records;
GRANT INSERT ON outbox, outbox_attachment TO kith_records;
GRANT SELECT (id, state, attempts, done_at, bounced_at, last_error) ON outbox
    TO kith_records;
GRANT SELECT, INSERT, UPDATE (ended_at, ended_by, seen_at)
    ON restriction_request TO kith_records;
GRANT SELECT, INSERT ON result_seen, document_seen TO kith_health;
GRANT INSERT, UPDATE, DELETE ON result_wait TO kith_health;
GRANT SELECT ON reminder TO kith_health;
GRANT SELECT, INSERT, UPDATE (stopped_at, stopped_by) ON record_share
    TO kith_records;
GRANT SELECT ON record_share_visit TO kith_records;
GRANT SELECT (closed_at) ON account TO kith_records;

-- share: what a secure link opens.
GRANT SELECT, UPDATE (wrong, openings, stopped_at, stopped_by)
    ON record_share TO kith_share;
GRANT SELECT, INSERT, UPDATE (ends_at) ON record_share_visit TO kith_share;
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_failure TO kith_share;
GRANT SELECT (closed_at) ON account TO kith_share;
GRANT INSERT ON outbox TO kith_share;

-- messages: conversations as the family sees them.
GRANT SELECT, INSERT, UPDATE ON conversation, draft, attachment, upload_use,
    notice_choice TO kith_messages;
GRANT SELECT, INSERT ON message, attachment_chunk TO kith_messages;
GRANT DELETE ON message_unread, draft, attachment, attachment_chunk
    TO kith_messages;
GRANT SELECT ON subject, subject_route, pool, holiday, encounter,
    care_team_member, provider, provider_location, location TO kith_messages;
GRANT SELECT (id, name, disabled_at) ON staff TO kith_messages;

-- family: access given, changed, taken away; invitations to it; what is new in
-- each record.
GRANT INSERT, UPDATE (areas, ends_at, revoked_at, revoked_by) ON access_grant
    TO kith_family;
GRANT SELECT, INSERT,
    UPDATE (accepted_at, accepted_by, declined_at, withdrawn_at) ON invitation
    TO kith_family;
GRANT SELECT ON report, result_wait, result_seen, document, document_seen
    TO kith_family;
GRANT INSERT ON outbox TO kith_family;
-- ... and asked for: whose record is meant, and where the passcode goes.
GRANT SELECT ON patient_name, patient_contact TO kith_family;
GRANT SELECT (phone) ON account TO kith_family;
GRANT SELECT (account_id, phone) ON security_option TO kith_family;
GRANT SELECT, INSERT, UPDATE ON access_request, verification_code
    TO kith_family;

-- staff-account: sign-in of the practice's people. Links are made, and
-- members added, by kithctl only.
GRANT SELECT ON staff, staff_link, staff_recovery_code, staff_sign_in,
    sign_in_failure TO kith_staff_account;
GRANT UPDATE (password_hash, totp_sealed, totp_step) ON staff
    TO kith_staff_account;
GRANT UPDATE (used_at) ON staff_link TO kith_staff_account;
GRANT INSERT, UPDATE ON staff_session, staff_recovery_code, staff_sign_in,
    sign_in_failure TO kith_staff_account;
GRANT DELETE ON sign_in_failure, staff_sign_in, staff_recovery_code
    TO kith_staff_account;
GRANT INSERT ON outbox TO kith_staff_account;

-- staff-inbox: conversations as the practice sees them.
GRANT SELECT, INSERT, UPDATE ON conversation, draft, attachment, presence
    TO kith_staff_inbox;
GRANT SELECT, INSERT ON message, attachment_chunk TO kith_staff_inbox;
GRANT SELECT, INSERT, UPDATE ON message_unread TO kith_staff_inbox;
GRANT DELETE ON draft, attachment, attachment_chunk, presence,
    message_unread TO kith_staff_inbox;
GRANT SELECT ON pool, pool_member, subject, subject_route, holiday,
    message_template, notice_choice, access_grant, access_block, patient,
    chart_access, provider, provider_location, location, outbox,
    restriction_request TO kith_staff_inbox;
GRANT SELECT (id, name, email, disabled_at) ON account TO kith_staff_inbox;
GRANT SELECT (away_from, away_until, covered_by),
    UPDATE (away_from, away_until, covered_by) ON staff TO kith_staff_inbox;
GRANT INSERT ON outbox TO kith_staff_inbox;

-- staff-patients: find a patient, read the summary of the chart.
GRANT SELECT, INSERT ON chart_access TO kith_staff_patients;
GRANT SELECT ON patient, access_grant, access_block, invitation, conversation,
    pool_member, outbox, restriction_request TO kith_staff_patients;
GRANT SELECT (id, name, email, email_key, has_second_factor, disabled_at,
    closed_at) ON account TO kith_staff_patients;
-- ... and send the link to a new password.
GRANT SELECT, INSERT, UPDATE ON password_reset TO kith_staff_patients;
-- ... verify guardians; pause and end access, and keep people away.
GRANT INSERT, UPDATE (areas, ends_at, revoked_at, revoked_by, suspended_at,
    suspended_by, suspended_why) ON access_grant TO kith_staff_patients;
GRANT INSERT, UPDATE (ended_at, ended_by) ON access_block
    TO kith_staff_patients;
GRANT INSERT ON outbox TO kith_staff_patients;

-- staff-documents: what the practice puts into a record, and who sees it. What
-- was imported is only marked.
GRANT SELECT ON patient, conversation, pool_member, chart_access, provider,
    encounter, access_grant, access_block, notice_choice, outbox, document,
    document_chunk, document_draft, document_seen, letter_template, attachment,
    attachment_chunk, report, observation, observation_past, result_seen,
    result_wait, reminder,
    problem, allergy, medication, immunization, patient_procedure, device,
    care_plan, goal, service_request, care_team_member, coverage,
    family_history, appointment, restriction_request TO kith_staff_documents;
GRANT SELECT (id, name, email, disabled_at) ON account
    TO kith_staff_documents;
GRANT SELECT (provider_id) ON staff TO kith_staff_documents;
GRANT INSERT ON document, document_chunk, attachment, attachment_chunk, report,
    observation, observation_past, outbox TO kith_staff_documents;
GRANT INSERT, UPDATE, DELETE ON document_draft TO kith_staff_documents;
GRANT INSERT, UPDATE ON reminder, letter_template TO kith_staff_documents;
GRANT UPDATE (held_until, held_why, held_by, recalled_at, recalled_by,
    recalled_why, confidential) ON document TO kith_staff_documents;
GRANT UPDATE (held_until, held_why, held_by, recalled_at, recalled_by,
    recalled_why, confidential, status, comment, comment_by) ON report
    TO kith_staff_documents;
GRANT UPDATE (confidential, status, value_kind, comparator, value, value_code,
    value_system, unit, unit_code, low, high, range_text, flag, flag_text,
    absent_reason) ON observation TO kith_staff_documents;
GRANT UPDATE (confidential) ON problem, allergy, medication, immunization,
    patient_procedure, device, care_plan, goal, service_request,
    care_team_member, coverage, family_history, encounter, appointment
    TO kith_staff_documents;
GRANT UPDATE (decision, answer, decided_by, decided_at, later_at, later_by,
    later_says, ended_at, ended_by_staff, ended_says, seen_at)
    ON restriction_request TO kith_staff_documents;
GRANT DELETE ON attachment, attachment_chunk, result_seen
    TO kith_staff_documents;

-- kith-clerk: tells the pools what is late, and families of birthdays; deletes
-- what nobody finished.
GRANT SELECT ON conversation, pool, patient, access_grant, access_block
    TO kith_clerk;
GRANT SELECT (id, email, disabled_at, closed_at) ON account TO kith_clerk;
GRANT SELECT (dedupe_key) ON outbox TO kith_clerk;
GRANT UPDATE (late_told_at) ON conversation TO kith_clerk;
GRANT INSERT ON outbox TO kith_clerk;
GRANT SELECT, DELETE ON draft, document_draft, attachment, attachment_chunk
    TO kith_clerk;

-- kith-scanner: asks the virus scanner, and notes what it says.
GRANT SELECT ON attachment, attachment_chunk TO kith_scanner;
GRANT UPDATE (scan, scanned_at) ON attachment TO kith_scanner;

-- kith-courier: sends what waits, wipes what was sent.
GRANT SELECT ON outbox, message_unread TO kith_courier;
GRANT UPDATE (sealed, state, attempts, next_at, lease_until, done_at,
    last_error) ON outbox TO kith_courier;
GRANT SELECT, DELETE ON outbox_attachment TO kith_courier;

-- kith-sealer: chains the audit; it can't change what it chained either.
GRANT SELECT ON audit, audit_seal, audit_head, history_seal TO kith_sealer;
GRANT INSERT ON audit_seal, audit_head, history_seal TO kith_sealer;

-- kithctl: the operator. All but what was written down about people's acts.
GRANT SELECT, INSERT, UPDATE, DELETE ON
    organization, location, provider, provider_location,
    patient, patient_name, patient_contact, patient_trait, related_person,
    encounter, appointment, problem, allergy, allergy_reaction, medication,
    drug, immunization, report, observation, observation_past,
    patient_procedure, device, document, document_chunk, care_plan,
    care_plan_activity, goal, care_team_member, coverage, family_history,
    service_request, source,
    account, sign_in_failure, session, access_grant, signup,
    verification_code, result_seen, result_wait, idempotency, outbox,
    staff, staff_link, staff_recovery_code, staff_sign_in, staff_session,
    chart_access, pool, pool_member, subject, subject_route, holiday,
    message_template, conversation, message, message_unread, draft,
    attachment, attachment_chunk, upload_use, presence, notice_choice
    TO kith_ctl;
GRANT SELECT, INSERT, UPDATE, DELETE ON
    security_option, security_option_removed, recovery_code, known_device,
    sign_in, option_pending, password_reset, account_change, access_block,
    invitation, access_request, document_draft, reminder, letter_template
    TO kith_ctl;
GRANT SELECT, INSERT ON audit TO kith_ctl;
GRANT SELECT ON audit_seal, audit_head, history_seal, schema_migration
    TO kith_ctl;
