-- What each program may do, and no more: kithctl grants makes it so, and takes
-- away what does not stand here. The header comment of a program names the
-- same tables. Read as SQL, with lists of tables and of users; a user may have
-- several lines. Nobody may change or delete a row of audit: they are added.

-- Every page: who is signed in, what they may open, and that they did.
GRANT SELECT ON session, access_grant, patient
    TO kith_account, kith_home, kith_health, kith_records;
GRANT SELECT (id, name, email, has_second_factor, disabled_at) ON account
    TO kith_home, kith_health, kith_records;
GRANT UPDATE (seen_at) ON session TO kith_home, kith_health, kith_records;
GRANT INSERT ON audit
    TO kith_account, kith_home, kith_health, kith_records;

-- account: sign-in and sign-up, passwords, own sessions. A good sign-in
-- forgets the wrong ones before it.
GRANT SELECT ON account, patient_name, patient_contact, sign_in_failure,
    signup, verification_code, idempotency TO kith_account;
GRANT INSERT, UPDATE ON session, sign_in_failure, signup, verification_code,
    idempotency TO kith_account;
GRANT INSERT, UPDATE (password_hash) ON account TO kith_account;
GRANT INSERT ON access_grant, outbox TO kith_account;
GRANT DELETE ON sign_in_failure TO kith_account;

-- home: the start page shows what is new.
GRANT SELECT ON report, document, appointment, immunization, result_seen,
    provider, location TO kith_home;

-- health and records: the chart, from one selection.
GRANT SELECT ON problem, allergy, allergy_reaction, medication, immunization,
    report, observation, observation_past, patient_procedure, device,
    care_plan, care_plan_activity, goal, service_request, care_team_member,
    family_history, patient_name, patient_contact, patient_trait,
    related_person, encounter, appointment, coverage,
    provider, location, organization TO kith_health, kith_records;
GRANT SELECT ON document, document_chunk TO kith_records;
GRANT SELECT, INSERT ON result_seen TO kith_health;

-- kith-courier: sends what waits, wipes what was sent.
GRANT SELECT ON outbox TO kith_courier;
GRANT UPDATE (sealed, state, attempts, next_at, lease_until, done_at,
    last_error) ON outbox TO kith_courier;

-- kith-sealer: chains the audit; it can't change what it chained either.
GRANT SELECT ON audit, audit_seal, audit_head TO kith_sealer;
GRANT INSERT ON audit_seal, audit_head TO kith_sealer;

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
    verification_code, result_seen, idempotency, outbox
    TO kith_ctl;
GRANT SELECT, INSERT ON audit TO kith_ctl;
GRANT SELECT ON audit_seal, audit_head, schema_migration TO kith_ctl;
