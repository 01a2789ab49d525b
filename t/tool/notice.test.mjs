// "You have a new message": who is told, when, and of how little.
import { after, beforeEach, test } from 'node:test'
import assert from 'node:assert/strict'
import { pause, portal, until } from '../lib/portal.mjs'
import { People, addDays, yearsBefore } from '../lib/people.mjs'
import { Talk } from '../lib/talk.mjs'

const ctx = await portal()
const people = new People(ctx)
const talk = new Talk(ctx)
const child = await people.patient('owen')
const grown = await people.patient('walter')

after(() => ctx.smtp('ok'))

beforeEach(async () => {
  // The courier may be at work on the mails of the test before.
  await until(async () => (await ctx.sql("SELECT id FROM outbox WHERE lease_until IS NOT NULL")).length === 0)
  await ctx.sql(`DELETE FROM outbox; DELETE FROM message_unread; DELETE FROM notice_choice;
    DELETE FROM message; DELETE FROM conversation; DELETE FROM access_grant WHERE patient_id IN (?, ?)`,
  [child.id, grown.id])
})

let count = 0
async function reader(patient, options = {}) {
  const account = await people.account(`Reader ${++count}`, `reader${count}@people.example`)
  await people.grant(account, patient, options)
  if (options.choice) await ctx.sql('INSERT INTO notice_choice VALUES (?, ?)', [account.id, options.choice])
  return account
}

/** The mails of this kind to an account, oldest first. */
const mailsTo = (account) => ctx.sql(`SELECT id, state, recipient, last_error, sealed IS NULL AS is_wiped,
  TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), next_at) AS next_in FROM outbox
  WHERE account_id = ? AND template = 'message' ORDER BY id`, [account.id])

const sent = (account) => until(async () => (await mailsTo(account)).every((mail) => mail.state === 'sent'),
  { what: `mails to ${account.email} are sent` })

const due = (account) => ctx.sql("UPDATE outbox SET next_at = UTC_TIMESTAMP() WHERE account_id = ? AND state = 'waiting'",
  [account.id])

const unread = async (account) => (await ctx.sql('SELECT conversation_id FROM message_unread WHERE account_id = ?',
  [account.id])).length

test('IO-15: the mail says that there is a message, where to sign in, and nothing else', async () => {
  const mother = await reader(child, { basis: 'guardian' })
  const words = ['Canarysubject', 'Canarybody', 'Canaryauthor', 'Canarynote']
  const it = talk.begin(child)
  await ctx.sql('UPDATE conversation SET subject = ? WHERE id = ?', [words[0], it.id])
  talk.write(it, mother, words[1])
  talk.note(it, words[3])
  talk.answer(it, `${words[1]} ${words[2]}`)
  const mail = await ctx.mail(mother.email)
  assert.equal(mail.subject, 'You have a new message')
  assert.ok(mail.text.includes(`${ctx.base}/account/sign-in`))
  const names = [child.name, child.given, child.family, 'Medical', 'Question', 'A writer', mother.name, 'RB-1']
  for (const word of [...words, ...names]) {
    assert.ok(!`${mail.subject}${mail.text}${mail.html}`.includes(word), word)
  }
  assert.equal(mail.text.match(/https?:/g).length, 1, 'one link')
})

test('IO-15: a note and a message of the family tell nobody', async () => {
  const mother = await reader(child, { basis: 'guardian' })
  const it = talk.begin(child)
  talk.write(it, mother)
  talk.note(it)
  assert.deepEqual(await mailsTo(mother), [])
  assert.equal(await unread(mother), 0)
})

test('R-28: with the mail server away an answer is stored at once, and its mail waits', async () => {
  const mother = await reader(child, { basis: 'guardian' })
  const it = talk.begin(child)
  ctx.smtp('4xx')
  const began = Date.now()
  talk.answer(it)
  assert.ok(Date.now() - began < 3000)
  assert.equal((await talk.row(it)).state, 'answered')
  await until(async () => (await mailsTo(mother))[0].last_error !== null)
  assert.equal((await mailsTo(mother))[0].state, 'waiting')
  talk.answer(it)
  assert.equal((await mailsTo(mother)).length, 1, 'the mail that waits tells of both')
  ctx.smtp('ok')
  await due(mother)
  await sent(mother)
})

