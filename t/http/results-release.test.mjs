// What of a record people see already: results that are held or wait for the
// provider, and documents that were recalled, are nowhere for the family.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { beforeEach, test } from 'node:test'
import { People, sqlTime } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const { sql } = ctx
const people = new People(ctx)
let walter, self, son

beforeEach(async () => {
  await ctx.reset()
  walter = await people.patient('walter')
  const [own] = await sql("SELECT id, name FROM account WHERE email_key = 'walter.brandt@mail.example'")
  self = await people.signedIn(own)
  const family = await people.account('Anna Brandt')
  await people.grant(family, walter)
  son = await people.signedIn(family)
})

const at = (days) => sqlTime(new Date(ctx.stack.now.getTime() + days * 86400000))

/** A new report with one value and one file; each says a word of its own. */
async function report({ word = 'Quercetin', category = 'laboratory', added = 0, comment = null, held = null } = {}) {
  const day = people.today
  await sql(`INSERT INTO report (patient_id, category, display, status, taken_when, taken_day, issued_when, issued_day,
    comment, added_at, held_until) VALUES (?, ?, ?, 'final', ?, ?, ?, ?, ?, ?, ?)`,
  [walter.id, category, `${word} panel`, day, day, day, day, comment, at(added), held === null ? null : at(held)])
  const [{ id }] = await sql('SELECT MAX(id) AS id FROM report')
  await sql(`INSERT INTO observation (patient_id, report_id, category, display, status, taken_when, taken_day, value_kind, value)
    VALUES (?, ?, 'laboratory', ?, 'final', ?, ?, 'quantity', '1')`, [walter.id, id, `${word} in blood`, day, day])
  await sql(`INSERT INTO document (patient_id, report_id, kind, display, title, status, written_when, written_day, bytes)
    VALUES (?, ?, 'letter', 'Report', ?, 'current', ?, ?, 0)`, [walter.id, id, `${word} sheet`, day, day])
  return id
}

const wait = (category, days, chosen = -1) => sql(`INSERT INTO result_wait (patient_id, category, days, chosen_by, chosen_at)
  VALUES (?, ?, ?, 1, ?)`, [walter.id, category, days, at(chosen)])

/** On which pages the word stands. */
async function where(client, word = 'Quercetin') {
  const found = []
  for (const url of [`/home/${walter.id}`, `/health/${walter.id}`, `/health/${walter.id}/results`, `/records/${walter.id}?dates=all&preview=show`]) {
    if ((await client.get(url)).text.includes(word)) found.push(url.split('/')[1] + (url.endsWith('results') ? ' results' : ''))
  }
  return found
}

async function record(word = 'Quercetin') {
  const done = ctx.kithctl('ccda', String(walter.id))
  return done.stdout.includes(word)
}

const EVERYWHERE = ['home', 'health results', 'records']

test('H6: a result is there as soon as it came', async () => {
  const id = await report()
  for (const client of [self, son]) {
    assert.deepEqual(await where(client), EVERYWHERE)
    assert.equal((await client.get(`/health/${walter.id}/results/${id}`)).status, 200)
  }
  assert.ok(await record())
})

test('H6: a result that is held is nowhere until the end of the hold, then everywhere', async () => {
  const id = await report({ held: 2 })
  for (const client of [self, son]) {
    assert.deepEqual(await where(client), [])
    assert.equal((await client.get(`/health/${walter.id}/results/${id}`)).status, 404)
  }
  assert.equal(await record(), false)
  await sql('UPDATE report SET held_until = ? WHERE id = ?', [at(-0.001), id])
  assert.deepEqual(await where(self), EVERYWHERE)
})

test('H6: a result that is held does not count as new in the family list', async () => {
  await people.grant(son.account, await people.patient('dana'))
  const news = async () => /Brandt \d+ years old (\d+) new results?/.exec((await son.get('/family/settings')).says)?.[1] ?? '0'
  const before = Number(await news())
  await report()
  assert.equal(Number(await news()), before + 1)
  await report({ held: 1 })
  assert.equal(Number(await news()), before + 1)
})

test('H6: a result waits for the comment as the patient asked, and no longer', async () => {
  await wait('laboratory', 3)
  const id = await report()
  for (const client of [self, son]) assert.deepEqual(await where(client), [])
  assert.equal(await record(), false)
  await sql("UPDATE report SET comment = 'All good.' WHERE id = ?", [id])
  assert.deepEqual(await where(son), EVERYWHERE)
})

