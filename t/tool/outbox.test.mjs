// kith-courier: mail is never lost, sent twice only where nobody could know, and
// holds up neither the portal nor other mail.
import { spawn } from 'node:child_process'
import { after, beforeEach, test } from 'node:test'
import assert from 'node:assert/strict'
import { pause, portal, until } from '../lib/portal.mjs'
import { SmtpServer } from '../lib/smtp.mjs'

const ctx = await portal()
const courier = ctx.program('kith-courier')
let server                 // the SmtpServer of a test
let behave = () => undefined
let count = 0

after(() => ctx.settings({}))

/** A message as the portal sealed it: what is in it does not matter here. */
async function sealedMessage() {
  const client = ctx.client()
  await courier.stop()
  await client.get('/account/sign-up')
  await client.follow(await client.post('/account/sign-up', { who: 'patient' }))
  const [{ born }] = await ctx.sql("SELECT birth_when AS born FROM patient WHERE mrn = 'RB-100314'")
  const answer = await client.post('/account/sign-up/patient', { first_name: 'Siobhan',
    last_name: 'O\'Brien', birth_date: born, email: 'siobhan.obrien@mail.example' })
  assert.equal(answer.status, 303)
  const [row] = await ctx.sql('SELECT HEX(sealed) AS hex FROM outbox ORDER BY id DESC LIMIT 1')
  await ctx.sql('DELETE FROM outbox')
  return row.hex
}

const sealed = await sealedMessage()

/** Put a mail to an address into the outbox; return its id. */
/** A mail that is due; expiresIn: seconds from now, at once with the row. */
async function put(to, { createdAgo = 0, expiresIn = null } = {}) {
  const [{ id }] = await ctx.sql(`INSERT INTO outbox
    (dedupe_key, kind, recipient, template, sealed, next_at, created_at, expires_at) VALUES
    (?, 'mail', ?, 'code', UNHEX(?), UTC_TIMESTAMP(), UTC_TIMESTAMP() - INTERVAL ? SECOND,
    UTC_TIMESTAMP() + INTERVAL ? SECOND)
    RETURNING id`, [`test-${process.pid}-${++count}`, to, sealed, createdAgo, expiresIn])
  return id
}

async function row(id) {
  const [it] = await ctx.sql(`SELECT state, attempts, sealed IS NULL AS is_wiped, last_error,
    TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), next_at) AS next_in,
    lease_until IS NOT NULL AS is_leased FROM outbox WHERE id = ?`, [id])
  return it
}

const inState = (id, state, seconds = 10) => until(async () => {
  const it = await row(id)
  return it.state === state && !it.is_leased ? it : undefined
}, { seconds, what: `mail ${id} is ${state}` })

/** Until it was tried so many times and waits for the next. */
const tried = (id, attempts = 1, seconds = 10) => until(async () => {
  const it = await row(id)
  return it.attempts === attempts && !it.is_leased ? it : undefined
}, { seconds, what: `mail ${id} was tried` })

const again = (id) => ctx.sql('UPDATE outbox SET next_at = UTC_TIMESTAMP() WHERE id = ?', [id])

server = await SmtpServer.start((step, mail) => behave(step, mail))
await ctx.settings({ smtp_url: server.url, smtp_tls: 'none',
  mail_from: 'Riverbend Family Medicine <portal@riverbend.example>' })

beforeEach(async () => {
  behave = () => undefined
  server.mails.length = 0
  server.commands.length = 0
  await ctx.sql('DELETE FROM outbox')
})

test('a mail is sent once, as multipart/alternative with the headers of RFC 5322', async () => {
  const id = await put('dana@mail.example')
  await inState(id, 'sent')
  assert.equal(server.mails.length, 1)
  const [{ data, from, to }] = server.mails
  assert.equal(from, 'portal@riverbend.example')
  assert.deepEqual(to, ['dana@mail.example'])
  const head = data.slice(0, data.indexOf('\r\n\r\n'))
  assert.match(head, /^From: "Riverbend Family Medicine" <portal@riverbend\.example>\r$/m)
  assert.match(head, /^To: dana@mail\.example\r$/m)
  assert.match(head, /^Subject: \S/m)
  assert.match(head, /^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000\r$/m)
  assert.match(head, new RegExp(`^Message-ID: <outbox-${id}\\.[0-9a-f]{16}@localhost>\\r$`, 'm'))
  assert.match(head, /^Auto-Submitted: auto-generated\r?$/m)
  assert.match(head, /^Content-Type: multipart\/alternative; boundary=/m)
  assert.match(data, /^Content-Type: text\/plain; charset=UTF-8\r$/m)
  assert.match(data, /^Content-Type: text\/html; charset=UTF-8\r$/m)
  assert.ok(Math.max(...data.split('\r\n').map((line) => line.length)) <= 998)
})

