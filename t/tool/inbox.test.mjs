// kithctl inbox: how the practice's inbox is set up, printed and made so.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { portal, TOP } from '../lib/portal.mjs'

const ctx = await portal()
const dir = ctx.scratch()
after(() => fs.rmSync(dir, { recursive: true, force: true }))
beforeEach(() => ctx.reset())

const TABLES = { pool: 'name', subject: 'name', subject_route: 'subject_id, location_id', message_template: 'name', holiday: 'day' }

/** Every row of the set-up, for "nothing was changed". */
async function rows() {
  const all = {}
  for (const [name, order] of Object.entries(TABLES)) all[name] = await ctx.sql(`SELECT * FROM ${name} ORDER BY ${order}`)
  return all
}

function print() {
  const done = ctx.kithctl('inbox')
  assert.equal(done.status, 0, done.stderr)
  return JSON.parse(done.stdout)
}

function load(inbox) {
  const file = path.join(dir, 'inbox.json')
  fs.writeFileSync(file, typeof inbox === 'string' ? inbox : JSON.stringify(inbox))
  return ctx.kithctl('inbox', file)
}

const office = 'Northside office'
const small = () => ({
  pools: [{ name: 'Front desk', email: 'desk@practice.example' }, { name: 'Nurses', email: null }],
  subjects: [{ name: 'Other', area: 'messages', pool: 'Nurses', answer_hours: 12, offices: { [office]: 'Front desk' } },
    { name: 'A bill', area: 'billing', pool: 'Front desk', answer_hours: 72 }],
  templates: [{ name: 'Thank you', body: 'Hello {writer},\n\nthank you for writing about {patient}.\n{me}, {practice}, {phone}' }],
  holidays: ['2027-01-01'],
})

test('S80: what is printed is what was given: names, hours, offices, texts, days, in their order', () => {
  assert.equal(load(small()).status, 0)
  const wanted = small()
  wanted.subjects[1].offices = {}
  assert.deepEqual(print(), wanted)
})

test('S80: what the demonstration prints can be given back, and changes nothing', async () => {
  const before = await rows()
  assert.ok(before.subject_route.length > 0)
  assert.equal(load(print()).status, 0)
  assert.deepEqual(await rows(), before)
})

test('S80: what is matched by name keeps its id; what is missing rests, or goes', async () => {
  const before = await rows()
  const idOf = (all, name) => all.find((one) => one.name === name)?.id
  assert.equal(load(small()).status, 0)
  const now = await rows()
  assert.equal(idOf(now.pool, 'Front desk'), idOf(before.pool, 'Front desk'))
  assert.equal(idOf(now.subject, 'Other'), idOf(before.subject, 'Other'))
  assert.deepEqual(now.pool.filter((one) => one.active).map((one) => one.name), ['Front desk', 'Nurses'])
  assert.deepEqual(now.subject.filter((one) => one.active).map((one) => one.name), ['A bill', 'Other'])
  assert.equal(now.pool.length, before.pool.length + 1, 'what rests is still there for old conversations')
  assert.deepEqual(now.message_template.map((one) => one.name), ['Thank you'])
  assert.equal(now.subject_route.length, 1)
  assert.deepEqual(now.holiday, [{ day: '2027-01-01' }])
})

test('LG-01: setting up the inbox leaves a row in the audit, a refusal none', async () => {
  const count = async () => (await ctx.sql("SELECT COUNT(*) AS n FROM audit WHERE action = 'set_up_inbox' AND actor = 'operator'"))[0].n
  const before = await count()
  assert.equal(load(small()).status, 0)
  assert.equal(await count(), before + 1)
  assert.equal(load({ ...small(), pools: [] }).status, 1)
  assert.equal(await count(), before + 1)
})

