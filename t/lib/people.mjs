// Who is in the demonstration practice, and quick ways to become somebody.
import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import path from 'node:path'
import { Client } from './client.mjs'
import { totp } from './totp.mjs'

export const FULL = 'health,records,messages,forms,billing,profile'

/** Medical record numbers of sql/demo. */
export const MRN = { dana: 'RB-100118', owen: 'RB-100602', maya: 'RB-100417', walter: 'RB-100050',
  lena: 'RB-100901', noah: 'RB-100902', chen91: 'RB-100722', chen64: 'RB-100211',
  siobhan: 'RB-100314', ivy: 'RB-101110', jose: 'RB-100516', harold: 'RB-101119' }

/** An instant as MariaDB takes it. */
export const sqlTime = (date) => date.toISOString().slice(0, 19).replace('T', ' ')

/** Days from a day "2026-11-22", as a day. */
export const addDays = (day, n) => new Date(Date.parse(`${day}T12:00:00Z`) + n * 86400000).toISOString().slice(0, 10)

/** The same day so many years before. */
export const yearsBefore = (day, n) => `${Number(day.slice(0, 4)) - n}${day.slice(4)}`

export class People {
  constructor(ctx) { this.ctx = ctx }

  /** { id, name, birth_day, first_name, last_name, email } by a name of MRN. */
  async patient(who) {
    const [found] = await this.ctx.sql(`SELECT p.id, p.name, p.given, p.family, p.birth_day,
      (SELECT value FROM patient_contact c WHERE c.patient_id = p.id AND c.kind = 'email' LIMIT 1) AS email
      FROM patient p WHERE p.mrn = ?`, [MRN[who] ?? who])
    return { ...found, first_name: found.given.split(' ')[0], last_name: found.family, birth_date: found.birth_day }
  }

  /** What the form "Tell us who you are" is filled in with. */
  async typed(who, other = {}) {
    const { first_name, last_name, birth_date, email } = await this.patient(who)
    return { first_name, last_name, birth_date, email, ...other }
  }

  /** Today where the practice is. */
  get today() {
    // Sweden writes 2026-11-22 in every version of Node; Canada does not.
    return new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/New_York' }).format(this.ctx.stack.now)
  }

