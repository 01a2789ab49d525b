// The practice writes first, and who works for whom meanwhile.
import { before, test } from 'node:test'
import assert from 'node:assert/strict'
import { portal } from '../lib/portal.mjs'
import { addDays, People } from '../lib/people.mjs'
import { Inbox } from '../lib/inbox.mjs'

const ctx = await portal()
const people = new People(ctx)
const inbox = new Inbox(ctx)

let owen, maya, dana, nurse, other, as, subject

before(async () => {
  owen = await people.patient('owen')
  maya = await people.patient('maya')
  dana = await people.account('Dana Test')
  await people.grant(dana, owen, { basis: 'guardian', relation: 'mother' })
  nurse = await people.staff('Kim Tran, RN', { pools: ['Care team'] })
  other = await people.staff('Leah Okafor, NP', { pools: ['Front desk'] })
  as = { nurse: await people.staffSignedIn(nurse), other: await people.staffSignedIn(other) }
  await inbox.talk(owen, { account: dana })
  subject = (await ctx.sql("SELECT id FROM subject WHERE name = 'Referral'"))[0].id
})

const start = (client, patient, fields) => client.post(`/staff/inbox/send/new/${patient.id}`, { act: 'send', subject, ...fields })
const conversations = (patient) => ctx.sql('SELECT * FROM conversation WHERE patient_id = ? ORDER BY id', [patient.id])

test('who works for a patient may write first; it is theirs, in the pool of its subject', async () => {
  assert.equal((await as.nurse.get(`/staff/inbox/new/${owen.id}`)).status, 200)
  const answer = await start(as.nurse, owen, { body: 'Your referral is ready.' })
  const made = (await conversations(owen)).at(-1)
  assert.equal(answer.location, `/staff/inbox/${made.id}?done=sent`)
  assert.deepEqual([made.staff_id, made.state, made.subject, made.account_id], [nurse.id, 'answered', 'Referral', null])
  assert.equal((await as.nurse.follow(answer)).status, 200)
  assert.equal((await ctx.sql('SELECT COUNT(*) AS n FROM message_unread WHERE conversation_id = ? AND account_id = ?', [made.id, dana.id]))[0].n, 1)
})

test('AZ-13: for another patient a reason is asked first, and nothing is written', async () => {
  for (const patient of [maya, { id: 99999999 }]) {
    const answer = await as.other.get(`/staff/inbox/new/${patient.id}`)
    assert.equal(answer.location, `/staff/patients/${patient.id}`)
    await as.other.get('/staff/inbox/away')
    assert.equal((await start(as.other, patient, { body: 'Hello.' })).location, `/staff/patients/${patient.id}`)
  }
  assert.equal((await conversations(maya)).length, 0)
})

test('AZ-13: a chart that was opened with a reason may be written to, until that ends', async () => {
  const access = (ends) => ctx.sql(`INSERT INTO chart_access (staff_id, patient_id, reason, opened_at, ends_at)
    VALUES (?, ?, 'treatment', ?, ?)`, [other.id, maya.id, inbox.at(-3600), inbox.at(ends)])
  await access(-1)
  assert.equal((await as.other.get(`/staff/inbox/new/${maya.id}`)).status, 303)
  await access(600)
  assert.equal((await as.other.get(`/staff/inbox/new/${maya.id}`)).status, 200)
})

test('what nobody could read is not sent, and kept', async () => {
  await ctx.sql('UPDATE access_grant SET revoked_at = UTC_TIMESTAMP() WHERE patient_id = ?', [maya.id])
  await as.other.get(`/staff/inbox/new/${maya.id}`)
  const answer = await start(as.other, maya, { body: 'Who reads this?' })
  assert.equal(answer.status, 422)
  assert.match(answer.says, /Nobody in the family can read this/)
  assert.equal((await conversations(maya)).length, 0)
  assert.equal((await as.other.get(`/staff/inbox/new/${maya.id}`)).form(`/staff/inbox/send/new/${maya.id}`).fields.body, 'Who reads this?')
})

test('a subject, provider or office that is not there is refused', async () => {
  for (const wrong of [{ subject: 99999 }, { subject: '' }, { provider: 99999 }, { office: 99999 }]) {
    await as.nurse.get(`/staff/inbox/new/${owen.id}`)
    assert.equal((await start(as.nurse, owen, { body: 'x', ...wrong })).status, 422, JSON.stringify(wrong))
  }
})

const away = (client, fields) => client.post('/staff/inbox/away', fields)
const row = (member) => ctx.sql('SELECT away_from, away_until, covered_by FROM staff WHERE id = ?', [member.id]).then(([one]) => one)

test('away from the first day\'s morning until the last day\'s end, and back by a click', async () => {
  await as.nurse.get('/staff/inbox/away')
  const until = addDays(people.today, 2)
  assert.equal((await away(as.nurse, { from: people.today, until, cover: other.id })).location, '/staff/inbox?done=away')
  const set = await row(nurse)
  assert.equal(set.covered_by, other.id)
  assert.match(String(set.away_from), / 0[45]:00:00$/)
  assert.equal(String(set.away_until).slice(0, 10), addDays(people.today, 3))
  assert.match((await as.nurse.get('/staff/inbox/away')).says, /You are out of office .* Leah Okafor, NP works for you/)
  await away(as.nurse, { act: 'back' })
  assert.deepEqual(await row(nurse), { away_from: null, away_until: null, covered_by: null })
})

test('an absence that can\'t be is refused', async () => {
  const today = people.today
  const auditor = await people.staff('Au Ditor', { roles: 'auditor' })
  for (const wrong of [{ until: addDays(today, -1) }, { from: '' }, { from: addDays(today, -9), until: addDays(today, -8) },
    { cover: nurse.id }, { cover: auditor.id }, { cover: 99999 }, { cover: '' }]) {
    await as.nurse.get('/staff/inbox/away')
    assert.equal((await away(as.nurse, { from: today, until: today, cover: other.id, ...wrong })).status, 422, JSON.stringify(wrong))
  }
  assert.equal((await row(nurse)).covered_by, null)
})
