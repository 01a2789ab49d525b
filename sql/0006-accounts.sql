-- Accounts that hold: security options, remembered devices, forgotten
-- passwords, and the way back from a change that somebody else made.

ALTER TABLE account
    ADD COLUMN needs_option BOOLEAN NOT NULL DEFAULT FALSE
        COMMENT 'set-up is not at its end: no page before there is an option',
    ADD COLUMN phone VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin
        COMMENT 'own mobile phone, E.164: +19145550148',
    ADD COLUMN closed_at DATETIME COMMENT 'by its owner; nobody signs in';

ALTER TABLE session
    ADD COLUMN fresh_at DATETIME NOT NULL DEFAULT '2000-01-01'
        COMMENT 'when the password was last typed';

CREATE TABLE security_option (
    account_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    kind ENUM('app', 'text', 'passkey') NOT NULL,
    name VARCHAR(100) NOT NULL
        COMMENT 'as its owner knows it: Authenticator app, Phone ending in 48',
    sealed VARBINARY(128)
        COMMENT 'app: its secret, sealed for the account',
    step BIGINT NOT NULL DEFAULT 0
        COMMENT 'app: newest step of 30 s whose code was used',
    phone VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin
        COMMENT 'text: where codes go, E.164',
    credential_id VARBINARY(1023) COMMENT 'passkey: WebAuthn credential id',
    public_key VARBINARY(2048) COMMENT 'passkey: as libfido2 has it, by cose',
    cose INT COMMENT 'passkey: COSE algorithm, -7 or -8 or -257',
    sign_count BIGINT NOT NULL DEFAULT 0 COMMENT 'passkey: newest counter seen',
    made_at DATETIME NOT NULL,
    used_at DATETIME,
    PRIMARY KEY (account_id, id), UNIQUE KEY (id),
    UNIQUE KEY (credential_id)
) COMMENT = 'what a person proves beside the password';

CREATE TABLE security_option_removed (
    account_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind ENUM('app', 'text', 'passkey') NOT NULL,
    name VARCHAR(100) NOT NULL,
    sealed VARBINARY(128),
    step BIGINT NOT NULL,
    phone VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin,
    credential_id VARBINARY(1023),
    public_key VARBINARY(2048),
    cose INT,
    sign_count BIGINT NOT NULL,
    made_at DATETIME NOT NULL,
    used_at DATETIME,
    removed_at DATETIME NOT NULL,
    PRIMARY KEY (account_id, id)
) COMMENT = 'opens nothing; for a week the way back can bring it again';

CREATE TABLE recovery_code (
    account_id BIGINT NOT NULL,
    code_hash BINARY(32) NOT NULL COMMENT 'keyed',
    used_at DATETIME,
    PRIMARY KEY (account_id, code_hash)
) COMMENT = 'for the day no security option is at hand, each works once';

CREATE TABLE known_device (
    account_id BIGINT NOT NULL,
    id BIGINT NOT NULL AUTO_INCREMENT,
    token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of its cookie',
    agent VARCHAR(255) NOT NULL COMMENT 'in words: Chrome on Windows',
    address VARCHAR(45) NOT NULL,
    made_at DATETIME NOT NULL,
    seen_at DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    PRIMARY KEY (account_id, id), UNIQUE KEY (id),
    UNIQUE KEY (token_hash)
) COMMENT = 'remembered: the security option is not asked there';

CREATE TABLE sign_in (
    token_hash BINARY(32) NOT NULL PRIMARY KEY
        COMMENT 'SHA-256 of the entry cookie',
    account_id BIGINT COMMENT 'NULL: nobody has that address, and is not told',
    purpose ENUM('sign-in', 'reset') NOT NULL,
    next VARCHAR(200) COMMENT 'path of ours to go to then',
    code_id BIGINT COMMENT 'newest code by text message',
    challenge BINARY(32) COMMENT 'passkey: what it signs, used once',
    password_hash VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin
        COMMENT 'reset: takes effect once the security option was right',
    reset_hash BINARY(32) COMMENT 'reset: the link that it came by',
    wrong INT NOT NULL DEFAULT 0,
    created_at DATETIME NOT NULL,
    KEY (account_id)
) COMMENT = 'between password or link and security option: opens nothing';

CREATE TABLE option_pending (
    account_id BIGINT NOT NULL PRIMARY KEY,
    kind ENUM('app', 'text', 'passkey') NOT NULL,
    sealed VARBINARY(128) COMMENT 'app: the secret that is shown',
    phone VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin,
    code_id BIGINT COMMENT 'text: the code that proves the phone',
    challenge BINARY(32) COMMENT 'passkey',
    replaces BIGINT COMMENT 'security_option that goes when this one comes',
    created_at DATETIME NOT NULL
) COMMENT = 'a security option that is being added: proves nothing yet';

CREATE TABLE password_reset (
    token_hash BINARY(32) NOT NULL PRIMARY KEY COMMENT 'SHA-256 of the link',
    account_id BIGINT NOT NULL COMMENT 'below 0: nobody, and is not told',
    created_at DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    code_hash BINARY(32) COMMENT 'keyed; the practice told the owner the code',
    wrong INT NOT NULL DEFAULT 0 COMMENT 'wrong guesses of the code',
    used_at DATETIME COMMENT 'or worth nothing, as there is a newer one',
    KEY (account_id, created_at)
) COMMENT = 'links of forgotten passwords';

CREATE TABLE account_change (
    token_hash BINARY(32) NOT NULL PRIMARY KEY
        COMMENT 'SHA-256 of the way back, or of the proof of the new address',
    account_id BIGINT NOT NULL,
    kind ENUM('email', 'email-back', 'option-back') NOT NULL,
    email VARCHAR(254) COMMENT 'email: the new one; email-back: the old one',
    added_id BIGINT COMMENT 'option-back: security_option to take away',
    removed_id BIGINT COMMENT 'option-back: security_option to bring again',
    created_at DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    used_at DATETIME,
    KEY (account_id), KEY (email, created_at)
) COMMENT = 'links that prove a new address, or undo a change';

-- The owner reads what happened to the account, by whom and to it.
ALTER TABLE audit ADD KEY (account_id, id), ADD KEY (object_id, id);
