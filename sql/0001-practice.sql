-- The practice: its people and places, as other systems name them.
--
-- A date of the chart stands twice: <name>_when is the text as it was given
-- (ISO 8601, any precision, own offset), <name>_day the day it means in the
-- practice's time zone: the first day of a month or year that is all we know.
-- Columns that end in _at are instants in UTC.

CREATE TABLE organization (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(255) NOT NULL,
    npi VARCHAR(10),
    phone VARCHAR(64),
    line VARCHAR(255), city VARCHAR(100), state VARCHAR(50),
    postal_code VARCHAR(20), country VARCHAR(50)
) COMMENT = 'practices, laboratories, insurers: whoever is named in charts';

CREATE TABLE location (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    organization_id BIGINT,
    name VARCHAR(255) NOT NULL,
    phone VARCHAR(64),
    line VARCHAR(255), city VARCHAR(100), state VARCHAR(50),
    postal_code VARCHAR(20), country VARCHAR(50)
) COMMENT = 'offices and other places where care happens';

CREATE TABLE provider (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(255) NOT NULL COMMENT 'as a patient says it: Dr. Priya Raman',
    prefix VARCHAR(64), given VARCHAR(128), family VARCHAR(128),
    suffix VARCHAR(64),
    npi VARCHAR(10),
    specialty_code VARCHAR(64), specialty_system VARCHAR(120),
    specialty VARCHAR(255),
    organization_id BIGINT,
    phone VARCHAR(64)
) COMMENT = 'doctors, nurses, therapists';

CREATE TABLE provider_location (
    provider_id BIGINT NOT NULL,
    location_id BIGINT NOT NULL,
    PRIMARY KEY (provider_id, location_id)
) COMMENT = 'at which offices a provider sees patients';
