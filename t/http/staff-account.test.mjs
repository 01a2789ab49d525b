// Sign-in of the practice's people: two steps, their links, their sessions.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { FULL, People, shape } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'
import { until } from '../lib/stack.mjs'
import { totp } from '../lib/totp.mjs'

const ctx = await portal()
const { sql } = ctx
const people = new People(ctx)
const SESSION = '__Host-kith-staff'
const ENTRY = '__Host-kith-entry'
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const PASSWORD = 'walnut-ferry-marble'
const SIGN_IN = '/staff/account/sign-in'
const CODE = '/staff/account/code'
const APP = '/staff/account/app'
const SECURITY = '/staff/account/security'
let nina

beforeEach(async () => {
  await ctx.reset()
  nina = people.staffAdd('nina.holt@staff.example', 'Nina Holt, RN', { roles: 'auditor', secrets: { password: PASSWORD, secret: SECRET } })
})

/** Run with the time of the stack moved, and put it back. */
async function later(seconds, what) {
  await ctx.clock(seconds)
  try { return await what() } finally { await ctx.clock(0) }
}

const code = (steps = 0, secret = SECRET) => totp(secret, ctx.stack.now, steps)
const token = (visitor) => visitor.jar.cookies.get(SESSION)
const isIn = async (visitor) => (await visitor.copy().get(SECURITY)).status === 200

/** Through the first step. */
async function withPassword(password = PASSWORD, email = nina.email) {
  const visitor = ctx.client()
  await visitor.get(SIGN_IN)
  visitor.answer = await visitor.post(SIGN_IN, { email, password })
  if (visitor.answer.location) visitor.landing = await visitor.follow(visitor.answer)
  return visitor
}

/** Through both. */
async function signedIn(steps = 0) {
  const visitor = await withPassword()
  const answer = await visitor.post(CODE, { code: code(steps) })
  assert.equal(answer.status, 303, answer.says)
  await visitor.follow(answer)
  return visitor
}

/** Wait for a mail to the member that says so: the mailbox keeps older ones. */
const told = (email, words) => until(() => ctx.mails(email).some((mail) => words.test(mail.text)), { what: String(words) })

/** From the link to the recovery codes. */
async function setUp(link, password = 'cedar-lantern-orchard') {
  const visitor = ctx.client()
  await visitor.get(link)
  visitor.app = await visitor.follow(await visitor.post('/staff/account/start', { password, password2: password }))
  visitor.secret = /id="secret">([A-Z2-7 ]+)</.exec(visitor.app.text)[1]
  visitor.codes = await visitor.post(APP, { code: code(0, visitor.secret) })
  visitor.recovery = visitor.codes.text.match(/[A-Z2-7]{5}-[A-Z2-7]{5}/g)
  return visitor
}

// --- the two steps ---

test('AU-06: a member signs in with password and code, and neither opens anything alone', async () => {
  const half = await withPassword()
  assert.equal(half.landing.path, CODE)
  assert.equal(await isIn(half), false)
  const alone = ctx.client()
  await alone.get(SIGN_IN)
  assert.equal((await alone.post(CODE, { code: code() })).location, `${SIGN_IN}?over=1`)
  assert.equal(await isIn(await signedIn()), true)
})

test('AU-06: the code of the step before and after is taken, of two away not', async () => {
  for (const [steps, status] of [[-2, 422], [2, 422], [-1, 303], [0, 303], [1, 303]]) {
    // Not at the end of a step, where the next request is in another.
    while (ctx.stack.now.getTime() % 30000 > 27000) await new Promise((resolve) => setTimeout(resolve, 200))
    const visitor = await withPassword()
    assert.equal((await visitor.post(CODE, { code: code(steps) })).status, status, String(steps))
  }
})

