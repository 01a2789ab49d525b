-- Each patient's own chain over the audit rows about them: what a patient takes
-- home can be checked without the rows of all others.

CREATE TABLE history_seal (
    patient_id BIGINT NOT NULL,
    place BIGINT NOT NULL COMMENT 'without gaps, from 1',
    sequence BIGINT NOT NULL COMMENT 'of audit_seal',
    at DATETIME NOT NULL COMMENT 'when it was sealed',
    digest BINARY(32) NOT NULL COMMENT 'SHA-256 of the digest before and the row''s',
    signature BINARY(64) NOT NULL COMMENT 'Ed25519, by the sealer''s key',
    PRIMARY KEY (patient_id, place), UNIQUE KEY (sequence)
);
