// The security options of an account: the first set-up (S126), and the page
// "Security".
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'
import { totp } from '../lib/totp.mjs'

const ctx = await portal()
const people = new People(ctx)
const { client, sql, mails, mail, PASSWORD } = ctx
const SECURITY = '/account/security'
const anna = people.accountWithApp('Anna Lund')
const [saved] = await sql('SELECT HEX(sealed) AS sealed FROM security_option WHERE account_id = ?', [anna.id])
const nina = await people.account('Nina New')

beforeEach(async () => {
  for (const table of ['session', 'sign_in', 'known_device', 'sign_in_failure', 'recovery_code', 'option_pending',
    'account_change', 'security_option', 'security_option_removed', 'verification_code', 'idempotency']) await sql(`DELETE FROM ${table}`)
  await sql(`INSERT INTO security_option (account_id, kind, name, sealed, made_at)
    VALUES (?, 'app', 'Authenticator app', UNHEX(?), UTC_TIMESTAMP())`, [anna.id, saved.sealed])
  await sql('UPDATE account SET needs_option = TRUE, has_second_factor = FALSE WHERE id = ?', [nina.id])
})

/** A browser in which somebody is signed in who typed the password just now. */
const fresh = (account = anna) => people.signedIn(account, { isFresh: true })

const [{ hash }] = await sql('SELECT password_hash AS hash FROM account WHERE id = ?', [anna.id])
const restorePassword = () => sql('UPDATE account SET password_hash = ? WHERE id = ?', [hash, anna.id])

const codesOf = (page) => page.text.match(/[A-Z2-7]{5}-[A-Z2-7]{5}/g) ?? []
const secretOf = (page) => /id="secret">([A-Z2-7 ]+)</.exec(page.text)[1]
const optionsOf = (account) => sql('SELECT id, kind, name FROM security_option WHERE account_id = ? ORDER BY id', [account.id])

/** Add an app on a page of the portal; its secret is visitor.secret. */
async function addApp(visitor, from, more = {}) {
  await visitor.get(from)
  const page = await visitor.follow(await visitor.post(`${SECURITY}/add`, { kind: 'app', replaces: null, ...more }))
  visitor.secret = secretOf(page)
  visitor.code = totp(visitor.secret, ctx.stack.now)
  return visitor.post(`${SECURITY}/app`, { code: visitor.code })
}

/** Mails to the account that came after fn() was called. */
async function told(account, fn) {
  await people.posted()
  const before = mails(account.email).length
  const result = await fn()
  await people.posted()
  await mail(account.email, { count: before + 1 })
  return { result, mails: mails(account.email).slice(before) }
}

const linkOf = (note) => /https?:\/\/[^/\s]+(\/account\/link\/undo\?token=[0-9a-f]{64})/.exec(note.text.replace(/=\r?\n/g, ''))?.[1]

// --- the first set-up ---

test('S126: who has none yet is sent to the choice, from every page, until there is one', async () => {
  const visitor = await fresh(nina)
  for (const path of ['/account/welcome', SECURITY, '/home/1']) {
    assert.equal((await visitor.get(path)).location, `${SECURITY}/first`, path)
  }
  const page = await visitor.get(`${SECURITY}/first`)
  assert.equal(page.h1, 'Choose your security option')
  assert.match(page.says, /Authenticator app.*Text message/s)
  assert.equal((await addApp(visitor, `${SECURITY}/first`)).status, 200)
  assert.equal((await visitor.get('/account/welcome')).status, 200)
  assert.deepEqual(await sql('SELECT has_second_factor AS has, needs_option AS needs FROM account WHERE id = ?', [nina.id]), [{ has: 1, needs: 0 }])
})

test('S126: the first one ends with ten recovery codes to print, then the welcome page', async () => {
  const visitor = await fresh(nina)
  const page = await addApp(visitor, `${SECURITY}/first`)
  assert.equal(page.h1, 'Print your recovery codes')
  assert.equal(new Set(codesOf(page)).size, 10)
  assert.ok(page.text.includes('href="/account/welcome"'))
  assert.match(page.says, /Print/)
})

test('S126: with it the next sign-in asks for it', async () => {
  const visitor = await fresh(nina)
  await addApp(visitor, `${SECURITY}/first`)
  const other = client()
  await other.get('/account/sign-in')
  assert.equal((await other.post('/account/sign-in', { email: nina.email, password: PASSWORD })).location, '/account/second')
  await other.get('/account/second')
  assert.equal((await other.post('/account/second', { code: totp(visitor.secret, ctx.stack.now, 1) })).location, '/account/sign-in')
})