test('AU-06: a member without an app reaches only the page that sets one up', async () => {
  await sql('UPDATE staff SET totp_sealed = NULL WHERE id = ?', [nina.id])
  const visitor = await withPassword()
  assert.equal(visitor.landing.path, APP)
  for (const path of [SECURITY, '/staff/inbox', '/staff/patients']) {
    assert.notEqual((await visitor.copy().get(path)).status, 200, path)
  }
})

test('AU-07: a code of the app works once', async () => {
  const now = code()
  const [one, two] = [await withPassword(), await withPassword()]
  assert.equal((await one.post(CODE, { code: now })).status, 303)
  const again = await two.post(CODE, { code: now })
  assert.equal(again.status, 422)
  assert.match(again.says, /used already/)
})

test('AU-07: of two requests with the same code that race one gets in', async () => {
  const visitors = []
  for (let i = 0; i < 4; i++) visitors.push(await withPassword())
  const now = code()
  const answers = await Promise.all(visitors.map((visitor) => visitor.post(CODE, { code: now })))
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [303, 422, 422, 422])
})

test('AU-08: the code counts only for the sign-in that asked, for ten minutes, five tries', async () => {
  const late = await withPassword()
  await later(601, async () => assert.equal((await late.post(CODE, { code: code() })).location, `${SIGN_IN}?over=1`))
  await sql('DELETE FROM sign_in_failure')
  const guesser = await withPassword()
  for (let i = 0; i < 5; i++) {
    assert.equal((await guesser.post(CODE, { code: '000000' })).status, 422)
    await sql('DELETE FROM sign_in_failure')
  }
  assert.equal((await guesser.post(CODE, { code: code() })).location, `${SIGN_IN}?over=1`)
})

test('AU-08: secrets and recovery codes are not in the database', async () => {
  const { link } = people.staffAdd('olga@staff.example', 'Olga')
  const olga = await setUp(link)
  assert.equal(olga.recovery.length, 10)
  const rows = JSON.stringify([await sql('SELECT HEX(totp_sealed) AS t, s.* FROM staff s'), await sql('SELECT HEX(code_hash) AS h FROM staff_recovery_code'),
    await sql('SELECT HEX(token_hash) AS h FROM staff_link')]).toUpperCase()
  const raw = Buffer.from(olga.recovery[0].replace('-', '')).toString('hex').toUpperCase()
  for (const secret of [olga.recovery[0], raw, link.split('=')[1].toUpperCase(), 'CEDAR-LANTERN']) assert.ok(!rows.includes(secret), secret)
  // A sealed secret moved to another member is of no use.
  await sql("UPDATE staff a JOIN staff b ON b.id = ? SET a.totp_sealed = b.totp_sealed WHERE a.email_key = 'olga@staff.example'", [nina.id])
  const thief = await withPassword('cedar-lantern-orchard', 'olga@staff.example')
  assert.equal((await thief.post(CODE, { code: code() })).status, 422)
})

test('AU-10: wrong passwords and wrong codes bring a growing pause, which passes', async () => {
  for (let i = 0; i < 5; i++) assert.match((await withPassword('wrong')).answer.says, /don’t match/)
  const refused = await withPassword()
  assert.match(refused.answer.says, /Please wait \d seconds/)
  await later(6, async () => {
    const visitor = await withPassword()
    assert.equal(visitor.landing.path, CODE)
    assert.equal((await visitor.post(CODE, { code: '000000' })).status, 422)
    assert.match((await visitor.post(CODE, { code: code() })).says, /Please wait/)
  })
  await later(60, async () => assert.equal(await isIn(await signedIn()), true))
})

test('AU-10: a patient with the same address is not held up', async () => {
  await people.account('Nina Holt', nina.email)
  for (let i = 0; i < 6; i++) await withPassword('wrong')
  assert.ok(await ctx.signIn(nina.email, ctx.PASSWORD))
})

