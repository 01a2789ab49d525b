-- What a patient asks the practice not to do with their information (45 CFR
-- 164.522(a)), and what the practice decided. Nothing is overwritten: an
-- agreement must be on record even after it has ended.

CREATE TABLE restriction_request (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    account_id BIGINT NOT NULL COMMENT 'who asked',
    relation VARCHAR(64) COMMENT 'to the patient at the time; NULL: self',
    parts SET('everything', 'visits', 'notes', 'conditions', 'medicines',
        'allergies', 'vaccines', 'results', 'vitals', 'procedures', 'plans',
        'mental', 'reproductive', 'substances', 'person', 'insurance')
        NOT NULL COMMENT 'of the record: in plain words what USCDI holds',
    says TEXT NOT NULL COMMENT 'from whom, for what, as the person wrote it',
    paid BOOLEAN NOT NULL
        COMMENT 'care paid in full, kept from the health plan: must be agreed',
    asked_at DATETIME NOT NULL,
    decision ENUM('agreed', 'partly', 'declined') COMMENT 'NULL: it waits',
    answer TEXT COMMENT 'to the person; always there unless agreed',
    decided_by BIGINT COMMENT 'staff',
    decided_at DATETIME,
    later_at DATETIME
        COMMENT 'the practice ended it for what is new: it holds for the rest',
    later_by BIGINT COMMENT 'staff',
    later_says TEXT COMMENT 'why, to the person',
    ended_at DATETIME COMMENT 'taken back, or ended after it was agreed',
    ended_by BIGINT COMMENT 'account',
    ended_by_staff BIGINT COMMENT 'staff, as the person asked or agreed',
    ended_says TEXT COMMENT 'how they asked or agreed; always there of staff',
    seen_at DATETIME COMMENT 'who asked saw what the practice did last',
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id),
    KEY (decided_at, ended_at, asked_at),
    CHECK (NOT paid OR later_at IS NULL)
) COMMENT = 'asked and agreed limits to use and disclosure';
