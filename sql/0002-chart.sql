-- The chart. Every table that belongs to a patient is clustered by patient:
-- PRIMARY KEY (patient_id, id). code/system/display: what the source said;
-- system is a short name where we know it (LOINC, SNOMED, RXNORM, CVX,
-- ICD10CM, ICD9CM, CPT, HCPCS, ICD10PCS, NDC, UNII, NUCC, MVX, CDCREC, CDT,
-- NCIT, CVXGROUP), otherwise the source's own URI. Numbers of results are text,
-- as the laboratory wrote them.

CREATE TABLE patient (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    mrn VARCHAR(64) COMMENT 'medical record number of the practice',
    prefix VARCHAR(64), given VARCHAR(128), family VARCHAR(128),
    suffix VARCHAR(64),
    name VARCHAR(300) NOT NULL COMMENT 'given and family, as shown',
    birth_when VARCHAR(10), birth_day DATE,
    sex VARCHAR(10) NOT NULL DEFAULT 'unknown'
        COMMENT 'administrative: male female other unknown',
    died_when VARCHAR(35), died_day DATE,
    line VARCHAR(255), city VARCHAR(100), state VARCHAR(50),
    postal_code VARCHAR(20), country VARCHAR(50),
    provider_id BIGINT COMMENT 'the family doctor',
    organization_id BIGINT,
    active BOOLEAN NOT NULL DEFAULT TRUE,
    KEY (birth_day),
    KEY (mrn)
) COMMENT = 'people with a chart';

CREATE TABLE patient_name (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    kind VARCHAR(16) NOT NULL COMMENT 'usual nickname maiden old anonymous temp',
    prefix VARCHAR(64), given VARCHAR(128), family VARCHAR(128),
    suffix VARCHAR(64),
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
) COMMENT = 'other names than the legal one';

CREATE TABLE patient_contact (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    kind ENUM('phone', 'email') NOT NULL,
    purpose VARCHAR(16) COMMENT 'home work mobile temp old',
    value VARCHAR(254) NOT NULL,
    since_at DATETIME NOT NULL COMMENT 'when we learned it, or it changed',
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
) COMMENT = 'how to reach the patient: the only place codes may go to';

CREATE TABLE patient_trait (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    kind ENUM('race', 'ethnicity', 'language', 'marital', 'religion',
        'birth_sex', 'gender_identity', 'tribe') NOT NULL,
    code VARCHAR(64), system VARCHAR(120), display VARCHAR(255) NOT NULL,
    detailed BOOLEAN NOT NULL DEFAULT FALSE
        COMMENT 'race, ethnicity: a detailed category; language: not preferred',
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
) COMMENT = 'demographics that are coded';

CREATE TABLE related_person (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    relation_code VARCHAR(64), relation_system VARCHAR(120),
    relation VARCHAR(255),
    name VARCHAR(300) NOT NULL,
    phone VARCHAR(64),
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
) COMMENT = 'emergency contacts and guardians on file';

CREATE TABLE encounter (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    class VARCHAR(16) COMMENT 'ActCode: AMB EMER IMP VR HH ...',
    code VARCHAR(64), system VARCHAR(120), display VARCHAR(255) NOT NULL,
    status VARCHAR(32) NOT NULL,
    start_when VARCHAR(35), start_day DATE,
    end_when VARCHAR(35), end_day DATE,
    provider_id BIGINT, location_id BIGINT, organization_id BIGINT,
    reason VARCHAR(255),
    confidential BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
) COMMENT = 'visits, calls, stays';

CREATE TABLE appointment (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    display VARCHAR(255) NOT NULL,
    status VARCHAR(32) NOT NULL,
    start_when VARCHAR(35), start_day DATE,
    end_when VARCHAR(35), end_day DATE,
    provider_id BIGINT, location_id BIGINT,
    note TEXT,
    confidential BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
);

CREATE TABLE problem (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    category VARCHAR(32) NOT NULL DEFAULT 'problem'
        COMMENT 'problem diagnosis concern',
    code VARCHAR(64), system VARCHAR(120), display VARCHAR(255) NOT NULL,
    code2 VARCHAR(64), system2 VARCHAR(120), display2 VARCHAR(255)
        COMMENT 'the same in a second code system, mostly ICD10CM',
    status VARCHAR(32) NOT NULL
        COMMENT 'active recurrence relapse inactive remission resolved',
    verification VARCHAR(32),
    severity VARCHAR(64),
    onset_when VARCHAR(35), onset_day DATE,
    end_when VARCHAR(35), end_day DATE,
    recorded_when VARCHAR(35), recorded_day DATE,
    provider_id BIGINT, encounter_id BIGINT,
    note TEXT,
    confidential BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
);