test('AU-07: the code that proved the app does not sign in, too', async () => {
  const visitor = await fresh(nina)
  await addApp(visitor, `${SECURITY}/first`)
  const other = client()
  await other.get('/account/sign-in')
  await other.follow(await other.post('/account/sign-in', { email: nina.email, password: PASSWORD }))
  assert.equal((await other.post('/account/second', { code: visitor.code })).status, 422)
})

test('S126: without the right code there is no option, and the page comes again with the same key', async () => {
  const visitor = await fresh(nina)
  await visitor.get(`${SECURITY}/first`)
  const page = await visitor.follow(await visitor.post(`${SECURITY}/add`, { kind: 'app' }))
  for (const code of ['', '000000', totp(secretOf(page), ctx.stack.now, -4)]) {
    const answer = await visitor.post(`${SECURITY}/app`, { code })
    assert.equal(answer.status, 422, code)
    assert.equal(secretOf(answer), secretOf(page))
  }
  assert.deepEqual(await optionsOf(nina), [])
  assert.equal((await visitor.get('/account/welcome')).status, 303)
})

test('S126: nothing chosen is told beside the choice', async () => {
  const visitor = await fresh(nina)
  await visitor.get(`${SECURITY}/first`)
  for (const kind of [null, '', 'secret-question']) {
    const answer = await visitor.post(`${SECURITY}/add`, { kind })
    assert.equal(answer.status, 422)
    assert.match(answer.says, /Choose one of these/)
  }
})

test('AU-18: no page offers a secret question', async () => {
  const page = await (await fresh(nina)).get(`${SECURITY}/first`)
  assert.doesNotMatch(page.says, /(secret|security) question|maiden|first pet/i)
})

test('SE-03: the end of the set-up begins a new session, the old one ends', async () => {
  const visitor = await fresh(nina)
  const old = visitor.copy()
  await addApp(visitor, `${SECURITY}/first`)
  assert.equal((await visitor.get('/account/welcome')).status, 200)
  assert.match((await old.get('/account/welcome')).location, /^\/account\/sign-in/)
})

test('S126: during the set-up one can sign out', async () => {
  const visitor = await fresh(nina)
  await visitor.get(`${SECURITY}/first`)
  assert.match((await visitor.post('/account/sign-out')).location, /signed_out=1/)
})

// --- a phone ---

test('S126: a phone is proved by the code that it gets', async () => {
  const visitor = await fresh(nina)
  await visitor.get(`${SECURITY}/first`)
  await visitor.follow(await visitor.post(`${SECURITY}/add`, { kind: 'text' }))
  const page = await visitor.follow(await visitor.post(`${SECURITY}/phone`, { phone: '(914) 555-0148' }))
  assert.equal(page.h1, 'Enter your code')
  assert.match(page.says, /the phone ending in 48/)
  const text = await mail('+19145550148')
  assert.equal((await visitor.post(`${SECURITY}/text`, { code: '000000' })).status, 422)
  const done = await visitor.post(`${SECURITY}/text`, { code: ctx.codeOf(text) })
  assert.equal(done.h1, 'Print your recovery codes')
  assert.deepEqual(await sql('SELECT kind, name, phone FROM security_option WHERE account_id = ?', [nina.id]),
    [{ kind: 'text', name: 'Phone ending in 48', phone: '+19145550148' }])
})

test('S126: what is no phone number comes back as it was typed', async () => {
  const visitor = await fresh(nina)
  await visitor.get(`${SECURITY}/first`)
  await visitor.follow(await visitor.post(`${SECURITY}/add`, { kind: 'text' }))
  for (const phone of ['555-0148', 'ask my son', '(914) 055-0148', '911']) {
    const answer = await visitor.post(`${SECURITY}/phone`, { phone })
    assert.equal(answer.status, 422, phone)
    assert.match(answer.says, /Enter a mobile phone number/)
    assert.ok(answer.text.includes(`value="${phone}"`), phone)
  }
})

test('AU-08: a code for a phone is bound to the browser that asked, and only the newest works', async () => {
  const begun = async () => {
    const visitor = await fresh(nina)
    await visitor.get(`${SECURITY}/first`)
    await visitor.follow(await visitor.post(`${SECURITY}/add`, { kind: 'text' }))
    return visitor
  }
  const visitor = await begun()
  const before = mails('+19145550149').length
  await visitor.follow(await visitor.post(`${SECURITY}/phone`, { phone: '+1 914 555 0149' }))
  const first = ctx.codeOf(await mail('+19145550149', { count: before + 1 }))
  await visitor.follow(await visitor.post(`${SECURITY}/phone`, { phone: '+1 914 555 0149' }))
  const second = ctx.codeOf(await mail('+19145550149', { count: before + 2 }))
  const other = await fresh(nina)
  await other.get(`${SECURITY}/text`)
  assert.equal((await other.post(`${SECURITY}/text`, { code: second })).status, 422)
  await visitor.get(`${SECURITY}/text`)
  if (first !== second) assert.equal((await visitor.post(`${SECURITY}/text`, { code: first })).status, 422)
  assert.equal((await visitor.post(`${SECURITY}/text`, { code: second })).status, 200)
})

