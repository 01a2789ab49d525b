// Messages as the family writes and reads them: what goes, what comes back.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { People, sqlTime } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const { sql } = ctx
const people = new People(ctx)
let owen, walter, dana, mother, subject, provider, office

const TEXT = 'Owen coughs at night. Should we come in?'

/** The ids of one table by name. */
const idOf = async (table, name) => (await sql(`SELECT id FROM ${table} WHERE name = ?`, [name]))[0].id

beforeEach(async () => {
  await ctx.reset()
  owen = await people.patient('owen')
  walter = await people.patient('walter')
  dana = await people.account('Dana Mother')
  await people.grant(dana, owen, { basis: 'guardian', relation: 'mother' })
  mother = await people.signedIn(dana)
  subject = await idOf('subject', 'Medical question')
  provider = await idOf('provider', 'Dr. Samuel Ortega')
  office = await idOf('location', 'Main Street office')
})

const to = (patient) => `/messages/send/${patient.id}`
const good = (other = {}) => ({ provider, office, subject, message: TEXT, ...other })

/** Write as somebody, from the start page. */
async function write(as, other = {}, patient = owen) {
  await as.get(`/home/${patient.id}`)
  return as.post(to(patient), good(other))
}

const conversations = () => sql('SELECT * FROM conversation ORDER BY id')
const messages = () => sql('SELECT * FROM message ORDER BY id')
const threadOf = (answer) => answer.location.replace(/\?.*/, '')

/** The practice answers, as lib/talk does it. */
async function practiceAnswers(conversation, body, { readers = [dana], patient = owen } = {}) {
  const now = sqlTime(ctx.stack.now)
  await sql(`INSERT INTO message (patient_id, conversation_id, kind, staff_id, author, body, sent_at)
    VALUES (?, ?, 'practice', 1, 'Dr. Samuel Ortega', ?, ?)`, [patient.id, conversation, body, now])
  const [{ id }] = await sql('SELECT MAX(id) AS id FROM message')
  await sql(`UPDATE conversation SET state = 'answered', answered_at = ?, waiting_since = NULL, due_at = NULL,
    last_message_id = ?, last_at = ? WHERE id = ?`, [now, id, now, conversation])
  const [c] = await sql('SELECT area, confidential FROM conversation WHERE id = ?', [conversation])
  for (const reader of readers) {
    await sql('REPLACE INTO message_unread VALUES (?, ?, ?, ?, ?, ?)',
      [reader.id, patient.id, conversation, c.area, c.confidential, now])
  }
}

test('S9: the family writes, the practice answers, the family reads the answer', async () => {
  const sent = await mother.follow(await write(mother))
  assert.equal(sent.status, 200)
  assert.match(sent.says, /Your message was sent\./)
  assert.match(sent.says, /Owen coughs at night/)
  const [{ id }] = await conversations()
  await practiceAnswers(id, 'Please come on Monday.')
  assert.match((await mother.get(`/messages/${owen.id}/${id}`)).says, /Please come on Monday\./)
})

test('S33: a mother writes for her son, and the message says so', async () => {
  const thread = await mother.follow(await write(mother))
  assert.match(thread.says, /Dana Mother for Owen [A-Za-z ]*Whitfield \(mother\)/)
})

test('S72: the start page has a section Messages', async () => {
  const home = await mother.get(`/home/${owen.id}`)
  assert.match(home.text, /<h2 id="messages">Messages<\/h2>/)
})

test('S73: the start page\'s form takes files', async () => {
  const form = (await mother.get(`/home/${owen.id}`)).form(to(owen))
  assert.equal(form.attributes.enctype, 'multipart/form-data')
  assert.ok(form.controls.some((c) => c.type === 'file' && c.name === 'files'))
})

test('S74: a message without a file is written and sent from the Messages page', async () => {
  await mother.get(`/messages/${owen.id}`)
  assert.equal((await mother.post(to(owen), good())).status, 303)
  assert.equal((await messages()).length, 1)
})

test('S75: Messages at the top of the start page leads to the Messages page', async () => {
  const home = await mother.get(`/home/${owen.id}`)
  assert.match(home.text, new RegExp(`<a class="top-link" href="/messages/${owen.id}">`))
})

