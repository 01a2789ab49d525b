// The practice's inbox: what waits, answers, notes, whose it is.
import { before, test } from 'node:test'
import assert from 'node:assert/strict'
import { portal } from '../lib/portal.mjs'
import { People } from '../lib/people.mjs'
import { Inbox } from '../lib/inbox.mjs'

const ctx = await portal()
const people = new People(ctx)
const inbox = new Inbox(ctx)

let owen, dana, nurse, doctor, clerk, as, talk
const send = (client, id, fields) => client.post(`/staff/inbox/send/${id}`, { kind: 'practice', act: 'send', ...fields })
const audit = (action) => ctx.sql('SELECT * FROM audit WHERE action = ? ORDER BY id DESC LIMIT 1', [action]).then(([row]) => row)

before(async () => {
  owen = await people.patient('owen')
  dana = await people.account('Dana Test')
  await people.grant(dana, owen, { basis: 'guardian', relation: 'mother' })
  nurse = await people.staff('Kim Tran, RN', { pools: ['Care team'] })
  doctor = await people.staff('Leah Okafor, NP', { pools: ['Care team', 'Front desk'] })
  clerk = await people.staff('Marcus Bell', { roles: 'front_desk', pools: ['Front desk'] })
  as = { nurse: await people.staffSignedIn(nurse), doctor: await people.staffSignedIn(doctor),
    clerk: await people.staffSignedIn(clerk), dana: await people.signedIn(dana) }
  talk = await inbox.talk(owen, { account: dana, body: 'The cough is back.' })
})

test('the list says who waits, for what, how long and from whom', async () => {
  const it = await inbox.talk(owen, { account: dana, subject: 'Test results', since: -12000, due: -60 })
  const page = await as.nurse.get('/staff/inbox?show=late')
  assert.equal(page.status, 200)
  assert.match(page.says, /Whitfield, Owen Thomas.*Test results.*3 h 20 min.*Nobody yet · from mother Late/)
  await ctx.sql('DELETE FROM conversation WHERE id = ?', [it.id])
})

test('what is due first stands first, and a list of 60 has a second page with the rest', async () => {
  const made = []
  for (let i = 0; i < 60; i++) made.push(await inbox.talk(owen, { subject: `S${i}`, due: 500000 - i * 60, pool: 'Billing office' }))
  const biller = await people.staffSignedIn(await people.staff('Bill Er', { roles: 'billing', pools: ['Billing office'] }))
  const first = await biller.get('/staff/inbox')
  const subjects = (page) => [...page.text.matchAll(/<p>(S\d+)<\/p>/g)].map(([, s]) => s)
  assert.deepEqual(subjects(first), [...Array(50).keys()].map((i) => `S${59 - i}`))
  const { after } = first.forms.find((form) => 'after' in form.fields).fields
  const second = await biller.get(`/staff/inbox?after=${after}`)
  assert.deepEqual(subjects(second), [...Array(10).keys()].map((i) => `S${9 - i}`))
  assert.match(first.says, /Billing office 60/)
  await ctx.sql(`DELETE FROM conversation WHERE id IN (${made.map((one) => one.id).join()})`)
})

test('the search finds by family name and record number, only in one\'s own work', async () => {
  for (const q of ['whitf', 'RB-100602', 'Whitfield, Ow']) {
    assert.match((await as.nurse.get(`/staff/inbox?q=${encodeURIComponent(q)}`)).text, new RegExp(`/staff/inbox/${talk.id}"`), q)
    assert.doesNotMatch((await as.clerk.get(`/staff/inbox?q=${encodeURIComponent(q)}`)).text, new RegExp(`/staff/inbox/${talk.id}"`), q)
  }
  assert.doesNotMatch((await as.nurse.get('/staff/inbox?q=%25')).text, new RegExp(`/staff/inbox/${talk.id}"`))
})

test('AZ-16: a list that can\'t be is refused', async () => {
  for (const query of ['show=everything', 'after=1', 'after=1-0', 'pool=0', 'pool=%2B1', 'pool=1&pool=2']) {
    assert.equal((await as.nurse.get(`/staff/inbox?${query}`)).status, 400, query)
  }
})

