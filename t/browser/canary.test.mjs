// What is stored is text, wherever it is shown: a chart in which every text is
// an attack.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'node:test'
import { browser, open } from '../lib/browser.mjs'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const CANARY = '"\'><svg/onload=alert(1)>'
// What programs decide by; a name of the patient and of others is text, too.
const CODES = /^(code|system|status|category|kind|verification|value_kind|encoding|basis|areas|.*_code|.*_system|unit|flag|absent_reason|criticality|severity|progress|comparator|period_unit|sex|purpose|relation_code|media_type|language|mrn|active|low|high)$/

const ctx = await portal()
const people = new People(ctx)
const chromium = await browser()
const walter = await people.patient('walter')
const signedIn = await ctx.signIn('walter.brandt@mail.example')

/** Columns of the chart that hold text: { table, column, room }. */
async function columns(least = 40) {
  return (await ctx.sql(`SELECT table_name AS \`table\`, column_name AS \`column\`, character_maximum_length AS room
    FROM information_schema.columns WHERE table_schema = 'kith' AND data_type IN ('varchar', 'text', 'mediumtext')
    AND character_maximum_length >= ${least} AND column_name NOT LIKE '%\\_when'
    AND collation_name IS NOT NULL
    AND (table_name IN ('patient', 'provider', 'location', 'organization') OR table_name IN
      (SELECT table_name FROM information_schema.columns WHERE table_schema = 'kith' AND column_name = 'patient_id'))
    AND table_name NOT IN ('access_grant', 'audit', 'result_seen', 'session', 'signup', 'outbox', 'verification_code')
    ORDER BY 1, 2`))
    .filter(({ column }) => !/(_key|_hash|_id|identifier|source|uri|reference|fhir)/.test(column))
}

/** Fill them; each says which column it is. */
async function poison() {
  const done = []
  for (const { table, column } of (await columns()).filter(({ column }) => !CODES.test(column))) {
    const one = ['provider', 'location', 'organization'].includes(table) ? '1' : `${table === 'patient' ? 'id' : 'patient_id'} = ${walter.id}`
    const only = table === 'observation' && column === 'value' ? ' AND value_kind <> \'quantity\'' : ''
    await ctx.sql(`UPDATE IGNORE ${table} SET ${column} = CONCAT(?, '${table.slice(0, 9)}.${column}') WHERE ${column} IS NOT NULL AND ${one}${only}`, [CANARY])
    done.push(`${table}.${column}`)
  }
  return done
}

const poisoned = await poison()

/** Nothing of the canary became markup; it can be read as text. */
async function harmless(page, least) {
  await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true }))
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('*')].flatMap((one) =>
    one.getAttributeNames().filter((name) => name.startsWith('on')).map((name) => `${one.nodeName} ${name}`))), [])
  const said = await page.locator('body').innerText()
  assert.ok(said.split(CANARY).length > least, `${page.url()}: ${said.split(CANARY).length - 1} times`)
  assert.deepEqual(page.dialogs, [])
}

async function visit(options) {
  const page = await open(chromium, ctx, { as: signedIn, ...options })
  page.dialogs = []
  page.on('dialog', (dialog) => { page.dialogs.push(dialog.message()); dialog.dismiss() })
  return page
}

test('IO-02: the canary stands in every text of the chart', async () => {
  assert.ok(poisoned.length > 60, poisoned.join(' '))
  const [{ name }] = await ctx.sql('SELECT name FROM patient WHERE id = ?', [walter.id])
  assert.ok(name.startsWith(CANARY))
})

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? '' : ', without script'
  for (const [at, least] of [['/home/:id', 2], ['/health/:id', 100], ['/health/:id/results', 5],
    ['/records/:id?dates=all&preview=show', 100]]) {
    test(`IO-02: ${at} shows it as text${how}`, async () => {
      const page = await visit({ javaScriptEnabled })
      assert.equal((await page.goto(at.replace(':id', walter.id))).status(), 200)
      await harmless(page, javaScriptEnabled ? least : 1)
      assert.deepEqual(page.complaints, [])
    })
  }
}

