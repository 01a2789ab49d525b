// Documents of My health: what there is, what is read on the page, what is kept.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { before, test } from 'node:test'
import { addDays, People, sqlTime } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const { sql } = ctx
const people = new People(ctx)
let siobhan, herself, full, billing

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==', 'base64')
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
const CHUNK = 256 * 1024

/** A document as the practice posts it or the import stores it. */
async function add(title, { kind = 'letter', type = 'text/plain', bytes = Buffer.from(`The text of ${title}.`), day = people.today, ...more } = {}) {
  const row = { patient_id: siobhan.id, kind, display: title, title, status: 'current', written_when: day, written_day: day,
    media_type: type, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest(), ...more }
  await sql(`INSERT INTO document (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map(() => '?').join(', ')})`, Object.values(row))
  const [{ id }] = await sql('SELECT MAX(id) AS id FROM document')
  for (let at = 0; at < bytes.length; at += CHUNK) {
    await sql('INSERT INTO document_chunk VALUES (?, ?, ?, ?)', [siobhan.id, id, at / CHUNK, bytes.subarray(at, at + CHUNK)])
  }
  return id
}

async function remind(title, { day = null, ...more } = {}) {
  const row = { patient_id: siobhan.id, title, says: `About ${title}.`, due_when: day, due_day: day, posted_at: sqlTime(ctx.stack.now), ...more }
  await sql(`INSERT INTO reminder (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map(() => '?').join(', ')})`, Object.values(row))
}

async function granted(name, grant) {
  const account = await people.account(name)
  await people.grant(account, siobhan, grant)
  return people.signedIn(account)
}

const list = (query = '') => `/health/${siobhan.id}/documents${query}`
const of = (id, what = '') => `${list()}/${id}${what}`
const titles = (page) => [...page.text.matchAll(/<h3>(?:<a [^>]*>)?([^<]*)/g)].map(([, title]) => title)

before(async () => {
  siobhan = await people.patient('siobhan')
  await sql('DELETE FROM document WHERE patient_id = ?', [siobhan.id])
  herself = await granted('Siobhan Own', { basis: 'self' })
  full = await granted('Fiona Friend', { basis: 'patient', relation: 'sister' })
  // The list of records is there for who opens several.
  await people.grant(full.account, await people.patient('walter'), { basis: 'patient' })
  billing = await granted('Bill Payer', { basis: 'patient', areas: 'billing' })
})

const KINDS = [['S128', 'summary', 'Patient Care Summaries'], ['S129', 'letter', 'Letters'], ['S130', 'laboratory', 'Lab results'],
  ['S131', 'imaging', 'Imaging and diagnostic results'], ['S132', 'case', 'Patient cases']]
for (const [row, kind, words] of KINDS) {
  test(`${row}: ${words} are listed, under their kind, and open`, async () => {
    const id = await add(`One of ${kind}`, { kind })
    const page = await full.get(list())
    assert.ok(page.links.includes(of(id)))
    assert.match(page.says, new RegExp(`${words} \\(\\d+\\)`))
    const only = await full.get(list(`?kind=${kind}`))
    assert.deepEqual(titles(only), [`One of ${kind}`])
    assert.match((await full.get(of(id))).says, new RegExp(`The text of One of ${kind}\\.`))
    await sql('UPDATE document SET status = \'superseded\' WHERE id = ?', [id])
  })
}

test('S129: a letter says who signed it', async () => {
  const id = await add('School letter', { signed_name: 'Dr. Priya Raman, MD' })
  assert.match((await full.get(of(id))).says, /Letter · .* · Signed by Dr\. Priya Raman, MD/)
})

test('S133: reminders: due ones on top, the nearest first, done ones below, withdrawn ones nowhere', async () => {
  await remind('Eye exam', { day: addDays(people.today, 30) })
  await remind('Flu shot', { day: addDays(people.today, -3) })
  await remind('Walk more')
  await remind('Old thing', { day: addDays(people.today, -90), done_at: sqlTime(ctx.stack.now) })
  await remind('Never mind', { withdrawn_at: sqlTime(ctx.stack.now) })
  await remind('Private thing', { confidential: 1 })
  const page = await full.get(list('?kind=reminder'))
  assert.deepEqual(titles(page), ['Flu shot', 'Eye exam', 'Walk more', 'Old thing'])
  assert.match(page.says, /Flu shot About Flu shot\. Was due .*Eye exam About Eye exam\. Due .*Show what is done \(1\)/)
  assert.ok(titles(await herself.get(list('?kind=reminder'))).includes('Private thing'))
  const home = await full.get(`/home/${siobhan.id}`)
  assert.match(home.says, /Reminder: Flu shot/)
  assert.doesNotMatch(home.says, /Private thing|Never mind|Old thing/)
})

