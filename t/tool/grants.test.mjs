// What each program may do in the database: the file, the server and the
// program's own header say the same.
import fs from 'node:fs'
import path from 'node:path'
import { after, test } from 'node:test'
import assert from 'node:assert/strict'
import { DAEMONS, portal, PROGRAMS, TOP } from '../lib/portal.mjs'

const ctx = await portal({ fresh: false })
const OTHERS = DAEMONS.map((name) => name.replace('kith-', ''))
const ALL = [...PROGRAMS, ...OTHERS, 'ctl']
const userOf = (program) => `kith_${program.replaceAll('-', '_')}`

after(() => ctx.kithctl('grants'))

/** "SELECT, UPDATE (a, b)" as ["SELECT", "UPDATE (a)", "UPDATE (b)"] */
function rightsOf(text) {
  return [...text.matchAll(/(\w+)(?:\s*\(([^)]*)\))?/g)].flatMap(([, right, columns]) =>
    columns === undefined ? [right] : columns.split(',').map((column) => `${right} (${column.trim()})`))
}

/** sql/grants.sql as { kith_home: Set("SELECT ON patient") } */
function fileGrants() {
  const text = fs.readFileSync(path.join(TOP, 'sql/grants.sql'), 'utf8').replace(/^\s*--.*$/gm, '')
  const grants = Object.fromEntries(ALL.map((name) => [userOf(name), new Set()]))
  for (const [, rights, tables, users] of text.matchAll(/GRANT\s+([^;]*?)\s+ON\s+([^;]*?)\s+TO\s+([^;]*?)\s*;/g)) {
    for (const user of users.split(/\s*,\s*/)) {
      for (const table of tables.split(/\s*,\s*/)) {
        for (const right of rightsOf(rights)) grants[user].add(`${right} ON ${table}`)
      }
    }
  }
  return grants
}

async function serverGrants(user) {
  const rows = await ctx.sql(`SHOW GRANTS FOR ${user}@localhost`)
  const grants = new Set()
  for (const text of rows.map((row) => Object.values(row)[0])) {
    const [, rights, target] = /^GRANT (.*) ON (\S+) TO /.exec(text)
    if (rights === 'USAGE') continue
    const table = target.replace(/`/g, '').replace(/^kith\./, '')
    for (const right of rightsOf(rights.replace(/`/g, ''))) grants.add(`${right} ON ${table}`)
  }
  return grants
}

const sorted = (set) => [...set].sort()
const tablesOf = (grants, rights) => sorted(new Set([...grants].filter((grant) => rights.test(grant))
  .map((grant) => grant.split(' ON ')[1])))

for (const program of ALL) {
  test(`${userOf(program)} has what sql/grants.sql lists, and nothing else`, async () => {
    assert.deepEqual(sorted(await serverGrants(userOf(program))), sorted(fileGrants()[userOf(program)]))
  })
}

/** "Reads a, b; writes c." of a header comment. */
function headerOf(file) {
  const [comment] = /\/\*.*?\*\//s.exec(fs.readFileSync(file, 'utf8'))
  const text = comment.replace(/\n \*/g, ' ').replace(/\s+/g, ' ')
  const [, reads, writes] = /Reads ([^;.]*); writes ([^.]*)\./.exec(text) ?? []
  const words = (list) => sorted(new Set(list.replace(/^.*:/, '').split(/, | and /).map((word) => word.trim())
    .filter((word) => /^[a-z_]+$/.test(word))))
  return { reads: words(reads.replace(/ and the whole chart:/, ',')), writes: words(writes) }
}

const sources = { ...Object.fromEntries(PROGRAMS.map((name) => [name, `fcgi/${name}.c`])),
  ...Object.fromEntries(OTHERS.map((name) => [name, `bin/kith-${name}.c`])) }
for (const [program, source] of Object.entries(sources)) {
  const file = path.join(TOP, source)
  test(`the header of ${source} names what kith_${program} may do`, { skip: !fs.existsSync(file) }, () => {
    const grants = fileGrants()[userOf(program)]
    const header = headerOf(file)
    assert.deepEqual(header.reads, tablesOf(grants, /^SELECT/))
    assert.deepEqual(header.writes, tablesOf(grants, /^(INSERT|UPDATE|DELETE)/))
  })
}

test('LG-03: nobody may change or delete a row of audit, audit_seal or audit_head', () => {
  for (const [user, grants] of Object.entries(fileGrants())) {
    for (const grant of grants) assert.doesNotMatch(grant, /^(UPDATE|DELETE).* ON audit/, user)
  }
})

test('a right that is not listed is taken away, one that is missing is given', async () => {
  await ctx.sql(`GRANT SELECT ON kith.* TO kith_home@localhost; GRANT DELETE, UPDATE (name) ON kith.patient TO
    kith_home@localhost WITH GRANT OPTION; GRANT PROCESS ON *.* TO kith_home@localhost;
    REVOKE INSERT ON kith.audit FROM kith_home@localhost`)
  const doctor = ctx.kithctl('doctor')
  assert.equal(doctor.status, 1)
  for (const line of ['lacks INSERT on `kith`.`audit`', 'should not have SELECT on `kith`.*',
    'should not have DELETE on `kith`.`patient`', 'should not have UPDATE of name on `kith`.`patient`',
    'should not have PROCESS on *.*']) {
    assert.ok(doctor.stdout.includes(`PROBLEM  rights: kith_home ${line} - run: kithctl grants`), line)
  }
  const { status, stderr } = ctx.kithctl('grants')
  assert.equal(status, 0, stderr)
  assert.deepEqual(sorted(await serverGrants('kith_home')), sorted(fileGrants().kith_home))
  assert.match(ctx.kithctl('doctor').stdout, /^OK {7}rights: /m)
})

test('a right on a table that shrinks to some of its columns keeps these', async () => {
  await ctx.sql('GRANT SELECT ON kith.account TO kith_home@localhost; GRANT UPDATE ON kith.session TO kith_home@localhost')
  const { status, stderr } = ctx.kithctl('grants')
  assert.equal(status, 0, stderr)
  assert.deepEqual(sorted(await serverGrants('kith_home')), sorted(fileGrants().kith_home))
})

test('HW-09: who only shows pages can\'t read how a password is kept', () => {
  for (const user of ALL.filter((name) => !['account', 'staff-account', 'ctl'].includes(name)).map(userOf)) {
    const readable = [...fileGrants()[user]].filter((grant) => /^SELECT.* ON (account|staff)$/.test(grant))
    assert.ok(!readable.some((grant) => /^SELECT ON (account|staff)$/.test(grant) || /password/.test(grant)), user)
  }
})

test('a file that is not understood changes nothing', async () => {
  const dir = ctx.scratch()
  const before = sorted(await serverGrants('kith_home'))
  for (const line of ['GRANT ALL ON patient TO kith_home;', 'GRANT SELECT ON patient TO kith_home; DROP TABLE x;',
    'GRANT SELECT patient TO kith_home;', 'GRANT SELECT ON `patient` TO kith_home;']) {
    fs.writeFileSync(path.join(dir, 'grants.sql'), line)
    const { status, stderr } = ctx.kithctl('grants', '--sql', dir)
    assert.equal(status, 1, line)
    assert.match(stderr, /not understood: /)
  }
  assert.deepEqual(sorted(await serverGrants('kith_home')), before)
  fs.rmSync(dir, { recursive: true })
})
