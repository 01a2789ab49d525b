// Who may open what: every route as every kind of visitor, made from the
// routes that the programs themselves print.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { addDays, bare, FULL, People, shape, yearsBefore } from '../lib/people.mjs'
import { portal, PROGRAMS, TOP } from '../lib/portal.mjs'

const ctx = await portal()
const { client, sql, mail, mails, codeOf, PASSWORD } = ctx
const people = new People(ctx)

const printed = PROGRAMS.map((name) =>
  execFileSync(path.join(ctx.stack.build, 'fcgi', name), ['--routes'], { encoding: 'utf8' })).join('')
const routes = printed.trim().split('\n').map((line) => {
  const [method, address, area, handler] = line.split(/\s+/)
  return { method, address, area, handler, name: `${method} ${address}` }
})

const patients = {}
const visitors = {}
let report, others
const rows = {}      // of each patient, by name: a report; of each area a conversation and a file

/** A visitor in the middle of a sign-up, at each of its stages. */
async function signingUp(stage) {
  const visitor = client()
  const typed = await people.typed('chen91')
  await visitor.get('/account/sign-up/patient')
  const count = mails(typed.email).length
  await visitor.follow(await visitor.post('/account/sign-up/patient', typed))
  if (stage === 'code') return visitor
  const code = codeOf(await mail(typed.email, { count: count + 1 }))
  await visitor.follow(await visitor.post('/account/sign-up/code', { code }))
  if (stage === 'details') return visitor
  await visitor.follow(await visitor.post('/account/sign-up/account',
    { email: 'other@mail.example', password: PASSWORD, password2: PASSWORD }))
  return visitor
}

/** A record that an account sent by email. */
async function sent(patient, account) {
  await sql(`INSERT INTO record_send (patient_id, account_id, email, warning_version, warning, sent_at, outbox_id)
    VALUES (?, ?, 'dr@clinic.example', 'x', 'x', UTC_TIMESTAMP(), 0)`, [patient, account])
  return (await sql('SELECT MAX(id) AS id FROM record_send'))[0].id
}

/** An account that was granted something on Siobhan's record, signed in. */
async function granted(name, grant, { disabled, age, who = 'siobhan' } = {}) {
  const account = await people.account(name)
  if (grant) await people.grant(account, patients[who], grant)
  if (disabled) await sql('UPDATE account SET disabled_at = UTC_TIMESTAMP() WHERE id = ?', [account.id])
  const as = await people.signedIn(account, { age, isFresh: true })
  return Object.assign(as, { send: await sent(patients[who].id, account.id),
    grant: (await sql('SELECT MAX(id) AS id FROM access_grant WHERE account_id = ?', [account.id]))[0].id })
}

/** Access to all of Siobhan's record, which opened it, and what was done to it then. */
async function changed(name, what) {
  const as = await granted(name, {})
  assert.equal((await as.get(`/home/${patients.siobhan.id}`)).status, 200)
  await sql(what, [as.account.id])
  return as
}

/** An invitation to a record that waits; given_by is filled in when the patient is there. */
async function invitation(who, email) {
  await sql(`INSERT INTO invitation (patient_id, token_hash, given_by, name, relation, email, email_key, areas, created_at, expires_at)
    VALUES (?, ?, 0, 'Invited', 'friend', ?, ?, ?, UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 7 DAY)`,
  [patients[who].id, randomBytes(32), email, email, FULL])
  return (await sql('SELECT MAX(id) AS id FROM invitation'))[0].id
}

/** An account whose address was invited to Siobhan's record, and has not answered. */
async function invited(name) {
  const as = await granted(name)
  rows.invitation = await invitation('siobhan', as.account.email)
  return as
}

