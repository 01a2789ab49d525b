// The table of access, cell by cell as it was agreed on: what kithctl prints,
// and what an account with a grant of each basis opens of a patient of each age.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { test } from 'node:test'
import { addDays, FULL, People, yearsBefore } from '../lib/people.mjs'
import { portal, PROGRAMS } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const maya = await people.patient('maya')
const { today } = people

const ALL = FULL.split(',')

/** What each basis opens; of the columns: under 13, 13 to 17, 18 and over, unknown. */
const AGREED = {
  self: [[], ALL, ALL, ALL],
  guardian: [ALL, ['billing'], [], []],
  passcode: [[], ALL, ALL, ALL],
  invited: [[], ALL, ALL, ALL],
  patient: [[], ALL, ALL, ALL],
  staff: [ALL, ALL, ALL, ALL],
}

const AGES = ['child', 'teenager', 'adult', 'unknown']

/** Birth days at both ends of each age. */
const BORN = {
  child: [addDays(yearsBefore(today, 13), 1), yearsBefore(today, 5)],
  teenager: [yearsBefore(today, 13), addDays(yearsBefore(today, 18), 1)],
  adult: [yearsBefore(today, 18), yearsBefore(today, 80)],
  unknown: [null],
}

const ownRoutes = PROGRAMS.map((name) =>
  execFileSync(path.join(ctx.stack.build, 'fcgi', name), ['--routes'], { encoding: 'utf8' })).join('')
  .trim().split('\n').map((line) => line.split(/\s+/))
  .filter(([method, address]) => method === 'GET' && address.includes(':patient') && !address.includes(':id') && !address.startsWith('/staff/'))
  .map(([, address, area]) => ({ address, area }))

/** Whether a route of an area is open to whom these areas are. */
function opens(area, areas, isOwn) {
  if (area === 'any') return areas.length > 0
  if (area === 'self') return isOwn
  if (area === 'conversation') return areas.includes('messages') || areas.includes('billing')
  return areas.includes(area)
}

const name = (basis, age) => `${basis}, ${age}`

test('AZ-08: kithctl prints the table that was agreed on', () => {
  const { status, stdout } = ctx.kithctl('access-table', '--json')
  assert.equal(status, 0)
  const printed = JSON.parse(stdout)
  assert.deepEqual(printed.map((cell) => name(cell.basis, cell.age)),
    Object.keys(AGREED).flatMap((basis) => AGES.map((age) => name(basis, age))))
  for (const { basis, age, areas, own, give } of printed) {
    assert.deepEqual(areas, AGREED[basis][AGES.indexOf(age)], name(basis, age))
    const isOwn = basis === 'self' && age !== 'child'
    assert.deepEqual([own, give], [isOwn, isOwn && age !== 'unknown'], name(basis, age))
  }
})

test('AZ-08: the table can be read by people', () => {
  const { status, stdout } = ctx.kithctl('access-table')
  assert.equal(status, 0)
  assert.match(stdout, /^basis +under 13 +13 to 17 +18 and over +no date of birth *$/m)
  assert.match(stdout, /^guardian +as granted +billing +nothing +nothing *$/m)
  assert.match(stdout, /^self +nothing +as granted \+own \+give/m)
})

const [report] = await ctx.sql('SELECT id FROM report WHERE patient_id = ? LIMIT 1', [maya.id])

for (const [basis, columns] of Object.entries(AGREED)) {
  const account = await people.account(`Basis ${basis}`)
  await people.grant(account, maya, { basis, areas: FULL })
  const as = await people.signedIn(account, { isFresh: true })
  for (const [i, age] of AGES.entries()) {
    test(`AZ-08: access of basis ${basis} to a patient whose age is "${age}" opens what the table says`, async () => {
      const areas = columns[i]
      const isOwn = basis === 'self' && areas.length > 0
      for (const born of BORN[age]) {
        await ctx.sql('UPDATE patient SET birth_day = ? WHERE id = ?', [born, maya.id])
        const got = await Promise.all(ownRoutes.map(async ({ address }) =>
          `${address} ${(await as.copy().get(address.replace(':patient', maya.id))).status}`))
        assert.deepEqual(got, ownRoutes.map(({ address, area }) =>
          `${address} ${opens(area, areas, isOwn) ? 200 : 404}`), `born ${born}`)
      }
    })
  }
}