test('IO-02: even codes, units, flags and states that are no such thing do no harm', async () => {
  const jose = await people.patient('jose')
  for (const { table, column } of (await columns(CANARY.length)).filter(({ table, column }) => CODES.test(column) && table !== 'patient')) {
    if (!['provider', 'location', 'organization'].includes(table)) await ctx.sql(`UPDATE IGNORE ${table} SET ${column} = ? WHERE ${column} IS NOT NULL AND patient_id = ?`, [CANARY, jose.id])
  }
  const page = await visit({ as: await ctx.signIn('jose.nunez@mail.example') })
  for (const at of ['/home/:id', '/health/:id', '/health/:id/results', '/records/:id?dates=all&preview=show']) {
    assert.equal((await page.goto(at.replace(':id', jose.id))).status(), 200, at)
    await harmless(page, -1)
  }
  await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download', exact: true }).click()])
  assert.deepEqual(page.complaints, [])
})

test('IO-02: every result shows it as text', async () => {
  const page = await visit()
  for (const { id } of await ctx.sql('SELECT id FROM report WHERE patient_id = ?', [walter.id])) {
    assert.equal((await page.goto(`/health/${walter.id}/results/${id}`)).status(), 200)
    await harmless(page, 2)
  }
  assert.deepEqual(page.complaints, [])
})

test('IO-02: the downloaded page shows it as text, and the CCDA stays well-formed', async () => {
  const page = await visit()
  await page.goto(`/records/${walter.id}`)
  const [it] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download', exact: true }).click()])
  const dir = ctx.scratch()
  await it.saveAs(path.join(dir, 'it.zip'))
  execFileSync('python3', ['-m', 'zipfile', '-e', path.join(dir, 'it.zip'), dir])
  execFileSync('xmllint', ['--noout', '--nonet', path.join(dir, 'health-record.xml')])
  await page.goto(pathToFileURL(path.join(dir, 'health-record.html')).href)
  page.complaints = []
  await harmless(page, 100)
  // The page's own policy must not be what keeps it harmless.
  fs.writeFileSync(path.join(dir, 'bare.html'), fs.readFileSync(path.join(dir, 'health-record.html'), 'utf8').replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''))
  await page.goto(pathToFileURL(path.join(dir, 'bare.html')).href)
  await harmless(page, 100)
})

test('IO-02: what is typed comes back as text', async () => {
  const page = await visit()
  await page.context().clearCookies()
  await page.goto('/account/sign-in')
  await page.getByLabel('Email').fill(`${CANARY}@x.example`)
  await page.getByLabel('Password', { exact: true }).fill(CANARY)
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Sign in' }).click()])
  assert.equal(await page.getByLabel('Email').inputValue(), `${CANARY}@x.example`)
  assert.deepEqual(page.dialogs, [])
  await page.goto(`/account/sign-in?next=${encodeURIComponent(CANARY)}`)
  await page.goto(`/${encodeURIComponent(CANARY)}`)
  assert.deepEqual(page.dialogs, [])
})

test('IO-02: a mail to somebody with such a name is harmless', async () => {
  await ctx.reset()
  const who = await people.typed('siobhan')
  await ctx.sql('UPDATE patient SET given = ?, name = CONCAT(?, family) WHERE mrn = ?', [CANARY, CANARY, 'RB-100314'])
  const client = await ctx.signUp({ ...who, first_name: CANARY })
  assert.equal(client.welcome.status, 200)
  await people.posted()
  const page = await visit()
  for (const mail of ctx.mails(who.email)) {
    await page.goto('about:blank')
    await page.setContent(mail.html)
    assert.equal(await page.locator('svg[onload], script').count(), 0)
  }
  assert.ok(ctx.mails(who.email).length >= 2)
  assert.deepEqual(page.dialogs, [])
})
