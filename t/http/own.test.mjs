// What people see and end of their own account: sessions, history, the account.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { People } from '../lib/people.mjs'
import { portal, until } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const { client, sql, mails, mail, PASSWORD } = ctx
const SESSIONS = '/account/sessions'
const HISTORY = '/account/history'
const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36'
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'
let anna, bo, siobhan

beforeEach(async () => {
  await ctx.reset()
  anna = await people.account('Anna Lind')
  bo = await people.account('Bo Berg')
  siobhan = await people.patient('siobhan')
  await people.grant(anna, siobhan, { basis: 'self' })
})

/** Signed in by the page, with a browser's name. */
async function signedIn(account, agent = CHROME, password = PASSWORD) {
  const visitor = client()
  const options = { headers: { 'User-Agent': agent } }
  await visitor.get('/account/sign-in', options)
  assert.equal((await visitor.post('/account/sign-in', { email: account.email, password }, options)).status, 303)
  return visitor
}

const isIn = async (visitor) => (await visitor.copy().get('/account/welcome')).status === 200
const devices = (answer) => [...answer.text.matchAll(/<h3>([^<]+)/g)].map((one) => one[1].trim())

// --- sessions ---

test('SE-08: a person sees where they are signed in, in words', async () => {
  const [here] = [await signedIn(anna), await signedIn(anna, IPHONE), await signedIn(bo)]
  const page = await here.get(SESSIONS)
  assert.equal(page.h1, 'Where you are signed in')
  assert.deepEqual(devices(page), ['Chrome on Windows', 'Safari on an iPhone'])
  assert.match(page.says, /Chrome on Windows\s+This device/)
  assert.match(page.says, /127\.0\.0\.1/)
  assert.ok(!page.text.includes(people.hashOf(here.jar.cookies.get('__Host-kith')).toString('hex')))
})

test('SE-08: sessions that are over are not shown', async () => {
  const [here, over] = [await signedIn(anna), await signedIn(anna, IPHONE)]
  await sql('UPDATE session SET seen_at = seen_at - INTERVAL 1 HOUR WHERE token_hash = ?',
    [people.hashOf(over.jar.cookies.get('__Host-kith'))])
  assert.deepEqual(devices(await here.get(SESSIONS)), ['Chrome on Windows'])
})

test('SE-08: and ends one of them', async () => {
  const [here, there] = [await signedIn(anna), await signedIn(anna, IPHONE)]
  await here.get(SESSIONS)
  assert.equal((await here.post(SESSIONS)).status, 303)
  assert.equal(await isIn(there), false)
  assert.equal(await isIn(here), true)
})

test('SE-08: another’s session is not theirs to end', async () => {
  const [here, other] = [await signedIn(anna), await signedIn(bo)]
  const page = await other.get(SESSIONS)
  assert.equal(page.form(SESSIONS), undefined, 'the own one has no button')
  const session = people.hashOf(other.jar.cookies.get('__Host-kith')).toString('hex').slice(0, 16)
  await here.get(SESSIONS)
  await here.post(SESSIONS, { session })
  assert.equal(await isIn(other), true)
  for (const odd of ['', 'x'.repeat(16), session.slice(1), `${session}00`]) {
    await here.get(SESSIONS)
    assert.equal((await here.post(SESSIONS, { session: odd })).status, 400, odd)
  }
})

test('SE-08: "Sign out everywhere" ends them all, and forgets remembered devices', async () => {
  const all = [await signedIn(anna), await signedIn(anna, IPHONE)]
  const other = await signedIn(bo)
  await sql(`INSERT INTO known_device (account_id, token_hash, agent, address, made_at, seen_at, expires_at)
    VALUES (?, ?, 'a', '::1', UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 9 DAY)`, [anna.id, Buffer.alloc(32)])
  const page = await all[0].get(SESSIONS)
  assert.match(page.text, />Sign out everywhere<\/button>/)
  const answer = await all[0].post(`${SESSIONS}/all`)
  assert.equal(answer.location, '/account/sign-in?signed_out=1')
  assert.match(answer.headers['clear-site-data'], /"cache"/)
  assert.deepEqual([await isIn(all[0]), await isIn(all[1]), await isIn(other)], [false, false, true])
  assert.deepEqual(await sql('SELECT * FROM known_device'), [])
})

// --- history ---

const acts = (answer) => devices(answer)

