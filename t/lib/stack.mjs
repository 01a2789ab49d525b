// The stack that a test runs against, and what ./dev can do with it.
import { execFile, execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Database } from './database.mjs'

const run = promisify(execFile)
export const TOP = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const DEV = path.join(TOP, 'dev')

/** The FastCGI programs, in the order of t/access.expected. */
export const PROGRAMS = ['account', 'home', 'health', 'records', 'share', 'messages',
  'family', 'staff-account', 'staff-inbox', 'staff-patients', 'staff-documents']

/** What runs beside the FastCGI programs. */
export const DAEMONS = ['kith-courier', 'kith-sealer', 'kith-clerk', 'kith-scanner']

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Ask until it says something true; at most so many seconds. */
export async function until(question, { seconds = 20, what = String(question) } = {}) {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const answer = await question()
    if (answer) return answer
    if (Date.now() > end) throw new Error(`not within ${seconds} seconds: ${what}`)
    await pause(50)
  }
}

/** One daemon: a program by its name, kith-courier, mariadb, nginx, mail. */
class Daemon {
  constructor(stack, name) {
    this.stack = stack
    this.name = name
  }

  get pid() {
    try {
      const [pid, start] = fs.readFileSync(path.join(this.stack.dir, 'pid', this.name), 'utf8').split(/\s/)
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] !== 'Z' && fields[19] === start ? Number(pid) : undefined
    } catch {
      return undefined
    }
  }

  /** Pids of the processes that it started: the workers of a program. */
  get workers() {
    try {
      return fs.readFileSync(`/proc/${this.pid}/task/${this.pid}/children`, 'utf8')
        .trim().split(' ').filter(Boolean).map(Number)
    } catch {
      return []
    }
  }

  kill(signal = 'SIGKILL') { process.kill(this.pid, signal) }
  /**
   * It and its workers, at once: by themselves these would end their request
   * first. Who begins anew before the last one is gone finds the socket taken.
   */
  async kill9() {
    const workers = this.workers
    for (const pid of [this.pid, ...workers]) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch (error) {
        if (error.code !== 'ESRCH') throw error     // it went with the one before
      }
    }
    await until(() => this.pid === undefined && !workers.some(isAlive), { what: `${this.name} and its workers are dead` })
  }

  stop() { return this.stack.dev('stack-stop-some', this.name) }
  start() { return this.stack.dev('stack-start-one', this.name) }
  async restart() {
    await this.stop()
    await this.start()
  }
}

/** Whether a process runs; one that nobody has asked about is dead. */
function isAlive(pid) {
  try {
    return !/^State:\s+[ZX]/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

export class Stack {
  constructor(dir) {
    this.dir = dir
    const said = fs.readFileSync(path.join(dir, 'stack'), 'utf8')
    const value = (name) => new RegExp(`^${name}=(.*)$`, 'm').exec(said)[1].replace(/^'|'$/g, '')
    this.port = Number(value('PORT'))
    this.build = value('BUILD')
    this.sockets = value('SOCKETS')
    this.config = path.join(dir, 'kith.conf')
    this.base = `http://localhost:${this.port}`
    this.health = `http://localhost:${this.port + 2}`
    this.isSanitized = /asan$/.test(this.build)
    this.database = new Database(`${this.sockets}/mariadb.sock`)
    this.programs = fs.readdirSync(path.join(this.build, 'fcgi'))
      .filter((name) => !name.includes('.') && fs.statSync(path.join(this.build, 'fcgi', name)).isFile())
  }

  /** Start a stack in a directory, or what is missing of it. */
  static up(dir, build = 'normal') {
    const done = spawnSync(DEV, ['stack-up', dir, build], { encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`the stack does not start:\n${done.stdout}${done.stderr}`)
    return new Stack(dir)
  }

  down() {
    execFileSync(DEV, ['stack-down', this.dir], { stdio: 'ignore' })
  }

  dev(command, ...args) {
    return run(DEV, [command, this.dir, ...args], { cwd: TOP })
  }

  program(name) { return new Daemon(this, name) }

  /** Every daemon that should run. */
  get daemons() {
    return ['mariadb', 'mail', ...this.programs, ...DAEMONS, 'nginx']
      .map((name) => new Daemon(this, name))
  }

  /**
   * Run SQL as the database's root and return its rows, as objects. Each ? of
   * the query is replaced by the next value.
   */
  sql(query, values) { return this.database.query(query, values) }

  /**
   * Wait until a transaction waits for a lock. InnoDB's list is made anew only
   * for who has not asked for a tenth of a second.
   */
  lockWait() {
    return until(async () => {
      await pause(200)
      return (await this.sql("SELECT trx_id FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'")).length > 0
    }, { what: 'something waits for a lock' })
  }

  /**
   * Run kithctl and return { status, stdout, stderr }; input is what it reads.
   */
  kithctl(...args) {
    const done = spawnSync(path.join(this.dir, 'kithctl'), args, { encoding: 'utf8', maxBuffer: 1 << 28 })
    return { status: done.status, stdout: done.stdout, stderr: done.stderr }
  }

  /**
   * Every table as it was when the demonstration had been loaded, at once: in
   * one transaction, so that nobody sees a half.
   */
  async reset() {
    const tables = await this.sql(`SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'kith_seed'`)
    await this.sql(['SET foreign_key_checks = 0, sql_mode = \'\'', 'BEGIN',
      ...tables.map(({ name }) => `DELETE FROM kith.${name}`),
      ...tables.map(({ name }) => `INSERT INTO kith.${name} SELECT * FROM kith_seed.${name}`),
      'COMMIT'].join(';\n'))
  }

  /** Other settings (kith.conf) for the programs; they start anew. */
  async settings(values) {
    const lines = Object.entries(values).map(([key, value]) => `${key} = ${value}\n`)
    fs.writeFileSync(`${this.config}.extra`, lines.join(''))
    await this.restartPrograms()
  }

  async restartPrograms() {
    await this.dev('stack-stop-some', ...this.programs, ...DAEMONS)
    await this.dev('stack-up')
  }

  /** Other limits of nginx: SIGN_IN_RATE, SIGN_IN_ALL, SIGN_IN_BURST, CONNECTIONS. */
  nginx(values) {
    return this.dev('stack-nginx', ...Object.entries(values).map(([name, value]) => `${name}=${value}`))
  }

  /**
   * Move the time of the whole stack: seconds from now on, 0 for the real time.
   * The daemons see it within a second.
   */
  async clock(seconds) {
    fs.writeFileSync(path.join(this.dir, 'clock'), `${seconds < 0 ? '' : '+'}${Math.trunc(seconds)}\n`)
    await pause(1100)
  }

  get clockOffset() { return Number(fs.readFileSync(path.join(this.dir, 'clock'), 'utf8')) }

  /** The time that the stack has. */
  get now() { return new Date(Date.now() + this.clockOffset * 1000) }
}
