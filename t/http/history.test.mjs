// The sealed list of who looked: a file that proves itself (doc/history-file.md).
import assert from 'node:assert/strict'
import { createHash, createPublicKey, verify } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { before, test } from 'node:test'
import { People } from '../lib/people.mjs'
import { portal, until } from '../lib/portal.mjs'

const ctx = await portal()
const { sql } = ctx
const people = new People(ctx)
const COLUMNS = ['id', 'at', 'request_id', 'program', 'account_id', 'actor', 'patient_id', 'action', 'object_id',
  'status', 'address', 'detail', 'staff_id']
let siobhan, herself, full

const address = () => `/records/${siobhan.id}/activity.json`
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()

/** Our own reading of the format. */
function leafOf({ row, leaf }) {
  if (!row) return Buffer.from(leaf, 'hex')
  const parts = row.filter((column, i) => i < 12 || column !== null).flatMap((column) => {
    if (column === null) return [Buffer.from([0])]
    const length = Buffer.alloc(8)
    length.writeBigUInt64BE(BigInt(Buffer.byteLength(column)))
    return [Buffer.from([1]), length, Buffer.from(column)]
  })
  return sha256(Buffer.alloc(32), ...parts)
}

function proves(list) {
  const digest = list.rows.reduce((before, entry) => sha256(before, leafOf(entry)), Buffer.alloc(32)).toString('hex')
  const key = createPublicKey({ format: 'der', type: 'spki', key: Buffer.from(`302a300506032b6570032100${list.public_key}`, 'hex') })
  const message = `kith-history 1 ${list.patient} ${list.lines} ${list.sealed_at} ${list.digest}`
  return list.rows.length === list.lines && digest === list.digest && verify(null, Buffer.from(message), key, Buffer.from(list.signature, 'hex'))
}

/** The list once all that happened until now is sealed. */
async function download(as = herself) {
  await until(async () => (await sql(`SELECT COUNT(*) AS n FROM audit a LEFT JOIN audit_seal s ON s.audit_id = a.id
    LEFT JOIN history_seal h ON h.sequence = s.sequence WHERE a.patient_id = ? AND h.sequence IS NULL`, [siobhan.id]))[0].n === 0,
  { seconds: 20, what: 'all is sealed' })
  const answer = await as.get(address())
  assert.equal(answer.status, 200)
  return JSON.parse(answer.text)
}

const named = ({ row }) => (row ? Object.fromEntries(COLUMNS.map((name, i) => [name, row[i]])) : null)

before(async () => {
  siobhan = await people.patient('siobhan')
  const own = await people.account('Siobhan Own')
  await people.grant(own, siobhan, { basis: 'self' })
  herself = await people.signedIn(own)
  const friend = await people.account('Fiona Friend')
  await people.grant(friend, siobhan, { basis: 'patient', relation: 'sister' })
  full = await people.signedIn(friend)
})

test('E1-L3: the list holds each line as it was sealed, and proves it', async () => {
  await full.get(`/health/${siobhan.id}`)
  const list = await download()
  assert.equal(list.format, 'kith-history 1')
  assert.equal(list.patient, siobhan.id)
  assert.equal(list.public_key, fs.readFileSync(path.join(ctx.dir, 'keys', 'sealer.pub'), 'utf8').trim())
  const [{ n }] = await sql('SELECT COUNT(*) AS n FROM history_seal WHERE patient_id = ? AND place <= ?', [siobhan.id, list.lines])
  assert.equal(list.rows.length, n)
  const last = list.rows.map(named).filter(Boolean).at(-1)
  assert.deepEqual([last.actor, last.program, last.action, last.patient_id], ['Fiona Friend', 'health', 'show_history', String(siobhan.id)])
  assert.equal(list.rows.at(-1).says, 'Looked at Medical History')
  assert.ok(proves(list))
})

test('E1-L3: a line that was changed, taken out, moved or put in shows', async () => {
  for (let i = 0; i < 3; i++) await full.get(`/health/${siobhan.id}`)
  const list = await download()
  assert.ok(list.rows.length > 2)
  const forged = [
    (it) => { it.rows.find(({ row }) => row).row[5] = 'Nobody' },
    (it) => { it.rows.splice(1, 1); it.lines-- },
    (it) => { it.rows.pop(); it.lines-- },
    (it) => { it.rows.reverse() },
    (it) => { it.rows.push(it.rows[0]); it.lines++ },
    (it) => { it.rows[0] = { leaf: '0'.repeat(64) } },
    (it) => { it.patient++ },
    (it) => { it.sealed_at = it.sealed_at.replace(/^\d{4}/, '2020') },
  ]
  for (const forge of forged) {
    const copy = structuredClone(list)
    forge(copy)
    assert.ok(!proves(copy), String(forge))
  }
})

test('E1-L3: a later list begins with all lines of an earlier one', async () => {
  const earlier = await download()
  await full.get(`/health/${siobhan.id}`)
  const later = await download()
  assert.ok(later.lines > earlier.lines)
  assert.deepEqual(later.rows.slice(0, earlier.lines), earlier.rows)
})

test('E1-L3: of what even the patient does not read there is only the leaf', async () => {
  const [report] = await sql('SELECT id FROM report WHERE patient_id = ? LIMIT 1', [siobhan.id])
  await herself.get(`/health/${siobhan.id}/results/${report.id}`)
  const reads = (list) => list.rows.map(named).filter((row) => row?.action === 'show_result' && row.object_id === String(report.id)).length
  const open = await download()
  assert.ok(reads(open) > 0)
  await sql('UPDATE report SET held_until = UTC_TIMESTAMP() + INTERVAL 1 DAY WHERE id = ?', [report.id])
  const held = await download()
  await sql('UPDATE report SET held_until = NULL WHERE id = ?', [report.id])
  assert.equal(reads(held), 0)
  assert.ok(held.rows.some(({ leaf }) => leaf))
  assert.ok(proves(held))
})

test('AZ-06: the list is for the patient alone, and the page offers it to nobody else', async () => {
  assert.equal((await full.get(address())).status, 404)
  assert.ok(!(await full.get(address().replace('.json', ''))).links.includes(address()))
  const page = await herself.get(address().replace('.json', ''))
  assert.ok(page.links.includes(address()))
  assert.ok(page.says.includes(fs.readFileSync(path.join(ctx.dir, 'keys', 'sealer.pub'), 'utf8').slice(0, 16)))
})

test('E1-L3: a list of many lines and of any letters comes whole', async () => {
  await sql(`INSERT INTO audit (at, request_id, program, actor, patient_id, action, status, address)
    SELECT UTC_TIMESTAMP(6), MD5(seq), 'home', 'Łucja "the quick" 😀', ?, 'show_home', 200, '' FROM seq_1_to_1700`, [siobhan.id])
  const list = await download()
  assert.ok(list.rows.length > 1700)
  assert.ok(proves(list))
  await sql('DELETE FROM audit WHERE actor LIKE \'Łucja%\'')
})