test('H5: what is confidential is open to the patient alone, on every basis and at every age', async () => {
  await ctx.sql('UPDATE report SET confidential = 1 WHERE id = ?', [report.id])
  for (const basis of Object.keys(AGREED)) {
    const [{ id }] = await ctx.sql('SELECT id FROM account WHERE name = ?', [`Basis ${basis}`])
    for (const age of AGES) {
      await ctx.sql('UPDATE patient SET birth_day = ? WHERE id = ?', [BORN[age][0], maya.id])
      const as = await people.signedIn({ id })
      const { status } = await as.get(`/health/${maya.id}/results/${report.id}`)
      assert.equal(status, basis === 'self' && age !== 'child' ? 200 : 404, name(basis, age))
    }
  }
})

test('S47: what a teenager gave goes on at 18, when the guardian\'s access ends', async () => {
  const mother = await people.account('Trusted Mother')
  await people.grant(mother, maya, { basis: 'guardian' })
  await people.grant(mother, maya, { basis: 'patient', areas: 'health,billing' })
  const seen = async (born) => {
    await ctx.sql('UPDATE patient SET birth_day = ? WHERE id = ?', [born, maya.id])
    const as = await people.signedIn(mother)
    return [(await as.get(`/health/${maya.id}`)).status, (await as.get(`/records/${maya.id}`)).status]
  }
  assert.deepEqual(await seen(BORN.child[0]), [200, 200])
  assert.deepEqual(await seen(BORN.teenager[0]), [200, 404])
  assert.deepEqual(await seen(BORN.adult[0]), [200, 404])
})

test('S29: the operator can\'t make a patient\'s own account for a child under 13', async () => {
  await ctx.sql('UPDATE patient SET birth_day = ? WHERE id = ?', [BORN.child[0], maya.id])
  await ctx.sql('DELETE FROM access_grant WHERE patient_id = ?', [maya.id])
  const add = () => people.accountAdd('maya@people.example', 'Maya', ctx.PASSWORD, '--patient', 'RB-100417')
  assert.throws(add, /opens nothing/)
  assert.deepEqual(await ctx.sql("SELECT id FROM account WHERE email_key = 'maya@people.example'"), [])
  await ctx.sql('UPDATE patient SET birth_day = ? WHERE id = ?', [BORN.teenager[0], maya.id])
  assert.ok(add() > 0)
})

test('SE-07: access that is suspended, or whose person is blocked, opens nothing from the next request on', async () => {
  const [{ id: staff }] = await ctx.sql('SELECT id FROM staff LIMIT 1')
  const account = await people.account('Paused')
  await people.grant(account, maya, { basis: 'patient' })
  const status = async () => (await (await people.signedIn(account)).get(`/home/${maya.id}`)).status
  assert.equal(await status(), 200)
  await ctx.sql('UPDATE access_grant SET suspended_at = UTC_TIMESTAMP(), suspended_by = ? WHERE account_id = ?', [staff, account.id])
  assert.equal(await status(), 404)
  await ctx.sql('UPDATE access_grant SET suspended_at = NULL WHERE account_id = ?', [account.id])
  assert.equal(await status(), 200)
  await ctx.sql(`INSERT INTO access_block (patient_id, account_id, name, name_key, why, blocked_by, blocked_at)
    VALUES (?, ?, 'Paused', 'paused', 'order', ?, UTC_TIMESTAMP())`, [maya.id, account.id, staff])
  assert.equal(await status(), 404)
})
