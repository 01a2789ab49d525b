// "Forgot your password?": a mail, a new password, the security option; and
// neither a stranger nor who reads the mailbox gets in (S120 to S127).
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { beforeEach, test } from 'node:test'
import { bare, People, shape } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const { client, sql, mails, mail, PASSWORD } = ctx
const FORGOT = '/account/forgot'
const RESET = '/account/reset'
const NEW = 'seven grey herons on ice'
const anna = people.accountWithApp('Anna Lund')
const bo = await people.account('Bo Berg')          // has no security option
const siobhan = await people.patient('siobhan')
await people.grant(anna, siobhan, { basis: 'self' })
const TABLES = ['session', 'sign_in', 'known_device', 'sign_in_failure', 'password_reset', 'outbox']

beforeEach(async () => {
  for (const table of TABLES) await sql(`DELETE FROM ${table}`)
  await sql('UPDATE security_option SET step = 0')
  await sql('UPDATE account SET password_hash = ?, needs_option = FALSE, disabled_at = NULL, closed_at = NULL WHERE id IN (?, ?)',
    [people.hash, anna.id, bo.id])
})

/** Ask for a mail, from a browser of its own. */
async function ask(email, visitor = client(), options = {}) {
  await visitor.get(FORGOT)
  return visitor.post(FORGOT, { email }, options)
}

/** The path of the link in a mail. */
const linkIn = (letter) => /http:\/\/localhost:\d+(\/account\/link\/reset\?token=[0-9a-f]+)$/m.exec(letter.text)?.[1]

/** Ask, and take the link out of the mail. */
async function linkFor(account) {
  const count = mails(account.email).length
  assert.equal((await ask(account.email)).status, 303)
  return linkIn(await mail(account.email, { count: count + 1 }))
}

/** A browser that came by the link. */
async function came(link, visitor = client()) {
  visitor.landing = await visitor.follow(await visitor.get(link))
  return visitor
}

const choose = (visitor, password = NEW, password2 = password, more = {}) =>
  visitor.post(RESET, { password, password2, ...more })

async function canSignIn(account, password) {
  await sql('DELETE FROM sign_in_failure')
  const visitor = client()
  await visitor.get('/account/sign-in')
  return (await visitor.post('/account/sign-in', { email: account.email, password })).status === 303
}

const isIn = async (visitor) => (await visitor.copy().get('/account/welcome')).status === 200

// --- the way of the guide ---

test('S120: the sign-in page has "Forgot your password?"', async () => {
  const visitor = client()
  const page = await visitor.get('/account/sign-in')
  assert.match(page.says, /Forgot your password\?/)
  assert.ok(page.links.includes(FORGOT))
  assert.equal((await visitor.get(FORGOT)).h1, 'Forgot your password?')
})

test('S121: email and "Email me", and the page says what comes', async () => {
  const visitor = client()
  assert.match((await visitor.get(FORGOT)).text, />Email me<\/button>/)
  const page = await visitor.follow(await ask(anna.email, visitor))
  assert.equal(page.h1, 'Look at your email')
  const wrong = await ask('anna.lund')
  assert.equal(wrong.status, 422)
  assert.match(wrong.says, /Enter a full email address/)
  assert.equal(wrong.form(FORGOT).fields.email, 'anna.lund')
})

test('S122: the mail has "Reset Password", and no name', async () => {
  await ask(anna.email)
  const letter = await mail(anna.email, { count: mails(anna.email).length || 1 })
  assert.match(letter.html, />Reset Password<\/a>/)
  assert.match(letter.text, /Reset Password:/)
  assert.doesNotMatch(letter.text + letter.html + letter.subject, /Anna|Siobhan|Brien/)
})

test('S123: the new password is typed twice, and refused where the two differ', async () => {
  const visitor = await came(await linkFor(anna))
  assert.deepEqual(visitor.landing.form(RESET).controls.map((c) => c.name).filter((n) => n.startsWith('password')),
    ['password', 'password2'])
  const answer = await choose(visitor, NEW, `${NEW}x`)
  assert.equal(answer.status, 422)
  assert.match(answer.says, /The two passwords are not the same/)
  assert.equal((await choose(visitor)).status, 303, 'the link is still good')
})

test('S124: "Save and continue" leads on to the security option', async () => {
  const visitor = await came(await linkFor(anna))
  assert.match(visitor.landing.text, />Save and continue<\/button>/)
  const answer = await choose(visitor)
  assert.equal(answer.location, '/account/second')
})

