// kithctl import: files of other systems into the chart. Every test has a feed
// of its own, so that none sees another's resources.
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import zlib from 'node:zlib'
import { after, test } from 'node:test'
import assert from 'node:assert/strict'
import { portal } from '../lib/portal.mjs'

const TOP = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..')
const DATA = path.join(TOP, '../shared/data/fhir')
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-import-'))
after(() => fs.rmSync(dir, { recursive: true, force: true }))

const ctx = await portal()
const { kithctl } = ctx
/** Rows as lists of texts. */
const query = async (sql) => (await ctx.sql(sql)).map((row) => Object.values(row)
  .map((value) => value === null ? null : String(value)))


const { feed, file } = (() => {
  let feeds = 0
  let files = 0
  return {
    feed: () => `test-${process.pid}-${++feeds}`,
    /** A file with these contents: an object, a list (NDJSON), text or bytes. */
    file(contents, name) {
      const full = path.join(dir, name ?? `${++files}.${Array.isArray(contents) ? 'ndjson' : 'json'}`)
      fs.mkdirSync(path.dirname(full), { recursive: true })
      fs.writeFileSync(full, typeof contents === 'string' || Buffer.isBuffer(contents) ? contents
        : Array.isArray(contents) ? contents.map((one) => `${JSON.stringify(one)}\n`).join('') : JSON.stringify(contents))
      return full
    },
  }
})()

/** Import files; the report as an object, and the exit status. */
function load(name, ...files) {
  const done = kithctl('import', '--json', '--feed', name, ...files)
  assert.ok(done.stdout.startsWith('{'), `no report: ${done.status} ${done.stdout} ${done.stderr}`)
  return { ...JSON.parse(done.stdout), status: done.status }
}

/** The rows of a table that a reference of a feed names. */
const rows = (name, reference, table, columns) => query(`SELECT ${columns} FROM source s JOIN ${table} t
  ON t.id = s.row_id WHERE s.feed = '${name}' AND s.reference = '${reference}'`)
const row = async (...args) => (await rows(...args))[0]

const coded = (code, display, system = 'http://loinc.org') => ({ coding: [{ system, code, display }], text: display })
const patient = (id = 'p1', more = {}) => ({ resourceType: 'Patient', id, gender: 'female', birthDate: '1985-03-08',
  name: [{ use: 'official', family: 'Whitfield', given: ['Dana', 'Ruth'] }], ...more })
const observation = (id, more = {}) => ({ resourceType: 'Observation', id, status: 'final',
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] }],
  code: coded('2823-3', 'Potassium'), subject: { reference: 'Patient/p1' },
  effectiveDateTime: '2026-11-12T09:00:00-05:00', issued: '2026-11-13T08:00:00-05:00',
  valueQuantity: { value: 5.9, unit: 'mmol/L' }, ...more })
const bundle = (...resources) => ({ resourceType: 'Bundle', type: 'collection',
  entry: resources.map((resource) => ({ resource })) })
const only = (report) => report.lines.map((line) => line.refused)

test('IMPORT: the same file twice changes nothing', async () => {
  const name = feed()
  const one = file(bundle(patient(), observation('o1'), { resourceType: 'CareTeam', id: 'c1', status: 'active',
    subject: { reference: 'Patient/p1' }, participant: [{ member: { display: 'Tom' } }] }))
  const first = load(name, one)
  assert.deepEqual([first.status, first.stored, first.updated], [0, 3, 0])
  const before = await query(`SELECT reference, row_id, HEX(digest) FROM source WHERE feed = '${name}' ORDER BY 1`)
  const second = load(name, one)
  assert.deepEqual([second.status, second.stored, second.updated, second.unchanged], [0, 0, 0, 3])
  assert.deepEqual(await query(`SELECT reference, row_id, HEX(digest) FROM source WHERE feed = '${name}' ORDER BY 1`),
    before)
})

test('IMPORT: two feeds are two systems: the same id is not the same patient', async () => {
  const [one, two] = [feed(), feed()]
  load(one, file(patient()))
  assert.equal(load(two, file(patient())).stored, 1)
  assert.notEqual((await row(one, 'Patient/p1', 'patient', 't.id'))[0], (await row(two, 'Patient/p1', 'patient', 't.id'))[0])
})

test('IMPORT: another person by the name of one who is stored is refused, with all that is theirs', async () => {
  const name = feed()
  load(name, file(bundle(patient(), observation('o1'))))
  const report = load(name, file(bundle(patient('p1', { birthDate: '1991-01-01', name: [{ family: 'Rivera', given: ['Maya'] }] }),
    observation('o2'))))
  assert.deepEqual([report.status, report.stored, report.updated, report.refused], [3, 0, 0, 2])
  assert.match(only(report).join('\n'), /Patient\/p1: .*another person[\s\S]*Observation\/o2: .*another person/)
  assert.deepEqual(await row(name, 'Patient/p1', 'patient', 't.name'), ['Dana Ruth Whitfield'])
})

test('IMPORT: who changes the name or has the birth date corrected stays the same person', async () => {
  const name = feed()
  load(name, file(patient()))
  assert.equal(load(name, file(patient('p1', { name: [{ family: 'Brandt', given: ['Dana', 'Ruth'] }] }))).updated, 1)
  assert.equal(load(name, file(patient('p1', { birthDate: '1985-03-09' }))).updated, 1)
})