CREATE TABLE allergy (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    kind VARCHAR(16) COMMENT 'allergy intolerance',
    category VARCHAR(16) COMMENT 'food medication environment biologic',
    code VARCHAR(64), system VARCHAR(120), display VARCHAR(255) NOT NULL,
    status VARCHAR(32) NOT NULL COMMENT 'active inactive resolved',
    verification VARCHAR(32),
    criticality VARCHAR(32) COMMENT 'low high unable-to-assess',
    none_known BOOLEAN NOT NULL DEFAULT FALSE
        COMMENT 'says that there is none (of its category)',
    onset_when VARCHAR(35), onset_day DATE,
    end_when VARCHAR(35), end_day DATE,
    recorded_when VARCHAR(35), recorded_day DATE,
    provider_id BIGINT,
    note TEXT,
    confidential BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
);

CREATE TABLE allergy_reaction (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    allergy_id BIGINT NOT NULL,
    code VARCHAR(64), system VARCHAR(120), display VARCHAR(255) NOT NULL,
    severity VARCHAR(16) COMMENT 'mild moderate severe',
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
);

CREATE TABLE medication (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    kind VARCHAR(16) NOT NULL COMMENT 'order statement',
    code VARCHAR(64), system VARCHAR(120), display VARCHAR(255) NOT NULL,
    status VARCHAR(32) NOT NULL
        COMMENT 'active on-hold cancelled completed stopped draft unknown ...',
    intent VARCHAR(32),
    instructions TEXT COMMENT 'the label: 1 tablet by mouth in the morning',
    dose VARCHAR(40), dose_unit VARCHAR(64),
    route_code VARCHAR(64), route_system VARCHAR(120), route VARCHAR(255),
    times VARCHAR(16) COMMENT 'so many times in a period',
    period VARCHAR(16), period_unit VARCHAR(8) COMMENT 'UCUM: h d wk mo',
    as_needed BOOLEAN NOT NULL DEFAULT FALSE,
    start_when VARCHAR(35), start_day DATE,
    end_when VARCHAR(35), end_day DATE,
    reason_code VARCHAR(64), reason_system VARCHAR(120), reason VARCHAR(255),
    refills VARCHAR(16), quantity VARCHAR(40), quantity_unit VARCHAR(64),
    provider_id BIGINT, encounter_id BIGINT,
    note TEXT,
    confidential BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
);

CREATE TABLE drug (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    code VARCHAR(64), system VARCHAR(120), display VARCHAR(255) NOT NULL
) COMMENT = 'medications that a source keeps apart from its orders';

CREATE TABLE immunization (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    code VARCHAR(64), system VARCHAR(120), display VARCHAR(255) NOT NULL,
    status VARCHAR(32) NOT NULL COMMENT 'completed not-done',
    reason VARCHAR(255) COMMENT 'why it was not given',
    given_when VARCHAR(35), given_day DATE,
    maker VARCHAR(255), lot VARCHAR(64),
    expires_when VARCHAR(35), expires_day DATE,
    site_code VARCHAR(64), site_system VARCHAR(120), site VARCHAR(255),
    route_code VARCHAR(64), route_system VARCHAR(120), route VARCHAR(255),
    dose VARCHAR(40), dose_unit VARCHAR(64),
    dose_number VARCHAR(32), series_doses VARCHAR(32), series VARCHAR(255),
    reported BOOLEAN NOT NULL DEFAULT FALSE
        COMMENT 'told by someone, not given here',
    provider_id BIGINT, location_id BIGINT, organization_id BIGINT,
    encounter_id BIGINT,
    note TEXT,
    confidential BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
);

CREATE TABLE report (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    category VARCHAR(16) NOT NULL COMMENT 'laboratory imaging other',
    code VARCHAR(64), system VARCHAR(120), display VARCHAR(255) NOT NULL,
    status VARCHAR(32) NOT NULL
        COMMENT 'registered partial preliminary final amended corrected appended cancelled',
    taken_when VARCHAR(35), taken_day DATE,
    issued_when VARCHAR(35), issued_day DATE,
    comment TEXT COMMENT 'the provider says',
    narrative MEDIUMTEXT COMMENT 'an imaging report as prose',
    specimen VARCHAR(255),
    provider_id BIGINT, organization_id BIGINT, encounter_id BIGINT,
    confidential BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
) COMMENT = 'panels and reports: what a laboratory or radiology answers';

