// Find a patient, who may see the record, and the chart: open in one's work, or
// for a reason.
import assert from 'node:assert/strict'
import { before, beforeEach, test } from 'node:test'
import { People, sqlTime, yearsBefore } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const id = {}
const member = {}
const staff = {}

/** A conversation of the patient, without a message. */
async function talk(patient, { pool = 'Care team', state = 'waiting', to = null, confidential = 0, subject = 'Medical question' } = {}) {
  await ctx.sql(`INSERT INTO conversation (patient_id, area, subject, confidential, state, pool_id, staff_id, begun_at, last_at)
    SELECT ?, 'messages', ?, ?, ?, id, ?, ?, ? FROM pool WHERE name = ?`,
  [patient, subject, confidential, state, to, sqlTime(ctx.stack.now), sqlTime(ctx.stack.now), pool])
  return (await ctx.sql('SELECT MAX(id) AS id FROM conversation'))[0].id
}

const lastAudit = async () => (await ctx.sql(`SELECT staff_id, patient_id, action, object_id, status, detail FROM audit
  WHERE program = 'staff-patients' ORDER BY id DESC LIMIT 1`))[0]
const accesses = () => ctx.sql('SELECT staff_id, patient_id, reason, note, TIMESTAMPDIFF(MINUTE, opened_at, ends_at) AS minutes FROM chart_access')
const chartOf = (who) => `/staff/patients/${id[who]}/chart`
const find = (client, q) => client.get(`/staff/patients?q=${encodeURIComponent(q)}`)
const names = (answer) => [...answer.text.matchAll(/<h3><a href="\/staff\/patients\/\d+">([^<]*)<\/a>/g)].map((one) => one[1].replace('&amp;', '&'))

async function ask(client, who, fields) {
  await client.get(chartOf(who))
  return client.post(`/staff/patients/${id[who]}/open`, fields)
}

before(async () => {
  for (const who of ['dana', 'owen', 'maya', 'walter', 'lena', 'noah', 'jose', 'harold']) id[who] = (await people.patient(who)).id
  for (const role of ['front_desk', 'clinician', 'billing', 'records', 'administrator', 'auditor']) {
    member[role] = await people.staff(`Test ${role}`, { roles: role, pools: role === 'clinician' ? ['Care team'] : [] })
    staff[role] = await people.staffSignedIn(member[role])
  }
})

beforeEach(() => ctx.sql('DELETE FROM conversation; DELETE FROM chart_access'))

const FIND = ['front_desk', 'clinician', 'billing', 'records', 'administrator']
const CHARTS = ['front_desk', 'clinician', 'records']
for (const [role, mayFind, mayChart] of ['front_desk', 'clinician', 'billing', 'records', 'administrator', 'auditor']
  .map((name) => [name, FIND.includes(name), CHARTS.includes(name)])) {
  test(`AZ-13: ${role} ${mayFind ? 'may' : 'may not'} find a patient, and ${mayChart ? 'may' : 'may not'} ask for a chart`, async () => {
    const status = {}
    for (const path of ['/staff/patients', '/staff/patients?q=owen', `/staff/patients/${id.owen}`, chartOf('owen')]) {
      status[path] = (await staff[role].get(path)).status
    }
    assert.deepEqual(Object.values(status), [mayFind, mayFind, mayFind, mayChart].map((may) => may ? 200 : 404))
    if (!mayFind) await staff[role].get('/staff/account/security')
    const opened = await staff[role].post(`/staff/patients/${id.owen}/open`, { reason: 'treatment' })
    assert.equal(opened.status, mayChart ? 303 : 404)
    assert.equal((await accesses()).length, mayChart ? 1 : 0)
  })
}

test('AZ-01: nobody, and a mother who is signed in on the patients\' side, are asked to sign in as staff', async () => {
  const mother = await ctx.signIn('dana.whitfield@mail.example')
  for (const client of [ctx.client(), mother]) {
    for (const path of ['/staff/patients', `/staff/patients/${id.owen}`, chartOf('owen')]) {
      const answer = await client.get(path)
      assert.equal(answer.status, 303)
      assert.match(answer.location, /^\/staff\/account\/sign-in\?next=\/staff\/patients/)
    }
    const answer = await client.post(`/staff/patients/${id.owen}/open`, { reason: 'treatment' })
    assert.equal(answer.location, '/staff/account/sign-in')
  }
  assert.deepEqual(await accesses(), [])
})

