-- Conversations of the demonstration, loaded after its accounts and in one
-- transaction. What is written stands in two tables; the rest follows from it.

SET NAMES utf8mb4;
SET @now = UTC_TIMESTAMP();
START TRANSACTION;

CREATE TEMPORARY TABLE talk (
    n INT PRIMARY KEY, mrn VARCHAR(64), account VARCHAR(254),
    subject VARCHAR(100), state VARCHAR(16), pool VARCHAR(100),
    staff VARCHAR(254), provider VARCHAR(255), office VARCHAR(255),
    confidential BOOLEAN, unread BOOLEAN
);

INSERT INTO talk VALUES
    (1, 'RB-100602', 'dana.whitfield@mail.example', 'Medical question', 'answered', 'Care team', 'leah.okafor@riverbend.example', 'Dr. Samuel Ortega', 'Main Street office', 0, 1),
    (2, 'RB-100118', 'dana.whitfield@mail.example', 'Medical question', 'waiting', 'Care team', NULL, 'Dr. Priya Raman', 'Main Street office', 0, 0),
    (3, 'RB-100050', 'walter.brandt@mail.example', 'Prescription refill', 'waiting', 'Refills', 'kim.tran@riverbend.example', 'Dr. Priya Raman', 'Main Street office', 0, 0),
    (4, 'RB-100516', 'jose.nunez@mail.example', 'Test results', 'answered', 'Family doctors', 'leah.okafor@riverbend.example', 'Dr. Priya Raman', 'Main Street office', 0, 1),
    (5, 'RB-100417', NULL, 'Medical question', 'answered', 'Care team', 'leah.okafor@riverbend.example', 'Leah Okafor, NP', 'Northside office', 1, 0),
    (6, 'RB-100602', 'dana.whitfield@mail.example', 'Billing', 'waiting', 'Billing office', NULL, NULL, 'Main Street office', 0, 0),
    (7, 'RB-100050', 'dana.whitfield@mail.example', 'Appointments and scheduling', 'waiting', 'Front desk', NULL, 'Dr. Helen Marsh', 'Northside office', 0, 0),
    (8, 'RB-100118', 'dana.whitfield@mail.example', 'Test results', 'closed', 'Family doctors', NULL, 'Dr. Priya Raman', 'Main Street office', 0, 0),
    (9, 'RB-100516', 'jose.nunez@mail.example', 'Referral', 'waiting', 'Front desk', 'marcus.bell@riverbend.example', 'Dr. Priya Raman', 'Main Street office', 0, 0),
    (10, 'RB-100602', 'dana.whitfield@mail.example', 'Other', 'closed', 'Front desk', 'marcus.bell@riverbend.example', 'Dr. Samuel Ortega', 'Northside office', 0, 0),
    (11, 'RB-100050', 'walter.brandt@mail.example', 'Medical question', 'waiting', 'Care team', NULL, 'Dr. Priya Raman', 'Main Street office', 0, 0),
    (12, 'RB-100050', 'walter.brandt@mail.example', 'Billing', 'answered', 'Billing office', 'june.park@riverbend.example', NULL, 'Main Street office', 0, 0);

-- who wrote: an account, or a member of the practice; minutes before now
CREATE TEMPORARY TABLE said (
    n INT, kind VARCHAR(16), who VARCHAR(254), minutes INT, body TEXT
);

