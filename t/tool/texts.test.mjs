// kith-courier and text messages: each goes to the gateway once, what the gateway
// says decides, and texts hold up neither mail nor each other.
import { execFile, execFileSync } from 'node:child_process'
import fs from 'node:fs'
import https from 'node:https'
import path from 'node:path'
import { after, beforeEach, test } from 'node:test'
import assert from 'node:assert/strict'
import { ERRORS, Gateway } from '../lib/gateway.mjs'
import { pause, portal, until } from '../lib/portal.mjs'

const PHONE = '+18025550142'
const ctx = await portal()
const courier = ctx.program('kith-courier')
let behave = () => undefined
let count = 0

const gateway = await Gateway.start((text) => behave(text))
const settings = { text_gateway: gateway.url }

/** The courier with other settings; pages don't matter here. */
async function restart(values) {
  const lines = Object.entries(values).map(([key, value]) => `${key} = ${value}\n`)
  fs.writeFileSync(`${ctx.config}.extra`, lines.join(''))
  await courier.restart()
}

await restart(settings)
after(() => ctx.settings({}))

beforeEach(async () => {
  behave = () => undefined
  gateway.texts.length = 0
  await ctx.sql('DELETE FROM outbox')
})

/** A code for a phone, as a page puts it into the outbox; its id, if any. */
async function put(to = PHONE, { code = '482913', key = `text-${process.pid}-${++count}` } = {}) {
  execFileSync(path.join(ctx.stack.build, 't/tool/letter'), ['--config', ctx.config, key, to, code])
  return (await ctx.sql('SELECT id FROM outbox WHERE dedupe_key = ?', [key]))[0]?.id
}

const row = async (id) => (await ctx.sql(`SELECT kind, state, attempts, sealed IS NULL AS is_wiped, last_error,
  TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), next_at) AS next_in, recipient,
  TIMESTAMPDIFF(MINUTE, created_at, expires_at) AS minutes,
  lease_until IS NOT NULL AS is_leased FROM outbox WHERE id = ?`, [id]))[0]

const inState = (id, state, seconds = 10) => until(async () => {
  const it = await row(id)
  return it.state === state && !it.is_leased ? it : undefined
}, { seconds, what: `text ${id} is ${state}` })

const tried = (id, attempts = 1, seconds = 10) => until(async () => {
  const it = await row(id)
  return it.attempts === attempts && !it.is_leased ? it : undefined
}, { seconds, what: `text ${id} was tried` })

const again = (id) => ctx.sql('UPDATE outbox SET next_at = UTC_TIMESTAMP() WHERE id = ?', [id])

test('a code goes to the gateway once, in the form of Twilio', async () => {
  const it = await inState(await put(), 'sent')
  assert.deepEqual([it.kind, it.attempts, it.minutes], ['text', 1, 10])
  assert.deepEqual(gateway.texts, [{ to: PHONE, from: '+18025550190', login: 'ACdemo:secret',
    path: 'POST /2010-04-01/Accounts/ACdemo/Messages.json', type: 'application/x-www-form-urlencoded',
    body: '482913 is your code for Riverbend. It works for 10 minutes. Do not tell it to anyone,' +
      ' not even to us.\n\n@localhost #482913' }])
})

test('a code is one message: at most 160 characters, all of the GSM alphabet', async () => {
  await inState(await put(), 'sent')
  assert.ok(gateway.texts[0].body.length <= 160)
  assert.match(gateway.texts[0].body, /^[ -Z_a-z\n]*$/)
})

test('AU-08: a text that waits is sealed, one that was sent is wiped', async () => {
  behave = () => ERRORS.broken
  const id = await put()
  await tried(id)
  const [{ sealed }] = await ctx.sql('SELECT HEX(sealed) AS sealed FROM outbox WHERE id = ?', [id])
  assert.ok(sealed.length > 100)
  assert.doesNotMatch(Buffer.from(sealed, 'hex').toString('latin1'), /482913|your code/)
  behave = () => undefined
  await again(id)
  assert.equal((await inState(id, 'sent')).is_wiped, 1)
})

test('the same text twice is one row and one text', async () => {
  const id = await put(PHONE, { key: 'the same' })
  assert.equal(await put(PHONE, { key: 'the same' }), id)
  await inState(id, 'sent')
  assert.equal(gateway.texts.length, 1)
})

test('IO-14: what is no phone number never reaches the gateway', async () => {
  for (const number of ['8025550142', '+18025550142,+18025550143', '+1802555014\r\n2', 'dana@mail.example']) {
    const it = await row(await put(number))
    assert.deepEqual([it.state, it.last_error, it.recipient], ['failed', 'not a phone number', ''])
  }
  assert.deepEqual(gateway.texts, [])
})

test('R-29: what the gateway will never send is not tried again', async () => {
  const says = [[ERRORS.invalidNumber, '400 21211'], [ERRORS.stopped, '400 21610'],
    [{ status: 422, body: 'no JSON' }, '422'], [{ status: 400, body: { code: 'x'.repeat(99) } }, '400']]
  for (const [answer, said] of says) {
    behave = () => answer
    const it = await inState(await put(), 'failed')
    assert.equal(it.attempts, 1)
    assert.equal(it.last_error, `the text gateway said ${said}`)
  }
  assert.equal(gateway.texts.length, says.length)
})

