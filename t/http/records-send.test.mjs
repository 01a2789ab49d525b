// Send via Email: the record as a .zip to any address, after a warning, and what
// became of it.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, beforeEach, test } from 'node:test'
import { Family } from '../lib/family.mjs'
import { portal, until } from '../lib/portal.mjs'
import { timeless, unzip } from '../lib/zip.mjs'

const ctx = await portal()
const { sql } = ctx
const family = new Family(ctx)
const { people } = family

const as = await family.demo('dana')
const { account, patient: dana } = as
const FORM = `/records/${dana.id}/send`

await ctx.settings({ record_mails_per_day: '3', record_mail_megabytes: '1' })
after(() => ctx.settings({}))
beforeEach(() => sql('DELETE FROM record_send'))

/** Fill in the form and press Send; who and fields replace what is usual. */
async function send(fields = {}, client = as, patient = dana.id) {
  const page = await client.get(`/records/${patient}/send`)
  const agree = /name="agree" value="([^"]+)"/.exec(page.text)[1]
  const email = fields.email ?? `dr.${Math.random().toString(36).slice(2)}@clinic.example`
  return Object.assign(await client.post(`/records/${patient}/send`,
    { dates: 'all', type: 'ccda', email, confirm_email: email, agree, ...fields }), { email })
}

const stateOf = async (id) => (await sql(`SELECT o.state, o.last_error, (SELECT COUNT(*) FROM outbox_attachment a
  WHERE a.outbox_id = o.id) AS chunks FROM record_send s JOIN outbox o ON o.id = s.outbox_id WHERE s.id = ?`, [id]))[0]
const idOf = (answer) => Number(/\/send\/(\d+)$/.exec(answer.location)[1])
const inState = (id, state) => until(async () => (await stateOf(id)).state === state, { what: `it is ${state}` })

const zipOf = (mail) => mail.parts.find((part) => part.type.startsWith('application/zip'))

// --- the page ---

test('S108: "Send via Email" leads from Health Records to a page of its own, with the dates', async () => {
  const page = await as.get(`/records/${dana.id}`)
  assert.match(page.text, new RegExp(`<button[^>]* formaction="/records/${dana.id}/send#how"[^>]*>.*?Send via Email</button>`, 's'))
  const there = await as.get(`${FORM}?dates=one&from=2025-03-04&to=&type=ccda`)
  assert.equal(there.status, 200)
  assert.match(there.text, /value="one" checked/)
  assert.match(there.text, /id="from" name="from" value="2025-03-04"/)
})

test('S109: the page warns that the email is not encrypted', async () => {
  assert.match((await as.get(FORM)).says, /Email is not private\. This email is not encrypted\. Someone else could read the health record/)
})

test('S110: it says that an email can\'t be cancelled, and shows the better way', async () => {
  const page = await as.get(FORM)
  assert.match(page.says, /Check the address with care\. After you send the email, you cannot cancel it or get it back\./)
  assert.ok(page.links.includes(`/records/${dana.id}/share`))
})

test('S111: the field "Email" asks for the provider\'s address', async () => {
  assert.match((await as.get(FORM)).text, /<label for="email">Email<\/label><p class="hint" id="email-hint">The provider’s email address/)
  for (const email of ['', 'nobody', 'a@b.example, c@d.example', '"a b"@c.example', 'a@b.example\r\nBcc: x@y.example']) {
    const refused = await send({ email })
    assert.equal(refused.status, 422, email)
    assert.match(refused.text, /id="email-error"/)
  }
  assert.deepEqual(await sql('SELECT id FROM record_send'), [])
})

test('S112: "Confirm email" must match, and what was typed stays', async () => {
  const refused = await send({ email: 'dr.lund@clinic.example', confirm_email: 'dr.lund@klinik.example' })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /name="email" value="dr\.lund@clinic\.example"/)
  assert.match(refused.text, /name="confirm_email" value="dr\.lund@klinik\.example"/)
  assert.match(refused.text, /id="confirm_email-error"/)
  assert.equal((await send({ email: 'Dr.Lund@clinic.example', confirm_email: 'dr.lund@clinic.example' })).status, 422)
  assert.equal((await send({ email: 'Dr.Lund@clinic.example', confirm_email: 'Dr.Lund@CLINIC.example' })).status, 303)
})

