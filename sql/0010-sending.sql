-- The record on its way to somebody else: by mail, and by a link with a code.

CREATE TABLE outbox_attachment (
    outbox_id BIGINT NOT NULL,
    position INT NOT NULL,
    data MEDIUMBLOB NOT NULL COMMENT 'at most 256 KiB: lib/post/attach.h',
    PRIMARY KEY (outbox_id, position)
) COMMENT = 'what goes with a mail; deleted when it is sent or given up';

CREATE TABLE record_send (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    account_id BIGINT NOT NULL COMMENT 'who sent it',
    email VARCHAR(254) NOT NULL COMMENT 'to whom',
    from_day DATE, to_day DATE COMMENT 'both NULL: all time',
    warning_version VARCHAR(16) NOT NULL COMMENT 'of the text agreed to',
    warning TEXT NOT NULL COMMENT 'what the person read and agreed to',
    sent_at DATETIME NOT NULL COMMENT 'when Send was pressed',
    outbox_id BIGINT NOT NULL,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id), KEY (account_id, sent_at)
) COMMENT = 'records sent by email: consent and disclosure';

CREATE TABLE record_share (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    account_id BIGINT NOT NULL COMMENT 'who made it',
    token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the link',
    code_hash BINARY(32) NOT NULL COMMENT 'of the code, keyed with the token',
    wrong INT NOT NULL DEFAULT 0 COMMENT 'wrong codes; too many end it',
    name VARCHAR(300) NOT NULL COMMENT 'for whom, as the patient wrote it',
    email VARCHAR(254) COMMENT 'where the link went; NULL: handed over',
    from_day DATE, to_day DATE COMMENT 'both NULL: all time',
    sees_confidential BOOLEAN NOT NULL COMMENT 'as its maker did',
    made_at DATETIME NOT NULL,
    ends_at DATETIME NOT NULL,
    openings_max INT NOT NULL,
    openings INT NOT NULL DEFAULT 0,
    stopped_at DATETIME,
    stopped_by ENUM('person', 'codes') COMMENT 'codes: too many wrong ones',
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id), UNIQUE KEY (token_hash)
) COMMENT = 'secure links to a record';

CREATE TABLE record_share_visit (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    patient_id BIGINT NOT NULL,
    share_id BIGINT NOT NULL,
    token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the visitor''s cookie',
    opened_at DATETIME NOT NULL,
    ends_at DATETIME NOT NULL,
    UNIQUE KEY (token_hash), KEY (patient_id, share_id)
) COMMENT = 'who came with a link and its code';