test('opening is noted once, with the patient in the audit', async () => {
  const page = await as.nurse.get(`/staff/inbox/${talk.id}`)
  assert.equal(page.status, 200)
  assert.match(page.says, /Whitfield, Owen Thomas Born .* Record RB-100602/)
  assert.match(page.says, /from Dana Test, mother, Full access/)
  const { opened_at: first } = await inbox.row(talk)
  assert.ok(first)
  assert.equal((await audit('show_thread')).patient_id, owen.id)
  assert.equal((await audit('show_thread')).staff_id, nurse.id)
  await as.doctor.get(`/staff/inbox/${talk.id}`)
  assert.equal((await inbox.row(talk)).opened_at, first)
})

test('who else has it open is named, for a minute', async () => {
  assert.match((await as.nurse.get(`/staff/inbox/${talk.id}`)).says, /Also open at: Leah Okafor, NP/)
  const { newest, others } = JSON.parse((await as.doctor.get(`/staff/inbox/${talk.id}/others`)).text)
  assert.deepEqual(others, ['Kim Tran, RN'])
  assert.equal(newest, talk.message)
  await ctx.sql('UPDATE presence SET seen_at = seen_at - INTERVAL 2 MINUTE')
  assert.deepEqual(JSON.parse((await as.doctor.get(`/staff/inbox/${talk.id}/others`)).text).others, [])
})

test('SE-05: the poll does not keep a session alive', async () => {
  const idle = await people.staffSignedIn(nurse, { age: 300 })
  const seen = () => ctx.sql('SELECT seen_at FROM staff_session WHERE token_hash = ?', [people.hashOf(idle.token)])
  const before = await seen()
  assert.equal((await idle.get(`/staff/inbox/${talk.id}/others`)).status, 200)
  assert.deepEqual(await seen(), before)
})

test('an answer goes to the family, and is the writer\'s from then on', async () => {
  await as.nurse.get(`/staff/inbox/${talk.id}`)
  const answer = await send(as.nurse, talk.id, { body: 'Come in at 9:40.' })
  assert.equal(answer.location, `/staff/inbox/${talk.id}?done=sent`)
  const row = await inbox.row(talk)
  assert.equal(row.state, 'answered')
  assert.equal(row.staff_id, nurse.id)
  const [, sent] = await inbox.messages(talk)
  assert.deepEqual([sent.kind, sent.author, sent.body, sent.staff_id], ['practice', 'Kim Tran, RN', 'Come in at 9:40.', nurse.id])
  assert.equal((await ctx.sql('SELECT COUNT(*) AS n FROM message_unread WHERE conversation_id = ? AND account_id = ?', [talk.id, dana.id]))[0].n, 1)
  assert.match((await as.nurse.follow(answer)).says, /Your message was sent/)
  assert.equal((await audit('send_message')).patient_id, owen.id)
})

test('R-20: the same answer 20 times at once is one message', async () => {
  const it = await inbox.talk(owen, { account: dana })
  await as.nurse.get(`/staff/inbox/${it.id}`)
  const fields = { ...as.nurse.formFields(`/staff/inbox/send/${it.id}`), kind: 'practice', act: 'send', body: 'Once.' }
  const answers = await Promise.all([...Array(20)].map(() => as.nurse.tab().post(`/staff/inbox/send/${it.id}`, fields, { bare: true })))
  const good = answers.filter(({ status }) => status === 303)
  assert.ok(good.length > 0 && answers.every(({ status }) => [303, 503].includes(status)), answers.map((a) => a.status).join())
  assert.equal((await inbox.messages(it)).filter(({ kind }) => kind === 'practice').length, 1)
})