INSERT INTO said VALUES
    (1, 'family', 'dana.whitfield@mail.example', 1610, 'Owen has used his blue inhaler four times this week, always at night. The cough wakes him around 2 AM. He has no fever and plays as usual during the day.\n\nShould we come in, or change the evening dose?'),
    (1, 'note', 'kim.tran@riverbend.example', 1460, 'Called the mother: breathing is easy, he speaks full sentences. I told her when to call 911. Dr. Ortega has a free slot tomorrow morning.'),
    (1, 'practice', 'leah.okafor@riverbend.example', 95, 'Hello Dana,\n\nthank you for writing down when it happens. Dr. Ortega would like to see Owen this week. Please call us at (802) 555-0142 and we will find a time before school.\n\nUntil then, keep both inhalers as they are. If he has to work to breathe, or can’t speak a full sentence, call 911.\n\nLeah Okafor, NP'),
    (2, 'family', 'dana.whitfield@mail.example', 205, 'I took my blood pressure at home all week, as you asked. It was between 128 over 80 and 136 over 84 in the mornings. I feel fine.\n\nIs that good enough, or do I need more of the pill?'),
    (3, 'family', 'walter.brandt@mail.example', 1730, 'Good morning. I have four tablets of my water pill left. The drug store says that you have to say yes first. Could you please send it? Thank you, Walter'),
    (3, 'note', 'kim.tran@riverbend.example', 1500, 'Last potassium was corrected by the lab. Asked Dr. Raman before we refill.'),
    (4, 'family', 'jose.nunez@mail.example', 4500, 'Hello, I saw that my sugar result is in. The number is lower than last time. Does this mean the walking helps?'),
    (4, 'practice', 'leah.okafor@riverbend.example', 2900, 'Hello José,\n\nyes, it does. Your number came down, and that is your work: the walking and the smaller dinners. Please keep your medicine as it is. We look again in three months.\n\n¡Muy bien!\nLeah Okafor, NP'),
    (5, 'practice', 'leah.okafor@riverbend.example', 2950, 'Hi Maya,\n\nthis is only between you and us. You asked at your visit how to reach me when you want to talk. You can write to me here, any time. I read it on the next school day.\n\nIf you ever feel that you can’t stay safe, call or text 988 right away. Somebody is there day and night.\n\nLeah'),
    (6, 'family', 'dana.whitfield@mail.example', 320, 'We got a bill of 45 dollars for Owen’s allergy test. I thought our plan pays for it. Could you please look?'),
    (7, 'family', 'dana.whitfield@mail.example', 8700, 'My father has his visit with Dr. Marsh soon. I drive him, and mornings are hard for me. Is there a time after 2 PM?'),
    (8, 'family', 'dana.whitfield@mail.example', 43500, 'Is there anything I should change after my cholesterol test?'),
    (8, 'practice', 'leah.okafor@riverbend.example', 42100, 'Hello Dana,\n\nno, all is well. Dr. Raman is happy with your numbers. Please keep doing what you do, and we test again in a year.\n\nLeah Okafor, NP'),
    (8, 'family', 'dana.whitfield@mail.example', 42000, 'That is good to hear. Thank you!'),
    (9, 'family', 'jose.nunez@mail.example', 1490, 'The eye doctor needs a referral before they give me a day. Their fax number is on the card that I left at the desk. Gracias, José Ángel Núñez Peña'),
    (9, 'note', 'marcus.bell@riverbend.example', 1380, 'Card is in the blue folder. Asked Dr. Raman to sign.'),
    (10, 'family', 'dana.whitfield@mail.example', 30300, 'The school asks for a new asthma plan for Owen. Can I pick it up somewhere?'),
    (10, 'practice', 'marcus.bell@riverbend.example', 29100, 'Hello Dana,\n\nthe plan is here as a file, ready to print. If you want it on paper, come to the Northside office any day from 8 AM to 5 PM.\n\nMarcus Bell'),
    (11, 'family', 'walter.brandt@mail.example', 40, 'My ankles are a little thicker than last week, mostly in the evening. I sleep well and I am not short of breath. Should I weigh myself every day again?'),
    (12, 'family', 'walter.brandt@mail.example', 10200, 'I have two insurance cards now. Which one do you need?'),
    (12, 'practice', 'june.park@riverbend.example', 8600, 'Hello Mr. Brandt,\n\nboth, please. Show them at the desk at your next visit, and we send the bill to the right one first.\n\nJune Park, Billing office');

-- The demonstration's people also look after the teams that its inbox has.
INSERT IGNORE INTO pool_member (staff_id, pool_id)
    SELECT s.id, p.id FROM staff s JOIN pool p
     WHERE (s.email = 'leah.okafor@riverbend.example' AND p.name IN ('Family doctors', 'Children and asthma', 'Refills'))
        OR (s.email = 'kim.tran@riverbend.example' AND p.name IN ('Children and asthma', 'Refills'))
        OR (s.email = 'ana.ruiz@riverbend.example' AND p.name IN ('Family doctors', 'Children and asthma', 'Refills'));

