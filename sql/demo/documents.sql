-- What the practice has posted in the demonstration: documents, reminders, one
-- that is recalled, one that is held; requests to limit sharing. Loaded after
-- family.sql, for people to look at. Times are counted back from now. The two
-- files are small: a plan as PDF, and a picture that looks like an X-ray of a
-- wrist.

SET NAMES utf8mb4;
SET @now = UTC_TIMESTAMP();
START TRANSACTION;

CREATE TEMPORARY TABLE posted (
    n INT PRIMARY KEY, mrn VARCHAR(64), kind VARCHAR(16), display VARCHAR(64),
    title VARCHAR(255), media_type VARCHAR(100), staff VARCHAR(254),
    provider VARCHAR(255), days INT, data MEDIUMBLOB
);

INSERT INTO posted VALUES
    (1, 'RB-100602', 'summary', 'Patient Care Summary', 'Your visit in short', 'text/plain',
        'leah.okafor@riverbend.example', 'Dr. Samuel Ortega', 20, 'Riverbend Family Medicine\nMain Street 12\nWaterbury, VT 05676\n(802) 555-0142\n\nOwen Whitfield\n\n\nDear Owen,\n\nthank you for coming in with your mother. Here is what we talked about:\n\n- Your asthma is better than in spring. You did the breathing test very well.\n- The orange inhaler stays: two puffs in the morning, two in the evening, with the spacer.\n- The blue one is for when you cough or wheeze. Use it before sports.\n\nWhat to do next:\n\n- Come back in three months.\n- Call us if you need the blue inhaler more than twice in one week.\n\n\nDr. Samuel Ortega\nRiverbend Family Medicine\n'),
    (2, 'RB-100602', 'letter', 'Letter', 'Letter for school: peanut allergy', 'text/plain',
        'kim.tran@riverbend.example', 'Dr. Samuel Ortega', 12, 'Riverbend Family Medicine\nMain Street 12\nWaterbury, VT 05676\n(802) 555-0142\n\n\nTo whom it may concern,\n\nOwen Whitfield is allergic to peanuts. Please keep his auto-injector where every teacher finds it, and let him eat only what he brings from home.\n\nIf he has trouble breathing, a swollen face or hives all over: use the auto-injector at once and call 911. Then call his mother.\n\nIf you have questions, please call our office.\n\n\nDr. Samuel Ortega\nRiverbend Family Medicine\n'),
    (3, 'RB-100602', 'other', 'Document', 'Asthma action plan', 'application/pdf',
        'kim.tran@riverbend.example', 'Dr. Samuel Ortega', 12, FROM_BASE64(CONCAT(
        'JVBERi0xLjQKMSAwIG9iajw8L1R5cGUvQ2F0YWxvZy9QYWdlcyAyIDAgUj4+CmVuZG9iagoyIDAgb2JqPDwvVHlwZS9QYWdlcy9L',
        'aWRzWzMgMCBSXS9Db3VudCAxPj4KZW5kb2JqCjMgMCBvYmo8PC9UeXBlL1BhZ2UvUGFyZW50IDIgMCBSL01lZGlhQm94WzAgMCA2',
        'MTIgNzkyXS9Db250ZW50cyA0IDAgUi9SZXNvdXJjZXM8PC9Gb250PDwvRiA1IDAgUi9CIDYgMCBSPj4+Pj4+CmVuZG9iago0IDAg',
        'b2JqPDwvTGVuZ3RoIDQ3Mz4+c3RyZWFtCkJUIC9CIDE4IFRmIDcyIDcyMCBUZCAoQXN0aG1hIGFjdGlvbiBwbGFuKSBUaiBFVApC',
        'VCAvRiAxMiBUZiA3MiA2OTAgVGQgKEdyZWVuOiBubyBjb3VnaCwgc2xlZXBzIHdlbGwuIE9yYW5nZSBpbmhhbGVyIGV2ZXJ5IG1v',
        'cm5pbmcgYW5kIGV2ZW5pbmcuKSBUaiBFVApCVCAvRiAxMiBUZiA3MiA2NzIgVGQgKFllbGxvdzogY291Z2gsIHdoZWV6ZSwgd2Fr',
        'ZXMgYXQgbmlnaHQuIEJsdWUgaW5oYWxlciwgMiBwdWZmcywgdXAgdG8gZXZlcnkgNCBob3Vycy4pIFRqIEVUCkJUIC9GIDEyIFRm',
        'IDcyIDY1NCBUZCAoUmVkOiBoYXJkIHRvIGJyZWF0aGUsIGNhbiBub3Qgc3BlYWsgYSBzZW50ZW5jZS4gQ2FsbCA5MTEsIGJsdWUg',
        'aW5oYWxlciBub3cuKSBUaiBFVApCVCAvRiAxMiBUZiA3MiA2MzYgVGQgKCkgVGogRVQKQlQgL0YgMTIgVGYgNzIgNjE4IFRkIChS',
        'aXZlcmJlbmQgRmFtaWx5IE1lZGljaW5lLCAoODAyKSA1NTUtMDE0MikgVGogRVQKZW5kc3RyZWFtCmVuZG9iago1IDAgb2JqPDwv',
        'VHlwZS9Gb250L1N1YnR5cGUvVHlwZTEvQmFzZUZvbnQvSGVsdmV0aWNhPj4KZW5kb2JqCjYgMCBvYmo8PC9UeXBlL0ZvbnQvU3Vi',
        'dHlwZS9UeXBlMS9CYXNlRm9udC9IZWx2ZXRpY2EtQm9sZD4+CmVuZG9iagp4cmVmCjAgNwowMDAwMDAwMDAwIDY1NTM1IGYgCjAw',
        'MDAwMDAwMDkgMDAwMDAgbiAKMDAwMDAwMDA1MyAwMDAwMCBuIAowMDAwMDAwMTAzIDAwMDAwIG4gCjAwMDAwMDAyMjEgMDAwMDAg',
        'biAKMDAwMDAwMDc0MCAwMDAwMCBuIAowMDAwMDAwODAyIDAwMDAwIG4gCnRyYWlsZXI8PC9TaXplIDcvUm9vdCAxIDAgUj4+CnN0',
        'YXJ0eHJlZgo4NjkKJSVFT0YK'))),
    (4, 'RB-100602', 'imaging', 'Imaging or diagnostic result', 'X-ray of the left wrist', 'image/png',
        'marcus.bell@riverbend.example', 'Dr. Samuel Ortega', 3, FROM_BASE64(CONCAT(
        'iVBORw0KGgoAAAANSUhEUgAAAKAAAADICAAAAABKA7XGAAAIqElEQVR42u2cL5+jPBDH+xJWIpFIZCUSiUQikZVIJLKysrJy5b28',
        'J5mEENpMmhlgevfsRtx9ruGWbyfz5zcDd6ev96usu2G63m636zR0delvFXV3Ge1W35wzbyuvWrN1m8a+9bayc9uPk964jpe2yuM3',
        'PyUARihiWzPgVQH6Wyg5GzDyE1EKvYWwR74UEzByJjF2jGPlMU35tQdg09sfOV66uggCvrAXHkfvc5Tup2mXLnYAjEQJAE4kQFqM',
        'pAHiXhO5W4kA+l6xFyDuafr0R3f6VZFgdlqMpAHidoq459rVyreW3QaYghEFLJgxkgYYiRL0dtiXijjFBkDcb8oGQccAI4lpAyAe',
        'JahHYZbyCsyYECOJgHiUFDhg+K8UtBhJBsSiBD38/BxO4VhwbwPEowQHDPtaJCFsAkQ5UJdaF4xz/sawWwHRKKFu0MRgOiAaJWhl',
        'RUxLLHQEQMR1UDmDkETah02A6A9GTRsGJMdIMiB2NKt83HqVK5zviGKQAIg5N2qScIlBYnsHQOyrJwEuPkGOEQIgBpKkqkqeGCQA',
        'olGC6tIgOFEMUgCxw0kDL96E1A6AWJQghxZ2CWLDRAIkyqc14GwrdNqwC2A4SpCjDx8mPUbSATFnQ2pu2OD0GCEAIqaKqZZnwPC5',
        '7wWYoJ983RfSq9SGiQaIRAly0yB3ZFi3C2AwShCJHLR3QY8RAiASJYhhg7FDbZiIgCkKzzl+6GK6GKQBhqMEuWsIkNwwEQGRw1R3',
        'nW73x+N+83MbuJv9WAUJr2EiA4ZslVXdeH18//nz/biNvaer+vFmPr6OXZXxxCANMAidF0V5NqssijxL2KGt01a+8lxVVV3X6lcF',
        '4jjwHUnADCDqutFLkyiQ7M2OJCBQKIbWLEUyc+A7koBZDhRt25mlQDSHOkt8RxQwL4Ci63qzFIjmUN6G7ogCqmMEir6/mKVANIeK',
        'B3QnkwTUZrIUg16WQx1lWSI7HBOeNnigMZOGGMdRgxhDqcSH7HC8kA+o/UxTXDSEXtpSXavTXoXsnAthQGumGcMYCnJzeEcUULmg',
        'PUdFME0TGApOUq/wDscJ9wUEDpWXIcX8fYDmLHV2Nh74WcAXH5yARaHozOw54Kd88CmKp+mqlkJULIpRf2it+rEoXudBxaeVqGqR',
        'dOVQfNM02YP/UB5cVRIzhTE9nDbX4Fn0U5XEr8UG8H7XJgQv1B/AAl75WpzpBZLAaBYfcBou3WUFKK1mFJpaRWE1qbahB2iiZD5i',
        '+KOsHswMGywrmlWc2BgxgL0+4nGJ6k5QUWfQq83N2gI4GEIgAgXoolhn7kasJ5nxqnnBEZtU6EWtjlubBwebAGW6Oh0Xcy9pFpjQ',
        '6NK5ktgFH7kKokRsoQPrWEBodc+arpkX6BYAhNI2DLbAgRFB7EOAQOuuVp7TGU80PnuqresnIYpt63EZPAUIRVkHsAYEt1VhxZgw',
        'nOh8rpuE/LH0bhdfIAym/sK3qGeX5QxBToTCAXyA59rJzuvdLJ+rwArQ9ZzWZQGRRngiGdDw9ZYJ7j63bsMiAI0E1Anb9ZzOZ8kB',
        'nfy82PH1i8lA+1nD2TjxAWdyfdSdcceGTHhKNyD4nznROZeAsvICYwU4b2hCZWlvBkIpyieCBxplsPCZXDKMSwpc+eAwwxqV7c1A',
        'KFXlRDvheVywZLth0abDKorhc1tclhGIm9/sC+iNg56TyTC4Yx1WeXCWXFCQnUcAIcWEqYCLAZ/sdPEAfdsuimsaPZfoqdKQCvia',
        '7VxzOay8c9YPoAkHr7yYAVPyGZ9oMdK/ZjsXrCbxecGzWHBdXkjqfzugm2GZrDiHw6yqZ77Ja5CFAY3VTIz2LqFcvDSzTBggJzaU',
        'Dnm7D176paR1pk7Db97Ze3GuLzsU8DWKe6MJIIG0Vum0bbsU6UHEgmgehDpmq5jTik3jjagHAR+MVBInVrSaqt2jGzMifJKJx0Vx',
        'pBbPeq+C2bR7+GWkY7tyigPzYETN9Lbt1X3R0pCeoWuum2bli8dVkogeXCSU19JDj/Ri8wNrcURRO77MDEVs+5Zn/vOmw9VMpCdZ',
        'zw2yea399ng9iHd1li9kEs/ohytqvC/G+Zxb2Px9aE+CTxZinaQl9K8/rKtDZjPafJE72u9UCfTF4ekWZL/YHe2rFRKThdB80OJl',
        '77+UwGwmMGEtzcAqYWRcFALTLe+GZd3CKz73++PxuOtlhtNdU5XrDKIubeBtHnXl97e+GLty1yl/cW469+whAXAYr9d3V+4KmH7b',
        'X8B/FfBct4mAyVf+SMApGXD6FOAtGfD2C7hO1Km3Lf4qwD4ZsBcA7JMB+19ABHBMBhyFAbPYbTPelb+A/wZg21RFxrvyYMBbMuBN',
        'BrBq2n54vu2lb+vzM2DqlUcB3pMB75KAZdV0aYDJV/4swDx2W+aVAoBDMuAgAnh5vW0XBky68mjA63zbnHnl8YAgk+syZ165M6Bc',
        '384DFOw6WYCSPRMbUErxcwBF5eDPAjxCr/IABeUgC1BSzPwvAUXFDBsQkSg588qjAY0CSBMzowCgoFZgAQrOV1mAoqWY8zBRtNLt',
        'CdgmA7bCgHilS71yX8AyefBRbh58cAHlKh0DULbScQHFKh0LULKQcABFCwkDULaQ0AGFC8mOgIe0TCxAwQE1C1A2T9MBhfM0E1Au',
        'T+8CeNz0kgUom6fpgMJ5mv6Co3Ce3g/woDzNAJTN03TA5Idb2fbHYBxALPt2yXm6EwAUG8xwAAVfHWQBSr62xQEUT4O7AR6VBumA',
        'wmmQDCidBqmA4mmQBRjWeOeceeW+gJKPijmA0mqQ/C9yxNPgZsAD33tjAQo3xWRA0Zei2ICCTTEDUHR4yQAUborJgJJveHMAhR8y',
        'cQAlX6fgAMqnQRqgvNjiAEr2nGRA6Z6TCijecxIBPyC2tgIeLraIgLKPsumAHxBbDEBZsbUZ8NAnEHRAebFFA/yA2KL9Xx8fEFtf',
        'X/8BTVfbObTHMscAAAAASUVORK5CYII='))),
    (5, 'RB-100602', 'letter', 'Letter', 'Letter for school: absence', 'text/plain',
        'marcus.bell@riverbend.example', 'Dr. Samuel Ortega', 2, 'To whom it may concern,\n\nOwen Whitfield was seen in our office. Please excuse the absence on that day.\n\n\nDr. Samuel Ortega\nRiverbend Family Medicine\n'),
    (6, 'RB-100050', 'case', 'Patient case', 'Home oxygen: what we have asked for', 'text/plain',
        'leah.okafor@riverbend.example', 'Dr. Priya Raman', 6, 'Walter Brandt\n\nWe have asked your insurance for oxygen at home. They want a walking test first, which is planned. We call you when they have answered, which takes about two weeks.\n\n\nDr. Priya Raman\nRiverbend Family Medicine\n'),
    (7, 'RB-100050', 'letter', 'Letter', 'About your new water pill', 'text/plain',
        'leah.okafor@riverbend.example', 'Dr. Priya Raman', 1, 'Dear Mr. Brandt,\n\nplease take the new water pill in the morning only, and weigh yourself each day before breakfast. Call us if you gain more than three pounds in two days.\n\n\nDr. Priya Raman\nRiverbend Family Medicine\n');