test('AZ-17: of two different answers at once one is sent, the other is kept and says so', async () => {
  const it = await inbox.talk(owen, { account: dana })
  await Promise.all([as.nurse.get(`/staff/inbox/${it.id}`), as.doctor.get(`/staff/inbox/${it.id}`)])
  const [one, two] = await Promise.all([send(as.nurse, it.id, { body: 'From the nurse.' }), send(as.doctor, it.id, { body: 'From the doctor.' })])
  assert.deepEqual([one.status, two.status].sort(), [303, 409])
  const [late, client, text] = one.status === 409 ? [one, as.nurse, 'From the nurse.'] : [two, as.doctor, 'From the doctor.']
  assert.match(late.says, /Your answer was not sent yet/)
  assert.ok(late.says.includes(one.status === 409 ? 'From the doctor.' : 'From the nurse.'), 'the newer message is shown')
  assert.equal(late.form(`/staff/inbox/send/${it.id}`).fields.body, text)
  assert.equal((await ctx.sql('SELECT body FROM draft WHERE conversation_id = ?', [it.id]))[0].body, text)
  assert.equal((await inbox.messages(it)).length, 2)
  const sent = await send(client, it.id, { act: 'anyway' })
  assert.equal(sent.status, 303)
  assert.equal((await inbox.messages(it)).length, 3)
  assert.equal((await ctx.sql('SELECT COUNT(*) AS n FROM draft WHERE conversation_id = ?', [it.id]))[0].n, 0)
})

test('IO-24: a card number is neither sent nor stored', async () => {
  const it = await inbox.talk(owen, { account: dana })
  await as.nurse.get(`/staff/inbox/${it.id}`)
  const refused = await send(as.nurse, it.id, { body: 'Card 4111 1111 1111 1111' })
  assert.equal(refused.status, 422)
  assert.match(refused.says, /payment card/)
  assert.equal((await inbox.messages(it)).length, 1)
  assert.equal((await ctx.sql("SELECT COUNT(*) AS n FROM draft WHERE body LIKE '%4111%'"))[0].n, 0)
  assert.equal((await as.nurse.post(`/staff/inbox/${it.id}/draft`, { kind: 'practice', body: '4111111111111111', once: null })).status, 422)
})

test('an answer of 5000 characters goes, of 5001 comes back with its text', async () => {
  const it = await inbox.talk(owen, { account: dana })
  await as.nurse.get(`/staff/inbox/${it.id}`)
  const refused = await send(as.nurse, it.id, { body: 'é'.repeat(5001) })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /é{5001}/)
  assert.equal((await send(as.nurse, it.id, { body: 'é'.repeat(5000) })).status, 303)
})

test('a draft is kept for its writer alone, and gone when it is sent', async () => {
  const it = await inbox.talk(owen, { account: dana })
  await as.nurse.get(`/staff/inbox/${it.id}`)
  assert.equal((await as.nurse.post(`/staff/inbox/${it.id}/draft`, { kind: 'practice', body: 'Half a th', once: null })).status, 204)
  const body = (page) => page.form(`/staff/inbox/send/${it.id}`).fields.body
  assert.equal(body(await as.nurse.get(`/staff/inbox/${it.id}`)), 'Half a th')
  assert.equal(body(await as.doctor.get(`/staff/inbox/${it.id}`)), '')
  assert.equal((await send(as.nurse, it.id, { act: 'save', body: 'Half a thought' })).location, `/staff/inbox/${it.id}?done=saved`)
  assert.equal(body(await as.nurse.get(`/staff/inbox/${it.id}`)), 'Half a thought')
  await send(as.nurse, it.id, {})
  assert.equal(body(await as.nurse.get(`/staff/inbox/${it.id}`)), '')
})

test('a text of the practice is filled in and added to the draft', async () => {
  await ctx.sql("INSERT INTO message_template (name, body) VALUES ('Test text', 'Hello {writer}, {patient} may come. {me}, {practice}, {phone}')")
  const [{ id }] = await ctx.sql("SELECT id FROM message_template WHERE name = 'Test text'")
  const it = await inbox.talk(owen, { account: dana })
  await as.nurse.get(`/staff/inbox/${it.id}`)
  const page = await as.nurse.follow(await send(as.nurse, it.id, { act: 'use', template: id, body: 'Begin.' }))
  assert.match(page.form(`/staff/inbox/send/${it.id}`).fields.body,
    /^Begin\.\n\nHello Dana Test, Owen may come\. Kim Tran, RN, Riverbend Family Medicine, \(\d{3}\) /)
  assert.equal((await inbox.messages(it)).length, 1)
})