test('S125: the new password takes effect with the security option, not before', async () => {
  const visitor = await came(await linkFor(anna))
  await visitor.follow(await choose(visitor))
  assert.equal(await canSignIn(anna, PASSWORD), true)
  assert.equal(await canSignIn(anna, NEW), false)
  assert.equal(await isIn(visitor), false)
  const done = await visitor.post('/account/second', { way: 'app', code: people.codeOf(anna) })
  assert.equal(done.status, 303)
  assert.equal(await isIn(visitor), true)
  assert.equal(await canSignIn(anna, NEW), true)
  assert.equal(await canSignIn(anna, PASSWORD), false)
})

test('S127: after that the home page opens', async () => {
  const visitor = await came(await linkFor(anna))
  await visitor.follow(await choose(visitor))
  const page = await visitor.follow(await visitor.post('/account/second', { way: 'app', code: people.codeOf(anna) }))
  assert.equal(page.status, 200)
  assert.equal(page.path, `/home/${siobhan.id}`)
})

// --- the link ---

test('AU-13: 256 bits, an hour, and only the hash is kept', async () => {
  const link = await linkFor(anna)
  const token = link.split('token=')[1]
  assert.match(token, /^[0-9a-f]{64}$/)
  const [row] = await sql(`SELECT HEX(token_hash) AS hash, account_id,
    TIMESTAMPDIFF(MINUTE, created_at, expires_at) AS minutes FROM password_reset`)
  assert.deepEqual(row, { hash: people.hashOf(token).toString('hex').toUpperCase(), account_id: anna.id, minutes: 60 })
  assert.doesNotMatch(JSON.stringify(await sql('SELECT * FROM outbox')).toLowerCase(), new RegExp(token))
})

test('AU-13: a link works once', async () => {
  const link = await linkFor(anna)
  assert.equal((await choose(await came(link))).status, 303)
  const again = await came(link)
  assert.equal(again.landing.status, 404)
  assert.match(again.landing.says, /This link no longer works/)
})

test('AU-13: of two tabs one is first, the other is told', async () => {
  const link = await linkFor(anna)
  const [one, two] = [await came(link), await came(link)]
  assert.equal((await choose(one)).status, 303)
  assert.equal((await choose(two)).status, 404)
})

test('AU-13: of two at the same moment one is first', async () => {
  const link = await linkFor(anna)
  const visitors = [await came(link), await came(link), await came(link), await came(link)]
  const answers = await Promise.all(visitors.map((visitor) => choose(visitor)))
  assert.deepEqual(answers.map((a) => a.status).sort(), [303, 404, 404, 404])
})

test('AU-13: after an hour it is over', async () => {
  const visitor = await came(await linkFor(anna))
  await sql('UPDATE password_reset SET expires_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND')
  assert.equal((await choose(visitor)).status, 404)
  assert.equal((await visitor.get(RESET)).status, 404)
})

test('AU-13: a new link makes the old one worth nothing', async () => {
  const [first, second] = [await linkFor(anna), await linkFor(anna)]
  assert.notEqual(first, second)
  assert.equal((await came(first)).landing.status, 404)
  assert.equal((await came(second)).landing.status, 200)
})

test('AU-13: a part of a token, or one of another length, is none', async () => {
  const link = await linkFor(anna)
  for (const other of [link.slice(0, -1), `${link}0`, link.slice(0, -1) + (link.endsWith('0') ? '1' : '0'),
    '/account/link/reset', '/account/link/reset?token=', `/account/link/reset?token=${'%27'.repeat(20)}`]) {
    assert.equal((await came(other)).landing.status, 404, other)
  }
  assert.equal((await came(link)).landing.status, 200)
})

test('AU-13: the link of a disabled account is over', async () => {
  const visitor = await came(await linkFor(anna))
  await sql('UPDATE account SET disabled_at = UTC_TIMESTAMP() WHERE id = ?', [anna.id])
  assert.equal((await choose(visitor)).status, 404)
})

test('AU-14: the host of the link is the configured one, whatever the request says', async () => {
  for (const headers of [{ 'X-Forwarded-Host': 'evil.test' }, { Forwarded: 'host=evil.test' }]) {
    const count = mails(anna.email).length
    assert.equal((await ask(anna.email, client(), { headers })).status, 303)
    const letter = await mail(anna.email, { count: count + 1 })
    assert.ok(linkIn(letter))
    assert.doesNotMatch(letter.source, /evil\.test/)
  }
  const answer = await client().get(FORGOT, { headers: { Host: 'evil.test' } })
  assert.ok(answer.status >= 400)
})

