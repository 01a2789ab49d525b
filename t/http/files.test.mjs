// Files of messages, through the whole portal: what goes with a message, what
// comes back by download, what is refused, and that nothing is left behind.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { before, beforeEach, test } from 'node:test'
import * as make from '../lib/files.mjs'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const MB = 1024 * 1024
const TEXT = 'Owen has a rash. Please look at it.'

const ctx = await portal()
const { sql } = ctx
const people = new People(ctx)
const large = {}
let owen, walter, dana, mother, choices

before(() => {
  large.full = make.largePdf(10 * MB)
  // What is around the picture's bytes has the same length each time.
  large.full = make.largePdf(10 * MB + 10 * MB - large.full.length)
  assert.equal(large.full.length, 10 * MB)
})

beforeEach(async () => {
  await ctx.reset()
  owen = await people.patient('owen')
  walter = await people.patient('walter')
  dana = await people.account('Dana Mother')
  await people.grant(dana, owen, { basis: 'guardian', relation: 'mother' })
  mother = await people.signedIn(dana)
  const idOf = async (table, name) => (await sql(`SELECT id FROM ${table} WHERE name = ?`, [name]))[0].id
  choices = { provider: await idOf('provider', 'Dr. Samuel Ortega'),
    office: await idOf('location', 'Main Street office'), subject: await idOf('subject', 'Medical question') }
})

const to = (patient) => `/messages/send/${patient.id}`
const file = (name, bytes) => ({ name, bytes })
const photos = (count) => Array.from({ length: count }, (_, i) => file(`photo-${i + 1}.png`, make.png({ height: 10 + i })))
const fileAt = (id, patient = owen) => `/messages/${patient.id}/files/${id}`

/** Files with the mother's message, from her start page. */
async function send(files, other = {}) {
  await mother.get(`/home/${owen.id}`)
  return mother.postFiles(to(owen), { ...choices, message: TEXT, ...other }, files)
}

/** With a text that is too long, it stays a draft. */
const attach = (files) => send(files, { message: 'x'.repeat(1001) })

const attachments = () => sql('SELECT id, message_id, draft_id, name, media_type, bytes, HEX(sha256) AS sha256, scan FROM attachment ORDER BY id')
const messages = () => sql('SELECT * FROM message ORDER BY id')
const names = (rows) => rows.map((row) => row.name)
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex').toUpperCase()

/** Nothing of a request stays: no message, no draft, no file. */
async function nothingStored() {
  const [{ n }] = await sql(`SELECT (SELECT COUNT(*) FROM message) + (SELECT COUNT(*) FROM draft) +
    (SELECT COUNT(*) FROM attachment) + (SELECT COUNT(*) FROM attachment_chunk) AS n`)
  assert.equal(n, 0)
}

/** Refused with status 422, with the text in the form, and nothing sent. */
async function refused(answer, says) {
  assert.equal(answer.status, 422)
  assert.match(answer.says, says)
  assert.equal(answer.form(to(owen)).fields.message, TEXT)
  assert.equal((await messages()).length, 0)
}

// --- what goes ---

test('S85, S87: a PDF, a JPEG and a PNG go with one message and come back clean', async () => {
  const sent = await send([file('letter.pdf', make.pdf()), file('rash.jpeg', make.jpeg({ segments: [make.exif({ orientation: 6 })] })),
    file('drawing.png', make.png())])
  assert.equal(sent.status, 303)
  const thread = await mother.follow(sent)
  const rows = await attachments()
  assert.deepEqual(rows.map((row) => [row.name, row.media_type]), [['letter.pdf', 'application/pdf'],
    ['rash.jpeg', 'image/jpeg'], ['drawing.png', 'image/png']])
  for (const row of rows) {
    assert.ok(thread.text.includes(`href="${fileAt(row.id)}"`), row.name)
    const answer = await mother.get(fileAt(row.id))
    assert.equal(answer.status, 200)
    assert.deepEqual([answer.headers['content-type'], answer.body.length, sha256(answer.body)],
      [row.media_type, row.bytes, row.sha256])
  }
})

test('S84: the page takes several files of these kinds', async () => {
  const form = (await mother.get(`/home/${owen.id}`)).text
  const [control] = /<input[^>]*type="file"[^>]*>/.exec(form)
  assert.match(control, /multiple/)
  assert.match(control, /accept="\.pdf,\.jpg,\.jpeg,\.png[",]/)
})

