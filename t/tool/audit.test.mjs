// The audit trail: programs may only add, and what was changed behind their
// backs shows (kith-sealer, kithctl audit-verify).
import { spawn, spawnSync } from 'node:child_process'
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { after, beforeEach, test } from 'node:test'
import assert from 'node:assert/strict'
import { pause, portal, until } from '../lib/portal.mjs'

const ctx = await portal()
const sealer = ctx.program('kith-sealer')
const TABLES = ['audit', 'audit_seal', 'audit_head', 'history_seal']
// What is sealed of a row, as text, in this order.
const COLUMNS = ['CAST(id AS CHAR)', 'DATE_FORMAT(at, \'%Y-%m-%d %H:%i:%s.%f\')', 'request_id', 'program',
  'CAST(account_id AS CHAR)', 'actor', 'CAST(patient_id AS CHAR)', 'action', 'CAST(object_id AS CHAR)',
  'CAST(status AS CHAR)', 'address', 'detail', 'CAST(staff_id AS CHAR)']
/** Columns that came later are sealed only where they are set. */
const COLUMNS_AT_FIRST = 12

/** Add rows as programs do, of two patients in turn. */
const add = (n, actor = 'Dana Whitfield') => ctx.sql(`INSERT INTO audit (at, request_id, program,
  account_id, actor, patient_id, action, status, address) SELECT UTC_TIMESTAMP(6), MD5(seq), 'home', 1, ?,
  1 + seq % 2, 'show_home', 200, '10.0.0.1' FROM seq_1_to_${n}`, [actor])

const waiting = async () => (await ctx.sql(`SELECT COUNT(*) AS n FROM audit a
  LEFT JOIN audit_seal s ON s.audit_id = a.id LEFT JOIN history_seal h ON h.sequence = s.sequence
  WHERE s.audit_id IS NULL OR (h.sequence IS NULL AND a.patient_id IS NOT NULL)`))[0].n
const sealed = () => until(async () => await waiting() === 0, { seconds: 20, what: 'all rows are sealed' })

const verify = (...args) => {
  const { status, stdout } = ctx.kithctl('audit-verify', ...args)
  return { status, says: stdout }
}

/** The row with this sequence: its id in audit. */
const idOf = async (sequence) =>
  (await ctx.sql('SELECT audit_id FROM audit_seal WHERE sequence = ?', [sequence]))[0].audit_id

const lastSequence = async () => (await ctx.sql('SELECT MAX(sequence) AS n FROM audit_seal'))[0].n

async function copyTables(from, to) {
  await ctx.sql(`CREATE DATABASE IF NOT EXISTS ${to};${TABLES.map((name) => `
    CREATE TABLE IF NOT EXISTS ${to}.${name} LIKE ${from}.${name}; DELETE FROM ${to}.${name};
    INSERT INTO ${to}.${name} SELECT * FROM ${from}.${name};`).join('')}`)
}

// A sealer at work while the tables are put back signs what is no more there.
await sealer.stop()
await ctx.reset()

// A chain of 60 rows and more under several heads; then nobody seals any more.
for (const n of [20, 20, 20]) {
  await add(n)
  await sealer.restart()                 // a head at its start
  await sealed()
}
await sealer.stop()                       // and one at its end
await copyTables('kith', 'kith_audit_kept')
after(async () => {
  await copyTables('kith_audit_kept', 'kith')
  await ctx.sql('DROP DATABASE kith_audit_kept')
  await sealer.start()
})
beforeEach(() => copyTables('kith_audit_kept', 'kith'))

test('LG-04: an untouched trail is whole', async () => {
  const { status, says } = verify()
  assert.equal(status, 0)
  assert.match(says, /^audit trail: whole\n/)
  assert.match(says, new RegExp(`^${await lastSequence()} rows, `, 'm'))
  assert.match(says, /^0 rows not sealed yet$/m)
})

test('LG-03: no program may change, delete, empty or drop what was written', () => {
  const socket = path.join(ctx.stack.sockets, 'mariadb.sock')
  for (const name of fs.readdirSync(path.join(ctx.dir, 'keys')).filter((file) => file.startsWith('database-'))) {
    const user = `kith_${name.slice('database-'.length).replaceAll('-', '_')}`
    const password = fs.readFileSync(path.join(ctx.dir, 'keys', name), 'utf8').trim()
    for (const statement of TABLES.flatMap((table) => [`UPDATE ${table} SET at = at`, `DELETE FROM ${table}`,
      `TRUNCATE ${table}`, `DROP TABLE ${table}`, `ALTER TABLE ${table} ENGINE = InnoDB`])) {
      const { status, stderr } = spawnSync('mariadb', ['--no-defaults', `--socket=${socket}`,
        `--user=${user}`, `--password=${password}`, 'kith', '-e', statement], { encoding: 'utf8' })
      assert.notEqual(status, 0, `${user}: ${statement}`)
      assert.match(stderr, /ERROR (1142|1143|1054)/, `${user}: ${statement}: ${stderr}`)
    }
  }
})

