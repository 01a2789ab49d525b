// kithctl migrate: killed anywhere it goes on where it stopped, and what was run
// is never run again or changed.
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { after, beforeEach, test } from 'node:test'
import assert from 'node:assert/strict'
import { pause, portal, TOP } from '../lib/portal.mjs'

const ctx = await portal({ fresh: false })
const NAME = 'kith_migrate_test'
const scratch = ctx.scratch()
const config = path.join(scratch, 'kith.conf')
const sql = path.join(scratch, 'sql')
const migrate = ['--config', config, 'migrate', '--sql', sql]

fs.writeFileSync(config, fs.readFileSync(ctx.config, 'utf8').replace(/^database_name = .*$/m, `database_name = ${NAME}`))
after(async () => {
  fs.rmSync(scratch, { recursive: true })
  await ctx.sql(`DROP DATABASE IF EXISTS ${NAME}`)
})
beforeEach(async () => {
  await ctx.sql(`DROP DATABASE IF EXISTS ${NAME}`)
  fs.rmSync(sql, { recursive: true, force: true })
  fs.mkdirSync(sql)
})

const write = (name, text) => fs.writeFileSync(path.join(sql, name), text)
const run = () => ctx.kithctl(...migrate)
const records = () => ctx.sql(`SELECT number, state, statements FROM ${NAME}.schema_migration ORDER BY number`)

/** Run it and kill it at once after so many milliseconds. */
async function runAndKill(ms) {
  const child = spawn(`${ctx.stack.build}/bin/kithctl`, migrate, { stdio: 'ignore' })
  const ended = new Promise((resolve) => { child.once('exit', (status) => resolve(status)) })
  await pause(ms)
  child.kill('SIGKILL')
  return ended
}

/** Everything that a schema is, in words. */
async function describe(database) {
  const tables = await ctx.sql(`SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = ? AND table_name <> 'schema_migration' ORDER BY table_name`, [database])
  const words = []
  for (const { name } of tables) {
    const [row] = await ctx.sql(`SHOW CREATE TABLE ${database}.${name}`)
    words.push(row['Create Table'].replace(/ AUTO_INCREMENT=\d+/, ''))
  }
  return words
}

// Each statement takes a while, so that a kill finds it at work.
const SLOW = `-- Tables; with ; and ' in a comment
CREATE TABLE one (id INT NOT NULL PRIMARY KEY, says VARCHAR(40) DEFAULT 'a;b -- c');
DO SLEEP(0.1);
INSERT INTO one (id) VALUES (1), (2); # two rows
DO SLEEP(0.1);
ALTER TABLE one ADD COLUMN more INT, ADD KEY more_key (more); /* ; */
DO SLEEP(0.1);
UPDATE one SET more = IFNULL(more, 0) + 1;
CREATE TABLE two (id INT NOT NULL PRIMARY KEY) COMMENT = 'it''s "two";';
DO SLEEP(0.1);
INSERT INTO two SELECT id FROM one;
DROP TABLE two;
`

test('R-41: killed at any time, the next run completes it, and each change is made once', async () => {
  write('0001-slow.sql', SLOW)
  let kills = 0
  for (let ms = 20; kills < 15; ms = 20 + (ms + 37) % 450) {
    await ctx.sql(`DROP DATABASE IF EXISTS ${NAME}`)
    if (await runAndKill(ms) === null) kills++
    if (ms % 3 === 0) await runAndKill(60)
    const { status, stderr } = run()
    assert.equal(status, 0, `after ${ms} ms: ${stderr}`)
    assert.deepEqual(await ctx.sql(`SELECT id, says, more FROM ${NAME}.one ORDER BY id`),
      [{ id: 1, says: 'a;b -- c', more: 1 }, { id: 2, says: 'a;b -- c', more: 1 }], `after ${ms} ms`)
    assert.deepEqual(await records(), [{ number: 1, state: 'done', statements: 11 }])
    assert.equal((await describe(NAME)).length, 1)
  }
})

/** The first n statements of SLOW, which has one a line. */
const firstOf = (n) => SLOW.split('\n').slice(0, n + 1).join('\n')