for (const [how, q] of Object.entries({ 'a part of the name': 'owen', 'family name first': 'Whitfield, Owen',
  'given and family name': 'owen whitfield', 'the record number': 'RB-100602' })) {
  test(`AZ-12: a patient is found by ${how}`, async () => {
    const answer = await find(staff.front_desk, q)
    assert.deepEqual(names(answer), ['Owen Thomas Whitfield'])
    assert.match(answer.says, /Born June \d+, \d{4} · 8 years old · Male · Record/)
    assert.ok(answer.links.some((link) => (link.href ?? link) === `/staff/patients/${id.owen}`))
  })
}

test('AZ-12: twins are told apart, by name and record number', async () => {
  const answer = await find(staff.front_desk, 'abara')
  assert.deepEqual(names(answer).length, 2)
  assert.match(answer.says.replace(/[\u2011]/g, '-'), /Lena[^]*RB-100901[^]*Noah[^]*RB-100902/)
  const noah = await staff.front_desk.get(`/staff/patients/${id.noah}`)
  assert.match(noah.says, /Noah/)
  assert.doesNotMatch(noah.says, /Lena/)
})

test('AZ-12: two of one name have their birth dates', async () => {
  const answer = await find(staff.front_desk, 'Michael Chen')
  assert.equal(names(answer).length, 2)
  assert.match(answer.says, /1964[^]*1991/)
})

test('AZ-12: a chart shows its own patient\'s allergies, not the twin\'s', async () => {
  await talk(id.lena)
  await talk(id.noah)
  assert.match((await staff.clinician.get(chartOf('lena'))).says, /Amoxicillin/i)
  const noah = await staff.clinician.get(chartOf('noah'))
  assert.doesNotMatch(noah.says.slice(noah.says.indexOf('Allergies'), noah.says.indexOf('Problems')), /Amoxicillin/i)
})

test('AZ-12: all who were born on a day are found, in both ways to write it', async () => {
  const { birth_day } = await people.patient('lena')
  const [y, m, d] = birth_day.split('-').map(Number)
  for (const q of [birth_day, `${m}/${d}/${y}`]) assert.equal(names(await find(staff.records, q)).length, 2, q)
})

for (const q of ['jose', 'NÚÑEZ PEÑA', 'nunez-pena', "o'brien", 'o’brien', 'obrien']) {
  test(`AZ-12: "${q}" is found however accents and signs are typed`, async () => {
    assert.ok(names(await find(staff.front_desk, q)).length > 0)
  })
}

test('AZ-12: who fits exactly stands first', async () => {
  await ctx.sql("INSERT INTO patient (name, given, family, mrn) VALUES ('Aaron Brandtner', 'Aaron', 'Brandtner', 'T-1')")
  assert.deepEqual(names(await find(staff.front_desk, 'brandt')), ['Walter Heinrich Brandt', 'Aaron Brandtner'])
})

test('IO-01: signs that SQL knows are letters like others', async () => {
  for (const q of ['%%', '__', '\\\\', "' OR 1=1 --", '100%']) assert.deepEqual(names(await find(staff.front_desk, q)), [], q)
})

test('AZ-12: at most twenty are shown, and that there are more', async () => {
  for (let i = 0; i < 21; i++) await ctx.sql('INSERT INTO patient (name, given, family, mrn) VALUES (?, ?, ?, ?)', [`Many Same${i}`, 'Many', `Same${i}`, `M-${i}`])
  const answer = await find(staff.front_desk, 'many same')
  assert.equal(names(answer).length, 20)
  assert.match(answer.says, /There are more/)
  await ctx.sql("DELETE FROM patient WHERE mrn = 'M-0'")
  const fewer = await find(staff.front_desk, 'many same')
  assert.equal(names(fewer).length, 20)
  assert.doesNotMatch(fewer.says, /There are more/)
})

test('AZ-12: one letter is too little, and stays in the field', async () => {
  const answer = await find(staff.front_desk, 'o')
  assert.equal(answer.status, 422)
  assert.match(answer.says, /Type at least 2 letters/)
  assert.match(answer.text, /name="q" value="o"/)
  assert.equal((await find(staff.front_desk, 'ow')).status, 200)
})

