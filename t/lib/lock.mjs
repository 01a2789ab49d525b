// Locks that tests hold against the portal, from a session of their own.
import { spawn } from 'node:child_process'
import { until } from './portal.mjs'

/** A second session of the database, which holds what its statements lock. */
export function holding(stack, statements) {
  const child = spawn('mariadb', ['--no-defaults', '--unbuffered', '-N', `--socket=${stack.sockets}/mariadb.sock`,
    '--user=root', 'kith'], { stdio: ['pipe', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (data) => { said += data })
  child.stdin.write(`${statements}; SELECT 'held';\n`)
  return { held: () => until(() => said.includes('held'), { what: 'the lock is held' }),
    run: (more) => child.stdin.write(`${more}\n`),
    end: () => new Promise((resolve) => { child.on('exit', resolve); child.stdin.end('ROLLBACK;\n') }) }
}
