// kithctl ccda: a record as C-CDA, and as the zip to take along.
import { execFileSync, spawnSync } from 'node:child_process'
import crypto from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import assert from 'node:assert/strict'
import { portal } from '../lib/portal.mjs'

const TOP = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..')
const KIT = path.join(TOP, '../shared/ccda-kit/validate.py')
const kit = fs.existsSync(KIT) ? {} : { skip: 'SKIPPED: ../shared/ccda-kit is not here, nothing was validated' }
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-ccda-'))

const RANGES = [[], ['2026-11-12', '2026-11-12'], ['2026-01-01', '2026-12-31'], ['2025-10-20', '2025-10-20'],
  ['2015-01-01', '2026-12-31'], ['1900-01-01', '1900-01-01'], ['2100-01-01', '2200-01-01'],
  ['0001-01-01', '9999-12-31'], ['2018-06-03', '2019-06-03'], [undefined, '2020-02-29'], ['2024-02-29', undefined]]

/** People of this file and their rows, far from the ids of others. */
const EMPTY = 990001
const CANARY = 990002
const DATES = 990003
const ROW = 990000
const NAUGHTY = '<script>alert("1")</script> &amp; ]]> \' é 中'

const ctx = await portal()
const { kithctl } = ctx
/** Rows as lists of texts. */
const query = async (sql) => (await ctx.sql(sql)).map((row) => Object.values(row)
  .map((value) => value === null ? null : String(value)))
await makePeople()
after(async () => {
  await dropPeople()
  fs.rmSync(dir, { recursive: true, force: true })
})

async function dropPeople() {
  const tables = ['patient_name', 'problem', 'allergy', 'medication', 'observation', 'observation_past', 'encounter',
    'document', 'document_chunk']
  await query([`DELETE FROM patient WHERE id >= ${EMPTY}`,
    ...tables.map((table) => `DELETE FROM ${table} WHERE patient_id >= ${EMPTY}`)].join(';'))
}

async function makePeople() {
  const hex = `CONVERT(x'${Buffer.from(NAUGHTY).toString('hex')}' USING utf8mb4)`
  await dropPeople()
  await query(`
    INSERT INTO patient (id, name) VALUES (${EMPTY}, 'Nobody Yet');
    INSERT INTO patient (id, mrn, name, given, family, line) VALUES (${CANARY}, ${hex}, ${hex}, ${hex}, ${hex}, ${hex});
    INSERT INTO problem (patient_id, id, display, note, status, code, system)
      VALUES (${CANARY}, ${ROW + 9}, ${hex}, ${hex}, 'odd', 'a b', ${hex});
    INSERT INTO allergy (patient_id, id, display, status, category) VALUES (${CANARY}, ${ROW + 9}, ${hex}, 'odd', 'odd');
    INSERT INTO medication (patient_id, id, kind, display, status, instructions, dose, dose_unit)
      VALUES (${CANARY}, ${ROW + 9}, 'order', ${hex}, 'odd', ${hex}, 'half', 'big spoons');
    INSERT INTO observation (patient_id, id, category, display, status, value_kind, value, unit, range_text, flag, taken_when)
      VALUES (${CANARY}, ${ROW + 9}, 'laboratory', ${hex}, 'odd', 'text', ${hex}, ${hex}, ${hex}, 'odd', 'once');
    INSERT INTO document (patient_id, id, kind, display, title, status, media_type, bytes, url)
      VALUES (${CANARY}, ${ROW + 9}, 'note', ${hex}, ${hex}, 'current', 'text/plain', ${Buffer.byteLength(NAUGHTY)}, 'javascript:alert(1)');
    INSERT INTO document_chunk (patient_id, document_id, position, data) VALUES (${CANARY}, ${ROW + 9}, 0, ${hex});
    INSERT INTO patient (id, name, birth_when, birth_day) VALUES (${DATES}, 'Of Many Dates', '1960', '1960-01-01');
    INSERT INTO problem (patient_id, id, display, status, onset_when, onset_day, end_when, end_day) VALUES
      (${DATES}, ${ROW + 1}, 'still there', 'active', '2001', '2001-01-01', NULL, NULL),
      (${DATES}, ${ROW + 2}, 'over by then', 'resolved', '2001', '2001-01-01', '2002', '2002-01-01'),
      (${DATES}, ${ROW + 3}, 'under way then', 'resolved', '2001', '2001-01-01', '2012', '2012-01-01');
    INSERT INTO medication (patient_id, id, kind, display, status, start_when, start_day) VALUES
      (${DATES}, ${ROW + 1}, 'order', 'taken now', 'active', '2001', '2001-01-01'),
      (${DATES}, ${ROW + 2}, 'order', 'short course long ago', 'completed', '2001', '2001-01-01');
    INSERT INTO encounter (patient_id, id, display, status, start_when, start_day, end_when, end_day) VALUES
      (${DATES}, ${ROW + 1}, 'on the first day', 'finished', '2010-05-01', '2010-05-01', NULL, NULL),
      (${DATES}, ${ROW + 2}, 'on the last day', 'finished', '2010-05-31', '2010-05-31', NULL, NULL),
      (${DATES}, ${ROW + 3}, 'a day late', 'finished', '2010-06-01', '2010-06-01', NULL, NULL),
      (${DATES}, ${ROW + 4}, 'a stay over all of it', 'finished', '2010-04-01', '2010-04-01', '2010-07-01', '2010-07-01'),
      (${DATES}, ${ROW + 5}, 'no date at all', 'finished', NULL, NULL, NULL, NULL)`)
}