const refusals = {
  'a subject of an unknown pool': [(it) => { it.subjects[0].pool = 'Nobody' }, /"Other" names a pool that is not there: "Nobody"/],
  'a subject of a pool that is left out': [(it) => { it.subjects[1].pool = 'Billing office' }, /"A bill" names a pool that is not there/],
  'a subject without pool': [(it) => { delete it.subjects[0].pool }, /subjects\[0\] has no pool/],
  'an area of none': [(it) => { it.subjects[0].area = 'health' }, /subjects\[0\]\.area must be "messages" or "billing"/],
  'hours of none': [(it) => { it.subjects[0].answer_hours = 0 }, /answer_hours must be hours/],
  'hours in words': [(it) => { it.subjects[0].answer_hours = 'two days' }, /answer_hours must be hours/],
  'half an hour': [(it) => { it.subjects[0].answer_hours = 1.5 }, /answer_hours must be hours/],
  'an office that is not there': [(it) => { it.subjects[0].offices = { 'Moon office': 'Nurses' } }, /names an office that is not there: "Moon office"/],
  'an office with an unknown pool': [(it) => { it.subjects[0].offices = { [office]: 'Nobody' } }, /names a pool that is not there: "Nobody"/],
  'a day that does not exist': [(it) => { it.holidays.push('2027-02-30') }, /holidays\[1\] must be a day/],
  'a day twice': [(it) => { it.holidays.push('2027-01-01') }, /holiday 2027-01-01 stands there twice/],
  'a pool twice': [(it) => { it.pools.push({ name: 'front desk' }) }, /pool "front desk" stands there twice/],
  'a subject twice': [(it) => { it.subjects.push(it.subjects[0]) }, /subject "Other" stands there twice/],
  'a template twice': [(it) => { it.templates.push(it.templates[0]) }, /template "Thank you" stands there twice/],
  'an address of none': [(it) => { it.pools[0].email = 'desk' }, /pools\[0\]\.email must be an email address/],
  'a field that nobody fills in': [(it) => { it.templates[0].body = 'Dear {doctor}' }, /a field that nobody fills in: \{doctor\}/],
  'a member that is not known': [(it) => { it.pools[0].colour = 'blue' }, /pools\[0\]\.colour is not known/],
  'a list that is missing': [(it) => { delete it.holidays }, /has no holidays/],
  'a name that is too long': [(it) => { it.pools[0].name = 'x'.repeat(101) }, /longer than 100 characters/],
}
for (const [what, [change, says]] of Object.entries(refusals)) {
  test(`S80: ${what} is refused by name, and nothing is done by half`, async () => {
    const before = await rows()
    const inbox = small()
    change(inbox)
    const { status, stderr } = load(inbox)
    assert.equal(status, 1)
    assert.match(stderr, says)
    assert.match(stderr, /nothing was changed/)
    assert.deepEqual(await rows(), before)
  })
}

test('S80: what is not JSON, or has a key twice, is refused', async () => {
  const before = await rows()
  assert.match(load('{').stderr, /it is not JSON/)
  assert.match(load('{"pools":[],"pools":[],"subjects":[],"templates":[],"holidays":[]}').stderr, /pools/)
  assert.equal(ctx.kithctl('inbox', path.join(dir, 'none.json')).status, 1)
  assert.deepEqual(await rows(), before)
})

test('S80: a pool in which somebody waits for an answer can\'t be left out', async () => {
  const [patient] = await ctx.sql("SELECT id FROM patient WHERE mrn = 'RB-100602'")
  const [pool] = await ctx.sql("SELECT id FROM pool WHERE name = 'Care team'")
  await ctx.sql(`INSERT INTO conversation (patient_id, area, subject, state, pool_id, begun_at, waiting_since, last_at)
    VALUES (?, 'messages', 'Medical question', 'waiting', ?, UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP())`, [patient.id, pool.id])
  const before = await rows()
  const { status, stderr } = load(small())
  assert.equal(status, 1)
  assert.match(stderr, /the pool "Care team" can't be left out: 1 of its conversations wait/)
  assert.deepEqual(await rows(), before)
})

test('S137: the demonstration has its teams, and the closed days of this and the next year', () => {
  const demo = JSON.parse(fs.readFileSync(path.join(TOP, 'sql/demo/inbox.json'), 'utf8'))
  assert.deepEqual(print().pools.map((pool) => pool.name), demo.pools.map((pool) => pool.name))
  assert.deepEqual(print().holidays, demo.holidays)
})