test('AU-11: many guesses of a code at once get no more tries than one after the other', async () => {
  const visitor = await withPassword()
  await Promise.all(Array.from({ length: 30 }, (_, i) => visitor.copy().post(CODE,
    { ...visitor.page.form(CODE).fields, once: null, code: String(100000 + i) })))
  const [{ wrong }] = await sql('SELECT wrong FROM staff_sign_in')
  assert.ok(wrong <= 5, `${wrong} tries`)
})

test('EN-01: an unknown address, a disabled member and a wrong password get the same answer', async () => {
  const answers = [(await withPassword('wrong')).answer, (await withPassword('wrong', 'ziggy.oak@staff.example')).answer]
  ctx.kithctl('staff', 'disable', nina.email)
  await sql('DELETE FROM sign_in_failure')
  answers.push((await withPassword()).answer)
  const same = (answer) => JSON.stringify(shape(answer)).replaceAll('ziggy.oak@staff.example', nina.email)
  assert.equal(same(answers[1]), same(answers[0]))
  assert.equal(same(answers[2]), same(answers[0]))
})

test('AU-20: a sign-in after many wrong passwords is told to the member', async () => {
  for (let i = 0; i < 5; i++) await withPassword('wrong')
  await later(60, async () => {
    await signedIn()
    await told(nina.email, /after several wrong passwords/)
  })
})

// --- links and recovery codes ---

test('AU-15: opening a link changes nothing, sending its form uses it up', async () => {
  const { id, link } = people.staffAdd('olga@staff.example', 'Olga')
  for (let i = 0; i < 3; i++) assert.equal((await ctx.client().get(link)).status, 200)
  await ctx.client().head(link)
  const olga = await setUp(link)
  assert.equal(await isIn(olga), true)
  assert.equal((await ctx.client().get(link)).status, 404)
  await told('olga@staff.example', /used the link/)
  assert.equal((await sql('SELECT used_at IS NOT NULL AS used FROM staff_link WHERE staff_id = ?', [id]))[0].used, 1)
})

test('AU-13: a link works for its time only, and a new one ends the older', async () => {
  const first = people.staffAdd('olga@staff.example', 'Olga').link
  const second = people.staffAdd('olga@staff.example', 'Olga').link
  assert.equal((await ctx.client().get(first)).status, 404)
  assert.equal((await ctx.client().get(second)).status, 200)
  await later(72 * 3600 + 1, async () => assert.equal((await ctx.client().get(second)).status, 404))
})

test('AU-01: the password of a link has 8 characters or more, twice the same', async () => {
  const { link } = people.staffAdd('olga@staff.example', 'Olga')
  const visitor = ctx.client()
  for (const [password, password2] of [['s3vnwx!', 's3vnwx!'], ['olga@staff.example', 'olga@staff.example'], ['plum-9-vault', 'plum-8-vault']]) {
    await visitor.get(link)
    assert.equal((await visitor.post('/staff/account/start', { password, password2 })).status, 422, password)
  }
  await visitor.get(link)
  assert.equal((await visitor.post('/staff/account/start', { password: 'vx7-plum', password2: 'vx7-plum' })).status, 303)
})

test('AU-07: a recovery code takes the place of the app, once', async () => {
  const olga = await setUp(people.staffAdd('olga@staff.example', 'Olga').link)
  const visit = () => withPassword('cedar-lantern-orchard', 'olga@staff.example')
  const typed = olga.recovery[3].toLowerCase().replace('-', ' ')
  assert.equal((await (await visit()).post(CODE, { code: typed })).status, 303)
  assert.equal((await (await visit()).post(CODE, { code: olga.recovery[3] })).status, 422)
  assert.equal((await (await visit()).post(CODE, { code: olga.recovery[4] })).status, 303)
  // Another member's does not count.
  assert.equal((await (await withPassword()).post(CODE, { code: olga.recovery[5] })).status, 422)
})

