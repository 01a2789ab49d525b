-- Results: what waits until the provider has spoken, and why.

ALTER TABLE report
    ADD COLUMN added_at DATETIME
        COMMENT 'when it came into the portal; NULL: before this was kept',
    ADD COLUMN held_until DATETIME
        COMMENT 'from then on people see it; staff see it at once',
    ADD COLUMN held_why VARCHAR(255) COMMENT 'the legal reason, for staff only',
    ADD COLUMN held_by BIGINT COMMENT 'staff';

CREATE TABLE result_wait (
    patient_id BIGINT NOT NULL,
    category VARCHAR(16) NOT NULL COMMENT 'of report',
    days TINYINT NOT NULL
        COMMENT 'so long at most, and only until there is a comment',
    chosen_by BIGINT NOT NULL COMMENT 'account',
    chosen_at DATETIME NOT NULL,
    PRIMARY KEY (patient_id, category)
) COMMENT = 'the patient asked to hear from the provider first';