/** A conversation of an area on a record, with a picture in it. */
async function conversation(area, patient) {
  const last = async (table) => (await sql(`SELECT MAX(id) AS id FROM ${table}`))[0].id
  await sql(`INSERT INTO conversation (patient_id, area, subject, state, pool_id, begun_at, last_at)
    VALUES (?, ?, 'Subject', 'waiting', 1, UTC_TIMESTAMP(), UTC_TIMESTAMP())`, [patient, area])
  const id = await last('conversation')
  await sql(`INSERT INTO message (patient_id, conversation_id, kind, author, body, sent_at)
    VALUES (?, ?, 'family', 'Siobhan', 'Text', UTC_TIMESTAMP())`, [patient, id])
  const message = await last('message')
  await sql('UPDATE conversation SET last_message_id = ? WHERE id = ?', [message, id])
  await sql(`INSERT INTO attachment (patient_id, message_id, name, media_type, bytes, sha256, preview, scan, added_at)
    VALUES (?, ?, 'a.png', 'image/png', 3, ?, 'jpg', 'none', UTC_TIMESTAMP())`, [patient, message, Buffer.alloc(32)])
  const file = await last('attachment')
  await sql("INSERT INTO attachment_chunk VALUES (?, ?, 0, 'png')", [patient, file])
  return { conversation: id, file }
}

/** What a record needs for every route to have an :id on it. */
async function fill(who) {
  const patient = patients[who].id
  await sql(`INSERT INTO report (patient_id, category, display, status, issued_when, issued_day)
    VALUES (?, 'laboratory', 'A report', 'final', '2025-01-02', '2025-01-02')`, [patient])
  rows[who] = { report: (await sql('SELECT MIN(id) AS id FROM report WHERE patient_id = ?', [patient]))[0].id }
  await sql(`INSERT INTO observation (patient_id, category, display, status, taken_when, taken_day, value_kind, value)
    VALUES (?, 'laboratory', 'A test', 'final', '2025-01-02', '2025-01-02', 'quantity', '1')`, [patient])
  rows[who].observation = (await sql('SELECT MAX(id) AS id FROM observation WHERE patient_id = ?', [patient]))[0].id
  await sql(`INSERT INTO document (patient_id, kind, display, title, status, written_when, written_day, media_type, bytes, sha256)
    VALUES (?, 'letter', 'Letter', 'A letter', 'current', '2025-01-02', '2025-01-02', 'application/pdf', 8, UNHEX(SHA2('%PDF-1.4', 256)))`, [patient])
  rows[who].document = (await sql('SELECT MAX(id) AS id FROM document WHERE patient_id = ?', [patient]))[0].id
  await sql("INSERT INTO document_chunk VALUES (?, ?, 0, '%PDF-1.4')", [patient, rows[who].document])
  for (const area of ['messages', 'billing']) rows[who][area] = await conversation(area, patient)
  const friend = await granted(`Friend of ${who}`, { basis: 'patient' }, { who })
  Object.assign(rows[who], { given: friend.grant, send: friend.send })
  rows[who].invitation = await invitation(who, `invited.to.${who}@people.example`)
}

/** The :id of a route that this visitor may open, if there is any. */
function idFor(route, { as, may, of = 'siobhan' }) {
  if (route.address === '/family/invitation/:id') return rows.invitation
  if (route.address.startsWith('/family/:patient/leave')) return as.grant ?? rows[of].given
  if (route.address.startsWith('/family/:patient/withdraw')) return rows[of].invitation
  if (route.address.startsWith('/family/')) return rows[of].given
  if (route.address.startsWith('/records/:patient/send')) return may.includes('records') ? as.send : rows[of].send
  if (route.address.includes('/trends/')) return rows[of].observation
  if (route.address.startsWith('/health/:patient/documents')) return rows[of].document
  if (!route.address.startsWith('/messages/')) return rows[of].report
  const found = rows[of][may.includes('billing') && !may.includes('messages') ? 'billing' : 'messages']
  return /files|pictures/.test(route.address) ? found.file : found.conversation
}

/** Conversations open for messages, and those about bills for billing. */
const opensFor = (route, may) => may.includes(route.area) ||
  (route.area === 'conversation' && (may.includes('messages') || may.includes('billing')))