test('AU-16: a new link ends sessions, password, app and recovery codes at once', async () => {
  const olga = await setUp(people.staffAdd('olga@staff.example', 'Olga').link)
  const { status, stdout } = ctx.kithctl('staff', 'link', 'olga@staff.example')
  assert.equal(status, 0)
  assert.equal(await isIn(olga), false)
  assert.match((await withPassword('cedar-lantern-orchard', 'olga@staff.example')).answer.says, /don’t match/)
  const link = new URL(/^http\S+/m.exec(stdout)[0])
  assert.equal(await isIn(await setUp(link.pathname + link.search, 'harbor-pebble-linen')), true)
  assert.deepEqual((await sql("SELECT action FROM audit WHERE program = 'kithctl' AND action LIKE 'staff%' ORDER BY id DESC LIMIT 1")), [{ action: 'staff_link' }])
})

test('AU-18: the installed database has no member that nobody made', async () => {
  const members = await sql('SELECT email FROM kith_seed.staff')
  assert.ok(members.every(({ email }) => email.endsWith('@riverbend.example')), 'only the demonstration\'s own')
  for (const [email, password] of [['admin@riverbend.example', 'admin'], ['tester@riverbend.example', 'tester']]) {
    assert.match((await withPassword(password, email)).answer.says, /don’t match/)
  }
})

test('AU-21: secrets are compared in constant time only', async () => {
  const { readFileSync } = await import('node:fs')
  for (const file of ['lib/auth/totp.c', 'fcgi/staff_account_start.c', 'fcgi/staff_account_pending.c', 'fcgi/staff-account.c']) {
    const source = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
    assert.doesNotMatch(source, /(?<!sodium_)memcmp|strn?cmp\([^)]*(hash|token|secret|code)/, file)
  }
})

// --- sessions ---

test('SE-01: the cookie is __Host-, Secure, HttpOnly, SameSite, for the visit only', async () => {
  const visitor = await withPassword()
  const answer = await visitor.post(CODE, { code: code() })
  const [line] = answer.all('set-cookie').filter((one) => one.startsWith(`${SESSION}=`))
  assert.deepEqual(line.split(/;\s*/).slice(1).map((part) => part.toLowerCase()).sort(), ['httponly', 'path=/', 'samesite=lax', 'secure'])
})

test('SE-02: a token is 256 random bits, and the database does not hold it', async () => {
  const visitor = await signedIn()
  assert.match(token(visitor), /^[0-9a-f]{64}$/)
  const rows = JSON.stringify(await sql('SELECT HEX(token_hash) AS h FROM staff_session')).toLowerCase()
  assert.ok(!rows.includes(token(visitor)))
  const fixed = ctx.client()
  fixed.jar.cookies.set(SESSION, 'a'.repeat(64))
  assert.equal(await isIn(fixed), false)
})

test('SE-03: each step has a new cookie, and the one before is worth nothing', async () => {
  const visitor = ctx.client()
  await visitor.get(SIGN_IN)
  const first = visitor.copy()
  await visitor.follow(await visitor.post(SIGN_IN, { email: nina.email, password: PASSWORD }))
  assert.notEqual(visitor.jar.cookies.get(ENTRY), first.jar.cookies.get(ENTRY))
  assert.equal((await first.get(CODE)).location, `${SIGN_IN}?over=1`)
  const second = visitor.copy()
  second.page = visitor.page
  await visitor.post(CODE, { code: code() })
  assert.equal((await second.post(CODE, { code: code(1) })).location, `${SIGN_IN}?over=1`)
})

test('SE-04: a session ends after 10 minutes without a click', async () => {
  const visitor = await people.staffSignedIn(nina)
  await later(590, async () => assert.equal(await isIn(visitor), true))
  await sql('UPDATE staff_session SET seen_at = created_at')
  await later(600, async () => {
    assert.match((await visitor.get(SECURITY)).location, /expired=1$/)
  })
})