/** The document as text; from and to may be undefined. */
function ccda(patient, from, to) {
  const range = [...from ? ['--from', from] : [], ...to ? ['--to', to] : []]
  const done = kithctl('ccda', String(patient), ...range)
  assert.equal(done.status, 0, done.stderr)
  return done.stdout
}

/** The whole record of somebody, made once. */
const whole = new Map()
function record(patient) {
  if (!whole.has(patient)) whole.set(patient, ccda(patient))
  return whole.get(patient)
}

/** Write documents and have the kit look at them. */
function assertValid(documents) {
  const files = Object.entries(documents).map(([name, text]) => {
    const file = path.join(dir, `${name}.xml`)
    fs.writeFileSync(file, text)
    return file
  })
  const done = spawnSync(KIT, ['--ccd', '--lint', '--max', '5', '--jobs', '2', ...files], { encoding: 'utf8', maxBuffer: 1 << 26 })
  assert.equal(done.status, 0, done.stdout.split('\n').filter((line) => !/: ok \(/.test(line)).slice(0, 20).join('\n'))
}

const idsOf = (text, prefix) => [...text.matchAll(new RegExp(` extension="${prefix}-(\\d+)"`, 'g'))]
  .map(([, id]) => Number(id)).sort((a, b) => a - b)
const people = (await query(`SELECT id FROM patient WHERE id < ${EMPTY} ORDER BY id LIMIT 200`)).map(([id]) => Number(id))

// With sanitizers the same documents come out: two periods do.
const periods = ctx.isSanitized ? RANGES.slice(0, 2) : RANGES

test('every patient in every period has a document without an error', kit, () => {
  assert.ok(people.length > 0)
  assertValid(Object.fromEntries(people.flatMap((id) => periods.map(([from, to], i) => [`${id}-${i}`, ccda(id, from, to)]))))
})

test('a patient of whom nothing is known has a document without an error', kit, () => {
  assertValid(Object.fromEntries(RANGES.map(([from, to], i) => [`empty-${i}`, ccda(EMPTY, from, to)])))
})

test('data of any quality makes a document without an error', kit, () => {
  assertValid(Object.fromEntries(RANGES.map(([from, to], i) => [`canary-${i}`, ccda(CANARY, from, to)])))
})

test('what is not known is said to be not known, not to be none', () => {
  const text = ccda(EMPTY)
  for (const code of ['48765-2', '10160-0', '11450-4', '30954-2', '29762-2', '8716-3']) {
    const section = text.split('<section').find((part) => part.includes(`<code code="${code}"`))
    assert.match(section, /^ nullFlavor="NI"/)
    assert.match(section, /<paragraph>No information<\/paragraph>/)
    assert.doesNotMatch(section, /<entry|negationInd/)
  }
  assert.match(ccda(EMPTY, '2020-01-01', '2020-12-31'), /<paragraph>No information in the chosen period<\/paragraph>/)
})

test('each document has an id of its own', () => {
  const id = (text) => /<id root="([0-9a-f-]{36})"\/>/.exec(text)[1]
  assert.notEqual(id(ccda(EMPTY)), id(ccda(EMPTY)))
})

// Table, the prefix of its ids, and what of it a record leaves out.
const TABLES = [['allergy', 'allergy'], ['medication', 'medication'], ['immunization', 'immunization'],
  ['patient_procedure', 'procedure'], ['encounter', 'encounter'], ['goal', 'goal'], ['coverage', 'coverage'],
  ['care_team_member', 'member'], ['family_history', 'family'], ['device', 'device-procedure'], ['report', 'report'],
  ['appointment', 'appointment'], ['service_request', 'order'], ['care_plan', 'plan'],
  ['document', 'document', 'status <> \'superseded\'']]

test('no row is lost: each stands in the document once', async () => {
  for (const id of people) {
    const text = record(id)
    for (const [table, prefix, rule = 'TRUE'] of TABLES) {
      const status = table === 'family_history' ? 'TRUE' : 'status <> \'entered-in-error\''
      const rows = await query(`SELECT id FROM ${table} WHERE patient_id = ${id} AND ${status} AND ${rule} ORDER BY id`)
      assert.deepEqual(idsOf(text, prefix), rows.map(([row]) => Number(row)), `${table} of patient ${id}`)
    }
  }
})

test('no problem is lost, and a diagnosis stands at its visit too', async () => {
  for (const id of people) {
    const rows = await query(`SELECT id FROM problem WHERE patient_id = ${id} AND status <> 'entered-in-error'
      AND COALESCE(verification, '') <> 'entered-in-error' ORDER BY id`)
    assert.deepEqual([...new Set(idsOf(record(id), 'problem'))], rows.map(([row]) => Number(row)))
  }
})

test('no observation is lost; one that only heads its parts is these parts', async () => {
  for (const id of people) {
    const rows = await query(`SELECT id FROM observation o WHERE patient_id = ${id} AND status <> 'entered-in-error'
      AND (value IS NOT NULL OR NOT EXISTS (SELECT 1 FROM observation p WHERE p.patient_id = ${id} AND p.parent_id = o.id))
      ORDER BY id`)
    assert.deepEqual(idsOf(record(id), 'observation'), rows.map(([row]) => Number(row)), `of patient ${id}`)
  }
})

test('numbers, units and days are those of the database', async () => {
  let compared = 0
  for (const id of people) {
    const observations = new Map(record(id).split('<observation ').map((part) =>
      [Number(/ extension="observation-(\d+)"/.exec(part)?.[1]), part]))
    const rows = await query(`SELECT id, value, unit_code, LEFT(REPLACE(taken_when, '-', ''), 8) FROM observation
      WHERE patient_id = ${id} AND category IN ('laboratory', 'vital') AND value_kind = 'quantity' AND comparator IS NULL
      AND value REGEXP '^[0-9]+([.][0-9]+){0,1}$' AND unit_code REGEXP '^[!-~]+$' AND LENGTH(taken_when) >= 10`)
    for (const [row, value, unit, day] of rows) {
      const part = observations.get(Number(row))
      assert.ok(part, `observation ${row}`)
      const escaped = unit.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
      assert.ok(/<value [^>]*>/.exec(part)[0].includes(` value="${value}"`), `observation ${row} is ${value}`)
      assert.ok(/<value [^>]*>/.exec(part)[0].includes(` unit="${escaped}"`), `observation ${row} is in ${unit}`)
      assert.match(part, new RegExp(`<effectiveTime value="${day}`))
      compared++
    }
  }
  assert.ok(compared > 0)
})

test('a period has what happened in it, and what lasted', () => {
  const text = ccda(DATES, '2010-05-01', '2010-05-31')
  const numbers = (document, prefix) => [...new Set(idsOf(document, prefix))].map((id) => id - ROW)
  assert.deepEqual(numbers(text, 'encounter'), [1, 2, 4])
  assert.deepEqual(numbers(text, 'problem'), [1, 3])
  assert.deepEqual(numbers(text, 'medication'), [1])
  assert.deepEqual(numbers(ccda(DATES), 'encounter'), [1, 2, 3, 4, 5])
  assert.deepEqual(numbers(ccda(DATES, '2001-01-01', '2001-01-01'), 'medication'), [1, 2])
  assert.match(text, /<low value="20100501"\/><high value="20100531"\/>/)
})

test('what people typed is text, not markup', () => {
  const text = ccda(CANARY)
  assert.doesNotMatch(text, /<script|alert\("1"\)<|javascript:/)
  assert.ok(text.split('&lt;script&gt;alert("1")&lt;/script&gt; &amp;amp; ]]&gt; \' é 中').length > 5)
})

test('a period that is none, and a person who is none, are refused', () => {
  assert.equal(kithctl('ccda', String(EMPTY), '--from', '2026-02-30').status, 2)
  assert.equal(kithctl('ccda', String(EMPTY), '--from', '2026-02-02', '--to', '2026-02-01').status, 2)
  assert.equal(kithctl('ccda').status, 2)
  const nobody = kithctl('ccda', '999999999')
  assert.equal(nobody.status, 1)
  assert.equal(nobody.stdout, '')
})

test('a patient is also found by the medical record number', async () => {
  const [row] = await query(`SELECT id, mrn FROM patient WHERE mrn IS NOT NULL AND mrn NOT REGEXP '^[0-9]+$'
    AND id < ${EMPTY} ORDER BY id LIMIT 1`)
  assert.ok(row, 'a patient with a medical record number')
  assert.deepEqual(idsOf(ccda(row[1]), 'problem'), idsOf(ccda(row[0]), 'problem'))
})

/** The files of a zip, by python: Node can't read one. */
function unzip(file) {
  const out = execFileSync('/usr/bin/python3', ['-c', `import sys, json, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
print(json.dumps({i.filename: z.read(i).decode(errors='replace') for i in z.infolist()}))`, file], { encoding: 'utf8', maxBuffer: 1 << 28 })
  return JSON.parse(out)
}

test('the zip has files for people and computers, and their hashes', () => {
  const file = path.join(dir, 'record.zip')
  assert.equal(kithctl('ccda', String(CANARY), '--zip', file).status, 0)
  assert.equal(fs.statSync(file).mode & 0o777, 0o600)
  assert.equal(kithctl('ccda', String(CANARY), '--zip', file).status, 1, 'a file that is there stays')
  const files = unzip(file)
  const [document, ...rest] = Object.keys(files).sort()
  assert.match(document, /^documents\/-script-alert\(-1-\)[^/]*\.txt$/)
  assert.deepEqual(rest, ['health-record.html', 'health-record.pdf', 'health-record.xml', 'manifest.txt'])
  for (const name of [document, 'health-record.html', 'health-record.xml']) {
    const hash = crypto.createHash('sha256').update(files[name]).digest('hex')
    assert.ok(files['manifest.txt'].includes(`${hash}  ${name}`), name)
  }
})

test('the page in the zip is complete in itself and runs nothing', () => {
  const file = path.join(dir, 'page.zip')
  assert.equal(kithctl('ccda', String(CANARY), '--zip', file).status, 0)
  const { 'health-record.html': page } = unzip(file)
  assert.match(page, /^<!DOCTYPE html>/)
  assert.doesNotMatch(page, /<script|<link|<img|<iframe| src=| on\w+="|javascript:|@import|url\(/i)
  assert.match(page, /&lt;script&gt;/)
})

// Readers that others wrote. @medplum/ccda wants Node 20, Debian 12 has 18.
const require = createRequire(path.join(TOP, 't/package.json'))
const READERS = {
  bluebutton: (lib, text) => Boolean(lib(text).data),
  '@medplum/ccda': (lib, text) => lib.convertCcdaToFhir(lib.convertXmlToCcda(text)).entry.length > 0,
}

/** @medplum/ccda 4.5.2 dies of a header with exactly one participant. */
const isTooMuch = (name, text) => name === '@medplum/ccda' &&
  text.split('<participant typeCode="IND">').length === 2

for (const [name, reads] of Object.entries(READERS)) {
  let lib, why
  try {
    lib = require(name)
  } catch (error) {
    why = error.code === 'MODULE_NOT_FOUND' ? `${name} is not installed in t/` : error.message
  }
  test(`${name} reads every document`, lib ? {} : { skip: `SKIPPED: ${why}` }, () => {
    const { log, warn, error } = console
    console.log = console.warn = console.error = () => {}    // the readers are chatty
    try {
      for (const id of [...people, EMPTY]) {
        const text = record(id)
        if (!isTooMuch(name, text)) assert.ok(reads(lib, text), `patient ${id}`)
      }
    } finally {
      Object.assign(console, { log, warn, error })
    }
  })
}