before(async () => {
  // Birthdays near today are no news here.
  await ctx.program('kith-clerk').stop()
  for (const who of ['siobhan', 'walter', 'owen', 'maya', 'dana', 'chen91', 'ivy']) patients[who] = await people.patient(who)
  report = (await sql('SELECT id FROM report WHERE patient_id = ? ORDER BY id LIMIT 1', [patients.siobhan.id]))[0].id
  others = (await sql('SELECT id FROM report WHERE patient_id = ? ORDER BY id LIMIT 1', [patients.walter.id]))[0].id
  const ages = { owen: 12, lena: 13, noah: 17, jose: 18, harold: 14 }
  for (const [who, age] of Object.entries(ages)) {
    const { id } = await people.patient(who)
    // Tomorrow a year older, but for those who turned 13 and 18 today.
    const day = [13, 18].includes(age) ? yearsBefore(people.today, age) : addDays(yearsBefore(people.today, age + 1), 1)
    await sql('UPDATE patient SET birth_day = ? WHERE id = ?', [day, id])
    patients[who] = await people.patient(who)
  }
  for (const who of ['siobhan', ...Object.keys(ages)]) await fill(who)
  const all = ['any', ...FULL.split(',')]
  Object.assign(visitors, {
    nobody: { as: client(), may: [], isOut: true },
    'an entry cookie': { as: await (async () => { const c = client(); await c.get('/account/sign-in'); return c })(), may: [], isOut: true },
    'a sign-up at the code': { as: await signingUp('code'), may: [], isOut: true },
    'a sign-up at email and password': { as: await signingUp('details'), may: [], isOut: true },
    'a sign-up at the second code': { as: await signingUp('email'), may: [], isOut: true },
    'a session that ran out': { as: await granted('Stale', { basis: 'invited' }, { age: 16 * 60 }), may: [], isOut: true },
    'a disabled account': { as: await granted('Disabled', {}, { disabled: true }), may: [], isOut: true },
    'the patient': { as: await granted('Siobhan', { basis: 'self' }), may: ['any', 'self', ...FULL.split(',')] },
    'another patient': { as: await granted('Michael', { basis: 'self' }, { who: 'chen91' }), may: [] },
    'an account without anybody': { as: await granted('Alone'), may: [] },
    'someone invited to all': { as: await granted('Full', { areas: FULL }), may: ['any', ...FULL.split(',')] },
    'someone with billing only': { as: await granted('Billing', { areas: 'billing' }), may: ['any', 'billing'] },
    'someone with health only': { as: await granted('Health', { areas: 'health' }), may: ['any', 'health'] },
    'someone with records only': { as: await granted('Records', { areas: 'records' }), may: ['any', 'records'] },
    'someone with messages only': { as: await granted('Messages', { areas: 'messages' }), may: ['any', 'messages'] },
    'access to nothing': { as: await granted('Nothing', { areas: '' }), may: [] },
    'access that has ended': { as: await granted('Ended', { ends: -1 }), may: [] },
    'access that was revoked': { as: await granted('Revoked', { revoked: -1 }), may: [] },
    'access that begins tomorrow': { as: await granted('Tomorrow', { begins: 86400 }), may: [] },
    'a guardian of a grown-up': { as: await granted('Guardian', { basis: 'guardian' }), may: [] },
    'a guardian of a child of 12': { as: await granted('Guardian Twelve', { basis: 'guardian' }, { who: 'owen' }), may: all, of: 'owen' },
    'a guardian on the 13th birthday': { as: await granted('Guardian Thirteen', { basis: 'guardian' }, { who: 'lena' }), may: ['any', 'billing'], of: 'lena' },
    'a guardian the day before the 18th birthday': { as: await granted('Guardian Seventeen', { basis: 'guardian' }, { who: 'noah' }), may: ['any', 'billing'], of: 'noah' },
    'a guardian on the 18th birthday': { as: await granted('Guardian Eighteen', { basis: 'guardian' }, { who: 'jose' }), may: [], of: 'jose' },
    'a teenager with an own account': { as: await granted('Harold Teen', { basis: 'self' }, { who: 'harold' }), may: [...all, 'self'], of: 'harold' },
    'a friend of the teenager': { as: await granted('Trusted', { basis: 'patient' }, { who: 'harold' }), may: all, of: 'harold' },
    'a guardian of another child, at the teenager': { as: await granted('Other Guardian', { basis: 'guardian' }, { who: 'owen' }), may: [], of: 'harold' },
    'someone invited who has not said yes': { as: await invited('Not Yet'), may: [], isInvited: true },
    'a son of another patient': { as: await granted('Walter Son', {}, { who: 'walter' }), may: [] },
    'access removed while signed in': { as: await changed('Removed', 'UPDATE access_grant SET revoked_at = UTC_TIMESTAMP() WHERE account_id = ?'), may: [] },
    'access paused while signed in': { as: await changed('Paused', 'UPDATE access_grant SET suspended_at = UTC_TIMESTAMP() WHERE account_id = ?'), may: [] },
    'someone kept away': { as: await changed('Kept Away', `INSERT INTO access_block (patient_id, account_id, name, name_key, why, blocked_by, blocked_at)
      SELECT patient_id, account_id, 'x', 'x', 'x', 1, UTC_TIMESTAMP() FROM access_grant WHERE account_id = ?`), may: [] },
    'an account without its security option': { as: await changed('Set Up', 'UPDATE account SET needs_option = 1 WHERE id = ?'), may: [], isSettingUp: true },
  })
  await sql(`UPDATE invitation i JOIN access_grant g ON g.patient_id = i.patient_id AND g.basis = 'self'
    SET i.given_by = g.account_id`)
})