// --- the page ---

test('AU-17: each change asks for the password that was typed long ago, and keeps the form', async () => {
  const visitor = await people.signedIn(anna)
  const [{ id }] = await optionsOf(anna)
  await visitor.get(SECURITY)
  for (const [path, fields] of [['add', { kind: 'app' }], ['remove', { id }], ['codes', {}]]) {
    const answer = await visitor.post(`${SECURITY}/${path}`, { ...fields, once: null })
    assert.equal(answer.status, 422, path)
    assert.equal(answer.h1, 'Is it you?')
    await visitor.get(SECURITY)
  }
  for (const path of ['app', 'text']) assert.match((await visitor.get(`${SECURITY}/${path}`)).location, /^\/account\/again/)
  assert.deepEqual((await optionsOf(anna)).map((o) => o.id), [id])
})

test('S126: the page shows each option with when it was made and used', async () => {
  const page = await (await fresh()).get(SECURITY)
  assert.match(page.says, /Authenticator app/)
  assert.match(page.says, /Added today/)
  assert.match(page.says, /You have 0 of 10 left/)
})

test('S126: a second option is added, and told by mail with the way back', async () => {
  const visitor = await fresh()
  const { result, mails: [note] } = await told(anna, () => addApp(visitor, SECURITY))
  assert.equal(result.location, `${SECURITY}?done=added`)
  assert.equal((await optionsOf(anna)).length, 2)
  assert.match(note.text, /an authenticator app was added/)
  assert.ok(linkOf(note))
  assert.ok(!/Anna|Lund/.test(note.text + note.html + note.subject))
})

test('S126: the last option cannot be removed', async () => {
  const visitor = await fresh()
  const [{ id }] = await optionsOf(anna)
  const page = await visitor.get(SECURITY)
  assert.equal(page.form(`${SECURITY}/remove`), undefined)
  const answer = await visitor.post(`${SECURITY}/remove`, { id })
  assert.equal(answer.status, 422)
  assert.match(answer.says, /your last security option/)
  assert.equal((await optionsOf(anna)).length, 1)
})

test('S126: of two who remove the two last options at once one is refused', async () => {
  const visitor = await fresh()
  await addApp(visitor, SECURITY)
  const ids = (await optionsOf(anna)).map((o) => o.id)
  await visitor.get(SECURITY)
  const tabs = ids.map(() => visitor.tab())
  for (const tab of tabs) await tab.get(SECURITY)
  const answers = await Promise.all(ids.map((id, i) => tabs[i].post(`${SECURITY}/remove`, { id })))
  assert.deepEqual(answers.map((a) => a.status).sort(), [303, 422])
  assert.equal((await optionsOf(anna)).length, 1)
})

test('S126: another account\'s option and device are not there', async () => {
  const visitor = await fresh(anna)
  await sql("INSERT INTO security_option (account_id, kind, name, made_at) VALUES (?, 'text', 'Phone', UTC_TIMESTAMP())", [nina.id])
  await sql(`INSERT INTO known_device (account_id, token_hash, agent, address, made_at, seen_at, expires_at)
    VALUES (?, ?, 'x', 'x', UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 1 DAY)`, [nina.id, Buffer.alloc(32)])
  const [option] = await optionsOf(nina)
  const [device] = await sql('SELECT id FROM known_device')
  await visitor.get(SECURITY)
  assert.equal((await visitor.post(`${SECURITY}/remove`, { id: option.id })).status, 404)
  await visitor.get(SECURITY)
  assert.equal((await visitor.post(`${SECURITY}/device`, { id: device.id })).status, 404)
  assert.equal((await sql('SELECT * FROM known_device')).length, 1)
  assert.equal((await optionsOf(nina)).length, 1)
})

test('S126: an option is replaced by another: the old one goes when the new one is proved', async () => {
  const visitor = await fresh()
  const [{ id }] = await optionsOf(anna)
  await visitor.get(SECURITY)
  await visitor.follow(await visitor.post(`${SECURITY}/add`, { kind: 'app', replaces: id }))
  assert.deepEqual((await optionsOf(anna)).map((o) => o.id), [id])
  const { mails: [note] } = await told(anna, () => addApp(visitor, SECURITY, { replaces: id }))
  const left = await optionsOf(anna)
  assert.equal(left.length, 1)
  assert.notEqual(left[0].id, id)
  assert.match(note.text, /an authenticator app was replaced/)
})

