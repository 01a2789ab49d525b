// Sessions: what the cookie is, when it ends, and that nothing stretches it.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { beforeEach, test } from 'node:test'
import { FULL, People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const { client, sql, PASSWORD } = ctx
const people = new People(ctx)
const SESSION = '__Host-kith'
const ENTRY = '__Host-kith-entry'
let anna, siobhan, home

beforeEach(async () => {
  await ctx.reset()
  anna = await people.account('Anna Lind')
  siobhan = await people.patient('siobhan')
  await people.grant(anna, siobhan, { basis: 'self' })
  home = `/home/${siobhan.id}`
})

/** Run with the time of the stack moved, and put it back. */
async function later(seconds, what) {
  await ctx.clock(seconds)
  try { return await what() } finally { await ctx.clock(0) }
}

const isIn = async (visitor) => (await visitor.copy().get(home)).status === 200
const tokenOf = (visitor) => visitor.jar.cookies.get(SESSION)

/** Every cookie of an answer: { name: [value, attributes...] }. */
const cookies = (answer) => Object.fromEntries(answer.all('set-cookie').map((line) => {
  const [pair, ...rest] = line.split(/;\s*/)
  return [pair.slice(0, pair.indexOf('=')), [pair.slice(pair.indexOf('=') + 1), ...rest.map((r) => r.toLowerCase()).sort()]]
}))

// --- SE-01, SE-02 ---

test('SE-01: cookies are __Host-, Secure, HttpOnly, SameSite, for the visit only', async () => {
  const visitor = client()
  const entry = cookies(await visitor.get('/account/sign-in'))
  const session = cookies(await visitor.post('/account/sign-in', { email: anna.email, password: PASSWORD }))
  assert.deepEqual(Object.keys(entry), [ENTRY])
  const rules = ['httponly', 'path=/', 'samesite=lax', 'secure']
  assert.deepEqual(entry[ENTRY].slice(1), rules)
  assert.deepEqual(session[SESSION].slice(1), rules)
  // The entry cookie is taken away with the same attributes.
  assert.deepEqual(session[ENTRY], ['', 'httponly', 'max-age=0', 'path=/', 'samesite=lax', 'secure'])
})

test('SE-02: a token is 256 random bits, and the database does not hold it', async () => {
  const [one, two] = [await ctx.signIn(anna.email), await ctx.signIn(anna.email)]
  assert.match(tokenOf(one), /^[0-9a-f]{64}$/)
  assert.notEqual(tokenOf(one), tokenOf(two))
  const rows = JSON.stringify(await sql('SELECT HEX(token_hash) AS h, s.* FROM session s'))
  const kept = JSON.stringify(await sql('SELECT HEX(cookie) AS c, HEX(scope_hash) AS h, i.* FROM idempotency i'))
  assert.ok(!rows.toLowerCase().includes(tokenOf(one)))
  assert.ok(!kept.toLowerCase().includes(tokenOf(one)) &&
    !kept.toLowerCase().includes(Buffer.from(tokenOf(one)).toString('hex')))
  const [{ n }] = await sql('SELECT COUNT(*) AS n FROM session WHERE token_hash = ?', [people.hashOf(tokenOf(one))])
  assert.equal(n, 1)
})

test('SE-02: the hash that the database holds opens nothing', async () => {
  const person = await ctx.signIn(anna.email)
  const thief = client()
  thief.jar.cookies.set(SESSION, people.hashOf(tokenOf(person)).toString('hex'))
  assert.equal(await isIn(thief), false)
})

test('SE-02: a token that the client chose is not taken over', async () => {
  const visitor = client()
  const chosen = randomBytes(32).toString('hex')
  visitor.jar.cookies.set(SESSION, chosen)
  await visitor.get('/account/sign-in')
  assert.equal((await visitor.post('/account/sign-in', { email: anna.email, password: PASSWORD })).status, 303)
  assert.notEqual(tokenOf(visitor), chosen)
  const attacker = client()
  attacker.jar.cookies.set(SESSION, chosen)
  assert.equal(await isIn(attacker), false)
})

for (const [what, value] of Object.entries({ 'nothing in it': '', 'a short one': 'abc', 'a long one': 'a'.repeat(4000),
  'quotes': '"x"', 'SQL': '\' OR 1=1 -- ', 'a NUL': '%00', 'capitals': 'A'.repeat(64), 'one digit more': 'a'.repeat(65) })) {
  test(`SE-02: a cookie with ${what} is none`, async () => {
    const visitor = client()
    const answer = await visitor.get(home, { headers: { Cookie: `${SESSION}=${value}; ${ENTRY}=${value}` } })
    assert.equal(answer.status, 303)
    assert.match(answer.location, /^\/account\/sign-in\?next=/)
  })
}

// --- SE-03 ---

test('SE-03: a session from before sign-in is dead after it', async () => {
  const attacker = await people.signedIn(await people.account('Eve'))
  await people.grant(attacker.account, siobhan)
  const victim = client()
  victim.jar.cookies.set(SESSION, attacker.token)      // planted
  assert.equal((await victim.get(home)).status, 200)
  const answer = await victim.post('/account/sign-in', { email: anna.email, password: PASSWORD })
  assert.equal(answer.status, 303)
  assert.notEqual(tokenOf(victim), attacker.token)
  assert.equal(await isIn(attacker), false)
  assert.equal(await isIn(victim), true)
})

test('SE-03: a new sign-in in the same browser ends its old session', async () => {
  const person = await ctx.signIn(anna.email)
  const old = person.copy()
  await sql('UPDATE session SET seen_at = seen_at')      // nothing, but the session is there
  await person.get(home)
  await person.post('/account/sign-in', { email: anna.email, password: PASSWORD })
  assert.notEqual(tokenOf(person), tokenOf(old))
  assert.equal(await isIn(old), false)
  assert.equal(await isIn(person), true)
})

// --- SE-04, SE-05 ---

test('SE-04: fifteen minutes without a click end the session, said so', async () => {
  const person = await people.signedIn(anna)
  await later(15 * 60 + 5, async () => {
    const answer = await person.get(home)
    assert.equal(answer.status, 303)
    assert.equal(answer.location, `/account/sign-in?next=${home}&expired=1`)
    const page = await person.follow(answer)
    assert.match(page.says, /signed out after 15 minutes/)
    assert.equal(page.form('/account/sign-in').fields.next ?? home, home)
  })
})

test('SE-04: and the person goes on where they were after signing in again', async () => {
  const person = await people.signedIn(anna)
  await later(15 * 60 + 5, async () => {
    await person.follow(await person.get(`/health/${siobhan.id}`))
    const answer = await person.post('/account/sign-in', { email: anna.email, password: PASSWORD })
    assert.equal(answer.location, `/health/${siobhan.id}`)
    assert.equal((await person.follow(answer)).status, 200)
  })
})

test('SE-04: a session that ran out on "Sign out" leads to a page, not to an error', async () => {
  const person = await people.signedIn(anna)
  await person.get(home)
  await later(15 * 60 + 5, async () => {
    const page = await person.follow(await person.post('/account/sign-out'))
    assert.equal(page.status, 200)
    const back = await person.follow(await person.post('/account/sign-in', { email: anna.email, password: PASSWORD }))
    assert.equal(back.status, 200, `${back.path} after signing in again`)
  })
})

test('SE-04: fourteen minutes do not', async () => {
  const person = await people.signedIn(anna)
  await later(14 * 60, async () => assert.equal(await isIn(person), true))
})

test('SE-04: clicks keep the session, until twelve hours are over', async () => {
  const person = await people.signedIn(anna)
  await sql('UPDATE session SET created_at = created_at - INTERVAL 11 HOUR - INTERVAL 50 MINUTE')
  try {
    await ctx.clock(9 * 60)
    assert.equal(await isIn(person), true)
    await ctx.clock(11 * 60)
    assert.equal(await isIn(person), false)
  } finally { await ctx.clock(0) }
})

test('SE-04: a click after ten minutes counts from there', async () => {
  const person = await people.signedIn(anna)
  try {
    await ctx.clock(10 * 60)
    assert.equal(await isIn(person), true)
    await ctx.clock(20 * 60)
    assert.equal(await isIn(person), true)
    await ctx.clock(36 * 60)
    assert.equal(await isIn(person), false)
  } finally { await ctx.clock(0) }
})

test('SE-04: "Stay signed in" is a click, too', async () => {
  const person = await people.signedIn(anna)
  const page = await person.get(home)
  const stay = /data-stay="([^"]+)"/.exec(page.text)[1]
  const csrf = /data-csrf="([^"]+)"/.exec(page.text)[1]
  const press = () => person.post(stay, { csrf }, { bare: true })
  try {
    await ctx.clock(10 * 60)
    assert.ok((await press()).status < 300)
    await ctx.clock(20 * 60)
    assert.ok((await press()).status < 300, 'a second time')
    await ctx.clock(34 * 60)
    assert.equal(await isIn(person), true)
  } finally { await ctx.clock(0) }
})