after(() => ctx.program('kith-clerk').start())

const concrete = (address, patient = patients.siobhan.id, id = report) =>
  address.replace(':patient', patient).replace(':id', id)

/** Of the practice's side: to an account they are as to nobody. */
const STAFF = ['staff', 'inbox', 'charts', 'patients', 'access', 'documents', 'findings']

/** Pages of a link that works once: without it they are not there. */
const ONE_TIME = ['/staff/account/start', '/account/reset', '/account/email', '/account/back', '/account/undo',
  '/family/invitation', '/share/app/file']

/** What a visitor gets at a route. */
function expectedOf({ area, address }, { may, isOut, isSettingUp, isInvited }) {
  if (area === 'public') return 'open'
  if (isOut || STAFF.includes(area)) return 'sign in'
  if (area === 'set-up') return 'open'
  if (isSettingUp) return 'set up'
  // What is one person's own: an invitation to them, what they asked for (nobody
  // here did), access that they may give up.
  if (address === '/family/invitation/:id') return isInvited ? 'open' : 'not found'
  if (address.startsWith('/family/add/:id')) return 'not found'
  if (address === '/family/:patient/leave/:id') return may.includes('any') && !may.includes('self') ? 'open' : 'not found'
  return area === 'signed-in' || opensFor({ area, address }, may) ? 'open' : 'not found'
}

/** What an answer is worth. */
function kindOf(answer) {
  if (answer.status === 303 && /^\/(staff\/)?account\/sign-in(\?|$)/.test(answer.location)) return 'sign in'
  if (answer.status === 303 && answer.location === '/account/security/first') return 'set up'
  return answer.status === 404 ? 'not found' : 'open'
}

test('AZ-01: the table of routes is the one that was agreed on', () => {
  assert.equal(printed, fs.readFileSync(path.join(TOP, 't/access.expected'), 'utf8'))
})

test('AZ-01: no route is for nobody, and none of the record is public', () => {
  for (const { name, area, address } of routes) {
    assert.notEqual(area, 'nobody', name)
    if (address.includes(':patient')) assert.ok(!['public', 'signed-in', 'set-up'].includes(area), name)
    else assert.ok(['public', 'signed-in', 'set-up', ...STAFF].includes(area), name)
  }
})

for (const route of routes.filter((r) => r.method === 'GET')) {
  test(`AZ-02: ${route.name} opens for those it is for, and for nobody else`, async () => {
    const wrong = []
    await Promise.all(Object.entries(visitors).map(async ([who, visitor]) => {
      const { as, of = 'siobhan' } = visitor
      const answer = await as.copy().get(concrete(route.address, patients[of].id, idFor(route, visitor)))
      const expected = expectedOf(route, visitor)
      // Public pages may lead elsewhere, but not to a record; a one-time link's
      // page is not there without its link, for anybody.
      const isOneTime = ONE_TIME.includes(route.address)
      const isShown = (route.area === 'public' && answer.status < 400) || (expected === 'open' && isOneTime)
      // During the set-up a page leads to the step that comes first.
      const isStep = route.area === 'set-up' && kindOf(answer) === 'set up'
      const got = isShown || isStep ? 'open' : kindOf(answer)
      if (got !== expected) wrong.push(`${who}: ${answer.status} ${answer.location ?? ''}, not "${expected}"`)
      const fine = route.area === 'set-up' ? [200, 303] : [200]
      if (got === 'open' && route.area !== 'public' && !isOneTime) assert.ok(fine.includes(answer.status), `${who} ${answer.status}`)
    }))
    assert.deepEqual(wrong, [])
  })
}