test('AZ-16: a name twice, broken text and ids of none are refused', async () => {
  assert.equal((await staff.front_desk.get('/staff/patients?q=owen&q=dana')).status, 400)
  assert.equal((await staff.front_desk.get('/staff/patients?q=%C3%28ab')).status, 422)
  for (const bad of ['0', '01', '+1', '-1', '1e0', '9223372036854775808', '%31%00']) {
    assert.ok([400, 404].includes((await staff.front_desk.get(`/staff/patients/${bad}`)).status), bad)
  }
  assert.equal((await staff.clinician.get(`${chartOf('owen')}?conversation=x`)).status, 400)
  assert.equal((await staff.clinician.get(`${chartOf('owen')}?conversation=1&conversation=2`)).status, 400)
})

test('LG-01: each search leaves a row, without what was searched', async () => {
  await find(staff.front_desk, 'owen')
  assert.deepEqual(await lastAudit(), { staff_id: member.front_desk.id, patient_id: null, action: 'find_patients', object_id: null, status: 200, detail: null })
})

test('LG-01: who looked at a patient is kept with the patient', async () => {
  await staff.front_desk.get(`/staff/patients/${id.owen}`)
  assert.deepEqual(await lastAudit(), { staff_id: member.front_desk.id, patient_id: id.owen, action: 'show_patient', object_id: id.owen, status: 200, detail: null })
})

test('AZ-05: somebody who is not there is not found, in every route, and nothing is kept', async () => {
  const none = 999999
  const absent = []
  for (const path of [`/staff/patients/${none}`, `/staff/patients/${none}/chart`]) absent.push(await staff.clinician.get(path))
  await staff.clinician.get('/staff/patients')
  absent.push(await staff.clinician.post(`/staff/patients/${none}/open`, { reason: 'treatment' }))
  for (const answer of absent) assert.equal(answer.status, 404)
  assert.deepEqual(await accesses(), [])
})

test('AZ-05: to who may not open charts one of a patient is as one of nobody', async () => {
  const bare = ({ status, text }) => ({ status, text: text.replace(/[0-9a-f]{32,}/g, '').replace(/patients\/\d+/g, '') })
  assert.deepEqual(bare(await staff.billing.get(chartOf('owen'))), bare(await staff.billing.get('/staff/patients/999999/chart')))
})

test('S72: contact, address and who of the family has access, with relation and level', async () => {
  const friend = await people.account('Ruth Keller')
  await people.grant(friend, { id: id.owen }, { areas: 'billing', basis: 'guardian', relation: 'grandmother', ends: 86400 })
  const answer = await staff.front_desk.get(`/staff/patients/${id.owen}`)
  assert.match(answer.says, /Dana Whitfield, mother\s+Full\s+Guardian\. Since [^.]*\. dana\.whitfield\s*@mail\.example/)
  assert.match(answer.says, /Ruth Keller, grandmother\s+Billing only until [A-Z][a-z]+ \d+, \d{4}, \d+:\d\d [AP]M/)
  assert.match(answer.says.replace(/\u00a0|\u2011/g, (c) => c === '\u00a0' ? ' ' : '-'), /\(802\) 555-0118[^]*27 Orchard Lane/)
})

test('S72: who had access and has it no more is not named', async () => {
  for (const [name, more] of Object.entries({ 'Gone One': { ends: -1 }, 'Gone Two': { revoked: -1 }, 'Gone Three': { begins: 3600 } })) {
    await people.grant(await people.account(name), { id: id.owen }, { basis: 'guardian', ...more })
  }
  const off = await people.account('Gone Four')
  await people.grant(off, { id: id.owen }, { basis: 'guardian' })
  await ctx.sql('UPDATE account SET disabled_at = ? WHERE id = ?', [sqlTime(ctx.stack.now), off.id])
  const answer = await staff.billing.get(`/staff/patients/${id.owen}`)
  assert.doesNotMatch(answer.says, /Gone/)
  assert.match(answer.says, /Dana Whitfield/)
})

test('AZ-08: of a teen a mother is named with bills only, of an adult not at all', async () => {
  assert.match((await staff.billing.get(`/staff/patients/${id.maya}`)).says, /Dana Whitfield, mother\s+Billing only/)
  const { birth_day } = await people.patient('maya')
  const born = (day) => ctx.sql('UPDATE patient SET birth_day = ? WHERE id = ?', [day, id.maya])
  await born(yearsBefore(people.today, 18))
  const adult = await staff.billing.get(`/staff/patients/${id.maya}`)
  await born(birth_day)
  assert.doesNotMatch(adult.says, /Dana Whitfield/)
})

