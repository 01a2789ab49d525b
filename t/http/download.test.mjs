// The record as one .zip: what is in it, under which names, locked, and never
// a part that looks whole.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { noise } from '../lib/files.mjs'
import { addDays, People } from '../lib/people.mjs'
import { portal, until } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const scratch = ctx.scratch()
const dana = await ctx.signIn('dana.whitfield@mail.example')
const { id } = await people.patient('dana')
const owen = (await people.patient('owen')).id
const PASSWORD = 'seven blue herons at dawn'

/** Add documents to a chart: { title, day, type, bytes, and columns }. */
let next = 880000
async function add(patient, documents) {
  for (const { title, day = null, type = 'application/pdf', bytes = noise(5000, next), said = bytes.length, ...more } of documents) {
    const names = Object.keys(more).map((name) => `, ${name}`).join('')
    await ctx.sql(`INSERT INTO document (patient_id, id, kind, display, title, status, written_when, written_day, media_type, bytes${names})
      VALUES (?, ?, 'other', 'Form', ?, 'current', ?, ?, ?, ?${', ?'.repeat(Object.keys(more).length)})`,
    [patient, ++next, title, day, day, type, said, ...Object.values(more)])
    for (let at = 0; at < bytes.length; at += 200000) {
      await ctx.sql('INSERT INTO document_chunk (patient_id, document_id, position, data) VALUES (?, ?, ?, ?)',
        [patient, next, at / 200000, bytes.subarray(at, at + 200000)])
    }
  }
}

const day = addDays(people.today, -3)
const mine = noise(450000, 3)
await add(id, [
  { title: 'Camp form', day, bytes: mine },
  { title: 'Camp form', day }, { title: 'CAMP FORM', day },
  { title: 'a/b\\c:d*e?"<f>|g. ', day, type: 'image/jpeg' },
  { title: 'Thư từ bác sĩ ' + 'é'.repeat(90), day, type: 'text/plain', bytes: Buffer.from('Chào bạn') },
  { title: 'CON', type: 'image/png' },
  { title: '..', day, type: 'odd/type' },
  { title: 'Long ago', day: '1999-01-01' },
  { title: 'Kept elsewhere', day, bytes: Buffer.alloc(0) },
  { title: 'Only for me', day, confidential: 1 },
  { title: 'Taken back', day, recalled_at: '2026-01-01 00:00:00' },
  { title: 'Not yet', day, held_until: '2100-01-01 00:00:00' },
])
await add(owen, [{ title: 'Only for Owen', day, confidential: 1, bytes: noise(7000, 77) }, { title: 'For his mother', day }])

/** Unpack a zip with a reader that somebody else wrote: { name: bytes }. */
function unzip(bytes, password) {
  const dir = fs.mkdtempSync(path.join(scratch, 'zip-'))
  fs.writeFileSync(path.join(dir, 'a.zip'), bytes)
  const done = spawnSync('7z', ['x', '-y', `-o${dir}/out`, `-p${password ?? ''}`, path.join(dir, 'a.zip')], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } })
  if (done.status !== 0) return undefined
  return Object.fromEntries(fs.readdirSync(`${dir}/out`, { recursive: true }).filter((name) => fs.statSync(`${dir}/out/${name}`).isFile())
    .map((name) => [name, fs.readFileSync(`${dir}/out/${name}`)]))
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')
const get = (query = '', client = dana, patient = id) => client.get(`/records/${patient}/download${query}`)
const documentsOf = (files) => Object.keys(files).filter((name) => name.startsWith('documents/')).sort()

/** The form that asks for a password, and what it answers to this one. */
async function locked(query = '', fields = {}) {
  await get(`?lock=yes${query}`)
  return dana.post(`/records/${id}/download`, { password: PASSWORD, password2: PASSWORD, ...fields })
}

test('S14: the .zip has the CCDA, the page, the documents and the SHA-256 of each', async () => {
  const answer = await get()
  assert.equal(answer.headers['content-type'], 'application/zip')
  assert.match(answer.headers['content-disposition'], /attachment; filename="health-record.zip"/)
  const files = unzip(answer.body)
  const manifest = files['manifest.txt'].toString()
  const names = Object.keys(files).filter((name) => name !== 'manifest.txt')
  for (const name of names) assert.ok(manifest.includes(`${sha256(files[name])}  ${name}\r\n`), name)
  assert.equal(manifest.match(/^[0-9a-f]{64} {2}/gm).length, names.length)
  assert.ok(names.includes('health-record.xml') && names.includes('health-record.html'))
  assert.equal(files['health-record.pdf'].subarray(0, 5).toString(), '%PDF-')
  assert.deepEqual(files[`documents/${day} Camp form (3).pdf`], mine)
})

