// Results: found, compared, seen over time; "tell me first"; growth and vital
// signs as pictures.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { addDays, People, sqlTime, yearsBefore } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const { sql } = ctx
const people = new People(ctx)
let walter, owen, self, family, mother

const accountOf = async (email) => (await sql('SELECT id, name FROM account WHERE email_key = ?', [email]))[0]

beforeEach(async () => {
  await ctx.reset()
  walter = await people.patient('walter')
  owen = await people.patient('owen')
  self = await people.signedIn(await accountOf('walter.brandt@mail.example'))
  const son = await people.account('Anna Brandt')
  await people.grant(son, walter)
  family = await people.signedIn(son)
  mother = await people.signedIn(await accountOf('dana.whitfield@mail.example'))
})

const at = (days) => sqlTime(new Date(ctx.stack.now.getTime() + days * 86400000))
const last = async (table) => (await sql(`SELECT MAX(id) AS id FROM ${table}`))[0].id

async function report(patient, { display = 'Hesperidin panel', code = null, day = people.today, category = 'laboratory',
  status = 'final', confidential = 0, added = at(0) } = {}) {
  await sql(`INSERT INTO report (patient_id, category, code, system, display, status, taken_when, taken_day, issued_when, issued_day,
    confidential, added_at) VALUES (?, ?, ?, 'LOINC', ?, ?, ?, ?, ?, ?, ?, ?)`,
  [patient.id, category, code, display, status, day, day, day, day, confidential, added])
  return last('report')
}

