// A record on its way through the outbox: whatever befalls the courier, it goes
// whole, and nobody can change, swap or read what waits.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Family } from '../lib/family.mjs'
import { portal, until } from '../lib/portal.mjs'
import { SmtpServer } from '../lib/smtp.mjs'
import { unzip } from '../lib/zip.mjs'

const ctx = await portal()
const { sql } = ctx
const family = new Family(ctx)
const courier = ctx.program('kith-courier')
let behave = () => undefined
const server = await SmtpServer.start((step, mail) => behave(step, mail))
await ctx.settings({ smtp_url: server.url, smtp_tls: 'none' })
after(() => ctx.settings({}))

const owner = await family.owner()
// So much that it takes several chunks, and does not pack.
await sql(`INSERT INTO allergy (patient_id, display, status) SELECT ?, CONCAT(HEX(RANDOM_BYTES(120)), seq), 'active'
  FROM seq_1_to_2500`, [owner.patient.id])
const words = (await sql('SELECT display FROM allergy WHERE patient_id = ? LIMIT 20', [owner.patient.id])).map((row) => row.display)

/** Send it: { to, outbox, chunks }. */
async function send() {
  const address = `/records/${owner.patient.id}/send`
  const agree = /name="agree" value="([^"]+)"/.exec((await owner.get(address)).text)[1]
  const to = `dr.${Math.random().toString(36).slice(2)}@clinic.example`
  const answer = await owner.post(address, { dates: 'all', type: 'ccda', email: to, confirm_email: to, agree })
  assert.equal(answer.status, 303)
  const [{ outbox_id: outbox }] = await sql('SELECT outbox_id FROM record_send ORDER BY id DESC LIMIT 1')
  return { to, outbox }
}

const state = async ({ outbox }) => (await sql(`SELECT state, last_error, sealed IS NULL AS is_wiped,
  (SELECT COUNT(*) FROM outbox_attachment WHERE outbox_id = o.id) AS chunks FROM outbox o WHERE id = ?`, [outbox]))[0]
const sent = (it) => until(async () => (await state(it)).state === 'sent', { seconds: 30, what: 'it is sent' })

/** The file of a mail as the server got it. */
function fileOf({ data }) {
  const [, base64] = /filename="health-record\.zip"\r\n(?:[^\r\n]+\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)\r\n--/.exec(data)
  return unzip(Buffer.from(base64, 'base64'))
}

test('S15: a file of several chunks arrives whole, and is wiped then', async () => {
  await courier.stop()
  const it = await send()
  assert.ok((await state(it)).chunks > 1)
  const rows = await sql('SELECT data FROM outbox_attachment WHERE outbox_id = ?', [it.outbox])
  for (const { data } of rows) {
    assert.ok(data.length <= 256 * 1024)
    assert.ok(!data.includes('PK\x03\x04') && !data.includes('ClinicalDocument'), 'it is sealed')
  }
  await courier.start()
  await sent(it)
  const files = fileOf(server.to(it.to)[0])
  for (const word of words) assert.ok(files['health-record.xml'].includes(word))
  assert.deepEqual(await state(it), { state: 'sent', last_error: null, is_wiped: 1, chunks: 0 })
})

test('R-32: killed while the server takes it, it goes once more, whole, with the same Message-ID', async () => {
  behave = (step) => (step === 'data' ? 'hang' : undefined)
  const it = await send()
  await until(() => server.to(it.to).length === 1)
  const { workers } = courier
  courier.kill('SIGKILL')
  for (const pid of workers) process.kill(pid, 'SIGKILL')
  behave = () => undefined
  assert.ok((await state(it)).chunks > 1, 'nothing is lost')
  await sql('UPDATE outbox SET lease_until = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE id = ?', [it.outbox])
  await courier.start()
  await sent(it)
  const [first, second] = server.to(it.to)
  assert.equal(first.id, second.id)
  assert.ok(fileOf(second)['health-record.xml'].includes(words[0]))
})

for (const [what, change] of [
  ['two chunks that changed places', `UPDATE outbox_attachment SET position = 99 WHERE outbox_id = ? AND position = 0;
    UPDATE outbox_attachment SET position = position - 1 WHERE position IN (1, 99) ORDER BY position; UPDATE outbox_attachment SET position = 1 WHERE position = 98`],
  ['the last chunk gone', 'DELETE FROM outbox_attachment WHERE outbox_id = ? ORDER BY position DESC LIMIT 1'],
  ['a byte changed', 'UPDATE outbox_attachment SET data = CONCAT(LEFT(data, 99), CHAR(ASCII(SUBSTR(data, 100, 1)) ^ 1), SUBSTR(data, 101)) WHERE outbox_id = ? AND position = 1'],
  ['the file of another mail', 'OTHER']]) {
  test(`AU-08: ${what}: it is not sent`, async () => {
    await courier.stop()
    const it = await send()
    if (change === 'OTHER') {
      const other = await send()
      await sql('DELETE FROM outbox_attachment WHERE outbox_id = ?', [it.outbox])
      await sql('UPDATE outbox_attachment SET outbox_id = ? WHERE outbox_id = ?', [it.outbox, other.outbox])
      await sql('DELETE FROM outbox WHERE id = ?', [other.outbox])
    } else await sql(change, [it.outbox])
    await courier.start()
    assert.match(await until(async () => (await state(it)).last_error), /can't be opened/)
    assert.deepEqual(server.to(it.to), [])
  })
}