CREATE TABLE observation (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    report_id BIGINT COMMENT 'the report it stands in',
    parent_id BIGINT COMMENT 'a component: the observation it is part of',
    position INT NOT NULL DEFAULT 0 COMMENT 'order in report or parent',
    category VARCHAR(16) NOT NULL
        COMMENT 'laboratory vital social survey exam imaging function mental other',
    code VARCHAR(64), system VARCHAR(120), display VARCHAR(255) NOT NULL,
    status VARCHAR(32) NOT NULL,
    taken_when VARCHAR(35), taken_day DATE,
    end_when VARCHAR(35), end_day DATE,
    issued_when VARCHAR(35), issued_day DATE,
    value_kind ENUM('none', 'quantity', 'code', 'text', 'when') NOT NULL,
    value VARCHAR(4000) COMMENT 'number as written, words, or ISO date',
    comparator VARCHAR(4) COMMENT '< <= >= >',
    unit VARCHAR(64) COMMENT 'as shown', unit_code VARCHAR(64) COMMENT 'UCUM',
    value_code VARCHAR(64), value_system VARCHAR(120),
    low VARCHAR(40), high VARCHAR(40), range_text VARCHAR(255),
    flag VARCHAR(16) COMMENT 'the laboratory''s: H L HH LL A AA N ...',
    flag_text VARCHAR(64),
    absent_reason VARCHAR(64),
    method VARCHAR(255), specimen VARCHAR(255), site VARCHAR(255),
    provider_id BIGINT, organization_id BIGINT, encounter_id BIGINT,
    note TEXT,
    confidential BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id),
    KEY (patient_id, category, taken_day)
);

CREATE TABLE observation_past (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    observation_id BIGINT NOT NULL,
    value VARCHAR(4000), comparator VARCHAR(4), unit VARCHAR(64),
    flag VARCHAR(16), flag_text VARCHAR(64),
    replaced_when VARCHAR(35), replaced_day DATE,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
) COMMENT = 'what a corrected result said before';

CREATE TABLE patient_procedure (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    code VARCHAR(64), system VARCHAR(120), display VARCHAR(255) NOT NULL,
    status VARCHAR(32) NOT NULL COMMENT 'completed in-progress stopped not-done ...',
    done_when VARCHAR(35), done_day DATE,
    end_when VARCHAR(35), end_day DATE,
    site_code VARCHAR(64), site_system VARCHAR(120), site VARCHAR(255),
    reason VARCHAR(255), outcome VARCHAR(255),
    provider_id BIGINT, location_id BIGINT, organization_id BIGINT,
    encounter_id BIGINT, device_id BIGINT,
    note TEXT,
    confidential BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
);

CREATE TABLE device (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    code VARCHAR(64), system VARCHAR(120), display VARCHAR(255) NOT NULL,
    status VARCHAR(32) NOT NULL,
    udi VARCHAR(255), device_identifier VARCHAR(64),
    maker VARCHAR(255), model VARCHAR(255),
    lot VARCHAR(64), serial VARCHAR(64),
    made_when VARCHAR(35), made_day DATE,
    expires_when VARCHAR(35), expires_day DATE,
    implanted_when VARCHAR(35), implanted_day DATE,
    note TEXT,
    confidential BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
) COMMENT = 'implants and other devices, with UDI';

CREATE TABLE document (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    kind VARCHAR(16) NOT NULL COMMENT 'note letter imaging laboratory other',
    code VARCHAR(64), system VARCHAR(120), display VARCHAR(255) NOT NULL,
    title VARCHAR(255) NOT NULL,
    status VARCHAR(32) NOT NULL COMMENT 'current superseded',
    written_when VARCHAR(35), written_day DATE,
    media_type VARCHAR(100),
    bytes BIGINT NOT NULL DEFAULT 0, sha256 BINARY(32),
    url VARCHAR(1000) COMMENT 'kept elsewhere; never fetched',
    provider_id BIGINT, organization_id BIGINT, encounter_id BIGINT,
    confidential BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
) COMMENT = 'notes, letters and reports as files';