test('one mail at once, then one at the end of the minutes for all that came in them', async () => {
  const mother = await reader(child, { basis: 'guardian' })
  const it = talk.begin(child)
  talk.answer(it)
  await sent(mother)
  assert.equal((await mailsTo(mother)).length, 1)
  talk.answer(it)
  talk.answer(it)
  talk.answer(talk.begin(child))
  const mails = await mailsTo(mother)
  assert.deepEqual(mails.map((mail) => mail.state), ['sent', 'waiting'])
  assert.ok(mails[1].next_in > 14 * 60 && mails[1].next_in <= 15 * 60, String(mails[1].next_in))
  await due(mother)
  await sent(mother)
  await ctx.sql("UPDATE outbox SET done_at = done_at - INTERVAL 16 MINUTE WHERE account_id = ?", [mother.id])
  talk.answer(it)
  await sent(mother)
  assert.equal((await mailsTo(mother)).length, 3, 'the minutes are over: at once')
})

test('two answers at the same time make one mail', async () => {
  const mother = await reader(child, { basis: 'guardian' })
  const it = [talk.begin(child), talk.begin(child)]
  await ctx.program('kith-courier').stop()
  try {
    await Promise.all([...it, ...it, ...it].map((one) => talk.answerBeside(one)))
    assert.equal(await unread(mother), 2)
    assert.equal((await mailsTo(mother)).length, 1)
  } finally {
    await ctx.program('kith-courier').start()
  }
})

test('once a day: at the hour of the settings, one mail', async () => {
  const mother = await reader(child, { basis: 'guardian', choice: 'daily' })
  talk.answer(talk.begin(child))
  talk.answer(talk.begin(child))
  const [mail, ...others] = await mailsTo(mother)
  assert.deepEqual([mail.state, others.length], ['waiting', 0])
  const at = new Date(Date.now() + mail.next_in * 1000 + 500)
  const clock = at.toLocaleTimeString('en-US', { timeZone: 'America/New_York', hour: 'numeric', minute: '2-digit' })
  assert.equal(clock, '8:00 AM')
  assert.ok(mail.next_in > 0 && mail.next_in <= 25 * 3600)
})

test('never: no mail, but the message is unread', async () => {
  const mother = await reader(child, { basis: 'guardian', choice: 'never' })
  talk.answer(talk.begin(child))
  assert.deepEqual(await mailsTo(mother), [])
  assert.equal(await unread(mother), 1)
})

test('who changes from once a day to at once does not wait for the day', async () => {
  const mother = await reader(child, { basis: 'guardian', choice: 'daily' })
  talk.answer(talk.begin(child))
  await ctx.sql("UPDATE notice_choice SET messages = 'each' WHERE account_id = ?", [mother.id])
  talk.answer(talk.begin(child))
  await ctx.mail(mother.email)
})

test('what was read before the mail goes out is not told', async () => {
  const mother = await reader(child, { basis: 'guardian' })
  const it = talk.begin(child)
  talk.answer(it)
  await sent(mother)
  talk.answer(it)
  await ctx.sql('DELETE FROM message_unread WHERE account_id = ?', [mother.id])
  await due(mother)
  const mail = await until(async () => (await mailsTo(mother)).find((one) => one.state === 'dropped'))
  assert.deepEqual([mail.last_error, mail.is_wiped], ['read already', 1])
  talk.answer(it)
  await until(async () => (await mailsTo(mother)).filter((one) => one.state === 'sent').length === 2,
    { what: 'a later answer is told' })
  await pause(1500)
  assert.equal(ctx.mails(mother.email).length, 2)
})

test('AZ-06: what is confidential is told to the patient alone', async () => {
  const self = await reader(grown, { basis: 'self' })
  const daughter = await reader(grown, { basis: 'invited' })
  talk.answer(talk.begin(grown, { confidential: true }))
  assert.equal(await unread(self), 1)
  assert.equal((await mailsTo(self)).length, 1)
  assert.equal(await unread(daughter), 0)
  assert.deepEqual(await mailsTo(daughter), [])
})

