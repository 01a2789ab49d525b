// What is written down about people's acts, and what must never be.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { People } from '../lib/people.mjs'
import { DAEMONS, portal, PROGRAMS, until } from '../lib/portal.mjs'

const ctx = await portal()
const { client, sql, mail, mails, codeOf, PASSWORD, stack } = ctx
const people = new People(ctx)
const SIGN_IN = '/account/sign-in'
let anna, walter, report, mark

beforeEach(async () => {
  await ctx.reset()
  anna = await people.account('Anna Lind')
  walter = await people.patient('walter')
  await people.grant(anna, walter)
  report = (await sql('SELECT id FROM report WHERE patient_id = ? AND NOT confidential LIMIT 1', [walter.id]))[0].id
  mark = (await sql('SELECT IFNULL(MAX(id), 0) AS last FROM audit'))[0].last
})

/** Rows since the test began, or since the last call. */
async function rows() {
  const found = await sql(`SELECT id, request_id, program, account_id, actor, patient_id, action, object_id, status, address,
    detail, at BETWEEN UTC_TIMESTAMP() - INTERVAL 1 MINUTE AND UTC_TIMESTAMP(6) AS isNow FROM audit WHERE id > ? ORDER BY id`, [mark])
  if (found.length > 0) mark = found.at(-1).id
  return found.map(({ id, ...row }) => row)
}

/** One request, which must leave exactly this row. */
async function leaves(answer, row) {
  const found = await rows()
  assert.equal(found.length, 1, JSON.stringify(found))
  assert.deepEqual(found[0], { request_id: answer.headers['x-request-id'], account_id: null, actor: 'nobody', patient_id: null,
    object_id: null, address: '127.0.0.1', detail: null, isNow: 1, status: answer.status, ...row })
}

// --- LG-01 ---

test('LG-01: each page of a record leaves one row: who, whose, what, from where, with what result', async () => {
  const person = await people.signedIn(anna)
  const who = { account_id: anna.id, actor: anna.name }
  await leaves(await person.get(`/home/${walter.id}`), { ...who, program: 'home', patient_id: walter.id, action: 'show_home', status: 200 })
  await leaves(await person.get(`/health/${walter.id}`), { ...who, program: 'health', patient_id: walter.id, action: 'show_history', status: 200 })
  await leaves(await person.get(`/health/${walter.id}/results`), { ...who, program: 'health', patient_id: walter.id, action: 'show_results', status: 200 })
  await leaves(await person.get(`/health/${walter.id}/results/${report}`), { ...who, program: 'health', patient_id: walter.id,
    action: 'show_result', object_id: report, status: 200 })
  await leaves(await person.get(`/records/${walter.id}?preview=show`), { ...who, program: 'records', patient_id: walter.id, action: 'show_records', status: 200 })
  await leaves(await person.get('/account/welcome'), { ...who, program: 'account', action: 'show_welcome', status: 200 })
})

test('LG-01: a download says so, and which dates were chosen', async () => {
  const person = await people.signedIn(anna)
  const who = { account_id: anna.id, actor: anna.name, program: 'records', patient_id: walter.id, action: 'download' }
  await leaves(await person.get(`/records/${walter.id}/download`), { ...who, status: 200, detail: 'all time' })
  await leaves(await person.get(`/records/${walter.id}/download?dates=one&from=2020-01-01`), { ...who, status: 200, detail: 'dates chosen' })
})

test('LG-01: HEAD of a page leaves a row like the page', async () => {
  const person = await people.signedIn(anna)
  await leaves(await person.head(`/health/${walter.id}`), { account_id: anna.id, actor: anna.name, program: 'health',
    patient_id: walter.id, action: 'show_history', status: 200 })
})