INSERT INTO document (patient_id, kind, display, title, status, written_when,
    written_day, media_type, bytes, sha256, provider_id, added_at, posted_by,
    signed_name)
SELECT p.id, d.kind, d.display, d.title, 'current',
    DATE(@now) - INTERVAL d.days DAY, DATE(@now) - INTERVAL d.days DAY,
    d.media_type, LENGTH(d.data), UNHEX(SHA2(d.data, 256)),
    v.id, @now - INTERVAL d.days DAY, s.id, v.name
  FROM posted d JOIN patient p ON p.mrn = d.mrn
  JOIN staff s ON s.email_key = d.staff
  LEFT JOIN provider v ON v.name = d.provider
 ORDER BY d.n;

INSERT INTO document_chunk (patient_id, document_id, position, data)
SELECT p.id, t.id, 0, d.data
  FROM posted d JOIN patient p ON p.mrn = d.mrn
  JOIN document t ON t.patient_id = p.id AND t.title = d.title;

-- Marcus sent the letter about the absence for the wrong day; a letter to Walter
-- waits until he was called.
UPDATE document d JOIN staff s ON s.email_key = 'marcus.bell@riverbend.example'
   SET d.recalled_at = @now - INTERVAL 1 DAY, d.recalled_by = s.id,
    d.recalled_why = 'It named the wrong day'
 WHERE d.title = 'Letter for school: absence';

