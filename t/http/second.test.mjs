// The security option at sign-in (S125): after the password, on a device that
// is not remembered.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const { client, sql, mails, mail, PASSWORD } = ctx
const SECOND = '/account/second'
const SIGN_IN = '/account/sign-in'
const anna = people.accountWithApp('Anna Lund')
const bo = people.accountWithApp('Bo Berg')

beforeEach(async () => {
  for (const table of ['session', 'sign_in', 'known_device', 'sign_in_failure', 'recovery_code']) await sql(`DELETE FROM ${table}`)
  await sql('UPDATE security_option SET step = 0')
})

/** A browser in which the password was right. */
async function begun(account = anna, visitor = client()) {
  await visitor.get(SIGN_IN)
  const answer = await visitor.post(SIGN_IN, { email: account.email, password: PASSWORD })
  assert.equal(answer.status, 303)
  visitor.first = answer
  visitor.asked = await visitor.follow(answer)
  return visitor
}

const answerWith = (visitor, code, more = {}) => visitor.post(SECOND, { way: 'app', code, ...more })
/** Sign out, as from any page. */
async function signOut(visitor) {
  await visitor.get('/account/welcome')
  assert.equal((await visitor.post('/account/sign-out')).status, 303)
}

const isIn = async (visitor) => (await visitor.get('/account/welcome')).status === 200
const right = () => people.codeOf(anna)
const wrong = () => String((Number(right()) + 1) % 1000000).padStart(6, '0')

test('S125: after the password the security option is asked for, then the person is in', async () => {
  const visitor = await begun()
  assert.equal(visitor.asked.path, SECOND)
  assert.equal(visitor.asked.h1, 'One more step')
  assert.equal(await isIn(visitor), false)
  await visitor.get(SECOND)
  const answer = await answerWith(visitor, right())
  assert.equal(answer.status, 303)
  assert.equal((await visitor.follow(answer)).path, '/account/welcome')
})

test('S125: the page that was asked for first comes after it', async () => {
  const visitor = client()
  await visitor.get('/account/sign-in?next=/account/welcome')
  await visitor.follow(await visitor.post(SIGN_IN, { email: anna.email, password: PASSWORD }))
  assert.equal((await answerWith(visitor, right())).location, '/account/welcome')
})

test('AU-06: a code that is not right, of another time or another account opens nothing', async () => {
  for (const code of [wrong(), people.codeOf(bo), people.codeOf(anna, -3)]) {
    const visitor = await begun()
    const answer = await answerWith(visitor, code)
    assert.equal(answer.status, 422, code)
    assert.match(answer.says, /That code is not right/)
    assert.equal(await isIn(visitor), false)
  }
  assert.deepEqual(await sql('SELECT * FROM session'), [])
})

test('AU-06: a secret that was moved to another account opens nothing', async () => {
  const [{ own }] = await sql('SELECT HEX(sealed) AS own FROM security_option WHERE account_id = ?', [anna.id])
  await sql(`UPDATE security_option a JOIN security_option b ON b.account_id = ? SET a.sealed = b.sealed
    WHERE a.account_id = ?`, [bo.id, anna.id])
  assert.equal((await answerWith(await begun(), people.codeOf(bo))).status, 422)
  await sql('UPDATE security_option SET sealed = UNHEX(?) WHERE account_id = ?', [own, anna.id])
})

test('AU-07: a code works once', async () => {
  const code = right()
  assert.equal((await answerWith(await begun(), code)).status, 303)
  assert.equal((await answerWith(await begun(), code)).status, 422)
})

test('AU-07: of twenty who send the same code at once one is let in', async () => {
  const visitors = []
  for (let i = 0; i < 20; i++) visitors.push(await begun())
  const code = right()
  const answers = await Promise.all(visitors.map((visitor) => answerWith(visitor, code)))
  assert.equal(answers.filter((a) => a.status === 303 && a.location === SIGN_IN).length, 1)
  assert.deepEqual(await sql('SELECT COUNT(*) AS n FROM session'), [{ n: 1 }])
})

test('SE-11: what stands between password and option opens no other page', async (t) => {
  const dana = await people.patient('dana')
  await people.grant(anna, dana)
  t.after(() => sql('DELETE FROM access_grant WHERE account_id = ?', [anna.id]))
  const visitor = await begun()
  for (const path of [`/home/${dana.id}`, `/health/${dana.id}`, '/account/welcome', '/account/security/first', '/account/security']) {
    const answer = await visitor.get(path)
    assert.ok(answer.status === 303 && answer.location.startsWith(SIGN_IN), `${path} ${answer.status} ${answer.location}`)
  }
  assert.deepEqual(await sql('SELECT * FROM session'), [])
})