test('IO-08: where a photo was taken is not in what is stored; it is turned upright', async () => {
  const photo = make.jpeg({ width: 64, height: 32, segments: [make.exif({ orientation: 6, gps: true })] })
  assert.ok(photo.includes('Exif'))
  await send([file('rash.jpg', photo)])
  const [row] = await attachments()
  const { body } = await mother.get(fileAt(row.id))
  for (const trace of ['Exif', 'MM\0*', 'II*\0']) assert.ok(!body.includes(trace), trace)
  const [size] = await sql('SELECT width, height FROM attachment')
  assert.deepEqual([size.width, size.height], [32, 64])
})

test('S85: a picture is shown small in the conversation; a PDF has no picture', async () => {
  const thread = await mother.follow(await send([file('rash.png', make.png()), file('letter.pdf', make.pdf())]))
  const [picture, letter] = await attachments()
  assert.match(thread.text, new RegExp(`<img class="shot" src="/messages/${owen.id}/pictures/${picture.id}"`))
  const shown = await mother.get(`/messages/${owen.id}/pictures/${picture.id}`)
  assert.deepEqual([shown.status, shown.headers['content-type']], [200, 'image/jpeg'])
  assert.equal(shown.body.readUInt16BE(0), 0xffd8)
  assert.match(shown.headers['content-disposition'], /^inline/)
  assert.equal((await mother.get(`/messages/${owen.id}/pictures/${letter.id}`)).status, 404)
})

test('IO-10: a download has a fixed type, a name that can\'t break out, and acts nowhere', async () => {
  const long = `${'ü'.repeat(125)}x.png`
  const odd = ['say "hi".png', 'a;b.png', '../../etc/passwd.png', 'gnp.\u202efdp.png', long, 'naïve 中.png', 'tick\'s.png']
  await send(odd.map((name, i) => ({ ...file(name, make.png({ height: 10 + i })), type: 'text/html' })))
  const rows = await attachments()
  assert.deepEqual(names(rows), ['say "hi".png', 'a;b.png', 'passwd.png', 'gnp.fdp.png', long, 'naïve 中.png', 'tick\'s.png'])
  assert.equal(Buffer.byteLength(long), 255)
  for (const row of rows) {
    const { headers, rawHeaders } = await mother.get(fileAt(row.id))
    const [, plain, full] = /^attachment; filename="([^"\\/]*)"; filename\*=UTF-8''([\w%.~!#$&+^`|-]+)$/.exec(headers['content-disposition']) ?? []
    assert.equal(decodeURIComponent(full ?? ''), row.name)
    assert.match(plain, /^[ -~]+\.png$/)
    assert.equal(headers['content-type'], 'image/png')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.match(headers['content-security-policy'], /^sandbox; default-src 'none'/)
    assert.match(headers['cache-control'], /no-store/)
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin')
    assert.equal(rawHeaders.filter((name) => name.toLowerCase() === 'content-disposition').length, 1)
  }
})

// --- how many and how large ---

test('S86: 10 files go with one message', async () => {
  assert.equal((await send(photos(10))).status, 303)
  assert.equal((await attachments()).filter((row) => row.message_id).length, 10)
})

test('S86: the 11th is named and refused, with the text and the ten kept', async () => {
  const answer = await send(photos(11))
  await refused(answer, /“photo-11\.png” is one file too many\. A message may have up to 10 files\./)
  const rows = await attachments()
  assert.deepEqual(names(rows), names(photos(10)))
  assert.ok(rows.every((row) => row.draft_id && !row.message_id))
  for (const { name } of photos(10)) assert.ok(answer.says.includes(name), name)
  assert.equal((await mother.postFiles(to(owen), { ...choices, message: TEXT }, [])).status, 303)
  assert.equal((await attachments()).filter((row) => row.message_id).length, 10)
})

test('S88: a file of 10 MB goes', async () => {
  assert.equal((await send([file('scan.pdf', large.full)])).status, 303)
  const [row] = await attachments()
  const { body } = await mother.get(fileAt(row.id))
  assert.deepEqual([body.length, sha256(body)], [row.bytes, row.sha256])
})

test('S88: one of 10 MB and a byte is refused by name, with the text and the good ones kept', async () => {
  const answer = await send([file('good.pdf', make.pdf()), file('scan.pdf', Buffer.concat([large.full, Buffer.from('\n')])),
    file('rash.png', make.png())])
  await refused(answer, /“scan\.pdf” is 10\.1 MB\. A file may have up to 10 MB\./)
  assert.deepEqual(names(await attachments()), ['good.pdf', 'rash.png'])
})

test('S89: a video is refused, whatever its name', async () => {
  for (const [name, bytes] of [['baby.mp4', make.other.mp4], ['baby.mov', make.other.mov], ['baby.jpg', make.other.webm]]) {
    await refused(await send([file(name, bytes)]), new RegExp(`“${name}” is a video\\. Videos can’t be sent\\.`))
  }
  assert.equal((await attachments()).length, 0)
})