for (const route of routes.filter((r) => r.method === 'POST' && r.area !== 'public')) {
  test(`AZ-02: ${route.name} does nothing for who is not signed in`, async () => {
    for (const [who, { as, isOut }] of Object.entries(visitors)) {
      if (!isOut) continue
      const visitor = as.copy()
      await visitor.get('/account/sign-in')
      const was = await people.everything('audit', 'idempotency')
      const answer = await visitor.post(concrete(route.address), {})
      assert.equal(kindOf(answer), 'sign in', `${who} ${answer.status}`)
      assert.deepEqual(await people.everything('audit', 'idempotency'), was)
    }
  })
}

test('AZ-02: an account sees its own patients only, whichever id is asked for', async () => {
  const wanted = ['any', 'health', 'records', 'conversation']
  const ids = (await sql('SELECT id FROM patient ORDER BY id')).map((row) => row.id)
  for (const who of ['the patient', 'another patient', 'someone invited to all']) {
    const own = who === 'another patient' ? patients.chen91.id : patients.siobhan.id
    for (const route of routes.filter((r) => r.method === 'GET' && wanted.includes(r.area) && !r.address.includes(':id'))) {
      for (const id of ids) {
        const { status } = await visitors[who].as.copy().get(concrete(route.address, id))
        assert.equal(status, id === own ? 200 : 404, `${who} ${route.address} ${id}`)
      }
    }
  }
})

test('AZ-02: a report opens under its own patient only', async () => {
  const as = visitors['the patient'].as
  const status = async (patient, id) => (await as.copy().get(`/health/${patient}/results/${id}`)).status
  assert.equal(await status(patients.siobhan.id, report), 200)
  assert.equal(await status(patients.siobhan.id, others), 404)
  assert.equal(await status(patients.walter.id, others), 404)
  assert.equal(await status(patients.walter.id, report), 404)
})

test('AZ-04: every report of the practice by its number: only the own ones open', async () => {
  const as = visitors['the patient'].as
  for (const { id, patient_id } of await sql('SELECT id, patient_id FROM report')) {
    const { status } = await as.copy().get(`/health/${patients.siobhan.id}/results/${id}`)
    assert.equal(status, patient_id === patients.siobhan.id ? 200 : 404, `report ${id}`)
  }
})

test('AZ-05: what is another\'s and what is not there: the same answer, byte for byte', async () => {
  for (const who of ['the patient', 'someone with billing only', 'an account without anybody', 'access that was revoked']) {
    for (const address of ['/home/:patient', '/health/:patient', '/health/:patient/results', '/records/:patient', '/records/:patient/download']) {
      const ask = async (id) => {
        const answer = shape(await visitors[who].as.copy().get(concrete(address, id)))
        return JSON.stringify(answer).replaceAll(concrete(address, id), 'PATH')
      }
      const foreign = await ask(patients.walter.id)
      const absent = await ask(90 + patients.walter.id)
      assert.equal(foreign, absent, `${who} ${address}`)
      assert.ok(foreign.includes('"status":404'))
      assert.ok(!foreign.includes('Walter') && !foreign.includes('Brandt'))
    }
  }
})

test('AZ-05: the same for a report of another patient and one that is not there', async () => {
  const as = visitors['the patient'].as
  const ask = async (id) => JSON.stringify(shape(await as.copy().get(`/health/${patients.siobhan.id}/results/${id}`)))
    .replaceAll(`results/${id}`, 'results/ID')
  assert.equal(await ask(others), await ask(999999))
})

test('AZ-05: and for who is not signed in, nothing tells who is a patient', async () => {
  const ask = async (id) => JSON.stringify(shape(await client().get(`/home/${id}`))).replaceAll(String(id), 'ID')
  assert.equal(await ask(patients.walter.id), await ask(999999))
})

