// A ledger of messages: written down before each is sent, its answer after. In
// the end the database is held against it: what was answered as sent is there
// whole and once; what was not is there once or not at all; and nothing else.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import zlib from 'node:zlib'
import { pause } from './stack.mjs'

const CRC = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1
  return n >>> 0
})

function pngChunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  let crc = 0xffffffff
  for (const byte of body) crc = CRC[(crc ^ byte) & 255] ^ (crc >>> 8)
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length)
  body.copy(out, 4)
  out.writeUInt32BE((crc ^ 0xffffffff) >>> 0, out.length - 4)
  return out
}

/** A picture of noise, width times height pixels: it can't be packed. */
export function noise(width, height) {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const rows = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y++) randomBytes(width * 3).copy(rows, y * (width * 3 + 1) + 1)
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), pngChunk('IHDR', head),
    pngChunk('IDAT', zlib.deflateSync(rows, { level: 1 })), pngChunk('IEND', Buffer.alloc(0))])
}

/** One who sends messages about a patient, one after the other. */
export class Writer {
  constructor(client, patient, path = `/messages/send/${patient.id}`) {
    Object.assign(this, { client, patient, path })
  }

  /**
   * The form as the page gives it, filled in with the first provider, an office
   * of theirs and a subject; later keys are made here, as pages do.
   */
  async begin(sql) {
    await this.client.get(`/messages/${this.patient.id}?write=1`)
    this.fields = this.client.formFields(this.path)
    assert.match(this.fields.csrf ?? '', /^[0-9a-f]{64}$/, 'the page has the form')
    const first = (name) => this.client.page.form(this.path).controls
      .find((control) => control.name === name).options.find((value) => value !== '')
    this.fields.provider = first('provider')
    this.fields.subject = first('subject')
    this.fields.office = (await sql('SELECT location_id AS id FROM provider_location WHERE provider_id = ? LIMIT 1',
      [Number(this.fields.provider)]))[0].id
  }
}

export class Ledger {
  constructor(ctx) {
    this.ctx = ctx
    this.entries = []
  }

  /** Send an entry; every answer is written down. True if it was taken. */
  async send(writer, entry) {
    const fields = { ...writer.fields, once: entry.once, message: entry.body }
    let answer
    try {
      answer = await writer.client.copy().postFiles(writer.path, fields, entry.files, { timeout: 30000, bare: true })
    } catch (error) {
      answer = { status: 0, says: error.message }
    }
    entry.answers.push(answer.status === 303 ? answer.location : answer.status)
    if (![0, 303, 502, 503, 504, 500].includes(answer.status)) entry.surprise = `${answer.status} ${answer.says}`
    return answer.status === 303 && answer.location.startsWith('/messages/')
  }

  /**
   * Write until stop() is true. Each third has a picture of several chunks. What
   * is not taken is sent again with its key until it is, but each fourth is
   * given up: of that nobody may know more than "once or not at all". Who waits
   * for what will not come any more says so by isLost().
   */
  async write(writer, stop, isLost) {
    for (let i = 0; !stop(); i++) {
      // In letters: by chance digits are those of a credit card, which is refused.
      const entry = { once: randomBytes(16).toString('hex'), patient: writer.patient.id, answers: [],
        body: `Ledger ${this.entries.length} ${randomBytes(12).toString('hex').replace(/\d/g, (digit) => 'ghijklmnop'[digit])}`,
        files: i % 3 === 0 ? [{ name: `picture ${i}.png`, type: 'image/png', bytes: noise(400, 300) }] : [] }
      this.entries.push(entry)
      entry.isTaken = await this.send(writer, entry)
      while (!entry.isTaken && entry.surprise === undefined && i % 4 !== 3 && !isLost()) {
        await pause(200)
        entry.isTaken = await this.send(writer, entry)
      }
    }
  }

  /** What the database holds of each entry. */
  async stored() {
    const rows = await this.ctx.sql(`SELECT m.body, m.id, m.patient_id, m.conversation_id, c.state,
      c.last_message_id AS newest, COUNT(a.id) AS files, SUM(a.bytes) AS bytes, SUM(k.bytes) AS stored
      FROM message m JOIN conversation c ON c.patient_id = m.patient_id AND c.id = m.conversation_id
      LEFT JOIN attachment a ON a.patient_id = m.patient_id AND a.message_id = m.id
      LEFT JOIN (SELECT patient_id, attachment_id, SUM(LENGTH(data)) AS bytes FROM attachment_chunk GROUP BY patient_id, attachment_id) k
        ON k.patient_id = a.patient_id AND k.attachment_id = a.id
      WHERE m.body LIKE 'Ledger %' GROUP BY m.patient_id, m.id`)
    const byBody = new Map()
    for (const row of rows) byBody.set(row.body, [...byBody.get(row.body) ?? [], row])
    return byBody
  }

  checkEntry(entry, rows) {
    const name = `${entry.body}: ${JSON.stringify(entry.answers)}`
    assert.equal(entry.surprise, undefined, name)
    assert.ok(rows.length <= 1, `${name}: ${rows.length} times`)
    if (entry.isTaken) assert.equal(rows.length, 1, `${name}: answered as sent, and not there`)
    for (const row of rows) {
      assert.equal(row.patient_id, entry.patient, name)
      assert.equal(row.files, entry.files.length, `${name}: its files`)
      assert.equal(row.stored ?? 0, row.bytes ?? 0, `${name}: all of its files`)
      assert.ok(row.newest >= row.id && row.state === 'waiting', `${name}: it lies in the inbox`)
      const said = entry.answers.filter((answer) => typeof answer === 'string')
      for (const location of said) {
        assert.equal(location.split('?')[0], `/messages/${entry.patient}/${row.conversation_id}`, name)
      }
    }
  }

  /** Hold the database against the ledger. */
  async check() {
    const stored = await this.stored()
    for (const entry of this.entries) this.checkEntry(entry, stored.get(entry.body) ?? [])
    const known = new Set(this.entries.map((entry) => entry.body))
    assert.deepEqual([...stored.keys()].filter((body) => !known.has(body)), [], 'nobody wrote these')
    const count = [...stored.values()].flat().length
    // A row of the audit each; "done before" is the row of one sent again.
    const [{ acts }] = await this.ctx.sql(`SELECT COUNT(*) AS acts FROM audit WHERE program = 'messages'
      AND action IN ('send_new', 'send_answer') AND status = 303 AND (detail IS NULL OR detail <> 'done before')`)
    assert.equal(acts, count, 'messages and their rows in the audit')
    const lost = await this.ctx.sql(`SELECT a.id FROM attachment a
      LEFT JOIN message m ON m.patient_id = a.patient_id AND m.id = a.message_id
      LEFT JOIN draft d ON d.patient_id = a.patient_id AND d.id = a.draft_id
      WHERE m.id IS NULL AND d.id IS NULL
      UNION SELECT k.attachment_id FROM attachment_chunk k
      LEFT JOIN attachment a ON a.patient_id = k.patient_id AND a.id = k.attachment_id WHERE a.id IS NULL
      UNION SELECT c.id FROM conversation c
      LEFT JOIN message m ON m.patient_id = c.patient_id AND m.conversation_id = c.id WHERE m.id IS NULL`)
    assert.deepEqual(lost, [], 'files of nobody, conversations without a message')
    return { entries: this.entries.length, taken: this.entries.filter((entry) => entry.isTaken).length, stored: count }
  }
}

/** The digest under which a file was sent. */
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')
