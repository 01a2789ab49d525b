// Forms: only our own pages may send them, and a form sent twice is done once.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { beforeEach, test } from 'node:test'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'
import { totp } from '../lib/totp.mjs'

const ctx = await portal()
const { client, sql, mail, mails, codeOf, PASSWORD } = ctx
const people = new People(ctx)
const TIMES = 20
let anna
let olga

beforeEach(async () => {
  await ctx.reset()
  anna = await people.account('Anna Lind')
  await people.grant(anna, await people.patient('walter'))
})

/** "METHOD PATH" of every program. */
// An app sends no form, and is nobody's browser: shl.test.mjs.
const routes = ctx.stack.programs.flatMap((name) =>
  execFileSync(path.join(ctx.stack.build, 'fcgi', name), ['--routes'], { encoding: 'utf8' }).trim().split('\n')
    .filter((line) => !line.endsWith(' app')).map((line) => line.split(/\s+/).slice(0, 2).join(' ')))

// --- how one comes to each form, and what is filled in ---

const identified = async () => {
  const visitor = client()
  const typed = await people.typed('siobhan')
  await visitor.get('/account/sign-up/patient')
  const count = mails(typed.email).length
  await visitor.follow(await visitor.post('/account/sign-up/patient', typed))
  return Object.assign(visitor, { typed, code: codeOf(await mail(typed.email, { count: count + 1 })) })
}
const proven = async () => {
  const visitor = await identified()
  await visitor.follow(await visitor.post('/account/sign-up/code', { code: visitor.code }))
  return visitor
}
const wanted = async () => {
  const visitor = await proven()
  const email = `new.${Math.random().toString(36).slice(2)}@mail.example`
  await visitor.follow(await visitor.post('/account/sign-up/account', { email, password: PASSWORD, password2: PASSWORD }))
  return Object.assign(visitor, { code: codeOf(await mail(email)) })
}
const at = (address) => async () => {
  const visitor = client()
  await visitor.get(address)
  return visitor
}
const signedIn = async () => {
  const visitor = await people.signedIn(anna)
  await visitor.get('/account/welcome')
  return visitor
}

const halfIn = async () => {
  olga = people.accountWithApp('Olga Lind')
  const visitor = await at('/account/sign-in')()
  await visitor.follow(await visitor.post('/account/sign-in', { email: olga.email, password: PASSWORD }))
  return visitor
}
const SECURITY = '/account/security'
const PHONE = '+19145550148'
const addPhone = (to) => sql(`INSERT INTO security_option (account_id, kind, name, phone, made_at)
  VALUES (?, 'text', 'Phone ending in 48', ?, UTC_TIMESTAMP())`, [to.id, PHONE])
const halfInByPhone = async () => {
  await addPhone(anna)
  await sql('UPDATE account SET has_second_factor = TRUE WHERE id = ?', [anna.id])
  const visitor = await at('/account/sign-in')()
  await visitor.follow(await visitor.post('/account/sign-in', { email: anna.email, password: PASSWORD }))
  return visitor
}
/** At the page "Security", with two phones and a remembered device. */
const atSecurity = async () => {
  for (let i = 0; i < 2; i++) await addPhone(anna)
  await sql(`INSERT INTO known_device (account_id, token_hash, agent, address, made_at, seen_at, expires_at)
    VALUES (?, RANDOM_BYTES(32), 'x', 'x', UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 1 DAY)`, [anna.id])
  const visitor = await people.signedIn(anna, { isFresh: true })
  await visitor.get(SECURITY)
  return visitor
}
const adding = (kind) => async () => {
  const visitor = await atSecurity()
  await visitor.follow(await visitor.post(`${SECURITY}/add`, { kind }))
  return visitor
}
const texted = async () => {
  const visitor = await adding('text')()
  const count = mails(PHONE).length
  await visitor.follow(await visitor.post(`${SECURITY}/phone`, { phone: PHONE }))
  return Object.assign(visitor, { code: codeOf(await mail(PHONE, { count: count + 1 })) })
}
const appCode = (visitor) => totp(/id="secret">([A-Z2-7 ]+)</.exec(visitor.page.text)[1], ctx.stack.now)
const tellingUs = async () => {
  const token = randomBytes(32).toString('hex')
  await sql(`INSERT INTO account_change (token_hash, account_id, kind, created_at, expires_at)
    VALUES (?, ?, 'option-back', UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 1 DAY)`, [people.hashOf(token), anna.id])
  const visitor = client()
  await visitor.follow({ location: `/account/link/undo?token=${token}`, path: '/' })
  return visitor
}
const askedAgain = async () => {
  const visitor = await people.signedIn(anna)
  await visitor.get('/account/again')
  return visitor
}

