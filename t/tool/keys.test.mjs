// kithctl keys: makes what is missing, and replaces nothing.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { portal } from '../lib/portal.mjs'

const ctx = await portal({ fresh: false })
const PAIRS = [['courier', 'courier.pub'], ['sealer', 'sealer.pub']]
let dir, config

beforeEach(() => {
  dir = ctx.scratch()
  config = path.join(dir, 'kith.conf')
  const settings = fs.readFileSync(ctx.config, 'utf8').replace(/^key_dir\s*=.*$/m, `key_dir = ${dir}/keys`)
  fs.writeFileSync(config, settings)
})
afterEach(() => fs.rmSync(dir, { recursive: true }))

const keys = () => spawnSync(path.join(ctx.stack.build, 'bin/kithctl'), ['--config', config, 'keys'], { encoding: 'utf8' })
const read = () => Object.fromEntries(fs.readdirSync(path.join(dir, 'keys')).map((name) =>
  [name, fs.readFileSync(path.join(dir, 'keys', name), 'utf8')]))
const remove = (name) => fs.rmSync(path.join(dir, 'keys', name))

test('keys are for their owner only, and stay as they are', () => {
  assert.equal(keys().status, 0)
  const made = read()
  for (const name of ['tokens', 'staff', 'accounts', 'database-home', ...PAIRS.flat()]) assert.match(made[name] ?? '', /^[0-9a-f]{48,128}\n$/, name)
  for (const name of Object.keys(made)) assert.equal(fs.statSync(path.join(dir, 'keys', name)).mode & 0o777, 0o600, name)
  assert.equal(keys().status, 0)
  assert.deepEqual(read(), made)
})

for (const [secret, half] of PAIRS) {
  test(`a ${half} that is missing is made of ${secret}`, () => {
    keys()
    const made = read()
    remove(half)
    assert.equal(keys().status, 0)
    assert.deepEqual(read(), made)
  })

  test(`a ${half} whose ${secret} is elsewhere is not replaced`, () => {
    keys()
    remove(secret)
    const left = read()
    const { status, stderr } = keys()
    assert.equal(status, 1)
    assert.match(stderr, new RegExp(`${half} is there without ${secret}: `))
    assert.deepEqual(read(), left)
  })
}