test('IMPORT: a newer version updates, an older one is kept out', async () => {
  const name = feed()
  const at = (when, value) => file(observation('o1', { meta: { lastUpdated: when }, valueQuantity: { value, unit: 'mmol/L' } }))
  load(name, file(patient()), at('2026-01-02T00:00:00Z', 4.1))
  assert.equal(load(name, at('2026-01-03T00:00:00Z', 4.2)).updated, 1)
  const report = load(name, at('2026-01-02T23:59:59+00:00', 9.9))
  assert.deepEqual([report.updated, report.older, report.status], [0, 1, 0])
  assert.deepEqual(await row(name, 'Observation/o1', 'observation', 't.value'), ['4.2'])
})

test('IMPORT: a resource of one patient does not become another\'s unless it is newer', async () => {
  const name = feed()
  const moved = { subject: { reference: 'Patient/p2' } }
  load(name, file(bundle(patient(), patient('p2', { birthDate: '2000-01-01', name: [{ family: 'Other' }] }),
    observation('o1'), observation('o2', { meta: { lastUpdated: '2026-01-01T00:00:00Z' } }))))
  const report = load(name, file(bundle(observation('o1', moved),
    observation('o2', { ...moved, meta: { lastUpdated: '2026-02-01T00:00:00Z' } }))))
  assert.deepEqual([report.refused, report.updated], [1, 1])
  assert.match(only(report)[0], /stored as another patient's/)
  const [[first], [second]] = [await row(name, 'Patient/p1', 'patient', 't.id'), await row(name, 'Patient/p2', 'patient', 't.id')]
  assert.deepEqual(await row(name, 'Observation/o1', 'observation', 't.patient_id'), [first])
  assert.deepEqual(await row(name, 'Observation/o2', 'observation', 't.patient_id'), [second])
})

test('IMPORT: a corrected result keeps what it said before', async () => {
  const name = feed()
  load(name, file(bundle(patient(), observation('o1', { interpretation: [coded('H', 'High', 'x')] }))))
  load(name, file(observation('o1', { status: 'corrected', issued: '2026-11-14T08:00:00-05:00',
    valueQuantity: { value: 4.6, unit: 'mmol/L' } })))
  assert.deepEqual(await row(name, 'Observation/o1', 'observation', 't.value, t.status'), ['4.6', 'corrected'])
  assert.deepEqual(await query(`SELECT p.value, p.unit, p.flag, p.replaced_when FROM source s
    JOIN observation_past p ON p.observation_id = s.row_id WHERE s.feed = '${name}'`),
  [['5.9', 'mmol/L', 'H', '2026-11-14T08:00:00-05:00']])
})

test('IMPORT: a preliminary result that becomes final has no past', async () => {
  const name = feed()
  load(name, file(bundle(patient(), observation('o1', { status: 'preliminary' }))))
  load(name, file(observation('o1', { valueQuantity: { value: 4.6, unit: 'mmol/L' } })))
  assert.deepEqual(await query(`SELECT COUNT(*) FROM source s JOIN observation_past p ON p.observation_id = s.row_id
    WHERE s.feed = '${name}'`), [['0']])
})

test('IMPORT: a corrected component keeps its row and what it said before', async () => {
  const name = feed()
  const pressure = (upper, more) => observation('bp', { code: coded('85354-9', 'Blood pressure'), valueQuantity: undefined,
    component: [{ code: coded('8480-6', 'Upper'), valueQuantity: { value: upper, unit: 'mmHg' } },
      { code: coded('8462-4', 'Lower'), valueQuantity: { value: 80, unit: 'mmHg' } }], ...more })
  const parts = () => query(`SELECT o.id, o.value FROM source s JOIN observation o ON o.parent_id = s.row_id
    WHERE s.feed = '${name}' AND s.reference = 'Observation/bp' ORDER BY o.position`)
  load(name, file(bundle(patient(), pressure(220))))
  const before = await parts()
  load(name, file(pressure(120, { status: 'amended' })))
  const now = await parts()
  assert.deepEqual(now.map(([, value]) => value), ['120', '80'])
  assert.deepEqual(now.map(([id]) => id), before.map(([id]) => id))
  assert.deepEqual(await query(`SELECT value FROM observation_past WHERE observation_id = ${now[0][0]}`), [['220']])
})

for (const [what, text, reason] of [
  ['U+0000 as an escape', '\\u0000', 'has a control character (U+0000)'],
  ['U+0007 as an escape', '\\u0007', 'has a control character (U+0007)'],
  ['a raw control character', '\u0001', 'has a control character (U+0001)'],
  ['C1', '\u0092', 'has a control character (U+0092)'],
  ['a bidirectional override', '\u202e', 'has a control character (U+202E)'],
  ['half a surrogate pair', '\\ud83d', 'has half a surrogate pair (U+D83D)'],
]) {
  test(`IO-13: ${what} is refused by name, and the rest of the file goes in`, () => {
    const name = feed()
    const report = load(name, file(JSON.stringify(bundle(patient(), patient('p2'))).replace('Whitfield', `Whit${text}field`)))
    assert.deepEqual([report.status, report.stored, report.refused], [3, 1, 1])
    assert.deepEqual(only(report), [`Patient/p1: ${reason} in Patient.name[0].family`])
  })
}

test('IO-17: broken UTF-8 is refused by name', () => {
  const text = Buffer.from(JSON.stringify(patient()).replace('Whitfield', 'Whit\x01field'))
  text[text.indexOf(1)] = 0xff
  const report = load(feed(), file(text))
  assert.deepEqual(only(report), ['Patient/p1: has broken UTF-8 (byte 0xFF) in Patient.name[0].family'])
})

test('IO-13: a key twice in one object is refused', () => {
  const report = load(feed(), file('{"resourceType":"Patient","id":"p1","gender":"male","gender":"female"}'))
  assert.deepEqual(only(report), ['Patient/p1: has the key "gender" twice in Patient'])
})

test('IO-13: an integer beyond 2^53 is refused, 2^53 is not', async () => {
  const name = feed()
  const text = (value) => JSON.stringify(observation('o1')).replace('5.9', value)
  const report = load(name, file(patient()), file(text('9007199254740993')))
  assert.deepEqual(only(report), ['Observation/o1: has an integer beyond 2^53 in Observation.valueQuantity.value'])
  assert.equal(load(name, file(text('9007199254740992'))).stored, 1)
  assert.deepEqual(await row(name, 'Observation/o1', 'observation', 't.value'), ['9007199254740992'])
})

test('IO-13: JSON deeper than 32 is not read', () => {
  const deep = (n) => `${'{"a":'.repeat(n)}1${'}'.repeat(n)}`
  const report = load(feed(), file(deep(33)))
  assert.deepEqual([report.status, report.files_broken], [1, 1])
  assert.match(only(report)[0], /nests deeper than 32/)
  assert.match(only(load(feed(), file(deep(32))))[0], /no resourceType/)
})

for (const [what, text] of [['cut off', '{"resourceType":"Patient"'], ['with a comma too many', '{"a":1,}'],
  ['with two numbers in one', '[1 2]'], ['with a leading zero', '{"a":01}'], ['with words', '{"a":tru}'],
  ['without quotes', '{a:1}'], ['empty', ''], ['with more behind', '{} {}']]) {
  test(`IO-13: JSON ${what} is not read`, () => {
    const report = load(feed(), file(text))
    assert.deepEqual([report.status, report.files_broken, report.stored], [1, 1, 0])
  })
}

test('IMPORT: numbers stay as they were written', async () => {
  const name = feed()
  for (const value of ['185.1030555555555400000', '1.50', '1E3', '-0.0', '0.000000000000000001', '5']) {
    load(name, file(patient()), file(JSON.stringify(observation('o1')).replace('5.9', value)))
    assert.deepEqual(await row(name, 'Observation/o1', 'observation', 't.value'), [value])
  }
})

test('IMPORT: text that looks like the importer\'s own marks is not a number', () => {
  const report = load(feed(), file(patient()), file(JSON.stringify(observation('o1')).replace('5.9', '"\\u00015.9"')))
  assert.deepEqual(only(report), ['Observation/o1: has a control character (U+0001) in Observation.valueQuantity.value'])
})

for (const [what, more, reason] of [
  ['a list', { code: [1] }, 'Observation.code is a list where an object is expected'],
  ['an object', { category: {} }, 'Observation.category is an object where a list is expected'],
  ['a text', { valueQuantity: { value: '5.9' } }, 'Observation.valueQuantity.value is a text where a number is expected'],
  ['a number', { valueQuantity: undefined, valueString: 5.9 }, 'Observation.valueString is a number where a text is expected'],
  ['no date', { effectiveDateTime: '2026-02-31' }, 'Observation.effectiveDateTime is not a date'],
  ['a wrong comparator', { valueQuantity: { value: 5, comparator: '~' } },
    'Observation.valueQuantity.comparator is none of < <= >= >'],
  ['no code', { code: undefined }, 'Observation has no code'],
  ['an unknown modifier', { modifierExtension: [{ url: 'x', valueBoolean: true }] },
    'Observation.modifierExtension changes the meaning in a way we do not know'],
  ['a group as subject', { subject: { reference: 'Group/1' } }, 'Observation is about a Group, not a patient'],
  ['no subject', { subject: undefined }, 'Observation names no patient'],
]) {
  test(`IMPORT: ${what} in the wrong place is refused with its path`, () => {
    assert.deepEqual(only(load(feed(), file(patient()), file(observation('o1', more)))), [`Observation/o1: ${reason}`])
  })
}

test('IMPORT: what is wrong after the first row takes the first row back', async () => {
  const name = feed()
  const report = load(name, file(patient('p1', { telecom: 'phone' })))
  assert.deepEqual([report.stored, report.refused], [0, 1])
  assert.deepEqual(await query(`SELECT * FROM source WHERE feed = '${name}'`), [])
})

test('IMPORT: a minor date that is none is left out with a note', async () => {
  const name = feed()
  const report = load(name, file(patient()), file(observation('o1', { issued: 'yesterday' })))
  assert.deepEqual([report.status, report.stored, report.notes['Observation.issued is not a date: left out']], [0, 2, 1])
  assert.deepEqual(await row(name, 'Observation/o1', 'observation', 't.issued_when, t.taken_when'),
    [null, '2026-11-12T09:00:00-05:00'])
})

test('IMPORT: dates keep their precision, and their day is the practice\'s', async () => {
  const name = feed()
  const when = async (text) => {
    load(name, file(bundle(patient(), observation('o1', { effectiveDateTime: text }))))
    return row(name, 'Observation/o1', 'observation', 't.taken_when, t.taken_day')
  }
  assert.deepEqual(await when('2019'), ['2019', '2019-01-01'])
  assert.deepEqual(await when('2019-05'), ['2019-05', '2019-05-01'])
  assert.deepEqual(await when('2019-05-04T03:30:00Z'), ['2019-05-04T03:30:00Z', '2019-05-03'])
  assert.deepEqual(await when('2019-05-04T10:30:00.123+02:00'), ['2019-05-04T10:30:00.123+02:00', '2019-05-04'])
})

const document = (id, attachment, more = {}) => ({ resourceType: 'DocumentReference', id, status: 'current',
  type: coded('11506-3', 'Visit note'), subject: { reference: 'Patient/p1' }, date: '2026-11-12T09:00:00-05:00',
  content: [{ attachment }], ...more })

test('IMPORT: broken base64 is refused', () => {
  const report = load(feed(), file(bundle(patient(), document('d1', { contentType: 'text/plain', data: 'SGVsb!8=' }))))
  assert.deepEqual(only(report), ['DocumentReference/d1: DocumentReference.content[0].attachment.data is not base64'])
})

test('IMPORT: a document comes back byte for byte, in chunks', async () => {
  const name = feed()
  const bytes = Buffer.alloc(600000, 'Grüße, Владимир\n')
  load(name, file(bundle(patient(), document('d1', { contentType: 'text/plain', data: bytes.toString('base64') }))))
  assert.deepEqual(await row(name, 'DocumentReference/d1', 'document', 't.bytes, t.kind'), ['600000', 'note'])
  const chunks = await query(`SELECT position, LENGTH(data), HEX(data) FROM source s JOIN document_chunk c
    ON c.document_id = s.row_id WHERE s.feed = '${name}' AND s.reference = 'DocumentReference/d1' ORDER BY position`)
  assert.deepEqual(chunks.map(([position, length]) => [position, length]), [['0', '262144'], ['1', '262144'], ['2', '75712']])
  assert.ok(bytes.equals(Buffer.from(chunks.map((chunk) => chunk[2]).join(''), 'hex')))
})

test('IMPORT: a document at another address keeps the address, and nobody goes there', async () => {
  const name = feed()
  load(name, file(bundle(patient(), document('d1', { contentType: 'application/pdf', url: 'https://127.0.0.1:1/x.pdf' }))))
  assert.deepEqual(await row(name, 'DocumentReference/d1', 'document', 't.url, t.bytes'), ['https://127.0.0.1:1/x.pdf', '0'])
})

for (const [what, order] of [['before', [0, 1]], ['after', [1, 0]]]) {
  test(`IMPORT: a Binary in a file ${what} its document becomes its content`, async () => {
    const name = feed()
    const both = [file({ resourceType: 'Binary', id: 'b1', contentType: 'application/pdf', data: 'SGVsbG8=' }),
      file(document('d1', { url: 'Binary/b1' }))]
    const report = load(name, file(patient()), ...order.map((i) => both[i]))
    assert.deepEqual([report.status, report.stored, report.links_not_found], [0, 3, 0])
    assert.deepEqual(await row(name, 'DocumentReference/d1', 'document', 't.bytes, t.media_type, t.url'),
      ['5', 'application/pdf', null])
  })
}

test('IMPORT: a document that replaces another makes it superseded', async () => {
  const name = feed()
  const data = { contentType: 'text/plain', data: 'SGVsbG8=' }
  load(name, file(bundle(patient(), document('d1', data))), file(document('d2', data,
    { relatesTo: [{ code: 'replaces', target: { reference: 'DocumentReference/d1' } }] })))
  assert.deepEqual(await row(name, 'DocumentReference/d1', 'document', 't.status'), ['superseded'])
  assert.deepEqual(await row(name, 'DocumentReference/d2', 'document', 't.status'), ['current'])
})

test('IMPORT: a bundle of several patients gives each their own', async () => {
  const name = feed()
  load(name, file(bundle(observation('o2', { subject: { reference: 'Patient/p2' } }), observation('o1'),
    patient('p2', { name: [{ text: 'Owen Whitfield' }] }), patient())))
  for (const n of [1, 2]) {
    assert.deepEqual(await row(name, `Observation/o${n}`, 'observation', 't.patient_id'),
      await row(name, `Patient/p${n}`, 'patient', 't.id'))
  }
})

test('IMPORT: no link leads into another patient\'s chart', async () => {
  const name = feed()
  const report = load(name, file(bundle(patient(), patient('p2', { name: [{ family: 'Other' }] }),
    { resourceType: 'Encounter', id: 'e1', status: 'finished', class: { code: 'AMB' }, subject: { reference: 'Patient/p2' } },
    observation('o1', { encounter: { reference: 'Encounter/e1' } }), observation('o2', { subject: { reference: 'Patient/p2' } }),
    { resourceType: 'DiagnosticReport', id: 'r1', status: 'final', code: coded('1', 'Panel'), subject: { reference: 'Patient/p1' },
      result: [{ reference: 'Observation/o2' }] })))
  assert.deepEqual([report.status, report.links_not_found], [0, 2])
  assert.deepEqual(await row(name, 'Observation/o1', 'observation', 't.encounter_id'), [null])
  assert.deepEqual(await row(name, 'Observation/o2', 'observation', 't.report_id'), [null])
})

const provider = { resourceType: 'Practitioner', id: 'd1', name: [{ prefix: ['Dr.'], given: ['Priya'], family: 'Raman', suffix: ['MD'] }],
  identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '1999001195' }] }