test('S113: "Send" sends the record, and leads to what became of it', async () => {
  assert.match((await as.get(FORM)).text, /<button class="btn" type="submit">.*?Send<\/button>/s)
  const sent = await send()
  assert.equal(sent.status, 303)
  await inState(idOf(sent), 'sent')
  const page = await as.get(sent.location)
  assert.match(page.says, /The email was sent on .*The other side’s mail server took it/)
  assert.ok(page.says.includes(sent.email))
  const list = await as.get(FORM)
  assert.match(list.says, new RegExp(`Sent before ${sent.email.replaceAll('.', '\\.')} Today, [^·]*· All time Sent`))
})

for (const where of ['send', 'share']) {
  test(`S104: "Show Preview" shows the record on the page of ${where}, and what was typed stays`, async () => {
    const old = await people.signedIn(account)
    const address = `/records/${dana.id}/${where}`
    await old.get(address)
    const typed = { dates: 'all', type: 'ccda', email: 'dr.lund@', name: 'Dr. Lund' }
    const shown = await old.post(`${address}/preview`, { ...typed, preview: 'show' })
    assert.equal(shown.status, 200)
    assert.match(shown.says, /Sulfa drugs/)
    assert.match(shown.text, /name="email" value="dr\.lund@"/)
    assert.equal((await old.post(`${address}/preview`, { ...typed, preview: 'show' })).status, 200, 'again')
    const hidden = await old.post(`${address}/preview`, { ...typed, preview: 'hide' })
    assert.doesNotMatch(hidden.text, /Sulfa drugs/)
    assert.match(hidden.text, /name="email" value="dr\.lund@"/)
    const bad = await old.post(`${address}/preview`, { ...typed, dates: 'one', from: 'x', preview: 'show' })
    assert.equal(bad.status, 422)
    assert.doesNotMatch(bad.text, /Sulfa drugs/)
  })
}

// --- what goes ---

for (const domain of ['clinic.example', 'mail.example']) {
  test(`E1-T1: the .zip arrives at ${domain}, and holds what Download gives`, async () => {
    const to = `anybody.${Date.now()}@${domain}`
    assert.equal((await send({ email: to })).status, 303)
    const mail = await ctx.mail(to)
    const part = zipOf(mail)
    assert.match(part.headers['content-disposition'], /^attachment; filename="health-record\.zip"$/)
    assert.match(mail.headers['content-type'], /^multipart\/mixed/)
    const [got, here] = [unzip(part.body), unzip((await as.get(`/records/${dana.id}/download`)).body)]
    assert.deepEqual(Object.keys(got).sort(), Object.keys(here).sort())
    assert.match(got['health-record.xml'], /<ClinicalDocument[^]*Sulfa drugs/)
    assert.equal(timeless(got['health-record.xml']), timeless(here['health-record.xml']))
  })
}

test('S96: the dates chosen are what is sent', async () => {
  const [visit] = await sql(`SELECT start_day AS day FROM encounter WHERE patient_id = ? AND reason LIKE '%flu vaccine%'`, [dana.id])
  const sent = await send({ dates: 'one', from: visit.day })
  assert.equal(sent.status, 303)
  const xml = unzip(zipOf(await ctx.mail(sent.email)).body)['health-record.xml']
  const here = unzip((await as.get(`/records/${dana.id}/download?dates=one&from=${visit.day}`)).body)['health-record.xml']
  assert.equal(timeless(xml), timeless(here))
  assert.match(xml, /Influenza/)
  assert.doesNotMatch(xml, /Wisdom teeth/)
  const [row] = await sql('SELECT from_day, to_day FROM record_send WHERE email = ?', [sent.email])
  assert.deepEqual(row, { from_day: visit.day, to_day: visit.day })
  const bad = await send({ dates: 'range', from: '2025-03-04', to: '2025-03-01' })
  assert.equal(bad.status, 422)
  assert.match(bad.text, /id="to-error"/)
})

