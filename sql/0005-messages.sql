-- Messages between the family and the practice.
--
-- A conversation is one subject of one patient. The family reads messages of
-- kind family and practice, the practice reads notes too. area is what of the
-- chart one must have been granted to see it: 'messages', or 'billing' for
-- conversations about bills.

CREATE TABLE pool (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(100) NOT NULL COMMENT 'as families read it: Asthma nurses',
    email VARCHAR(254) COMMENT 'where late messages are told; NULL: nowhere',
    position INT NOT NULL DEFAULT 0,
    active BOOLEAN NOT NULL DEFAULT TRUE,
    UNIQUE KEY (name)
) COMMENT = 'teams that share an inbox';

CREATE TABLE pool_member (
    staff_id BIGINT NOT NULL,
    pool_id BIGINT NOT NULL,
    PRIMARY KEY (staff_id, pool_id),
    KEY (pool_id)
);

CREATE TABLE subject (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
    area ENUM('messages', 'billing') NOT NULL DEFAULT 'messages',
    pool_id BIGINT NOT NULL COMMENT 'where it goes, if no office says other',
    answer_hours INT NOT NULL
        COMMENT 'promised; only business days count, 24 hours each',
    position INT NOT NULL DEFAULT 0,
    active BOOLEAN NOT NULL DEFAULT TRUE,
    UNIQUE KEY (name)
) COMMENT = 'what a message may be about: the practice''s own list';

CREATE TABLE subject_route (
    subject_id BIGINT NOT NULL,
    location_id BIGINT NOT NULL,
    pool_id BIGINT NOT NULL,
    PRIMARY KEY (subject_id, location_id)
) COMMENT = 'an office that has a team of its own for a subject';

CREATE TABLE holiday (
    day DATE NOT NULL PRIMARY KEY
) COMMENT = 'closed days beside weekends';

CREATE TABLE message_template (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
    body TEXT NOT NULL
        COMMENT 'with {patient} {writer} {me} {practice} {phone} to fill in',
    position INT NOT NULL DEFAULT 0,
    UNIQUE KEY (name)
) COMMENT = 'texts that answers begin from';

CREATE TABLE conversation (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    area ENUM('messages', 'billing') NOT NULL,
    subject VARCHAR(100) NOT NULL COMMENT 'its name at the time',
    subject_id BIGINT,
    provider_id BIGINT, location_id BIGINT,
    account_id BIGINT COMMENT 'who began it; NULL: the practice did',
    confidential BOOLEAN NOT NULL DEFAULT FALSE
        COMMENT 'only the patient''s own account and staff',
    state ENUM('waiting', 'answered', 'closed') NOT NULL,
    pool_id BIGINT NOT NULL COMMENT 'whose inbox it lies in',
    staff_id BIGINT COMMENT 'whom it was given to',
    given_at DATETIME COMMENT 'to that person, or to another pool',
    begun_at DATETIME NOT NULL,
    waiting_since DATETIME COMMENT 'of the oldest that is not answered',
    due_at DATETIME COMMENT 'until when an answer was promised',
    late_told_at DATETIME COMMENT 'when the pool was told that it is late',
    opened_at DATETIME COMMENT 'first by staff, since the family wrote',
    answered_at DATETIME COMMENT 'newest answer',
    answer_seen_at DATETIME COMMENT 'first by anyone of the family',
    closed_at DATETIME,
    last_message_id BIGINT COMMENT 'newest that the family may read',
    last_at DATETIME NOT NULL COMMENT 'its time',
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id),
    KEY newest (patient_id, last_message_id),
    KEY inbox (state, due_at, id),
    KEY pool (pool_id, state, due_at, id, staff_id),
    KEY given (staff_id, state, due_at, id),
    KEY latest (pool_id, state, last_at, id, answered_at),
    KEY unseen (pool_id, state, answer_seen_at, last_at, id)
);

CREATE TABLE message (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    conversation_id BIGINT NOT NULL,
    kind ENUM('family', 'practice', 'note') NOT NULL
        COMMENT 'note: for staff only, never shown to the family',
    account_id BIGINT, staff_id BIGINT COMMENT 'who wrote it: one of them',
    author VARCHAR(300) NOT NULL COMMENT 'their name at the time',
    relation VARCHAR(64) COMMENT 'to the patient at the time; NULL: self',
    body TEXT NOT NULL,
    sent_at DATETIME NOT NULL,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id),
    KEY (patient_id, conversation_id, id)
) COMMENT = 'what was sent is never changed or deleted';