test('S129: what nobody has opened is new, for each account on its own, here, at home and among the family', async () => {
  const id = await add('New letter')
  const isNew = async (as) => [/New letter , new/.test((await as.get(list())).says),
    new RegExp(`class="unread">(?:(?!<li).)*documents/${id}"`, 's').test((await as.get(`/home/${siobhan.id}`)).text)]
  const counted = async (as) => Number(/Siobhan(?:(?!Walter).)*?(\d+) new document/.exec((await as.get('/family/settings')).says)?.[1] ?? 0)
  const before = await counted(full)
  assert.ok(before >= 1)
  assert.deepEqual([await isNew(full), await isNew(herself)], [[true, true], [true, true]])
  await full.get(of(id))
  assert.deepEqual([await isNew(full), await isNew(herself)], [[false, false], [true, true]])
  assert.equal(await counted(full), before - 1)
})

test('S129: what is old is no news, but for what was posted just now', async () => {
  const old = addDays(people.today, -400)
  await add('Old import', { day: old, added_at: sqlTime(ctx.stack.now) })
  await add('Old but posted', { day: old, added_at: sqlTime(ctx.stack.now), posted_by: 1 })
  const says = (await herself.get(list())).says
  assert.doesNotMatch(says, /Old import , new/)
  assert.match(says, /Old but posted , new/)
})

test('S128: a clinical document is shown as a page, without what could do anything', async () => {
  const zip = path.join(ctx.scratch(), 'record.zip')
  fs.writeFileSync(zip, (await herself.get(`/records/${siobhan.id}/download`)).body)
  const bytes = execFileSync('python3', ['-c', 'import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read("health-record.xml"))', zip])
  for (const type of ['application/xml', 'text/xml; charset=utf-8', 'application/hl7-sdwg+xml']) {
    const page = await full.get(of(await add('Summary of care', { kind: 'summary', type, bytes })))
    assert.equal(page.status, 200)
    assert.match(page.says, /Allergies .*Medications/)
    assert.doesNotMatch(page.text, /javascript:|onclick/)
  }
})

test('S131: a picture stands in the page, is what its bytes are, and is sent with nosniff', async () => {
  const id = await add('X-ray', { kind: 'imaging', type: 'image/png', bytes: PNG })
  assert.match((await full.get(of(id))).text, new RegExp(`<img class="shot" src="${of(id, '/open')}" alt="X-ray">`))
  const answer = await full.get(of(id, '/open'))
  assert.equal(answer.headers['content-type'], 'image/png')
  assert.match(answer.headers['content-disposition'], /^inline; filename="X-ray\.png"/)
  assert.equal(answer.headers['x-content-type-options'], 'nosniff')
  assert.match(answer.headers['content-security-policy'], /^sandbox;/)
  assert.deepEqual(answer.body, PNG)
})

test('S129: a PDF opens in a tab of its own; no script of ours and no frame is near it', async () => {
  const id = await add('Signed form', { type: 'application/pdf', bytes: PDF })
  assert.match((await full.get(of(id))).text, new RegExp(`<a class="btn" href="${of(id, '/open')}" target="_blank" rel="noopener">`))
  const answer = await full.get(of(id, '/open'))
  assert.equal(answer.headers['content-type'], 'application/pdf')
  assert.match(answer.headers['content-disposition'], /^inline;/)
  assert.match(answer.headers['content-security-policy'], /^default-src 'none'; object-src 'self'.*frame-ancestors 'none'$/)
  assert.doesNotMatch(answer.headers['content-security-policy'], /script-src/)
  assert.match((await full.get(of(id, '/file'))).headers['content-disposition'], /^attachment; filename="Signed form\.pdf"/)
})