test('S107: names of documents are safe on Windows, and no two are alike there', async () => {
  const names = documentsOf(unzip((await get(`?dates=one&from=${day}`)).body))
  assert.deepEqual(names.filter((name) => /camp/i.test(name)), [`documents/${day} CAMP FORM.pdf`, `documents/${day} Camp form (2).pdf`, `documents/${day} Camp form (3).pdf`])
  assert.ok(names.includes(`documents/${day} a-b-c-d-e---f--g.jpg`), names.join())
  assert.ok(names.some((name) => /Thư từ bác sĩ é+\.txt$/.test(name) && Buffer.byteLength(name) < 140), names.join())
  assert.ok(names.includes(`documents/${day} Document.bin`))
  assert.equal(new Set(names.map((name) => name.toLowerCase())).size, names.length)
})

test('S96: of a period, the .zip has the documents of that period', async () => {
  const all = documentsOf(unzip((await get()).body)), some = documentsOf(unzip((await get(`?dates=one&from=${day}`)).body))
  assert.ok(all.includes('documents/1999-01-01 Long ago.pdf') && all.some((name) => /CON\.png$/.test(name)))
  assert.ok(some.length > 5 && some.every((name) => name.startsWith(`documents/${day} `)), some.join())
  assert.deepEqual(documentsOf(unzip((await get('?dates=one&from=1999-01-01')).body)), ['documents/1999-01-01 Long ago.pdf'])
})

test('S107: what was recalled or is held is not in the .zip, what is kept elsewhere has no file', async () => {
  const names = documentsOf(unzip((await get()).body)).join('\n')
  for (const title of ['Taken back', 'Not yet', 'Kept elsewhere']) assert.ok(!names.includes(title), title)
  assert.ok(names.includes('Only for me'), 'her own')
})

test('S107: what is confidential is in no .zip but the patient\'s own', async () => {
  const files = unzip((await get('', dana, owen)).body)
  assert.deepEqual(documentsOf(files).filter((name) => name.includes('for Owen') || files[name].equals(noise(7000, 77))), [])
  assert.ok(documentsOf(files).some((name) => name.includes('For his mother')))
  for (const bytes of Object.values(files)) assert.ok(!bytes.includes('Only for Owen'))
})

test('S107: "Only the CCDA" is the CCDA and the manifest', async () => {
  const files = unzip((await get('?what=ccda')).body)
  assert.deepEqual(Object.keys(files).sort(), ['health-record.xml', 'manifest.txt'])
})

test('E1-S2: a period without anything says so in the manifest, the page and the CCDA', async () => {
  const files = unzip((await get('?dates=range&from=1900-01-01&to=1900-01-02')).body)
  for (const name of ['health-record.html', 'health-record.xml']) assert.match(files[name].toString(), /No information in the chosen period/i, name)
  assert.match(files['manifest.txt'].toString(), /Period: January 1, 1900 to January 2, 1900/)
  assert.deepEqual(documentsOf(files), [])
})

test('S107: with a password nothing opens without it, and names of documents tell nothing', async () => {
  const { body, status } = await locked()
  assert.equal(status, 200)
  assert.equal(unzip(body, 'another password here'), undefined)
  const files = unzip(body, PASSWORD)
  assert.ok(files['health-record.xml'].includes('ClinicalDocument'))
  assert.ok(documentsOf(files).length > 5 && documentsOf(files).every((name) => /^documents\/\d+\.\w+$/.test(name)))
  assert.match(files['manifest.txt'].toString(), /documents\/\d+\.pdf {2}Camp form\r\n/)
  for (const word of ['Camp', 'Long ago', 'Whitfield', 'ClinicalDocument']) assert.ok(!body.includes(word), word)
})

test('S107: the locked file is AES-256', async () => {
  const file = path.join(scratch, 'locked.zip')
  fs.writeFileSync(file, (await locked('&what=ccda')).body)
  const listed = execFileSync('7z', ['l', '-slt', `-p${PASSWORD}`, file], { encoding: 'utf8' })
  assert.deepEqual(new Set(listed.match(/^Method = .*$/gm)), new Set(['Method = AES-256 Deflate']))
})

