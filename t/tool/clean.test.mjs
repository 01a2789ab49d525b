// kithctl clean: what nobody needs any more goes, what somebody may need stays.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { sqlTime } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const DAY = 86400
const at = (days) => sqlTime(new Date(ctx.stack.now.getTime() - days * DAY * 1000))
const key = () => randomBytes(32)

/** A table, its rows of an age in days, and how many days they stay. */
const rubbish = {
  sign_in: { days: 1, add: (age) => ctx.sql(`INSERT INTO sign_in (token_hash, account_id, purpose, created_at)
    VALUES (?, 1, 'sign-in', ?)`, [key(), at(age)]) },
  option_pending: { days: 1, add: (age) => ctx.sql(`INSERT INTO option_pending (account_id, kind, created_at)
    VALUES (?, 'app', ?)`, [1000 + Math.round(age * 100), at(age)]) },
  security_option_removed: { days: 8, add: (age) => ctx.sql(`INSERT INTO security_option_removed (account_id, id, kind, name,
    step, sign_count, made_at, removed_at) VALUES (1, ?, 'app', 'App', 0, 0, ?, ?)`, [1000 + Math.round(age * 100), at(age), at(age)]) },
  known_device: { days: 1, add: (age) => ctx.sql(`INSERT INTO known_device (account_id, token_hash, agent, address, made_at,
    seen_at, expires_at) VALUES (1, ?, '', '', ?, ?, ?)`, [key(), at(age + 30), at(age + 1), at(age)]) },
  staff_sign_in: { days: 1, add: (age) => ctx.sql(`INSERT INTO staff_sign_in (token_hash, staff_id, stage, created_at)
    VALUES (?, 1, 'code', ?)`, [key(), at(age)]) },
  staff_link: { days: 30, add: (age) => ctx.sql(`INSERT INTO staff_link (token_hash, staff_id, created_at, expires_at)
    VALUES (?, 1, ?, ?)`, [key(), at(age + 1), at(age)]) },
  staff_session: { days: 30, add: (age) => ctx.sql(`INSERT INTO staff_session (token_hash, staff_id, created_at, seen_at,
    address, agent) VALUES (?, 1, ?, ?, '', '')`, [key(), at(age + 1), at(age)]) },
  upload_use: { days: 30, add: (age) => ctx.sql('INSERT INTO upload_use (account_id, day) VALUES (?, ?)',
    [1000 + Math.floor(age), at(age).slice(0, 10)]) },
  presence: { days: 1, add: (age) => ctx.sql('INSERT INTO presence (conversation_id, staff_id, seen_at) VALUES (?, 1, ?)',
    [1000 + Math.round(age * 100), at(age)]) },
}

const count = async (table) => (await ctx.sql(`SELECT COUNT(*) AS n FROM ${table}`))[0].n

function clean() {
  const { status, stderr } = ctx.kithctl('clean')
  assert.equal(status, 0, stderr)
}

for (const [table, { days, add }] of Object.entries(rubbish)) {
  test(`E1-L: of ${table}, what is older than ${days} days goes, and what is younger stays`, async () => {
    await ctx.sql(`DELETE FROM ${table}`)
    await add(days + 1.1)
    await add(days - 0.1)
    clean()
    assert.equal(await count(table), 1)
    clean()
    assert.equal(await count(table), 1)
  })
}

test('E1-L: a link that was used goes thirty days later, however long it would have worked', async () => {
  await ctx.sql('DELETE FROM staff_link')
  for (const used of [31, 29]) {
    await ctx.sql('INSERT INTO staff_link (token_hash, staff_id, created_at, expires_at, used_at) VALUES (?, 1, ?, ?, ?)',
      [key(), at(40), at(-5), at(used)])
  }
  clean()
  assert.equal(await count('staff_link'), 1)
})
