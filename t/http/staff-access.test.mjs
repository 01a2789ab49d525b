// Who has access, as the practice sees it: guardians verified, access paused,
// resumed and ended, people kept away.
import assert from 'node:assert/strict'
import { before, beforeEach, test } from 'node:test'
import { addDays, FULL, People, yearsBefore } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const { sql } = ctx
const people = new People(ctx)
const { today } = people
const member = {}
const staff = {}
const patient = {}
let dana

const ROLES = ['front_desk', 'clinician', 'billing', 'records', 'administrator', 'auditor']
const MAY_CHANGE = ['front_desk', 'records', 'administrator']

before(async () => {
  for (const who of ['owen', 'walter', 'siobhan', 'maya', 'ivy']) patient[who] = await people.patient(who)
  for (const role of ROLES) {
    member[role] = await people.staff(`Test ${role}`, { roles: role })
    staff[role] = await people.staffSignedIn(member[role])
  }
  dana = await people.account('Dana Canary', 'dana.canary@people.example')
})

beforeEach(async () => {
  await sql('DELETE FROM access_grant; DELETE FROM access_block; DELETE FROM invitation; DELETE FROM outbox')
  await born('maya', 14)
})

const grants = () => sql(`SELECT account_id, patient_id, areas, basis, relation, ends_at, revoked_by, given_name, verified_by,
  document, suspended_by, suspended_why, revoked_at IS NOT NULL AS ended, suspended_at IS NOT NULL AS paused FROM access_grant ORDER BY id`)
const blocks = () => sql('SELECT patient_id, account_id, name, email_key, why, blocked_by, ended_by FROM access_block ORDER BY id')
const letters = () => sql('SELECT recipient, template FROM outbox ORDER BY id')
const lastAudit = async () => (await sql(`SELECT staff_id, patient_id, action, object_id, status, detail FROM audit
  WHERE program = 'staff-patients' ORDER BY id DESC LIMIT 1`))[0]
const pageOf = (who) => `/staff/patients/${patient[who].id}`
const born = (who, years) => sql('UPDATE patient SET birth_day = ? WHERE id = ?',
  [years === null ? null : yearsBefore(addDays(today, -40), years), patient[who].id])

/** Somebody's only access to somebody, by its id. */
async function access(account, who, grant) {
  await people.grant(account, patient[who], grant)
  return (await sql('SELECT MAX(id) AS id FROM access_grant'))[0].id
}

const opens = async (account, who, area = 'home') =>
  (await (await people.signedIn(account)).get(`/${area}/${patient[who].id}`)).status

/** Verify a guardian: look at who it is, and say yes. */
async function verify(as, who, fields = {}) {
  const path = `${pageOf(who)}/verify`
  const typed = { email: dana.email, relation: 'mother', document: 'Birth certificate', level: 'full', until: '', ...fields }
  await as.get(path)
  const asked = await as.post(path, typed)
  if (asked.status !== 422 || !asked.text.includes('name="account"')) return asked
  return as.post(path, { ...typed, account: /name="account" value="(\d+)"/.exec(asked.text)[1] })
}

async function change(as, id, what, fields) {
  await as.get(`/staff/patients/access/${id}`)
  return as.post(`/staff/patients/access/${id}/${what}`, fields)
}

async function block(as, who, fields) {
  await as.get(`${pageOf(who)}/block`)
  return as.post(`${pageOf(who)}/block`, { name: 'Dana Canary', email: '', why: 'Court order of March 2', ...fields })
}

// --- who may ---

for (const role of ROLES) {
  const may = MAY_CHANGE.includes(role)
  test(`AZ-13: ${role} ${may ? 'may' : 'may not'} verify, pause, end and keep away`, async () => {
    const id = await access(dana, 'owen', { basis: 'guardian' })
    const as = staff[role]
    const status = {}
    for (const path of [`${pageOf('owen')}/verify`, `${pageOf('owen')}/block`, `/staff/patients/access/${id}`]) {
      status[path] = (await as.get(path)).status
    }
    assert.deepEqual(Object.values(status), [may, may, may].map((yes) => yes ? 200 : 404))
    if (may) return
    await as.get('/staff/account/security')
    for (const [path, fields] of [[`${pageOf('owen')}/verify`, {}], [`${pageOf('owen')}/block`, { name: 'A B', why: 'x' }],
      [`/staff/patients/access/${id}/pause`, { why: 'x' }], [`/staff/patients/access/${id}/resume`, {}],
      [`/staff/patients/access/${id}/end`, { reason: 'asked' }], ['/staff/patients/block/1/end', {}]]) {
      assert.equal((await as.post(path, fields)).status, 404, path)
    }
    assert.deepEqual([(await grants()).map((g) => g.ended + g.paused), await blocks()], [[0], []])
  })
}