for (const [what, reference] of [
  ['conditional', { reference: 'Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|1999001195' }],
  ['conditional, escaped', { reference: 'Practitioner?identifier=http%3A%2F%2Fhl7.org%2Ffhir%2Fsid%2Fus-npi%7C1999001195' }],
  ['logical', { type: 'Practitioner', identifier: { system: 'http://hl7.org/fhir/sid/us-npi', value: '1999001195' } }],
  ['relative', { reference: 'Practitioner/d1' }],
  ['versioned', { reference: 'Practitioner/d1/_history/3' }],
  ['absolute', { reference: 'https://ehr.example/fhir/Practitioner/d1' }],
  ['contained', { reference: '#d' }],
]) {
  test(`IMPORT: a reference that is ${what} finds the provider`, async () => {
    const name = feed()
    const report = load(name, file(provider), file(bundle(patient(), observation('o1',
      { contained: [{ ...provider, id: 'd' }], performer: [reference] }))))
    assert.deepEqual([report.status, report.links_not_found], [0, 0])
    assert.deepEqual(await query(`SELECT p.name FROM source s JOIN observation o ON o.id = s.row_id
      JOIN provider p ON p.id = o.provider_id WHERE s.feed = '${name}' AND s.reference = 'Observation/o1'`), [['Dr. Priya Raman']])
    assert.deepEqual(await query(`SELECT COUNT(DISTINCT row_id) FROM source WHERE feed = '${name}'
      AND reference LIKE 'Practitioner%'`), [['1']])
  })
}

