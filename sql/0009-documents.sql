-- Documents that the practice posts, and reminders.

ALTER TABLE document
    MODIFY kind VARCHAR(16) NOT NULL
        COMMENT 'summary letter laboratory imaging case note other',
    ADD COLUMN added_at DATETIME
        COMMENT 'when it came into the portal; NULL: before this was kept',
    ADD COLUMN posted_by BIGINT COMMENT 'staff; NULL: it was imported',
    ADD COLUMN signed_name VARCHAR(300)
        COMMENT 'the provider who signed it, as it is read',
    ADD COLUMN held_until DATETIME
        COMMENT 'from then on people see it; staff see it at once',
    ADD COLUMN held_why VARCHAR(255) COMMENT 'the legal reason, for staff only',
    ADD COLUMN held_by BIGINT COMMENT 'staff',
    ADD COLUMN recalled_at DATETIME
        COMMENT 'people don''t see it any more; the row stays',
    ADD COLUMN recalled_by BIGINT COMMENT 'staff',
    ADD COLUMN recalled_why VARCHAR(255) COMMENT 'for staff only',
    ADD COLUMN replaces_id BIGINT
        COMMENT 'the document that was recalled, and that this one sets right';

ALTER TABLE report
    ADD COLUMN posted_by BIGINT COMMENT 'staff; NULL: it was imported',
    ADD COLUMN comment_by VARCHAR(300)
        COMMENT 'who wrote the comment, as it is read; NULL: the provider',
    ADD COLUMN recalled_at DATETIME
        COMMENT 'people don''t see it any more; the row stays',
    ADD COLUMN recalled_by BIGINT COMMENT 'staff',
    ADD COLUMN recalled_why VARCHAR(255) COMMENT 'for staff only';

CREATE TABLE document_draft (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    staff_id BIGINT NOT NULL COMMENT 'whose: nobody else sees it',
    kind VARCHAR(16) NOT NULL COMMENT 'of document',
    title VARCHAR(255) NOT NULL,
    written_day DATE NOT NULL,
    provider_id BIGINT, encounter_id BIGINT,
    confidential BOOLEAN NOT NULL,
    body TEXT COMMENT 'of a letter',
    attachment_id BIGINT COMMENT 'of a file; one of both is there',
    replaces_id BIGINT COMMENT 'of document',
    saved_at DATETIME NOT NULL,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id),
    KEY (staff_id, saved_at), KEY (saved_at)
) COMMENT = 'documents that are looked at before they are posted';

CREATE TABLE document_seen (
    account_id BIGINT NOT NULL,
    patient_id BIGINT NOT NULL,
    document_id BIGINT NOT NULL,
    seen_at DATETIME NOT NULL,
    PRIMARY KEY (account_id, patient_id, document_id)
) COMMENT = 'what is not new any more, for whom';

CREATE TABLE reminder (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    title VARCHAR(255) NOT NULL,
    says TEXT NOT NULL,
    due_when VARCHAR(35), due_day DATE COMMENT 'NULL: any time',
    posted_by BIGINT COMMENT 'staff; NULL: it was imported',
    posted_at DATETIME NOT NULL,
    done_at DATETIME, withdrawn_at DATETIME,
    confidential BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
) COMMENT = 'health reminders: what a patient should see to';

CREATE TABLE letter_template (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    title VARCHAR(120) NOT NULL,
    text TEXT NOT NULL COMMENT 'with {patient}, {provider}, {date}',
    UNIQUE KEY (title)
) COMMENT = 'how the practice''s letters begin';

INSERT IGNORE INTO letter_template (title, text) VALUES
    ('Visit summary', 'Dear {patient},\n\nthank you for coming in. Here is what we talked about:\n\n- \n\nWhat to do next:\n\n- \n\nIf something is not clear, write to us in the portal or call us.'),
    ('School or work note', 'To whom it may concern,\n\n{patient} was seen in our office on {date}. Please excuse the absence on that day.\n\nIf you have questions, please call our office.'),
    ('Your test results', 'Dear {patient},\n\nyour test results of {date} are in. In short:\n\n- \n\nWhat they mean for you:\n\n- \n\n{provider} has looked at them. You can see every value in the portal under Results.');
