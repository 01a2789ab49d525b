// Run the tests and count: node t/run.mjs DIR "BUILD..." [FILE...], called by
// ./dev test, which builds before and cleans up after.
//
// Unit tests come first, on both builds beside each other. Then each build has a
// lane of files, and two stacks that take the next file from it: much of a test is
// waiting. A file is one process, and has its stack for itself, with the database
// as the demonstration left it.
//
// Each file is run once: http with the sanitizers, as that is where what others
// send meets our C; tool and browser without, and those of http that ask the same
// pages thousands of times, or begin the programs anew all the time; a few tests
// hold only without a sanitizer. Files that are named, and all of them with --long
// or --asan, are run on every build that there is.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { Stack, TOP } from './lib/stack.mjs'

const FILE_SECONDS = process.env.KITH_LONG === 'true' ? 3600 : 900
const FUZZ_SECONDS = 60

const [dir, buildNames, ...wanted] = process.argv.slice(2)
const builds = buildNames.split(' ')
const everywhere = wanted.length > 0 || builds.length === 1 || process.env.KITH_LONG === 'true'
const UNSANITIZED_FILES = ['http/access', 'http/confidential', 'http/durable']
// What holds only without a sanitizer, by how its name begins: memory that is
// wiped, a record that libfcgi can't read, 100 MB in the time that nginx waits.
const UNSANITIZED = { 'http/sign-in': 'AU-21: a password does not stay', 'http/fastcgi': 'R-46: a record that ends a worker',
  'http/files': 'R-24: ten files of 10 MB go together' }
// Mostly waiting: first, so that nobody waits for them in the end.
const LONG_WAITS = ['tool/outbox']
const LANES = everywhere
  ? [{ build: 'normal', kinds: ['browser', 'http', 'tool'] }, { build: 'asan', kinds: ['tool', 'http'] }]
  : [{ build: 'normal', kinds: ['browser', 'tool'],
    first: [...LONG_WAITS, ...UNSANITIZED_FILES, ...Object.keys(UNSANITIZED)] },
    { build: 'asan', kinds: ['http'], but: UNSANITIZED_FILES }]
const STACKS_OF_A_LANE = 2
const total = { passed: 0, failed: 0, skipped: 0 }

/** Whether a path was asked for on the command line. */
function isWanted(file) {
  return wanted.length === 0 || wanted.some((name) =>
    path.resolve(name).replace(/\.c$/, '') === file.replace(/\.c$/, '') ||
    file.startsWith(`${path.resolve(name)}${path.sep}`))
}

function filesOf(folder, ending) {
  const at = path.join(TOP, 't', folder)
  return fs.existsSync(at) ? fs.readdirSync(at).filter((name) => name.endsWith(ending)).sort()
    .map((name) => path.join(at, name)).filter(isWanted) : []
}

/**
 * Run a command to its end: { status, output }. What it leaves running is
 * killed, and so is it after too long.
 */
function runToEnd(command, args, env = {}, seconds = FILE_SECONDS) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: TOP, env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    let output = ''
    const killAll = () => {
      try {
        process.kill(-child.pid, 'SIGKILL')
      } catch { /* nobody is left */ }
    }
    const timer = setTimeout(() => {
      output += `  not at its end after ${seconds} seconds: killed\n`
      killAll()
    }, seconds * 1000)
    child.on('exit', killAll)
    child.stdout.on('data', (data) => { output += data })
    child.stderr.on('data', (data) => { output += data })
    child.on('error', (error) => { output += `  ${error.message}\n` })
    child.on('close', (status) => {
      clearTimeout(timer)
      resolve({ status: status ?? 1, output })
    })
  })
}

/** One line for what ran, more if something is wrong. */
function tell(name, counts, began, output = '') {
  for (const kind of Object.keys(total)) total[kind] += counts[kind] ?? 0
  const said = ['passed', 'failed', 'skipped'].filter((kind) => kind === 'passed' || counts[kind])
    .map((kind) => `${counts[kind] ?? 0} ${kind}`).join(', ')
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  console.log(`${name.padEnd(34)} ${said}  ${seconds} s`)
  if (output.trim()) console.log(output.trimEnd())
}

