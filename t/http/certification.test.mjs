// View, download and transmit as the law words them (45 CFR 170.315(e)(1)): each
// row with the demonstration's people. What lies behind a row has its own file.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { addDays, People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'
import { openLink, shareLink } from '../lib/share.mjs'
import { timeless, unzip } from '../lib/zip.mjs'

const ctx = await portal()
const { sql } = ctx
const people = new People(ctx)
const scratch = ctx.scratch()
after(() => fs.rmSync(scratch, { recursive: true }))
const patients = {}
const visitors = {}
let walters           // his whole record: what the page says, the CCD

/** Somebody of the demonstration with an own account. */
const own = async (email) => people.signedIn((await sql('SELECT id, email, name FROM account WHERE email_key = ?', [email]))[0], { isFresh: true })

async function granted(name, who, grant) {
  const account = await people.account(name)
  await people.grant(account, patients[who], grant)
  return people.signedIn(account, { isFresh: true })
}

before(async () => {
  await ctx.settings({ record_mails_per_day: '20' })
  after(() => ctx.settings({}))
  for (const who of ['walter', 'dana', 'owen']) patients[who] = await people.patient(who)
  Object.assign(visitors, {
    patient: [await own('walter.brandt@mail.example'), 'walter'],
    family: [await granted('Fiona Friend', 'walter', { basis: 'patient', relation: 'niece' }), 'walter'],
    guardian: [await granted('Gina Guardian', 'owen', { basis: 'guardian', relation: 'mother' }), 'owen'],
    billing: [await granted('Bill Payer', 'walter', { basis: 'patient', areas: 'billing' }), 'walter'],
  })
  const [as] = visitors.patient
  walters = { says: (await preview(as, patients.walter)).says, ccd: unzip((await download(as, patients.walter)).body)['health-record.xml'] }
})

const preview = async (as, { id }, dates = 'dates=all') => as.get(`/records/${id}?${dates}&preview=show`)
const download = async (as, { id }, dates = 'dates=all') => as.get(`/records/${id}/download?${dates}`)

/** Send by email, page for page. */
async function send(as, { id }, email, dates = { dates: 'all' }) {
  const page = await as.get(`/records/${id}/send`)
  const agree = /name="agree" value="([^"]+)"/.exec(page.text)?.[1]
  return as.post(`/records/${id}/send`, { ...dates, type: 'ccda', email, confirm_email: email, agree })
}

test('E1-0: the patient, family with Full access and a guardian view, download and send', async () => {
  for (const who of ['patient', 'family', 'guardian']) {
    const [as, name] = visitors[who]
    assert.ok((await preview(as, patients[name])).says.includes(patients[name].last_name), who)
    assert.ok(unzip((await download(as, patients[name])).body)['health-record.xml'].includes('<ClinicalDocument'), who)
    const email = `${who}@clinic.example`
    assert.equal((await send(as, patients[name], email)).status, 303, who)
    assert.ok((await ctx.mail(email)).parts.some((part) => part.type.startsWith('application/zip')), who)
  }
})

test('E1-0: with access to bills only there is none of the three', async () => {
  const [as, name] = visitors.billing
  for (const answer of [await preview(as, patients[name]), await download(as, patients[name]), await as.get(`/records/${patients[name].id}/send`)]) {
    assert.equal(answer.status, 404)
  }
  await as.get(`/home/${patients[name].id}`)
  assert.equal((await as.post(`/records/${patients[name].id}/send`, { dates: 'all', email: 'x@clinic.example' })).status, 404)
})

// What USCDI v3 calls a class: where it is kept, what of it is read, and the section of the CCD.
const CLASSES = {
  'E1-V1': [['allergy', '48765-2'], ['medication', '10160-0'], ['problem', '11450-4'], ['immunization', '11369-6'], ['patient_procedure', '47519-4'],
    ['encounter', '46240-8'], ['report', '30954-2'], ['family_history', '10157-6'], ['coverage', '48768-6', 'payer']],
  'E1-V2': [['care_plan', '18776-5']], 'E1-V3': [['goal', '61146-7']], 'E1-V4': [['problem', '75310-3']], 'E1-V5': [['device', '46264-8', 'udi']],
}

for (const [row, kinds] of Object.entries(CLASSES)) {
  test(`${row}, E1-D3: ${kinds.map(([table]) => table.replace('_', ' ')).join(', ')}: each item is read in words, and is in the CCD`, async () => {
    const { says, ccd } = walters
    for (const [table, section, column = 'display'] of kinds) {
      const words = (await sql(`SELECT DISTINCT ${column} AS word FROM ${table} WHERE patient_id = ? AND ${column} IS NOT NULL`, [patients.walter.id]))
        .map(({ word }) => String(word))
      assert.ok(words.length > 0, `the demonstration has a ${table}`)
      for (const word of words) {
        const bare = word.replace(/ \((procedure|disorder|finding|situation|substance|regime\/therapy)\)$/, '')
        assert.ok(says.includes(bare), `the page says ${bare}`)
      }
      assert.ok(ccd.includes(`<code code="${section}"`), `the CCD has section ${section} of ${table}`)
    }
  })
}

