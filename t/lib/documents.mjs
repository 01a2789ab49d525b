// What the practice posts to records, for tests: members with open charts, and
// the ways through the forms.
import { sqlTime } from './people.mjs'

export class Documents {
  constructor(ctx) { this.ctx = ctx }

  /** As if the member had said why they need the patient's chart. */
  openChart(member, patient, seconds = 86400) {
    const at = (s) => sqlTime(new Date(this.ctx.stack.now.getTime() + s * 1000))
    return this.ctx.sql(`INSERT INTO chart_access (staff_id, patient_id, reason, opened_at, ends_at)
      VALUES (?, ?, 'treatment', ?, ?)`, [member.id, patient.id, at(-60), at(seconds)])
  }

  /** The form of a file, sent; the answer leads to the draft's page. */
  async sendFile(client, patient, fields = {}, files = []) {
    await client.get(`/staff/documents/${patient.id}/file`)
    return client.postFiles(`/staff/documents/send/${patient.id}`,
      { kind: 'imaging', title: 'Chest X-ray', ...fields }, files)
  }

  async sendLetter(client, patient, fields = {}) {
    await client.get(`/staff/documents/${patient.id}/letter`)
    return client.post(`/staff/documents/${patient.id}/letter`,
      { title: 'Letter for school', provider: await this.provider(), body: 'Dear {patient},\nall is well.', ...fields })
  }

  /** Look at the draft that an answer leads to, and post it; its id. */
  async post(client, answer) {
    const page = await client.follow(answer)
    const done = await client.post(`${page.path}/post`)
    if (done.status !== 303) throw new Error(`not posted: ${done.status} ${done.says.slice(0, 300)}`)
    return Number(/\/document\/(\d+)/.exec(done.location)[1])
  }

  async provider() { return (await this.ctx.sql('SELECT id FROM provider ORDER BY id LIMIT 1'))[0].id }

  async document(id) { return (await this.ctx.sql('SELECT * FROM document WHERE id = ?', [id]))[0] }

  /** The bytes of a posted document. */
  async bytes(id) {
    const chunks = await this.ctx.sql('SELECT HEX(data) AS hex FROM document_chunk WHERE document_id = ? ORDER BY position', [id])
    return Buffer.concat(chunks.map(({ hex }) => Buffer.from(hex, 'hex')))
  }

  /** A result with one value, entered; its id. */
  async enter(client, patient, fields = {}) {
    await client.get(`/staff/documents/${patient.id}/result`)
    const answer = await client.post(`/staff/documents/${patient.id}/result`, { category: 'laboratory',
      title: 'Iron check', 'test-1': 'Ferritin', 'value-1': '9', 'unit-1': 'ng/mL', 'low-1': '12', 'high-1': '150', 'flag-1': 'L', ...fields })
    if (answer.status !== 303) throw new Error(`not entered: ${answer.status} ${answer.says.slice(0, 300)}`)
    return Number(/\/result\/(\d+)/.exec(answer.location)[1])
  }

  /** How many mails about records wait or went out to an address. */
  async mails(account) {
    return (await this.ctx.sql("SELECT COUNT(*) AS n FROM outbox WHERE template = 'news' AND recipient = ?", [account.email]))[0].n
  }
}