  /** kithctl account-add: as the operator makes an account. */
  accountAdd(email, name, password, ...more) {
    const done = spawnSync(path.join(this.ctx.dir, 'kithctl'),
      ['account-add', '--email', email, '--name', name, '--password-stdin', ...more],
      { input: password, encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`account-add: ${done.stderr}`)
    return Number(/account (\d+)/.exec(done.stdout)[1])
  }

  /**
   * An account with an authenticator app, and no access to anybody: with
   * ctx.PASSWORD and codeOf(it) it signs in.
   */
  accountWithApp(name, { email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@people.example`, more = [] } = {}) {
    const secret = Array.from(randomBytes(32), (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte & 31]).join('')
    const done = spawnSync(path.join(this.ctx.dir, 'kithctl'),
      ['account-add', '--email', email, '--name', name, '--secrets-stdin', ...more],
      { input: `${this.ctx.PASSWORD}\n${secret}\n`, encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`account-add: ${done.stderr}`)
    return { id: Number(/account (\d+)/.exec(done.stdout)[1]), email, name, secret }
  }

  /** What the account's authenticator app shows; steps: so many of 30 s later. */
  codeOf(account, steps = 0) { return totp(account.secret, this.ctx.stack.now, steps) }

  /**
   * An account with the password ctx.PASSWORD, without access to anybody. Only
   * the first is hashed.
   */
  async account(name, email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@people.example`) {
    const id = async () => (await this.ctx.sql('SELECT id FROM account WHERE email_key = ?', [email]))[0]?.id
    this.hash ??= await this.makeHash()
    await this.ctx.sql(`INSERT INTO account (email, email_key, name, password_hash, password_at, created_at)
      VALUES (?, ?, ?, ?, UTC_TIMESTAMP(), UTC_TIMESTAMP())`, [email, email, name, this.hash])
    return { id: await id(), email, name }
  }

  async makeHash() {
    this.accountAdd('hash@people.example', 'Hash', this.ctx.PASSWORD)
    const [{ hash }] = await this.ctx.sql(
      "SELECT password_hash AS hash FROM account WHERE email_key = 'hash@people.example'")
    await this.ctx.sql("DELETE FROM account WHERE email_key = 'hash@people.example'")
    return hash
  }

  /**
   * Give an account access; times are seconds from now. Who can't say yes for
   * themselves yet has a guardian.
   */
  async grant(account, patient, { areas = FULL, basis = this.isChild(patient) ? 'guardian' : 'invited',
    relation = null, begins = -60, ends, revoked } = {}) {
    const at = (seconds) => seconds === undefined ? null
      : sqlTime(new Date(this.ctx.stack.now.getTime() + seconds * 1000))
    await this.ctx.sql(`INSERT INTO access_grant (account_id, patient_id, areas, basis, relation,
      begins_at, ends_at, revoked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [account.id, patient.id, areas, basis, relation, at(begins), at(ends), at(revoked)])
  }

  isChild(patient) { return patient.birth_day > yearsBefore(this.today, 13) }

  /**
   * A browser in which the account is signed in, without asking the portal;
   * isFresh: the password was typed just now.
   */
  async signedIn(account, { age = 0, isFresh = false } = {}) {
    const client = new Client(this.ctx.base)
    const token = randomBytes(32).toString('hex')
    const at = sqlTime(new Date(this.ctx.stack.now.getTime() - age * 1000))
    await this.ctx.sql(`INSERT INTO session (token_hash, account_id, created_at, seen_at, fresh_at, address, agent)
      VALUES (?, ?, ?, ?, ?, '127.0.0.1', 'test')`,
    [this.hashOf(token), account.id, at, at, isFresh ? at : '2000-01-01'])
    client.jar.cookies.set('__Host-kith', token)
    return Object.assign(client, { account, token })
  }

  /**
   * One of the practice's people, with the password ctx.PASSWORD and no
   * authenticator app. roles as SQL's set, pools by name; away: from, until
   * (seconds from now) and cover, another member.
   */
  async staff(name, { roles = 'clinician', pools = [], away, email } = {}) {
    email ??= `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@staff.example`
    this.hash ??= await this.makeHash()
    const at = (seconds) => sqlTime(new Date(this.ctx.stack.now.getTime() + seconds * 1000))
    await this.ctx.sql(`INSERT INTO staff (name, email, email_key, roles, password_hash, away_from, away_until,
      covered_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, [name, email, email, roles, this.hash,
      away ? at(away.from ?? -60) : null, away ? at(away.until ?? 86400) : null, away?.cover?.id, at(0)])
    const [{ id }] = await this.ctx.sql('SELECT id FROM staff WHERE email_key = ?', [email])
    for (const pool of pools) {
      await this.ctx.sql('INSERT INTO pool_member (staff_id, pool_id) SELECT ?, id FROM pool WHERE name = ?', [id, pool])
    }
    return { id, name, email, roles }
  }

  /**
   * kithctl staff add: as the operator makes a member. With secrets (password,
   * secret of the app) they can sign in; without, there is a link to use.
   */
  staffAdd(email, name, { roles = 'clinician', secrets, more = [] } = {}) {
    const done = spawnSync(path.join(this.ctx.dir, 'kithctl'),
      ['staff', 'add', '--email', email, '--name', name, '--role', roles, ...secrets ? ['--secrets-stdin'] : [], ...more],
      { input: secrets ? `${secrets.password}\n${secrets.secret}\n` : '', encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`staff add: ${done.stderr}`)
    const link = /^http\S+$/m.exec(done.stdout)?.[0]
    return { id: Number(/staff (\d+)/.exec(done.stdout)[1]), name, email, ...secrets,
      link: link && new URL(link).pathname + new URL(link).search }
  }

  /** A browser in which the member is signed in, without asking the portal. */
  async staffSignedIn(member, { age = 0 } = {}) {
    const client = new Client(this.ctx.base)
    const token = randomBytes(32).toString('hex')
    const at = sqlTime(new Date(this.ctx.stack.now.getTime() - age * 1000))
    await this.ctx.sql(`INSERT INTO staff_session (token_hash, staff_id, created_at, seen_at, address, agent)
      VALUES (?, ?, ?, ?, '127.0.0.1', 'test')`, [this.hashOf(token), member.id, at, at])
    client.jar.cookies.set('__Host-kith-staff', token)
    return Object.assign(client, { member, token })
  }

  /** The hash under which the database knows a cookie. */
  hashOf(token) { return createHash('sha256').update(token).digest() }

  /**
   * Every row of every table but those named, for "nothing was changed".
   */
  async everything(...without) {
    const tables = (await this.ctx.sql(`SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'kith' AND table_type = 'BASE TABLE'
      AND table_name REGEXP '^(account|access_grant|session|signup|verification_code|outbox|idempotency|sign_in_failure|result_seen|audit)$'`))
      .map((row) => row.name).filter((name) => !without.includes(name)).sort()
    const rows = {}
    // The courier works on its rows by itself.
    const columns = { outbox: 'id, recipient, template' }
    for (const name of tables) rows[name] = await this.ctx.sql(`SELECT ${columns[name] ?? '*'} FROM ${name} ORDER BY 1, 2`)
    return rows
  }

  /** Wait until the courier has nothing more to send now. */
  async posted() {
    for (let i = 0; i < 200; i++) {
      const [{ n }] = await this.ctx.sql("SELECT COUNT(*) AS n FROM outbox WHERE state = 'waiting'")
      if (n === 0) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('mails still wait')
  }
}

/** A page without what differs in each: tokens, request id, the clock. */
export function bare(text) {
  return text.replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'ID').replace(/\b[0-9a-f]{64}\b/g, 'TOKEN').replace(/\b[0-9a-f]{32}\b/g, 'ID')
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'TIME').replace(/\b\d{1,2}:\d{2}(:\d{2})?\s*[AP]M\b/g, 'TIME')
}

/** An answer as a stranger sees it, without what differs in each. */
export function shape(answer) {
  const headers = {}
  for (let i = 0; i < answer.rawHeaders.length; i += 2) {
    const name = answer.rawHeaders[i].toLowerCase()
    const value = answer.rawHeaders[i + 1]
    if (name === 'date') continue
    headers[name] = [...headers[name] ?? [], bare(value)]
  }
  return { status: answer.status, headers, text: bare(answer.text) }
}