test('LG-04: a changed row is named', async () => {
  const [{ sequence }] = await ctx.sql("SELECT MIN(s.sequence) AS sequence FROM audit_seal s JOIN audit a ON a.id = s.audit_id WHERE a.action = 'show_home'")
  const id = await idOf(sequence)
  for (const change of ['actor = \'Nobody\'', 'detail = \'\'', 'patient_id = NULL', 'at = at + INTERVAL 1 MICROSECOND',
    'program = CONCAT(program, LEFT(actor, 1)), actor = SUBSTRING(actor, 2)']) {
    await ctx.sql(`UPDATE audit SET ${change} WHERE id = ?`, [id])
    const { status, says } = verify()
    assert.equal(status, 1, change)
    assert.match(says, new RegExp(`^sequence ${sequence}: audit row ${id} was changed or moved$`, 'm'))
    await copyTables('kith_audit_kept', 'kith')
  }
})

test('LG-04: a deleted row is named, with and without its seal', async () => {
  const id = await idOf(17)
  await ctx.sql('DELETE FROM audit WHERE id = ?', [id])
  assert.match(verify().says, new RegExp(`^sequence 17: audit row ${id} was removed$`, 'm'))
  await ctx.sql('DELETE FROM audit_seal WHERE sequence = 17')
  assert.match(verify().says, /^sequence 17: the seal was removed$/m)
  await ctx.sql('UPDATE audit_seal SET sequence = sequence - 1 WHERE sequence > 17 ORDER BY sequence')
  const { status, says } = verify()
  assert.equal(status, 1)
  assert.match(says, /^sequence 17: /m)
})

test('LG-04: two rows that changed places are named', async () => {
  const [a, b] = [await idOf(17), await idOf(18)]
  await ctx.sql(`UPDATE audit SET id = 0 WHERE id = ?; UPDATE audit SET id = ? WHERE id = ?;
    UPDATE audit SET id = ? WHERE id = 0`, [a, a, b, b])
  assert.match(verify().says, new RegExp(`^sequence 17: audit row ${a} was changed or moved$`, 'm'))
  await copyTables('kith_audit_kept', 'kith')
  await ctx.sql(`UPDATE audit_seal SET audit_id = 0 WHERE sequence = 17;
    UPDATE audit_seal SET audit_id = ? WHERE sequence = 18; UPDATE audit_seal SET audit_id = ? WHERE sequence = 17`,
  [a, b])
  assert.match(verify().says, new RegExp(`^sequence 17: audit row ${b} was changed or moved$`, 'm'))
})

/** Our own reading of the format (seal.h): what an attacker would do, too. */
async function chainAnew(ids) {
  const rows = await ctx.sql(`SELECT ${COLUMNS.map((column, i) => `HEX(${column}) AS c${i}`).join(', ')} FROM audit`)
  const byId = new Map(rows.map((it) => [Number(Buffer.from(String(it.c0), 'hex').toString()), it]))
  let digest = Buffer.alloc(32)
  const lines = ids.map((id, at) => {
    const hash = crypto.createHash('sha256').update(digest)
    for (let i = 0; i < COLUMNS.length; i++) {
      const value = byId.get(id)[`c${i}`]
      const length = Buffer.alloc(8)
      const bytes = Buffer.from(String(value ?? ''), 'hex')
      length.writeBigUInt64BE(BigInt(bytes.length))
      if (value === null && i >= COLUMNS_AT_FIRST) continue
      if (value === null) hash.update(Buffer.from([0]))
      else hash.update(Buffer.from([1])).update(length).update(bytes)
    }
    digest = hash.digest()
    return `(${at + 1}, ${id}, x'${digest.toString('hex')}')`
  })
  await ctx.sql(`DELETE FROM audit_seal; INSERT INTO audit_seal VALUES ${lines.join(', ')}`)
}

const chainedIds = async () =>
  (await ctx.sql('SELECT audit_id FROM audit_seal ORDER BY sequence')).map((it) => it.audit_id)