test('H5: what is confidential goes only if the patient sends it', async () => {
  const maya = await people.patient('maya')
  const [{ word }] = await sql('SELECT display AS word FROM medication WHERE patient_id = ? AND confidential LIMIT 1', [maya.id])
  const herself = await people.account('Maya Herself')
  await people.grant(herself, maya, { basis: 'self' })
  const friend = await family.holder(maya)
  const textOf = async (client) => {
    const sent = await send({}, client, maya.id)
    assert.equal(sent.status, 303)
    return Object.values(unzip(zipOf(await ctx.mail(sent.email)).body)).join('')
  }
  assert.ok((await textOf(await people.signedIn(herself, { isFresh: true }))).includes(word))
  assert.ok(!(await textOf(friend)).includes(word))
})

test('the mail says who sends it, from which practice, and how to open it; nothing on health', async () => {
  const sent = await send()
  const mail = await ctx.mail(sent.email)
  assert.equal(mail.subject, 'Dana Whitfield sends you a health record')
  for (const words of ['Riverbend Family Medicine', 'health-record.html', 'unpack', 'not encrypted']) assert.ok(mail.text.includes(words), words)
  assert.doesNotMatch(mail.text + mail.html, /Sulfa|Lisinopril|1985/)
})

// --- consent and disclosure ---

test('H2: without the tick nothing is sent; with it text, version, person and time are kept', async () => {
  for (const agree of [undefined, 'yes', '2020-01']) assert.equal((await send({ agree })).status, 422)
  const sent = await send()
  const [row] = await sql('SELECT account_id, patient_id, email, warning, warning_version, from_day, to_day FROM record_send')
  const page = await as.get(FORM)
  assert.deepEqual([row.account_id, row.patient_id, row.email, row.from_day], [account.id, dana.id, sent.email, null])
  assert.match(row.warning, /^Email is not private\. This email is not encrypted\..*\nI understand that this email is not encrypted/s)
  for (const line of row.warning.split('\n')) assert.ok(page.says.includes(line), line)
  assert.ok(page.text.includes(`value="${row.warning_version}"`))
})

for (const row of ['E1-L2', 'D11']) {
  test(`${row}: the audit trail has who sent it, when, whose record and to whom`, async () => {
    const sent = await send()
    const [it] = await sql("SELECT account_id, actor, patient_id, object_id, detail, status FROM audit WHERE action = 'send_record' ORDER BY id DESC LIMIT 1")
    assert.deepEqual(it, { account_id: account.id, actor: account.name, patient_id: dana.id, object_id: idOf(sent), detail: sent.email, status: 303 })
  })
}

test('E1-L2: a relative who sends stands there as themselves', async () => {
  const friend = await family.holder(dana)
  const sent = await send({}, friend)
  assert.equal(sent.status, 303)
  const [it] = await sql("SELECT account_id, actor, patient_id FROM audit WHERE action = 'send_record' ORDER BY id DESC LIMIT 1")
  assert.deepEqual(it, { account_id: friend.account.id, actor: friend.account.name, patient_id: dana.id })
  assert.match((await as.get(FORM)).says, new RegExp(`${sent.email}.*by ${friend.account.name}`))
})

test('AZ-02: who has access by the patient\'s gift does not see what others sent', async () => {
  const sent = await send()
  const friend = await family.holder(dana)
  assert.ok(!(await friend.get(FORM)).text.includes(sent.email))
  assert.equal((await friend.get(sent.location)).status, 404)
  assert.equal((await as.get(sent.location)).status, 200)
})

// --- limits ---

test('AU-17: the password is asked for once more if it was typed long ago, and nothing is lost', async () => {
  const old = await people.signedIn(account)
  const asked = await send({ email: 'dr.again@clinic.example' }, old)
  assert.equal(asked.status, 422)
  assert.equal(asked.h1, 'Is it you?')
  assert.match(asked.text, /name="kept-email" value="dr\.again@clinic\.example"/)
  assert.deepEqual(await sql('SELECT id FROM record_send'), [])
})