test('AZ-13: who bills sees who can be written to; reasons are for those who work with charts or access', async () => {
  const id = await access(dana, 'owen', { basis: 'guardian', relation: 'mother' })
  const tom = await people.account('Tom Canary')
  await access(tom, 'owen', { basis: 'guardian', relation: 'father' })
  await change(staff.records, id, 'pause', { why: 'Canaryreason' })
  await sql(`INSERT INTO invitation (patient_id, token_hash, given_by, name, relation, email, email_key, areas, created_at, expires_at)
    VALUES (?, REPEAT('x', 32), ?, 'Nora Invited', 'aunt', 'nora@people.example', 'nora@people.example', 'billing',
    UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 7 DAY)`, [patient.owen.id, dana.id])
  const seen = async (role) => (await staff[role].get(pageOf('owen'))).says
  for (const role of ['front_desk', 'clinician', 'records', 'administrator']) {
    assert.match(await seen(role), /Dana Canary, mother.*Paused.*Canaryreason.*Tom Canary, father.*Nora Invited, aunt/, role)
  }
  assert.match(await seen('billing'), /Who has access Tom Canary, father Full/)
  assert.doesNotMatch(await seen('billing'), /Dana Canary|Canaryreason|Nora|Kept away/)
  assert.equal((await staff.auditor.get(pageOf('owen'))).status, 404)
})

// --- verify ---

test('S31: a child\'s parent is verified by a document, as a family member with an own account', async () => {
  const done = await staff.front_desk.follow(await verify(staff.front_desk, 'owen'))
  assert.match(done.says, /This person has access now\. Both sides get a mail\./)
  assert.match(done.says, /Dana Canary, mother Full Guardian, given by Riverbend Family Medicine, verified by Test front_desk: Birth certificate/)
  const [{ given_name: _, ...grant }] = await grants()
  assert.deepEqual(grant, { account_id: dana.id, patient_id: patient.owen.id, areas: FULL, basis: 'guardian', relation: 'mother',
    ends_at: null, revoked_by: null, verified_by: member.front_desk.id, document: 'Birth certificate', suspended_by: null,
    suspended_why: null, ended: 0, paused: 0 })
  assert.equal(await opens(dana, 'owen', 'health'), 200)
  assert.ok((await letters()).some((one) => one.recipient === dana.email && one.template === 'access'))
})

test('S32: the member looks at whose account it is before access is given', async () => {
  const asked = await staff.front_desk.post(`${pageOf('owen')}/verify`,
    { email: 'DANA.canary@people.example', relation: 'mother', document: 'x', level: 'full', account: dana.id + 1 })
  assert.equal(asked.status, 422)
  assert.match(asked.says, /Is this the person\? Dana Canary\s*, dana\.canary\s*@people\.example/)
  assert.deepEqual(await grants(), [])
})

test('AZ-09: staff can\'t give a guardian Full on a teenager\'s record, only Billing only', async () => {
  const page = await staff.records.get(`${pageOf('maya')}/verify`)
  assert.deepEqual(page.form(`${pageOf('maya')}/verify`).controls.find((c) => c.name === 'level').options ?? ['billing'], ['billing'])
  const refused = await verify(staff.records, 'maya', { level: 'full' })
  assert.equal(refused.status, 422)
  assert.match(refused.says, /At this age only the patient can give Full access/)
  assert.deepEqual(await grants(), [])
  assert.equal((await verify(staff.records, 'maya', { level: 'billing' })).status, 303)
  assert.deepEqual((await grants()).map((g) => [g.basis, g.areas]), [['guardian', 'billing']])
  assert.deepEqual([await opens(dana, 'maya'), await opens(dana, 'maya', 'health')], [200, 404])
})

