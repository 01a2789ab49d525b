// Send by secure link: a link and a code for somebody without an account, who
// sees what was shared and nothing else, until it ends.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { beforeEach, test } from 'node:test'
import { Family } from '../lib/family.mjs'
import { addDays, shape } from '../lib/people.mjs'
import { portal, until } from '../lib/portal.mjs'
import { arriveBy, openLink, shareLink } from '../lib/share.mjs'
import { timeless, unzip } from '../lib/zip.mjs'

const ctx = await portal()
const { sql } = ctx
const family = new Family(ctx)
const { people } = family

const as = await family.demo('dana')
const { account, patient: dana } = as
const FORM = `/records/${dana.id}/share`

beforeEach(async () => {
  await sql('DELETE FROM sign_in_failure')
  await sql('UPDATE record_share SET made_at = made_at - INTERVAL 2 DAY')
})

const fields = (other) => ({ dates: 'all', type: 'ccda', name: 'Dr. Lund', last_day: addDays(people.today, 7), openings: '5', ...other })

/** Make a link, page for page: { id, link, token, code, page }. */
async function make(other = {}, client = as, patient = dana.id) {
  const made = await shareLink(client, patient, fields(other))
  if (!made.link) return made
  const [{ id }] = await sql('SELECT MAX(id) AS id FROM record_share')
  return { ...made, id, token: made.link.slice(-64) }
}

const arrived = (link) => arriveBy(ctx, link)
const type = (visitor, code) => visitor.post('/share', { code })
const inside = (made) => openLink(ctx, made)

const row = async ({ id }) => (await sql('SELECT wrong, openings, stopped_by FROM record_share WHERE id = ?', [id]))[0]
const wrongOf = (code) => String((Number(code) + 1) % 1e8).padStart(8, '0')
const audit = (action) => sql('SELECT program, account_id, actor, patient_id, object_id, detail, status FROM audit WHERE action = ? ORDER BY id DESC LIMIT 1', [action])

/** What the visitor can read: the page, or where it leads instead. */
const look = (visitor) => visitor.get('/share/record')

// --- making it ---

test('E1-T2: a link goes by mail, its code another way, and both open the record', async () => {
  const email = 'dr.lund@heart.example'
  const made = await make({ email })
  const mail = await ctx.mail(email)
  assert.ok(mail.text.includes(`${ctx.base}${made.link}`))
  assert.ok(!mail.text.includes(made.code) && !mail.text.includes(`${made.code.slice(0, 4)} ${made.code.slice(4)}`))
  assert.equal(mail.subject, 'Dana Whitfield shares a health record with you')
  const page = await look(await inside(made))
  assert.equal(page.status, 200)
  assert.equal(page.h1, 'Health record of Dana Ruth Whitfield')
  for (const words of ['Sulfa', 'Lisinopril', 'Dana Whitfield shared it with you from Riverbend Family Medicine']) assert.ok(page.says.includes(words), words)
})

test('E1-T2: the download is the selection of the link, as its maker would get it', async () => {
  const [visit] = await sql(`SELECT start_day AS day FROM encounter WHERE patient_id = ? AND reason LIKE '%flu vaccine%'`, [dana.id])
  const visitor = await inside(await make({ dates: 'one', from: visit.day }))
  const got = unzip((await visitor.get('/share/record/download')).body)
  const here = unzip((await as.get(`/records/${dana.id}/download?dates=one&from=${visit.day}`)).body)
  assert.deepEqual(Object.keys(got).sort(), Object.keys(here).sort())
  assert.equal(timeless(got['health-record.xml']), timeless(here['health-record.xml']))
  const says = (await look(visitor)).says
  assert.match(says, /Influenza/)
  for (const text of [says, got['health-record.xml']]) assert.doesNotMatch(text, /Wisdom teeth/)
})

test('E1-T2: neither what was typed in the address nor another page shows more than was shared', async () => {
  const visitor = await inside(await make({ dates: 'one', from: '1999-01-02' }))
  for (const query of ['?dates=all', '?patient=1', '?from=1900-01-01&to=2099-01-01&dates=range']) {
    assert.doesNotMatch((await visitor.get(`/share/record${query}`)).text, /Influenza|Wisdom teeth|Stuffy nose/)
  }
  for (const page of [`/home/${dana.id}`, `/health/${dana.id}`, `/records/${dana.id}`, `/records/${dana.id}/download`]) {
    assert.match((await visitor.get(page)).location ?? '', /^\/account\/sign-in/, page)
  }
})

