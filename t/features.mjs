// Makes doc/features.md: which test proves which row of the requirements.
//
//   node t/features.mjs          write it
//   node t/features.mjs --check  fail if it is not as it would be written
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const TOP = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
const FILE = path.join(TOP, 'doc', 'features.md')
const FEATURES = 142

const KINDS = [
  ['S', 'What people can do'], ['AU', 'Passwords, codes, sign-in'], ['SE', 'Sessions'],
  ['AZ', 'Who may see what'], ['EN', 'Nothing to find out for strangers'],
  ['IO', 'What comes in and goes out'], ['LG', 'Audit and log'], ['CR', 'Keys and secrets'],
  ['HW', 'Programs and rights'], ['R', 'When something breaks'], ['E', 'Certification: view, download, send'],
  ['D', 'Certification: privacy and security'], ['H', 'Law'],
]

function* testFiles(dir) {
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    if (entry.name === 'node_modules') continue
    const name = path.join(dir, entry.name)
    if (entry.isDirectory()) yield* testFiles(name)
    else if (/\.test\.mjs$/.test(name) || /unit\/.*\.c$/.test(name)) yield name
  }
}

/** Rows of a test's name: "S83: a message ..." or, in C, s83_a_message_... */
function* testsOf(file) {
  const text = fs.readFileSync(file, 'utf8')
  const where = path.relative(TOP, file)
  for (const [, , row, says] of text.matchAll(/test\(\s*(['"`])((?:[A-Z]{1,2}-?|[A-Z]\d-[A-Z]?)\d*): (.*?)\1/gs)) {
    yield { row, says: says.replace(/\\'/g, "'").replace(/\$\{[^}]*\}/g, '…').replace(/\s+/g, ' '), where }
  }
  if (!file.endsWith('.c')) return
  for (const [, kind, number, says] of text.matchAll(/cmocka_unit_test\(\s*(s|[a-z]{2}_|r_)(\d+)_(\w+)\)/g)) {
    const row = kind === 's' ? `S${number}` : `${kind.replace('_', '').toUpperCase()}-${number}`
    yield { row, says: says.replace(/_/g, ' '), where }
  }
}

function table(kind, title, tests) {
  const lines = [`## ${title}`, '', '| row | what holds | where |', '|---|---|---|']
  const number = (row) => Number(row.replace(/\D/g, ''))
  for (const t of tests.sort((a, b) => number(a.row) - number(b.row) || (a.where < b.where ? -1 : Number(a.where > b.where)))) {
    lines.push(`| ${t.row} | ${t.says.replace(/\|/g, '\\|')} | ${t.where} |`)
  }
  return lines.join('\n')
}

function features() {
  const all = [...testFiles(path.join(TOP, 't'))].sort().flatMap((file) => [...testsOf(file)])
  const parts = KINDS.map(([kind, title]) => [kind, title,
    all.filter((t) => /^[A-Z]+/.exec(t.row)[0] === kind)]).filter(([, , tests]) => tests.length > 0)
  const done = new Set(all.map((t) => t.row))
  const missing = Array.from({ length: FEATURES }, (_, i) => `S${i + 1}`).filter((row) => !done.has(row))
  return ['# What is proven, and where', '',
    'Made by `node t/features.mjs` from the names of the tests. A row is an id of the requirements;',
    'a test that begins with it proves it through the real stack.', '',
    ...parts.map((part) => table(...part) + '\n'),
    '## No test yet', '', `${missing.join(', ')}`, ''].join('\n')
}

if (process.argv.includes('--check')) {
  if (fs.readFileSync(FILE, 'utf8') !== features()) {
    console.error('doc/features.md is not up to date: node t/features.mjs')
    process.exit(1)
  }
} else {
  fs.writeFileSync(FILE, features())
}