test('AU-14: no referrer, no log and no page of ours has the token', async () => {
  const link = await linkFor(anna)
  const token = link.split('token=')[1]
  const visitor = client()
  const answer = await visitor.get(link)
  assert.equal(answer.status, 303)
  assert.equal(answer.location, RESET)
  assert.deepEqual(answer.all('referrer-policy'), ['no-referrer'])
  assert.ok(!(await visitor.follow(answer)).text.includes(token))
  for (const name of fs.readdirSync(path.join(ctx.dir, 'log'))) {
    assert.ok(!fs.readFileSync(path.join(ctx.dir, 'log', name)).includes(token), name)
  }
})

test('AU-15: a mail scanner that opens the link changes nothing', async () => {
  const link = await linkFor(anna)
  const before = await sql('SELECT * FROM password_reset')
  for (let i = 0; i < 3; i++) assert.equal((await came(link)).landing.status, 200)
  assert.equal((await client().head(link)).status, 303)
  assert.equal((await client().head(RESET)).status, 404)
  assert.deepEqual(await sql('SELECT * FROM password_reset'), before)
  assert.equal((await choose(await came(link))).status, 303)
})

// --- what stands beside the mailbox ---

test('AU-16: the link alone opens no page', async () => {
  const visitor = await came(await linkFor(anna))
  for (const page of ['/account/welcome', `/home/${siobhan.id}`, '/account/details']) {
    assert.equal((await visitor.copy().get(page)).status, 303, page)
  }
  await visitor.follow(await choose(visitor))
  for (const page of ['/account/welcome', `/home/${siobhan.id}`]) {
    assert.equal((await visitor.copy().get(page)).status, 303, page)
  }
})

test('AU-16: sessions, devices and tries end, and the owner is told', async () => {
  const elsewhere = await people.signedIn(anna)
  await sql(`INSERT INTO known_device (account_id, token_hash, agent, address, made_at, seen_at, expires_at)
    VALUES (?, ?, 'a', '::1', UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 9 DAY)`, [anna.id, Buffer.alloc(32)])
  await sql('INSERT INTO sign_in_failure VALUES (?, 4, UTC_TIMESTAMP() - INTERVAL 1 HOUR)', [anna.email])
  const visitor = await came(await linkFor(anna))
  await visitor.follow(await choose(visitor))
  assert.equal(await isIn(elsewhere), true, 'not before the security option')
  const count = mails(anna.email).length
  await visitor.post('/account/second', { way: 'app', code: people.codeOf(anna) })
  assert.equal(await isIn(elsewhere), false)
  assert.equal(await isIn(visitor), true)
  assert.deepEqual(await sql('SELECT * FROM known_device WHERE account_id = ?', [anna.id]), [])
  assert.deepEqual(await sql('SELECT * FROM sign_in_failure'), [])
  const letters = [await mail(anna.email, { count: count + 1 }), ...mails(anna.email).slice(count + 1)]
  assert.ok(letters.some((one) => /your account has a new password/.test(one.text)))
})

test('AU-16: five wrong codes end it, and the old password stays', async () => {
  const visitor = await came(await linkFor(anna))
  await visitor.follow(await choose(visitor))
  const wrong = String((Number(people.codeOf(anna)) + 7) % 1000000).padStart(6, '0')
  for (let i = 0; i < 5; i++) await visitor.post('/account/second', { way: 'app', code: wrong })
  const answer = await visitor.post('/account/second', { way: 'app', code: people.codeOf(anna) })
  assert.notEqual(answer.location, '/account/sign-in')
  assert.equal(await isIn(visitor), false)
  assert.equal(await canSignIn(anna, NEW), false)
})

test('AU-16: who has no security option is asked to call, and gets nowhere by the mailbox', async () => {
  const visitor = await came(await linkFor(bo))
  assert.equal(visitor.landing.h1, 'Please call us')
  assert.equal(visitor.landing.form(RESET), undefined)
  await visitor.get(FORGOT)
  const answer = await choose(visitor, 'eleven grey herons on ice')
  assert.equal(answer.status, 422)
  assert.match(answer.says, /Please call us/)
  assert.equal(await isIn(visitor), false)
  assert.equal(await canSignIn(bo, PASSWORD), true)
})