test('SE-11: it ends after ten minutes', async () => {
  const visitor = await begun()
  await sql('UPDATE sign_in SET created_at = created_at - INTERVAL 601 SECOND')
  const answer = await answerWith(visitor, right())
  assert.equal(answer.location, '/account/sign-in?over=1')
  assert.match((await visitor.follow(answer)).says, /Please sign in again/)
})

test('SE-11: without a password the page leads to the sign-in', async () => {
  const visitor = client()
  await visitor.get(SIGN_IN)
  assert.equal((await visitor.get(SECOND)).location, '/account/sign-in?over=1')
  assert.equal((await answerWith(visitor, right())).location, '/account/sign-in?over=1')
})

test('SE-03: each step has a new cookie, and the old one is worth nothing', async () => {
  const visitor = client()
  await visitor.get(SIGN_IN)
  const first = visitor.copy()
  await visitor.follow(await visitor.post(SIGN_IN, { email: anna.email, password: PASSWORD }))
  const second = visitor.copy()
  const entry = (one) => one.jar.cookies.get('__Host-kith-entry')
  assert.notEqual(entry(first), entry(second))
  assert.equal((await first.get(SECOND)).location, '/account/sign-in?over=1')
  assert.equal((await answerWith(visitor, right())).status, 303)
  assert.equal(entry(visitor), undefined)
  assert.equal((await second.get(SECOND)).location, '/account/sign-in?over=1')
  assert.equal(await isIn(second), false)
})

test('SE-03: a session of before ends when the password is typed', async () => {
  const visitor = await begun()
  await answerWith(visitor, right())
  const old = visitor.copy()
  assert.equal(await isIn(visitor), true)
  await visitor.post(SIGN_IN, { email: anna.email, password: PASSWORD })
  assert.equal(await isIn(old), false)
})

// --- guessing ---

test('AU-11: five wrong codes end it, and count as wrong passwords', async () => {
  const visitor = await begun()
  const answers = []
  for (let i = 0; i < 5; i++) answers.push(await answerWith(visitor, wrong()))
  assert.deepEqual(answers.map((a) => a.status), [422, 422, 422, 422, 422])
  assert.equal((await answerWith(visitor, right())).location, '/account/sign-in?over=1')
  assert.deepEqual(await sql('SELECT failures FROM sign_in_failure'), [{ failures: 5 }])
  const again = client()
  await again.get(SIGN_IN)
  assert.match((await again.post(SIGN_IN, { email: anna.email, password: PASSWORD })).says, /too many tries/)
})

test('AU-11: the right password does not forget the wrong codes before it', async () => {
  for (let i = 0; i < 3; i++) {
    const visitor = await begun()
    await answerWith(visitor, wrong())
  }
  assert.deepEqual(await sql('SELECT failures FROM sign_in_failure'), [{ failures: 3 }])
  assert.equal((await answerWith(await begun(), right())).status, 303)
  assert.deepEqual(await sql('SELECT * FROM sign_in_failure'), [])
})

test('AU-11: two hundred guesses at once, from twenty sign-ins, are few', async () => {
  const visitors = []
  for (let i = 0; i < 20; i++) visitors.push(await begun())
  await Promise.all(visitors.flatMap((visitor) => Array.from({ length: 10 }, () => answerWith(visitor.tab(), wrong(), {
    csrf: visitor.asked.form(SECOND).fields.csrf }))))
  const [{ failures }] = await sql('SELECT failures FROM sign_in_failure')
  assert.ok(failures >= 5 && failures <= 5 + 2, `${failures} were looked at`)
})

// --- recovery codes ---

test('S125: a recovery code takes the place of the option, once, and is told by mail', async () => {
  const { codes } = await withCodes()
  const before = mails(anna.email).length
  const visitor = await begun()
  const page = await visitor.get(`${SECOND}?way=recovery`)
  assert.match(page.says, /recovery code/)
  assert.equal((await visitor.post(SECOND, { code: codes[0].toLowerCase().replace('-', ' ') })).status, 303)
  assert.equal(await isIn(visitor), true)
  await people.posted()
  await mail(anna.email, { count: before + 1 })
  assert.ok(mails(anna.email).slice(before).some((one) => /with a recovery code/.test(one.text)))
  const again = await begun()
  assert.equal((await answerWith(again, codes[0], { way: 'recovery' })).status, 422)
})