test('S90: attaching again adds to what is there', async () => {
  await attach([file('one.png', make.png({ height: 4 }))])
  await attach([file('two.pdf', make.pdf())])
  assert.deepEqual(names(await attachments()), ['one.png', 'two.pdf'])
  assert.equal((await send([file('three.jpg', make.jpeg())])).status, 303)
  const rows = await attachments()
  assert.deepEqual(names(rows), ['one.png', 'two.pdf', 'three.jpg'])
  assert.ok(rows.every((row) => row.message_id && !row.draft_id))
})

test('IO-06: what is two things at once, or acts by itself, is refused with what to do', async () => {
  const action = { catalog: '/OpenAction 5 0 R', objects: { 5: '<< /S /JavaScript /JS (app.alert\\(1\\)) >>' } }
  for (const [name, bytes, says] of [
    ['both.png', make.png({ after: make.zip() }), /“both\.png” has something in it that does not belong there\./],
    ['both.jpg', make.jpeg({ after: make.other.html }), /“both\.jpg” has something in it/],
    ['act.pdf', make.pdf(action), /“act\.pdf” can do things by itself.*Print it to a new PDF/],
    ['page.pdf', make.other.html, /We couldn’t read “page\.pdf”\./],
    ['rash.pdf', make.png(), /“rash\.pdf” is a picture inside/]]) {
    await refused(await send([file(name, bytes)]), says)
  }
  assert.equal((await attachments()).length, 0)
})

// --- drafts, and who gets a file ---

test('S90: a file is taken out of a draft', async () => {
  await attach(photos(2))
  const [first] = await attachments()
  const remove = `/messages/${owen.id}/draft/remove`
  await mother.get(`/messages/${owen.id}?write=1`)
  assert.equal((await mother.post(remove, { ...choices, message: TEXT, file: first.id })).status, 303)
  assert.deepEqual(names(await attachments()), ['photo-2.png'])
  assert.equal((await sql('SELECT DISTINCT attachment_id AS id FROM attachment_chunk')).length, 1)
  await mother.get(`/messages/${owen.id}?write=1`)
  assert.equal((await mother.post(remove, { ...choices, file: first.id })).status, 404)
})

test('AZ-02, AZ-06: who may not read the conversation gets the same 404 as for no file', async () => {
  await send(photos(1))
  const [sent] = await attachments()
  await attach([file('draft.pdf', make.pdf())])
  const draft = (await attachments()).at(-1)
  const payer = await people.account('Bill Payer')
  await people.grant(payer, owen, { areas: 'billing' })
  const father = await people.account('Other Parent')
  await people.grant(father, owen)
  await people.grant(father, walter)
  const bill = await people.signedIn(payer)
  const other = await people.signedIn(father)
  const none = async (as, path, like) => {
    const answer = await as.get(path)
    const bare = ({ text }) => text.replace(/\b[0-9a-f]{32,64}\b|files\/\d+|pictures\/\d+/g, '')
    assert.equal(answer.status, 404, path)
    assert.equal(bare(answer), bare(await as.get(like)), path)
  }
  for (const kind of ['files', 'pictures']) {
    await none(bill, `/messages/${owen.id}/${kind}/${sent.id}`, `/messages/${owen.id}/${kind}/999999`)
    await none(other, `/messages/${walter.id}/${kind}/${sent.id}`, `/messages/${walter.id}/${kind}/999999`)
  }
  await none(other, fileAt(draft.id), fileAt(999999))
  assert.equal((await other.get(fileAt(sent.id))).status, 200)
  assert.equal((await mother.get(fileAt(draft.id))).status, 200)
  assert.ok([303, 401].includes((await ctx.client().get(fileAt(sent.id))).status))
})

test('AZ-02: nobody takes a file out of another\'s draft', async () => {
  await attach(photos(1))
  const [row] = await attachments()
  const account = await people.account('Other Parent')
  await people.grant(account, owen)
  const other = await people.signedIn(account)
  await other.get(`/messages/${owen.id}?write=1`)
  assert.equal((await other.post(`/messages/${owen.id}/draft/remove`, { ...choices, file: row.id })).status, 404)
  assert.equal((await attachments()).length, 1)
})