test('S76: "Send a message" opens the fields', async () => {
  const home = await mother.get(`/home/${owen.id}`)
  assert.match(home.text, /<details class="more compose" id="write"><summary>.*?Send a message<\/summary>\s*<form/s)
})

for (const [row, label, name] of [['S77', 'Provider', 'provider'], ['S79', 'Office location', 'office'],
  ['S80', 'Subject', 'subject'], ['S84', 'Attach files', 'files']]) {
  test(`${row}: there is a field "${label}"`, async () => {
    const home = await mother.get(`/home/${owen.id}`)
    assert.match(home.text, new RegExp(`<label[^>]* for="${name}">(<svg.*?</svg>)?${label}</label>`, 's'))
  })
}

test('S77, S81, S82: there is a list of providers, and of what it is about', async () => {
  const page = await mother.get(`/home/${owen.id}`)
  const options = (name) => [...new RegExp(`<select[^>]* name="${name}".*?</select>`, 's').exec(page.text)[0].matchAll(/<option[^>]*>([^<]+)/g)].map(([, text]) => text)
  assert.ok(options('provider').some((one) => one.includes('Dr. Samuel Ortega')))
  const subjects = options('subject')
  for (const one of ['Medical question', 'Appointments and scheduling', 'Prescription refill', 'Billing', 'Other']) assert.ok(subjects.includes(one), one)
})

test('S78: the list holds whom the patient has seen, and nobody else', async () => {
  const form = (await mother.get(`/home/${owen.id}`)).form(to(owen))
  const listed = form.controls.find((c) => c.name === 'provider').options.filter(Boolean).map(Number)
  const seen = (await sql(`SELECT DISTINCT provider_id AS id FROM encounter WHERE patient_id = ? AND provider_id IS NOT NULL
    AND NOT confidential AND start_day <= ? UNION SELECT provider_id FROM care_team_member
    WHERE patient_id = ? AND status = 'active' AND provider_id IS NOT NULL AND NOT confidential`,
  [owen.id, people.today, owen.id])).map((row) => row.id)
  assert.ok(listed.length > 0)
  assert.deepEqual([...listed].sort(), seen.sort())
})

test('S79: an office where the provider does not work is refused, and the right one is named', async () => {
  const northside = await idOf('location', 'Northside office')
  await sql('DELETE FROM provider_location WHERE provider_id = ? AND location_id = ?', [provider, northside])
  const refused = await write(mother, { office: northside })
  assert.equal(refused.status, 422)
  assert.match(refused.says, /Dr\. Samuel Ortega does not work at that office\. Choose Main Street office\./)
  assert.equal((await messages()).length, 0)
})

for (const [row, name] of [['S81', 'Medical question'], ['S82', 'Appointments and scheduling']]) {
  test(`${row}: "${name}" is a subject`, async () => {
    const wanted = await idOf('subject', name)
    assert.equal((await write(mother, { subject: wanted })).status, 303)
    assert.equal((await conversations())[0].subject, name)
  })
}

test('S83: a message of 1000 characters goes, of 1001 comes back with its text', async () => {
  assert.equal((await write(mother, { message: 'é'.repeat(1000) })).status, 303)
  const refused = await write(mother, { message: 'é'.repeat(1001) })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /é{1001}/)
  assert.match(refused.says, /Your message has 1,001 characters\. Make it 1,000 or fewer\./)
})

test('S91: the button is called "Send message"', async () => {
  assert.match((await mother.get(`/home/${owen.id}`)).text, /<button class="btn" type="submit">Send message<\/button>/)
})

test('S92: the page says not to send credit card information', async () => {
  assert.match((await mother.get(`/home/${owen.id}`)).says, /Do not send any credit card information through the patient portal\./)
})

test('S93: the warning names photos of cards and numbers in the text', async () => {
  assert.match((await mother.get(`/home/${owen.id}`)).says, /No photos of cards, and no card numbers in the text\./)
})

test('IO-24: a card number is not sent, and the text comes back', async () => {
  const refused = await write(mother, { message: 'My card is 4111 1111 1111 1111.' })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /My card is 4111 1111 1111 1111\./)
  assert.match(refused.says, /looks like a credit card number/)
  assert.equal((await messages()).length, 0)
  assert.equal((await write(mother, { message: 'Call (802) 555-0142, record 4111111111111112.' })).status, 303)
})