test('AU-01: a password beside a security option may be shorter, but is still looked at', async () => {
  const visitor = await came(await linkFor(anna))
  for (const [password, why] of [['short77', /8 characters/], ['password123', /easy to guess/], ['anna lund 1', /name|email/]]) {
    const answer = await choose(visitor, password)
    assert.equal(answer.status, 422, password)
    assert.match(answer.says, why)
    assert.ok(!answer.text.includes(password))
  }
})

// --- the practice starts it ---

const desk = await people.staff('Front Desk', { roles: 'front_desk' })

/** The desk starts the reset of somebody with access to Siobhan's record. */
async function started(account) {
  const member = await people.staffSignedIn(desk)
  const count = mails(account.email).length
  await member.get(`/staff/patients/${siobhan.id}/reset`)
  member.answer = await member.post(`/staff/patients/${siobhan.id}/reset`, { account: account.id })
  if (member.answer.status === 200) member.letter = await mail(account.email, { count: count + 1 })
  return member
}

const codeSaid = (answer) => /<p class="code nums"><b>(\d{3})[\s\u00a0]?(\d{3})</.exec(answer.text)?.slice(1).join('')

test('AU-19: staff start the mail, and see neither link nor password', async () => {
  const member = await started(anna)
  assert.equal(member.answer.status, 200)
  assert.match(member.letter.text, /As you asked us/)
  assert.ok(linkIn(member.letter))
  assert.ok(!member.answer.text.includes(linkIn(member.letter).split('token=')[1]))
  assert.equal(codeSaid(member.answer), undefined, 'she has an option')
  const visitor = await came(linkIn(member.letter))
  assert.equal((await choose(visitor)).location, '/account/second')
  const [row] = await sql("SELECT patient_id, object_id, staff_id IS NOT NULL AS staff FROM audit WHERE action = 'start_reset' ORDER BY id DESC LIMIT 1")
  assert.deepEqual(row, { patient_id: siobhan.id, object_id: anna.id, staff: 1 })
})

test('AU-19: only who may open charts does it, and only for who has access to that record', async () => {
  for (const role of ['billing', 'auditor', 'administrator']) {
    const member = await people.staffSignedIn(await people.staff(`No ${role}`, { roles: role }))
    await member.get('/staff/account/security')
    assert.equal((await member.get(`/staff/patients/${siobhan.id}/reset`)).status, 404, role)
    assert.equal((await member.post(`/staff/patients/${siobhan.id}/reset`, { account: anna.id })).status, 404, role)
  }
  const stranger = await started(bo)
  assert.equal(stranger.answer.status, 404)
  assert.deepEqual(await sql('SELECT * FROM password_reset'), [])
})

test('AU-16: who has no option needs the code that the practice told, and then sets one up', async () => {
  await people.grant(bo, siobhan, { areas: 'billing' })
  const member = await started(bo)
  const code = codeSaid(member.answer)
  assert.match(code, /^\d{6}$/)
  assert.ok(!member.letter.source.includes(code))
  assert.ok(!JSON.stringify(await sql('SELECT * FROM password_reset')).includes(code))
  const visitor = await came(linkIn(member.letter))
  const password = 'eleven grey herons on ice'
  const wrong = String((Number(code) + 1) % 1000000).padStart(6, '0')
  for (const typed of ['', wrong]) {
    const answer = await choose(visitor, password, password, { code: typed })
    assert.equal(answer.status, 422)
    assert.match(answer.says, /not the code that we told you/)
  }
  assert.equal(await canSignIn(bo, PASSWORD), true)
  const done = await choose(visitor, password, password, { code: `${code.slice(0, 3)} ${code.slice(3)}` })
  assert.equal(done.status, 303)
  assert.deepEqual(await sql('SELECT needs_option FROM account WHERE id = ?', [bo.id]), [{ needs_option: 1 }])
  assert.equal((await visitor.get('/account/welcome')).location, '/account/security/first')
  assert.equal(await canSignIn(bo, PASSWORD), false)
})

test('AU-09: five wrong codes end the link', async () => {
  await people.grant(bo, siobhan, { areas: 'billing' })
  const member = await started(bo)
  const visitor = await came(linkIn(member.letter))
  for (let i = 0; i < 5; i++) await choose(visitor, NEW, NEW, { code: '000000' })
  assert.equal((await choose(visitor, 'eleven grey herons on ice', undefined, { code: codeSaid(member.answer) })).status, 404)
})

// --- nobody is told, nobody is flooded ---