async function observation(patient, { report = null, display = 'Hesperidin', code = null, day = people.today, value = '5', unit = 'mg/dL',
  comparator = null, low = null, high = null, flag = null, status = 'final', category = 'laboratory', kind = 'quantity',
  confidential = 0 } = {}) {
  await sql(`INSERT INTO observation (patient_id, report_id, category, code, system, display, status, taken_when, taken_day, value_kind,
    value, comparator, unit, unit_code, low, high, flag, confidential) VALUES (?, ?, ?, ?, 'LOINC', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  [patient.id, report, category, code, display, status, day, day, kind, value, comparator, unit, unit, low, high, flag, confidential])
  return last('observation')
}

const results = (more = '') => `/health/${walter.id}/results${more}`

// --- find ---

test('S18: a test is found by the laboratory\'s name, by its plain name, and by what it is for', async () => {
  const id = await report(walter, { display: 'Panel seven' })
  await observation(walter, { report: id, display: 'MCV', code: '787-2' })
  for (const q of ['panel SEV', 'mcv', 'red cell size', 'large']) {
    const { text } = await self.get(results(`?q=${encodeURIComponent(q)}`))
    assert.match(text, /Panel seven/, q)
    assert.doesNotMatch(text, /Chest x-ray/i, q)
  }
  const none = await self.get(results('?q=zzzz'))
  assert.match(none.says, /Nothing found/)
  assert.doesNotMatch(none.text, /Panel seven/)
})

test('S18: what was looked for comes back as text, and is in no log of nginx', async () => {
  const word = 'quinazoline'
  assert.match((await self.get(results(`?q=${word}%22%3E%3Cb%3E`))).text, /value='quinazoline"&gt;&lt;b&gt;'/)
  const fs = await import('node:fs')
  const path = await import('node:path')
  for (const folder of ['log', 'nginx']) {
    const dir = path.join(ctx.dir, folder)
    for (const file of fs.existsSync(dir) ? fs.readdirSync(dir, { recursive: true }) : []) {
      const full = path.join(dir, file)
      if (fs.statSync(full).isFile()) assert.equal(fs.readFileSync(full, 'latin1').includes(word), false, full)
    }
  }
})

test('S18: results can be narrowed to one kind', async () => {
  await report(walter, { display: 'Panel seven' })
  await report(walter, { display: 'Picture nine', category: 'imaging' })
  const imaging = (await self.get(results('?kind=imaging'))).text
  assert.match(imaging, /Picture nine/)
  assert.doesNotMatch(imaging, /Panel seven/)
  assert.match((await self.get(results('?kind=x'))).text, /Panel seven[^]*Picture nine|Picture nine[^]*Panel seven/)
})

// --- plain words, compare, trend ---

test('S18: a common test has its plain name and what it is for beside the laboratory\'s name', async () => {
  const id = await report(walter)
  await observation(walter, { report: id, display: 'MCV', code: '787-2', unit: 'fL' })
  assert.match((await self.get(results(`/${id}`))).says, /MCV\s+Red cell size \(MCV\): How large red blood cells are/)
})

test('S18: a report stands beside earlier ones: tests as rows, dates as columns, newest first', async () => {
  const days = [people.today, addDays(people.today, -100), addDays(people.today, -200)]
  const ids = []
  for (const [i, day] of days.entries()) {
    const id = await report(walter, { code: '77-7', day, status: i === 0 ? 'preliminary' : 'final' })
    ids.push(id)
    await observation(walter, { report: id, code: '7-7', day, value: String(10 + i), flag: i === 1 ? 'H' : null })
    if (i === 2) await observation(walter, { report: id, code: '8-8', display: 'Only then', day, value: '77' })
  }
  assert.ok((await self.get(results(`/${ids[0]}`))).links.includes(results(`/${ids[0]}/compare`)))
  const page = await self.get(results(`/${ids[0]}/compare`))
  const cells = [...page.text.matchAll(/<td[^>]*>([^]*?)<\/td>/g)].map(([, cell]) => /\d+/.exec(cell.replace(/<[^>]*>/g, ''))?.[0])
  assert.deepEqual(cells, ['10', '11', '12', undefined, undefined, '77'])
  assert.match(page.says, /Not final yet/)
  assert.match(page.says, /11 mg\/dL High/)
})

test('S18: a test over time: a picture with round numbers, the range as a band, each point leading to its report, and a table', async () => {
  const first = await report(walter, { day: addDays(people.today, -300) })
  const old = await observation(walter, { report: first, code: '7-7', day: addDays(people.today, -300), value: '4.4', low: '4', high: '6' })
  const second = await report(walter)
  const id = await observation(walter, { report: second, code: '7-7', value: '6.6', low: '4', high: '6', flag: 'H' })
  for (const of of [id, old]) {
    const page = await self.get(`/health/${walter.id}/trends/${of}`)
    assert.equal(page.status, 200)
    assert.match(page.text, /<svg class="trend" role="group" aria-labelledby="[^"]+" aria-describedby/)
    assert.match(page.text, /<path class="band"/)
    assert.match(page.text, new RegExp(`<a href="${results(`/${first}`)}" aria-label="[^"]*4\\.4`))
    assert.match(page.says, /From 4\.4 mg\/dL on [A-Z].* to 6\.6 mg\/dL on/)
    assert.match(page.says, /6\.6 mg\/dL\s+High 4 to 6 .*4\.4 mg\/dL 4 to 6/)
  }
})

test('S18: units that differ have pictures of their own, and it is said; "less than" is not drawn as a number', async () => {
  await observation(walter, { code: '7-7', value: '100', day: addDays(people.today, -9) })
  await observation(walter, { code: '7-7', value: '5.5', unit: 'mmol/L', day: addDays(people.today, -8) })
  await observation(walter, { code: '7-7', value: 'clotted', kind: 'text', unit: null, day: addDays(people.today, -7) })
  const id = await observation(walter, { code: '7-7', value: '0.01', comparator: '<' })
  const page = await self.get(`/health/${walter.id}/trends/${id}`)
  assert.equal(page.text.match(/<svg class="trend"/g).length, 2)
  assert.match(page.says, /Measured in different units/)
  assert.match(page.says, /less than 0\.01/)
  assert.match(page.says, /no number or no date: 1 result\. The table has all/)
  assert.match(page.says, /clotted/)
})

test('H5: of a confidential result the family sees no trend, and no point in another', async () => {
  const day = addDays(people.today, -50)
  const hidden = await observation(walter, { code: '7-7', value: '987.6', day, confidential: 1 })
  const open = await observation(walter, { code: '7-7', value: '5' })
  assert.equal((await family.get(`/health/${walter.id}/trends/${hidden}`)).status, 404)
  assert.doesNotMatch((await family.get(`/health/${walter.id}/trends/${open}`)).text, /987\.6/)
  assert.match((await self.get(`/health/${walter.id}/trends/${open}`)).text, /987\.6/)
})

test('AZ-02: another patient\'s trend, comparison, growth and measures are not there', async () => {
  const id = await observation(owen, { code: '7-7' })
  const panel = await report(owen)
  for (const url of [`/health/${walter.id}/trends/${id}`, results(`/${panel}/compare`), `/health/${owen.id}/trends/${id}`,
    `/health/${owen.id}/growth`, `/health/${owen.id}/measures`]) {
    assert.equal((await self.get(url)).status, 404, url)
  }
})

// --- tell me first ---

const FIRST = () => results('/first')
const wish = (client, fields) => client.post(FIRST(), { laboratory: '0', imaging: '0', other: '0', ...fields })

test('H6: results come at once unless the patient asks; the wish is kept and can be taken back', async () => {
  await self.get(FIRST())
  const answer = await wish(self, { laboratory: '3', other: '14' })
  assert.equal(answer.status, 303)
  const page = await self.follow(answer)
  assert.match(page.says, /Saved\./)
  assert.match(page.text, /<option value="3" selected>Wait for a comment, 3 days at most/)
  await wish(self, { laboratory: '0' })
  assert.deepEqual(await sql('SELECT * FROM result_wait'), [])
})

test('H6: what waits is counted for the patient, with its end, and is shown with one press; the wish stays', async () => {
  await self.get(FIRST())
  await wish(self, { laboratory: '3' })
  await sql('UPDATE report SET added_at = NULL')
  await sql('UPDATE result_wait SET chosen_at = chosen_at - INTERVAL 1 HOUR')
  const id = await report(walter)
  const page = await self.get(results())
  assert.match(page.says, /1 result waits for a comment from the care team\s*, until .* at most\. You asked for this\./)
  assert.doesNotMatch(page.text, /Hesperidin panel/)
  assert.doesNotMatch((await family.get(results())).says, /waits for a comment/)
  const shown = await self.follow(await self.post(results('/waiting'), {}))
  assert.match(shown.text, /Hesperidin panel/)
  assert.doesNotMatch(shown.says, /waits for a comment/)
  assert.equal((await self.get(results(`/${id}`))).status, 200)
  await report(walter, { display: 'Later panel', added: at(0.01) })
  assert.doesNotMatch((await self.get(results())).text, /Later panel/)
})

test('H6: more days than the law\'s "no longer than needed" are refused, with what was chosen kept', async () => {
  await self.get(FIRST())
  const answer = await wish(self, { laboratory: '15', imaging: '2' })
  assert.equal(answer.status, 422)
  assert.match(answer.says, /Choose one from the list/)
  assert.match(answer.text, /id="imaging"[^]*<option value="2" selected>/)
  assert.deepEqual(await sql('SELECT * FROM result_wait'), [])
})

test('H6: the patient decides, and a guardian of a young child; whoever was invited does not', async () => {
  const page = await family.get(FIRST())
  assert.match(page.says, /This is the choice of Walter Heinrich Brandt/)
  assert.doesNotMatch(page.text, /<select/)
  assert.equal((await family.post(FIRST(), { laboratory: '3', imaging: '0', other: '0' })).status, 404)
  await family.get(FIRST())
  assert.equal((await family.post(results('/waiting'), {})).status, 404)
  assert.match((await mother.get(`/health/${owen.id}/results/first`)).text, /<select id="laboratory"/)
  assert.doesNotMatch((await family.get(results())).text, /results\/first/)
  assert.deepEqual(await sql('SELECT * FROM result_wait'), [])
})

// --- growth and measures ---

const grow = `/growth`

test('S12: a child has a growth chart, with percentiles in words, in pounds and kilograms', async () => {
  const born = yearsBefore(people.today, 10)
  await sql("UPDATE patient SET birth_when = ?, birth_day = ?, sex = 'male' WHERE id = ?", [born, born, owen.id])
  await sql("DELETE FROM observation WHERE patient_id = ? AND category = 'vital'", [owen.id])
  await observation(owen, { category: 'vital', code: '8302-2', display: 'Height', value: '138.7', unit: 'cm' })
  await observation(owen, { category: 'vital', code: '29463-7', display: 'Weight', value: '70', unit: '[lb_av]' })
  const page = await mother.get(`/health/${owen.id}${grow}`)
  assert.match(page.says, /54\.6 in \(138\.7 cm\) on .*About the middle: 5[01] of 100 children of this age are shorter/)
  assert.match(page.says, /70\.0 lb \(31\.8 kg\)/)
  assert.match(page.text, /<text class="val[^>]*>54\.6</, 'the picture is in inches, its numbers too')
  assert.equal(page.text.match(/<path class="curve( middle)?"/g).length, 14)
  assert.ok((await mother.get(`/health/${owen.id}`)).links.includes(`/health/${owen.id}/growth`))
})

test('S12: a grown person has no growth chart, and is not led to one', async () => {
  assert.match((await self.get(`/health/${walter.id}${grow}`)).says, /Growth charts are for people under 20/)
  assert.equal((await self.get(`/health/${walter.id}`)).links.includes(`/health/${walter.id}/growth`), false)
})

test('S12: blood pressure over time has two lines in one picture', async () => {
  const page = await self.get(`/health/${walter.id}/measures`)
  assert.equal(page.status, 200)
  const part = /id="pressure"[^]*?<\/section>/.exec(page.text)[0]
  assert.equal(part.match(/<svg class="trend"/g).length, 1)
  assert.equal(part.match(/<path class="path"/g).length, 2)
  assert.match(part.replace(/<[^>]*>/g, ''), /\d{2,3}\/\d{2,3}/)
})