test('AU-08: a sent message is wiped, a waiting one is sealed', async () => {
  behave = () => '451 4.3.0 Later'
  const id = await put('dana@mail.example')
  await tried(id)
  const text = Buffer.from(sealed, 'hex').toString('latin1')
  assert.doesNotMatch(text, /subject|Your code|<p>/)
  behave = () => undefined
  await again(id)
  assert.equal((await inState(id, 'sent')).is_wiped, 1)
})

test('IO-14: an address that is more than one never reaches the mail server', async () => {
  const bad = ['a@b.example\r\nBcc: x@y.example', 'x@y.example,z@w.example', '<a@b.example>', '"a b"@c.example']
  for (const address of bad) {
    const it = await inState(await put(address), 'failed')
    assert.equal(it.last_error, 'not an email address')
  }
  assert.deepEqual(server.commands, [])
})

test('R-28: without a mail server mail waits, and the portal does not', async () => {
  await ctx.settings({ smtp_url: 'smtp://127.0.0.1:9', smtp_tls: 'none' })
  const id = await put('dana@mail.example')
  const it = await tried(id)
  assert.equal(it.state, 'waiting')
  assert.match(it.last_error, /connect/i)
  const began = Date.now()
  assert.equal((await ctx.client().get('/account/sign-in')).status, 200)
  assert.ok(Date.now() - began < 9000)
  await ctx.settings({ smtp_url: 'smtp://no-such-host.invalid:25', smtp_tls: 'none' })
  await again(id)
  assert.equal((await tried(id, 2, 20)).state, 'waiting')
  await ctx.settings({ smtp_url: server.url, smtp_tls: 'required' })
  await again(id)
  assert.match((await tried(id, 3)).last_error, /SSL|TLS/i)
  assert.equal(server.mails.length, 0)
  await ctx.settings({ smtp_url: server.url, smtp_tls: 'none' })
  await again(id)
  await inState(id, 'sent')
  assert.equal(server.mails.length, 1)
})

test('R-29: "later" is tried again after one minute, two, four, at most an hour', async () => {
  behave = (step) => (step === 'rcpt' ? '450 4.2.0 dana@mail.example is greylisted' : undefined)
  const id = await put('dana@mail.example')
  for (const [attempt, seconds] of [[1, 60], [2, 120], [3, 240]]) {
    const it = await tried(id, attempt)
    assert.ok(it.next_in > seconds - 5 && it.next_in <= seconds, `${it.next_in} after try ${attempt}`)
    assert.equal(it.last_error, 'the mail server said 450 4.2.0')
    await again(id)
  }
  await tried(id, 4)
  await ctx.sql('UPDATE outbox SET attempts = 20, next_at = UTC_TIMESTAMP() WHERE id = ?', [id])
  const it = await tried(id, 21)
  assert.ok(it.next_in > 3590 && it.next_in <= 3600)
})

test('R-29: after five days of "later" it is given up', async () => {
  behave = (step) => (step === 'data' ? '451 4.3.0 Later' : undefined)
  const id = await put('dana@mail.example', { createdAgo: 5 * 86400 })
  assert.equal((await inState(id, 'failed')).last_error, 'the mail server said 451 4.3.0')
  assert.match(ctx.kithctl('doctor').stdout, /PROBLEM {2}mail and texts: 1 could not be sent/)
})

test('R-29: "never" is not tried again, and holds no other mail up', async () => {
  behave = (step, mail) => (step === 'rcpt' && mail.to.includes('gone@mail.example')
    ? '550 5.1.1 gone@mail.example: no such mailbox' : undefined)
  const gone = await put('gone@mail.example')
  const good = await put('dana@mail.example')
  await inState(good, 'sent')
  const it = await inState(gone, 'failed')
  assert.equal(it.attempts, 1)
  assert.equal(it.last_error, 'the mail server said 550 5.1.1')
})

test('a refused sign-in to the mail server is not the mail\'s fault', async () => {
  behave = (step) => (step === 'mail' ? '530 5.7.0 Authentication required' : undefined)
  assert.equal((await tried(await put('dana@mail.example'))).state, 'waiting')
})