test('SE-04: a session ends after 12 hours however busy', async () => {
  const visitor = await people.staffSignedIn(nina, { age: 12 * 3600 - 60 })
  await sql('UPDATE staff_session SET seen_at = UTC_TIMESTAMP()')
  assert.equal(await isIn(visitor), true)
  await later(61, async () => assert.equal(await isIn(visitor), false))
})

test('SE-05: only a click on "Stay signed in" or a page stretches a session', async () => {
  const visitor = await signedIn()
  await visitor.get(SECURITY)
  const seen = async () => (await sql('SELECT seen_at FROM staff_session'))[0].seen_at
  const before = await seen()
  await later(60, async () => {
    const script = visitor.copy()
    await script.get('/static/kith.css')
    await script.get(`${SIGN_IN}?skip_timeout_reset=1`, { headers: { Cookie: undefined } })
    await script.get(`${SECURITY}/x?skip_timeout_reset=1`)
    assert.equal(await seen(), before)
    assert.equal((await visitor.post('/staff/account/stay')).status, 204)
    assert.notEqual(await seen(), before)
  })
})

test('SE-06: sign-out ends the session at the server', async () => {
  const visitor = await signedIn()
  const kept = visitor.copy()
  await visitor.get(SECURITY)
  const answer = await visitor.post('/staff/account/sign-out')
  assert.equal(answer.headers['clear-site-data'], '"cache", "storage"')
  assert.match((await visitor.follow(answer)).says, /You are signed out/)
  assert.equal(await isIn(kept), false)
})

test('SE-07: a disabled member is out with the next request, and other roles count at once', async () => {
  const visitor = await people.staffSignedIn(nina)
  assert.doesNotMatch((await visitor.get(SECURITY)).text, /href="\/staff\/inbox"/)
  people.staffAdd(nina.email, nina.name, { roles: 'clinician' })
  assert.match((await visitor.get(SECURITY)).text, /href="\/staff\/inbox"/)
  assert.equal(ctx.kithctl('staff', 'disable', nina.email).status, 0)
  assert.equal(await isIn(visitor), false)
  assert.equal(ctx.kithctl('staff', 'enable', nina.email).status, 0)
  assert.equal(await isIn(await signedIn()), true)
})

test('SE-08: a member sees their sessions and ends the others', async () => {
  const [here, there] = [await people.staffSignedIn(nina), await people.staffSignedIn(nina)]
  const page = await here.get(SECURITY)
  assert.equal(page.text.match(/This one/g).length, 1)
  assert.equal((await here.post('/staff/account/sign-out-others')).status, 303)
  assert.equal(await isIn(there), false)
  assert.equal(await isIn(here), true)
})

test('SE-09: without the token of the session nothing is done', async () => {
  const visitor = await people.staffSignedIn(nina)
  await visitor.get(SECURITY)
  const other = await people.staffSignedIn(await people.staff('Otto Lang'))
  const foreign = (await other.get(SECURITY)).form().fields.csrf
  for (const path of ['/staff/account/sign-out', '/staff/account/stay', SECURITY, '/staff/account/codes', '/staff/account/sign-out-others']) {
    for (const csrf of [null, '', foreign]) assert.equal((await visitor.post(path, { csrf })).status, 403, path)
    assert.equal((await visitor.post(path, {}, { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status, 403, path)
  }
  assert.equal(await isIn(visitor), true)
})

test('SE-10: nobody is signed in or out from another site', async () => {
  const visitor = ctx.client()
  await visitor.get(SIGN_IN)
  for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'null' }, { Origin: 'https://evil.test' }]) {
    assert.equal((await visitor.post(SIGN_IN, { email: nina.email, password: PASSWORD }, { headers })).status, 403)
  }
  assert.equal((await sql('SELECT COUNT(*) AS n FROM staff_sign_in'))[0].n, 0)
})

test('SE-11: what is between the steps opens no other page', async () => {
  const visitor = await withPassword()
  for (const path of [SECURITY, '/staff/inbox', '/staff/patients', APP, '/account/welcome']) {
    assert.notEqual((await visitor.copy().get(path)).status, 200, path)
  }
})