test('AZ-05: a refusal takes as long for what is another\'s as for what is not there', async () => {
  const as = visitors['the patient'].as
  const times = { foreign: [], absent: [] }
  for (let i = 0; i < 15; i++) {
    for (const [kind, id] of [['foreign', patients.walter.id], ['absent', 999999]]) {
      const began = process.hrtime.bigint()
      await as.copy().get(`/health/${id}`)
      times[kind].push(Number(process.hrtime.bigint() - began) / 1e6)
    }
  }
  const [foreign, absent] = Object.values(times).map((list) => list.sort((a, b) => a - b)[7])
  assert.ok(foreign < absent * 2 + 5 && absent < foreign * 2 + 5, `${foreign} ms and ${absent} ms`)
})

test('AZ-07: who has billing only reads no word of the record on any page they can open', async () => {
  const words = (await sql(`SELECT DISTINCT display AS word FROM report WHERE patient_id = ?
    UNION SELECT display FROM problem WHERE patient_id = ? UNION SELECT display FROM medication WHERE patient_id = ?
    UNION SELECT display FROM appointment WHERE patient_id = ? UNION SELECT display FROM allergy WHERE patient_id = ?
    UNION SELECT display FROM immunization WHERE patient_id = ? UNION SELECT title FROM document WHERE patient_id = ?`,
  Array(7).fill(patients.siobhan.id))).map((row) => row.word).filter(Boolean)
  assert.ok(words.length > 10, `${words.length} words`)
  const as = visitors['someone with billing only'].as
  const full = bare((await visitors['the patient'].as.copy().get(`/health/${patients.siobhan.id}`)).says)
  assert.ok(words.some((word) => full.includes(word)), 'the words are those of the pages')
  for (const address of ['/home/:patient', '/account/welcome', '/health/:patient', '/records/:patient', '/health/:patient/results/:id']) {
    const page = await as.copy().get(concrete(address))
    for (const word of words) assert.ok(!page.text.includes(word), `${address}: ${word}`)
    assert.ok(!page.links.some((href) => /^\/(health|records)\//.test(href)), `${address} leads into the record`)
    assert.ok(!/unread|\bnew\b.*result/i.test(page.says), address)
  }
})

test('AZ-06: what the practice marked as confidential only the patient\'s own account sees', async () => {
  const marked = (await sql(`SELECT display AS word FROM problem WHERE patient_id = ? AND confidential
    UNION SELECT display FROM medication WHERE patient_id = ? AND confidential`,
  [patients.maya.id, patients.maya.id])).map((row) => row.word)
  assert.ok(marked.length > 0)
  const open = (await sql(`SELECT display AS word FROM problem WHERE patient_id = ? AND NOT confidential
    UNION SELECT display FROM medication WHERE patient_id = ? AND NOT confidential`,
  [patients.maya.id, patients.maya.id])).map((row) => row.word)
  const mother = await granted('Maya Mother', { areas: FULL }, { who: 'maya' })
  const herself = await granted('Maya', { basis: 'self' }, { who: 'maya' })
  const read = async (as, address) => (await as.copy().get(concrete(address, patients.maya.id))).says
  for (const address of ['/health/:patient', '/records/:patient?preview=show']) {
    const [hers, mothers] = [await read(herself, address), await read(mother, address)]
    for (const word of marked) {
      assert.ok(hers.includes(word), `${address}: she sees ${word}`)
      if (!open.includes(word)) assert.ok(!mothers.includes(word), `${address}: her mother does not see ${word}`)
    }
  }
})

test('AZ-06: a confidential report is not there for others, in the list or by its number', async () => {
  await sql('UPDATE report SET confidential = 1 WHERE id = ?', [report])
  const address = `/health/${patients.siobhan.id}/results/${report}`
  assert.equal((await visitors['the patient'].as.copy().get(address)).status, 200)
  assert.equal((await visitors['someone invited to all'].as.copy().get(address)).status, 404)
  const list = await visitors['someone invited to all'].as.copy().get(`/health/${patients.siobhan.id}/results`)
  assert.ok(!list.links.includes(address))
  await sql('UPDATE report SET confidential = 0 WHERE id = ?', [report])
})

// --- AZ-08: the age rule ---

/** Seconds from now to a time of day in New York. */
function secondsTo(day, time) {
  const utc = new Date(`${day}T${time}Z`)
  const there = new Date(utc.toLocaleString('en-US', { timeZone: 'America/New_York', hour12: false }) + ' UTC')
  return Math.trunc((utc.getTime() + (utc.getTime() - there.getTime()) - Date.now()) / 1000)
}

test('AZ-08: a guardian\'s access falls at midnight of the 13th birthday and ends at the 18th', async () => {
  const { id, birth_day: born } = patients.owen
  const guardian = await people.account('Owen Guardian')
  await people.grant(guardian, patients.owen, { basis: 'guardian', relation: 'mother' })
  const birthday = (n) => `${Number(born.slice(0, 4)) + n}${born.slice(4)}`
  const opens = async () => {
    const as = await people.signedIn(guardian)
    return [(await as.get(`/home/${id}`)).status, (await as.get(`/health/${id}`)).status, (await as.get(`/records/${id}`)).status]
  }
  try {
    assert.deepEqual(await opens(), [200, 200, 200], 'today')
    await ctx.clock(secondsTo(addDays(birthday(13), -1), '23:59:00'))
    assert.deepEqual(await opens(), [200, 200, 200], 'a minute before 13')
    await ctx.clock(secondsTo(birthday(13), '00:00:10'))
    assert.deepEqual(await opens(), [200, 404, 404], 'at 13')
    await ctx.clock(secondsTo(addDays(birthday(18), -1), '23:59:00'))
    assert.deepEqual(await opens(), [200, 404, 404], 'a minute before 18')
    await ctx.clock(secondsTo(birthday(18), '00:00:10'))
    assert.deepEqual(await opens(), [404, 404, 404], 'at 18')
  } finally { await ctx.clock(0) }
})

test('AZ-08: a session that runs over midnight of the birthday does not carry the old access', async () => {
  const guardian = await people.account('Night Guardian')
  const day = addDays(people.today, 1)
  await people.grant(guardian, patients.ivy, { basis: 'guardian' })
  await sql('UPDATE patient SET birth_day = ? WHERE id = ?', [`${Number(day.slice(0, 4)) - 13}${day.slice(4)}`, patients.ivy.id])
  try {
    await ctx.clock(secondsTo(addDays(day, -1), '23:57:00'))
    const as = await people.signedIn(guardian)
    assert.equal((await as.get(`/health/${patients.ivy.id}`)).status, 200)
    await ctx.clock(secondsTo(day, '00:01:00'))
    assert.equal((await as.get(`/health/${patients.ivy.id}`)).status, 404)
    const home = await as.get(`/home/${patients.ivy.id}`)
    assert.equal(home.status, 200)
    assert.ok(!home.links.some((href) => href.startsWith('/health/')))
  } finally {
    await ctx.clock(0)
    await sql('UPDATE patient SET birth_day = ? WHERE id = ?', [patients.ivy.birth_day, patients.ivy.id])
  }
})

test('AZ-08: a teenager\'s guardian has billing only today', async () => {
  const guardian = await granted('Maya Guardian', { basis: 'guardian' }, { who: 'maya' })
  assert.equal((await guardian.get(`/home/${patients.maya.id}`)).status, 200)
  assert.equal((await guardian.get(`/health/${patients.maya.id}`)).status, 404)
})

test('AZ-08: without a date of birth a guardian opens nothing', async () => {
  const guardian = await granted('Dateless', { basis: 'guardian' }, { who: 'ivy' })
  assert.equal((await guardian.get(`/home/${patients.ivy.id}`)).status, 200)
  await sql('UPDATE patient SET birth_day = NULL WHERE id = ?', [patients.ivy.id])
  assert.equal((await guardian.get(`/home/${patients.ivy.id}`)).status, 404)
  await sql('UPDATE patient SET birth_day = ? WHERE id = ?', [patients.ivy.birth_day, patients.ivy.id])
})

test('AZ-09: what a teenager granted is not taken away by the age rule', async () => {
  const mother = await granted('Trusted Mother', { basis: 'patient' }, { who: 'maya' })
  assert.equal((await mother.get(`/health/${patients.maya.id}`)).status, 200)
})

test('AZ-11: every page of a record says whose it is', async () => {
  for (const route of routes.filter((r) => r.method === 'GET' && r.address.includes(':patient') && !STAFF.includes(r.area) &&
    !['download', 'download_activity', 'download_sealed_activity', 'download_file', 'show_picture', 'open_document', 'download_document', 'print_vaccinations'].includes(r.handler))) {
    const visitor = visitors[route.area === 'self' ? 'the patient' : 'someone invited to all']
    const page = await visitor.as.copy().get(concrete(route.address, patients.siobhan.id, idFor(route, visitor)))
    assert.ok(page.says.includes(patients.siobhan.first_name), route.address)
    assert.ok(!page.title.includes('Siobhan'), 'not in the title, which browsers keep')
  }
})

// --- AZ-14, AZ-16: odd parameters ---

test('AZ-14: no parameter turns a page to another patient', async () => {
  const as = visitors['the patient'].as
  const page = async (query) => bare((await as.copy().get(`/records/${patients.siobhan.id}?preview=show${query}`)).text)
  const plain = await page('')
  for (const name of ['patient', 'patient_id', 'id', 'account_id', 'role', 'areas', 'basis', 'show_confidential', 'as']) {
    assert.equal(await page(`&${name}=${patients.walter.id}`), plain, name)
  }
})

for (const id of ['0', '00', '-1', '+1', '01', '1.0', '1e0', '0x1', ' 1', '1 ', '%31', '1%00', '1%20', '1,2', '1;2', '1/',
  '2147483648', '4294967297', '9223372036854775807', '9223372036854775808', '18446744073709551617', '1\'', '١', '*', 'self', ':patient', '']) {
  test(`AZ-16: the id "${id}" is nobody's`, async () => {
    const account = visitors['the patient'].as
    const own = id.replace(/1(?!\d)/, patients.siobhan.id)
    for (const one of new Set([id, own])) {
      for (const address of [`/home/${one}`, `/health/${patients.siobhan.id}/results/${one}`]) {
        const { status } = await account.copy().request('GET', encodeURI(address).replaceAll('%25', '%'))
        // An empty id of a result is the list's address with a slash too many.
        assert.ok([400, 404].includes(status), `${address}: ${status}`)
      }
    }
  })
}

test('AZ-16: a parameter that stands twice, or is broken, is refused', async () => {
  const as = visitors['the patient'].as
  const address = `/records/${patients.siobhan.id}`
  for (const query of ['dates=all&dates=one', 'from=2020-01-01&from=2021-01-01', 'x=1&x=1', 'dates=%', 'dates=%zz', 'da%00tes=all',
    Array.from({ length: 101 }, (_, i) => `a${i}=1`).join('&')]) {
    assert.equal((await as.copy().get(`${address}?${query}`)).status, 400, query.slice(0, 40))
  }
  for (const query of ['dates=nothing', 'dates=all%00', 'type=pdf', 'preview=maybe', 'from=2020-02-30&dates=one']) {
    assert.equal((await as.copy().get(`${address}?${query}`)).status, 422, query)
  }
  for (const query of ['dates[]=one', 'dates%5b%5d=one', 'DATES=one']) {
    assert.equal((await as.copy().get(`${address}?${query}`)).status, 200, `${query} is no field of ours`)
  }
})

test('AZ-16: a path that is not ours is 404, signed in or not', async () => {
  for (const as of [client(), visitors['the patient'].as]) {
    for (const route of routes) {
      for (const change of [(p) => `${p}/`, (p) => `${p}x`, (p) => `${p}/1`, (p) => `${p}.php`, (p) => p.toUpperCase(), (p) => `${p};a=b`]) {
        const address = change(concrete(route.address))
        if (routes.some((r) => new RegExp(`^${r.address.replace(/:\w+/g, '\\d+')}$`).test(address))) continue
        // "/health/7" with a figure more is another patient's, and not there.
        const { status } = await as.copy().get(address)
        assert.ok([400, 404].includes(status) || (status === 303 && /\d\/?\d*$/.test(address)), `${address}: ${status}`)
      }
    }
  }
})
