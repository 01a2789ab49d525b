// One child from 11 to 19, as the years go by: what the mother opens, what the
// child opens, day by day around each birthday; the clock of the whole stack
// moves.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays, People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const { sql } = ctx
const people = new People(ctx)
const child = await people.patient('owen')
let mother, own, friend

const LEVELS = { '200 200 200': 'all', '200 404 404': 'bills', '404 404 404': 'nothing' }

before(async () => {
  mother = await people.account('Ages Mother')
  own = await people.account('Ages Child')
  friend = await people.account('Ages Friend')
  // Given long before the clock of the first test.
  const long = { begins: -86400 * 365 * 9 }
  await people.grant(mother, child, { basis: 'guardian', relation: 'mother', ...long })
  await people.grant(own, child, { basis: 'self', ...long })
  await people.grant(friend, child, { basis: 'patient', ...long })
})

after(() => ctx.clock(0))

const born = (day) => sql('UPDATE patient SET birth_day = ? WHERE id = ?', [day, child.id])

/** The instant at which the clocks of New York show this. */
function instant(day, time) {
  const utc = Date.parse(`${day}T${time}Z`)
  const shown = (at) => Date.parse(`${new Date(at).toLocaleString('sv-SE', { timeZone: 'America/New_York' }).replace(' ', 'T')}Z`)
  // Twice: the first guess may lie on the other side of a change of the clocks.
  const first = utc + (utc - shown(utc))
  return first + (utc - shown(first))
}

const goTo = (day, time) => ctx.clock((instant(day, time) - Date.now()) / 1000)

/** What somebody opens now: all, bills, nothing. */
async function opens(account) {
  const as = await people.signedIn(account)
  const status = await Promise.all(['home', 'health', 'records'].map(async (area) =>
    (await as.copy().get(`/${area}/${child.id}`)).status))
  return LEVELS[status.join(' ')] ?? status.join(' ')
}

/** Mother, child and a friend to whom the child gave access. */
const all = () => Promise.all([mother, own, friend].map(opens))

const CHILD = ['all', 'nothing', 'nothing']
const TEEN = ['bills', 'all', 'all']
const ADULT = ['nothing', 'all', 'all']

test('AZ-08: from 11 to 19, access changes on the 13th and the 18th birthday and on no other day', async () => {
  await born('2018-06-03')
  for (const [day, expected] of [['2029-06-03', CHILD], ['2030-06-03', CHILD], ['2031-06-02', CHILD], ['2031-06-03', TEEN],
    ['2032-06-03', TEEN], ['2035-12-31', TEEN], ['2036-06-02', TEEN], ['2036-06-03', ADULT], ['2037-06-03', ADULT]]) {
    await goTo(day, '12:00:00')
    assert.deepEqual(await all(), expected, day)
  }
})

test('S46: Full becomes Billing only at midnight of the practice, not of Greenwich', async () => {
  await born('2018-06-03')
  await goTo('2031-06-02', '20:30:00') // June 3 in Greenwich
  assert.deepEqual(await all(), CHILD)
  await goTo('2031-06-02', '23:59:40')
  assert.deepEqual(await all(), CHILD)
  await goTo('2031-06-03', '00:00:05')
  assert.deepEqual(await all(), TEEN)
})

test('AZ-08: born on 29 February, the birthday is 1 March in a year without one', async () => {
  await born('2016-02-29')
  for (const [day, time, expected] of [['2029-02-28', '23:59:40', CHILD], ['2029-03-01', '00:00:05', TEEN],
    ['2034-02-28', '23:59:40', TEEN], ['2034-03-01', '00:00:05', ADULT]]) {
    await goTo(day, time)
    assert.deepEqual(await all(), expected, `${day} ${time}`)
  }
})

test('AZ-08: a birthday on the day on which the clocks change begins at its midnight', async () => {
  // Forward on 9 March 2031, back on 2 November 2031.
  for (const [birth, day] of [['2018-03-09', '2031-03-09'], ['2018-11-02', '2031-11-02']]) {
    await born(birth)
    await goTo(addDays(day, -1), '23:59:40')
    assert.deepEqual(await all(), CHILD, day)
    await goTo(day, '00:00:05')
    assert.deepEqual(await all(), TEEN, day)
  }
  // The day after has 23 or 25 hours behind it.
  for (const [birth, day] of [['2018-03-10', '2031-03-10'], ['2018-11-03', '2031-11-03']]) {
    await born(birth)
    await goTo(addDays(day, -1), '23:59:40')
    assert.deepEqual(await all(), CHILD, day)
    await goTo(day, '00:00:05')
    assert.deepEqual(await all(), TEEN, day)
  }
})

test('AZ-08: a corrected date of birth counts at the next request, both ways', async () => {
  await born('2018-06-03')
  await goTo('2031-06-10', '12:00:00')
  const as = await people.signedIn(mother)
  assert.equal((await as.get(`/health/${child.id}`)).status, 404)
  await born('2019-06-03')
  assert.equal((await as.get(`/health/${child.id}`)).status, 200)
  assert.deepEqual(await all(), CHILD)
  await born('2012-06-03')
  assert.equal((await as.get(`/home/${child.id}`)).status, 404)
  assert.deepEqual(await all(), ADULT)
  await born(null)
  assert.deepEqual(await all(), ['nothing', 'all', 'all'])
})