test('H6: a result without a comment waits so many days and no longer', async () => {
  await wait('laboratory', 3, -5)
  const id = await report({ added: -2.999 })
  assert.deepEqual(await where(self), [])
  await sql('UPDATE report SET added_at = ? WHERE id = ?', [at(-3.001), id])
  assert.deepEqual(await where(self), EVERYWHERE)
})

test('H6: the wish is for its kind only, and not for what came before it', async () => {
  await wait('imaging', 14)
  await report()
  assert.deepEqual(await where(self), EVERYWHERE)
  await report({ category: 'imaging', word: 'Hesperidin', added: -2 })
  assert.deepEqual(await where(self, 'Hesperidin'), ['home', 'health results', 'records'])
  await report({ category: 'imaging', word: 'Naringenin' })
  assert.deepEqual(await where(self, 'Naringenin'), [])
})

test('H6: a document that was recalled or is held is not selected', async () => {
  await report()
  for (const column of ['held_until = ?', 'recalled_at = ?']) {
    await sql(`UPDATE document SET held_until = NULL, recalled_at = NULL, ${column} WHERE title = 'Quercetin sheet'`, [at(1)])
    assert.equal((await self.get(`/records/${walter.id}?dates=all&preview=show`)).text.includes('Quercetin sheet'), false, column)
    assert.equal((await self.get(`/home/${walter.id}`)).text.includes('Quercetin sheet'), false, column)
  }
})

test('H6: staff see what is held or waits', async () => {
  await wait('laboratory', 3)
  await report({ held: 2 })
  const member = await people.staff('Priya Raman', { roles: 'clinician' })
  await sql(`INSERT INTO chart_access (staff_id, patient_id, reason, opened_at, ends_at) VALUES (?, ?, 'treatment', ?, ?)`,
    [member.id, walter.id, at(0), at(1)])
  const chart = await (await people.staffSignedIn(member)).get(`/staff/patients/${walter.id}/chart`)
  assert.equal(chart.status, 200)
  assert.match(chart.text, /Quercetin/)
})

// --- import ---

const subject = { reference: 'Patient/p1' }
const bundle = (comment, status = 'final') => ({ resourceType: 'Bundle', type: 'collection', entry: [
  { resourceType: 'Patient', id: 'p1', gender: 'male', birthDate: '1950-01-01', name: [{ family: 'Held', given: ['Ian'] }] },
  { resourceType: 'DiagnosticReport', id: 'r1', status, subject, code: { text: 'Quercetin panel' }, effectiveDateTime: '2026-11-12',
    conclusion: comment, presentedForm: [{ contentType: 'application/pdf', title: 'Quercetin sheet',
      data: Buffer.from('%PDF-1.4 nothing').toString('base64') }] },
].map((resource) => ({ resource })) })

function load(contents) {
  const file = path.join(ctx.scratch(), 'one.json')
  fs.writeFileSync(file, JSON.stringify(contents))
  const done = ctx.kithctl('import', '--json', '--feed', 'release', file)
  fs.rmSync(path.dirname(file), { recursive: true })
  assert.equal(done.status, 0, done.stderr)
}

test('H6: the import remembers when a report came, and what the practice decided, when it comes again', async () => {
  load(bundle(undefined, 'preliminary'))
  const get = async () => (await sql(`SELECT r.id, r.patient_id, r.status, r.added_at, r.held_until, r.comment, d.report_id
    FROM report r JOIN document d ON d.patient_id = r.patient_id WHERE r.display = 'Quercetin panel'`))[0]
  const first = await get()
  assert.ok(Math.abs(new Date(`${first.added_at}Z`.replace(' ', 'T')) - ctx.stack.now) < 60000, String(first.added_at))
  assert.equal(first.report_id, first.id)
  await sql(`UPDATE report SET added_at = '2026-01-01', held_until = '2030-01-01', comment = 'All good.' WHERE id = ?`, [first.id])
  load(bundle())
  const again = await get()
  assert.equal(again.status, 'final')
  assert.match(String(again.added_at), /2026-01-01/)
  assert.match(String(again.held_until), /2030-01-01/)
  assert.equal(again.comment, 'All good.')
  assert.equal(again.report_id, first.id)
  load(bundle('The laboratory says more.'))
  assert.equal((await get()).comment, 'The laboratory says more.')
})
