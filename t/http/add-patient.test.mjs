// Add Patient: somebody who is signed in asks for the record of a child, or of
// someone they care for.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { anotherPasscode, namesake, onFile, passcodeOf, patiently, refuseOf, wish } from '../lib/asking.mjs'
import { addDays, FULL, People, shape, yearsBefore } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const { client, sql, mail, mails } = ctx
const people = new People(ctx)
const ADD = '/family/add'
const FAMILYS = 'abara@mail.example'

let account, visitor, lena
beforeEach(async () => {
  await ctx.reset()
  lena = await people.patient('lena')
  await onFile(ctx, lena, FAMILYS)
  account = await people.account('Chidinma Abara')
  visitor = await people.signedIn(account)
})

/** Fill in the form of a signed-in visitor and give back the answer. */
async function ask(who, other = {}, as = visitor) {
  await as.get(ADD)
  const { name, ...typed } = await wish(people, who, { relation: 'mother', own_email: 'none', ...other })
  return as.post(ADD, typed)
}

/** On the page of the passcode: its path, the letter and the passcode. */
async function asked(who = 'lena', other = {}, contact = FAMILYS, as = visitor) {
  const before = mails(contact).length
  const page = await as.follow(await ask(who, other, as))
  const letter = await mail(contact, { count: before + 1 })
  return { path: page.path, page, letter, passcode: passcodeOf(letter) }
}

const grants = () => sql('SELECT patient_id, basis, areas, relation, code_id FROM access_grant WHERE account_id = ?', [account.id])

async function findsNobody(who, other) {
  const before = mails().length
  assert.match((await ask(who, other)).location, /^\/family\/add\/\d+$/)
  await people.posted()
  assert.equal(mails().length, before)
}

test('S52: "Add Patient" is a page for who is signed in', async () => {
  const page = await visitor.get(ADD)
  assert.equal(page.h1, 'Add Patient')
  assert.match((await client().get(ADD)).location, /^\/account\/sign-in/)
})

test('S53: the child\'s name and date of birth are asked for, and stay when something is missing', async () => {
  const page = await visitor.get(ADD)
  assert.deepEqual(page.form(ADD).controls.filter((c) => c.type !== 'hidden').map((c) => c.name),
    ['first_name', 'last_name', 'birth_date', 'relation', 'own_email', 'own_email', 'email', 'channel', 'channel'])
  const answer = await ask('lena', { birth_date: 'yesterday' })
  assert.equal(answer.status, 422)
  assert.equal(answer.form(ADD).fields.first_name, lena.first_name)
  assert.equal(answer.form(ADD).fields.birth_date, 'yesterday')
})

test('S54: the portal looks for a matching record, and says the same if there is none', async () => {
  const { page } = await asked()
  assert.match(page.says, /If what you entered matches our records, we sent a passcode to the patient by email, not to you/)
  const none = await visitor.follow(await ask('lena', { last_name: 'Nobody' }))
  assert.equal(none.says.replace(/\d+:\d+/g, ''), page.says.replace(/\d+:\d+/g, ''))
})

test('S55: the passcode from the contact on file opens the record, and nothing else does', async () => {
  const { path, passcode, letter } = await asked()
  assert.match(letter.text, /Chidinma Abara asks to see the health record of a child in your family/)
  assert.equal((await visitor.get(`/home/${lena.id}`)).status, 404)
  await visitor.get(path)
  assert.equal((await visitor.post(path, { passcode: anotherPasscode(passcode) })).status, 422)
  const done = await visitor.follow(await visitor.post(path, { passcode }))
  assert.match(done.says, /Lena Abara is one of your people now/)
  assert.equal((await visitor.get(`/home/${lena.id}`)).status, 200)
  const [{ code_id, ...grant }] = await grants()
  assert.deepEqual(grant, { patient_id: lena.id, basis: 'guardian', areas: FULL, relation: 'mother' })
  assert.ok(code_id)
})