test('EN-01: known, unknown, locked, disabled, closed: the same answer', async () => {
  const off = await people.account('Olaf Off')
  const gone = await people.account('Gina Gone')
  await sql('UPDATE account SET disabled_at = UTC_TIMESTAMP() WHERE id = ?', [off.id])
  await sql('UPDATE account SET closed_at = UTC_TIMESTAMP(), disabled_at = UTC_TIMESTAMP() WHERE id = ?', [gone.id])
  await sql('INSERT INTO sign_in_failure VALUES (?, 9, UTC_TIMESTAMP())', [bo.email])
  const seen = []
  for (const email of [anna.email, 'nobody@people.example', bo.email, off.email, gone.email]) {
    const visitor = client()
    const answer = await ask(email, visitor)
    const page = await visitor.follow(answer)
    seen.push({ answer: shape(answer), page: bare(page.text), length: page.headers['content-length'],
      cookies: answer.all('set-cookie').length })
  }
  for (const one of seen.slice(1)) assert.deepEqual(one, seen[0])
  assert.equal(seen[0].answer.status, 303)
  for (const to of [off, gone]) assert.equal(mails(to.email).length, 0)
})

test('EN-05: an unknown address leaves as many rows, and takes as long', async () => {
  const time = { known: [], unknown: [] }
  for (let i = 0; i < 9; i++) {
    for (const [kind, email] of [['known', anna.email], ['unknown', 'nobody@people.example']]) {
      await sql('DELETE FROM password_reset')
      const visitor = client()
      await visitor.get(FORGOT)
      const began = process.hrtime.bigint()
      await visitor.post(FORGOT, { email })
      time[kind].push(Number(process.hrtime.bigint() - began) / 1e6)
      assert.equal((await sql('SELECT COUNT(*) AS n FROM password_reset'))[0].n, 1, kind)
    }
  }
  const median = (list) => list.sort((a, b) => a - b)[list.length >> 1]
  const [known, unknown] = [median(time.known), median(time.unknown)]
  assert.ok(Math.abs(known - unknown) < 8 + known / 2, `${known} ms, ${unknown} ms`)
})

test('EN-06: fifty requests are three mails, and the newest link still works', async () => {
  const count = mails(anna.email).length
  await Promise.all(Array.from({ length: 50 }, () => ask(anna.email)))
  const third = await mail(anna.email, { count: count + 3 })
  assert.deepEqual(await sql("SELECT COUNT(*) AS n FROM outbox WHERE template = 'reset'"), [{ n: 3 }])
  const [{ n }] = await sql('SELECT COUNT(*) AS n FROM password_reset WHERE account_id = ? AND used_at IS NULL', [anna.id])
  assert.equal(n, 1)
  const works = []
  for (const letter of [...mails(anna.email).slice(count, count + 2), third]) works.push((await came(linkIn(letter))).landing.status)
  assert.deepEqual(works.sort(), [200, 404, 404])
})

test('EN-06: an hour later there is a mail again', async () => {
  await sql(`INSERT INTO password_reset (token_hash, account_id, created_at, expires_at)
    VALUES (?, ?, UTC_TIMESTAMP() - INTERVAL 61 MINUTE, UTC_TIMESTAMP()), (?, ?, UTC_TIMESTAMP() - INTERVAL 62 MINUTE, UTC_TIMESTAMP()),
    (?, ?, UTC_TIMESTAMP() - INTERVAL 63 MINUTE, UTC_TIMESTAMP())`, [1, 2, 3].flatMap((n) => [Buffer.alloc(32, n), anna.id]))
  assert.ok(await linkFor(anna))
})

test('AU-10: who is shut out by wrong guesses gets in by the mail', async () => {
  await sql('INSERT INTO sign_in_failure VALUES (?, 100, UTC_TIMESTAMP() - INTERVAL 1 HOUR)', [anna.email])
  const visitor = await came(await linkFor(anna))
  await visitor.follow(await choose(visitor))
  assert.equal((await visitor.post('/account/second', { way: 'app', code: people.codeOf(anna) })).status, 303)
  assert.equal(await isIn(visitor), true)
})

test('SE-09: no form of it works without its token', async () => {
  const visitor = await came(await linkFor(anna))
  for (const [address, fields] of [[FORGOT, { email: anna.email }], [RESET, { password: NEW, password2: NEW }]]) {
    assert.equal((await visitor.post(address, fields, { bare: true })).status, 403)
    assert.equal((await visitor.post(address, fields, { headers: { Origin: 'null' } })).status, 403)
    assert.equal((await visitor.post(address, fields, { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status, 403)
  }
})