-- When each was begun, and what came last. A row of said is one message.
CREATE TEMPORARY TABLE course AS
    SELECT n, MAX(minutes) AS begun, MIN(IF(kind = 'note', NULL, minutes)) AS newest,
        MIN(IF(kind = 'practice', minutes, NULL)) AS answered,
        MIN(IF(kind = 'note', minutes, NULL)) AS noted
      FROM said GROUP BY n;

SET @before = (SELECT IFNULL(MAX(id), 0) FROM conversation);

INSERT INTO conversation (id, patient_id, area, subject, subject_id, provider_id, location_id, account_id, confidential,
    state, pool_id, staff_id, given_at, begun_at, opened_at, answered_at, answer_seen_at, closed_at, last_at)
    SELECT @before + t.n, p.id, u.area, u.name, u.id, d.id, l.id, a.id, t.confidential, t.state, o.id, s.id,
        IF(s.id IS NULL, NULL, @now - INTERVAL IFNULL(f.noted, f.answered) MINUTE),
        @now - INTERVAL f.begun MINUTE,
        @now - INTERVAL IFNULL(f.noted, f.answered) MINUTE,
        @now - INTERVAL f.answered MINUTE,
        IF(t.unread OR a.id IS NULL, NULL, @now - INTERVAL f.answered - 60 MINUTE),
        IF(t.state = 'closed', @now - INTERVAL f.newest - 90 MINUTE, NULL),
        @now - INTERVAL f.newest MINUTE
      FROM talk t JOIN course f ON f.n = t.n JOIN patient p ON p.mrn = t.mrn
      JOIN subject u ON u.name = t.subject JOIN pool o ON o.name = t.pool
      LEFT JOIN account a ON a.email = t.account LEFT JOIN staff s ON s.email = t.staff
      LEFT JOIN provider d ON d.name = t.provider LEFT JOIN location l ON l.name = t.office;

INSERT INTO message (patient_id, conversation_id, kind, account_id, staff_id, author, relation, body, sent_at)
    SELECT c.patient_id, c.id, w.kind, a.id, s.id, IFNULL(a.name, s.name), IF(g.basis = 'self', NULL, g.relation),
        w.body, @now - INTERVAL w.minutes MINUTE
      FROM said w JOIN conversation c ON c.id = @before + w.n
      LEFT JOIN account a ON a.email = w.who LEFT JOIN staff s ON s.email = w.who
      LEFT JOIN access_grant g ON g.account_id = a.id AND g.patient_id = c.patient_id
     ORDER BY w.minutes DESC;

UPDATE conversation c SET last_message_id =
    (SELECT MAX(m.id) FROM message m
      WHERE m.patient_id = c.patient_id AND m.conversation_id = c.id AND m.kind <> 'note')
 WHERE c.id > @before;

-- An answer is promised in hours of business days, as talk_due counts them:
-- the hour after the message by which so many open hours have gone by.
UPDATE conversation c JOIN subject u ON u.id = c.subject_id SET c.waiting_since = c.begun_at, c.due_at =
    (SELECT c.begun_at + INTERVAL h.hour HOUR FROM
        (SELECT b.id, q.seq AS hour, ROW_NUMBER() OVER (PARTITION BY b.id ORDER BY q.seq) AS open_hours
           FROM conversation b JOIN seq_1_to_400 q
          WHERE WEEKDAY(b.begun_at + INTERVAL CAST(q.seq AS SIGNED) - 6 HOUR) < 5
            AND DATE(b.begun_at + INTERVAL CAST(q.seq AS SIGNED) - 6 HOUR) NOT IN (SELECT day FROM holiday)) h
      WHERE h.id = c.id AND h.open_hours = u.answer_hours)
 WHERE c.id > @before AND c.state = 'waiting';

INSERT INTO message_unread (account_id, patient_id, conversation_id, area, confidential, since)
    SELECT g.account_id, c.patient_id, c.id, c.area, c.confidential, c.answered_at
      FROM talk t JOIN conversation c ON c.id = @before + t.n
      JOIN access_grant g ON g.patient_id = c.patient_id AND g.revoked_at IS NULL AND FIND_IN_SET(c.area, g.areas)
     WHERE t.unread AND (g.basis = 'self' OR NOT c.confidential);

