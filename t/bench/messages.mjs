// The messages page: the same at 20 and at 20,000 messages of one patient, and
// at 100,000 patients.
import { portal } from '../lib/portal.mjs'
import { People } from '../lib/people.mjs'
import { cpuPerRequest, median, round } from './lib.mjs'

const ROUNDS = 5
const REQUESTS = 600

const ctx = await portal({ fresh: true })
const people = new People(ctx)
const siobhan = await people.patient('siobhan')
const account = await people.account('Siobhan')
await people.grant(account, siobhan, { basis: 'self' })
const client = await people.signedIn(account)
const pids = () => [ctx.program('nginx').pid, ctx.db.pid, ctx.program('messages').pid]
await ctx.settings({ requests_per_worker: 1000000 })

/** Conversations first to last (of a thousand thousands) with two messages each. */
async function fill(first, count, patient) {
  const patientOf = patient ?? '2000000 + s.seq'
  const ids = `seq_${first}_to_${first + count - 1}`
  await ctx.sql(`INSERT INTO conversation (patient_id, id, area, subject, account_id, state, pool_id, begun_at, answered_at, last_message_id, last_at)
    SELECT ${patientOf}, 1000000 + s.seq, 'messages', 'Medical question', ${account.id}, 'answered', 1, NOW(), NOW(), 1000000 + s.seq * 2 + 1, NOW() FROM ${ids} s;
    INSERT INTO message (patient_id, id, conversation_id, kind, account_id, author, body, sent_at)
    SELECT ${patientOf}, 1000000 + s.seq * 2, 1000000 + s.seq, 'family', ${account.id}, 'Siobhan', REPEAT('How are you today? ', 12), NOW() FROM ${ids} s;
    INSERT INTO message (patient_id, id, conversation_id, kind, staff_id, author, body, sent_at)
    SELECT ${patientOf}, 1000000 + s.seq * 2 + 1, 1000000 + s.seq, 'practice', 1, 'Leah Okafor, NP', REPEAT('Thank you for asking. ', 12), NOW() FROM ${ids} s`)
}

async function cost(path) {
  const figures = []
  for (let i = 0; i < ROUNDS; i++) figures.push(await cpuPerRequest(ctx, client, path, REQUESTS, pids))
  return median(figures)
}

const list = `/messages/${siobhan.id}`
await fill(0, 10, siobhan.id)
const few = await cost(list)
await fill(10, 9990, siobhan.id)
const many = await cost(list)
const thread = await cost(`${list}/1000005`)
console.log(`messages page: ${round(few, 0)} µs CPU at 20 messages, ${round(many, 0)} µs at 20,000: ratio ${round(many / few)} (aim: the same); ` +
  `a conversation of it ${round(thread, 0)} µs`)
const search = await cost(`${list}?q=nowhere`)
console.log(`search through 20,000 messages: ${round(search / 1000, 1)} ms CPU`)
await fill(20000, 100000)
const large = await cost(list)
console.log(`with 100,000 more patients, 200,000 messages more: ${round(large, 0)} µs: ratio ${round(large / many)} (aim: the same)`)
