-- The practice's own people: who they are, how they sign in, what they did.

CREATE TABLE staff (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(300) NOT NULL COMMENT 'as patients read it: Leah Okafor, NP',
    email VARCHAR(254) NOT NULL COMMENT 'as typed, without blanks around',
    email_key VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL
        COMMENT 'in lower case: one member an address',
    roles SET('front_desk', 'clinician', 'billing', 'records',
        'administrator', 'auditor') NOT NULL,
    provider_id BIGINT COMMENT 'of the chart, if this person sees patients',
    password_hash VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin
        COMMENT 'NULL until the one-time link was used',
    totp_sealed VARBINARY(128)
        COMMENT 'secret of the authenticator app, sealed; NULL: none yet',
    totp_step BIGINT NOT NULL DEFAULT 0
        COMMENT 'newest step of 30 s whose code was used: a code works once',
    away_from DATETIME, away_until DATETIME,
    covered_by BIGINT COMMENT 'staff: who sees what is theirs meanwhile',
    disabled_at DATETIME,
    created_at DATETIME NOT NULL,
    UNIQUE KEY (email_key),
    KEY (covered_by)
) COMMENT = 'the practice''s people who sign in';

CREATE TABLE staff_link (
    token_hash BINARY(32) NOT NULL PRIMARY KEY COMMENT 'SHA-256 of the link',
    staff_id BIGINT NOT NULL,
    created_at DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    used_at DATETIME,
    KEY (staff_id)
) COMMENT = 'one-time links: to set a password and an authenticator app';

CREATE TABLE staff_recovery_code (
    staff_id BIGINT NOT NULL,
    code_hash BINARY(32) NOT NULL COMMENT 'keyed',
    used_at DATETIME,
    PRIMARY KEY (staff_id, code_hash)
) COMMENT = 'for a lost authenticator app, each works once';

CREATE TABLE staff_sign_in (
    token_hash BINARY(32) NOT NULL PRIMARY KEY
        COMMENT 'SHA-256 of the entry cookie',
    staff_id BIGINT NOT NULL,
    stage ENUM('code', 'enroll') NOT NULL,
    totp_sealed VARBINARY(128) COMMENT 'enroll: the secret that is shown',
    wrong INT NOT NULL DEFAULT 0,
    created_at DATETIME NOT NULL
) COMMENT = 'sign-ins between password and second factor: open nothing';

CREATE TABLE staff_session (
    token_hash BINARY(32) NOT NULL PRIMARY KEY COMMENT 'SHA-256 of the cookie',
    staff_id BIGINT NOT NULL,
    created_at DATETIME NOT NULL,
    seen_at DATETIME NOT NULL,
    ended_at DATETIME,
    address VARCHAR(45) NOT NULL,
    agent VARCHAR(255) NOT NULL,
    KEY (staff_id)
);

CREATE TABLE chart_access (
    staff_id BIGINT NOT NULL,
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    reason ENUM('treatment', 'question', 'billing', 'records', 'emergency',
        'other') NOT NULL,
    note VARCHAR(255) COMMENT 'in the staff member''s words',
    opened_at DATETIME NOT NULL,
    ends_at DATETIME NOT NULL,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id),
    KEY (staff_id, patient_id)
) COMMENT = 'charts opened outside of one''s work, each with its reason';

-- Rows of before have none; the seal counts the column only where it is set.
ALTER TABLE audit ADD COLUMN staff_id BIGINT
    COMMENT 'of the practice; then account_id is NULL';
