// kith-clerk tells families of the birthdays that change who sees a record.
import { spawn } from 'node:child_process'
import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { addDays, FULL, People, yearsBefore } from '../lib/people.mjs'
import { portal, until } from '../lib/portal.mjs'

const ctx = await portal()
const { sql } = ctx
const people = new People(ctx)
const clerk = ctx.program('kith-clerk')
const { today } = people

after(() => clerk.start())

beforeEach(async () => {
  await clerk.stop()
  await sql('DELETE FROM outbox; DELETE FROM access_grant; DELETE FROM access_block')
})

let count = 0

/** A child, Canary, who reaches the age in so many days. */
async function child(age, days) {
  const birth = yearsBefore(addDays(today, days), age)
  await sql(`INSERT INTO patient (mrn, given, family, name, birth_day, birth_when)
    VALUES (?, 'Canary Rose', 'Secretname', 'Canary Rose Secretname', ?, ?)`, [`AGE-${++count}`, birth, birth])
  const [{ id }] = await sql('SELECT id FROM patient WHERE mrn = ?', [`AGE-${count}`])
  return { id, birth_day: birth }
}

/** Somebody with access since last year, and so that there is one to tell. */
async function reader(patient, grant = {}) {
  const account = await people.account(`Reader ${++count}`, `reader${count}@ages.example`)
  await people.grant(account, patient, { basis: 'guardian', begins: -86400 * 365, ...grant })
  return account
}

/** All that was told to an account, oldest first: "13-30", age and days ahead. */
async function toldTo(account) {
  const rows = await sql('SELECT dedupe_key AS k FROM outbox WHERE account_id = ? ORDER BY id', [account.id])
  return rows.map(({ k }) => /^age-\d+-(\d+-\d+)-/.exec(k)[1])
}

/** One pass of the clerk, to its end: of each it tells this one last. */
async function pass(start = () => clerk.start()) {
  const last = await reader(await child(18, 60))
  await start()
  await until(async () => (await toldTo(last)).length > 0)
}

async function onePass() {
  await pass()
  await clerk.stop()
}

test('AZ-08: guardians are told 60, 30 and 7 days ahead and on the day, of what was missed only the newest', async () => {
  const days = { 61: [], 60: ['60'], 31: ['60'], 30: ['30'], 8: ['30'], 7: ['7'], 1: ['7'], 0: ['0'], '-1': ['0'], '-7': ['0'], '-8': [] }
  const readers = []
  for (const age of [13, 18]) {
    for (const ahead of Object.keys(days)) readers.push({ age, ahead, account: await reader(await child(age, Number(ahead))) })
  }
  await onePass()
  for (const { age, ahead, account } of readers) {
    assert.deepEqual(await toldTo(account), days[ahead].map((n) => `${age}-${n}`), `${age} in ${ahead} days`)
  }
})

test('AZ-08: each is told once, the next when its day comes, and a corrected birthday anew', async () => {
  const patient = await child(13, 35)
  const mother = await reader(patient)
  await onePass()
  await onePass()
  assert.deepEqual(await toldTo(mother), ['13-60'])
  const move = (days) => sql('UPDATE patient SET birth_day = ? WHERE id = ?', [yearsBefore(addDays(today, days), 13), patient.id])
  await move(40)
  await onePass()
  assert.deepEqual(await toldTo(mother), ['13-60', '13-60'])
  await move(29)
  await onePass()
  assert.deepEqual(await toldTo(mother), ['13-60', '13-60', '13-30'])
})