// --- own security ---

test('AU-17: another password needs the one of now, and ends the other sessions', async () => {
  const [here, there] = [await people.staffSignedIn(nina), await people.staffSignedIn(nina)]
  await here.get(SECURITY)
  const next = { password: 'copper-meadow-quartz', password2: 'copper-meadow-quartz' }
  const refused = await here.post(SECURITY, { current: 'wrong', ...next })
  assert.equal(refused.status, 422)
  assert.match(refused.says, /not your password now/)
  const before = token(here)
  assert.equal((await here.post(SECURITY, { current: PASSWORD, ...next })).status, 303)
  assert.notEqual(token(here), before)
  assert.equal(await isIn(here), true)
  assert.equal(await isIn(there), false)
  await told(nina.email, /changed the password/)
  assert.equal((await withPassword('copper-meadow-quartz')).landing.path, CODE)
})

test('AU-17: new recovery codes need the password, and end the older', async () => {
  const visitor = await people.staffSignedIn(nina)
  await visitor.get(SECURITY)
  assert.equal((await visitor.post('/staff/account/codes', { again: 'wrong' })).status, 422)
  const first = (await visitor.post('/staff/account/codes', { again: PASSWORD })).text.match(/[A-Z2-7]{5}-[A-Z2-7]{5}/g)
  await visitor.get(SECURITY)
  const second = (await visitor.post('/staff/account/codes', { again: PASSWORD })).text.match(/[A-Z2-7]{5}-[A-Z2-7]{5}/g)
  assert.equal(new Set([...first, ...second]).size, 20)
  assert.equal((await (await withPassword()).post(CODE, { code: first[0] })).status, 422)
  assert.equal((await (await withPassword()).post(CODE, { code: second[0] })).status, 303)
})

// --- who may open what ---

test('IO-16: after the sign-in one goes on to an own path of the staff side only', async () => {
  for (const [next, lands] of [['/staff/inbox', /^\/staff\/inbox$/], ['//evil.test/staff/', /^\/staff\/account/],
    ['/home/1', /^\/staff\/account/], ['/staff/account/sign-out', /^\/staff\/account\/sign-in$/]]) {
    await sql('UPDATE staff SET totp_step = 0')
    const visitor = ctx.client()
    await visitor.get(`${SIGN_IN}?next=${encodeURIComponent(next)}`)
    await visitor.follow(await visitor.post(SIGN_IN, { email: nina.email, password: PASSWORD, next }))
    assert.match((await visitor.post(CODE, { code: code(), next })).location, lands, next)
  }
})

test('AZ-01: nobody and a patient are asked to sign in as staff; staff open no record', async () => {
  const anna = await people.account('Anna Lind')
  const siobhan = await people.patient('siobhan')
  await people.grant(anna, siobhan, { areas: FULL, basis: 'self' })
  const patient = await people.signedIn(anna)
  for (const visitor of [ctx.client(), patient]) {
    assert.match((await visitor.get(SECURITY)).location, /^\/staff\/account\/sign-in/)
  }
  const member = await people.staffSignedIn(await people.staff('Otto Lang', { roles: 'administrator,clinician' }))
  for (const path of [`/home/${siobhan.id}`, `/health/${siobhan.id}`, '/account/welcome']) {
    assert.match((await member.get(path)).location, /^\/account\/sign-in/, path)
  }
})

test('AZ-02: the cookie of one side is none on the other', async () => {
  const patient = await people.signedIn(await people.account('Anna Lind'))
  const member = await people.staffSignedIn(nina)
  const [one, two] = [ctx.client(), ctx.client()]
  one.jar.cookies.set(SESSION, patient.token)
  two.jar.cookies.set('__Host-kith', member.token)
  assert.match((await one.get(SECURITY)).location, /sign-in/)
  assert.match((await two.get('/account/welcome')).location, /sign-in/)
})
