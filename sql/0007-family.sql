-- Family access: who asked for it, who was invited, who gave it, who stopped it.

ALTER TABLE access_grant
    ADD COLUMN given_name VARCHAR(300)
        COMMENT 'who gave it, as both sides read it',
    ADD COLUMN code_id BIGINT
        COMMENT 'passcode: the code that the patient handed over, their consent',
    ADD COLUMN verified_by BIGINT COMMENT 'staff: who saw the document',
    ADD COLUMN document VARCHAR(255)
        COMMENT 'which: birth certificate, court order of 2026-03-02',
    ADD COLUMN revoked_by ENUM('patient', 'holder', 'staff'),
    ADD COLUMN suspended_at DATETIME COMMENT 'for safety, by the practice',
    ADD COLUMN suspended_by BIGINT COMMENT 'staff',
    ADD COLUMN suspended_why VARCHAR(255) COMMENT 'for staff only';

CREATE TABLE access_block (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    account_id BIGINT COMMENT 'NULL: has none that we know',
    name VARCHAR(300) NOT NULL,
    name_key VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL
        COMMENT 'text_name_key(): no way of getting access takes this name',
    email_key VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    why VARCHAR(255) NOT NULL COMMENT 'for staff only: court order and its date',
    blocked_by BIGINT NOT NULL COMMENT 'staff',
    blocked_at DATETIME NOT NULL,
    ended_at DATETIME,
    ended_by BIGINT COMMENT 'staff',
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id),
    KEY (account_id)
) COMMENT = 'people who must not see a record, whoever gives them access';

CREATE TABLE invitation (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the link',
    given_by BIGINT NOT NULL COMMENT 'account of the patient',
    name VARCHAR(300) NOT NULL COMMENT 'as the patient wrote it',
    relation VARCHAR(64) NOT NULL COMMENT 'mother, son, friend',
    email VARCHAR(254) NOT NULL,
    email_key VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    areas SET('health', 'records', 'messages', 'forms', 'billing', 'profile')
        NOT NULL,
    access_ends_at DATETIME COMMENT 'of the access it gives; NULL: none',
    created_at DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    accepted_at DATETIME, accepted_by BIGINT COMMENT 'account',
    declined_at DATETIME, withdrawn_at DATETIME,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id), UNIQUE KEY (token_hash),
    KEY (email_key)
) COMMENT = 'a patient offers access; the invited person takes it or not';

CREATE TABLE access_request (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    token_hash BINARY(32)
        COMMENT 'SHA-256 of the entry cookie; NULL: of one who is signed in',
    account_id BIGINT COMMENT 'who asks, if they have an account',
    patient_id BIGINT COMMENT 'NULL: nobody matched, and nobody is told',
    basis ENUM('guardian', 'passcode') NOT NULL
        COMMENT 'guardian: the patient is a child under age_of_own_account',
    name VARCHAR(300) NOT NULL COMMENT 'of who asks, as typed or of the account',
    relation VARCHAR(64) NOT NULL,
    contact VARCHAR(254) COMMENT 'where the passcode went, as it is on file',
    channel ENUM('email', 'text') NOT NULL,
    code_id BIGINT COMMENT 'the newest passcode',
    refuse_hash BINARY(32) COMMENT 'SHA-256 of the link by which it is refused',
    stage ENUM('code', 'details', 'done', 'refused') NOT NULL,
    asked_address VARCHAR(45) NOT NULL,
    created_at DATETIME NOT NULL,
    UNIQUE KEY (token_hash),
    KEY (account_id, created_at), KEY (asked_address, created_at),
    UNIQUE KEY (refuse_hash)
) COMMENT = 'somebody asks for access to a record: signed in, or signing up';

-- For whom it is: an account that was made by an invitation, by a request.
ALTER TABLE signup
    ADD COLUMN request_id BIGINT COMMENT 'access_request',
    ADD COLUMN invitation_id BIGINT,
    ADD COLUMN name VARCHAR(300) COMMENT 'of who is no patient, as typed',
    ADD COLUMN birth_day DATE COMMENT 'of who is no patient',
    ADD COLUMN phone VARCHAR(20);

-- A code goes only to a contact that did not change lately: who asks could have
-- changed it. Of contacts that we have already we know only since when.
ALTER TABLE patient_contact ADD COLUMN changed_at DATETIME
    COMMENT 'changed or added in a chart that we had; NULL: came with the chart';
UPDATE patient_contact SET changed_at = since_at;

ALTER TABLE verification_code
    ADD COLUMN is_passcode BOOLEAN NOT NULL DEFAULT FALSE
        COMMENT 'typed by somebody else: wrong guesses say nothing of the mailbox';