test('R-29: "too many", a broken gateway and our own token are tried again, with a pause that grows', async () => {
  const says = [[ERRORS.tooMany, '429 20429'], [ERRORS.broken, '500'], [ERRORS.badToken, '401 20003'],
    [{ status: 302, body: '', headers: { location: `${gateway.url}/elsewhere` } }, '302']]
  const id = await put()
  for (const [i, [answer, said]] of says.entries()) {
    behave = () => answer
    await again(id)
    const it = await until(async () => {
      const now = await row(id)
      return now.last_error === `the text gateway said ${said}` && !now.is_leased ? now : undefined
    }, { seconds: 10, what: said })
    assert.equal(it.state, 'waiting')
    const seconds = 60 * 2 ** (it.attempts - 1)
    assert.ok(it.next_in > seconds - 5 && it.next_in <= seconds, `${it.next_in} after try ${i + 1}`)
  }
  assert.ok(gateway.texts.every(({ path: at }) => at.endsWith('/Messages.json')), 'no redirect is followed')
})

test('R-28: without the gateway a text waits, a code not longer than it is good', async () => {
  await restart({ text_gateway: 'http://127.0.0.1:9' })
  const id = await put()
  const it = await tried(id)
  assert.match(it.last_error, /^the text gateway gave no answer: .*connect/i)
  await ctx.sql('UPDATE outbox SET expires_at = UTC_TIMESTAMP(), next_at = UTC_TIMESTAMP() WHERE id = ?', [id])
  const late = await inState(id, 'failed')
  assert.deepEqual([late.last_error, late.is_wiped], ['too late', 1])
  await restart(settings)
})

test('R-30: a gateway that hangs holds up no other text and no mail', async () => {
  let answer
  behave = (text) => (text.to === PHONE ? new Promise((resolve) => { answer = resolve }) : undefined)
  const hanging = await put()
  await until(() => gateway.texts.length === 1)
  const began = Date.now()
  for (let i = 0; i < 5; i++) await inState(await put(`+1802555015${i}`), 'sent')
  assert.ok(Date.now() - began < 10000, 'other texts did not wait')
  assert.equal((await row(hanging)).is_leased, 1)
  answer()
  await inState(hanging, 'sent')
})

test('a text that was taken is sent, whatever becomes of the rest of the answer', async () => {
  behave = () => 'endless'
  const it = await inState(await put(), 'sent', 5)
  assert.equal(it.attempts, 1)
  assert.equal(gateway.texts.length, 1)
})

test('R-31: no answer at all: sent again, so that the phone may get it twice', async () => {
  behave = () => 'drop'
  const id = await put()
  assert.match((await tried(id)).last_error, /^the text gateway gave no answer/)
  behave = () => undefined
  await again(id)
  await inState(id, 'sent')
  assert.equal(gateway.texts.length, 2)
})

test('R-32: killed between the gateway\'s "queued" and the note of it: one text more, none lost', async () => {
  behave = async () => {
    await pause(600)
    return undefined
  }
  const id = await put()
  await until(() => gateway.texts.length === 1)
  const workers = courier.workers
  courier.kill('SIGKILL')
  for (const pid of workers) process.kill(pid, 'SIGKILL')
  const it = await row(id)
  assert.deepEqual([it.state, it.is_leased], ['waiting', 1])
  behave = () => undefined
  await courier.start()
  await pause(1500)
  assert.equal(gateway.texts.length, 1, 'the lease holds')
  await ctx.sql('UPDATE outbox SET lease_until = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE id = ?', [id])
  await inState(id, 'sent')
  assert.equal(gateway.texts.length, 2)
  assert.deepEqual(gateway.texts[0], gateway.texts[1])
})

test('CR-09: a gateway whose certificate nobody vouches for gets nothing', async () => {
  const dir = ctx.scratch()
  const files = { key: path.join(dir, 'key'), cert: path.join(dir, 'cert') }
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ed25519', '-nodes', '-subj', '/CN=localhost',
    '-addext', 'subjectAltName=DNS:localhost', '-keyout', files.key, '-out', files.cert], { stdio: 'ignore' })
  let came = 0
  const server = https.createServer({ key: fs.readFileSync(files.key), cert: fs.readFileSync(files.cert) }, () => came++)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  await restart({ text_gateway: `https://localhost:${server.address().port}` })
  const it = await tried(await put())
  assert.match(it.last_error, /certificate|SSL/i)
  assert.equal(came, 0)
  server.close()
  await restart(settings)
})

test('without a gateway nothing is put into the outbox', async () => {
  await restart({ text_gateway: '' })
  assert.equal(await put(), undefined)
  await restart(settings)
})

test('kithctl doctor says whether the gateway answers and knows the account', async () => {
  // This process is the gateway, and has to answer meanwhile.
  const doctor = () => new Promise((resolve) => {
    execFile(path.join(ctx.dir, 'kithctl'), ['doctor'], (error, stdout) => { resolve(stdout) })
  })
  assert.match(await doctor(), new RegExp(`OK {7}text gateway ${gateway.url}`))
  behave = () => ERRORS.badToken
  assert.match(await doctor(), /PROBLEM {2}text gateway .*401 20003/)
})

test('settings that can\'t work end the courier\'s start with a sentence', () => {
  const bad = { text_gateway: ['http://gateway.example', 'https://x.example/', 'ftp://x.example'],
    text_sid: ['', 'AC/../x'], text_token_file: ['/no/such/file'], text_from: ['', 'Riverbend', '12'] }
  const file = path.join(ctx.scratch(), 'kith.conf')
  const good = fs.readFileSync(ctx.config, 'utf8')
  for (const [key, values] of Object.entries(bad)) {
    for (const value of values) {
      fs.writeFileSync(file, good.replace(new RegExp(`^${key} = .*$`, 'm'), `${key} = ${value}`))
      assert.throws(() => execFileSync(`${ctx.stack.build}/bin/kith-courier`, ['--config', file],
        { stdio: 'pipe', timeout: 10000 }), (error) => String(error.stderr).includes(key), `${key} = ${value}`)
    }
  }
})