test('what is wrong in the form is told beside it, and what was typed stays', async () => {
  for (const [other, field] of [[{ name: '' }, 'name'], [{ email: 'dr.lund' }, 'email'], [{ last_day: addDays(people.today, -1) }, 'last_day'],
    [{ last_day: addDays(people.today, 31) }, 'last_day'], [{ last_day: '2026-02-30' }, 'last_day'], [{ openings: '7' }, 'openings'],
    [{ dates: 'range', from: '2025-03-04', to: '2025-03-01' }, 'to']]) {
    const { page } = await make(other)
    assert.equal(page.status, 422, field)
    assert.match(page.text, new RegExp(`id="${field}-error"`), field)
    if (field !== 'name') assert.match(page.text, /name="name" value="Dr\. Lund"/)
  }
  assert.equal((await make({ last_day: people.today })).page.status, 200)
  assert.equal((await make({ last_day: addDays(people.today, 30) })).page.status, 200)
})

test('S96: the dates that were chosen for the preview come along to the link', async () => {
  const page = await as.get(`${FORM}?dates=one&from=2025-03-04&type=ccda`)
  assert.match(page.text, /value="one" checked/)
  assert.match(page.text, /name="from" value="2025-03-04"/)
})

test('AU-17: the password is asked for once more if it was typed long ago', async () => {
  const old = await people.signedIn(account)
  const { page } = await make({}, old)
  assert.equal(page.h1, 'Is it you?')
  assert.match(page.text, /name="kept-name" value="Dr\. Lund"/)
})

test('AZ-18: no link for somebody whom the practice keeps away, by name or address; at most some a day', async () => {
  const owner = await family.owner()
  await sql(`INSERT INTO access_block (patient_id, name, name_key, email_key, why, blocked_by, blocked_at)
    VALUES (?, 'Mad Max', 'madmax', 'max@mail.example', 'x', 1, UTC_TIMESTAMP())`, [owner.patient.id])
  for (const other of [{ name: 'mad max' }, { email: 'Max@mail.example' }]) {
    assert.match((await make(other, owner, owner.patient.id)).page.says, /We can’t make this link from here\. Please call the office/)
  }
  const tabs = Array.from({ length: 13 }, () => owner.tab())
  const all = await Promise.all(tabs.map((tab) => make({}, tab, owner.patient.id)))
  assert.equal(all.filter(({ page }) => page.status === 200).length, 10)
  assert.ok(all.every(({ page }) => [200, 422, 503].includes(page.status)))
  assert.match((await make({}, owner, owner.patient.id)).page.says, /Many links to this record were made today/)
})

test('the code goes by text message if that is wanted', async () => {
  const { page, code } = await make({ phone: '(802) 555-0177' })
  assert.match(page.says, /We texted it to the phone ending in 77/)
  const text = await ctx.mail('+18025550177')
  assert.ok(text.text.includes(`${code.slice(0, 4)} ${code.slice(4)}`))
  assert.equal((await make({ phone: 'abc' })).page.status, 422)
})

// --- the secret of the address ---

test('AU-14: the token is in no log, no referrer, no title and no row', async () => {
  const made = await make({ email: 'dr.secret@heart.example' })
  const visitor = ctx.client()
  const led = await visitor.get(made.link)
  assert.equal(led.headers['referrer-policy'], 'no-referrer')
  const page = await visitor.get('/share')
  assert.ok(!page.text.includes(made.token))
  await type(visitor, made.code)
  await ctx.client().get(`${made.link}%00`)
  await ctx.client().post(made.link, {})
  const logs = fs.readdirSync(path.join(ctx.dir, 'log')).map((name) => fs.readFileSync(path.join(ctx.dir, 'log', name), 'utf8')).join('')
  assert.ok(logs.includes('GET /share/link'), 'the log is the one')
  for (const secret of [made.token, made.token.slice(8, 40)]) assert.ok(!logs.includes(secret))
  for (const table of ['record_share', 'record_share_visit', 'audit', 'idempotency', 'outbox']) {
    const rows = JSON.stringify(await sql(`SELECT * FROM ${table}`), (_, value) => (value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value))
    for (const secret of [made.token, made.code]) assert.ok(!rows.includes(secret), table)
  }
})