test('pressed twice it is sent once', async () => {
  const page = await as.get(FORM)
  const agree = /name="agree" value="([^"]+)"/.exec(page.text)[1]
  const email = 'dr.twice@clinic.example'
  const fields = { dates: 'all', type: 'ccda', email, confirm_email: email, agree }
  const twin = as.tab()
  twin.page = as.page
  const [one, two] = await Promise.all([as.post(FORM, fields), twin.post(FORM, fields)])
  assert.deepEqual([one.status, two.status], [303, 303])
  assert.equal(one.location, two.location)
  await inState(idOf(one), 'sent')
  assert.equal(ctx.mails(email).length, 1)
})

test('at most some go out in a day, also at once', async () => {
  const owner = await family.owner()
  const tabs = Array.from({ length: 6 }, () => owner.tab())
  const answers = await Promise.all(tabs.map((tab) => send({}, tab, owner.patient.id)))
  assert.equal(answers.filter((one) => one.status === 303).length, 3)
  assert.ok(answers.every((one) => [303, 422, 503].includes(one.status)))
  assert.match((await send({}, owner, owner.patient.id)).says, /sent many times today\. 3 are all for one day/)
})

test('what is too large for mail is said before it goes, with the secure link as the way out', async () => {
  const owner = await family.owner()
  for (let i = 0; i < 3; i++) {
    await sql(`INSERT INTO report (patient_id, category, display, status, issued_when, issued_day, narrative)
      VALUES (?, 'imaging', 'Long', 'final', '2025-01-02', '2025-01-02', ?)`, [owner.patient.id, randomBytes(600000).toString('hex')])
  }
  const refused = await send({}, owner, owner.patient.id)
  assert.equal(refused.status, 422)
  assert.match(refused.says, /too large for an email: it has more than 1 MB\. Choose a shorter time, or send it by secure link/)
})

test('AZ-18: nothing goes to an address that the practice keeps away from the record', async () => {
  await sql(`INSERT INTO access_block (patient_id, name, name_key, email_key, why, blocked_by, blocked_at)
    VALUES (?, 'Ex', 'ex', 'ex@mail.example', 'x', 1, UTC_TIMESTAMP())`, [dana.id])
  const refused = await send({ email: 'EX@mail.example' })
  assert.equal(refused.status, 422)
  assert.match(refused.says, /We can’t send this from here\. Please call the office/)
})

// --- what became of it ---

test('a refusal of the other side is told in words, and the file is gone', async () => {
  ctx.smtp('5xx')
  const sent = await send()
  await inState(idOf(sent), 'failed')
  assert.equal((await stateOf(idOf(sent))).chunks, 0)
  assert.match((await as.get(sent.location)).says, /The email was not sent\. The mailbox does not exist\./)
  assert.match((await as.get(FORM)).says, /The mailbox does not exist\. Not sent/)
  ctx.smtp('ok')
})

test('while it can\'t go the page says so, and that it is tried again; after days it is given up', async () => {
  ctx.smtp('4xx')
  const sent = await send()
  const id = idOf(sent)
  await until(async () => (await stateOf(id)).last_error)
  assert.match((await as.get(sent.location)).says, /The email is not sent yet\. The mail server did not take it\. We keep trying/)
  assert.ok((await stateOf(id)).chunks > 0)
  await sql('UPDATE outbox o JOIN record_send s ON s.outbox_id = o.id SET o.created_at = UTC_TIMESTAMP() - INTERVAL 6 DAY, o.next_at = UTC_TIMESTAMP() WHERE s.id = ?', [id])
  await inState(id, 'failed')
  assert.match((await as.get(sent.location)).says, /The email was not sent\. The mail server did not take it\. We tried 2 times/)
  assert.equal((await stateOf(id)).chunks, 0)
  ctx.smtp('ok')
})

test('a mail that comes back is told, with the reason', async () => {
  const sent = await send()
  await inState(idOf(sent), 'sent')
  await sql("UPDATE outbox o JOIN record_send s ON s.outbox_id = o.id SET o.bounced_at = UTC_TIMESTAMP(), o.last_error = 'it came back 5.2.2' WHERE s.id = ?", [idOf(sent)])
  assert.match((await as.get(sent.location)).says, /The email came back\. The mailbox is full\./)
  await sql('DELETE o FROM outbox o JOIN record_send s ON s.outbox_id = o.id WHERE s.id = ?', [idOf(sent)])
  assert.match((await as.get(sent.location)).says, /sent a long time ago/)
})
