// Pages with pictures and how they grow: a trend of a few and of 5,000 values,
// growth, measures, the list of results, and the history of who looked.
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'
import { cpuPerRequest, median, round } from './lib.mjs'

const ROUNDS = 5
const REQUESTS = 100
const ctx = await portal({ fresh: true })
const people = new People(ctx)
await ctx.settings({ requests_per_worker: 1000000 })

async function guardianOf(who, basis) {
  const patient = await people.patient(who)
  const account = await people.account(`Bench ${who}`)
  await people.grant(account, patient, { basis })
  return { patient, client: await people.signedIn(account) }
}

async function say(name, client, path) {
  const program = path.split('/')[1]
  const pids = () => [ctx.program('nginx').pid, ctx.db.pid, ctx.program(program).pid]
  const figures = []
  for (let i = 0; i < ROUNDS; i++) figures.push(await cpuPerRequest(ctx, client, path, REQUESTS, pids))
  const bytes = (await client.get(path)).body.length
  console.log(`${name}: ${round(median(figures) / 1000, 1)} ms CPU, ${round(bytes / 1000, 0)} KB`)
  return median(figures)
}

const owen = await guardianOf('owen', 'guardian')
await say('growth', owen.client, `/health/${owen.patient.id}/growth`)
const siobhan = await guardianOf('siobhan', 'patient')
const { id } = siobhan.patient
const add = (n) => ctx.sql(`INSERT INTO observation (patient_id, category, display, code, system, status, value_kind, value, unit, unit_code, low, high, taken_when, taken_day)
  SELECT ${id}, 'laboratory', 'Sodium', '2951-2', 'LOINC', 'final', 'quantity', 135 + seq % 10, 'mmol/L', 'mmol/L', '136', '145',
    DATE('2010-01-01') + INTERVAL seq DAY, DATE('2010-01-01') + INTERVAL seq DAY FROM seq_1_to_${n}`)
const trend = async (n) => {
  await add(n)
  const [{ last }] = await ctx.sql(`SELECT MAX(id) AS last FROM observation WHERE patient_id = ${id} AND code = '2951-2'`)
  return say(`trend of ${n} values`, siobhan.client, `/health/${id}/trends/${last}`)
}
await trend(20)
await say('measures', siobhan.client, `/health/${id}/measures`)
await say('results', siobhan.client, `/health/${id}/results`)
await trend(5000)
await say('results, 5,000 more', siobhan.client, `/health/${id}/results`)

const few = await say('who looked', siobhan.client, `/records/${id}/activity`)
await ctx.sql(`INSERT INTO audit (at, request_id, program, actor, account_id, patient_id, action, status, address)
  SELECT UTC_TIMESTAMP(6), MD5(seq), 'health', 'Somebody', 1, ${id}, 'show_history', 200, '' FROM seq_1_to_100000`)
const many = await say('who looked, 100,000 more', siobhan.client, `/records/${id}/activity`)
console.log(`who looked at 100,000 lines / few: ${round(many / few)}`)
