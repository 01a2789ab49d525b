-- Who has access to whom in the demonstration, beyond what sql/demo/accounts
-- makes: loaded after it, for people to look at. Passwords are those of Dana.

SET NAMES utf8mb4;
SET @now = UTC_TIMESTAMP();
START TRANSACTION;

-- Maya, 14, with an account of her own: Dana sees only her bills. Tom, the
-- father of Owen, whose document the practice has seen. A neighbor who helps
-- Walter with his bills.
INSERT INTO account (email, email_key, name, password_hash, password_at, created_at)
SELECT n.email, n.email, n.name, a.password_hash, @now, @now
  FROM account a JOIN (
    SELECT 'maya.whitfield@mail.example' AS email, 'Maya Whitfield' AS name
    UNION ALL SELECT 'tom.whitfield@mail.example', 'Tom Whitfield'
    UNION ALL SELECT 'grace.olsen@mail.example', 'Grace Olsen') n
 WHERE a.email_key = 'dana.whitfield@mail.example';

CREATE TEMPORARY TABLE given (
    email VARCHAR(254), mrn VARCHAR(64), basis VARCHAR(16), areas VARCHAR(100),
    relation VARCHAR(64), days INT, giver VARCHAR(300), document VARCHAR(255)
);

INSERT INTO given VALUES
    ('maya.whitfield@mail.example', 'RB-100417', 'self', 'health,records,messages,forms,billing,profile', NULL, 30, NULL, NULL),
    ('tom.whitfield@mail.example', 'RB-100602', 'guardian', 'health,records,messages,forms,billing,profile', 'father', 200, 'Riverbend Family Medicine', 'Birth certificate'),
    ('grace.olsen@mail.example', 'RB-100050', 'invited', 'billing', 'neighbor', 60, 'Walter Brandt', NULL);

INSERT INTO access_grant (account_id, patient_id, areas, basis, relation,
    begins_at, given_name, verified_by, document)
SELECT a.id, p.id, g.areas, g.basis, g.relation, @now - INTERVAL g.days DAY,
    g.giver, IF(g.document IS NULL, NULL, s.id), g.document
  FROM given g JOIN account a ON a.email_key = g.email
  JOIN patient p ON p.mrn = g.mrn
  JOIN staff s ON s.email_key = 'ana.ruiz@riverbend.example';

-- Walter has given Dana, his daughter, access; and has invited his sister,
-- who has not answered yet.
UPDATE access_grant g JOIN patient p ON p.id = g.patient_id
   SET g.given_name = 'Walter Brandt'
 WHERE p.mrn = 'RB-100050' AND g.basis = 'invited';

INSERT INTO invitation (patient_id, token_hash, given_by, name, relation, email,
    email_key, areas, created_at, expires_at)
SELECT p.id, RANDOM_BYTES(32), a.id, 'Hanna Vogel', 'sister',
    'hanna.vogel@mail.example', 'hanna.vogel@mail.example', 'billing',
    @now - INTERVAL 1 DAY, @now + INTERVAL 6 DAY
  FROM patient p JOIN account a ON a.email_key = 'walter.brandt@mail.example'
 WHERE p.mrn = 'RB-100050';

COMMIT;