test('LG-04: the chain is what the format says', async () => {
  await chainAnew(await chainedIds())
  assert.match(verify().says, /^audit trail: whole$/m)
})

test('LG-05: a chain made anew over a changed row does not fit what was signed', async () => {
  const id = await idOf(17)
  await ctx.sql('UPDATE audit SET actor = \'Nobody\' WHERE id = ?', [id])
  await chainAnew(await chainedIds())
  const { status, says } = verify()
  assert.equal(status, 1)
  const [, from, to] = /^sequence (\d+) to (\d+): the chain was made anew/m.exec(says).map(Number)
  assert.ok(from <= 17 && to >= 17 && to < await lastSequence(), says)
})

test('LG-05: a row put in between, sealed or chained, is found', async () => {
  const id = await idOf(17)
  await ctx.sql('UPDATE audit SET id = id + 1000000 WHERE id >= ? ORDER BY id DESC', [id])
  await ctx.sql('UPDATE audit_seal SET audit_id = audit_id + 1000000 WHERE audit_id >= ? ORDER BY sequence DESC', [id])
  await ctx.sql(`INSERT INTO audit SELECT ?, at, request_id, program, account_id, 'Nobody', patient_id, action,
    object_id, status, address, detail, staff_id FROM audit WHERE id = ?`, [id, id + 1000000])
  const ids = await chainedIds()
  await chainAnew([...ids.slice(0, 16), id, ...ids.slice(16)])
  const { status, says } = verify()
  assert.equal(status, 1)
  assert.match(says, /^sequence \d+ to \d+: the chain was made anew/m)
})

test('LG-05: a row put in a gap, that the sealer then sealed, is found', async () => {
  const gap = await idOf(17)
  // As if the transaction of this row had been rolled back: its number is missing, and nothing is wrong.
  await ctx.sql('DELETE FROM audit WHERE id = ?; DELETE FROM audit_seal WHERE audit_id = ?; DELETE FROM audit_head; DELETE FROM history_seal',
    [gap, gap])
  await chainAnew(await chainedIds())
  await sealer.start()
  await until(async () => (await ctx.sql('SELECT COUNT(*) AS n FROM audit_head'))[0].n > 0)
  await sealer.stop()
  assert.match(verify().says, /^audit trail: whole$/m)
  await ctx.sql(`INSERT INTO audit SELECT ?, at, request_id, program, account_id, 'Nobody', patient_id, action,
    object_id, status, address, detail, staff_id FROM audit WHERE id = ?`, [gap, gap + 1])
  assert.match(verify().says, /^1 rows not sealed yet, the oldest /m)
  await ctx.clock(3600)
  await sealer.start()
  await sealed()
  await sealer.stop()
  const { status, says } = verify()
  await ctx.clock(0)
  assert.equal(status, 1)
  assert.match(says, new RegExp(`audit row ${gap} was put in between later`))
})

test('LG-05: rows cut off at the end show, by the heads or by a copied head', async () => {
  const [head] = await ctx.sql('SELECT sequence FROM audit_head ORDER BY sequence DESC LIMIT 1')
  const heads = (await ctx.sql('SELECT LOWER(HEX(digest)) AS hex FROM audit_head')).map(({ hex }) => hex)
  const cut = head.sequence - 10
  const id = await idOf(cut)
  await ctx.sql('DELETE FROM audit WHERE id > ?; DELETE FROM audit_seal WHERE sequence > ?', [id, cut])
  assert.match(verify().says, new RegExp(`^sequence ${cut + 1} to ${head.sequence}: rows were cut off`, 'm'))
  await ctx.sql('DELETE FROM audit_head WHERE sequence > ?; DELETE FROM history_seal WHERE sequence > ?', [cut, cut])
  assert.equal(verify().status, 0, 'without the heads nobody on this machine can tell')
  // Of the log, what is of this chain: other tests' chains have other digests.
  const lines = fs.readFileSync(path.join(ctx.dir, 'log', 'kith-sealer.log'), 'utf8').split('\n')
    .filter((line) => !line.includes('"digest"') || heads.some((hex) => line.includes(hex)))
  const file = path.join(ctx.scratch(), 'copied.log')
  fs.writeFileSync(file, lines.join('\n'))
  for (const copied of [lines.find((line) => line.includes(`"sequence":${head.sequence},`)), file]) {
    const { status, says } = verify('--head', copied)
    assert.equal(status, 1)
    assert.match(says, /^sequence \d+ to \d+: rows were cut off/m)
  }
  fs.rmSync(path.dirname(file), { recursive: true })
})

