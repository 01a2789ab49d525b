// doc/features.md tells which row is proven where; it must not lie.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { test } from 'node:test'
import { TOP } from '../lib/stack.mjs'

test('doc/features.md is what the tests say', () => {
  const check = spawnSync('node', [path.join(TOP, 't/features.mjs'), '--check'], { encoding: 'utf8' })
  assert.equal(check.status, 0, check.stderr)
})