test('AZ-06: only who may read it is told', async () => {
  const good = await reader(child, { areas: 'messages' })
  const bad = [await reader(child, { areas: 'health,records,billing' }), await reader(child, { ends: -5 }),
    await reader(child, { begins: 3600 }), await reader(child, { revoked: -5 }), await reader(child),
    await reader(child), await reader(child)]
  await ctx.sql('UPDATE account SET disabled_at = UTC_TIMESTAMP() WHERE id = ?', [bad[4].id])
  await ctx.sql('UPDATE access_grant SET suspended_at = UTC_TIMESTAMP() WHERE account_id = ?', [bad[5].id])
  await ctx.sql(`INSERT INTO access_block (patient_id, account_id, name, name_key, why, blocked_by, blocked_at)
    VALUES (?, ?, 'x', 'x', 'x', 1, UTC_TIMESTAMP())`, [child.id, bad[6].id])
  talk.answer(talk.begin(child))
  assert.deepEqual([await unread(good), (await mailsTo(good)).length], [1, 1])
  for (const one of bad) assert.deepEqual([await unread(one), await mailsTo(one)], [0, []])
})

test('AZ-08: a guardian of a 13-year-old is told of bills and of nothing else', async () => {
  const mother = await reader(child, { basis: 'guardian' })
  const [{ birth_day: before }] = await ctx.sql('SELECT birth_day FROM patient WHERE id = ?', [child.id])
  try {
    await ctx.sql('UPDATE patient SET birth_day = ? WHERE id = ?', [yearsBefore(people.today, 13), child.id])
    talk.answer(talk.begin(child))
    assert.deepEqual([await unread(mother), await mailsTo(mother)], [0, []])
    talk.answer(talk.begin(child, { subject: 'Billing' }))
    assert.deepEqual([await unread(mother), (await mailsTo(mother)).length], [1, 1])
    await ctx.sql('UPDATE patient SET birth_day = ? WHERE id = ?', [addDays(yearsBefore(people.today, 13), 1), child.id])
    talk.answer(talk.begin(child))
    assert.equal(await unread(mother), 2)
  } finally {
    await ctx.sql('UPDATE patient SET birth_day = ? WHERE id = ?', [before, child.id])
  }
})

test('a conversation waits from the first message that has no answer, and keeps its promise', async () => {
  const mother = await reader(child, { basis: 'guardian' })
  const it = talk.begin(child)
  talk.write(it, mother)
  const first = await talk.row(it)
  assert.equal(first.state, 'waiting')
  assert.ok(first.due_in > 47 * 3600, String(first.due_in))
  await ctx.sql('UPDATE conversation SET waiting_since = waiting_since - INTERVAL 1 DAY, due_at = due_at - INTERVAL 1 DAY, opened_at = begun_at, late_told_at = begun_at WHERE id = ?', [it.id])
  talk.write(it, mother, 'Hello?')
  const second = await talk.row(it)
  assert.ok(second.due_in < first.due_in - 86000)
  assert.deepEqual([second.opened_at, second.late_told_at], [null, first.begun_at])
  talk.answer(it)
  const answered = await talk.row(it)
  assert.deepEqual([answered.state, answered.waiting_since, answered.due_at, answered.late_told_at, answered.answer_seen_at,
    answered.staff_id], ['answered', null, null, null, null, 77])
  talk.answer(it, 'More.', 78)
  assert.equal((await talk.row(it)).staff_id, 77, 'whoever has it keeps it')
  talk.note(it, 'Psst.', 78)
  talk.write(it, mother, 'Thank you, one more.')
  const again = await talk.row(it)
  assert.ok(again.due_in >= first.due_in - 60)
  assert.deepEqual([again.state, again.late_told_at], ['waiting', null])
})

test('an office with a team of its own gets what is written to it, as long as the team is there', async () => {
  const [{ id: location }] = await ctx.sql('SELECT id FROM location LIMIT 1')
  await ctx.sql(`DELETE FROM subject_route; INSERT INTO subject_route VALUES (1, ?, 3)`, [location])
  try {
    assert.equal((await talk.row(talk.begin(child, { location }))).pool_id, 3)
    assert.equal((await talk.row(talk.begin(child))).pool_id, 2)
    await ctx.sql('UPDATE pool SET active = FALSE WHERE id = 3')
    assert.equal((await talk.row(talk.begin(child, { location }))).pool_id, 2)
  } finally {
    await ctx.sql('DELETE FROM subject_route; UPDATE pool SET active = TRUE WHERE id = 3')
  }
})