for (const [name, type, bytes] of [['HTML that says it is a picture', 'image/png', Buffer.from('<script>alert(1)</script>')],
  ['HTML that says it is a PDF', 'application/pdf', Buffer.from('<html><script>alert(1)</script>')],
  ['SVG', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['a page', 'text/html', Buffer.from('<h1>Hello</h1><script>alert(1)</script>')],
  ['XML that is no clinical document', 'application/xml', Buffer.from('<x><script>alert(1)</script></x>')],
  ['XML with a DOCTYPE', 'application/xml', Buffer.from('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>')],
  ['a program', 'application/x-msdownload', Buffer.from('MZ\0\0')],
  ['text that is none', 'text/plain', Buffer.from([0xff, 0xfe, 0x41, 0x00])]]) {
  test(`${type.includes('xml') ? 'IO-12' : 'IO-10'}: ${name} is never shown as what it says, only saved`, async () => {
    const id = await add('Odd one', { kind: 'other', type, bytes })
    const page = await full.get(of(id))
    assert.equal(page.status, 200)
    assert.doesNotMatch(page.text, /alert\(1\)|root:/)
    assert.equal((await full.get(of(id, '/open'))).status, 404)
    const file = await full.get(of(id, '/file'))
    assert.match(file.headers['content-disposition'], /^attachment;/)
    assert.match(file.headers['content-security-policy'], /^sandbox;/)
    assert.doesNotMatch(file.headers['content-type'], /svg|msdownload/)
    assert.deepEqual(file.body, bytes)
  })
}

test('IO-02: markup in a text document is text', async () => {
  const page = await full.get(of(await add('Plain', { bytes: Buffer.from('Dose <b>5</b> & more\n<script>alert(2)</script>') })))
  assert.match(page.text, /Dose &lt;b&gt;5&lt;\/b&gt; &amp; more/)
  assert.doesNotMatch(page.text, /<script>alert/)
})

test('S129: a document that is kept elsewhere is said to be', async () => {
  const id = await add('Far away', { bytes: Buffer.alloc(0), url: 'https://elsewhere.example/Binary/1' })
  const page = await full.get(of(id))
  assert.match(page.says, /This document is not kept here\./)
  assert.ok(!page.links.some((href) => href.includes('elsewhere')))
  assert.equal((await full.get(of(id, '/file'))).status, 404)
})

test('S129: a large document comes whole, chunk by chunk', async () => {
  const bytes = Buffer.alloc(9 * 1024 * 1024 + 17, 'kith large ')
  const id = await add('Large', { kind: 'other', type: 'application/octet-stream', bytes })
  const answer = await full.get(of(id, '/file'))
  assert.equal(answer.headers['content-length'], String(bytes.length))
  assert.equal(createHash('sha256').update(answer.body).digest('hex'), createHash('sha256').update(bytes).digest('hex'))
})

test('AZ-06: held, recalled, superseded, another\'s and, for family, confidential documents are not there in any way', async () => {
  const held = await add('Secret held', { held_until: sqlTime(new Date(ctx.stack.now.getTime() + 86400000)) })
  const back = await add('Secret recalled', { recalled_at: sqlTime(ctx.stack.now) })
  const gone = await add('Secret superseded', { status: 'superseded' })
  const shut = await add('Secret confidential', { confidential: 1 })
  const [{ id: walters }] = await sql('SELECT id FROM document WHERE patient_id <> ? LIMIT 1', [siobhan.id])
  for (const [as, ids] of [[full, [held, back, gone, shut, walters]], [herself, [held, back, gone, walters]]]) {
    for (const id of ids) for (const what of ['', '/open', '/file']) assert.equal((await as.get(of(id, what))).status, 404, `${id}${what}`)
  }
  assert.equal((await herself.get(of(shut))).status, 200)
  for (const where of [list(), `/home/${siobhan.id}`, `/health/${siobhan.id}`]) {
    assert.doesNotMatch((await full.get(where)).text, /Secret/, where)
    assert.doesNotMatch((await herself.get(where)).text, /Secret (held|recalled|superseded)/, where)
  }
  assert.match((await herself.get(list())).says, /Secret confidential .*Only you see this/)
})

test('E1-L3: who has billing only gets no document', async () => {
  const id = await add('Not for bills')
  for (const where of [list(), of(id), of(id, '/file'), of(id, '/open')]) assert.equal((await billing.get(where)).status, 404)
})

test('S128: a visit in Medical History leads to what was written about it', async () => {
  const [{ id: encounter }] = await sql('SELECT id FROM encounter WHERE patient_id = ? ORDER BY start_day DESC LIMIT 1', [siobhan.id])
  const id = await add('Note of the visit', { kind: 'note', encounter_id: encounter })
  assert.match((await full.get(`/health/${siobhan.id}`)).text, new RegExp(`<a href="${of(id)}">Note of the visit</a>`))
  assert.match((await full.get(of(id))).says, /From your visit:/)
})