test('R-30: a server that hangs at any step is left after a while; other mail goes on', async () => {
  const hangs = { 'hang-rcpt@mail.example': 'rcpt', 'hang-data@mail.example': 'data' }
  behave = (step, mail) => (hangs[mail.to[0]] === step ? 'hang' : undefined)
  const [first] = Object.keys(hangs)
  const hanging = await put(first)
  await until(() => server.commands.some((line) => line.includes(first)))
  const began = Date.now()
  const others = []
  for (let i = 0; i < 10; i++) others.push(await put(`other${i}@mail.example`))
  for (const id of others) await inState(id, 'sent')
  assert.ok(Date.now() - began < 10000, 'other mail did not wait')
  assert.match((await tried(hanging, 1, 40)).last_error, /time/i)
  const late = await put('hang-data@mail.example')
  assert.match((await tried(late, 1, 70)).last_error, /time/i)
})

test('R-31: taken, but the answer is lost: sent again with the same Message-ID', async () => {
  behave = (step) => (step === 'data' ? 'drop' : undefined)
  const id = await put('dana@mail.example')
  assert.equal((await tried(id)).state, 'waiting')
  behave = () => undefined
  await again(id)
  await inState(id, 'sent')
  await pause(2500)
  assert.equal(server.mails.length, 2)
  assert.equal(server.mails[0].id, server.mails[1].id)
})

/** Hold the row so that the courier can't note what became of it. */
async function hold(id, seconds) {
  const held = ctx.sql(`BEGIN; SELECT id FROM outbox WHERE id = ? FOR UPDATE; DO SLEEP(?); ROLLBACK`, [id, seconds])
  await pause(300)
  return held
}

test('R-32: killed between the server\'s "taken" and the note of it: one duplicate, none lost', async () => {
  const id = await put('dana@mail.example')
  let held
  behave = async (step) => {
    if (step === 'data' && held === undefined) held = hold(id, 4)
    await pause(step === 'data' ? 500 : 0)
  }
  await until(() => server.mails.length === 1 && held !== undefined)
  await pause(1500)
  const workers = courier.workers
  courier.kill('SIGKILL')
  for (const pid of workers) process.kill(pid, 'SIGKILL')
  await held
  const it = await row(id)
  assert.deepEqual([it.state, it.is_leased], ['waiting', 1])
  await courier.start()
  await pause(2500)
  assert.equal(server.mails.length, 1, 'the lease holds')
  await ctx.sql('UPDATE outbox SET lease_until = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE id = ?', [id])
  await inState(id, 'sent')
  assert.equal(server.mails.length, 2)
  assert.equal(server.mails[0].id, server.mails[1].id)
})

test('R-32: two couriers send each mail once', async () => {
  const second = spawn(`${ctx.stack.build}/bin/kith-courier`, ['--config', ctx.config], { stdio: 'ignore' })
  try {
    behave = async () => { await pause(20) }
    const ids = []
    for (let i = 0; i < 40; i++) ids.push(await put(`many${i}@mail.example`))
    for (const id of ids) await inState(id, 'sent', 30)
    assert.equal(server.mails.length, 40)
    assert.equal(new Set(server.mails.map((mail) => mail.id)).size, 40)
  } finally {
    second.kill('SIGTERM')
    await new Promise((resolve) => { second.once('exit', resolve) })
  }
})

test('R-28: a code that is too late when the mail server is back is not sent', async () => {
  const late = await put('late@mail.example', { expiresIn: -1 })
  const good = await put('good@mail.example', { expiresIn: 600 })
  const it = await inState(late, 'failed')
  assert.equal(it.last_error, 'too late')
  assert.equal(it.is_wiped, 1)
  await inState(good, 'sent')
  assert.deepEqual(server.mails.map((mail) => mail.to).flat().filter((to) => /late/.test(to)), [])
})

test('SIGTERM puts a mail back that the server has nothing of yet', async () => {
  behave = (step) => (step === 'rcpt' ? 'hang' : undefined)
  const id = await put('dana@mail.example')
  await until(() => server.commands.some((line) => line.startsWith('RCPT')))
  const began = Date.now()
  await courier.stop()
  assert.ok(Date.now() - began < 15000)
  const it = await row(id)
  assert.deepEqual([it.state, it.attempts, it.is_leased], ['waiting', 0, 0])
  behave = () => undefined
  await courier.start()
  await inState(id, 'sent')
})