test('SE-05: no parameter and no header skips the end of a session', async () => {
  const person = await people.signedIn(anna)
  await later(16 * 60, async () => {
    for (const query of ['skip_timeout_reset=1', 'skip=1', 'expired=0', 'keep=1', 'stay=1', 'session_idle_minutes=600']) {
      assert.equal((await person.copy().get(`/records/${siobhan.id}?${query}`)).status, 303, query)
    }
    for (const name of ['X-Requested-With', 'X-Keep-Alive', 'X-Skip-Timeout', 'X-Session-Timeout', 'Date',
      'If-Modified-Since', 'X-Forwarded-For', 'Keep-Alive']) {
      assert.equal((await person.copy().get(home, { headers: { [name]: '1' } })).status, 303, name)
    }
  })
})

test('SE-05: what a page asks for by itself is no activity', async () => {
  const person = await people.signedIn(anna)
  try {
    await ctx.clock(10 * 60)
    for (const path of ['/static/kith.js', '/static/kith.css', '/robots.txt', '/account/sign-in', '/account/sign-up',
      '/account/alive', '/nowhere', '/home/alive']) await person.copy().get(path)
    await ctx.clock(15 * 60 + 10)
    assert.equal(await isIn(person), false)
  } finally { await ctx.clock(0) }
})