test('IMPORT: an identifier that two have names neither', async () => {
  const name = feed()
  const same = { identifier: [{ system: 'urn:ssn', value: '999' }] }
  const report = load(name, file(bundle(patient('p1', same), patient('p2', { ...same, name: [{ family: 'Other' }] }))),
    file(observation('o1', { subject: { reference: 'Patient?identifier=urn:ssn|999' } })))
  assert.deepEqual([report.status, report.stored, report.refused], [3, 2, 1])
})

test('IMPORT: urn:uuid references lead to entries, in any order', async () => {
  const name = feed()
  const report = load(name, file({ resourceType: 'Bundle', type: 'transaction', entry: [
    { fullUrl: 'urn:uuid:0b6f6b0e-0001-4000-8000-000000000002', resource: { ...observation(undefined),
      subject: { reference: 'urn:uuid:0b6f6b0e-0001-4000-8000-000000000001' } } },
    { fullUrl: 'urn:uuid:0b6f6b0e-0001-4000-8000-000000000001', resource: patient(undefined) }] }))
  assert.deepEqual([report.status, report.stored], [0, 2])
})

test('IMPORT: what refers to later files waits for them', async () => {
  const name = feed()
  const report = load(name, file(observation('o1', { performer: [{ reference: 'Practitioner/d1' }] })), file(patient()), file(provider))
  assert.deepEqual([report.status, report.stored, report.updated, report.links_not_found], [0, 3, 0, 0])
  assert.notEqual((await row(name, 'Observation/o1', 'observation', 't.provider_id'))[0], null)
})

