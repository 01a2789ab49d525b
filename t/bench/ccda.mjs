// C-CDA documents a second and MB a second on one core, with the database.
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { portal, TOP } from '../lib/portal.mjs'
import { cpuOf, familyOf, round } from './lib.mjs'

const SECONDS = 8
const ctx = await portal({ fresh: true })
const database = () => familyOf(ctx.db.pid).reduce((total, pid) => total + cpuOf(pid), 0)

function measure(id) {
  const before = database()
  const made = JSON.parse(execFileSync(path.join(TOP, 'build/t/bench/ccda'),
    ['--config', ctx.config, id, String(SECONDS)], { encoding: 'utf8' }))
  const cpu = made.cpu + database() - before
  return { kb: made.bytes / made.documents / 1000, documents: made.documents / cpu,
    mb: made.bytes / 1e6 / cpu, share: (cpu - made.cpu) / cpu }
}

// The newborn's record is the one nearest to 80 KB; Walter's is the largest.
for (const [mrn, what] of [['RB-101110', 'small'], ['RB-100050', 'large']]) {
  const [{ id }] = await ctx.sql(`SELECT id FROM patient WHERE mrn = '${mrn}'`)
  const m = measure(String(id))
  console.log(`CCDA, ${what} record (${round(m.kb, 0)} KB): ${round(m.documents, 0)} documents and ${round(m.mb, 1)} MB ` +
    `a CPU second, ${round(m.share * 100, 0)} % of it the database (aims: 300 documents of 80 KB, 20 MB)`)
}