test('S55: by text it goes to the mobile phone on file, and works for ten minutes', async () => {
  const { path, passcode, letter } = await asked('lena', { channel: 'text' }, '+18025550123')
  assert.match(letter.text, /Riverbend: Chidinma Abara asks to see a child's health record/)
  assert.ok(refuseOf({ text: letter.text.replaceAll(' ', '\n') }))
  await visitor.get(path)
  await ctx.clock(605)
  try {
    const late = await visitor.post(path, { passcode })
    assert.equal(late.status, 422)
    assert.match(late.says, /too old/)
  } finally { await ctx.clock(0) }
  assert.match((await visitor.post(path, { passcode })).location, /done$/)
})

test('S71: the account has both records then', async () => {
  await people.grant(account, await people.patient('noah'), { basis: 'guardian' })
  const { path, passcode } = await asked()
  await visitor.post(path, { passcode })
  for (const who of ['lena', 'noah']) assert.equal((await visitor.get(`/home/${(await people.patient(who)).id}`)).status, 200)
})

test('S70: of two who share an email one has the account, and adds the other with the passcode that comes to it', async () => {
  const owner = await people.account('Sam Shared', FAMILYS)
  const as = await people.signedIn(owner)
  const { path, passcode } = await asked('lena', {}, FAMILYS, as)
  assert.equal((await as.post(path, { passcode })).status, 303)
  assert.equal((await as.get(`/home/${lena.id}`)).status, 200)
})

test('S56: "No email" is chosen unless one says otherwise; an own email must be the one on file', async () => {
  const page = await visitor.get(ADD)
  assert.equal(page.form(ADD).fields.own_email, 'none')
  assert.match(page.says, /No email/)
  assert.equal((await ask('lena', { own_email: 'own', email: '' })).status, 422)
  await findsNobody('lena', { own_email: 'own', email: 'lena@elsewhere.example' })
  assert.ok((await asked('lena', { own_email: 'own', email: FAMILYS.toUpperCase() })).passcode)
})

test('S57: the page warns not to enter the own email, and refuses it', async () => {
  assert.match((await visitor.get(ADD)).says, /DO NOT enter your email address/)
  const answer = await ask('lena', { own_email: 'own', email: account.email.toUpperCase() })
  assert.equal(answer.status, 422)
  assert.match(answer.text, /id="email-error"[^]*DO NOT enter your email address\. Choose No email\./)
  assert.deepEqual(await sql('SELECT id FROM access_request'), [])
})

test('S58: somebody who is no patient of the practice any more is not found', async () => {
  await sql('UPDATE patient SET active = 0 WHERE id = ?', [lena.id])
  await findsNobody('lena')
})

test('S59: who is not successful is pointed to Technical Support, with phone and email', async () => {
  const { page } = await asked()
  assert.match(page.says, /If you are not successful, please reach out to Technical Support: \(802\)\s555.0163 or help@riverbend\.example/)
})

test('S45: a patient asks for an adult\'s record: the adult agrees, and gives Full', async () => {
  const chen = await people.patient('chen64')
  const { path, passcode, letter } = await asked('chen64', { relation: 'daughter' }, chen.email)
  assert.match(letter.text, /your health record[^]*your daughter/)
  await visitor.get(path)
  await visitor.post(path, { passcode })
  const [{ code_id, ...grant }] = await grants()
  assert.deepEqual(grant, { patient_id: chen.id, basis: 'passcode', areas: FULL, relation: 'daughter' })
  assert.ok(code_id)
})

test('AZ-08: the day before the 13th birthday it is a guardian\'s, on the birthday the teenager\'s own to give', async () => {
  await sql('UPDATE patient SET birth_day = ? WHERE id = ?', [addDays(yearsBefore(people.today, 13), 1), lena.id])
  await asked()
  await sql('UPDATE patient SET birth_day = ? WHERE id = ?', [yearsBefore(people.today, 13), lena.id])
  await asked()
  assert.deepEqual((await sql('SELECT basis FROM access_request ORDER BY id')).map((r) => r.basis), ['guardian', 'passcode'])
})

test('AZ-10: a teenager\'s passcode never goes to an address of the requester or of anyone with access', async () => {
  const maya = await people.patient('maya')
  await onFile(ctx, maya, account.email)
  await findsNobody('maya')
  await onFile(ctx, maya, (await people.patient('dana')).email)
  await findsNobody('maya')
  await onFile(ctx, maya, 'maya@school.example')
  assert.ok((await asked('maya', {}, 'maya@school.example')).passcode)
})

test('AZ-18: an adult\'s contact that is the requester\'s own gets nothing, on the own chart, too', async () => {
  const chen = await people.patient('chen64')
  await sql('UPDATE account SET email = ?, email_key = ? WHERE id = ?', [chen.email, chen.email.toLowerCase(), account.id])
  await findsNobody('chen64')
  await sql("UPDATE account SET email = 'c@people.example', email_key = 'c@people.example' WHERE id = ?", [account.id])
  const siobhan = await people.patient('siobhan')
  await people.grant(account, siobhan, { basis: 'self' })
  await onFile(ctx, siobhan, chen.email)
  await findsNobody('chen64')
})

test('AZ-18: a contact that changed within 30 days gets nothing', async () => {
  await sql('UPDATE patient_contact SET changed_at = UTC_TIMESTAMP() - INTERVAL 29 DAY WHERE patient_id = ?', [lena.id])
  await findsNobody('lena')
})

test('AZ-18: whom the practice keeps away finds nobody, and gets nothing with an older passcode', async () => {
  const { path, passcode } = await asked()
  await sql(`INSERT INTO access_block (patient_id, account_id, name, name_key, why, blocked_by, blocked_at)
    VALUES (?, ?, 'C', 'c', 'court order', 1, UTC_TIMESTAMP())`, [lena.id, account.id])
  await findsNobody('lena')
  await visitor.get(path)
  assert.equal((await visitor.post(path, { passcode })).status, 422)
  assert.deepEqual(await grants(), [])
})

test('AZ-18: the family says no: the passcode is dead, and the requester learns nothing', async () => {
  const { path, passcode, letter } = await asked()
  const parent = client()
  await parent.get(refuseOf(letter))
  await parent.post('/account/refuse')
  await visitor.get(path)
  const answer = await visitor.post(path, { passcode })
  assert.equal(answer.status, 422)
  assert.match(answer.says, /not the passcode/)
})

test('AZ-12: of two with one name and birth day nobody is found', async () => {
  await namesake(ctx, lena)
  await findsNobody('lena')
})

test('AU-07: twenty requests with one passcode give one access', async () => {
  const { path, passcode } = await asked()
  const tabs = Array.from({ length: 20 }, () => visitor.copy())
  for (const tab of tabs) await tab.get(path)
  const answers = await Promise.all(tabs.map((tab) => tab.post(path, { passcode })))
  assert.ok(answers.every((a) => a.status < 500), answers.map((a) => a.status).join())
  assert.equal(answers.filter((a) => /done$/.test(a.location ?? '')).length, 1)
  assert.equal((await grants()).length, 1)
})

test('AU-09: a passcode is dead after five wrong guesses', async () => {
  const { path, passcode } = await asked()
  await visitor.get(path)
  for (let i = 0; i < 5; i++) await visitor.post(path, { passcode: anotherPasscode(passcode) })
  assert.match((await visitor.post(path, { passcode })).says, /too many wrong tries/)
})

test('AU-08: the passcode works after a new sign-in, for the account that asked and no other', async () => {
  const { path, passcode } = await asked()
  const other = await people.signedIn(await people.account('Some Body'))
  assert.equal((await other.get(path)).status, 404)
  await other.get(ADD)
  assert.equal((await other.post(path, { passcode })).status, 404)
  assert.equal((await other.get(`${path}/done`)).status, 404)
  const later = await people.signedIn(account)
  await later.get(path)
  assert.match((await later.post(path, { passcode })).location, /done$/)
})

test('AU-08: a passcode of the sign-up is worth nothing here, and the other way round', async () => {
  const stranger = client()
  await stranger.get('/account/sign-up/family')
  const before = mails(FAMILYS).length
  await stranger.follow(await stranger.post('/account/sign-up/family', await wish(people, 'lena')))
  const theirs = passcodeOf(await mail(FAMILYS, { count: before + 1 }))
  const { path, passcode } = await asked()
  await visitor.get(path)
  assert.equal((await visitor.post(path, { passcode: theirs })).status, 422)
  await stranger.get('/account/sign-up/passcode')
  assert.equal((await stranger.post('/account/sign-up/passcode', { passcode })).status, 422)
})

test('EN-03: right, wrong birth date, wrong name, no contact: the same answers, but for the number', async () => {
  const seen = []
  const bareOf = (answer) => JSON.stringify(shape(answer)).replace(/\/family\/add\/\d+/g, 'PATH')
  for (const other of [{}, { birth_date: '2021-02-09' }, { last_name: 'Nobody' }]) {
    const account = await people.account(`A ${'xyz'[seen.length]}`)
    const as = await people.signedIn(account)
    const answers = [await ask('lena', other, as)]
    answers.push(await as.follow(answers[0]))
    for (let i = 0; i < 7; i++) answers.push(await as.post(answers[1].path, { passcode: '2222-2222' }))
    answers.push(await as.follow(await as.post(`${answers[1].path}/again`)))
    seen.push(answers.map(bareOf).map((text) => text.replace(/a\.[xyz]@|A [xyz]\b|A[XYZ]\b/g, 'WHO')))
  }
  for (const one of seen.slice(1)) assert.deepEqual(one, seen[0])
})

test('EN-04: five searches a day an account, also at once and after a new sign-in; the sixth is logged', async () => {
  const tabs = await Promise.all(Array.from({ length: 8 }, () => people.signedIn(account)))
  const answers = await Promise.all(tabs.map((tab, i) =>
    patiently(() => ask('lena', { birth_date: `2022-02-${10 + i}` }, tab))))
  assert.equal(answers.filter((a) => a.status === 303).length, 5, answers.map((a) => a.status).join())
  const refused = answers.find((a) => a.status === 429)
  assert.match(refused.says, /That is all for today[^]*Technical Support/)
  assert.equal(refused.form(ADD).fields.first_name, lena.first_name)
  const [{ n }] = await sql("SELECT COUNT(*) AS n FROM audit WHERE action = 'add_patient' AND status = 429 AND account_id = ?", [account.id])
  assert.equal(n, 3)
  await ctx.clock(24 * 3600 + 60)
  try {
    assert.equal((await ask('lena', {}, await people.signedIn(account))).status, 303)
  } finally { await ctx.clock(0) }
})