test('AZ-03: a provider whom this patient has not seen is refused', async () => {
  const [{ id }] = await sql('SELECT id FROM provider WHERE id NOT IN (SELECT provider_id FROM encounter WHERE patient_id = ? AND provider_id IS NOT NULL) AND id NOT IN (SELECT provider_id FROM care_team_member WHERE patient_id = ? AND provider_id IS NOT NULL) LIMIT 1', [owen.id, owen.id])
  assert.equal((await write(mother, { provider: id })).status, 422)
  assert.equal((await conversations()).length, 0)
})

test('AZ-02: a conversation of another patient is not there', async () => {
  const thread = threadOf(await write(mother))
  const other = await people.account('Walter Daughter')
  await people.grant(other, walter)
  const stranger = await people.signedIn(other)
  const id = thread.split('/').pop()
  assert.equal((await stranger.get(thread)).status, 404)
  assert.equal((await stranger.get(`/messages/${walter.id}/${id}`)).status, 404)
  await stranger.get(`/messages/${walter.id}`)
  assert.equal((await stranger.post(`/messages/send/${walter.id}/${id}`, { message: 'x' })).status, 404)
  await stranger.get(`/messages/${walter.id}`)
  assert.equal((await stranger.post(`/messages/${walter.id}/draft`, { conversation: id, message: 'x' })).status, 404)
  assert.equal((await messages()).length, 1)
})

test('AZ-14: fields that the form does not have change nothing', async () => {
  await write(mother, { account_id: 999, kind: 'practice', staff_id: 1, author: 'Dr. Evil', state: 'closed',
    patient_id: walter.id, area: 'billing', sent_at: '2001-01-01 00:00:00', confidential: 1, private: 1 })
  const [c] = await conversations()
  const [m] = await messages()
  assert.deepEqual([c.patient_id, c.state, c.area, c.confidential, c.account_id], [owen.id, 'waiting', 'messages', 0, dana.id])
  assert.deepEqual([m.kind, m.author, m.account_id, m.staff_id], ['family', 'Dana Mother', dana.id, null])
})

test('AZ-15: there is no way to write as the practice, or to change what was sent', async () => {
  const thread = threadOf(await write(mother))
  const was = await messages()
  await mother.get(thread)
  for (const path of [thread, `${thread}/delete`, `${thread}/edit`]) {
    assert.ok([404, 405].includes((await mother.post(path, { message: 'changed' })).status))
  }
  assert.deepEqual(await messages(), was)
})

test('AZ-16: ids that are not numbers, or stand twice, are refused', async () => {
  for (const bad of ['01', '+1', '1e3', '9223372036854775808', '-1']) {
    assert.equal((await mother.get(`/messages/${owen.id}/${bad}`)).status, 404, bad)
  }
  await mother.get(`/messages/${owen.id}`)
  assert.equal((await mother.post(to(owen), good({ subject: [subject, subject] }))).status, 400)
  assert.equal((await messages()).length, 0)
})

test('AZ-11: the audit names the writer and the patient', async () => {
  await write(mother)
  const [row] = await sql("SELECT * FROM audit WHERE action = 'send_new'")
  assert.deepEqual([row.account_id, row.patient_id, row.object_id], [dana.id, owen.id, (await conversations())[0].id])
})

test('AZ-17: access that was revoked between two clicks sends nothing', async () => {
  await mother.get(`/home/${owen.id}`)
  await sql('UPDATE access_grant SET revoked_at = ? WHERE account_id = ?', [sqlTime(new Date(ctx.stack.now - 1000)), dana.id])
  assert.equal((await mother.post(to(owen), good())).status, 404)
  assert.equal((await messages()).length, 0)
})

/** Somebody else with access to Owen's record, signed in. */
async function also(name, grant) {
  const account = await people.account(name)
  await people.grant(account, owen, grant)
  return Object.assign(await people.signedIn(account), { account })
}