/** The digest that a run of the first n statements notes. */
async function digestOf(n) {
  await ctx.sql(`DROP DATABASE IF EXISTS ${NAME}`)
  write('0001-slow.sql', n === 0 ? '' : firstOf(n))
  assert.equal(run().status, 0)
  return (await ctx.sql(`SELECT sha256 FROM ${NAME}.schema_migration`))[0].sha256
}

test('R-41: killed between a change of a table and the note of it', async () => {
  write('0001-slow.sql', SLOW)
  assert.equal(run().status, 0)
  const good = await describe(NAME)
  for (const noted of [0, 4, 7, 10]) {          // CREATE, ALTER, CREATE, DROP is not noted
    const sha256 = await digestOf(noted)
    await digestOf(noted + 1)
    await ctx.sql(`UPDATE ${NAME}.schema_migration SET state = 'running', statements = ?, sha256 = ?`,
      [noted, sha256])
    write('0001-slow.sql', SLOW)
    const { status, stderr } = run()
    assert.equal(status, 0, stderr)
    assert.deepEqual(await describe(NAME), good)
  }
})

test('R-41: our own tables, killed at twelve times, are as they should be', async () => {
  for (const name of fs.readdirSync(path.join(TOP, 'sql')).filter((file) => /^\d{4}-.*\.sql$/.test(file))) {
    fs.copyFileSync(path.join(TOP, 'sql', name), path.join(sql, name))
  }
  assert.equal(run().status, 0)
  const good = await describe(NAME)
  assert.ok(good.length > 40)
  for (let i = 0; i < 12; i++) {
    await ctx.sql(`DROP DATABASE ${NAME}`)
    await runAndKill(15 + i * 20)
    const { status, stderr } = run()
    assert.equal(status, 0, stderr)
    assert.deepEqual(await describe(NAME), good)
  }
})

test('a file that was changed after it was run is refused; a comment may change', async () => {
  write('0001-a.sql', 'CREATE TABLE a (id INT);\n')
  write('0002-b.sql', 'CREATE TABLE b (id INT);\n')
  assert.equal(run().status, 0)
  write('0001-a.sql', '-- What a is.\nCREATE TABLE a (id INT);\n')
  assert.equal(run().status, 0)
  write('0001-a.sql', 'CREATE TABLE a (id BIGINT);\n')
  const { status, stderr } = run()
  assert.equal(status, 1)
  assert.equal(stderr, '0001-a.sql: was changed since it was run\n')
})

test('a statement that fails stops, says where, and is run again when repaired', async () => {
  write('0001-a.sql', 'CREATE TABLE a (id INT);\nINSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1);\n')
  const { status, stderr } = run()
  assert.equal(status, 1)
  assert.match(stderr, /^0001-a\.sql, statement 3: Table '.*\.b' doesn't exist\n$/)
  write('0001-a.sql', 'CREATE TABLE a (id INT);\nINSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);\n')
  assert.equal(run().status, 0)
  assert.deepEqual(await ctx.sql(`SELECT id FROM ${NAME}.a ORDER BY id`), [{ id: 1 }, { id: 2 }])
})

test('what exists already is refused where nothing was killed', async () => {
  write('0001-a.sql', 'CREATE TABLE a (id INT);\n')
  await ctx.sql(`CREATE DATABASE ${NAME}; CREATE TABLE ${NAME}.a (other INT)`)
  assert.match(run().stderr, /already exists/)
})

test('two at once are one after the other', async () => {
  write('0001-slow.sql', SLOW)
  const both = [0, 1].map(() => new Promise((resolve) => {
    spawn(`${ctx.stack.build}/bin/kithctl`, migrate, { stdio: 'ignore',
      env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=0' } }).once('exit', resolve)
  }))
  assert.deepEqual(await Promise.all(both), [0, 0])
  assert.deepEqual(await records(), [{ number: 1, state: 'done', statements: 11 }])
})

test('a number given twice, a folder without migrations: refused', () => {
  assert.match(run().stderr, /no migrations/)
  write('0001-a.sql', 'DO 1;')
  write('0001-b.sql', 'DO 1;')
  assert.match(run().stderr, /0001-b\.sql: its number is given twice/)
  assert.equal(spawnSync(`${ctx.stack.build}/bin/kithctl`, ['migrate', '--no-such'], { encoding: 'utf8' }).status, 2)
})