test('AZ-08: who decides for an adult is verified until the day that the document names', async () => {
  const until = addDays(today, 30)
  assert.equal((await verify(staff.administrator, 'walter', { relation: 'legal guardian', document: 'Court order', until })).status, 303)
  const [grant] = await grants()
  assert.deepEqual([grant.basis, grant.areas, grant.document], ['staff', FULL, 'Court order'])
  assert.equal(await opens(dana, 'walter', 'health'), 200)
  try {
    await ctx.clock(86400 * 32)
    assert.equal(await opens(dana, 'walter', 'health'), 404)
  } finally { await ctx.clock(0) }
})

test('AZ-08: what can\'t be verified is said beside its field, with what was typed', async () => {
  const refused = async (who, fields, words) => {
    const answer = await verify(staff.front_desk, who, fields)
    assert.equal(answer.status, 422)
    assert.match(answer.says, words)
    return answer
  }
  const answer = await refused('owen', { email: 'nobody@people.example', document: 'Typed & kept' }, /No account has this email/)
  assert.equal(answer.form(`${pageOf('owen')}/verify`).fields.document, 'Typed & kept')
  await refused('owen', { until: addDays(today, -1) }, /This day is over already/)
  await refused('owen', { document: '' }, /Please fill this in/)
  await refused('owen', { level: 'records' }, /Choose one|Please choose a level/)
  await born('maya', null)
  await refused('maya', {}, /There is no birth date on this record/)
  await born('maya', 10)
  assert.equal((await verify(staff.front_desk, 'maya')).status, 303)
  await refused('maya', {}, /has this access already/)
  assert.equal((await grants()).length, 1)
})

test('S29: staff give access to an account that is there; none is made, and a child gets none of its own', async () => {
  const accounts = () => sql('SELECT COUNT(*) AS n FROM account')
  const was = await accounts()
  await verify(staff.front_desk, 'owen', { email: 'owen.canary@people.example', relation: 'self' })
  await verify(staff.front_desk, 'owen', { basis: 'self' })
  assert.deepEqual(await accounts(), was)
  assert.deepEqual((await grants()).map((g) => g.basis), ['guardian'])
})

// --- pause, resume, end ---

test('SE-07: a pause counts from the next request on, tells nobody, and shows no reason to the family', async () => {
  const id = await access(dana, 'owen', { basis: 'guardian' })
  const as = await people.signedIn(dana)
  assert.equal((await as.get(`/home/${patient.owen.id}`)).status, 200)
  const paused = await staff.front_desk.follow(await change(staff.front_desk, id, 'pause', { why: 'Canaryreason' }))
  assert.match(paused.says, /The access is paused\. Nobody was told\./)
  assert.match(paused.says, /Paused by Test front_desk, [^:]+:\d+ [AP]M\s*: Canaryreason/)
  assert.equal((await as.get(`/home/${patient.owen.id}`)).status, 404)
  assert.deepEqual(await letters(), [])
  const [{ suspended_by: by, suspended_why: why }] = await grants()
  assert.deepEqual([by, why], [member.front_desk.id, 'Canaryreason'])
  const row = await lastAudit()
  assert.deepEqual([row.staff_id, row.patient_id], [member.front_desk.id, patient.owen.id])
  await change(staff.records, id, 'resume', {})
  assert.equal((await as.get(`/home/${patient.owen.id}`)).status, 200)
  assert.deepEqual(await letters(), [])
})

test('SE-07: access that staff end is over at the next request, with a reason in the audit and a mail to both sides', async () => {
  const self = await people.account('Walter Canary')
  await access(self, 'walter', { basis: 'self' })
  const id = await access(dana, 'walter', { basis: 'invited' })
  assert.equal((await change(staff.front_desk, id, 'end', {})).status, 422)
  assert.equal(await opens(dana, 'walter'), 200)
  const done = await staff.front_desk.follow(await change(staff.front_desk, id, 'end', { reason: 'mistake' }))
  assert.match(done.says, /The access has ended\. Both sides get a mail\./)
  assert.equal(await opens(dana, 'walter'), 404)
  assert.deepEqual((await letters()).map((one) => one.recipient).sort(), [dana.email, self.email].sort())
  const [audit] = await sql("SELECT patient_id, object_id, detail FROM audit WHERE action = 'end_grant' AND status = 303 ORDER BY id DESC LIMIT 1")
  assert.deepEqual(audit, { patient_id: patient.walter.id, object_id: id, detail: 'invited, mistake' })
  assert.equal((await staff.front_desk.get(`/staff/patients/access/${id}`)).status, 404)
  await staff.front_desk.get(pageOf('walter'))
  assert.equal((await staff.front_desk.post(`/staff/patients/access/${id}/pause`, { why: 'x' })).status, 404)
})

