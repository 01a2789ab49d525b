// Conversations without a page: what lib/talk does, through t/tool/talk.
import { execFile, spawnSync } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

export class Talk {
  constructor(ctx) { this.ctx = ctx }

  words(...words) { return ['--config', this.ctx.config, ...words.map(String)] }
  get program() { return path.join(this.ctx.stack.build, 't/tool/talk') }

  /** Run t/tool/talk; return the id that it made. */
  run(...words) {
    const done = spawnSync(this.program, this.words(...words), { encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`talk ${words.join(' ')}: ${done.stderr}`)
    return Number(done.stdout)
  }

  /** A new conversation: { patient, id }. Subjects: see sql/0005-messages.sql. */
  begin(patient, { subject = 'Medical question', location = 0, confidential = false } = {}) {
    const subjects = ['Medical question', 'Appointments and scheduling', 'Prescription refill', 'Test results', 'Billing']
    const id = this.run('begin', patient.id, subjects.indexOf(subject) + 1, location, confidential ? 1 : 0)
    return { patient, id }
  }

  write({ patient, id }, account, text = 'Is this normal?') { return this.run('family', patient.id, id, account.id, text) }
  answer({ patient, id }, text = 'All is well.', staff = 77) { return this.run('answer', patient.id, id, staff, text) }
  /** The same, beside others. */
  answerBeside({ patient, id }, text = 'All is well.', staff = 77) {
    return promisify(execFile)(this.program, this.words('answer', patient.id, id, staff, text))
  }

  note({ patient, id }, text = 'Call the lab.', staff = 77) { return this.run('note', patient.id, id, staff, text) }

  /** The conversation's row, times as seconds from now. */
  async row({ id }) {
    const [row] = await this.ctx.sql(`SELECT *, TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), due_at) AS due_in
      FROM conversation WHERE id = ?`, [id])
    return row
  }
}