test('AZ-14: what a form does not have is not taken: nobody writes as somebody else', async () => {
  const it = await inbox.talk(owen, { account: dana })
  await as.nurse.get(`/staff/inbox/${it.id}`)
  await send(as.nurse, it.id, { body: 'As me.', staff_id: doctor.id, author: 'Dr. Who', patient_id: 1, sent_at: '2001-01-01', state: 'closed' })
  const sent = (await inbox.messages(it)).at(-1)
  assert.deepEqual([sent.staff_id, sent.author, sent.patient_id], [nurse.id, 'Kim Tran, RN', owen.id])
  assert.equal((await inbox.row(it)).state, 'answered')
})

test('AZ-15: nobody can write for the family, or at another time', async () => {
  const it = await inbox.talk(owen, { account: dana })
  await as.nurse.get(`/staff/inbox/${it.id}`)
  assert.equal((await send(as.nurse, it.id, { kind: 'family', body: 'Forged.' })).status, 422)
  assert.equal((await inbox.messages(it)).length, 1)
})

test('a note is for staff only and answers nothing', async () => {
  const it = await inbox.talk(owen, { account: dana })
  const before = (await ctx.sql('SELECT COUNT(*) AS n FROM outbox'))[0].n
  await as.nurse.get(`/staff/inbox/${it.id}`)
  await send(as.nurse, it.id, { kind: 'note', body: 'canary-of-notes' })
  const row = await inbox.row(it)
  assert.deepEqual([row.state, row.staff_id], ['waiting', null])
  assert.match((await as.doctor.get(`/staff/inbox/${it.id}`)).says, /Note for staff only Kim Tran, RN .* canary-of-notes/)
  assert.equal((await ctx.sql('SELECT COUNT(*) AS n FROM outbox'))[0].n, before)
  for (const path of [`/home/${owen.id}`, `/messages/${owen.id}`, `/messages/${owen.id}/${it.id}`]) {
    assert.doesNotMatch((await as.dana.get(path)).text, /canary-of-notes/, path)
  }
})

test('given to a person it is theirs, and the family sees with whom', async () => {
  const it = await inbox.talk(owen, { account: dana })
  await as.nurse.get(`/staff/inbox/${it.id}`)
  const done = await as.nurse.post(`/staff/inbox/${it.id}/give`, { to: `staff:${doctor.id}`, note: 'Please look.' })
  assert.equal(done.location, `/staff/inbox/${it.id}?done=given`)
  assert.equal((await inbox.row(it)).staff_id, doctor.id)
  assert.match((await as.nurse.follow(done)).says, /With Leah Okafor, NP/)
  assert.equal((await inbox.messages(it)).at(-1).kind, 'note')
  assert.match((await as.doctor.get('/staff/inbox?show=mine')).says, /With you/)
})

test('given to a pool it is nobody\'s, and out of sight of those who are not in it', async () => {
  const it = await inbox.talk(owen, { account: dana, staff: nurse })
  const [{ id }] = await ctx.sql("SELECT id FROM pool WHERE name = 'Front desk'")
  await as.nurse.get(`/staff/inbox/${it.id}`)
  assert.equal((await as.nurse.post(`/staff/inbox/${it.id}/give`, { to: `pool:${id}` })).location, '/staff/inbox?done=given')
  assert.deepEqual([(await inbox.row(it)).pool_id, (await inbox.row(it)).staff_id], [id, null])
  assert.equal((await as.nurse.get(`/staff/inbox/${it.id}`)).status, 404)
  assert.equal((await as.clerk.get(`/staff/inbox/${it.id}`)).status, 200)
})