test('LG-01: what was refused names who asked and whose record they asked for', async () => {
  const person = await people.signedIn(anna)
  const siobhan = await people.patient('siobhan')
  const who = { account_id: anna.id, actor: anna.name }
  await leaves(await person.get(`/health/${siobhan.id}`), { ...who, program: 'health', patient_id: siobhan.id, action: 'show_history', status: 404 })
  await leaves(await person.get(`/records/${siobhan.id}/download`), { ...who, program: 'records', patient_id: siobhan.id, action: 'download', status: 404 })
  await leaves(await person.get(`/health/${walter.id}/results/999999`), { ...who, program: 'health', patient_id: walter.id,
    action: 'show_result', object_id: 999999, status: 404 })
})

test('LG-01: signing in, failing to and signing out are one row each', async () => {
  const visitor = client()
  await visitor.get(SIGN_IN)
  await leaves(await visitor.post(SIGN_IN, { email: 'nobody@people.example', password: 'x' }), { program: 'account', action: 'sign_in', status: 422 })
  await leaves(await visitor.post(SIGN_IN, { email: anna.email, password: PASSWORD }),
    { account_id: anna.id, actor: anna.name, program: 'account', action: 'sign_in', object_id: anna.id, status: 303 })
  await visitor.follow({ location: '/account/welcome', path: '/' })
  await rows()
  await leaves(await visitor.post('/account/sign-out'), { account_id: anna.id, actor: anna.name, program: 'account', action: 'sign_out', status: 303 })
})

test('LG-01: a wrong password at an account names the account that was tried', async () => {
  const visitor = client()
  await visitor.get(SIGN_IN)
  const answer = await visitor.post(SIGN_IN, { email: anna.email, password: 'wrong' })
  await leaves(answer, { program: 'account', action: 'sign_in', status: 422, object_id: anna.id })
})

test('LG-01: a form from another site is a row, too', async () => {
  const visitor = client()
  await visitor.get(SIGN_IN)
  await leaves(await visitor.post(SIGN_IN, { email: anna.email, password: PASSWORD, csrf: 'x' }),
    { program: 'account', action: 'sign_in', status: 403 })
})

test('LG-01: each step of sign-up is one row, the last with the new account and its patient', async () => {
  const visitor = client()
  const typed = await people.typed('siobhan')
  const count = mails(typed.email).length
  await visitor.get('/account/sign-up/patient')
  const account = { program: 'account', status: 303 }
  await leaves(await visitor.post('/account/sign-up/patient', typed), { ...account, action: 'identify_patient' })
  await visitor.get('/account/sign-up/code')
  const code = codeOf(await mail(typed.email, { count: count + 1 }))
  await leaves(await visitor.post('/account/sign-up/code', { code: '000000' === code ? '000001' : '000000' }), { ...account, action: 'check_code', status: 422 })
  await leaves(await visitor.post('/account/sign-up/code', { code }), { ...account, action: 'check_code' })
  await visitor.get('/account/sign-up/account')
  const answer = await visitor.post('/account/sign-up/account', { password: PASSWORD, password2: PASSWORD })
  const [{ id, name }] = await sql('SELECT id, name FROM account WHERE email_key = ?', [typed.email])
  const siobhan = await people.patient('siobhan')
  await leaves(answer, { ...account, action: 'make_account', account_id: id, actor: name, patient_id: siobhan.id })
})

test('LG-01: a form that is sent twice is two requests, so two rows, of one act', async () => {
  const visitor = client()
  await visitor.get(SIGN_IN)
  const fields = { ...visitor.formFields(SIGN_IN), email: anna.email, password: PASSWORD }
  await visitor.copy().post(SIGN_IN, fields, { bare: true })
  await visitor.copy().post(SIGN_IN, fields, { bare: true })
  const found = await rows()
  assert.equal(found.length, 2)
  assert.equal(new Set(found.map((row) => row.request_id)).size, 2)
})

test('LG-01: what the operator does is a row', async () => {
  people.accountAdd('new.one@people.example', 'New One', PASSWORD, '--invited', 'RB-100118=friend=billing')
  const found = await rows()
  assert.ok(found.length >= 2)
  for (const row of found) assert.deepEqual([row.program, row.actor], ['kithctl', 'operator'])
  assert.ok(found.some((row) => row.action === 'grant_add' && row.patient_id !== null))
})