test('AU-07: of ten who send the same recovery code at once one is let in', async () => {
  const { codes } = await withCodes()
  const visitors = []
  for (let i = 0; i < 10; i++) visitors.push(await begun())
  const before = await sql('SELECT COUNT(*) AS n FROM session')
  await Promise.all(visitors.map((visitor) => answerWith(visitor, codes[3], { way: 'recovery' })))
  const [{ n }] = await sql('SELECT COUNT(*) AS n FROM session')
  assert.equal(n, before[0].n + 1)
})

/** Anna with ten recovery codes, made on her page. */
async function withCodes() {
  const person = await people.signedIn(anna, { isFresh: true })
  await person.get('/account/security')
  const page = await person.post('/account/security/codes')
  assert.equal(page.status, 200)
  return { person, codes: page.text.match(/[A-Z2-7]{5}-[A-Z2-7]{5}/g) }
}

// --- text messages ---

const PHONE = '+19145550177'
const cara = await people.account('Cara Dean')
await sql('UPDATE account SET has_second_factor = TRUE WHERE id = ?', [cara.id])
await sql(`INSERT INTO security_option (account_id, kind, name, phone, made_at)
  VALUES (?, 'text', 'Phone ending in 77', ?, UTC_TIMESTAMP())`, [cara.id, PHONE])
const [{ phone }] = await sql('SELECT id AS phone FROM security_option WHERE account_id = ?', [cara.id])

/** Cara with the password typed, and the code that came for it. */
async function texted() {
  await sql('DELETE FROM verification_code')
  const before = mails(PHONE).length
  const visitor = await begun(cara)
  visitor.code = ctx.codeOf(await mail(PHONE, { count: before + 1 }))
  return visitor
}

test('S125: whose option is a phone gets the code at once, and is in with it', async () => {
  const visitor = await texted()
  assert.match(visitor.asked.says, /We texted a 6-digit code to the phone ending in 77/)
  assert.equal((await visitor.post(SECOND, { code: visitor.code })).location, SIGN_IN)
  assert.equal(await isIn(visitor), true)
  assert.equal((await sql('SELECT used_at IS NOT NULL AS used FROM security_option WHERE id = ?', [phone]))[0].used, 1)
})

test('AU-07: a code by text works once', async () => {
  const visitor = await texted()
  const again = visitor.copy()
  assert.equal((await visitor.post(SECOND, { code: visitor.code })).status, 303)
  again.page = visitor.asked
  assert.notEqual((await again.post(SECOND, { code: visitor.code, once: null })).location, SIGN_IN)
  assert.equal(await isIn(again), false)
})

test('AU-08: a code by text is for the sign-in that asked for it, and only the newest works', async () => {
  const visitor = await texted()
  const before = mails(PHONE).length
  await visitor.follow(await visitor.post('/account/second/text', { id: phone }))
  const newest = ctx.codeOf(await mail(PHONE, { count: before + 1 }))
  const other = await begun(cara)
  assert.equal((await other.post(SECOND, { code: newest })).status, 422)
  if (visitor.code !== newest) assert.equal((await visitor.post(SECOND, { code: visitor.code })).status, 422)
  assert.equal((await visitor.post(SECOND, { code: newest })).status, 303)
})

test('AU-08: a code by text does not stand in the database, and dies after ten minutes', async () => {
  const visitor = await texted()
  const rows = JSON.stringify([await sql('SELECT v.*, HEX(code_hash) AS x FROM verification_code v'),
    await sql('SELECT s.*, HEX(token_hash) AS x FROM sign_in s')])
  assert.ok(!rows.includes(visitor.code))
  await sql('UPDATE verification_code SET expires_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND')
  assert.match((await visitor.post(SECOND, { code: visitor.code })).says, /too old/)
})

test('AU-09: five wrong codes by text end the sign-in', async () => {
  const visitor = await texted()
  const bad = String((Number(visitor.code) + 1) % 1000000).padStart(6, '0')
  for (let i = 0; i < 5; i++) assert.equal((await visitor.post(SECOND, { code: bad })).status, 422)
  assert.equal((await visitor.post(SECOND, { code: visitor.code })).location, '/account/sign-in?over=1')
})

