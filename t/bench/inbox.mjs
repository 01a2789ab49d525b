// The practice's inbox with 50,000 open conversations, all in the pools of one
// member: milliseconds of whole pages, each view of the list.
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'
import { median, round } from './lib.mjs'

const ROUNDS = 15
const OPEN = 50000

const ctx = await portal({ fresh: true })
const people = new People(ctx)
const pools = (await ctx.sql('SELECT id, name FROM pool ORDER BY id'))
const nurse = await people.staffSignedIn(await people.staff('Kim Tran, RN', { pools: pools.map(({ name }) => name) }))

await ctx.sql(`INSERT INTO patient (id, mrn, given, family, name, sex)
  SELECT 1000000 + seq, CONCAT('B-', seq), 'Bench', CONCAT('Person', seq), CONCAT('Bench Person', seq), 'other' FROM seq_1_to_${OPEN}`)
for (const state of ['waiting', 'answered', 'closed']) {
  const waits = state === 'waiting'
  await ctx.sql(`INSERT INTO conversation (patient_id, area, subject, state, pool_id, staff_id, begun_at, waiting_since, due_at,
    answered_at, last_at) SELECT 1000000 + seq, 'messages', 'Medical question', '${state}',
    ELT(1 + seq % ${pools.length}, ${pools.map(({ id }) => id).join()}), IF(seq % 3 = 0, 500, NULL),
    UTC_TIMESTAMP() - INTERVAL seq MINUTE, ${waits ? 'UTC_TIMESTAMP() - INTERVAL seq MINUTE' : 'NULL'},
    ${waits ? 'UTC_TIMESTAMP() - INTERVAL CAST(seq AS SIGNED) - 40000 MINUTE' : 'NULL'},
    ${waits ? 'NULL' : 'UTC_TIMESTAMP() - INTERVAL seq MINUTE'}, UTC_TIMESTAMP() - INTERVAL seq MINUTE FROM seq_1_to_${OPEN}`)
}
await ctx.sql(`INSERT INTO message (patient_id, conversation_id, kind, author, relation, body, sent_at)
  SELECT patient_id, id, 'family', 'Bench', 'mother', 'May we come in?', begun_at FROM conversation`)
await ctx.sql('ANALYZE TABLE conversation, message, patient')

for (const query of ['', '?show=mine', `?pool=${pools[0].id}`, '?show=unassigned', '?show=late', '?show=waitingread',
  '?show=answered', '?show=closed', '?q=Person49', '?q=B-4711']) {
  const times = []
  for (let i = 0; i < ROUNDS; i++) {
    const begin = performance.now()
    const page = await nurse.get(`/staff/inbox${query}`)
    times.push(performance.now() - begin)
    if (page.status !== 200) throw new Error(`${query}: ${page.status}`)
  }
  console.log(`inbox${query}: ${round(median(times), 1)} ms a page, at best ${round(Math.min(...times), 1)} (aim: statements under 50)`)
}