// --- LG-02, LG-03 ---

const USERS = [...PROGRAMS, ...DAEMONS.map((name) => name.replace('kith-', '')), 'ctl']

/** Run SQL as one of the portal's database users: what it said, or its error. */
function as(user, statement) {
  const passwords = path.join(ctx.dir, 'keys', `database-${user}`)
  const args = ['--no-defaults', `--socket=${stack.sockets}/mariadb.sock`, `--user=kith_${user.replaceAll('-', '_')}`, 'kith', '-e', statement]
  if (fs.existsSync(passwords)) args.splice(1, 0, `--password=${fs.readFileSync(passwords, 'utf8').trim()}`)
  try {
    return execFileSync('mariadb', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) { return error.stderr }
}

test('LG-03: no user of the portal can change, delete or empty the audit', async () => {
  await (await people.signedIn(anna)).get(`/home/${walter.id}`)
  for (const user of USERS) {
    assert.ok(!/ERROR/.test(as(user, 'SELECT 1')), `${user} can come in`)
    for (const statement of ["UPDATE audit SET actor = 'x'", 'DELETE FROM audit', 'TRUNCATE audit', 'DROP TABLE audit',
      'ALTER TABLE audit ADD x INT', "REPLACE INTO audit (id, at, request_id, program, actor, action, status, address) VALUES (1, NOW(), '', '', '', '', 1, '')",
      'DELETE FROM audit_seal', 'UPDATE audit_head SET at = NOW()', 'CREATE TRIGGER x BEFORE INSERT ON audit FOR EACH ROW SET NEW.actor = 1']) {
      assert.match(as(user, statement), /ERROR (1142|1370|1227|1044|1143|1419)/, `${user}: ${statement}`)
    }
  }
})

for (const [program, address] of [['home', () => `/home/${walter.id}`], ['health', () => `/health/${walter.id}`], ['records', () => `/records/${walter.id}/download`]]) {
  test(`LG-02: R-45: ${program}: what can't be written down is not shown`, async () => {
    const person = await people.signedIn(anna)
    assert.equal((await person.get(address())).status, 200)
    const [{ user, host }] = await sql('SELECT user AS user, host AS host FROM mysql.user WHERE user = ?', [`kith_${program}`])
    await sql(`REVOKE INSERT ON kith.audit FROM '${user}'@'${host}'`)
    try {
      const answer = await person.get(address())
      assert.ok([500, 502, 503].includes(answer.status), String(answer.status))
      assert.ok(!/Brandt|1950/.test(answer.text.replace(/Anna Lind/g, '')))
      assert.ok(!answer.headers['content-disposition'])
      assert.equal(answer.all('content-security-policy').length, 1)
      for (const word of [/denied/i, /SELECT|INSERT/, /mariadb|mysql/i, /kith_/, /\.c\b/]) assert.ok(!word.test(answer.text), String(word))
    } finally { await sql(`GRANT INSERT ON kith.audit TO '${user}'@'${host}'`) }
    await until(async () => (await person.get(address())).status === 200, { seconds: 40 })
  })
}

test('LG-02: a sign-in that can\'t be written down does not happen', async () => {
  const visitor = client()
  await visitor.get(SIGN_IN)
  await sql("RENAME TABLE audit TO audit_away")
  let answer
  try { answer = await visitor.post(SIGN_IN, { email: anna.email, password: PASSWORD }) }
  finally { await sql('RENAME TABLE audit_away TO audit') }
  assert.ok([500, 502, 503].includes(answer.status), String(answer.status))
  assert.equal(visitor.jar.cookies.has('__Host-kith'), false)
  assert.deepEqual(await sql('SELECT * FROM session'), [])
  await until(async () => (await client().get(SIGN_IN)).status === 200, { seconds: 40 })
})

after(async () => {
  // Whatever a test left: the programs work again.
  await until(async () => (await client().get(SIGN_IN)).status === 200, { seconds: 40 })
})

// --- LG-06 ---

test('LG-06: no secret, no name and nothing of a record stands in any log or in the audit\'s details', async () => {
  const logs = path.join(ctx.dir, 'log')
  const marks = Object.fromEntries(fs.readdirSync(logs).map((name) => [name, fs.statSync(path.join(logs, name)).size]))
  const password = 'zebra quilt lantern canary 4711'
  const typed = await people.typed('siobhan')
  const person = await ctx.signUp({ ...typed, password })
  const cookie = person.jar.cookies.get('__Host-kith')
  const siobhan = await people.patient('siobhan')
  for (const address of [`/home/${siobhan.id}`, `/health/${siobhan.id}`, `/health/${siobhan.id}/results`, `/records/${siobhan.id}?preview=show`,
    `/records/${siobhan.id}/download`, '/home/999', '/account/nowhere']) await person.get(address, { headers: { 'User-Agent': 'agent \t canary-agent' } })
  await person.get(`/home/${siobhan.id}`)
  await person.post('/account/sign-out')
  const visitor = client()
  await visitor.get(SIGN_IN)
  await visitor.post(SIGN_IN, { email: typed.email, password: 'another canary 4712' })
  await visitor.get('/account/sign-up/patient')
  await visitor.post('/account/sign-up/patient', { first_name: 'Canaryname', last_name: 'Canaryfamily', birth_date: '1970-01-02', email: 'canary4713@mail.example' })
  await people.posted()
  const code = codeOf(mails(typed.email).find((m) => codeOf(m)))
  const words = (await sql(`SELECT display AS word FROM problem WHERE patient_id = ? UNION SELECT display FROM medication WHERE patient_id = ?`,
    [siobhan.id, siobhan.id])).map((row) => row.word)
  const secrets = [password, 'canary', 'Canary', cookie, typed.email, 'obrien', 'O\'Brien', 'Siobhan', typed.birth_date, ...words]
  for (const name of fs.readdirSync(logs)) {
    const text = fs.readFileSync(path.join(logs, name), 'latin1').slice(marks[name] ?? 0)
    for (const secret of secrets) assert.ok(!text.includes(secret), `${name} has "${secret}"`)
    assert.ok(!new RegExp(`(?<![0-9a-f.])${code}(?![0-9a-f])`).test(text.replace(/"pid":\d+/g, '').replace(/\.\d+Z?/g, '')), `${name} has the code`)
    assert.ok(!/[\x00-\x08\x0b-\x1f\x7f]/.test(text), `${name} has control characters`)
  }
  const details = JSON.stringify((await sql('SELECT action, detail, address, program FROM audit WHERE id > ?', [mark])))
  for (const secret of secrets) assert.ok(!details.includes(secret), `the audit has "${secret}"`)
})

test('LG-06: a browser\'s name with control characters is kept without them', async () => {
  const visitor = client()
  const get = await ctx.raw(`GET ${SIGN_IN} HTTP/1.1\r\nHost: ${new URL(ctx.base).host}\r\nConnection: close\r\n\r\n`)
  assert.equal(get.status, 200)
  await visitor.get(SIGN_IN)
  const answer = await visitor.post(SIGN_IN, { email: anna.email, password: PASSWORD }, { headers: { 'User-Agent': 'a\tb \u00e9 <script> \'; DROP' } })
  assert.equal(answer.status, 303)
  const [{ agent }] = await sql('SELECT agent FROM session WHERE account_id = ?', [anna.id])
  assert.match(agent, /^[\x20-\x7e]+$/)
})

test('LG-06: every line of the programs\' logs is one JSON object', async () => {
  await (await people.signedIn(anna)).get(`/home/${walter.id}`)
  for (const name of [...PROGRAMS, ...DAEMONS]) {
    const text = fs.readFileSync(path.join(ctx.dir, 'log', `${name}.log`), 'utf8').trim()
    for (const line of text.split('\n').filter(Boolean)) assert.doesNotThrow(() => JSON.parse(line), `${name}: ${line.slice(0, 200)}`)
  }
})