test('AZ-07: who has billing only finds no trace of other conversations', async () => {
  const thread = threadOf(await write(mother))
  await practiceAnswers(thread.split('/').pop(), 'The result is fine.')
  const payer = await also('Bill Payer', { areas: 'billing' })
  assert.equal((await payer.get(thread)).status, 404)
  for (const path of [`/messages/${owen.id}`, `/home/${owen.id}`, `/messages/${owen.id}?q=cough`, `/messages/${owen.id}?show=new`]) {
    const { says, text } = await payer.get(path)
    assert.doesNotMatch(says, /cough at|coughs|Ortega|Medical question|result is fine|\d unread/, path)
    assert.doesNotMatch(text, /name="provider"/, path)
  }
  const form = (await payer.get(`/messages/${owen.id}`)).form(to(owen))
  assert.deepEqual(form.controls.find((c) => c.name === 'subject').options, [String(await idOf('subject', 'Billing'))])
  assert.equal((await payer.post(to(owen), { office, subject, message: 'x' })).status, 422)
  const bill = await payer.post(to(owen), { office, subject: await idOf('subject', 'Billing'), message: 'A bill?' })
  assert.equal(bill.status, 303)
  assert.match((await payer.follow(bill)).says, /A bill\?/)
})

test('AZ-06: a private conversation is only the patient\'s own', async () => {
  // Of an age to have an account; his mother has his yes.
  await sql("UPDATE patient SET birth_day = birth_day - INTERVAL 8 YEAR WHERE id = ?", [owen.id])
  const himself = await also('Owen Self', { basis: 'self' })
  await people.grant(dana, owen, { basis: 'patient' })
  const thread = threadOf(await write(himself, { private: 1 }))
  assert.equal((await conversations())[0].confidential, 1)
  assert.equal((await himself.get(thread)).status, 200)
  assert.equal((await mother.get(thread)).status, 404)
  assert.doesNotMatch((await mother.get(`/messages/${owen.id}?q=coughs`)).says, /at night/)
})

test('AZ-05: another\'s conversation and one that is not there: the same answer', async () => {
  const thread = threadOf(await write(mother))
  const other = await also('Only Bills', { areas: 'billing' })
  const bare = (answer) => answer.text.replace(/\b[0-9a-f]{32,64}\b|\d+\/\d+/g, '')
  assert.equal(bare(await other.get(thread)), bare(await other.get(`/messages/${owen.id}/999999`)))
})

test('S9: an answer is new until it is opened', async () => {
  const thread = threadOf(await write(mother))
  await practiceAnswers(thread.split('/').pop(), 'Please come on Monday.')
  assert.match((await mother.get(`/messages/${owen.id}`)).text, /class="count">1<span class="vh"> unread/)
  assert.match((await mother.get(thread)).text, /class="tag new">New</)
  assert.doesNotMatch((await mother.get(`/messages/${owen.id}`)).text, /class="count">/)
  assert.notEqual((await conversations())[0].answer_seen_at, null)
})

test('S9: a note of the practice is never shown', async () => {
  const thread = threadOf(await write(mother))
  await sql(`INSERT INTO message (patient_id, conversation_id, kind, staff_id, author, body, sent_at)
    VALUES (?, ?, 'note', 1, 'Staff', 'secret remark', UTC_TIMESTAMP())`, [owen.id, thread.split('/').pop()])
  assert.doesNotMatch((await mother.get(thread)).says, /secret remark/)
  assert.doesNotMatch((await mother.get(`/messages/${owen.id}?q=secret`)).says, /coughs/)
})

test('R-20: one form sent 20 times at once is one message, and all answers name it', async () => {
  await mother.get(`/home/${owen.id}`)
  const fields = { ...mother.formFields(to(owen)), ...good() }
  const answers = await Promise.all(Array.from({ length: 20 }, () => mother.tab().post(to(owen), fields, { bare: true })))
  assert.deepEqual([...new Set(answers.map((a) => `${a.status} ${a.location}`))], [`303 ${answers[0].location}`])
  assert.equal((await messages()).length, 1)
})