test('before the code the page tells only that there is a record, and from which practice', async () => {
  const page = await (await arrived((await make()).link)).get('/share')
  assert.equal(page.h1, 'A health record was shared with you')
  assert.match(page.title, /^A health record was shared with you · /)
  assert.ok(page.says.includes('Riverbend Family Medicine'))
  assert.doesNotMatch(page.text, /Dana|Whitfield|Lund/)
  assert.match((await ctx.client().get('/share')).says, /Open the link again/)
})

test('AZ-05: a link that never was, has ended, or was stopped: the same page, and the same answer to any code', async () => {
  const good = await make()
  const over = await make()
  await sql('UPDATE record_share SET ends_at = UTC_TIMESTAMP() WHERE id = ?', [over.id])
  const stopped = await make()
  await as.get(FORM)
  assert.equal((await as.post(`${FORM}/${stopped.id}/stop`)).status, 303)
  const unknown = { link: `/share/link?token=${'ab'.repeat(32)}`, code: '12345678' }
  const seen = []
  for (const [one, code] of [[good, wrongOf(good.code)], [over, over.code], [over, wrongOf(over.code)], [stopped, stopped.code], [unknown, unknown.code]]) {
    const visitor = await arrived(one.link)
    const [page, answer] = [await visitor.get('/share'), await type(visitor, code)]
    assert.equal(answer.status, 422)
    seen.push(JSON.stringify([shape(page), shape(answer)]))
  }
  assert.equal(new Set(seen).size, 1)
})

// --- guessing ---

test('AU-09: five wrong codes end the link, the right one then opens nothing, and the patient is told', async () => {
  const made = await make({ name: 'Dr. Guess' })
  const visitor = await arrived(made.link)
  for (let i = 0; i < 5; i++) {
    await sql('DELETE FROM sign_in_failure')
    assert.equal((await type(visitor, wrongOf(made.code))).status, 422)
  }
  assert.deepEqual(await row(made), { wrong: 5, openings: 0, stopped_by: 'codes' })
  await sql('DELETE FROM sign_in_failure')
  assert.equal((await type(visitor, made.code)).status, 422)
  assert.match((await as.get(FORM)).says, /Dr\. Guess .*?Ended today, [^:]*:\d\d [AP]M ?: somebody typed too many wrong codes/)
  const told = await until(() => ctx.mails(account.email).find(({ subject }) => subject === 'A link to a health record has ended'))
  assert.match(told.text, /5 wrong codes for the secure link for Dr\. Guess/)
})

test('AU-11: twenty wrong codes at once: no more than five are looked at', async () => {
  const made = await make()
  const visitors = await Promise.all(Array.from({ length: 20 }, () => arrived(made.link)))
  const answers = await Promise.all(visitors.map((visitor) => type(visitor, wrongOf(made.code))))
  // Who could not be heard in the crowd was told to try again (503).
  assert.ok(answers.every((answer) => [422, 503].includes(answer.status)))
  while ((await row(made)).stopped_by === null) {
    await sql('DELETE FROM sign_in_failure')
    await type(visitors[0], wrongOf(made.code))
  }
  assert.deepEqual(await row(made), { wrong: 5, openings: 0, stopped_by: 'codes' })
  await sql('DELETE FROM sign_in_failure')
  assert.equal((await type(visitors[1], made.code)).status, 422)
})

test('twenty right codes at once: as many openings as were allowed, and no more', async () => {
  const made = await make({ openings: '3' })
  const visitors = await Promise.all(Array.from({ length: 20 }, () => arrived(made.link)))
  const answers = await Promise.all(visitors.map((visitor) => type(visitor, made.code)))
  assert.equal(answers.filter((answer) => answer.status === 303).length, 3)
  assert.equal((await row(made)).openings, 3)
  assert.match((await as.get(FORM)).says, /It was opened as often as it could be/)
})