test('IO-17: mails that did not arrive are said, those that did are not', async () => {
  const add = (recipient, state, bounced) => ctx.sql(`INSERT INTO outbox (dedupe_key, kind, recipient, template, state, next_at,
    created_at, done_at, bounced_at, patient_id) VALUES (?, 'mail', ?, 'new-message', ?, ?, ?, ?, ?, ?)`,
  [recipient, recipient, state, ...Array(3).fill(sqlTime(ctx.stack.now)), bounced ? sqlTime(ctx.stack.now) : null, id.owen])
  await add('lost@mail.example', 'failed', false)
  await add('back@mail.example', 'sent', true)
  await add('good@mail.example', 'sent', false)
  const { says } = await staff.front_desk.get(`/staff/patients/${id.owen}`)
  assert.match(says, /lost\s*@mail\.example could not be reached/)
  assert.match(says, /back\s*@mail\.example sent it back/)
  assert.doesNotMatch(says, /good\s*@mail\.example/)
})

test('AZ-13: only conversations of the member\'s pools, or given to them, are shown', async () => {
  const mine = await talk(id.owen, { subject: 'In my pool' })
  const given = await talk(id.owen, { subject: 'Given to me', pool: 'Front desk', to: member.clinician.id })
  const other = await talk(id.owen, { subject: 'Of others', pool: 'Front desk' })
  const { text, says } = await staff.clinician.get(`/staff/patients/${id.owen}`)
  for (const conversation of [mine, given]) assert.ok(text.includes(`href="/staff/inbox/${conversation}"`))
  assert.doesNotMatch(says, /Of others/)
  assert.ok(!text.includes(`href="/staff/inbox/${other}"`))
  assert.match((await staff.records.get(`/staff/patients/${id.owen}`)).says, /None in your pools/)
})

test('S72: a message can be started from here; a chart opened by who may', async () => {
  for (const [role, may] of [['clinician', true], ['billing', false]]) {
    const { text } = await staff[role].get(`/staff/patients/${id.owen}`)
    assert.ok(text.includes(`href="/staff/inbox/new/${id.owen}"`))
    assert.equal(text.includes(`href="${chartOf('owen')}"`), may)
  }
})

test('AZ-13: within one\'s work a chart opens at once, and the audit says so', async () => {
  await talk(id.owen)
  const answer = await staff.clinician.get(chartOf('owen'))
  assert.equal(answer.h1, 'Chart')
  assert.match(answer.says, /Allergies[^]*Peanut[^]*Problems[^]*Asthma[^]*Medications[^]*Vaccinations[^]*Last results[^]*Visits/)
  assert.deepEqual(await lastAudit(), { staff_id: member.clinician.id, patient_id: id.owen, action: 'show_chart', object_id: id.owen, status: 200, detail: 'within work' })
})

test('AZ-13: what was given to a member is their work, wherever it lies', async () => {
  await talk(id.owen, { pool: 'Front desk', to: member.records.id })
  assert.equal((await staff.records.get(chartOf('owen'))).h1, 'Chart')
  assert.notEqual((await staff.clinician.get(chartOf('owen'))).h1, 'Chart')
})

test('AZ-13: another patient\'s conversation, another pool\'s, and a closed one open nothing', async () => {
  await talk(id.dana)
  await talk(id.owen, { pool: 'Front desk' })
  await talk(id.owen, { state: 'closed' })
  const answer = await staff.clinician.get(chartOf('owen'))
  assert.equal(answer.h1, 'Why do you need this chart?')
  assert.doesNotMatch(answer.says, /Peanut|Asthma/)
  assert.equal((await lastAudit()).detail, 'asked for the reason')
})

