// The start page: CPU against the same statements with a constant answer, at
// 1,000 and 100,000 patients, memory after 10,000 requests, weight.
import { spawn } from 'node:child_process'
import path from 'node:path'
import zlib from 'node:zlib'
import { portal, until, TOP } from '../lib/portal.mjs'
import { cpuPerRequest, familyOf, load, median, residentKiB, round } from './lib.mjs'

const ROUNDS = 5
const REQUESTS = 1500

const ctx = await portal({ fresh: true })
await ctx.settings({ requests_per_worker: 1000000 })
const siobhan = await ctx.signUp({ first_name: 'Siobhan', last_name: "O'Brien",
  birth_date: (await ctx.sql("SELECT birth_when FROM patient WHERE mrn = 'RB-100314'"))[0].birth_when,
  email: 'siobhan.obrien@mail.example' })
const [{ id }] = await ctx.sql("SELECT id FROM patient WHERE mrn = 'RB-100314'")
const home = `/home/${id}`
const shared = ['nginx', 'mariadb'].map((name) => ctx.program(name))
const pids = (own) => () => [...shared.map((daemon) => daemon.pid), own()]
const homePid = () => ctx.program('home').pid

/** Put the constant program in the place of home while work runs. */
async function withConstant(work) {
  await ctx.program('home').stop()
  const constant = spawn(path.join(TOP, 'build/t/bench/constant'), ['--config', ctx.config], { stdio: 'ignore' })
  await until(async () => (await siobhan.get(home)).status === 200, { what: 'the constant program' })
  const result = await work(() => constant.pid)
  constant.kill('SIGTERM')
  await new Promise((resolve) => constant.on('exit', resolve))
  await ctx.program('home').start()
  return result
}

async function cost(requests = REQUESTS) {
  return cpuPerRequest(ctx, siobhan, home, requests, pids(homePid))
}

const pages = []
const constants = []
for (let i = 0; i < ROUNDS; i++) {
  pages.push(await cost())
  constants.push(await withConstant((pid) => cpuPerRequest(ctx, siobhan, home, REQUESTS, pids(pid))))
}
console.log(`start page: ${round(median(pages), 0)} µs CPU a request, with a constant answer ${round(median(constants), 0)} µs: ` +
  `ratio ${round(median(pages) / median(constants))} (aim: at most 1.5)`)

const workers = () => familyOf(homePid()).slice(1)
await load(siobhan, home, 1000)
const early = workers().map(residentKiB)
await load(siobhan, home, 20000)
const late = workers().map(residentKiB)
console.log(`memory of a home worker: ${early.join(', ')} KiB after the first thousand requests, ` +
  `${late.join(', ')} KiB after 10,000 more each: ratio ${round(Math.max(...late) / Math.max(...early))} (aim: flat)`)

const page = await siobhan.get(home)
const css = await siobhan.get('/static/kith.css', { headers: { 'Accept-Encoding': 'gzip' } })
const js = await siobhan.get('/static/kith.js', { headers: { 'Accept-Encoding': 'gzip' } })
const sent = page.body.length + css.body.length + js.body.length
const packed = zlib.gzipSync(page.body).length + css.body.length + js.body.length
console.log(`weight: page ${page.body.length}, css ${css.body.length}, js ${js.body.length}: ${round(sent / 1024, 1)} KiB as sent, ` +
  `${round(packed / 1024, 1)} KiB with the page compressed too (aim: under 60)`)

async function grow(from, to) {
  await ctx.sql(`INSERT INTO patient (id, mrn, given, family, name, birth_when, birth_day, sex)
    SELECT 1000000 + seq, CONCAT('B-', seq), 'Bench', CONCAT('Person', seq), CONCAT('Bench Person', seq), '1980-01-01', '1980-01-01', 'other' FROM seq_${from}_to_${to - 1}`)
  for (const kind of [1, 2, 3]) {
    await ctx.sql(`INSERT INTO report (patient_id, category, display, status, taken_when, taken_day) SELECT 1000000 + seq, 'laboratory', 'Panel', 'final', CURDATE(), CURDATE() - INTERVAL ${kind} DAY FROM seq_${from}_to_${to - 1}`)
    await ctx.sql(`INSERT INTO document (patient_id, kind, display, title, status, written_when, written_day) SELECT 1000000 + seq, 'letter', 'Letter', 'Letter', 'current', CURDATE(), CURDATE() - INTERVAL ${kind} DAY FROM seq_${from}_to_${to - 1}`)
    await ctx.sql(`INSERT INTO immunization (patient_id, display, status, given_when, given_day) SELECT 1000000 + seq, 'Flu', 'completed', CURDATE(), CURDATE() - INTERVAL ${kind} DAY FROM seq_${from}_to_${to - 1}`)
  }
  await ctx.sql(`INSERT INTO account (id, email, email_key, name, password_hash, password_at, created_at) SELECT 1000000 + seq, CONCAT(seq, '@bench.example'), CONCAT(seq, '@bench.example'), 'Bench', '', NOW(), NOW() FROM seq_${from}_to_${to - 1}`)
  await ctx.sql(`INSERT INTO access_grant (account_id, patient_id, areas, basis, begins_at) SELECT 1000000 + seq, 1000000 + seq, 'health', 'self', NOW() FROM seq_${from}_to_${to - 1}`)
}

await grow(0, 1000)
const small = []
for (let i = 0; i < ROUNDS; i++) small.push(await cost())
await grow(1000, 100000)
const large = []
for (let i = 0; i < ROUNDS; i++) large.push(await cost())
console.log(`start page at 1,000 patients ${round(median(small), 0)} µs, at 100,000 ${round(median(large), 0)} µs: ` +
  `ratio ${round(median(large) / median(small))} (aim: the same)`)