/** Each form that is posted: how to come there, what to fill in, where it leads. */
const FORMS = {
  '/account/sign-in': { come: at('/account/sign-in'), fields: () => ({ email: anna.email, password: PASSWORD }),
    leads: /^\/(home|account)\// },
  '/account/second': { come: halfIn, fields: () => ({ way: 'app', code: people.codeOf(olga) }), leads: /^\/account\/sign-in$/ },
  '/account/second/text': { come: halfInByPhone, fields: () => ({}), leads: /^\/account\/second\?way=text$/ },
  [`${SECURITY}/add`]: { come: atSecurity, fields: () => ({ kind: 'app' }), leads: /^\/account\/security\/app$/ },
  [`${SECURITY}/app`]: { come: adding('app'), fields: (visitor) => ({ code: appCode(visitor) }), leads: /done=added$/ },
  [`${SECURITY}/phone`]: { come: adding('text'), fields: () => ({ phone: PHONE }), leads: /^\/account\/security\/text$/ },
  [`${SECURITY}/text`]: { come: texted, fields: (visitor) => ({ code: visitor.code }), leads: /done=added$/ },
  [`${SECURITY}/remove`]: { come: atSecurity, fields: () => ({}), leads: /done=removed$/ },
  [`${SECURITY}/codes`]: { come: atSecurity, fields: () => ({}) },
  [`${SECURITY}/device`]: { come: atSecurity, fields: () => ({}), leads: /done=devices$/ },
  [`${SECURITY}/devices`]: { come: atSecurity, fields: () => ({}), leads: /done=devices$/ },
  '/account/undo': { come: tellingUs, fields: () => ({}), leads: /^\/account\/reset$/ },
  '/account/again': { come: askedAgain, fields: () => ({ password: PASSWORD }), leads: /^\/home\// },
  '/account/sign-out': { come: signedIn, fields: () => ({}), leads: /^\/account\/sign-in/ },
  '/account/stay': { come: signedIn, fields: () => ({}) },
  '/account/sign-up': { come: at('/account/sign-up'), fields: () => ({ who: 'patient' }), leads: /^\/account\/sign-up\/patient$/ },
  '/account/sign-up/patient': { come: at('/account/sign-up/patient'), fields: () => people.typed('siobhan'),
    leads: /^\/account\/sign-up\/code$/ },
  '/account/sign-up/code': { come: identified, fields: (visitor) => ({ code: visitor.code }),
    leads: /^\/account\/sign-up\/account$/ },
  '/account/sign-up/again': { come: identified, fields: () => ({}), leads: /^\/account\/sign-up\/code/ },
  '/account/sign-up/account': { come: proven, fields: () => ({ password: PASSWORD, password2: PASSWORD }),
    leads: /^\/account\/welcome$/ },
  '/account/sign-up/confirm': { come: wanted, fields: (visitor) => ({ code: visitor.code }), leads: /^\/account\/welcome$/ },
}

/** Of the rest each is sent with the wrong token only: what it does, its own file tests. */
const rest = routes.filter((route) => /^POST \/(account|family|health|records|share)(\/|\s*$)/.test(route)).map((route) => route.slice(5))
  .filter((route) => !(route in FORMS))

test('SE-09: every form that can be sent is looked at here', () => {
  // Those of messages: messages.test.mjs; of the practice's side: below.
  const posts = routes.filter((route) => route.startsWith('POST ') && !/^POST \/(messages|staff)\//.test(route))
    .map((route) => route.slice(5)).sort()
  assert.deepEqual([...Object.keys(FORMS), ...rest].sort(), posts)
  assert.ok(rest.length > 20)
})

/** Send each form without a token of ours; nobody takes one, and nothing changes. */
async function refusesAll(sender, posts, csrf) {
  const everything = async () => {
    const rows = await people.everything('audit')
    // That the person was here is noted all the same.
    for (const session of rows.session) delete session.seen_at
    return rows
  }
  const before = await everything()
  for (const path of posts) {
    for (const [fields, headers] of [[{}, {}], [{ csrf: csrf.replace(/^./, (c) => (c === '0' ? '1' : '0')) }, {}],
      [{ csrf }, { Origin: 'https://evil.example' }], [{ csrf }, { 'Sec-Fetch-Site': 'cross-site' }]]) {
      assert.equal((await sender.copy().post(path, fields, { bare: true, headers })).status, 403, path)
    }
  }
  assert.deepEqual(await everything(), before)
}

test('SE-09: no other form of a person\'s is taken that does not come from a page of ours', async () => {
  const siobhan = await people.patient('siobhan')
  const owner = await people.account('Siobhan Token')
  await people.grant(owner, siobhan, { basis: 'self' })
  const visitor = await people.signedIn(owner, { isFresh: true })
  await visitor.get('/account/welcome')
  const { csrf } = visitor.page.forms.find((form) => form.fields.csrf).fields
  await refusesAll(visitor, rest.map((path) => path.replace(':patient', siobhan.id).replace(':id', '1')), csrf)
})

test('SE-09: no form of the practice\'s side is taken that does not come from a page of ours', async () => {
  const member = await people.staffSignedIn(await people.staff('Sam Token', { roles: 'clinician,front_desk,billing,records' }))
  await member.get('/staff/account/security')
  const { id } = await people.patient('siobhan')
  const { csrf } = member.page.forms.find((form) => form.fields.csrf).fields
  const posts = routes.filter((route) => route.startsWith('POST /staff/')).map((route) => route.slice(5).replace(':patient', id).replace(':id', '1'))
  assert.ok(posts.length > 15)
  await refusesAll(member, posts, csrf)
})

for (const [address, { come, fields }] of Object.entries(FORMS)) {
  test(`SE-09: ${address} is refused when it does not come from a page of ours, and nothing changes`, async () => {
    const visitor = await come()
    const own = visitor.formFields(address)
    assert.match(own.csrf, /^[0-9a-f]{64}$/)
    assert.match(own.once, /^[0-9a-f]{32}$/)
    const good = { ...own, ...await fields(visitor) }
    const stranger = client()
    await stranger.get('/account/sign-in')
    const other = await people.signedIn(await people.account('Bo Berg'))
    await other.get('/account/welcome')
    const [strange, others] = [stranger, other].map((c) => c.page.forms.find((f) => f.fields.csrf).fields.csrf)
    const swap = own.csrf.slice(0, -1) + (own.csrf.endsWith('0') ? '1' : '0')
    const before = await people.everything('audit')
    const attempts = [
      ['no token', { csrf: null }], ['an empty token', { csrf: '' }], ['a stranger\'s token', { csrf: strange }],
      ['another person\'s token', { csrf: others }], ['one digit off', { csrf: swap }], ['a short one', { csrf: own.csrf.slice(0, 63) }],
      ['the cookie for a token', { csrf: [...visitor.jar.cookies.values()][0] }],
      ['Origin null', {}, { Origin: 'null' }], ['a foreign Origin', {}, { Origin: 'https://evil.example' }],
      ['a foreign port', {}, { Origin: 'http://localhost:1' }], ['an Origin that begins like ours', {}, { Origin: `${ctx.base}.evil.example` }],
      ['another site', {}, { 'Sec-Fetch-Site': 'cross-site' }], ['the same site only', {}, { 'Sec-Fetch-Site': 'same-site' }],
      ['another site, without Origin', {}, { 'Sec-Fetch-Site': 'cross-site', Origin: undefined }],
    ]
    for (const [what, change, headers] of attempts) {
      const answer = await visitor.copy().post(address, { ...good, ...change }, { bare: true, headers })
      assert.equal(answer.status, 403, what)
      assert.equal(answer.headers['set-cookie']?.some((c) => /^__Host-kith=[0-9a-f]/.test(c)) ?? false, false, what)
    }
    const naked = visitor.copy()
    naked.jar.cookies.clear()
    const without = await naked.post(address, good, { bare: true })
    assert.ok([303, 403].includes(without.status), `no cookie: ${without.status}`)
    if (without.status === 303) assert.match(without.location, /^\/account\/sign-in/)
    assert.deepEqual(await people.everything('audit'), before)
    assert.ok((await visitor.post(address, good, { bare: true })).status < 400, 'the good one')
  })
}

test('SE-09: a token is worth nothing once its session has ended', async () => {
  const visitor = await signedIn()
  const { csrf, once } = visitor.formFields('/account/sign-out')
  await visitor.post('/account/sign-out')
  await visitor.get('/account/sign-in')
  assert.equal((await visitor.post('/account/sign-in', { csrf, once, email: anna.email, password: PASSWORD }, { bare: true })).status, 403)
})

test('SE-09: a GET changes nothing: every form\'s address, asked for with all its fields', async () => {
  const visitor = await signedIn()
  const { csrf, once } = visitor.formFields('/account/sign-out')
  const before = await people.everything('audit', 'session')
  for (const address of Object.keys(FORMS)) {
    await visitor.copy().get(`${address}?csrf=${csrf}&once=${once}&who=patient&email=a%40b.example&password=x`)
  }
  assert.deepEqual(await people.everything('audit', 'session'), before)
  assert.equal((await visitor.get('/account/welcome')).status, 200)
})

test('SE-10: nobody can be signed in by another site', async () => {
  const visitor = client()
  await visitor.get('/account/sign-in')
  const mine = client()                                  // the attacker's own token and cookie are no use either
  await mine.get('/account/sign-in')
  const { csrf, once } = mine.formFields('/account/sign-in')
  const answer = await visitor.post('/account/sign-in', { csrf, once, email: anna.email, password: PASSWORD }, {
    bare: true, headers: { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' } })
  assert.equal(answer.status, 403)
  assert.deepEqual(await sql('SELECT * FROM session'), [])
})

test('SE-10: nobody can be signed out by another site', async () => {
  const visitor = await signedIn()
  const fields = visitor.formFields('/account/sign-out')
  const answer = await visitor.post('/account/sign-out', fields, { bare: true,
    headers: { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' } })
  assert.equal(answer.status, 403)
  assert.equal((await visitor.get('/account/sign-out')).status, 405)
  assert.equal((await visitor.get('/account/welcome')).status, 200)
})

// --- once ---

for (const [address, { come, fields, leads }] of Object.entries(FORMS)) {
  if (!leads) continue
  test(`R-20: ${address} sent ${TIMES} times at once is done once, and all are told the same`, async () => {
    const visitor = await come()
    const filled = { ...visitor.formFields(address), ...await fields(visitor) }
    const before = await people.everything()
    const tries = Array.from({ length: TIMES }, () => visitor.copy())
    const answers = await Promise.all(tries.map((one) => one.post(address, filled, { bare: true })))
    const good = answers.filter((answer) => answer.status === 303 && leads.test(answer.location))
    assert.equal(good.length, TIMES, answers.map((a) => `${a.status} ${a.location ?? ''}`).join(', '))
    // Who comes after the session's end is led to the same page in other words.
    if (address !== '/account/sign-out') {
      assert.equal(new Set(good.map((answer) => answer.location)).size, 1)
      assert.equal(new Set(tries.map((one) => one.jar.toString())).size, 1, 'all have the same cookies')
    }
    const after = await people.everything()
    const grown = (table, where = () => true) => after[table].filter(where).length - before[table].filter(where).length
    assert.equal(grown('idempotency'), 1)
    assert.ok(grown('account') <= 1 && grown('access_grant') <= 1 && grown('session') <= 1 && grown('signup') <= 1)
    assert.ok(grown('verification_code') <= 1 && grown('outbox') <= 1)
    // The one session, or the next page, works in each of them.
    const page = await tries.at(-1).follow(good.at(-1))
    assert.equal(page.status, 200)
    const leadsOn = { '/account/sign-in': `/home/${(await people.patient('walter')).id}`, '/account/second': '/account/welcome',
      '/account/sign-up/account': `${SECURITY}/first`, '/account/sign-up/confirm': `${SECURITY}/first` }
    assert.equal(page.path.replace(/\?.*/, ''), leadsOn[address] ?? good[0].location.replace(/\?.*/, ''))
  })

  test(`R-20: ${address} sent again after its answer was lost is told the same`, async () => {
    const visitor = await come()
    const filled = { ...visitor.formFields(address), ...await fields(visitor) }
    const [lost, again] = [visitor.copy(), visitor.copy()]
    const first = await lost.post(address, filled, { bare: true })
    const counts = async () => Object.fromEntries(Object.entries(await people.everything('audit')).map(([k, v]) => [k, v.length]))
    const between = await counts()
    const second = await again.post(address, filled, { bare: true })
    assert.equal(first.status, 303)
    if (address === '/account/sign-out') {
      // Its session is over: the way to sign in, not an error.
      assert.match(second.location, /^\/account\/sign-in/)
      return
    }
    assert.equal(second.status, 303)
    assert.equal(second.location, first.location)
    assert.equal(again.jar.toString(), lost.jar.toString())
    assert.deepEqual(await counts(), between)
  })
}

test('R-20: a key is worth something for its own form only', async () => {
  const visitor = await signedIn()
  const page = await visitor.get('/account/welcome')
  const { csrf, once } = page.forms.find((form) => form.fields.once).fields
  // The same page, first another form of it, then "Sign out": that is another wish.
  await visitor.post('/account/sign-up', { csrf, once, who: 'patient' }, { bare: true })
  const kept = visitor.copy()
  const answer = await visitor.post('/account/sign-out', { csrf, once }, { bare: true })
  assert.match(answer.location, /^\/account\/sign-in/)
  assert.equal((await kept.get('/account/welcome')).status, 303)
})

test('R-20: with a broken key nothing is done', async () => {
  const visitor = await at('/account/sign-in')()
  const { csrf, once } = visitor.formFields('/account/sign-in')
  for (const bad of ['', 'x', once.slice(1), `${once}0`, 'g'.repeat(32), '\' OR 1=1']) {
    const answer = await visitor.copy().post('/account/sign-in', { csrf, once: bad, email: anna.email, password: PASSWORD }, { bare: true })
    assert.equal(answer.status, 400, String(bad))
  }
  assert.deepEqual(await sql('SELECT * FROM session'), [])
})

test('R-20: a refused form may be sent again with the same key', async () => {
  const visitor = await at('/account/sign-in')()
  const fields = visitor.formFields('/account/sign-in')
  assert.equal((await visitor.copy().post('/account/sign-in', { ...fields, email: anna.email, password: 'wrong' }, { bare: true })).status, 422)
  assert.equal((await visitor.post('/account/sign-in', { ...fields, email: anna.email, password: PASSWORD }, { bare: true })).status, 303)
})

test('SE-03: who knows the key and cookie of a sign-in, but not the password, gets no session from them', async () => {
  const visitor = await at('/account/sign-in')()
  const thief = visitor.copy()                           // was at this browser before
  const { csrf, once } = visitor.formFields('/account/sign-in')
  await visitor.post('/account/sign-in', { email: anna.email, password: PASSWORD })
  for (const change of [{ password: 'wrong' }, { email: 'a@b.example' }, { password: `${PASSWORD} ` }]) {
    const answer = await thief.post('/account/sign-in', { csrf, once, email: anna.email, password: PASSWORD, ...change }, { bare: true })
    assert.equal(answer.status, 422)
    assert.equal(thief.jar.cookies.has('__Host-kith'), false)
  }
})

test('R-20: another person\'s key tells nothing and gives no cookie', async () => {
  const visitor = await at('/account/sign-in')()
  const { once } = visitor.formFields('/account/sign-in')
  await visitor.post('/account/sign-in', { email: anna.email, password: PASSWORD })
  const thief = await at('/account/sign-in')()
  const answer = await thief.post('/account/sign-in', { once, email: 'a@b.example', password: 'x' })
  assert.equal(answer.status, 422)
  assert.equal(thief.jar.cookies.has('__Host-kith'), false)
})