test('LG-05: a head that the sealer did not sign is refused', async () => {
  await ctx.sql('UPDATE audit_head SET signature = REPEAT(\'x\', 64) ORDER BY sequence LIMIT 1')
  const { status, says } = verify()
  assert.equal(status, 1)
  assert.match(says, /^the head of sequence \d+, .* is not signed by the sealer$/m)
  assert.equal(verify('--head', '{"no":"head"}').status, 2)
})

test('LG-05: a patient\'s own chain that was changed is found', async () => {
  const [{ patient, place, sequence }] = await ctx.sql(`SELECT patient_id AS patient, place, sequence FROM history_seal
    WHERE place = 3 ORDER BY sequence LIMIT 1`)
  const named = new RegExp(`^sequence ${sequence}: place ${place} in the history of patient ${patient} `, 'm')
  for (const change of ["digest = REPEAT('x', 32)", "signature = REPEAT('x', 64)", 'at = at + INTERVAL 1 SECOND', 'place = place + 1000000']) {
    await ctx.sql(`UPDATE history_seal SET ${change} WHERE sequence = ?`, [sequence])
    const { status, says } = verify()
    assert.equal(status, 1, change)
    assert.match(says, change.startsWith('place') ? /^sequence \d+: place 3 in the history of patient \d+ is not in order$/m : named)
    await copyTables('kith_audit_kept', 'kith')
  }
})

test('LG-05: a row that a patient\'s own chain leaves out is found', async () => {
  const [{ sequence }] = await ctx.sql(`SELECT MAX(sequence) AS sequence FROM history_seal GROUP BY patient_id ORDER BY 1 LIMIT 1`)
  const [{ newest }] = await ctx.sql('SELECT MAX(sequence) AS newest FROM history_seal')
  assert.ok(newest > sequence, 'more than one patient')
  await ctx.sql('DELETE FROM history_seal WHERE sequence = ?', [sequence])
  assert.match(verify().says, new RegExp(`^sequence ${sequence}: audit row \\d+ is missing in its patient's history$`, 'm'))
})

test('a transaction that commits late is sealed all the same', async () => {
  await sealer.start()
  const late = ctx.sql(`BEGIN; INSERT INTO audit (at, request_id, program, actor, action, status, address)
    VALUES (UTC_TIMESTAMP(6), MD5(1), 'home', 'late', 'show_home', 200, ''); DO SLEEP(4); COMMIT`)
  await pause(500)
  await add(5, 'early')
  await until(async () => await waiting() === 0)
  await late
  await sealed()
  await sealer.stop()
  const rows = await ctx.sql(`SELECT a.actor FROM audit_seal s JOIN audit a ON a.id = s.audit_id
    ORDER BY s.sequence DESC LIMIT 6`)
  assert.deepEqual(rows.map((it) => it.actor), ['late', ...Array(5).fill('early')])
  assert.equal(verify().status, 0)
})

test('two sealers, and one killed at work, make one chain without gaps', async () => {
  const before = await lastSequence()
  const start = () => spawn(`${ctx.stack.build}/bin/kith-sealer`, ['--config', ctx.config], { stdio: 'ignore' })
  const both = [start(), start()]
  for (let i = 0; i < 8; i++) {
    await add(500)
    if (i === 4) both[0].kill('SIGKILL')
    await pause(300)
  }
  await sealed()
  both[1].kill('SIGTERM')
  await new Promise((resolve) => { both[1].once('exit', resolve) })
  const [counted] = await ctx.sql('SELECT COUNT(*) AS n, MAX(sequence) AS last FROM audit_seal')
  assert.deepEqual(counted, { n: before + 4000, last: before + 4000 })
  assert.equal((await ctx.sql("SELECT COUNT(*) AS n FROM history_seal WHERE sequence > ?", [before]))[0].n, 4000)
  assert.equal(verify().status, 0)
})

test('the operator is told when nobody seals', async () => {
  await add(1)
  await ctx.sql('UPDATE audit SET at = at - INTERVAL 5 MINUTE ORDER BY id DESC LIMIT 1')
  const { status, stdout } = ctx.kithctl('doctor')
  assert.equal(status, 1)
  assert.match(stdout, /^PROBLEM {2}audit trail: 1 rows are not sealed after 3 minutes - is kith-sealer running\?$/m)
})