test('AZ-13: outside of work a reason opens the chart for 60 minutes, to this member and of this patient', async () => {
  const opened = await ask(staff.records, 'owen', { reason: 'records', note: 'school form' })
  assert.equal(opened.location, chartOf('owen'))
  assert.deepEqual(await accesses(), [{ staff_id: member.records.id, patient_id: id.owen, reason: 'records', note: 'school form', minutes: 60 }])
  const audit = await lastAudit()
  assert.deepEqual([audit.action, audit.patient_id, audit.detail], ['open_chart', id.owen, 'records, outside of work'])
  const chart = await staff.records.follow(opened)
  assert.equal(chart.h1, 'Chart')
  assert.match(chart.says, /Open to you until/)
  assert.equal((await lastAudit()).detail, 'outside of work')
  assert.notEqual((await staff.records.get(chartOf('dana'))).h1, 'Chart')
  assert.notEqual((await staff.front_desk.get(chartOf('owen'))).h1, 'Chart')
})

test('AZ-13: after 60 minutes the reason is asked for again', async () => {
  await ask(staff.records, 'owen', { reason: 'records' })
  const ends = (seconds) => ctx.sql('UPDATE chart_access SET ends_at = ?', [sqlTime(new Date(ctx.stack.now.getTime() + seconds * 1000))])
  await ends(30)
  assert.equal((await staff.records.get(chartOf('owen'))).h1, 'Chart')
  await ends(-1)
  assert.equal((await staff.records.get(chartOf('owen'))).h1, 'Why do you need this chart?')
})

for (const [what, fields, says] of [
  ['no reason', { note: 'because' }, /Please choose a reason/],
  ['a reason of none', { reason: 'curious', note: 'because' }, /Please choose a reason/],
  ['"Something else" without words', { reason: 'other', note: '' }, /Please say why/],
  ['a note of 256 characters', { reason: 'treatment', note: 'x'.repeat(256) }, /too long/]]) {
  test(`AZ-13: ${what} opens nothing, and what was typed stays`, async () => {
    const answer = await ask(staff.records, 'owen', { reason: null, ...fields })
    assert.equal(answer.status, 422)
    assert.match(answer.says, says)
    if (fields.note) assert.ok(answer.text.includes(`value="${fields.note}"`))
    if (['other', 'treatment'].includes(fields.reason)) assert.match(answer.text, new RegExp(`value="${fields.reason}" checked`))
    assert.deepEqual(await accesses(), [])
    assert.match((await staff.records.get(chartOf('owen'))).h1, /Why/)
  })
}

test('AZ-13: "Something else" with words, and a note of 255 characters, are good', async () => {
  assert.equal((await ask(staff.records, 'owen', { reason: 'other', note: 'x'.repeat(255) })).status, 303)
})

test('AZ-13: the way back to the conversation is kept through the reason', async () => {
  await staff.records.get(`${chartOf('owen')}?conversation=12`)
  const opened = await staff.records.post(`/staff/patients/${id.owen}/open`, { reason: 'records' })
  assert.equal(opened.location, `${chartOf('owen')}?conversation=12`)
  assert.ok((await staff.records.follow(opened)).text.includes('href="/staff/inbox/12"'))
})

test('AZ-14: who opens, and for how long, is not the form\'s to say', async () => {
  await ask(staff.records, 'owen', { reason: 'records', staff_id: member.auditor.id, ends_at: '2099-01-01', patient_id: id.dana })
  assert.deepEqual(await accesses(), [{ staff_id: member.records.id, patient_id: id.owen, reason: 'records', note: null, minutes: 60 }])
})

test('AZ-03: a reason without the page\'s token opens nothing', async () => {
  await staff.records.get(chartOf('owen'))
  assert.equal((await staff.records.post(`/staff/patients/${id.owen}/open`, { reason: 'records', csrf: 'x' })).status, 403)
  assert.deepEqual(await accesses(), [])
})

test('AZ-09: what is confidential is there for staff, and marked', async () => {
  await talk(id.maya)
  const [{ display }] = await ctx.sql('SELECT display FROM problem WHERE patient_id = ? AND confidential LIMIT 1', [id.maya])
  const { says } = await staff.clinician.get(chartOf('maya'))
  assert.match(says, new RegExp(`${display.split(' (')[0].replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}[^]{0,20}Confidential`))
  await talk(id.owen)
  assert.doesNotMatch((await staff.clinician.get(chartOf('owen'))).says, /Confidential/)
})

test('S10: an empty chart says so', async () => {
  await talk(id.harold)
  assert.match((await staff.clinician.get(chartOf('harold'))).says, /No allergies on record[^]*No results on record[^]*No visits on record/)
})