-- The plan that Owen's school asked for: one page.
SET @plan = FROM_BASE64('JVBERi0xLjQKMSAwIG9iago8PC9UeXBlL0NhdGFsb2cvUGFnZXMgMiAwIFI+PgplbmRvYmoKMiAwIG9iago8PC9UeXBlL1BhZ2Vz
L0tpZHNbMyAwIFJdL0NvdW50IDE+PgplbmRvYmoKMyAwIG9iago8PC9UeXBlL1BhZ2UvUGFyZW50IDIgMCBSL01lZGlhQm94WzAg
MCA2MTIgNzkyXS9Db250ZW50cyA0IDAgUi9SZXNvdXJjZXM8PC9Gb250PDwvRjEgNSAwIFI+Pj4+Pj4KZW5kb2JqCjQgMCBvYmoK
PDwvTGVuZ3RoIDQ4MT4+c3RyZWFtCkJUIC9GMSAxNCBUZiA3MiA3MjAgVGQgMjIgVEwKKEFzdGhtYSBwbGFuIGZvciBzY2hvb2wp
IFRqIFQqCihPd2VuIFdoaXRmaWVsZCkgVGogVCoKKCkgVGogVCoKKEdyZWVuOiBicmVhdGhlcyB3ZWxsLCBwbGF5cyBhcyB1c3Vh
bC4pIFRqIFQqCiggIE9yYW5nZSBpbmhhbGVyLCAyIHB1ZmZzLCBtb3JuaW5nIGFuZCBldmVuaW5nLikgVGogVCoKKFllbGxvdzog
Y291Z2hzLCB3aGVlemVzLCB3YWtlcyBhdCBuaWdodC4pIFRqIFQqCiggIEJsdWUgaW5oYWxlciwgMiBwdWZmcywgd2l0aCB0aGUg
c3BhY2VyLiBDYWxsIGhpcyBtb3RoZXIuKSBUaiBUKgooUmVkOiB3b3JrcyBoYXJkIHRvIGJyZWF0aGUsIGNhbid0IHNwZWFrIGEg
ZnVsbCBzZW50ZW5jZS4pIFRqIFQqCiggIEJsdWUgaW5oYWxlciwgNCBwdWZmcy4gQ2FsbCA5MTEuKSBUaiBUKgooKSBUaiBUKgoo
Uml2ZXJiZW5kIEZhbWlseSBNZWRpY2luZSwgXCg4MDJcKSA1NTUtMDE0MikgVGogVCoKRVQKZW5kc3RyZWFtCmVuZG9iago1IDAg
b2JqCjw8L1R5cGUvRm9udC9TdWJ0eXBlL1R5cGUxL0Jhc2VGb250L0hlbHZldGljYT4+CmVuZG9iagp4cmVmCjAgNgowMDAwMDAw
MDAwIDY1NTM1IGYgCjAwMDAwMDAwMDkgMDAwMDAgbiAKMDAwMDAwMDA1NCAwMDAwMCBuIAowMDAwMDAwMTA1IDAwMDAwIG4gCjAw
MDAwMDAyMTcgMDAwMDAgbiAKMDAwMDAwMDc0NiAwMDAwMCBuIAp0cmFpbGVyCjw8L1NpemUgNi9Sb290IDEgMCBSPj4Kc3RhcnR4
cmVmCjgwOQolJUVPRgo=');

INSERT INTO attachment (patient_id, message_id, name, media_type, bytes, sha256, scan, added_at)
    SELECT patient_id, last_message_id, 'Asthma plan for school.pdf', 'application/pdf', LENGTH(@plan),
        UNHEX(SHA2(@plan, 256)), 'none', last_at FROM conversation WHERE id = @before + 10;
INSERT INTO attachment_chunk (patient_id, attachment_id, position, data)
    SELECT patient_id, id, 0, @plan FROM attachment WHERE id = LAST_INSERT_ID();

COMMIT;