test('AZ-03: it can be given only to who answers messages and to a pool in use', async () => {
  const it = await inbox.talk(owen, { account: dana })
  const auditor = await people.staff('Au Ditor', { roles: 'auditor' })
  const gone = await people.staff('Gone Away')
  await ctx.sql('UPDATE staff SET disabled_at = UTC_TIMESTAMP() WHERE id = ?', [gone.id])
  await ctx.sql("INSERT INTO pool (name, active) VALUES ('Old team', 0)")
  const [{ id }] = await ctx.sql("SELECT id FROM pool WHERE name = 'Old team'")
  for (const to of [`staff:${auditor.id}`, `staff:${gone.id}`, `pool:${id}`, 'staff:999999', 'staff:01', 'pool:', 'me', '']) {
    await as.nurse.get(`/staff/inbox/${it.id}`)
    assert.equal((await as.nurse.post(`/staff/inbox/${it.id}/give`, { to })).status, 422, to)
  }
  assert.deepEqual([(await inbox.row(it)).staff_id, (await inbox.messages(it)).length], [null, 1])
})

test('closed it waits no more; open again it is promised anew', async () => {
  const it = await inbox.talk(owen, { account: dana })
  await as.nurse.get(`/staff/inbox/${it.id}`)
  await as.nurse.post(`/staff/inbox/${it.id}/close`)
  assert.deepEqual([(await inbox.row(it)).state, (await inbox.row(it)).due_at], ['closed', null])
  await as.nurse.get(`/staff/inbox/${it.id}`)
  await as.nurse.post(`/staff/inbox/${it.id}/reopen`)
  assert.equal((await inbox.row(it)).state, 'waiting')
  assert.ok((await inbox.row(it)).due_at)
})

test('send and close does both', async () => {
  const it = await inbox.talk(owen, { account: dana })
  await as.nurse.get(`/staff/inbox/${it.id}`)
  await send(as.nurse, it.id, { act: 'close', body: 'Done.' })
  assert.equal((await inbox.row(it)).state, 'closed')
  assert.equal((await inbox.messages(it)).length, 2)
})

test('made private, a parent has it neither to read nor counted', async () => {
  const it = await inbox.talk(owen, { account: dana, state: 'answered' })
  await ctx.sql(`INSERT INTO message_unread (account_id, patient_id, conversation_id, area, confidential, since)
    VALUES (?, ?, ?, 'messages', 0, UTC_TIMESTAMP())`, [dana.id, owen.id, it.id])
  await as.nurse.get(`/staff/inbox/${it.id}`)
  await as.nurse.post(`/staff/inbox/${it.id}/private`, { on: 'yes' })
  assert.equal((await inbox.row(it)).confidential, 1)
  assert.equal((await ctx.sql('SELECT confidential FROM message_unread WHERE conversation_id = ?', [it.id]))[0].confidential, 1)
  assert.match((await as.nurse.get(`/staff/inbox/${it.id}`)).says, /Nobody in the family can read an answer here now/)
  await as.nurse.post(`/staff/inbox/${it.id}/private`, { on: 'no' })
  assert.equal((await inbox.row(it)).confidential, 0)
})

test('R-29: a mail that did not arrive is told where it matters', async () => {
  const it = await inbox.talk(owen, { account: dana })
  const mail = (state, error) => ctx.sql(`INSERT INTO outbox (dedupe_key, kind, recipient, template, state, next_at, created_at,
    done_at, last_error, account_id, patient_id) VALUES (UUID(), 'mail', 'd@people.example', 'message', ?, UTC_TIMESTAMP(),
    UTC_TIMESTAMP(), UTC_TIMESTAMP(), ?, ?, ?)`, [state, error, dana.id, owen.id])
  await mail('failed', '550 no such user')
  assert.match((await as.nurse.get(`/staff/inbox/${it.id}`)).says, /Email to Dana Test could not be delivered\. The mail server said: 550 no such user/)
  await mail('sent', null)
  assert.doesNotMatch((await as.nurse.get(`/staff/inbox/${it.id}`)).says, /could not be delivered/)
})