UPDATE document d JOIN staff s ON s.email_key = 'leah.okafor@riverbend.example'
   SET d.held_until = @now + INTERVAL 5 DAY, d.held_by = s.id,
    d.held_why = 'The patient asked to wait: he wants to hear it from us first'
 WHERE d.title = 'About your new water pill';

CREATE TEMPORARY TABLE due (
    mrn VARCHAR(64), title VARCHAR(255), says TEXT, days INT, ago INT, is_done BOOLEAN
);

INSERT INTO due VALUES
    ('RB-100602', 'Flu shot', 'Children with asthma should have it every fall. No appointment needed: come on any weekday.', 14, 10, 0),
    ('RB-100602', 'Breathing test', 'We measure once a year how well the inhalers work. Please call us for a time.', 75, 20, 0),
    ('RB-100602', 'Refill the auto-injector', 'The one at school runs out soon. We have sent a new prescription.', -20, 60, 1),
    ('RB-100118', 'Mammogram', 'It is time for the next one. Call the imaging center for a time that suits you.', 40, 5, 0),
    ('RB-100050', 'Blood test before the next visit', 'Please come without breakfast, one week before you see Dr. Raman.', 9, 4, 0),
    ('RB-100050', 'Foot check', 'Look at your feet every evening. Tell us about any sore that does not heal.', NULL, 30, 0);

