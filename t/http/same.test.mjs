// What the screen shows, the preview, the files of the download and the email
// hold the same items, for records, dates and viewers made at random.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { addDays, People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'
import { openLink, shareLink } from '../lib/share.mjs'

const ctx = await portal()
const { sql } = ctx
const people = new People(ctx)
const CASES = process.env.KITH_LONG === 'true' ? 300 : 15
const SEED = Number(process.env.KITH_SEED ?? randomInt(1 << 30))
const scratch = ctx.scratch()
after(() => fs.rmSync(scratch, { recursive: true }))
let siobhan
const viewers = {}

/** Numbers that are the same each time for a seed (mulberry32). */
function chance(seed) {
  let a = seed >>> 0
  return (n) => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % n
  }
}

const FIRST = '2024-03-08'        // two days before the clocks change

// Times around midnight there, of which another zone sees another day.
const TIMES = ['T00:00:00', 'T23:59:59', 'T12:30:00']

/** When something was: the text of its source, and the day that it means there. */
function when(pick) {
  const day = addDays(FIRST, pick(6))
  if (pick(6) === 0) return { text: null, day: null }
  if (pick(3) === 0) return { text: day, day }
  const time = TIMES[pick(3)]
  const offset = day < '2024-03-10' || (day === '2024-03-10' && time < 'T02') ? '-05:00' : '-04:00'
  return { text: `${day}${time}${offset}`, day }
}

// table: its columns of when, and what else a row needs to be shown.
const KINDS = {
  encounter: ['start', { status: 'finished' }], immunization: ['given', { status: 'completed' }],
  patient_procedure: ['done', { status: 'completed' }], problem: ['onset', { status: 'resolved', category: 'problem' }],
  observation: ['taken', { status: 'final', category: 'laboratory', value_kind: 'text', value: 'Seen' }],
  allergy: ['onset', { status: 'resolved', kind: 'allergy' }], medication: ['start', { status: 'completed', kind: 'order' }],
}

/** A small record: { word, table, day, confidential }, each with a word of its own. */
async function record(pick) {
  for (const table of [...Object.keys(KINDS), 'report', 'document', 'document_chunk', 'device', 'care_plan', 'goal', 'service_request', 'appointment',
    'family_history', 'coverage', 'care_team_member']) await sql(`DELETE FROM ${table} WHERE patient_id = ?`, [siobhan.id])
  const items = []
  for (let n = 3 + pick(8); n > 0; n--) {
    const table = Object.keys(KINDS)[pick(Object.keys(KINDS).length)]
    const [date, more] = KINDS[table]
    const { text, day } = when(pick)
    const word = `Item${String.fromCharCode(65 + items.length)}${table.slice(0, 4)}`
    const item = { word, table, day, confidential: pick(5) === 0 }
    const row = { patient_id: siobhan.id, display: word, [`${date}_when`]: text, [`${date}_day`]: day, confidential: item.confidential, ...more }
    if (['problem', 'allergy', 'medication'].includes(table)) Object.assign(row, { end_when: text, end_day: day })
    await sql(`INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map(() => '?').join(', ')})`, Object.values(row))
    items.push(item)
  }
  return items
}

/** All time, a day, some days, or days long before everything. */
function range(pick) {
  const from = addDays(FIRST, pick(6))
  return [{ query: 'dates=all' }, { query: `dates=one&from=${from}`, from, to: from },
    ((to) => ({ query: `dates=range&from=${from}&to=${to}`, from, to }))(addDays(from, pick(4))),
    { query: 'dates=range&from=1990-01-01&to=1990-12-31', from: '1990-01-01', to: '1990-12-31' }][pick(4)]
}

/** The items that stand in a text. */
const found = (text, items) => items.map((item) => item.word).filter((word) => text.includes(word)).sort()

/** What should be there: see lib/chart/chart.h. */
function expected(items, dates, viewer) {
  return items.filter(({ table, day, confidential }) => {
    if (confidential && viewer !== 'patient') return false
    if (dates.from === undefined) return true
    if (day === null) return ['problem', 'allergy', 'medication'].includes(table) // an unknown start and end are open
    return day >= dates.from && day <= dates.to
  }).map((item) => item.word).sort()
}

/** The files of a .zip, as text; of a PDF what it says. */
function unzip(bytes) {
  const dir = fs.mkdtempSync(path.join(scratch, 'zip-'))
  fs.writeFileSync(path.join(dir, 'it.zip'), bytes)
  execFileSync('python3', ['-m', 'zipfile', '-e', path.join(dir, 'it.zip'), dir])
  return Object.fromEntries(fs.readdirSync(dir).filter((name) => /\.(html|xml|pdf)$/.test(name)).map((name) => [name,
    name.endsWith('.pdf') ? execFileSync('pdftotext', [path.join(dir, name), '-'], { encoding: 'utf8' }) : fs.readFileSync(path.join(dir, name), 'utf8')]))
}

before(async () => {
  siobhan = await people.patient('siobhan')
  for (const [name, grant] of [['patient', { basis: 'self' }], ['friend', { basis: 'patient' }]]) {
    const account = await people.account(`Same ${name}`)
    await people.grant(account, siobhan, grant)
    viewers[name] = await people.signedIn(account, { isFresh: true })
  }
  // A parent to whom a teenager gave access.
  await sql('UPDATE patient SET birth_day = ? WHERE id = ?', [addDays(people.today, -15 * 365), siobhan.id])
})

