// A message that says "sent" is there, once: with workers, the database and the
// whole machine killed at any time. ./dev test --long kills 200 times.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { Ledger, Writer } from '../lib/ledger.mjs'
import { holding } from '../lib/lock.mjs'
import { FULL, People } from '../lib/people.mjs'
import { pause, portal, until } from '../lib/portal.mjs'

const IS_LONG = process.env.KITH_LONG === 'true'
const KILLS = IS_LONG ? 200 : 10
const WRITERS = 4

const ctx = await portal()
const { sql, stack } = ctx
const people = new People(ctx)
let writers

before(async () => {
  await ctx.settings({ messages_per_day: 1000, upload_megabytes_per_day: 10000 })
  const patients = [await people.patient('siobhan'), await people.patient('walter')]
  writers = []
  for (let i = 0; i < WRITERS; i++) {
    const account = await people.account(`Writer ${'ABCDEFGH'[i]}`)
    await people.grant(account, patients[i % 2], { areas: FULL, relation: 'friend' })
    const writer = new Writer(await people.signedIn(account), patients[i % 2])
    await writer.begin(sql)
    writers.push(writer)
  }
})

/** Write, and meanwhile do harm so many times; then look whether all is well. */
async function survive(t, times, harm) {
  const ledger = new Ledger(ctx)
  let isOver = false
  let isLost = false
  await sql("DELETE FROM audit WHERE action IN ('send_new', 'send_answer'); DELETE FROM message WHERE body LIKE 'Ledger %'")
  await sql('DELETE c FROM conversation c LEFT JOIN message m ON m.patient_id = c.patient_id AND m.conversation_id = c.id WHERE m.id IS NULL')
  await sql('DELETE FROM attachment; DELETE FROM attachment_chunk; DELETE FROM upload_use')
  const writing = writers.map((writer) => ledger.write(writer, () => isOver, () => isLost))
  try {
    for (let i = 0; i < times; i++) {
      const before = ledger.entries.length
      if (i % 100 === 99) await sql('DELETE FROM upload_use')     // nobody may write so much a day
      await until(() => ledger.entries.length > before, { seconds: 60, what: 'somebody writes' })
      await pause(Math.random() * 150)
      await harm()
    }
    const before = ledger.entries.length
    await until(() => ledger.entries.length >= before + WRITERS, { seconds: 60, what: 'it goes on' })
  } catch (error) {
    isLost = true
    throw error
  } finally {
    isOver = true
    await Promise.all(writing)
  }
  const { entries, taken, stored } = await ledger.check()
  t.diagnostic(`${entries} written, ${taken} answered as sent, ${stored} there`)
  assert.ok(taken > times / 2)
}

test('R-14: workers killed while people write', async (t) => {
  const program = ctx.program('messages')
  let killed = 0
  await survive(t, KILLS, async () => {
    const workers = program.workers
    if (workers.length > 0) process.kill(workers[Math.floor(Math.random() * workers.length)], 'SIGKILL')
    // Each death makes the program wait longer for the next worker: it begins
    // anew, or two hundred kills would take an hour of waiting.
    if (++killed % 10 === 0) await program.restart()
  })
})

test('R-14: the whole program killed while people write', (t) => survive(t, Math.ceil(KILLS / 5), async () => {
  await ctx.program('messages').kill9()
  await ctx.program('messages').start()
}))

test('R-01: the database killed while people write', (t) => survive(t, Math.ceil(KILLS / 3), async () => {
  await ctx.db.kill9()
  await ctx.db.start()
}))

test('R-02: connections cut at any moment, at COMMIT too', (t) => survive(t, KILLS * 3, async () => {
  const found = await sql("SELECT id FROM information_schema.processlist WHERE user = 'kith_messages'")
  for (const { id } of found) await sql(`KILL ${id}`).catch(() => {})
}))

test('R-18: everything killed at once, as when the power fails', (t) => survive(t, IS_LONG ? 10 : 1, async () => {
  const names = stack.daemons.filter(({ name }) => name !== 'mail')
  await Promise.all(names.map((daemon) => daemon.kill9()))
  await stack.dev('stack-up')
}))

test('R-18: and then the audit trail is whole', async () => {
  await until(() => /^0 rows not sealed yet$/m.test(ctx.kithctl('audit-verify').stdout), { seconds: 30 })
  const { stdout } = ctx.kithctl('audit-verify')
  assert.match(stdout, /rows,/)
})

/** A conversation of Siobhan's that a writer has begun. */
async function begun() {
  const ledger = new Ledger(ctx)
  const entry = { once: '0123456789abcdef'.repeat(2), body: `Ledger lock ${Date.now()}`, files: [], answers: [] }
  assert.ok(await ledger.send(writers[0], entry), JSON.stringify(entry))
  const [, patient, id] = /^\/messages\/(\d+)\/(\d+)/.exec(entry.answers[0])
  await writers[0].client.get(`/messages/${patient}/${id}`)
  return { patient, id, path: `/messages/send/${patient}/${id}` }
}

test('R-04: a row that is locked too long: tried again, then said clearly; the half that was done is undone', async () => {
  const { patient, id, path } = await begun()
  const lock = holding(stack, `BEGIN; SELECT id FROM conversation WHERE patient_id = ${patient} AND id = ${id} FOR UPDATE`)
  await lock.held()
  const before = await sql('SELECT COUNT(*) AS n FROM message')
  let answer
  try {
    answer = await writers[0].client.post(path, { message: 'Ledger locked' }, { timeout: 60000 })
    assert.equal(answer.status, 503)
    assert.ok(Number(answer.headers['retry-after']) > 0)
    assert.deepEqual(await sql('SELECT COUNT(*) AS n FROM message'), before)
  } finally { await lock.end() }
  answer = await writers[0].client.post(path, { message: 'Ledger locked' })
  assert.equal(answer.status, 303)
  assert.equal((await sql("SELECT COUNT(*) AS n FROM message WHERE body = 'Ledger locked'"))[0].n, 1)
})

test('R-03: a deadlock is tried again, and the person sees nothing of it', async () => {
  const { patient, id, path } = await begun()
  // The other session holds the conversation, and then wants what the message
  // has locked before: the key of its form.
  const lock = holding(stack, `SET SESSION innodb_lock_wait_timeout = 20; BEGIN;
    INSERT INTO presence (conversation_id, staff_id, seen_at) SELECT seq, 1, NOW() FROM seq_1_to_500;
    SELECT id FROM conversation WHERE patient_id = ${patient} AND id = ${id} FOR UPDATE`)
  await lock.held()
  const sending = writers[0].client.post(path, { message: 'Ledger deadlock' }, { timeout: 60000 })
  await stack.lockWait()
  lock.run('SELECT COUNT(*) FROM idempotency FOR UPDATE; ROLLBACK;')
  const answer = await sending
  await lock.end()
  assert.equal(answer.status, 303, answer.says)
  assert.equal((await sql("SELECT COUNT(*) AS n FROM message WHERE body = 'Ledger deadlock'"))[0].n, 1)
  const [{ status }] = await sql("SHOW ENGINE INNODB STATUS").then((rows) => rows.map((row) => ({ status: row.Status })))
  assert.match(status, /LATEST DETECTED DEADLOCK/)
})