test('S125: a text goes to no phone of another account', async () => {
  const visitor = await begun(anna)
  const before = mails(PHONE).length
  assert.equal((await visitor.post('/account/second/text', { id: phone })).status, 404)
  await people.posted()
  assert.equal(mails(PHONE).length, before)
})

// --- remembered devices ---

test('S125: a device is remembered only if its owner says so', async () => {
  const visitor = await begun()
  await answerWith(visitor, right())
  assert.equal(visitor.jar.cookies.has('__Host-kith-device'), false)
  await signOut(visitor)
  assert.equal((await begun(anna, visitor)).asked.path, SECOND)
})

test('S125: a remembered device is asked for the password only', async () => {
  const visitor = await begun()
  const answer = await answerWith(visitor, right(), { remember: '1' })
  const cookie = answer.headers['set-cookie'].find((line) => line.startsWith('__Host-kith-device='))
  assert.match(cookie, /; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=2592000$/)
  await signOut(visitor)
  assert.equal((await begun(anna, visitor)).asked.path, '/account/welcome')
})

test('S125: on a remembered device the password is asked for all the same', async () => {
  const visitor = await begun()
  await answerWith(visitor, right(), { remember: '1' })
  await signOut(visitor)
  assert.equal(await isIn(visitor), false)
  await visitor.get(SIGN_IN)
  assert.equal((await visitor.post(SIGN_IN, { email: anna.email, password: 'wrong' })).status, 422)
})

test('S125: two of a family are remembered on one computer', async () => {
  const visitor = client()
  for (const one of [anna, bo]) {
    await begun(one, visitor)
    assert.equal((await answerWith(visitor, people.codeOf(one), { remember: '1' })).status, 303)
    await signOut(visitor)
  }
  for (const one of [anna, bo]) {
    assert.equal((await begun(one, visitor)).asked.path, '/account/welcome', one.name)
    await signOut(visitor)
  }
})

test('S125: a remembered device of one account is none of another', async () => {
  const visitor = await begun()
  await answerWith(visitor, right(), { remember: '1' })
  await signOut(visitor)
  assert.equal((await begun(bo, visitor)).asked.path, SECOND)
})

test('S125: after thirty days a device is no longer remembered', async () => {
  const visitor = await begun()
  await answerWith(visitor, right(), { remember: '1' })
  await signOut(visitor)
  const [{ days }] = await sql('SELECT TIMESTAMPDIFF(DAY, made_at, expires_at) AS days FROM known_device')
  assert.equal(days, 30)
  await sql('UPDATE known_device SET expires_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND')
  assert.equal((await begun(anna, visitor)).asked.path, SECOND)
})

test('S125: the database knows a remembered device by a hash only', async () => {
  const visitor = await begun()
  await answerWith(visitor, right(), { remember: '1' })
  const token = visitor.jar.cookies.get('__Host-kith-device')
  assert.deepEqual(await sql('SELECT token_hash = ? AS same, LENGTH(?) AS len FROM known_device', [people.hashOf(token), token]),
    [{ same: 1, len: 32 }])
})

// --- told ---

test('AU-20: a sign-in on a new device is told by mail, the next one there is not', async () => {
  await people.posted()
  const before = mails(anna.email).length
  const visitor = await begun()
  await answerWith(visitor, right())
  const note = await mail(anna.email, { count: before + 1 })
  assert.match(note.text, /on a device we have not seen before/)
  assert.ok(!/Anna|Lund/.test(note.text + note.html + note.subject))
  const again = await begun()
  await answerWith(again, people.codeOf(anna, 1))
  assert.equal(await isIn(again), true)
  await people.posted()
  assert.equal(mails(anna.email).length, before + 1)
})

test('AU-20: a sign-in after many wrong codes is told by mail', async () => {
  await sql('INSERT INTO sign_in_failure VALUES (?, 6, UTC_TIMESTAMP() - INTERVAL 1 HOUR)', [anna.email])
  await people.posted()
  const before = mails(anna.email).length
  await answerWith(await begun(), right())
  assert.match((await mail(anna.email, { count: before + 1 })).text, /after several wrong passwords or codes/)
})

test('EN-01: until the password is right, an account with an option answers as one without', async () => {
  const seen = []
  for (const email of [anna.email, 'nobody@people.example']) {
    const visitor = client()
    await visitor.get(SIGN_IN)
    const answer = await visitor.post(SIGN_IN, { email, password: 'wrong' })
    seen.push([answer.status, answer.says, answer.headers['set-cookie']])
  }
  assert.deepEqual(seen[1], seen[0])
})