test('SE-05: the time of the client does not count', async () => {
  const person = await people.signedIn(anna)
  await sql('UPDATE session SET seen_at = seen_at - INTERVAL 15 MINUTE')
  assert.equal((await person.get(home, { headers: { Date: 'Sun, 22 Nov 2020 00:00:00 GMT' } })).status, 303)
})

// --- SE-06 ---

test('SE-06: signing out ends the session on the server and clears what the browser kept', async () => {
  const person = await ctx.signIn(anna.email)
  const kept = person.copy()
  await person.get(home)
  const answer = await person.post('/account/sign-out')
  assert.equal(answer.status, 303)
  assert.match(answer.headers['clear-site-data'], /"cache"/)
  assert.equal(person.jar.cookies.has(SESSION), false)
  assert.equal(await isIn(kept), false)
  const page = await person.follow(answer)
  assert.match(page.says, /You are signed out/)
})

test('SE-06: it ends this session, not the one on another device', async () => {
  const [one, two] = [await ctx.signIn(anna.email), await ctx.signIn(anna.email)]
  await one.get(home)
  await one.post('/account/sign-out')
  assert.equal(await isIn(one), false)
  assert.equal(await isIn(two), true)
})

test('SE-06: no page with a record may be kept by a browser', async () => {
  const person = await people.signedIn(anna)
  for (const path of [home, `/health/${siobhan.id}`, `/health/${siobhan.id}/results`, '/account/welcome', '/home/999999']) {
    assert.equal((await person.get(path)).headers['cache-control'], 'no-store', path)
  }
})

test('SE-06: the session stays ended when the clock goes back', async () => {
  const person = await people.signedIn(anna)
  await person.get(home)
  const kept = person.copy()
  await person.post('/account/sign-out')
  await later(-3600, async () => assert.equal(await isIn(kept), false))
})

// --- SE-07 ---

test('SE-07: disabling an account ends its running sessions with the next request', async () => {
  const person = await people.signedIn(anna)
  assert.equal(await isIn(person), true)
  await sql('UPDATE account SET disabled_at = UTC_TIMESTAMP() WHERE id = ?', [anna.id])
  assert.equal((await person.get(home)).status, 303)
  assert.equal((await person.get('/account/welcome')).status, 303)
})

for (const [what, change] of [['revoked', 'revoked_at = UTC_TIMESTAMP()'], ['ended', 'ends_at = UTC_TIMESTAMP()'],
  ['not begun', 'begins_at = UTC_TIMESTAMP() + INTERVAL 1 HOUR'], ['gone', null]]) {
  test(`SE-07: access that is ${what} is shut with the next request`, async () => {
    const person = await people.signedIn(anna)
    assert.equal(await isIn(person), true)
    await sql(change ? `UPDATE access_grant SET ${change} WHERE account_id = ?` : 'DELETE FROM access_grant WHERE account_id = ?',
      [anna.id])
    assert.equal((await person.get(home)).status, 404)
    assert.equal((await person.get(`/health/${siobhan.id}`)).status, 404)
    assert.equal((await person.get('/account/welcome')).status, 200)
  })
}

test('SE-07: fewer areas count at once, and more, too', async () => {
  const person = await people.signedIn(anna)
  const health = `/health/${siobhan.id}`
  const areas = (list) => sql('UPDATE access_grant SET areas = ? WHERE account_id = ?', [list, anna.id])
  assert.equal((await person.get(health)).status, 200)
  await areas('billing')
  assert.equal((await person.get(health)).status, 404)
  await areas(FULL)
  assert.equal((await person.get(health)).status, 200)
})

test('SE-07: a new password, set by the office, signs out who knew the old one', async () => {
  const person = await people.signedIn(anna)
  people.accountAdd(anna.email, anna.name, 'another long walk by the sea')
  assert.equal((await person.get(home)).status, 303)
})

// --- SE-11 ---

test('SE-11: the entry cookie opens nothing, in either place', async () => {
  const visitor = client()
  await visitor.get('/account/sign-in')
  const entry = visitor.jar.cookies.get(ENTRY)
  assert.match(entry, /^[0-9a-f]{64}$/)
  assert.equal(await isIn(visitor), false)
  visitor.jar.cookies.set(SESSION, entry)
  assert.equal(await isIn(visitor), false)
  // The other way round: a session is no entry to a sign-up either.
  const person = await people.signedIn(anna)
  const other = client()
  other.jar.cookies.set(ENTRY, person.token)
  assert.equal(await isIn(other), false)
})

test('SE-11: a failed sign-in leaves nothing that opens a page', async () => {
  const visitor = client()
  await visitor.get('/account/sign-in')
  assert.equal((await visitor.post('/account/sign-in', { email: anna.email, password: 'wrong' })).status, 422)
  assert.equal(visitor.jar.cookies.has(SESSION), false)
  assert.deepEqual(await sql('SELECT * FROM session WHERE account_id = ?', [anna.id]), [])
})