test('S96: the dates go along to the locked file', async () => {
  const names = documentsOf(unzip((await locked('&dates=one&from=1999-01-01')).body, PASSWORD))
  assert.deepEqual(names, ['documents/1.pdf'])
})

test('S107: a password of any letters opens the file, in either form of Unicode', async () => {
  const { body } = await locked('&what=ccda', { password: 'schöne grüße aus köln', password2: 'schöne grüße aus köln' })
  assert.ok(unzip(body, 'schöne grüße aus köln'.normalize('NFC')))
})

test('S107: a short password, or two that differ, is told kindly; nothing of it comes back', async () => {
  for (const fields of [{ password: 'short', password2: 'short' }, { password2: 'something else entirely' }, { password: '' }]) {
    const answer = await locked('&dates=one&from=1999-01-01', fields)
    assert.equal(answer.status, 422)
    assert.match(answer.says, /There is a problem/)
    assert.equal(answer.form(`/records/${id}/download`).fields.from, '1999-01-01')
    assert.doesNotMatch(answer.text, /seven blue|something else|value="short"/)
  }
})

test('S107: the password stands in no address: the form is posted, and a query with it gives no locked file', async () => {
  const page = await get('?lock=yes')
  assert.equal(page.form(`/records/${id}/download`).method, 'post')
  assert.equal((await get(`?what=ccda&password=${PASSWORD.replaceAll(' ', '+')}`)).status, 200)
  assert.ok(unzip((await get('?what=ccda&password=x&password2=x')).body))
})

test('S107: a password form that is not ours gets nothing; ours gives the file each time', async () => {
  assert.equal((await locked('', { csrf: 'x' })).status, 403)
  await get('?lock=yes&what=ccda')
  for (let i = 0; i < 2; i++) {
    const answer = await dana.post(`/records/${id}/download`, { password: PASSWORD, password2: PASSWORD })
    assert.equal(answer.status, 200)
    await get('?lock=yes&what=ccda')
  }
})

test('AZ-02: another patient\'s .zip is not there, locked or not', async () => {
  const other = (await people.patient('jose')).id
  assert.equal((await get('', dana, other)).status, 404)
  await get('?lock=yes')
  assert.equal((await dana.post(`/records/${other}/download`, { ...dana.page.form().fields, password: PASSWORD, password2: PASSWORD })).status, 404)
})

const broken = (answer) => assert.rejects(answer, /aborted|socket hang up|ECONNRESET/)

test('S107: a document that is shorter or longer than the record says breaks the download', async () => {
  for (const said of [4000, 6000]) {
    await add(owen, [{ title: 'Damaged', day, said }])
    await broken(get('', dana, owen))
    await ctx.sql('DELETE FROM document WHERE id = ?', [next])
  }
  assert.equal((await get('', dana, owen)).status, 200)
})

/** A download of Owen's record, stopped before its last document; then undo(). */
async function midway(interrupt) {
  await add(owen, [{ title: 'Large', day: '2001-01-01', bytes: noise(1200000) }])
  const lock = ctx.sql('LOCK TABLES document_chunk WRITE; DO SLEEP(30); UNLOCK TABLES').catch(() => {})
  const threads = (what) => ctx.sql(`SELECT id FROM information_schema.processlist WHERE ${what}`)
  await until(async () => (await threads("info LIKE 'DO SLEEP(30)%'")).length === 1, { what: 'the table is locked' })
  const answer = get('?dates=one&from=2001-01-01', dana, owen)
  answer.catch(() => {})
  try {
    const [{ id: reader }] = await until(async () => {
      const found = await threads("user = 'kith_records' AND state LIKE 'Waiting for table%'")
      return found.length > 0 && found
    }, { what: 'a worker waits for the document' })
    await interrupt(reader)
    await broken(answer)
  } finally {
    for (const { id: sleeper } of await threads("info LIKE 'DO SLEEP(30)%'")) await ctx.sql(`KILL ${sleeper}`).catch(() => {})
    await lock
    await ctx.sql('DELETE FROM document WHERE id = ?', [next])
  }
}

test('S107: a database that goes away in the middle breaks the download', () =>
  midway((reader) => ctx.sql(`KILL ${reader}`)))

test('S107: a worker that dies in the middle breaks the download, and another serves the next', async () => {
  await midway(async () => { for (const pid of ctx.stack.program('records').workers) process.kill(pid, 'SIGKILL') })
  await until(async () => (await get('?what=ccda')).status === 200, { what: 'records answers again' })
})
