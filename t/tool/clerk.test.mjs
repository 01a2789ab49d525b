// kith-clerk: what is late is told to its team once, old drafts are deleted.
import { spawn } from 'node:child_process'
import { after, beforeEach, test } from 'node:test'
import assert from 'node:assert/strict'
import { pause, portal, until } from '../lib/portal.mjs'
import { People } from '../lib/people.mjs'
import { Talk } from '../lib/talk.mjs'

const ctx = await portal()
const people = new People(ctx)
const talk = new Talk(ctx)
const clerk = ctx.program('kith-clerk')
const child = await people.patient('owen')
const mother = await people.account('Clara Canary')
const TEAM = 'nurses@riverbend.example'

after(() => clerk.start())

beforeEach(async () => {
  await clerk.stop()
  await ctx.sql(`DELETE FROM outbox; DELETE FROM message; DELETE FROM conversation; DELETE FROM draft;
    DELETE FROM attachment; DELETE FROM attachment_chunk;
    UPDATE pool SET email = IF(id = 2, ?, NULL)`, [TEAM])
})

/** A conversation that has waited too long, of pool 2 (it has an address) or another. */
async function late({ subject, pool = 2, seconds = 60 } = {}) {
  const it = talk.begin(child, { subject })
  talk.write(it, mother, 'Canarybody')
  await ctx.sql('UPDATE conversation SET pool_id = ?, due_at = UTC_TIMESTAMP() - INTERVAL ? SECOND WHERE id = ?',
    [pool, seconds, it.id])
  return it
}

const letters = () => ctx.sql("SELECT id, recipient, state FROM outbox WHERE template = 'late' ORDER BY id")

/** Let the clerk begin, make one pass, and end. */
async function onePass() {
  await clerk.start()
  await pause(1500)
  await clerk.stop()
}

test('a team is told once of what is late, in one mail, without names or subjects', async () => {
  const told = [await late(), await late({ subject: 'Test results' })]
  const other = await late({ subject: 'Billing', pool: 3 })
  const early = await late({ seconds: -3600 })
  await onePass()
  const mail = await ctx.mail(TEAM)
  assert.match(mail.subject, /^2 messages wait longer than we promised$/)
  assert.ok(mail.text.includes(`${ctx.base}/staff/inbox?show=late`))
  for (const word of ['Canary', child.given, child.family, 'Medical', 'Test results', 'RB-1']) {
    assert.ok(!`${mail.text}${mail.html}`.includes(word), word)
  }
  for (const it of told) assert.notEqual((await talk.row(it)).late_told_at, null)
  for (const it of [other, early]) assert.equal((await talk.row(it)).late_told_at, null)
  await onePass()
  assert.equal((await letters()).length, 1)
})

test('what becomes late after that is told as well, with the number of all', async () => {
  const before = ctx.mails(TEAM).length
  await late()
  await onePass()
  await late()
  await onePass()
  await until(() => ctx.mails(TEAM).length === before + 2)
  assert.deepEqual(ctx.mails(TEAM).slice(before).map((mail) => /^\d+/.exec(mail.subject)[0]).sort(), ['1', '2'])
})

test('what was answered is not late', async () => {
  talk.answer(await late())
  await onePass()
  assert.deepEqual(await letters(), [])
})

test('two clerks at once tell each conversation once', async () => {
  for (let i = 0; i < 6; i++) await late()
  const clerks = [1, 2, 3].map(() => spawn(`${ctx.stack.build}/bin/kith-clerk`, ['--config', ctx.config], { stdio: 'ignore' }))
  await until(async () => (await ctx.sql('SELECT id FROM conversation WHERE late_told_at IS NULL')).length === 0)
  await pause(1000)
  for (const one of clerks) one.kill('SIGTERM')
  await Promise.all(clerks.map((one) => new Promise((resolve) => { one.once('exit', resolve) })))
  assert.equal((await letters()).length, 1)
})

test('R-32: killed before it has noted what it told, the clerk tells it once when it is back', async () => {
  const it = await late()
  // The clerk has to wait where it writes its mail.
  const held = ctx.sql("BEGIN; INSERT INTO outbox (dedupe_key, kind, recipient, template, next_at, created_at)"
    + " SELECT CONCAT('late-2-', ?, '-', UNIX_TIMESTAMP() + seq), 'mail', 'x@y.example', 'none', UTC_TIMESTAMP(), UTC_TIMESTAMP()"
    + ' FROM seq_0_to_60; DO SLEEP(8); ROLLBACK', [it.id])
  await pause(500)
  await clerk.start()
  await ctx.stack.lockWait()
  const { workers } = clerk
  clerk.kill('SIGKILL')
  for (const pid of workers) process.kill(pid, 'SIGKILL')
  await held
  await until(() => clerk.pid === undefined)
  assert.deepEqual(await letters(), [])
  assert.equal((await talk.row(it)).late_told_at, null)
  await onePass()
  assert.equal((await letters()).length, 1)
})

/** A draft with a file, saved so many days ago. */
async function draft(days, conversation) {
  await ctx.sql(`INSERT INTO draft (patient_id, account_id, conversation_id, kind, body, saved_at)
    VALUES (?, ?, ?, 'family', 'A draft', UTC_TIMESTAMP() - INTERVAL ? DAY)`, [child.id, mother.id, conversation, days])
  const [{ id }] = await ctx.sql('SELECT MAX(id) AS id FROM draft')
  await ctx.sql(`INSERT INTO attachment (patient_id, draft_id, name, media_type, bytes, sha256, scan, added_at)
    VALUES (?, ?, 'a.pdf', 'application/pdf', 3, UNHEX(SHA2('a', 256)), 'none', UTC_TIMESTAMP());
    INSERT INTO attachment_chunk VALUES (?, LAST_INSERT_ID(), 0, 'abc')`, [child.id, id, child.id])
  return id
}

test('a draft that nobody touched for the days of the settings goes with its files', async () => {
  await draft(61, 0)
  await draft(300, 5)
  const kept = await draft(59, 6)
  await onePass()
  assert.deepEqual((await ctx.sql('SELECT id FROM draft')).map((row) => row.id), [kept])
  const files = await ctx.sql('SELECT id, draft_id FROM attachment')
  assert.deepEqual(files.map((row) => row.draft_id), [kept])
  assert.deepEqual(await ctx.sql('SELECT attachment_id AS id FROM attachment_chunk'), [{ id: files[0].id }])
})