test('S83: a draft is kept, from one device to the next, until it is sent', async () => {
  await mother.get(`/home/${owen.id}`)
  const saved = await mother.post(`/messages/${owen.id}/draft`, { message: 'Not yet ready', subject })
  assert.equal(saved.status, 200)
  assert.match(saved.text, /^\d{1,2}:\d\d [AP]M$/)
  const phone = await people.signedIn(dana)
  const form = (await phone.get(`/home/${owen.id}`)).form(to(owen))
  assert.equal(form.fields.message, 'Not yet ready')
  assert.equal(form.fields.subject, String(subject))
  await write(phone)
  assert.equal((await sql('SELECT 1 FROM draft')).length, 0)
})

test('S83: a draft that is thrown away is gone', async () => {
  await mother.get(`/home/${owen.id}`)
  await mother.post(`/messages/${owen.id}/draft`, { message: 'Not yet ready' })
  await mother.get(`/messages/${owen.id}`)
  assert.equal((await mother.post(`/messages/${owen.id}/draft/drop`)).status, 303)
  assert.equal((await sql('SELECT 1 FROM draft')).length, 0)
})

test('EN-07: after so many messages in a day no more go, and the text is kept', async () => {
  await sql('INSERT INTO upload_use VALUES (?, ?, 50, 0)', [dana.id, people.today])
  const refused = await write(mother)
  assert.equal(refused.status, 429)
  assert.match(refused.text, /Owen coughs at night/)
  assert.equal((await messages()).length, 0)
  assert.equal((await sql('SELECT body FROM draft'))[0].body, TEXT)
})

test('IO-22: no address, title or log line holds what was written', async () => {
  const thread = await mother.follow(await write(mother))
  assert.doesNotMatch(thread.title + thread.path, /cough|Owen|Medical/)
})

test('S9: writing to a closed conversation opens it again', async () => {
  const thread = threadOf(await write(mother))
  await sql("UPDATE conversation SET state = 'closed', closed_at = UTC_TIMESTAMP()")
  assert.match((await mother.get(thread)).says, /closed\. If you write, it is opened again\./)
  assert.equal((await mother.post(`/messages/send/${thread.slice('/messages/'.length)}`, { message: 'One more thing' })).status, 303)
  assert.equal((await conversations())[0].state, 'waiting')
})

test('S9: who wants no email about messages says so', async () => {
  await mother.get(`/messages/${owen.id}/notices`)
  const saved = await mother.follow(await mother.post(`/messages/${owen.id}/notices`, { messages: 'never' }))
  assert.match(saved.says, /Saved\./)
  assert.equal((await sql('SELECT messages FROM notice_choice WHERE account_id = ?', [dana.id]))[0].messages, 'never')
})

test('S9: the list has 20 a page, and the way to all of them', async () => {
  for (let i = 0; i < 23; i++) await write(mother, { message: `Number ${i}.` })
  const first = await mother.get(`/messages/${owen.id}`)
  const numbers = (page) => [...page.says.matchAll(/Number (\d+)\./g)].map((m) => Number(m[1]))
  assert.deepEqual(numbers(first), Array.from({ length: 20 }, (_, i) => 22 - i))
  const { before: last } = first.forms.find((f) => f.fields.before).fields
  assert.deepEqual(numbers(await mother.get(`/messages/${owen.id}?show=all&before=${last}`)), [2, 1, 0])
})

test('SE-09: no form of messages is taken that does not come from a page of ours', async () => {
  const thread = threadOf(await write(mother))
  await mother.get(thread)
  const was = await Promise.all([conversations(), messages(), sql('SELECT * FROM draft'), sql('SELECT * FROM notice_choice')])
  const { csrf } = mother.formFields(to(owen))
  for (const path of [to(owen), thread.replace('/messages/', '/messages/send/'), `/messages/${owen.id}/draft`,
    `/messages/${owen.id}/draft/remove`, `/messages/${owen.id}/draft/drop`, `/messages/${owen.id}/notices`]) {
    const fields = good({ messages: 'never', file: 1 })
    assert.equal((await mother.post(path, fields, { bare: true })).status, 403, path)
    assert.equal((await mother.post(path, { ...fields, csrf }, { bare: true, headers: { 'Sec-Fetch-Site': 'cross-site' } })).status, 403, path)
  }
  assert.deepEqual(await Promise.all([conversations(), messages(), sql('SELECT * FROM draft'), sql('SELECT * FROM notice_choice')]), was)
})