test('SE-08: the history has sign-ins, wrong passwords and changes, newest first', async () => {
  const wrong = client()
  await wrong.get('/account/sign-in')
  await wrong.post('/account/sign-in', { email: anna.email, password: 'wrong' })
  const here = await signedIn(anna)
  await here.get('/account/details')
  await here.post('/account/details/phone', { phone: '802 555 0143' })
  await wrong.get('/account/forgot')
  await wrong.post('/account/forgot', { email: anna.email })
  const page = await here.get(HISTORY)
  assert.deepEqual(acts(page), ['Someone asked for a mail to reset your password', 'You changed your phone',
    'You signed in', 'Someone typed a wrong password'])
  assert.equal(page.h1, 'History of your account')
})

test('SE-08: nobody sees another’s history, nor what was read in records', async () => {
  const [here, other] = [await signedIn(anna), await signedIn(bo)]
  await here.get(`/home/${siobhan.id}`)
  assert.deepEqual(acts(await here.get(HISTORY)), ['You signed in'])
  assert.deepEqual(acts(await other.get(HISTORY)), ['You signed in'])
})

test('SE-08: a long history has pages', async () => {
  const here = await signedIn(anna)
  const rows = Array.from({ length: 70 }, (_, i) => `(UTC_TIMESTAMP() - INTERVAL ${i} DAY, '${'0'.repeat(32)}', 'account', ${anna.id}, 'Anna',
    'change_phone', 303, '192.0.2.${i}')`)
  await sql(`INSERT INTO audit (at, request_id, program, account_id, actor, action, status, address) VALUES ${rows.join(',')}`)
  const seen = []
  for (let path = HISTORY; path; ) {
    const page = await here.get(path)
    seen.push(acts(page).length)
    path = page.links.find((link) => link.startsWith(`${HISTORY}?before=`))
  }
  assert.deepEqual(seen, [30, 30, 11])
})

// --- the end ---

/** Close the account, with the password typed now. */
async function close(visitor, fields = { sure: 'yes' }) {
  await visitor.get('/account/close')
  return visitor.post('/account/close', fields)
}

test('AU-17: an account is closed only by who typed the password a moment ago', async () => {
  const here = await people.signedIn(anna)
  assert.equal((await here.get('/account/close')).location, '/account/again?next=/account/close')
  await here.get('/account/sessions')
  assert.equal((await here.post('/account/close', { sure: 'yes' })).h1, 'Is it you?')
  assert.deepEqual(await sql('SELECT closed_at FROM account WHERE id = ?', [anna.id]), [{ closed_at: null }])
})

test('SE-07: a closed account is signed out at once, and opens nothing', async () => {
  const [here, there] = [await signedIn(anna), await signedIn(anna, IPHONE)]
  const without = await close(here, { sure: null })
  assert.equal(without.status, 422)
  assert.match(without.says, /Check the box/)
  const answer = await close(here)
  assert.equal((await here.follow(answer)).h1, 'Your account is closed')
  assert.deepEqual([await isIn(here), await isIn(there)], [false, false])
  const [row] = await sql('SELECT closed_at IS NOT NULL AS closed, disabled_at IS NOT NULL AS disabled FROM account WHERE id = ?', [anna.id])
  assert.deepEqual(row, { closed: 1, disabled: 1 })
  assert.deepEqual(await sql('SELECT id FROM access_grant WHERE account_id = ? AND revoked_at IS NULL', [anna.id]), [])
  await until(() => mails(anna.email).some((one) => /your account was closed/.test(one.text)))
})

test('EN-01: it then signs in as an address that nobody has', async () => {
  await close(await signedIn(anna))
  const seen = []
  for (const email of [anna.email, 'anna.lund@people.example']) {
    const visitor = client()
    await visitor.get('/account/sign-in')
    seen.push((await visitor.post('/account/sign-in', { email, password: PASSWORD })).says.replaceAll(email, 'EMAIL'))
  }
  assert.equal(seen[0], seen[1])
})

test('S65: whose record it was is told that this person has no access any more; nobody else is', async () => {
  await people.grant(bo, siobhan, { relation: 'friend' })
  const stranger = await people.account('Sam Stranger')
  const before = mails(anna.email).length
  await close(await signedIn(bo))
  assert.match((await mail(anna.email, { count: before + 1 })).subject, /access/i)
  assert.equal(mails(stranger.email).length, 0)
  const [grant] = await sql('SELECT revoked_by FROM access_grant WHERE account_id = ?', [bo.id])
  assert.equal(grant.revoked_by, 'holder')
})

test('S68: the email is free for another sign-up', async () => {
  await close(await signedIn(anna))
  const again = await people.account('Anna Again', anna.email)
  assert.notEqual(again.id, anna.id)
  assert.equal(await isIn(await signedIn(again)), true)
})