test('IMPORT: a performer that never comes is counted, a patient that never comes refuses', () => {
  const report = load(feed(), file(patient()), file(observation('o1', { performer: [{ reference: 'Practitioner/none' }] })),
    file(observation('o2', { subject: { reference: 'Patient/none' } })))
  assert.deepEqual([report.status, report.stored, report.links_not_found, report.refused], [3, 2, 1, 1])
  assert.deepEqual(only(report), ['Observation/o2: Patient/none is not found'])
})

test('IMPORT: a performer that comes in a later run is linked when the file is read again', async () => {
  const name = feed()
  const one = file(bundle(patient(), observation('o1', { performer: [{ reference: 'Practitioner/d1' }] })))
  load(name, one)
  load(name, file(provider))
  assert.equal(load(name, one).updated, 1)
  assert.notEqual((await row(name, 'Observation/o1', 'observation', 't.provider_id'))[0], null)
  assert.equal(load(name, one).updated, 0)
})

test('IMPORT: a report finds results of earlier files, in its order, and keeps them when they change', async () => {
  const name = feed()
  load(name, file(bundle(patient(), observation('o1'), observation('o2', { code: coded('2951-2', 'Sodium') }))))
  load(name, file({ resourceType: 'DiagnosticReport', id: 'r1', status: 'final', code: coded('24321-2', 'Basic panel'),
    category: [coded('LAB', 'Laboratory', 'http://terminology.hl7.org/CodeSystem/v2-0074')],
    subject: { reference: 'Patient/p1' }, result: [{ reference: 'Observation/o2' }, { reference: 'Observation/o1' }] }))
  load(name, file(observation('o1', { status: 'corrected', valueQuantity: { value: 4.4 } })))
  const [report] = await row(name, 'DiagnosticReport/r1', 'report', 't.id')
  assert.deepEqual(await query(`SELECT display, value, position FROM observation WHERE report_id = ${report} ORDER BY position`),
    [['Sodium', '5.9', '1'], ['Potassium', '4.4', '2']])
})

test('IMPORT: entered in error is skipped, and removed if it was there', async () => {
  const name = feed()
  load(name, file(bundle(patient(), observation('o1', { component: [{ code: coded('1', 'Part'), valueString: 'x' }] }))))
  const [id] = await row(name, 'Observation/o1', 'observation', 't.id')
  const report = load(name, file(bundle(observation('o1', { status: 'entered-in-error' }),
    observation('o2', { status: 'entered-in-error' }))))
  assert.deepEqual([report.status, report.removed, report.in_error], [0, 1, 1])
  assert.deepEqual(await query(`SELECT COUNT(*) FROM observation WHERE id = ${id} OR parent_id = ${id}`), [['0']])
  assert.deepEqual(await query(`SELECT COUNT(*) FROM source WHERE feed = '${name}' AND reference LIKE 'Observation/%'`), [['0']])
})

