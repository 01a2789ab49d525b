// The record taken along: CCDA, preview, PDF and zip on one core, and a record
// of 5,000 results and 200 documents: its first byte, and memory.
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { portal, TOP } from '../lib/portal.mjs'
import { round } from './lib.mjs'

const SECONDS = 5
const ctx = await portal({ fresh: true })

function run(id, seconds) {
  const out = execFileSync(path.join(TOP, 'build/t/bench/package'), ['--config', ctx.config, String(id), String(seconds)], { encoding: 'utf8' })
  return Object.fromEntries(out.trim().split('\n').map((line) => JSON.parse(line)).map((one) => [one.what, one]))
}

function say(name, m) {
  const each = (what) => round(m[what].cpu / m[what].n * 1000, 1)
  const size = (what) => round(m[what].bytes / m[what].n / 1000, 0)
  console.log(`${name}: CCDA ${size('ccda')} KB in ${each('ccda')} ms, preview ${each('preview')} ms, ` +
    `PDF ${size('pdf')} KB in ${each('pdf')} ms, zip ${size('zip')} KB in ${each('zip')} ms; ` +
    `first byte ${round(m.zip.first * 1000, 0)} ms, at most ${round(m.zip.kb / 1000, 0)} MB of memory for zips`)
}

for (const [mrn, name] of [['RB-101110', 'A newborn'], ['RB-100118', 'Dana'], ['RB-100050', 'Walter']]) {
  const [{ id }] = await ctx.sql(`SELECT id FROM patient WHERE mrn = '${mrn}'`)
  say(name, run(id, SECONDS))
}

// Aims: the first byte under a second, memory that does not grow with documents.
const LARGE = 970001
await ctx.sql(`INSERT INTO patient (id, name, birth_when, birth_day) VALUES (${LARGE}, 'A Large Record', '1960-01-01', '1960-01-01');
  INSERT INTO observation (patient_id, category, display, code, system, status, value_kind, value, unit, unit_code, low, high, taken_when, taken_day)
    SELECT ${LARGE}, 'laboratory', 'Sodium', '2951-2', 'LOINC', 'final', 'quantity', 135 + seq % 10, 'mmol/L', 'mmol/L', '136', '145',
      DATE('2010-01-01') + INTERVAL seq DAY, DATE('2010-01-01') + INTERVAL seq DAY FROM seq_1_to_5000`)
const [small] = [run(LARGE, 1)]
say('5,000 results, no document', small)
await ctx.sql(`INSERT INTO document (patient_id, id, kind, display, title, status, written_when, written_day, media_type, bytes)
    SELECT ${LARGE}, ${LARGE} + seq, 'other', 'Form', CONCAT('Form ', seq), 'current', '2020-01-01', '2020-01-01', 'application/pdf', 102400 FROM seq_1_to_200;
  INSERT INTO document_chunk (patient_id, document_id, position, data)
    SELECT ${LARGE}, ${LARGE} + seq, 0, REPEAT(UNHEX(SHA2(seq, 256)), 3200) FROM seq_1_to_200`)
say('5,000 results, 200 documents of 100 KB', run(LARGE, 1))
