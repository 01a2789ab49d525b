// kith-scanner with a real clamd: a file is let go only when clamd has said that
// it is clean.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { Clamd, VIRUS } from '../lib/clamd.mjs'
import { pdf, png, noise, chunk } from '../lib/files.mjs'
import { pause, portal, until } from '../lib/portal.mjs'

const ctx = await portal()
const dir = ctx.scratch()
const clamd = new Clamd(path.join(dir, 'clamd'), { streamMax: '2M' })
const scanner = ctx.program('kith-scanner')
const CHUNK = 256 * 1024

after(async () => {
  await clamd.stop()
  fs.rmSync(dir, { recursive: true, force: true })
  await ctx.settings({})
})

let count = 0

/** An attachment that waits, in one transaction as file_store() makes it; its id. */
async function put(bytes, { claimed = bytes.length } = {}) {
  const id = ++count
  const chunks = Array.from({ length: Math.ceil(bytes.length / CHUNK) }, (_, i) => bytes.subarray(i * CHUNK, (i + 1) * CHUNK))
  await ctx.sql(['BEGIN', `INSERT INTO attachment (patient_id, id, draft_id, name, media_type, bytes, sha256, scan, added_at)
    VALUES (1, ?, 1, 'secret name.pdf', 'application/pdf', ?, REPEAT('x', 32), 'waiting', UTC_TIMESTAMP())`,
  ...chunks.map(() => 'INSERT INTO attachment_chunk VALUES (1, ?, ?, ?)'), 'COMMIT'].join(';\n'),
  [id, claimed, ...chunks.flatMap((chunk, i) => [id, i, chunk])])
  return id
}

const row = async (id) => (await ctx.sql('SELECT scan, scanned_at FROM attachment WHERE id = ?', [id]))[0]
const scanned = (id, scan, seconds = 30) => until(async () => (await row(id)).scan === scan,
  { seconds, what: `attachment ${id} is ${scan}` })
const tried = (id) => until(async () => (await row(id)).scanned_at !== null, { what: `attachment ${id} was tried` })
const logged = () => fs.readFileSync(path.join(ctx.dir, 'log', 'kith-scanner.log'), 'utf8')

const infected = pdf({ objects: { 5: `(${VIRUS})` } })

beforeEach(() => ctx.sql('DELETE FROM attachment; DELETE FROM attachment_chunk'))

test('S87: without a virus scanner what waits is not let go', async () => {
  const id = await put(pdf())
  await scanner.restart()
  await pause(3000)
  assert.equal((await row(id)).scan, 'waiting')
})

test('S87: a clean PDF and a clean PNG are let go', async () => {
  await clamd.start()
  await ctx.settings({ clamd_socket: clamd.socket })
  for (const id of [await put(pdf()), await put(png())]) await scanned(id, 'clean')
})

test('S87: a file of many pieces is looked at whole, to its last byte', async () => {
  const bytes = noise(1500000)
  await scanned(await put(bytes), 'clean')
  await scanned(await put(Buffer.concat([bytes, Buffer.from(VIRUS)])), 'infected')
})

test('S87: an infected PDF is found', async () => {
  await scanned(await put(infected), 'infected')
})

test('S87: an infected PNG is found', async () => {
  await scanned(await put(png({ extra: [chunk('tEXt', Buffer.from(`a\0${VIRUS}`))] })), 'infected')
})

test('LG-06: the log names what was found, not whose file it is', async () => {
  const before = logged().length
  const id = await put(infected)
  await scanned(id, 'infected')
  const said = logged().slice(before)
  assert.match(said, new RegExp(`attachment ${id} is infected: Kith\\.Test`))
  assert.doesNotMatch(said, /secret name/)
})

test('S87: a file over clamd\'s own limit waits, and holds up none', async () => {
  const large = await put(noise(3000000))
  const small = await put(pdf())
  await scanned(small, 'clean')
  await tried(large)
  assert.equal((await row(large)).scan, 'waiting')
})

test('S87: a file whose pieces are not all there is never clean', async () => {
  const id = await put(pdf(), { claimed: 100000 })
  await tried(id)
  assert.equal((await row(id)).scan, 'waiting')
})

test('S87: with clamd stopped files wait, and are let go when it is back', async () => {
  await clamd.stop()
  const clean = await put(pdf())
  const bad = await put(infected)
  await pause(4000)
  assert.equal((await row(clean)).scan, 'waiting')
  assert.equal((await row(bad)).scan, 'waiting')
  await clamd.start()
  await scanned(clean, 'clean', 60)
  await scanned(bad, 'infected')
})

test('S87: any other answer than OK or FOUND is not an answer', async () => {
  await clamd.stop()
  const answers = ['stream: OK and more', 'stream:OK', 'OK', 'INSTREAM size limit exceeded. ERROR', 'stream: FOUND', '']
  const asked = []
  const server = net.createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (data) => {
      if (!data.subarray(-4).equals(Buffer.alloc(4))) return
      socket.end(`${answers[asked.length]}\0`)
      asked.push(1)
    })
  }).listen(clamd.socket)
  try {
    const ids = []
    for (const _ of answers) ids.push(await put(pdf()))
    await until(() => asked.length === answers.length, { seconds: 90, what: 'clamd was asked about all' })
    await tried(ids.at(-1))
    const rows = await ctx.sql('SELECT DISTINCT scan FROM attachment')
    assert.deepEqual(rows, [{ scan: 'waiting' }])
  } finally {
    server.close()
    await clamd.start()
  }
})
