-- Results: what waits until the provider has spoken, and why.

ALTER TABLE report
    ADD COLUMN added_at DATETIME
        COMMENT 'when it came into the portal; NULL: before this was kept',
    ADD COLUMN held_until DATETIME
        COMMENT 'from then on people see it; staff see it at once',
    ADD COLUMN held_why VARCHAR(255) COMMENT 'the legal reason, for staff only',
    ADD COLUMN held_by BIGINT COMMENT 'staff';

ALTER TABLE document
    ADD COLUMN report_id BIGINT COMMENT 'the report that it came with';

-- Those that were imported with a report before this was kept.
UPDATE document d
    JOIN source f ON f.patient_id = d.patient_id AND f.row_id = d.id
        AND f.reference LIKE 'DiagnosticReport/%#document/%'
    JOIN source o ON o.feed = f.feed
        AND o.reference = SUBSTRING_INDEX(f.reference, '#', 1)
    SET d.report_id = o.row_id;

CREATE TABLE result_wait (
    patient_id BIGINT NOT NULL,
    category VARCHAR(16) NOT NULL COMMENT 'of report',
    days TINYINT NOT NULL
        COMMENT 'so long at most, and only until there is a comment',
    chosen_by BIGINT NOT NULL COMMENT 'account',
    chosen_at DATETIME NOT NULL COMMENT 'what came until then does not wait',
    PRIMARY KEY (patient_id, category)
) COMMENT = 'the patient asked to hear from the provider first';