INSERT INTO reminder (patient_id, title, says, due_when, due_day, posted_by,
    posted_at, done_at)
SELECT p.id, d.title, d.says, DATE(@now) + INTERVAL d.days DAY,
    DATE(@now) + INTERVAL d.days DAY, s.id, @now - INTERVAL d.ago DAY,
    IF(d.is_done, @now - INTERVAL 25 DAY, NULL)
  FROM due d JOIN patient p ON p.mrn = d.mrn
  JOIN staff s ON s.email_key = 'kim.tran@riverbend.example';

-- Dana asks for a limit, which waits; what Walter asked for was agreed to.
INSERT INTO restriction_request (patient_id, account_id, parts, says, paid,
    asked_at, decision, answer, decided_by, decided_at)
SELECT p.id, a.id, n.parts, n.says, n.paid, @now - INTERVAL n.days DAY,
    n.decision, n.answer, IF(n.decision IS NULL, NULL, s.id),
    IF(n.decision IS NULL, NULL, @now - INTERVAL (n.days - 2) DAY)
  FROM (
    SELECT 'RB-100118' AS mrn, 'dana.whitfield@mail.example' AS email,
        'visits,results' AS parts, 'Please do not tell Green Mountain Health Plan about the visit on March 4. I paid at the desk.' AS says,
        TRUE AS paid, 1 AS days, NULL AS decision, NULL AS answer
    UNION ALL SELECT 'RB-100050', 'walter.brandt@mail.example',
        'mental,medicines', 'My sister Hanna works at the pharmacy. Please do not talk with her about my medicines.',
        FALSE, 40, 'partly', 'We do not talk with her about you. The pharmacy must know what we prescribe, but you can use another one: call us.') n
  JOIN patient p ON p.mrn = n.mrn JOIN account a ON a.email_key = n.email
  JOIN staff s ON s.email_key = 'kim.tran@riverbend.example';

COMMIT;