test(`E1-S2: for ${CASES} records, dates and viewers all outputs hold the same items (KITH_SEED=${SEED})`, async () => {
  const pick = chance(SEED)
  let kept = 0, dropped = 0
  for (let n = 0; n < CASES; n++) {
    const items = await record(pick)
    const dates = range(pick)
    const viewer = pick(2) ? 'patient' : 'friend'
    const as = viewers[viewer]
    const what = `case ${n} of KITH_SEED=${SEED}: ${viewer}, ${dates.query}, ${JSON.stringify(items)}`
    const wanted = expected(items, dates, viewer)
    const preview = await as.get(`/records/${siobhan.id}?${dates.query}&preview=show`)
    assert.deepEqual(found(preview.text, items), wanted, `the preview, ${what}`)
    const files = unzip((await as.get(`/records/${siobhan.id}/download?${dates.query}`)).body)
    assert.ok(Object.keys(files).length >= 2)
    for (const [name, text] of Object.entries(files)) assert.deepEqual(found(text, items), wanted, `${name}, ${what}`)
    if (wanted.length === 0 && dates.from) assert.match(preview.says, /Nothing is on record for these dates|no information in the chosen period/i, what)
    if (dates.from === undefined) {
      const screen = (await Promise.all(['', '/results'].map((page) => as.get(`/health/${siobhan.id}${page}`)))).map((page) => page.text).join()
      assert.deepEqual(found(screen, items), wanted, `the screen, ${what}`)
    }
    kept += wanted.length
    dropped += items.length - wanted.length
  }
  assert.ok(kept > CASES / 2 && dropped > CASES / 2, 'the cases say something')
})

test('E1-T1: the email holds what the download holds', async () => {
  const items = await record(chance(7))
  for (const [viewer, as] of Object.entries(viewers)) {
    const page = await as.get(`/records/${siobhan.id}/send`)
    const email = `${viewer}@clinic.example`
    const sent = await as.post(`/records/${siobhan.id}/send`, { dates: 'range', from: FIRST, to: addDays(FIRST, 2), type: 'ccda', email,
      confirm_email: email, agree: /name="agree" value="([^"]+)"/.exec(page.text)[1] })
    assert.equal(sent.status, 303, sent.says.slice(0, 300))
    const zip = (await ctx.mail(email)).parts.find((part) => part.type.startsWith('application/zip'))
    const wanted = expected(items, { from: FIRST, to: addDays(FIRST, 2) }, viewer)
    for (const [name, text] of Object.entries(unzip(zip.body))) assert.deepEqual(found(text, items), wanted, name)
  }
})

test('E1-T2: a secure link shows and gives what the download holds', async () => {
  const items = await record(chance(11))
  for (const [viewer, as] of Object.entries(viewers)) {
    const made = await shareLink(as, siobhan.id, { dates: 'range', from: FIRST, to: addDays(FIRST, 3), type: 'ccda', name: 'Dr. Lund',
      last_day: addDays(people.today, 7), openings: '5' })
    assert.ok(made.link, made.page.says?.slice(0, 300))
    const visitor = await openLink(ctx, made)
    const wanted = expected(items, { from: FIRST, to: addDays(FIRST, 3) }, viewer)
    assert.deepEqual(found((await visitor.get('/share/record')).text, items), wanted, `the page, ${viewer}`)
    const files = unzip((await visitor.get('/share/record/download')).body)
    for (const [name, text] of Object.entries(files)) assert.deepEqual(found(text, items), wanted, `${name}, ${viewer}`)
  }
})

test('S12: weight, height and temperature are said alike everywhere; the CCDA keeps the value and unit of the record', async () => {
  const patient = viewers.patient
  await record(chance(13))
  for (const [code, display, value, unit] of [['29463-7', 'Body weight', '82', 'kg'], ['8302-2', 'Body height', '175', 'cm'],
    ['8310-5', 'Body temperature', '37', 'Cel'], ['39156-5', 'BMI', '26.8', 'kg/m2'], ['3141-9', 'Weight then', '150', '[lb_av]']]) {
    await sql(`INSERT INTO observation (patient_id, category, code, system, display, status, taken_when, taken_day, value_kind, value, unit, unit_code)
      VALUES (?, 'vital', ?, 'LOINC', ?, 'final', ?, ?, 'quantity', ?, ?, ?)`, [siobhan.id, code, display, FIRST, FIRST, value, unit, unit])
  }
  const pages = await Promise.all([`/health/${siobhan.id}`, `/health/${siobhan.id}/measures`, `/records/${siobhan.id}?dates=all&preview=show`]
    .map((href) => patient.get(href)))
  const files = unzip((await patient.get(`/records/${siobhan.id}/download?dates=all`)).body)
  const texts = [...pages.map((page) => page.text), ...Object.values(files)].map((text) => text.replace(/<[^>]*>/g, '').replace(/[\s\u00a0]+/g, ' '))
  assert.equal(texts.length, 6, 'three pages, the CCDA, HTML and PDF')
  for (const text of texts) {
    for (const words of ['180.8 lb (82 kg)', '5 ft 9 in (175 cm)', '98.6 °F (37 °C)', '26.8 kg/m²', '150 lb']) assert.ok(text.includes(words), words)
    assert.doesNotMatch(text, /150 lb \(|kg\/m² \(/, 'what is said so already is said once')
  }
  const xml = Object.entries(files).find(([name]) => name.endsWith('.xml'))[1]
  for (const entry of ['unit="kg" value="82"', 'unit="cm" value="175"', 'unit="Cel" value="37"', 'unit="[lb_av]" value="150"']) assert.ok(xml.includes(entry), entry)
  const picture = (name) => new RegExp(`id="${name}"[^]*?</section>`).exec(pages[1].text)[0]
  assert.match(picture('weight'), /<text class="val[^>]*>180\.8</)
  assert.match(picture('weight').replace(/\s+/g, ' '), /In pounds\./)
  assert.match(picture('height'), /<text class="val[^>]*>68\.9</)
  assert.match(picture('temperature'), /<text class="val[^>]*>98\.6</)
})