test('S85: the practice answers with a file, which the family downloads', async () => {
  await send(photos(1))
  const [{ id }] = await sql('SELECT id FROM conversation')
  await sql('UPDATE conversation SET pool_id = (SELECT id FROM pool WHERE name = ?)', ['Care team'])
  const nurse = await people.staffSignedIn(await people.staff('Kim Tran, RN', { pools: ['Care team'] }))
  const page = await nurse.get(`/staff/inbox/${id}`)
  assert.equal(page.status, 200)
  const [theirs] = await attachments()
  assert.equal((await nurse.get(`/staff/inbox/file/${theirs.id}`)).status, 200)
  const answer = await nurse.postFiles(`/staff/inbox/send/${id}`,
    { kind: 'practice', act: 'send', body: 'Here is the plan.' }, [file('plan.pdf', make.pdf())])
  assert.equal(answer.status, 303)
  const plan = (await attachments()).at(-1)
  const thread = await mother.get(`/messages/${owen.id}/${id}`)
  assert.match(thread.says, /Here is the plan\..*plan\.pdf/)
  const got = await mother.get(fileAt(plan.id))
  assert.deepEqual([got.status, got.headers['content-type'], sha256(got.body)], [200, 'application/pdf', plan.sha256])
})

// --- limits of a whole request, and requests that are broken ---

const BOUNDARY = '----kith-files'
const part = (head, body) => Buffer.concat([Buffer.from(`--${BOUNDARY}\r\n${head}\r\n\r\n`), Buffer.from(body), Buffer.from('\r\n')])
const field = (name, value) => part(`Content-Disposition: form-data; name="${name}"`, String(value))
const filePart = (name, bytes) => part(`Content-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: image/png`, bytes)
const END = Buffer.from(`--${BOUNDARY}--\r\n`)

/** What the form of the page holds, as parts. */
async function formParts() {
  await mother.get(`/home/${owen.id}`)
  const fields = { ...mother.formFields(to(owen)), ...choices, message: TEXT }
  delete fields.files
  return Buffer.concat(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => field(name, value)))
}

/** A request's bytes; headers replace ours. */
function requestOf(body, headers = {}) {
  const all = { Host: new URL(ctx.base).host, Origin: ctx.base, 'Sec-Fetch-Site': 'same-origin', Cookie: String(mother.jar),
    'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`, 'Content-Length': body.length, Connection: 'close', ...headers }
  const lines = Object.entries(all).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`POST ${to(owen)} HTTP/1.1\r\n${lines.join('')}\r\n`), body])
}

const post = (body, headers, options) => ctx.raw(requestOf(body, headers), options)

/** Ten PDFs of 10 MB, each different. */
const tenLarge = () => Array.from({ length: 10 }, (_, i) => {
  const bytes = Buffer.from(large.full)
  bytes[5 * MB] = i
  return file(`scan-${i}.pdf`, bytes)
})

