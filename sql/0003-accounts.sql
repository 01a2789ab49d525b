-- People who sign in, what they may see, and what they did.

CREATE TABLE account (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    email VARCHAR(254) NOT NULL COMMENT 'as typed, without blanks around',
    email_key VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL
        COMMENT 'in lower case: one account an address',
    name VARCHAR(300) NOT NULL,
    password_hash VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    password_at DATETIME NOT NULL,
    has_second_factor BOOLEAN NOT NULL DEFAULT FALSE,
    disabled_at DATETIME,
    created_at DATETIME NOT NULL,
    UNIQUE KEY (email_key)
);

CREATE TABLE sign_in_failure (
    email_key VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL
        PRIMARY KEY,
    failures INT NOT NULL COMMENT 'in a row',
    last_at DATETIME NOT NULL
) COMMENT = 'wrong passwords, for addresses with and without an account alike';

CREATE TABLE session (
    token_hash BINARY(32) NOT NULL PRIMARY KEY COMMENT 'SHA-256 of the cookie',
    account_id BIGINT NOT NULL,
    created_at DATETIME NOT NULL,
    seen_at DATETIME NOT NULL,
    ended_at DATETIME,
    address VARCHAR(45) NOT NULL,
    agent VARCHAR(255) NOT NULL,
    KEY (account_id)
);

CREATE TABLE access_grant (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    account_id BIGINT NOT NULL,
    patient_id BIGINT NOT NULL,
    areas SET('health', 'records', 'messages', 'forms', 'billing', 'profile')
        NOT NULL,
    basis ENUM('self', 'guardian', 'passcode', 'invited', 'patient', 'staff')
        NOT NULL,
    relation VARCHAR(64) COMMENT 'mother, son, friend',
    begins_at DATETIME NOT NULL,
    ends_at DATETIME,
    revoked_at DATETIME,
    given_by BIGINT COMMENT 'account',
    own_patient_id BIGINT AS
        (IF(basis = 'self' AND revoked_at IS NULL, patient_id, NULL)) VIRTUAL
        COMMENT 'one account a patient for the own chart',
    KEY (account_id, patient_id),
    KEY (patient_id),
    UNIQUE KEY (own_patient_id)
) COMMENT = 'one account''s access to one patient';

CREATE TABLE signup (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the entry cookie',
    patient_id BIGINT COMMENT 'NULL: nobody matched, and nobody is told',
    stage ENUM('code', 'details', 'email', 'done') NOT NULL,
    contact VARCHAR(254) NOT NULL COMMENT 'where the code went',
    email VARCHAR(254) COMMENT 'the address wanted for sign-in',
    password_hash VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin,
    code_id BIGINT COMMENT 'the newest code: older ones are worth nothing',
    created_at DATETIME NOT NULL,
    UNIQUE KEY (token_hash)
) COMMENT = 'sign-ups under way';

CREATE TABLE verification_code (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    contact_key VARCHAR(270) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    code_hash BINARY(32) NOT NULL COMMENT 'keyed, bound to the browser',
    sent_at DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    wrong INT NOT NULL DEFAULT 0 COMMENT 'wrong guesses of it',
    used_at DATETIME,
    KEY (contact_key, sent_at)
) COMMENT = 'codes sent: they die by time, use and guesses; a mailbox is not flooded';

CREATE TABLE result_seen (
    account_id BIGINT NOT NULL,
    patient_id BIGINT NOT NULL,
    report_id BIGINT NOT NULL,
    seen_at DATETIME NOT NULL,
    PRIMARY KEY (account_id, patient_id, report_id)
) COMMENT = 'what is not new any more, for whom';

CREATE TABLE idempotency (
    scope_hash BINARY(32) NOT NULL COMMENT 'of the cookie and the form',
    request_key BINARY(16) NOT NULL,
    location VARCHAR(255) COMMENT 'where the first answer led',
    cookie VARBINARY(400) COMMENT 'Set-Cookie of the first answer, sealed',
    created_at DATETIME NOT NULL,
    PRIMARY KEY (scope_hash, request_key)
) COMMENT = 'a form sent twice is done once';

CREATE TABLE audit (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    at DATETIME(6) NOT NULL,
    request_id CHAR(32) CHARACTER SET ascii NOT NULL,
    program VARCHAR(32) NOT NULL,
    account_id BIGINT,
    actor VARCHAR(300) NOT NULL COMMENT 'name at the time; or operator, nobody',
    patient_id BIGINT,
    action VARCHAR(64) NOT NULL,
    object_id BIGINT,
    status SMALLINT NOT NULL COMMENT 'HTTP status of the answer',
    address VARCHAR(45) NOT NULL,
    detail VARCHAR(255) COMMENT 'never health data',
    KEY (patient_id, id)
) COMMENT = 'who did what, for whom, when: programs may only add';

CREATE TABLE audit_seal (
    sequence BIGINT NOT NULL PRIMARY KEY COMMENT 'without gaps, from 1',
    audit_id BIGINT NOT NULL,
    digest BINARY(32) NOT NULL COMMENT 'SHA-256 of the digest before and the row',
    UNIQUE KEY (audit_id)
);

CREATE TABLE audit_head (
    sequence BIGINT NOT NULL PRIMARY KEY,
    at DATETIME NOT NULL,
    digest BINARY(32) NOT NULL,
    signature BINARY(64) NOT NULL COMMENT 'Ed25519, by the sealer''s key'
);

CREATE TABLE outbox (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    dedupe_key VARCHAR(100) NOT NULL,
    kind ENUM('mail', 'text') NOT NULL,
    recipient VARCHAR(254) NOT NULL,
    template VARCHAR(64) NOT NULL COMMENT 'which mail it is',
    sealed MEDIUMBLOB COMMENT 'the message, sealed for the courier; gone once sent',
    state ENUM('waiting', 'sent', 'failed') NOT NULL DEFAULT 'waiting',
    attempts INT NOT NULL DEFAULT 0,
    next_at DATETIME NOT NULL,
    lease_until DATETIME,
    expires_at DATETIME COMMENT 'a code that comes too late helps nobody',
    created_at DATETIME NOT NULL,
    done_at DATETIME,
    last_error VARCHAR(255),
    account_id BIGINT, patient_id BIGINT,
    UNIQUE KEY (dedupe_key),
    KEY (state, next_at)
) COMMENT = 'what is to be sent; written in the transaction that causes it';