test('E1-V6: the provider\'s name and the office\'s contact', async () => {
  const { says } = walters
  const [{ name }] = await sql('SELECT p.name FROM provider p JOIN encounter e ON e.provider_id = p.id WHERE e.patient_id = ? LIMIT 1', [patients.walter.id])
  assert.ok(says.includes(name), name)
  assert.match(says, /\(802\) 555.0142/)
})

test('E1-V8: a laboratory report says the laboratory and its address, dates, the specimen, ranges, and what was corrected', async () => {
  const [as] = visitors.patient
  const [{ id, value }] = await sql(`SELECT r.id, p.value FROM report r JOIN observation o ON o.report_id = r.id
    JOIN observation_past p ON p.observation_id = o.id WHERE r.patient_id = ? AND r.status = 'corrected' LIMIT 1`, [patients.walter.id])
  const says = (await as.get(`/health/${patients.walter.id}/results/${id}`)).says
  assert.ok(says.includes(String(Number(value))), `the value before: ${value}`)
  for (const words of [/corrected/i, /Hill County Lab/, /Walter/, /mmol\/L/, /3\.5 to 5\.1/]) assert.match(says, words)
})

test('E1-V9: the report of a picture is read as it was written', async () => {
  const [as] = visitors.patient
  const found = await sql("SELECT id, narrative FROM report WHERE patient_id = ? AND category = 'imaging' AND narrative IS NOT NULL", [patients.walter.id])
  assert.ok(found.length > 0)
  for (const { id, narrative } of found) {
    const says = (await as.get(`/health/${patients.walter.id}/results/${id}`)).says
    for (const line of narrative.split('\n').filter((one) => one.trim())) assert.ok(says.includes(line.trim()), line)
  }
})

test('E1-D2: the CCDA is a Continuity of Care Document of C-CDA R2.1', async () => {
  const { ccd } = walters
  assert.match(ccd, /<templateId root="2\.16\.840\.1\.113883\.10\.20\.22\.1\.2" extension="2015-08-01"\/>/)
  assert.match(ccd, /<code code="34133-9"/)
})

test('E1-S1: one day, for viewing, downloading and sending: the same items each way', async () => {
  const as = await own('dana.whitfield@mail.example')
  const [{ day }] = await sql("SELECT start_day AS day FROM encounter WHERE patient_id = ? AND reason LIKE '%flu vaccine%'", [patients.dana.id])
  const dates = `dates=one&from=${day}`
  const xml = unzip((await download(as, patients.dana, dates)).body)['health-record.xml']
  assert.equal((await send(as, patients.dana, 'day@clinic.example', { dates: 'one', from: day })).status, 303)
  const zip = (await ctx.mail('day@clinic.example')).parts.find((part) => part.type.startsWith('application/zip'))
  const sent = unzip(zip.body)['health-record.xml']
  assert.equal(timeless(sent), timeless(xml))
  for (const text of [(await preview(as, patients.dana, dates)).says, xml, sent]) {
    assert.match(text, /Influenza/)
    assert.doesNotMatch(text, /Wisdom teeth/)
  }
})

test('D8: the SHA-256 in the .zip is that of each file', async () => {
  const [as] = visitors.patient
  fs.writeFileSync(path.join(scratch, 'it.zip'), (await download(as, patients.walter)).body)
  execFileSync('python3', ['-m', 'zipfile', '-e', 'it.zip', 'files'], { cwd: scratch })
  const files = path.join(scratch, 'files')
  const lines = fs.readFileSync(path.join(files, 'manifest.txt'), 'utf8').split('\n').filter((line) => /^[0-9a-f]{64} /.test(line))
  assert.ok(lines.length >= 3)
  fs.writeFileSync(path.join(scratch, 'sums'), `${lines.join('\n')}\n`)
  execFileSync('sha256sum', ['--check', '--strict', '--quiet', path.join(scratch, 'sums')], { cwd: files })
})

test('D11: each sending, and each opening of a link, is a line with time, patient, person and what', async () => {
  const [as, name] = visitors.patient
  await send(as, patients[name], 'told@clinic.example')
  const made = await shareLink(as, patients[name].id, { dates: 'all', type: 'ccda', name: 'Dr. Lund', last_day: addDays(people.today, 7), openings: '5' })
  await (await openLink(ctx, made)).get('/share/record')
  const csv = (await as.get(`/records/${patients[name].id}/activity.csv`)).text.split('\r\n')
  for (const [who, what] of [['Walter Brandt', /Sent the health record by email to told@clinic\.example/], ['Dr. Lund', /Opened the health record with the code/],
    ['Dr. Lund', /Looked at the health record/]]) {
    const line = csv.find((one) => one.includes(who) && what.test(one))
    assert.ok(line, String(what))
    assert.match(line, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d,/)
  }
})