test('AU-10: wrong codes from one address have to wait, for a link that is none, too', async () => {
  const visitor = await arrived(`/share/link?token=${'cd'.repeat(32)}`)
  for (let i = 0; i < 5; i++) await type(visitor, '00000000')
  const { says } = await type(visitor, '00000000')
  assert.match(says, /There were too many tries\. Please wait \d+ seconds/)
})

test('a form sent twice opens once', async () => {
  const made = await make()
  const visitor = await arrived(made.link)
  const twin = visitor.copy()
  twin.page = visitor.page
  const both = await Promise.all([type(visitor, made.code), type(twin, made.code)])
  assert.deepEqual(both.map((answer) => answer.status), [303, 303])
  assert.equal((await row(made)).openings, 1)
})

// --- its end ---

test('"Stop sharing" ends it at once, also for who has it open', async () => {
  const made = await make()
  const visitor = await inside(made)
  assert.match((await as.get(FORM)).text, /Stop sharing<span class="vh"> with Dr\. Lund/)
  assert.equal((await as.post(`${FORM}/${made.id}/stop`)).location, `${FORM}?done=stopped`)
  assert.equal((await look(visitor)).location, '/share')
  assert.equal((await visitor.get('/share/record/download')).location, '/share')
  await as.get(FORM)
  assert.equal((await as.post(`${FORM}/${made.id}/stop`)).status, 404, 'it is stopped once')
})

test('the last day is the last: at midnight of the practice it is over, also for who has it open', async () => {
  const made = await make({ last_day: people.today })
  const visitor = await inside(made)
  const [{ ends_at: ends }] = await sql('SELECT ends_at FROM record_share WHERE id = ?', [made.id])
  const left = Date.parse(`${ends.replace(' ', 'T')}Z`) - ctx.stack.now.getTime()
  assert.ok(left > 0 && left <= 25 * 3600e3)
  await sql('UPDATE record_share SET ends_at = UTC_TIMESTAMP() WHERE id = ?', [made.id])
  assert.equal((await look(visitor)).location, '/share')
})

test('a visit ends after an hour, or when it is closed', async () => {
  const made = await make()
  const visitor = await inside(made)
  const other = await inside(made)
  await sql('UPDATE record_share_visit SET ends_at = UTC_TIMESTAMP() WHERE share_id = ? ORDER BY id LIMIT 1', [made.id])
  assert.equal((await look(visitor)).location, '/share')
  const kept = other.copy()
  assert.equal((await other.get('/share/record')).status, 200)
  assert.equal((await other.post('/share/close')).location, '/share')
  assert.equal((await look(kept)).location, '/share', 'its cookie is worth nothing')
})

for (const [how, what] of [['closes the account', 'UPDATE account SET closed_at = UTC_TIMESTAMP() WHERE id = ?'],
  ['is disabled', 'UPDATE account SET disabled_at = UTC_TIMESTAMP() WHERE id = ?'],
  ['loses access', 'UPDATE access_grant SET revoked_at = UTC_TIMESTAMP() WHERE account_id = ?'],
  ['is paused', 'UPDATE access_grant SET suspended_at = UTC_TIMESTAMP() WHERE account_id = ?'],
  ['has bills only from now on', "UPDATE access_grant SET areas = 'billing' WHERE account_id = ?"]]) {
  test(`AZ-06: a link ends with its maker's access: who made it ${how}`, async () => {
    const friend = await family.holder(dana)
    const made = await make({}, friend)
    const visitor = await inside(made)
    await sql(what, [friend.account.id])
    assert.equal((await look(visitor)).location, '/share')
    assert.equal((await type(await arrived(made.link), made.code)).status, 422)
    assert.match((await as.get(FORM)).says, new RegExp(`Ended: ${friend.account.name} has no access`))
  })
}

