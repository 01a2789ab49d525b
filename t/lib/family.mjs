// Families for tests: patients of any age with accounts of their own, and those
// who may open their records.
import { FULL, People, yearsBefore } from './people.mjs'

export { FULL }

const NAMES = ['Ada', 'Ben', 'Cleo', 'Dov', 'Elsa', 'Finn', 'Gwen', 'Hugo', 'Iris', 'Jon', 'Kaya', 'Liam']

export class Family {
  #count = 0

  constructor(ctx) {
    this.ctx = ctx
    this.people = new People(ctx)
  }

  /** A name that nobody else has. */
  name(last = 'Marsh') {
    const n = this.#count++
    const middle = String.fromCharCode(65 + Math.floor(n / NAMES.length) % 26, 97 + Math.floor(n / NAMES.length / 26))
    return `${NAMES[n % NAMES.length]} ${middle} ${last}`
  }

  /** A patient of that age today. */
  async patient(age = 40) {
    const name = this.name()
    const born = yearsBefore(this.people.today, age)
    await this.ctx.sql(`INSERT INTO patient (mrn, given, family, name, birth_when, birth_day, sex)
      VALUES (?, ?, 'Marsh', ?, ?, ?, 'female')`, [`T-${name}`, name.split(' ')[0], name, born, born])
    const [{ id }] = await this.ctx.sql('SELECT id FROM patient WHERE mrn = ?', [`T-${name}`])
    return { id, name, birth_day: born }
  }

  /** A patient with an account, signed in, whose password was typed just now. */
  async owner(age = 40, { isFresh = true } = {}) {
    const patient = await this.patient(age)
    const account = await this.people.account(patient.name)
    await this.people.grant(account, patient, { basis: 'self' })
    return Object.assign(await this.people.signedIn(account, { isFresh }), { patient, account })
  }

  /** The same of a patient of the demonstration, with the account that they have there. */
  async demo(who) {
    const patient = await this.people.patient(who)
    const [account] = await this.ctx.sql(`SELECT a.id, a.email, a.name FROM account a JOIN access_grant g ON g.account_id = a.id
      WHERE g.patient_id = ? AND g.basis = 'self'`, [patient.id])
    return Object.assign(await this.people.signedIn(account, { isFresh: true }), { patient, account })
  }

  /** An account with access to a patient, signed in, and the id of the grant. */
  async holder(patient, grant = {}, { isFresh = true } = {}) {
    const account = await this.people.account(this.name('Holder'))
    const as = Object.assign(await this.people.signedIn(account, { isFresh }), { account })
    as.grant = await this.grant(account, patient, grant)
    return as
  }

  /** Give an account access; the id of the grant. */
  async grant(account, patient, grant = {}) {
    await this.people.grant(account, patient, { areas: FULL, basis: 'invited', relation: 'friend', ...grant })
    return (await this.ctx.sql('SELECT MAX(id) AS id FROM access_grant WHERE account_id = ?', [account.id]))[0].id
  }

  /** An account that has nothing to do with anybody, signed in. */
  async other(email) {
    const account = await this.people.account(this.name('Other'), email)
    return Object.assign(await this.people.signedIn(account, { isFresh: true }), { account })
  }

  /** The owner invites; the answer, and the link of the mail if it was sent. */
  async invite(owner, fields = {}) {
    const invited = { name: this.name('Guest'), relation: 'sister', level: 'full', ...fields }
    invited.email ??= `${invited.name.toLowerCase().replaceAll(' ', '.')}@guests.example`
    await owner.get(`/family/${owner.patient.id}/invite`)
    const answer = await owner.post(`/family/${owner.patient.id}/invite`, invited)
    if (answer.status !== 303) return { ...invited, answer }
    const all = await this.ctx.mail(invited.email, { count: fields.mails ?? 1 })
    const link = /\/family\/invitation\?token=[0-9a-f]{64}/.exec(all.text)[0]
    const [{ id }] = await this.ctx.sql('SELECT MAX(id) AS id FROM invitation WHERE patient_id = ?', [owner.patient.id])
    return { ...invited, answer, mail: all, link, token: link.slice(-64), id }
  }

  /** The live grants of an account to a patient. */
  grants(account, patient) {
    return this.ctx.sql(`SELECT areas, basis, relation, ends_at, given_by, given_name FROM access_grant
      WHERE account_id = ? AND patient_id = ? AND revoked_at IS NULL ORDER BY id`, [account.id, patient.id])
  }
}