CREATE TABLE message_unread (
    account_id BIGINT NOT NULL,
    patient_id BIGINT NOT NULL,
    conversation_id BIGINT NOT NULL,
    area ENUM('messages', 'billing') NOT NULL COMMENT 'of the conversation',
    confidential BOOLEAN NOT NULL COMMENT 'of the conversation',
    since DATETIME NOT NULL,
    PRIMARY KEY (account_id, patient_id, conversation_id)
) COMMENT = 'a row while an account has not opened the newest answer';

CREATE TABLE draft (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    account_id BIGINT, staff_id BIGINT COMMENT 'whose: one of them',
    conversation_id BIGINT NOT NULL COMMENT '0: of a new one',
    provider_id BIGINT, location_id BIGINT, subject_id BIGINT,
    confidential BOOLEAN NOT NULL DEFAULT FALSE
        COMMENT 'begins a conversation that is kept private',
    kind ENUM('family', 'practice', 'note') NOT NULL,
    body TEXT NOT NULL,
    saved_at DATETIME NOT NULL,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id),
    UNIQUE KEY family (account_id, patient_id, conversation_id),
    UNIQUE KEY staff (staff_id, patient_id, conversation_id),
    KEY (saved_at)
) COMMENT = 'what is being written; gone with sending';

CREATE TABLE attachment (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    message_id BIGINT, draft_id BIGINT COMMENT 'of one of them',
    name VARCHAR(255) NOT NULL COMMENT 'as sent, its ending right',
    media_type ENUM('application/pdf', 'image/jpeg', 'image/png') NOT NULL,
    bytes BIGINT NOT NULL,
    sha256 BINARY(32) NOT NULL,
    width INT, height INT COMMENT 'of pictures, in pixels',
    preview MEDIUMBLOB COMMENT 'of pictures: a small JPEG',
    scan ENUM('none', 'waiting', 'clean', 'infected') NOT NULL
        COMMENT 'none: the practice has no virus scanner',
    scanned_at DATETIME,
    added_at DATETIME NOT NULL,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id),
    KEY (patient_id, message_id),
    KEY (patient_id, draft_id),
    KEY (scan, id)
) COMMENT = 'files of messages and drafts, as they were cleaned';

CREATE TABLE attachment_chunk (
    patient_id BIGINT NOT NULL,
    attachment_id BIGINT NOT NULL,
    position INT NOT NULL,
    data MEDIUMBLOB NOT NULL COMMENT 'at most 256 KiB',
    PRIMARY KEY (patient_id, attachment_id, position)
);

CREATE TABLE upload_use (
    account_id BIGINT NOT NULL,
    day DATE NOT NULL COMMENT 'of the practice',
    messages INT NOT NULL DEFAULT 0,
    bytes BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, day)
) COMMENT = 'how much an account has sent in a day: it has limits';

CREATE TABLE presence (
    conversation_id BIGINT NOT NULL,
    staff_id BIGINT NOT NULL,
    seen_at DATETIME NOT NULL,
    PRIMARY KEY (conversation_id, staff_id)
) COMMENT = 'who of the staff has a conversation open';

CREATE TABLE notice_choice (
    account_id BIGINT NOT NULL PRIMARY KEY,
    messages ENUM('each', 'daily', 'never') NOT NULL DEFAULT 'each'
) COMMENT = 'which emails a person wants; no row: the defaults';

ALTER TABLE outbox ADD COLUMN bounced_at DATETIME
    COMMENT 'when another server said that it can''t be delivered';
ALTER TABLE outbox MODIFY state ENUM('waiting', 'sent', 'failed', 'dropped')
    NOT NULL DEFAULT 'waiting'
    COMMENT 'dropped: was read in the portal before it went out';
ALTER TABLE outbox ADD KEY about (patient_id, state);
ALTER TABLE outbox ADD KEY told (account_id, template, id);

INSERT IGNORE INTO pool (id, name, position) VALUES
    (1, 'Front desk', 1), (2, 'Care team', 2), (3, 'Billing office', 3);
INSERT IGNORE INTO subject (name, area, pool_id, answer_hours, position) VALUES
    ('Medical question', 'messages', 2, 48, 1),
    ('Appointments and scheduling', 'messages', 1, 24, 2),
    ('Prescription refill', 'messages', 2, 48, 3),
    ('Test results', 'messages', 2, 48, 4),
    ('Billing', 'billing', 3, 72, 5),
    ('Referral', 'messages', 1, 72, 6),
    ('Other', 'messages', 1, 48, 7);
