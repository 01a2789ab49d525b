// Conversations for tests, as if families had written.
import { sqlTime } from './people.mjs'

export class Inbox {
  constructor(ctx) { this.ctx = ctx }

  /** Seconds from now, as MariaDB takes them; null stays. */
  at(seconds) {
    return seconds === null ? null : sqlTime(new Date(this.ctx.stack.now.getTime() + seconds * 1000))
  }

  /**
   * A conversation with one message of the family, as { id, patient_id,
   * message }. since and due are seconds from now; state as in the table.
   */
  async talk(patient, { account = null, pool = 'Care team', subject = 'Medical question', body = 'May we come in?',
    since = -3600, due = 86400, state = 'waiting', staff = null, confidential = false, author = account?.name ?? 'A family',
    relation = 'mother', area = 'messages', answered = null, seen = null, opened = null } = {}) {
    const waits = state === 'waiting'
    const answeredAt = state === 'answered' ? this.at(answered ?? -60) : this.at(answered)
    await this.ctx.sql(`INSERT INTO conversation (patient_id, area, subject, subject_id, account_id, confidential, state,
      pool_id, staff_id, begun_at, waiting_since, due_at, opened_at, answered_at, answer_seen_at, closed_at, last_at)
      SELECT ?, ?, ?, (SELECT id FROM subject WHERE name = ?), ?, ?, ?, p.id, ?, ?, ?, ?, ?, ?, ?, ?, ?
      FROM pool p WHERE p.name = ?`,
    [patient.id, area, subject, subject, account?.id ?? null, confidential, state, staff?.id ?? null, this.at(since),
      waits ? this.at(since) : null, waits ? this.at(due) : null, this.at(opened), answeredAt, this.at(seen),
      state === 'closed' ? this.at(-30) : null, answeredAt ?? this.at(since), pool])
    const [{ id }] = await this.ctx.sql('SELECT MAX(id) AS id FROM conversation WHERE patient_id = ?', [patient.id])
    const message = await this.message({ id, patient_id: patient.id }, { account, author, relation, body, sent: since })
    return { id, patient_id: patient.id, message }
  }

  /** One more message of a conversation; kind family, practice or note. */
  async message(talk, { kind = 'family', account = null, staff = null, author = 'A family', relation = null, body = 'More.', sent = 0 } = {}) {
    await this.ctx.sql(`INSERT INTO message (patient_id, conversation_id, kind, account_id, staff_id, author, relation, body,
      sent_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, [talk.patient_id, talk.id, kind, account?.id ?? null,
      staff?.id ?? null, author, relation, body, this.at(sent)])
    const [{ id }] = await this.ctx.sql('SELECT MAX(id) AS id FROM message')
    if (kind !== 'note') {
      await this.ctx.sql('UPDATE conversation SET last_message_id = ? WHERE id = ?', [id, talk.id])
    }
    return id
  }

  /** A small picture in a message, as if it had been checked and stored. */
  async file(talk, { message = talk.message, name = 'rash.png', bytes = Buffer.from('not really a picture'), scan = 'none' } = {}) {
    await this.ctx.sql(`INSERT INTO attachment (patient_id, message_id, name, media_type, bytes, sha256, preview, scan, added_at)
      VALUES (?, ?, ?, 'image/png', ?, ?, ?, ?, ?)`, [talk.patient_id, message, name, bytes.length, Buffer.alloc(32, 1),
      Buffer.from('preview'), scan, this.at(0)])
    const [{ id }] = await this.ctx.sql('SELECT MAX(id) AS id FROM attachment')
    await this.ctx.sql('INSERT INTO attachment_chunk (patient_id, attachment_id, position, data) VALUES (?, ?, 0, ?)',
      [talk.patient_id, id, bytes])
    return id
  }

  /** A conversation as the table has it now. */
  async row(talk) {
    return (await this.ctx.sql('SELECT * FROM conversation WHERE id = ?', [talk.id]))[0]
  }

  /** Its messages, oldest first. */
  messages(talk) {
    return this.ctx.sql('SELECT * FROM message WHERE conversation_id = ? ORDER BY id', [talk.id])
  }
}