CREATE TABLE document_chunk (
    patient_id BIGINT NOT NULL,
    document_id BIGINT NOT NULL,
    position INT NOT NULL,
    data MEDIUMBLOB NOT NULL COMMENT 'at most 256 KiB',
    PRIMARY KEY (patient_id, document_id, position)
);

CREATE TABLE care_plan (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    code VARCHAR(64), system VARCHAR(120), display VARCHAR(255) NOT NULL,
    status VARCHAR(32) NOT NULL,
    description TEXT,
    start_when VARCHAR(35), start_day DATE,
    end_when VARCHAR(35), end_day DATE,
    provider_id BIGINT,
    confidential BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
);

CREATE TABLE care_plan_activity (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    care_plan_id BIGINT NOT NULL,
    code VARCHAR(64), system VARCHAR(120), display VARCHAR(255) NOT NULL,
    status VARCHAR(32),
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
);

CREATE TABLE goal (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    code VARCHAR(64), system VARCHAR(120), display VARCHAR(1000) NOT NULL,
    status VARCHAR(32) NOT NULL,
    progress VARCHAR(64),
    start_when VARCHAR(35), start_day DATE,
    due_when VARCHAR(35), due_day DATE,
    target VARCHAR(255) COMMENT 'in words: A1c below 7 %',
    provider_id BIGINT,
    note TEXT,
    confidential BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
);

CREATE TABLE care_team_member (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    team VARCHAR(255),
    provider_id BIGINT, organization_id BIGINT,
    name VARCHAR(300) COMMENT 'of someone who is not a provider',
    role_code VARCHAR(64), role_system VARCHAR(120), role VARCHAR(255),
    status VARCHAR(32) NOT NULL,
    start_when VARCHAR(35), start_day DATE,
    end_when VARCHAR(35), end_day DATE,
    confidential BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
);

CREATE TABLE coverage (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    code VARCHAR(64), system VARCHAR(120), display VARCHAR(255) NOT NULL,
    status VARCHAR(32) NOT NULL,
    payer VARCHAR(255) NOT NULL, payer_identifier VARCHAR(64),
    plan VARCHAR(255), plan_identifier VARCHAR(64), group_number VARCHAR(64),
    member_number VARCHAR(64),
    relation VARCHAR(64) COMMENT 'of the patient to the subscriber: self child spouse',
    subscriber VARCHAR(300),
    start_when VARCHAR(35), start_day DATE,
    end_when VARCHAR(35), end_day DATE,
    confidential BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
);

CREATE TABLE family_history (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    relation_code VARCHAR(64), relation_system VARCHAR(120),
    relation VARCHAR(255) NOT NULL,
    relative_name VARCHAR(255), relative_sex VARCHAR(10),
    deceased BOOLEAN,
    code VARCHAR(64), system VARCHAR(120), display VARCHAR(255) NOT NULL,
    onset VARCHAR(100) COMMENT 'age or words',
    recorded_when VARCHAR(35), recorded_day DATE,
    note TEXT,
    confidential BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
) COMMENT = 'one row a condition of a relative';

CREATE TABLE service_request (
    patient_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    code VARCHAR(64), system VARCHAR(120), display VARCHAR(255) NOT NULL,
    kind VARCHAR(16) NOT NULL COMMENT 'test procedure referral other',
    status VARCHAR(32) NOT NULL,
    intent VARCHAR(32),
    ordered_when VARCHAR(35), ordered_day DATE,
    due_when VARCHAR(35), due_day DATE,
    reason VARCHAR(255),
    provider_id BIGINT, encounter_id BIGINT,
    note TEXT,
    confidential BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (patient_id, id), UNIQUE KEY (id)
) COMMENT = 'ordered, not yet done';

CREATE TABLE source (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    feed VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL
        COMMENT 'the system it comes from',
    reference VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL
        COMMENT 'its name there, in its case: Observation/123',
    patient_id BIGINT COMMENT 'NULL for organization, location, provider',
    row_id BIGINT NOT NULL COMMENT 'id in the table of its kind',
    updated_when VARCHAR(35) COMMENT 'meta.lastUpdated',
    digest BINARY(32) NOT NULL COMMENT 'SHA-256 of what was read',
    UNIQUE KEY (feed, reference)
) COMMENT = 'where rows come from: read twice is stored once';