test('S126: new recovery codes take the place of the old ones, and are told by mail', async () => {
  const visitor = await fresh()
  await visitor.get(SECURITY)
  const first = codesOf(await visitor.post(`${SECURITY}/codes`))
  await visitor.get(SECURITY)
  const { result, mails: [note] } = await told(anna, () => visitor.post(`${SECURITY}/codes`))
  const second = codesOf(result)
  assert.equal(second.length, 10)
  assert.match(note.text, /made new recovery codes/)
  const other = client()
  await other.get('/account/sign-in')
  await other.follow(await other.post('/account/sign-in', { email: anna.email, password: PASSWORD }))
  await other.get('/account/second?way=recovery')
  assert.equal((await other.post('/account/second', { code: first[0] })).status, 422)
  assert.equal((await other.post('/account/second', { code: second[0] })).status, 303)
})

test('AU-08: no secret and no code stands in the database', async () => {
  const visitor = await fresh(nina)
  const page = await addApp(visitor, `${SECURITY}/first`)
  const rows = JSON.stringify([await sql('SELECT HEX(sealed) AS x, o.* FROM security_option o'),
    await sql('SELECT HEX(code_hash) AS x FROM recovery_code'), await sql('SELECT HEX(sealed) AS x FROM option_pending')])
  for (const text of [visitor.secret.replaceAll(' ', ''), ...codesOf(page), ...codesOf(page).map((c) => Buffer.from(c).toString('hex'))]) {
    assert.ok(!rows.toLowerCase().includes(text.toLowerCase()), text)
  }
})

// --- devices ---

test('S125: a remembered device is shown and can be removed, as can all', async () => {
  for (const all of [false, true]) {
    const visitor = client()
    await visitor.get('/account/sign-in')
    await visitor.follow(await visitor.post('/account/sign-in', { email: anna.email, password: PASSWORD }))
    await sql('UPDATE security_option SET step = 0')
    assert.equal((await visitor.post('/account/second', { code: people.codeOf(anna), remember: '1' })).status, 303)
    const page = await visitor.get(SECURITY)
    assert.match(page.says, /Remembered devices.*Internet address 127\.0\.0\.1/s)
    const answer = await visitor.post(all ? `${SECURITY}/devices` : `${SECURITY}/device`)
    assert.equal(answer.location, `${SECURITY}?done=devices`)
    assert.deepEqual(await sql('SELECT * FROM known_device'), [])
    const other = visitor.copy()
    other.jar.cookies.delete('__Host-kith')
    await other.get('/account/sign-in')
    assert.equal((await other.post('/account/sign-in', { email: anna.email, password: PASSWORD })).location, '/account/second')
  }
})

// --- the way back ---

test('AU-17: the way back undoes the change, signs everybody out and leads to a new password', async () => {
  const thief = await fresh()
  const [{ id }] = await optionsOf(anna)
  await sql(`INSERT INTO known_device (account_id, token_hash, agent, address, made_at, seen_at, expires_at)
    VALUES (?, ?, 'x', 'x', UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 1 DAY)`, [anna.id, Buffer.alloc(32)])
  const { mails: [note] } = await told(anna, () => addApp(thief, SECURITY, { replaces: id }))
  await thief.get(SECURITY)
  await thief.post(`${SECURITY}/codes`)
  const owner = client()
  const page = await owner.follow({ location: linkOf(note), path: '/' })
  assert.equal(page.h1, 'It was not you?')
  const answer = await owner.post('/account/undo')
  assert.equal(answer.location, '/account/reset')
  assert.deepEqual((await optionsOf(anna)).map((o) => o.id), [id])
  assert.deepEqual(await sql('SELECT * FROM known_device'), [])
  assert.deepEqual(await sql('SELECT * FROM recovery_code'), [])
  assert.match((await thief.get('/account/welcome')).location, /^\/account\/sign-in/)
  await thief.get('/account/sign-in')
  assert.equal((await thief.post('/account/sign-in', { email: anna.email, password: PASSWORD })).status, 422)
  await restorePassword()
})

test('AU-15: to look at the way back changes nothing; it works once, for seven days', async () => {
  const visitor = await fresh()
  const { mails: [note] } = await told(anna, () => addApp(visitor, SECURITY))
  const owner = client()
  for (let i = 0; i < 3; i++) await owner.follow({ location: linkOf(note), path: '/' })
  assert.equal((await optionsOf(anna)).length, 2)
  await sql('UPDATE account_change SET expires_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND')
  assert.equal((await owner.post('/account/undo')).status, 404)
  await sql('UPDATE account_change SET expires_at = UTC_TIMESTAMP() + INTERVAL 1 DAY')
  await owner.follow({ location: linkOf(note), path: '/' })
  assert.equal((await owner.post('/account/undo')).status, 303)
  assert.equal((await optionsOf(anna)).length, 1)
  const late = client()
  assert.equal((await late.follow({ location: linkOf(note), path: '/' })).status, 404)
  await restorePassword()
})