test('IMPORT: a restricted resource is confidential', async () => {
  const name = feed()
  load(name, file(bundle(patient(), observation('o1', { meta: { security: [
    { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] } }), observation('o2'))))
  assert.deepEqual(await row(name, 'Observation/o1', 'observation', 't.confidential'), ['1'])
  assert.deepEqual(await row(name, 'Observation/o2', 'observation', 't.confidential'), ['0'])
})

test('E1-L1: each patient whose record a file changes has a row for it, once', async () => {
  const name = feed()
  const sent = file(bundle(patient(), patient('p2'), observation('o1'), observation('o2'), observation('o3', { subject: { reference: 'Patient/p2' } })))
  const [[before]] = await query('SELECT IFNULL(MAX(id), 0) FROM audit')
  const told = async () => query(`SELECT s.reference, a.actor, a.detail FROM audit a JOIN source s ON s.feed = '${name}' AND s.row_id = a.patient_id
    AND s.reference LIKE 'Patient/%' WHERE a.id > ${before} AND a.action = 'import_record' ORDER BY a.id, s.reference`)
  load(name, sent)
  const first = [['Patient/p1', 'operator', '3 items'], ['Patient/p2', 'operator', '2 items']]
  assert.deepEqual(await told(), first)
  load(name, sent)
  assert.deepEqual(await told(), first, 'nothing changed')
  load(name, file(bundle(observation('o2', { valueQuantity: { value: 4.1, unit: 'mmol/L' } }))))
  assert.deepEqual(await told(), [...first, ['Patient/p1', 'operator', '1 item']])
})

test('E1-L1: what changes only once a later file is read has its row too', async () => {
  const name = feed()
  load(name, file(bundle(patient(), patient('p2'), observation('o1', { meta: { lastUpdated: '2026-11-12T09:00:00Z' } }))))
  const [[before]] = await query('SELECT IFNULL(MAX(id), 0) FROM audit')
  const moved = observation('o1', { subject: { reference: 'Patient/p3' }, meta: { lastUpdated: '2026-11-13T09:00:00Z' } })
  load(name, file(bundle(moved), 'a-moved.json'), file(bundle(patient('p3')), 'b-later.json'))
  const told = await query(`SELECT s.reference FROM audit a JOIN source s ON s.feed = '${name}' AND s.row_id = a.patient_id
    AND s.reference LIKE 'Patient/%' WHERE a.id > ${before} AND a.action = 'import_record' ORDER BY a.id, s.reference`)
  assert.deepEqual(told.map(([one]) => one).sort(), ['Patient/p1', 'Patient/p3', 'Patient/p3'])
})

test('IMPORT: a contact that stays keeps since when it is known; one that is no address is left out', async () => {
  const name = feed()
  const telecom = (...more) => ({ telecom: [{ system: 'phone', use: 'mobile', value: '(802) 555-0118' }, ...more] })
  const contacts = () => query(`SELECT c.kind, c.value, c.since_at, c.changed_at IS NOT NULL FROM source s JOIN patient_contact c ON c.patient_id = s.row_id
    WHERE s.feed = '${name}' AND s.reference = 'Patient/p1' ORDER BY c.kind`)
  load(name, file(patient('p1', telecom())))
  await query(`UPDATE patient_contact SET since_at = '2020-01-01 00:00:00' WHERE patient_id =
    (SELECT row_id FROM source WHERE feed = '${name}' AND reference = 'Patient/p1')`)
  const report = load(name, file(patient('p1', telecom({ system: 'email', value: 'dana@mail.example' },
    { system: 'email', value: 'dana@mail.example, x@y.example' }))))
  assert.equal(report.notes['Patient.telecom[].value is not an email address: left out'], 1)
  const [phone, email] = await contacts()
  // What came with the chart did not change; what came later did (AZ-18).
  assert.deepEqual(phone, ['phone', '(802) 555-0118', '2020-01-01 00:00:00', '0'])
  assert.deepEqual([email[1], email[3]], ['dana@mail.example', '1'])
  assert.ok(email[2] > '2026')
  assert.equal((await contacts()).length, 2)
})

test('IMPORT: --as-of moves by whole weeks: weekday, time of day and age stay', async () => {
  const name = feed()
  const asOf = '2020-03-04'
  const files = [file(bundle(patient('p1', { birthDate: '2012-04-17' }), observation('o1', { effectiveDateTime: '2020-02-26T23:45:00-05:00' }),
    observation('o2', { effectiveDateTime: '2020-07-01T03:30:00Z' })))]
  assert.equal(kithctl('import', '--feed', name, '--as-of', asOf, ...files).status, 0)
  const [when, day] = await row(name, 'Observation/o1', 'observation', 't.taken_when, t.taken_day')
  const [, summer] = await row(name, 'Observation/o2', 'observation', 't.taken_when, t.taken_day')
  const [born] = await row(name, 'Patient/p1', 'patient', 't.birth_when')
  const days = (a, b) => (Date.parse(b) - Date.parse(a)) / 86400e3
  const shift = days('2020-02-26', day)
  assert.ok(shift > 2400 && shift % 7 === 0)
  assert.match(when, /T23:45:00-0[45]:00$/)
  assert.equal(days('2020-06-30', summer), shift)      // 11:30 PM of the day before, in the practice
  assert.equal(days('2012-04-17', born), shift)
})

test('IMPORT: NDJSON, also compressed: a bad line is refused, the others go in', () => {
  const name = feed()
  const text = `${JSON.stringify(patient())}\n\n{"resourceType":"Patient",\r\n${JSON.stringify(observation('o1'))}`
  const plain = load(name, file(text, 'one.ndjson'))
  assert.deepEqual([plain.status, plain.stored, plain.refused], [3, 2, 1])
  assert.match(only(plain)[0], /^line 3: is not JSON/)
  const packed = load(name, file(zlib.gzipSync(text), 'two.ndjson.gz'))
  assert.deepEqual([packed.unchanged, packed.refused], [2, 1])
  const cut = zlib.gzipSync(Array.from({ length: 2000 }, (_, i) => JSON.stringify(patient(`x${i}${Math.random()}`))).join('\n'))
  const report = load(name, file(cut.subarray(0, cut.length >> 1), 'three.ndjson.gz'))
  assert.deepEqual([report.status, report.files_broken, report.stored], [1, 1, 0])
})

test('IMPORT: other types are ignored and counted, and every resource is accounted for', () => {
  const report = load(feed(), file(bundle(patient(), { resourceType: 'Claim', id: '1' }, { resourceType: 'Claim', id: '2' },
    { resourceType: 'Provenance' }, observation('o1', { code: undefined }))))
  assert.deepEqual(report.ignored, { Claim: 2, Provenance: 1 })
  assert.equal(report.resources, 5)
})

test('IMPORT: a history Bundle is refused', () => {
  const report = load(feed(), file({ ...bundle(patient()), type: 'history' }))
  assert.deepEqual([report.status, report.stored, report.refused], [3, 0, 1])
})

test('IMPORT: what can\'t be read or is used wrongly says so', () => {
  assert.equal(load(feed(), path.join(dir, 'none.json')).status, 1)
  assert.equal(kithctl('import').status, 2)
  assert.equal(kithctl('import', '--as-of', 'tomorrow', 'x').status, 2)
})

test('IMPORT: every kind of value is kept as it was said', async () => {
  const name = feed()
  const cases = [
    [{ valueQuantity: { value: 5, comparator: '<', unit: 'mg', code: 'mg' } }, ['quantity', '5', '<', 'mg']],
    [{ valueCodeableConcept: coded('260385009', 'Negative', 'http://snomed.info/sct') }, ['code', 'Negative', null, null]],
    [{ valueString: ' clear\nand yellow ' }, ['text', 'clear\nand yellow', null, null]],
    [{ valueBoolean: false }, ['text', 'No', null, null]],
    [{ valueInteger: 12 }, ['quantity', '12', null, null]],
    [{ valueRange: { low: { value: 1, unit: 'h' }, high: { value: 2, unit: 'h' } } }, ['text', '1 to 2 h', null, null]],
    [{ valueRatio: { numerator: { value: 1 }, denominator: { value: 128 } } }, ['text', '1:128', null, null]],
    [{ valueTime: '14:30:00' }, ['text', '14:30:00', null, null]],
    [{ valueDateTime: '2026-05-04' }, ['when', '2026-05-04', null, null]],
    [{ valuePeriod: { start: '2026-05-04', end: '2026-05-06' } }, ['text', 'May 4, 2026 to May 6, 2026', null, null]],
    [{ dataAbsentReason: coded('not-performed', 'Not performed', 'x') }, ['none', null, null, null]],
  ]
  load(name, file(bundle(patient(), ...cases.map(([more], i) => observation(`o${i}`, { valueQuantity: undefined, ...more })))))
  for (const [i, [, expected]] of cases.entries()) {
    assert.deepEqual((await row(name, `Observation/o${i}`, 'observation',
      't.value_kind, REPLACE(t.value, CHAR(10), \'\\\\n\'), t.comparator, t.unit')), expected.map((value) =>
      value?.replace('\n', '\\n') ?? value))
  }
})

test('IMPORT: one normal range is numbers, ranges for groups are words', async () => {
  const name = feed()
  const range = (low, high, more) => ({ low: { value: low }, high: { value: high }, ...more })
  load(name, file(bundle(patient(), observation('o1', { referenceRange: [range(3.5, 5.1)] }),
    observation('o2', { referenceRange: [range(1, 2, { appliesTo: [{ text: 'Women' }] }), range(3, 4, { appliesTo: [{ text: 'Men' }] })] }))))
  assert.deepEqual(await row(name, 'Observation/o1', 'observation', 't.low, t.high, t.range_text'), ['3.5', '5.1', null])
  assert.deepEqual(await row(name, 'Observation/o2', 'observation', 't.low, t.high, t.range_text'),
    [null, null, 'Women: 1 to 2; Men: 3 to 4'])
})

test('IMPORT: a dose is in parts; where there are several, in words alone', async () => {
  const name = feed()
  const dosage = (text, value, code) => ({ text, timing: { code: { coding: [{ code }] } },
    doseAndRate: [{ doseQuantity: { value, unit: 'tablet' } }] })
  const order = (id, ...dosageInstruction) => ({ resourceType: 'MedicationRequest', id, status: 'active', intent: 'order',
    subject: { reference: 'Patient/p1' }, medicationCodeableConcept: { text: 'Azithromycin' }, authoredOn: '2026-11-12', dosageInstruction })
  load(name, file(bundle(patient(), order('m1', dosage('1 tablet twice a day', 1, 'BID')),
    order('m2', dosage('2 tablets today', 2, 'QD'), dosage('then 1 a day', 1, 'QD')))))
  const columns = 't.instructions, t.dose, t.dose_unit, t.times, t.period, t.period_unit, t.start_when'
  assert.deepEqual(await row(name, 'MedicationRequest/m1', 'medication', columns),
    ['1 tablet twice a day', '1', 'tablet', '2', '1', 'd', '2026-11-12'])
  assert.deepEqual(await row(name, 'MedicationRequest/m2', 'medication', columns.replace('t.instructions', 'REPLACE(t.instructions, CHAR(10), \' / \')')),
    ['2 tablets today / then 1 a day', null, null, null, null, null, '2026-11-12'])
})

test('IMPORT: a Medication of another file names the order; what must not be taken is refused', async () => {
  const name = feed()
  const order = (id, more) => ({ resourceType: 'MedicationRequest', id, status: 'active', intent: 'order',
    subject: { reference: 'Patient/p1' }, medicationReference: { reference: 'Medication/x' }, ...more })
  const report = load(name, file(bundle(patient(), order('m1'), order('m2', { doNotPerform: true }))),
    file({ resourceType: 'Medication', id: 'x', code: coded('314076', 'Lisinopril 10 mg', 'http://www.nlm.nih.gov/research/umls/rxnorm') }))
  assert.deepEqual([report.stored, report.refused], [3, 1])
  assert.deepEqual(await row(name, 'MedicationRequest/m1', 'medication', 't.code, t.system, t.display'),
    ['314076', 'RXNORM', 'Lisinopril 10 mg'])
})

test('IMPORT: "no known allergies" is known as such', async () => {
  const name = feed()
  load(name, file(bundle(patient(), { resourceType: 'AllergyIntolerance', id: 'a1', patient: { reference: 'Patient/p1' },
    code: coded('716186003', 'No known allergy', 'http://snomed.info/sct') })))
  assert.deepEqual(await row(name, 'AllergyIntolerance/a1', 'allergy', 't.none_known, t.system'), ['1', 'SNOMED'])
})

test('IMPORT: members of a team that left are gone after the update', async () => {
  const name = feed()
  const team = (...names) => file({ resourceType: 'CareTeam', id: 'c1', status: 'active', subject: { reference: 'Patient/p1' },
    participant: names.map((display) => ({ member: { display } })) })
  const members = async () => (await query(`SELECT m.name FROM source s JOIN care_team_member m ON m.patient_id = s.row_id
    WHERE s.feed = '${name}' AND s.reference = 'Patient/p1' ORDER BY 1`)).flat()
  load(name, file(patient()), team('Ann', 'Ben', 'Cleo'))
  assert.deepEqual(await members(), ['Ann', 'Ben', 'Cleo'])
  load(name, team('Ben', 'Dora'))
  assert.deepEqual(await members(), ['Ben', 'Dora'])
})

test('IMPORT: a report in HTML is shown as text, one in PDF is a document', async () => {
  const name = feed()
  const base64 = (text) => Buffer.from(text).toString('base64')
  load(name, file(bundle(patient(), { resourceType: 'DiagnosticReport', id: 'r1', status: 'final', code: coded('1', 'Chest X-ray'),
    subject: { reference: 'Patient/p1' }, presentedForm: [{ contentType: 'text/html', data: base64('<p>Clear &amp; <b>dry</b></p>') },
      { contentType: 'application/pdf', data: base64('%PDF-1.7') }] })))
  assert.deepEqual(await row(name, 'DiagnosticReport/r1', 'report', 't.narrative'), ['Clear & dry'])
  assert.deepEqual(await row(name, 'DiagnosticReport/r1#document/0', 'document', 't.title, t.media_type, t.bytes'),
    ['Chest X-ray', 'application/pdf', '8'])
})

test('IMPORT: the same id in another case is another resource', async () => {
  const name = feed()
  assert.equal(load(name, file(bundle(patient('abc'), patient('ABC', { name: [{ family: 'Other' }] })))).stored, 2)
})

const count = (node) => {
  if (node.resourceType !== 'Bundle') return 1
  return (node.entry ?? []).length
}

function resourcesOf(full) {
  const bytes = full.endsWith('.gz') ? zlib.gunzipSync(fs.readFileSync(full)) : fs.readFileSync(full)
  const text = bytes.toString('utf8')
  if (!/\.(ndjson|jsonl)/.test(path.basename(full))) return count(JSON.parse(text))
  return text.split('\n').filter((line) => line.trim()).reduce((n, line) => n + count(JSON.parse(line)), 0)
}

for (const folder of ['bundles', 'bulk', 'ndjson-per-patient', 'us-core-examples', 'r4-core-examples']) {
  const here = path.join(DATA, folder)
  test(`IMPORT: every resource of ${folder} is stored, ignored, or refused with a reason`,
    { skip: !fs.existsSync(here) && `${here} is not there` }, () => {
      const name = feed()
      const files = fs.readdirSync(here, { recursive: true }).map((one) => path.join(here, one))
        .filter((one) => fs.statSync(one).isFile() && /\.(json|ndjson)(\.gz)?$/.test(one))
      const expected = files.reduce((n, one) => n + resourcesOf(one), 0)
      const report = load(name, here)
      const sum = (object) => Object.values(object).reduce((a, b) => a + b, 0)
      assert.deepEqual([report.files, report.files_broken, report.resources], [files.length, 0, expected])
      assert.equal(report.stored + report.updated + report.unchanged + report.older + report.removed + report.in_error +
        report.refused + sum(report.ignored), expected)
      assert.equal(sum(report.reasons), report.refused)
      assert.equal(report.lines.length, report.refused)
      const again = load(name, here)
      assert.deepEqual([again.stored, again.refused], [0, report.refused])
    })
}