test('AZ-08: who has no access in force, or whose access does not change, is not told', async () => {
  const patient = await child(13, 20)
  const grown = await child(18, 20)
  const year = 86400 * 365
  const nobody = {
    revoked: await reader(patient, { revoked: -5 }),
    over: await reader(patient, { ends: -5 }),
    'over before the birthday': await reader(patient, { ends: 86400 * 10 }),
    'not begun': await reader(patient, { begins: 86400 }),
    suspended: await reader(patient),
    blocked: await reader(patient),
    disabled: await reader(patient),
    closed: await reader(patient),
    'bills only, at 13': await reader(patient, { areas: 'billing' }),
    'given by the patient': await reader(grown, { basis: 'patient', begins: -year }),
    'invited': await reader(grown, { basis: 'invited', begins: -year }),
    'verified by staff': await reader(grown, { basis: 'staff', begins: -year }),
    'a child of a year': await reader(await child(1, 20)),
  }
  await sql('UPDATE access_grant SET suspended_at = UTC_TIMESTAMP() WHERE account_id = ?', [nobody.suspended.id])
  await sql(`INSERT INTO access_block (patient_id, account_id, name, name_key, why, blocked_by, blocked_at)
    VALUES (?, ?, 'x', 'x', 'x', 1, UTC_TIMESTAMP())`, [patient.id, nobody.blocked.id])
  await sql('UPDATE account SET disabled_at = UTC_TIMESTAMP() WHERE id = ?', [nobody.disabled.id])
  await sql('UPDATE account SET closed_at = UTC_TIMESTAMP() WHERE id = ?', [nobody.closed.id])
  const mother = await reader(patient)
  const payer = await reader(grown, { areas: 'billing' })
  await onePass()
  for (const [who, account] of Object.entries(nobody)) assert.deepEqual(await toldTo(account), [], who)
  assert.deepEqual([await toldTo(mother), await toldTo(payer)], [['13-30'], ['18-30']])
})

test('AZ-08: access that began after the birthday has no news of it', async () => {
  const late = await reader(await child(13, -3), { begins: -86400 })
  await onePass()
  assert.deepEqual(await toldTo(late), [])
})

test('AZ-08: a teenager with an account is told before 18, not before 13', async () => {
  const teen = await reader(await child(18, 7), { basis: 'self' })
  const early = await reader(await child(13, 7), { basis: 'self' })
  await onePass()
  assert.deepEqual([await toldTo(teen), await toldTo(early)], [['18-7'], []])
})

/** The mail to an account, sent now whatever the hour. */
async function mailTo(account) {
  await sql("UPDATE outbox SET next_at = UTC_TIMESTAMP() WHERE account_id = ? AND state = 'waiting'", [account.id])
  return ctx.mail(account.email)
}

test('S46: the mail says which child, the day and what is left, and nothing of the record', async () => {
  const patient = await child(13, 30)
  const mother = await reader(patient, { relation: 'mother' })
  await onePass()
  const { subject, text, html } = await mailTo(mother)
  assert.match(subject, /^Your access to Canary’s record changes on \w+ \d+, \d{4}$/)
  assert.match(text, /Canary turns 13 on .*you will see only the bills/)
  assert.match(text, /can give you access to the rest/)
  assert.ok(text.includes(`${ctx.base}/account/sign-in`))
  assert.doesNotMatch(`${text}${html}`, /Secretname|Rose|AGE-\d|mother/)
})

test('S47: at 18 both sides read that what the teenager gave goes on', async () => {
  const patient = await child(18, 0)
  const [mother, teen] = [await reader(patient, { areas: FULL }), await reader(patient, { basis: 'self' })]
  await onePass()
  assert.match((await mailTo(mother)).text, /turned 18 .*do not see the record any more\.[^]*Access that Canary gave you goes on/)
  const own = await mailTo(teen)
  assert.match(own.text, /parents or guardians do not see your bills here any more\.[^]*It goes on, until you end it/)
  assert.ok(own.text.includes(`${ctx.base}/family/settings`))
})

test('AZ-08: three clerks at once tell each person once', async () => {
  const readers = []
  for (let i = 0; i < 8; i++) readers.push(await reader(await child(13, 7)))
  const clerks = []
  await pass(() => {
    for (let i = 0; i < 3; i++) {
      clerks.push(spawn(`${ctx.stack.build}/bin/kith-clerk`, ['--config', ctx.config], { stdio: 'ignore' }))
    }
  })
  for (const one of clerks) one.kill('SIGTERM')
  await Promise.all(clerks.map((one) => new Promise((resolve) => { one.once('exit', resolve) })))
  for (const account of readers) assert.deepEqual(await toldTo(account), ['13-7'])
})