test('H5: what is confidential shows only by a link of the patient, and only while they see it', async () => {
  const maya = await people.patient('maya')
  const [{ word }] = await sql('SELECT display AS word FROM medication WHERE patient_id = ? AND confidential LIMIT 1', [maya.id])
  const herself = await people.account('Maya Herself')
  await people.grant(herself, maya, { basis: 'self' })
  const friend = await family.holder(maya)
  const textOf = async (visitor) => (await look(visitor)).text + Object.values(unzip((await visitor.get('/share/record/download')).body)).join('')
  const hers = await inside(await make({}, await people.signedIn(herself, { isFresh: true }), maya.id))
  assert.ok((await textOf(hers)).includes(word))
  const theirs = await inside(await make({}, friend, maya.id))
  assert.ok(!(await textOf(theirs)).includes(word))
  await sql("UPDATE access_grant SET basis = 'invited' WHERE account_id = ?", [herself.id])
  assert.ok(!(await textOf(hers)).includes(word), 'and what they see now')
})

// --- who is told, and what is kept ---

test('at each opening the patient gets a mail, and a relative who made the link, too', async () => {
  const owner = await family.owner()
  const friend = await family.holder(owner.patient)
  const made = await make({ name: 'Camp nurse' }, friend, owner.patient.id)
  await inside(made)
  for (const { email, name } of [owner.account, friend.account]) {
    const mail = await until(() => ctx.mails(email).find(({ subject }) => subject === 'Your link to a health record was opened'))
    assert.match(mail.text, /The secure link for Camp nurse was opened with the right code on/, name)
    assert.ok(mail.text.includes(`/records/${owner.patient.id}/share`))
  }
})

test('the patient\'s page says when it was opened', async () => {
  const owner = await family.owner()
  const made = await make({ name: 'Camp nurse' }, owner, owner.patient.id)
  const page = `/records/${owner.patient.id}/share`
  const { says } = await owner.get(page)
  assert.match(says, /Camp nurse .*Not opened yet\. Works/)
  assert.match(says, /Works until [A-Z][a-z]+ \d+, \d{4}, 11:59 PM/, 'to the end of the day that was chosen')
  await inside(made)
  await inside(made)
  assert.match((await owner.get(page)).says, /Opened 2 of 5 times: today, \d+:\d\d [AP]M · today, \d+:\d\d [AP]M/)
})

for (const rule of ['D11', 'E1-L2']) {
  test(`${rule}: what a link's visitor does stands in the audit trail of the record, as "link for"`, async () => {
    const made = await make({ name: 'Dr. Trail' })
    const wanted = { program: 'share', account_id: null, actor: 'Link for Dr. Trail', patient_id: dana.id, object_id: made.id, detail: null }
    await type(await arrived(made.link), wrongOf(made.code))
    assert.deepEqual(await audit('open_share'), [{ ...wanted, status: 422 }])
    const visitor = await inside(made)
    assert.deepEqual(await audit('open_share'), [{ ...wanted, status: 303 }])
    await look(visitor)
    assert.deepEqual(await audit('show_shared_record'), [{ ...wanted, status: 200 }])
    await visitor.get('/share/record/download')
    assert.deepEqual(await audit('download_shared_record'), [{ ...wanted, detail: 'all time', status: 200 }])
    const [made_] = await audit('make_share')
    assert.deepEqual([made_.account_id, made_.patient_id, made_.object_id, made_.detail], [account.id, dana.id, made.id, 'Dr. Trail'])
  })
}

test('AZ-02: who has access by the patient\'s gift sees and stops only links of their own', async () => {
  const owner = await family.owner()
  const [friend, other] = [await family.holder(owner.patient), await family.holder(owner.patient)]
  const page = `/records/${owner.patient.id}/share`
  const hers = await make({ name: 'Hers' }, owner, owner.patient.id)
  const theirs = await make({ name: 'Theirs' }, friend, owner.patient.id)
  assert.match((await owner.get(page)).says, new RegExp(`Theirs .* by ${friend.account.name}`))
  const says = (await friend.get(page)).says
  assert.ok(says.includes('Theirs') && !says.includes('Hers '))
  assert.ok(!(await other.get(page)).says.includes('Theirs'))
  assert.equal((await friend.post(`${page}/${hers.id}/stop`)).status, 404)
  assert.equal((await other.post(`${page}/${theirs.id}/stop`)).status, 404)
  assert.equal((await as.post(`${FORM}/${theirs.id}/stop`)).status, 404, 'of another patient')
  assert.equal((await row(theirs)).stopped_by, null)
  assert.equal((await owner.post(`${page}/${theirs.id}/stop`)).status, 303)
})
