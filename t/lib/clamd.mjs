// A real clamd of a test's own, that knows one signature.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { until } from './stack.mjs'

/** What it finds, whatever kind of file it is in. */
export const VIRUS = 'KITH-TEST-SIGNATURE-4f1c'

export class Clamd {
  /** dir is made for it, and stays between stop() and start(). */
  constructor(dir, { streamMax = '50M' } = {}) {
    this.dir = dir
    this.socket = path.join(dir, 'clamd.sock')
    fs.mkdirSync(path.join(dir, 'db'), { recursive: true })
    fs.writeFileSync(path.join(dir, 'db', 'test.ndb'), `Kith.Test:0:*:${Buffer.from(VIRUS).toString('hex')}\n`)
    fs.writeFileSync(path.join(dir, 'clamd.conf'), ['Foreground yes', `LocalSocket ${this.socket}`,
      'FixStaleSocket yes', `DatabaseDirectory ${path.join(dir, 'db')}`, `TemporaryDirectory ${dir}`,
      `StreamMaxLength ${streamMax}`, ...(process.getuid() === 0 ? ['User root'] : []), ''].join('\n'))
  }

  async start() {
    this.child = spawn('clamd', ['--config-file', path.join(this.dir, 'clamd.conf')], { stdio: 'ignore' })
    this.ended = new Promise((resolve) => this.child.on('exit', resolve))
    await until(() => fs.existsSync(this.socket), { seconds: 30, what: 'clamd listens' })
  }

  async stop() {
    this.child?.kill('SIGKILL')
    await this.ended
    fs.rmSync(this.socket, { force: true })
  }
}