/** cmocka's programs, each in TAP: a line that begins with ok or not ok a test. */
async function runUnit(build, label) {
  for (const source of filesOf('unit', '.c')) {
    const name = path.basename(source, '.c')
    const program = path.join(build, 't', 'unit', name)
    if (!/\bmain\(/.test(fs.readFileSync(source, 'utf8'))) continue     // part of others
    const began = Date.now()
    const { status, output } = await runToEnd(program, [], { CMOCKA_MESSAGE_OUTPUT: 'TAP',
      KITH_TOP: TOP, ASAN_OPTIONS: 'detect_leaks=0', UBSAN_OPTIONS: 'print_stacktrace=1' })
    const counts = { passed: 0, failed: 0, skipped: 0 }
    for (const [, not, rest] of output.matchAll(/^(not )?ok \d+(.*)$/gm)) {
      counts[not ? 'failed' : /# skip/i.test(rest) ? 'skipped' : 'passed']++
    }
    if ((status !== 0 || counts.passed === 0) && counts.failed === 0) counts.failed++
    tell(`unit/${name}${label}`, counts, began, counts.failed ? output : '')
  }
}

/** Tests that are shell: a line "ok NAME" or "not ok NAME" each. */
async function runStyle() {
  const script = path.join(TOP, 't', 'style.sh')
  if (!isWanted(script)) return
  const began = Date.now()
  const { status, output } = await runToEnd(script, [])
  const counts = { passed: output.match(/^ok /gm)?.length ?? 0,
    failed: output.match(/^not ok /gm)?.length ?? 0,
    skipped: output.match(/^skipped /gm)?.length ?? 0 }
  if (status !== 0 && counts.failed === 0) counts.failed++
  tell('style', counts, began, output.replace(/^ok .*\n/gm, '').replace(/^/gm, '  '))
}

/** What the sanitizers wrote since the last call; the same twice is told once. */
function takeReports(stack) {
  const at = path.join(stack.dir, 'sanitizer')
  if (!fs.existsSync(at)) return []
  const kinds = new Map()
  for (const name of fs.readdirSync(at).filter((name) => name.startsWith('report'))) {
    const text = fs.readFileSync(path.join(at, name), 'utf8')
    fs.renameSync(path.join(at, name), path.join(at, `told-${name}`))
    const kind = text.replace(/0x[0-9a-f]+|\d+/g, '0')
    const program = name.split('.')[1]
    kinds.set(kind, { program, text, times: (kinds.get(kind)?.times ?? 0) + 1 })
  }
  return [...kinds.values()].map(({ program, text, times }) =>
    `  FAILED: a sanitizer speaks of ${program}, ${times} times\n    ${text.trim().split('\n').slice(0, 40).join('\n    ')}\n`)
}

const nameOf = (file) => path.relative(path.join(TOP, 't'), file).replace('.test.mjs', '')

async function runFile(stack, file, label) {
  const began = Date.now()
  const only = !everywhere && label === '' ? UNSANITIZED[nameOf(file)] : undefined
  const countsFile = path.join(stack.dir, 'counts')
  fs.rmSync(countsFile, { force: true })
  const ran = await runToEnd(process.execPath,
    [`--test-reporter=${path.join(TOP, 't/lib/reporter.mjs')}`, '--test-reporter-destination=stdout',
      ...(only ? [`--test-name-pattern=${only}`] : []), file], {
      KITH_STACK: stack.dir, KITH_COUNTS: countsFile })
  const counts = fs.existsSync(countsFile) ? JSON.parse(fs.readFileSync(countsFile, 'utf8'))
    : { passed: 0, failed: 0, skipped: 0 }
  if ((ran.status !== 0 || counts.passed + counts.skipped === 0) && counts.failed === 0) counts.failed++
  const reports = takeReports(stack)
  counts.failed += reports.length
  tell(`${nameOf(file)}${label}`, counts, began, ran.output + reports.join(''))
}

const labelOf = (name) => (name === 'normal' ? '' : ` [${name}]`)

function dirOf(name) {
  return name === 'normal' ? process.env.KITH_BUILD ?? path.join(TOP, 'build')
    : process.env.KITH_BUILD_ASAN ?? path.join(TOP, `build-${name}`)
}

function filesOfLane({ kinds, first = [], but = [] }) {
  const pathOf = (file) => path.join(TOP, 't', `${file}.test.mjs`)
  const left = but.map(pathOf)
  return [...new Set([...first.map(pathOf), ...kinds.flatMap((kind) => filesOf(kind, '.test.mjs'))])]
    .filter((file) => !left.includes(file))
}

/** Take files from the lane until there are no more. */
async function runStack(name, build, files) {
  const label = labelOf(build)
  const began = Date.now()
  let stack
  try {
    for (let file; (file = files.shift());) {
      stack ??= Stack.up(path.join(dir, name), build)
      await runFile(stack, file, label)
    }
    if (!stack) return
    stack.down()
    const reports = takeReports(stack)
    if (reports.length > 0) tell(`the end${label}`, { failed: reports.length }, began, reports.join(''))
  } catch (error) {
    tell(`stack${label}`, { failed: 1 }, began, error.message)
  }
}

async function runLane(lane) {
  const files = filesOfLane(lane)
  await Promise.all(Array.from({ length: STACKS_OF_A_LANE }, (_, i) =>
    runStack(`${lane.build}${i || ''}`, lane.build, files)))
}

async function runFuzz() {
  for (const source of filesOf('fuzz', '.c')) {
    const began = Date.now()
    const name = path.basename(source, '.c')
    const grown = path.join(TOP, 'build-fuzz', `corpus-${name}`)
    const kept = path.join(TOP, 't', 'fuzz', 'corpus', name)
    fs.mkdirSync(grown, { recursive: true })
    const { status, output } = await runToEnd(path.join(TOP, 'build-fuzz', `fuzz-${name}`),
      [`-max_total_time=${FUZZ_SECONDS}`, '-timeout=10', '-rss_limit_mb=2048', '-print_final_stats=1',
        `-artifact_prefix=${path.join(dir, `${name}-`)}`, grown, ...(fs.existsSync(kept) ? [kept] : [])],
      { LSAN_OPTIONS: `suppressions=${path.join(TOP, 't/lsan.supp')}:print_suppressions=0` })
    const good = status === 0
    tell(`fuzz/${name}`, { passed: good ? 1 : 0, failed: good ? 0 : 1 }, began,
      good ? '' : output.split('\n').slice(-60).join('\n'))
  }
}

await Promise.all([runStyle(), ...builds.map((name) => runUnit(dirOf(name), labelOf(name)))])
await Promise.all(LANES.filter(({ build }) => builds.includes(build)).map(runLane))
if (process.env.KITH_LONG === 'true') await runFuzz()
if (total.passed + total.failed + total.skipped === 0) {
  console.log('No such test.')
  total.failed++
}
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`)
process.exitCode = total.failed === 0 ? 0 : 1