test('R-24: ten files of 10 MB go together, and nothing lies about with a name meanwhile or after', {
  skip: ctx.isSanitized && 'it takes longer with a sanitizer than nginx waits' }, async () => {
  const spool = path.join(ctx.dir, 'spool')
  const seen = new Set()
  const watcher = fs.watch(spool, (_, name) => seen.add(name))
  try {
    assert.equal((await send(tenLarge())).status, 303)
  } finally {
    watcher.close()
  }
  assert.equal((await attachments()).filter((row) => row.message_id).length, 10)
  // The kernel itself may make a file with such a name, and takes the name away.
  assert.deepEqual([[...seen].filter((name) => !/^#\d+$/.test(name)), fs.readdirSync(spool)], [[], []])
})

test('R-24: a request of 102 MB is 413 before it is read, with a page that says the limit', async () => {
  const parts = await formParts()
  const declared = await post(parts, { 'Content-Length': 102 * MB })
  assert.equal(declared.status, 413)
  assert.match(declared.text, /10 MB/)
  const rest = Buffer.alloc(102 * MB, 'x')
  const chunked = await post(Buffer.concat([Buffer.from(`${rest.length.toString(16)}\r\n`), rest, Buffer.from('\r\n0\r\n\r\n')]),
    { 'Content-Length': undefined, 'Transfer-Encoding': 'chunked' }, { silence: 10000 })
  assert.ok([411, 413].includes(chunked.status), String(chunked.status))
  await nothingStored()
})

test('R-24: a length that lies stores nothing', async () => {
  const body = Buffer.concat([await formParts(), filePart('a.png', make.png()), END])
  assert.equal((await post(body, { 'Content-Length': body.length - 20 })).status, 400)
  await nothingStored()
  assert.notEqual((await post(body, { 'Content-Length': body.length + 20 })).status, 303)
  await nothingStored()
  assert.equal((await post(body)).status, 303)
})

test('R-25: a form with files that is broken is 400, and nothing of it is stored', async () => {
  const parts = await formParts()
  const picture = filePart('a.png', make.png())
  const bodies = {
    'no end': [parts, picture],
    'another boundary': [parts, picture, Buffer.from('--other--\r\n')],
    'a name twice': [parts, field('message', 'again'), picture, END],
    'no name': [parts, part('Content-Disposition: form-data', 'x'), END],
    'nested': [parts, part('Content-Disposition: form-data; name="files"\r\nContent-Type: multipart/mixed; boundary=b', '--b--'), END],
    'a header of 64 KB': [parts, filePart('a'.repeat(65536), make.png()), END],
    'NUL in a name': [parts, filePart('a\0.png', make.png()), END],
    'a bad filename*': [parts, part('Content-Disposition: form-data; name="files"; filename*=UTF-8\'\'%zz', 'x'), END],
    'lines that end in LF': [Buffer.from(`--${BOUNDARY}\nContent-Disposition: form-data; name="message"\n\nx\n--${BOUNDARY}--\n`)],
    '10,000 parts': [parts, ...Array.from({ length: 10000 }, (_, i) => field(`f${i}`, '')), END],
  }
  for (const [what, body] of Object.entries(bodies)) assert.equal((await post(Buffer.concat(body))).status, 400, what)
  await nothingStored()
  assert.equal((await post(Buffer.concat([parts, picture, END]))).status, 303)
})

test('IO-09: what has come of a request lies in files without names, and goes with it', async () => {
  const places = ['spool', 'nginx/temp/body'].map((place) => path.join(ctx.dir, place))
  const inPlaces = () => places.flatMap((place) => fs.readdirSync(place, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
  const open = () => fs.readdirSync('/proc').filter((pid) => /^\d+$/.test(pid)).flatMap((pid) => {
    try {
      return fs.readdirSync(`/proc/${pid}/fd`).map((fd) => fs.readlinkSync(`/proc/${pid}/fd/${fd}`))
    } catch {
      return []
    }
  }).filter((target) => places.some((place) => target.startsWith(`${place}/`)))
  const body = Buffer.concat([await formParts(), filePart('a.png', large.full.subarray(0, 5 * MB))])
  const stopped = ctx.raw(requestOf(body, { 'Content-Length': body.length + MB }), { silence: 4000 })
  await new Promise((resolve) => setTimeout(resolve, 2000))
  const [held, named] = [open(), inPlaces()]
  await stopped
  assert.ok(held.length > 0 && held.every((target) => target.endsWith(' (deleted)')), String(held))
  assert.deepEqual(named, [])
  await new Promise((resolve) => setTimeout(resolve, 500))
  assert.deepEqual([open(), inPlaces()], [[], []])
  await nothingStored()
})

test('EN-07: after so many megabytes in a day no more files go, but the text does', async () => {
  await sql('INSERT INTO upload_use VALUES (?, ?, 0, ?)', [dana.id, people.today, 300 * MB])
  const answer = await send(photos(1))
  assert.equal(answer.status, 429)
  assert.match(answer.says, /You can send 300 MB of files in a day, and these are more\./)
  assert.equal(answer.form(to(owen)).fields.message, TEXT)
  assert.equal((await attachments()).length, 0)
  assert.equal((await mother.postFiles(to(owen), { ...choices, message: TEXT }, [])).status, 303)
})

test('IO-11: what the virus scanner has not seen is "still checking", and nobody gets it', async () => {
  await ctx.settings({ clamd_socket: path.join(ctx.dir, 'nobody.sock') })
  try {
    const thread = await mother.follow(await send(photos(1)))
    assert.match(thread.says, /photo-1\.png.*We are still checking this file for viruses\./)
    const [row] = await attachments()
    assert.equal(row.scan, 'waiting')
    assert.ok(!thread.text.includes(fileAt(row.id)))
    assert.equal((await mother.get(fileAt(row.id))).status, 404)
    assert.equal((await mother.get(`/messages/${owen.id}/pictures/${row.id}`)).status, 404)
    await sql('UPDATE conversation SET pool_id = (SELECT id FROM pool WHERE name = ?)', ['Care team'])
    const nurse = await people.staffSignedIn(await people.staff('Kim Tran, RN', { pools: ['Care team'] }))
    assert.match((await nurse.get(`/staff/inbox/${(await sql('SELECT id FROM conversation'))[0].id}`)).says, /Is checked for viruses/)
    assert.equal((await nurse.get(`/staff/inbox/file/${row.id}`)).status, 404)
    assert.equal((await nurse.get(`/staff/inbox/preview/${row.id}`)).status, 404)
  } finally {
    await ctx.settings({})
  }
})