test('H5: a pause needs a reason, and one that lasts can\'t be written over', async () => {
  const id = await access(dana, 'owen', { basis: 'guardian' })
  assert.equal((await change(staff.front_desk, id, 'pause', { why: '' })).status, 422)
  await change(staff.front_desk, id, 'pause', { why: 'First' })
  await change(staff.records, id, 'pause', { why: 'Second' })
  assert.deepEqual((await grants()).map((g) => g.suspended_why), ['First'])
})

// --- keep away ---

test('H5: a person who is kept away loses what they have, and gets nothing new', async () => {
  await access(dana, 'owen', { basis: 'guardian' })
  assert.equal((await block(staff.records, 'owen', { name: 'dana CÁNARY' })).status, 303)
  assert.equal(await opens(dana, 'owen'), 404)
  assert.deepEqual(await letters(), [])
  assert.deepEqual((await blocks()).map((b) => [b.account_id, b.name, b.why, b.blocked_by]),
    [[dana.id, 'dana CÁNARY', 'Court order of March 2', member.records.id]])
  const refused = await verify(staff.front_desk, 'owen', { relation: 'aunt', level: 'billing' })
  assert.equal(refused.status, 422)
  assert.match(refused.says, /keeps this person away from the record/)
  assert.equal((await verify(staff.front_desk, 'maya', { level: 'billing' })).status, 303, 'another record')
})

test('H5: somebody without an account is kept away by name, and by address', async () => {
  assert.equal((await block(staff.records, 'owen', { name: 'Late Comer', email: 'late@people.example' })).status, 303)
  assert.deepEqual((await blocks()).map((b) => [b.account_id, b.email_key]), [[null, 'late@people.example']])
  for (const [name, email] of [['Late Comer', 'other@people.example'], ['Other Name', 'late@people.example']]) {
    await people.account(name, email)
    const answer = await verify(staff.front_desk, 'owen', { email })
    assert.equal(answer.status, 422, name)
  }
  assert.deepEqual(await grants(), [])
})

test('H5: by the address the account is found, whatever its name', async () => {
  await access(dana, 'owen', { basis: 'guardian' })
  await block(staff.records, 'owen', { name: 'D. Married-Name', email: dana.email.toUpperCase() })
  assert.equal(await opens(dana, 'owen'), 404)
})

test('H5: the end of a block gives back what the person had', async () => {
  await access(dana, 'owen', { basis: 'guardian' })
  await block(staff.records, 'owen')
  const [{ id }] = await sql('SELECT id FROM access_block')
  await staff.administrator.get(pageOf('owen'))
  const done = await staff.administrator.follow(await staff.administrator.post(`/staff/patients/block/${id}/end`))
  assert.match(done.says, /is not kept away any more/)
  assert.equal(await opens(dana, 'owen'), 200)
  assert.equal((await blocks())[0].ended_by, member.administrator.id)
  assert.equal((await lastAudit()).patient_id, patient.owen.id)
  assert.equal((await staff.administrator.post(`/staff/patients/block/${id}/end`)).status, 404)
})

test('H5: the patient can\'t be kept away from the own record; a name of nothing is none', async () => {
  await access(dana, 'walter', { basis: 'self' })
  for (const [fields, words] of [[{}, /This is the patient/], [{ name: 'Somebody', email: dana.email }, /This is the patient/],
    [{ name: '. - .' }, /Enter the full name/], [{ why: '' }, /Please fill this in/], [{ email: 'not one' }, /full email address/]]) {
    const answer = await block(staff.records, 'walter', fields)
    assert.equal(answer.status, 422)
    assert.match(answer.says, words)
  }
  assert.deepEqual(await blocks(), [])
})

test('AZ-03: ids of what is not there are not there', async () => {
  for (const path of ['/staff/patients/999999/verify', '/staff/patients/999999/block', '/staff/patients/access/999999']) {
    assert.equal((await staff.records.get(path)).status, 404, path)
  }
  for (const path of ['/staff/patients/access/999999/pause', '/staff/patients/access/999999/resume',
    '/staff/patients/access/999999/end', '/staff/patients/block/999999/end']) {
    await staff.records.get(pageOf('owen'))
    assert.equal((await staff.records.post(path, { why: 'x', reason: 'asked' })).status, 404, path)
  }
})
