// A patient asks the practice to limit what it shares; the practice decides, and
// its people see what was agreed to (45 CFR 164.522(a)).
import assert from 'node:assert/strict'
import { before, beforeEach, test } from 'node:test'
import { Documents } from '../lib/documents.mjs'
import { Inbox } from '../lib/inbox.mjs'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const { sql } = ctx
const people = new People(ctx)
const documents = new Documents(ctx)
const inbox = new Inbox(ctx)
const staff = {}
const member = {}
let siobhan, owen, herself, sister, billing, mother, father
const WORDS = 'Do not tell Blue Shield about the Canary visit'

async function granted(name, patient, grant) {
  const account = await people.account(name)
  await people.grant(account, patient, grant)
  return people.signedIn(account)
}

before(async () => {
  siobhan = await people.patient('siobhan')
  owen = await people.patient('owen')
  herself = await granted('Siobhan Own', siobhan, { basis: 'self' })
  sister = await granted('Fiona Friend', siobhan, { basis: 'patient', relation: 'sister' })
  billing = await granted('Bill Payer', siobhan, { basis: 'patient', areas: 'billing' })
  mother = await granted('Mother Test', owen, { basis: 'guardian', relation: 'mother' })
  father = await granted('Father Test', owen, { basis: 'guardian', relation: 'father' })
  for (const role of ['clinician', 'records', 'front_desk', 'billing', 'administrator', 'auditor']) {
    member[role] = await people.staff(`Test ${role}`, { roles: role })
    staff[role] = await people.staffSignedIn(member[role])
    for (const patient of [siobhan, owen]) await documents.openChart(member[role], patient)
  }
})

beforeEach(() => sql("DELETE FROM restriction_request; DELETE FROM outbox WHERE template = 'answer'; DELETE FROM notice_choice"))

const pageOf = (patient) => `/records/${patient.id}/limits`
const staffPage = (id, patient = siobhan) => `/staff/documents/${patient.id}/limit/${id}`
const row = async (id) => (await sql('SELECT * FROM restriction_request WHERE id = ?', [id]))[0]
const rows = () => sql('SELECT id FROM restriction_request ORDER BY id')
const mails = () => sql("SELECT recipient FROM outbox WHERE template = 'answer'")

/** The form, filled in and sent. */
async function send(fields = {}, as = herself, patient = siobhan) {
  await as.get(pageOf(patient))
  return as.post(pageOf(patient), { visits: 'yes', says: WORDS, ...fields })
}

/** A request that waits; its id. */
async function asked(...how) {
  const answer = await send(...how)
  if (answer.status !== 303) throw new Error(`not asked: ${answer.status} ${answer.says.slice(0, 300)}`)
  return (await rows()).at(-1).id
}

async function end(id, as = herself, patient = siobhan) {
  await as.get(pageOf(patient))
  return as.post(`${pageOf(patient)}/${id}/end`)
}

async function decide(id, fields, as = staff.clinician, patient = siobhan) {
  await as.get(staffPage(id, patient))
  return as.post(staffPage(id, patient), fields)
}

/** The practice's end of an agreed limit; why as the form says. */
async function endAgreed(id, fields, as = staff.clinician, patient = siobhan) {
  await as.get(staffPage(id, patient))
  return as.post(`${staffPage(id, patient)}/end`, fields)
}

async function decided(id, decision, answer, ...who) {
  const done = await decide(id, { decision, answer }, ...who)
  if (done.status !== 303) throw new Error(`not decided: ${done.status} ${done.says.slice(0, 300)}`)
}

/** A letter that is looked at before it is posted: its page. */
async function draftPage() {
  return (await documents.sendLetter(staff.clinician, siobhan)).location
}

/** Where the practice's people read of a limit before they share, and who. */
async function pagesThatShare() {
  const talk = await inbox.talk(siobhan, { staff: member.clinician })
  const [{ id: value }] = await sql(`SELECT o.id FROM observation o JOIN report r ON r.patient_id = o.patient_id AND r.id = o.report_id
    WHERE o.patient_id = ? AND r.recalled_at IS NULL LIMIT 1`, [siobhan.id])
  return [['clinician', `/staff/documents/${siobhan.id}/result`], ['clinician', `/staff/documents/${siobhan.id}/value/${value}`],
    ['front_desk', `/staff/documents/${siobhan.id}/reminder`], ['front_desk', `/staff/patients/${siobhan.id}`], ['clinician', `/staff/patients/${siobhan.id}/chart`],
    ['front_desk', `/staff/documents/${siobhan.id}`], ['clinician', await draftPage()],
    ['clinician', `/staff/inbox/${talk.id}`], ['clinician', `/staff/inbox/new/${siobhan.id}`]]
}

// --- asking ---

test('E1-R: a limit is asked for on a page that Health Records leads to', async () => {
  assert.ok((await herself.get(`/records/${siobhan.id}`)).links.includes(pageOf(siobhan)))
  assert.ok((await herself.get('/family/settings')).links.includes(pageOf(siobhan)))
  const page = await herself.get(pageOf(siobhan))
  assert.match(page.says, /When we must say yes You paid for the care yourself, in full[^]*When we may say no[^]*When we may still share In an emergency/)
  const answer = await send({ results: 'yes', paid: 'yes' })
  assert.equal(answer.location, `${pageOf(siobhan)}?done=asked`)
  const [{ id }] = await rows()
  const { parts, says, paid, account_id: account, relation, decision, ended_at: over } = await row(id)
  assert.deepEqual({ parts, says, paid, account, relation, decision, over },
    { parts: 'visits,results', says: WORDS, paid: 1, account: herself.account.id, relation: null, decision: null, over: null })
  assert.match((await herself.follow(answer)).says, new RegExp(`Your request was sent\\. We will read it and answer here\\.[^]*if you get emails from us\\.[^]*Visits: when, where and why · Test results and scans ${WORDS} Paid in full\\. Do not tell the health plan\\. Asked today,[^]*Waiting for an answer`))
  const [audit] = await sql("SELECT account_id, patient_id, object_id, detail FROM audit WHERE action = 'ask_limit' ORDER BY id DESC LIMIT 1")
  assert.deepEqual(audit, { account_id: herself.account.id, patient_id: siobhan.id, object_id: id, detail: null })
})

test('E1-R: every part of the record can be named, and each has words on both sides', async () => {
  const { text } = await herself.get(pageOf(siobhan))
  const names = [...text.matchAll(/type="checkbox" name="(\w+)"/g)].map((one) => one[1]).filter((name) => name !== 'paid')
  const [{ type }] = await sql("SELECT column_type AS type FROM information_schema.columns WHERE table_schema = 'kith' AND table_name = 'restriction_request' AND column_name = 'parts'")
  assert.deepEqual(names, [...type.matchAll(/'(\w+)'/g)].map((one) => one[1]))
  const id = await asked(Object.fromEntries(names.map((name) => [name, 'yes'])))
  assert.equal((await row(id)).parts, names.join(','))
  for (const page of [await herself.get(pageOf(siobhan)), await staff.clinician.get(staffPage(id))]) {
    const [words] = page.says.match(/Everything in the record · [^]*?(?=Do not tell Blue Shield)/)
    assert.equal(words.trim().split(' · ').filter((one) => /^[A-Z][a-z]+[ ,:]|^[A-Z][a-z]+$/.test(one)).length, names.length, words)
  }
})

const WRONG = {
  'no part': [{ visits: null }, 'parts'],
  'no words': [{ says: ' \n ' }, 'says'],
  'a letter too many': [{ says: 'é'.repeat(501) }, 'says'],
  'a part that is not yes': [{ mental: 'no' }, 'mental'],
  'words that are no text': [{ says: 'a\u0007b' }, 'says'],
}
for (const [what, [fields, field]] of Object.entries(WRONG)) {
  test(`E1-R: a request with ${what} is refused, and what was typed stays`, async () => {
    const answer = await send({ results: 'yes', paid: 'yes', ...field === 'parts' ? { results: null } : {}, ...fields })
    assert.equal(answer.status, 422)
    assert.match(answer.text, new RegExp(`href="#${field}"`))
    assert.match(answer.text, /name="paid" value="yes" checked/)
    if (field !== 'parts') assert.match(answer.text, /name="results" value="yes" checked/)
    if (fields.says === undefined) assert.ok(answer.text.includes(WORDS))
    assert.deepEqual(await rows(), [])
  })
}

test('E1-R: five hundred characters are taken whole', async () => {
  const id = await asked({ says: 'é'.repeat(500) })
  assert.equal((await row(id)).says, 'é'.repeat(500))
})

test('R-20: a request that is sent five times at once is there once', async () => {
  await herself.get(pageOf(siobhan))
  const fields = { ...herself.formFields(pageOf(siobhan)), visits: 'yes', says: WORDS }
  const answers = await Promise.all(Array.from({ length: 5 }, () => herself.copy().post(pageOf(siobhan), fields, { bare: true })))
  assert.deepEqual(answers.map((answer) => answer.location), Array(5).fill(`${pageOf(siobhan)}?done=asked`))
  assert.equal((await rows()).length, 1)
})

test('E1-R: ten may wait, however many are sent at once; then one is taken back first', async () => {
  const tabs = Array.from({ length: 13 }, () => herself.tab())
  const answers = await Promise.all(tabs.map((tab) => send({}, tab)))
  assert.ok(answers.every((answer) => [303, 422, 503].includes(answer.status)))
  while ((await rows()).length < 10) await send()
  const refused = await send({ says: 'One more' })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /10 of your requests wait for an answer[^]*One more/)
  assert.equal((await rows()).length, 10)
  await end((await rows())[0].id)
  assert.equal((await send()).status, 303)
})

// --- who sees it ---

test('E1-R: the family does not see what the patient asked for; the patient sees what the family asked for', async () => {
  const own = await asked()
  const hers = await asked({ says: 'Asked by the sister' }, sister)
  const page = await sister.get(pageOf(siobhan))
  assert.match(page.says, /Asked by the sister/)
  assert.ok(!page.text.includes('Canary'))
  assert.equal((await end(own, sister)).status, 404)
  assert.equal((await row(own)).ended_at, null)
  assert.match((await herself.get(pageOf(siobhan))).says, /Asked by the sister[^]*Asked today,[^]*by Fiona Friend[^]*Canary/)
  assert.equal((await row(hers)).relation, 'sister')
  assert.equal((await end(hers)).location, `${pageOf(siobhan)}?done=withdrawn`)
  assert.equal((await row(hers)).ended_by, herself.account.id)
})

test('E1-R: one guardian does not see what the other asked for', async () => {
  const id = await asked({ says: 'Not the father' }, mother, owen)
  assert.ok(!(await father.get(pageOf(owen))).text.includes('Not the father'))
  assert.equal((await end(id, father, owen)).status, 404)
  assert.equal((await end(id, mother, owen)).status, 303)
})

test('E1-R: with Billing only there is no such page, and nothing is asked for', async () => {
  assert.equal((await billing.get(pageOf(siobhan))).status, 404)
  await billing.get(`/home/${siobhan.id}`)
  assert.equal((await billing.post(pageOf(siobhan), { visits: 'yes', says: WORDS })).status, 404)
  assert.ok(!(await billing.get('/family/settings')).links.includes(pageOf(siobhan)))
  assert.deepEqual(await rows(), [])
})

test('AZ-05: a request of another patient is not there, on both sides', async () => {
  const id = await asked({}, mother, owen)
  await mother.get(pageOf(owen))
  assert.equal((await end(id)).status, 404)
  assert.equal((await end(999999)).status, 404)
  assert.equal((await mother.post(`${pageOf(siobhan)}/${id}/end`)).status, 404)
  assert.equal((await staff.clinician.get(staffPage(id))).status, 404)
  await staff.clinician.get('/staff/documents')
  assert.equal((await staff.clinician.post(staffPage(id), { decision: 'agreed' })).status, 404)
  const { decision, ended_at: over } = await row(id)
  assert.deepEqual({ decision, over }, { decision: null, over: null })
})

test('AZ-06: the family\'s history tells nothing of it, the patient\'s does', async () => {
  await sql('DELETE FROM audit WHERE patient_id = ?', [siobhan.id])
  const id = await asked()
  await decided(id, 'agreed')
  await end(id)
  const history = (as) => as.get(`/records/${siobhan.id}/activity.csv`)
  assert.match((await history(herself)).text, /Ended a request to limit sharing[^]*Answered a request to limit sharing[^]*Asked the practice to limit sharing/)
  assert.doesNotMatch((await history(sister)).text, /limit/)
})

// --- the practice ---

test('E1-R: open requests stand in the work list, oldest first, without what they are about', async () => {
  const first = await asked({ mental: 'yes', paid: 'yes' })
  await sql('UPDATE restriction_request SET asked_at = asked_at - INTERVAL 2 DAY')
  await asked({}, mother, owen)
  const page = await staff.records.get('/staff/documents')
  assert.match(page.says, new RegExp(`Requests to limit sharing 2 to answer ${siobhan.name} [^]*Paid in full ${owen.name} `))
  assert.doesNotMatch(page.text, /Canary|Mental/)
  assert.match((await staff.records.get(`/staff/documents/${siobhan.id}`)).says, /Requests to limit sharing Visits: when, where and why · Mental health Asked by Siobhan Own,/)
  await decided(first, 'agreed')
  assert.match((await staff.records.get('/staff/documents')).says, new RegExp(`Requests to limit sharing 1 to answer ${owen.name}`))
})

test('AZ-13: clinicians and the people of records decide, nobody else; and for a reason only', async () => {
  const id = await asked()
  for (const role of Object.keys(staff)) {
    const may = ['clinician', 'records'].includes(role)
    assert.equal((await staff[role].get(staffPage(id))).status, may ? 200 : 404, role)
    if (may) continue
    await staff[role].get('/staff/account/security')
    assert.equal((await staff[role].post(staffPage(id), { decision: 'declined', answer: 'No' })).status, 404, role)
  }
  assert.doesNotMatch((await staff.front_desk.get('/staff/documents')).says, /Requests to limit/)
  assert.doesNotMatch((await staff.front_desk.get(`/staff/documents/${siobhan.id}`)).says, /Requests to limit/)
  const stranger = await people.staffSignedIn(await people.staff('Test Stranger'))
  assert.equal((await stranger.get(staffPage(id))).location, `/staff/patients/${siobhan.id}/chart?from=documents`)
  await stranger.get('/staff/account/security')
  assert.equal((await stranger.post(staffPage(id), { decision: 'agreed' })).status, 303)
  assert.equal((await row(id)).decision, null)
})

for (const [decision, answer, says, shown] of [
  ['agreed', undefined, /Agreed/, true],
  ['partly', 'The lab must know.', /Our answer The lab must know\.[^]*Agreed to a part/, true],
  ['declined', 'Your doctors need it.', /Our answer Your doctors need it\.[^]*Not agreed/, false]]) {
  test(`E1-R: what was ${decision} is shown to who asked, with words, name and time${shown ? ', and to all who could share' : ''}`, async () => {
    const id = await asked()
    const done = await decide(id, { decision, answer })
    assert.equal(done.location, `${staffPage(id)}?done=decided`)
    assert.match((await staff.clinician.follow(done)).says, /Answered\. Who asked reads it in the portal, and gets an email[^]*if they get emails from us[^]*Answered by Test clinician, today,/)
    const page = (await herself.get(pageOf(siobhan))).says
    assert.match(page, says)
    assert.match(page, /Answered by Test clinician, today, \d+:\d\d [AP]M/)
    for (const [role, path] of await pagesThatShare()) {
      const note = /We agreed to limit sharing Visits: when, where and why Do not tell Blue Shield[^]*In an emergency/.exec((await staff[role].get(path)).says)
      assert.equal(note !== null, shown, `${role} ${path}`)
      if (shown) assert.equal(/Only a part was agreed to\. Our answer: The lab must know\./.test(note[0]), decision === 'partly')
    }
    assert.deepEqual(await mails(), [{ recipient: herself.account.email }])
  })
}

test('E1-R: who does not agree to all of it says why, and what was typed stays', async () => {
  const id = await asked()
  for (const [fields, field] of [[{ decision: 'partly' }, 'answer'], [{ decision: 'declined', answer: ' ' }, 'answer'], [{ answer: 'Kept words' }, 'decision'],
    [{ decision: 'maybe', answer: 'Kept words' }, 'decision'], [{ decision: 'partly', answer: 'é'.repeat(5001) }, 'answer']]) {
    const answer = await decide(id, fields)
    assert.equal(answer.status, 422, JSON.stringify(fields).slice(0, 60))
    assert.match(answer.text, new RegExp(`href="#${field}"`))
    if (field === 'answer') assert.match(answer.text, new RegExp(`value="${fields.decision}" checked`))
    else assert.match(answer.text, /Kept words/)
  }
  assert.equal((await row(id)).decision, null)
  assert.deepEqual(await mails(), [])
})

test('E1-R: where the care was paid for in full, staff read that the law wants a yes, and keep it from the plan', async () => {
  const other = await asked()
  assert.match((await staff.records.get(staffPage(other))).says, /We may say no/)
  const id = await asked({ paid: 'yes' })
  assert.match((await staff.records.get(staffPage(id))).says, /I paid for this care myself in full[^]*The law wants a yes\. If the care was paid for in full/)
  await decided(id, 'agreed')
  assert.match((await staff.billing.get(`/staff/patients/${siobhan.id}`)).says, /Paid in full: nothing of it goes to the health plan/)
})

test('E1-R: what was refused shows the limits anew beside what was typed', async () => {
  const id = await asked()
  await decided(id, 'agreed')
  await staff.clinician.get(`/staff/inbox/new/${siobhan.id}`)
  const again = await staff.clinician.postFiles(`/staff/inbox/send/new/${siobhan.id}`, { body: '', act: 'send' }, [])
  assert.equal(again.status, 422)
  assert.match(again.says, /We agreed to limit sharing Visits/)
})

test('E1-R: another patient\'s limits are on no page of this one', async () => {
  await decided(await asked({}, mother, owen), 'agreed', undefined, staff.clinician, owen)
  for (const [role, path] of await pagesThatShare()) {
    const page = await staff[role].get(path)
    assert.equal(page.status, 200, path)
    assert.doesNotMatch(page.text, /We agreed to limit sharing|Canary/, `${role} ${path}`)
  }
})

test('AZ-13: who opens no charts reads of limits for bills alone, and that there are others', async () => {
  await decided(await asked({ mental: 'yes', says: 'Not my sister' }), 'partly', 'Not by phone')
  const talk = await inbox.talk(siobhan, { pool: 'Front desk' })
  await sql("INSERT IGNORE INTO pool_member (pool_id, staff_id) SELECT id, ? FROM pool WHERE name = 'Front desk'", [member.billing.id])
  const places = [`/staff/patients/${siobhan.id}`, `/staff/inbox/${talk.id}`, `/staff/inbox/new/${siobhan.id}`]
  for (const path of places) {
    const page = await staff.billing.get(path)
    assert.match(page.says, /We agreed to limit sharing There is a limit that you don’t see here\. Ask medical records/, path)
    assert.doesNotMatch(page.text, /Mental|Not my sister|Not by phone/, path)
  }
  assert.match((await staff.administrator.get(places[0])).says, /There is a limit that you don’t see here/)
  await decided(await asked({ results: 'yes', paid: 'yes' }), 'agreed')
  await decided(await asked({ says: 'Nor my brother' }), 'agreed')
  for (const path of places) {
    const page = await staff.billing.get(path)
    assert.match(page.says, /Visits: when, where and why · Test results and scans Do not tell Blue Shield[^]*Paid in full: nothing of it[^]*There are 2 limits that you don’t see here/, path)
    assert.doesNotMatch(page.text, /Mental|Not my sister|Nor my brother/, path)
  }
  assert.doesNotMatch((await staff.front_desk.get(places[0])).says, /you don’t see here/)
})

test('E1-R: a limit in force stays on the page, however many are over', async () => {
  await decided(await asked({ says: 'The one in force' }), 'agreed')
  for (const over of ["'declined', NULL", 'NULL, UTC_TIMESTAMP()', "'agreed', UTC_TIMESTAMP()"]) {
    await sql(`INSERT INTO restriction_request (patient_id, account_id, parts, says, paid, asked_at, decided_at, decision, ended_at)
      SELECT ?, ?, 'visits', 'Over', FALSE, UTC_TIMESTAMP(), UTC_TIMESTAMP(), ${over} FROM seq_1_to_40`, [siobhan.id, herself.account.id])
  }
  await asked({ says: 'The one that waits' })
  for (const page of [await herself.get(pageOf(siobhan)), await staff.clinician.get(`/staff/documents/${siobhan.id}`)]) {
    const states = page.says.match(/Waiting for an answer|Agreed(?! to)|Not agreed/g)
    assert.deepEqual(states.slice(0, 2), ['Waiting for an answer', 'Agreed'])
  }
  assert.match((await herself.get(pageOf(siobhan))).says, /The one that waits[^]*The one in force[^]*Over/)
})

test('AZ-17: of two who decide at once the second is told what the first decided, and nothing is overwritten', async () => {
  const id = await asked()
  await staff.records.get(staffPage(id))
  await decided(id, 'declined', 'First words', staff.clinician)
  const before = await row(id)
  const second = await staff.records.post(staffPage(id), { decision: 'agreed', answer: 'Second words' })
  assert.equal(second.status, 409)
  assert.match(second.says, /Nothing was changed\. Somebody else has answered or ended this[^]*Not agreed First words Answered by Test clinician/)
  assert.equal(second.form(staffPage(id)), undefined)
  assert.deepEqual(await row(id), before)
  assert.equal((await mails()).length, 1)
})

test('AZ-17: ten decisions in the same moment: one counts', async () => {
  const id = await asked()
  const tabs = Array.from({ length: 10 }, (_, i) => staff[i % 2 ? 'clinician' : 'records'].tab())
  for (const tab of tabs) await tab.get(staffPage(id))
  const answers = await Promise.all(tabs.map((tab, i) => tab.post(staffPage(id), { decision: 'partly', answer: `Words ${i}` })))
  const won = answers.findIndex((answer) => answer.status === 303)
  assert.deepEqual(answers.filter((answer) => answer.status !== 303).map((answer) => answer.status).filter((status) => ![409, 503].includes(status)), [])
  assert.equal(answers.filter((answer) => answer.status === 303).length, 1)
  assert.equal((await row(id)).answer, `Words ${won}`)
})

test('IO-15: the mail says only that there is an answer', async () => {
  const id = await asked({ mental: 'yes' })
  await decided(id, 'declined', 'Words of the answer')
  const mail = await ctx.mail(herself.account.email)
  assert.equal(mail.subject, 'There is news about your request in the portal')
  const all = `${mail.subject}${mail.text}${mail.html}`
  for (const word of ['Canary', 'Words of', 'Mental', 'mental', 'limit', 'declined', siobhan.name, siobhan.given, 'clinician']) assert.ok(!all.includes(word), word)
  assert.match(mail.text, /My health and then Health Records: it stands at the top/)
  assert.ok(mail.text.includes(`${ctx.base}/account/sign-in`))
})

test('E1-R: no mail for who wants none, nor for who can\'t read the answer any more', async () => {
  const quiet = await asked()
  await sql("INSERT INTO notice_choice (account_id, messages) VALUES (?, 'never')", [herself.account.id])
  await decided(quiet, 'agreed')
  const friend = await granted('Former Friend', siobhan, { basis: 'patient' })
  const gone = await asked({}, friend)
  await sql('UPDATE access_grant SET revoked_at = UTC_TIMESTAMP() WHERE account_id = ?', [friend.account.id])
  await decided(gone, 'agreed')
  assert.deepEqual(await mails(), [])
})

// --- taking it back ---

test('E1-R: a request that was taken back is not answered any more', async () => {
  const id = await asked()
  await staff.clinician.get(staffPage(id))
  await herself.get(pageOf(siobhan))
  const again = herself.tab()
  await again.get(pageOf(siobhan))
  assert.equal((await end(id)).location, `${pageOf(siobhan)}?done=withdrawn`)
  const before = await row(id)
  assert.equal((await again.post(`${pageOf(siobhan)}/${id}/end`)).location, pageOf(siobhan))
  const late = await staff.clinician.post(staffPage(id), { decision: 'agreed' })
  assert.equal(late.status, 409)
  assert.match(late.says, /it was taken back[^]*Taken back today,/)
  assert.deepEqual(await row(id), before)
  assert.doesNotMatch((await staff.clinician.get('/staff/documents')).says, /Requests to limit/)
  assert.match((await herself.get(pageOf(siobhan))).says, /Taken back today,/)
})

test('E1-R: a limit that was agreed to is ended by who asked; that it held stays on record', async () => {
  const id = await asked()
  await decided(id, 'partly', 'Not to the plan')
  const before = await row(id)
  const done = await end(id)
  assert.equal(done.location, `${pageOf(siobhan)}?done=ended`)
  assert.match((await herself.follow(done)).says, /The limit has ended\.[^]*Answered by Test clinician[^]*Ended today,/)
  const { ended_at: at, ended_by: by, seen_at: seen, ...rest } = await row(id)
  assert.ok(at && seen)
  assert.equal(by, herself.account.id)
  assert.deepEqual({ ...rest, ended_at: null, ended_by: null, seen_at: null }, before)
  assert.doesNotMatch((await staff.front_desk.get(`/staff/patients/${siobhan.id}`)).says, /We agreed to limit/)
  assert.match((await staff.clinician.get(`/staff/documents/${siobhan.id}`)).says, /Requests to limit sharing[^]*Ended today,/)
})

test('E1-R: what was not agreed to can\'t be ended', async () => {
  const id = await asked()
  await decided(id, 'declined', 'No')
  const page = await herself.get(pageOf(siobhan))
  assert.ok(!page.text.includes(`${id}/end`))
  assert.equal((await herself.post(`${pageOf(siobhan)}/${id}/end`)).location, pageOf(siobhan))
  assert.equal((await row(id)).ended_at, null)
})

// --- the practice ends it ---

test('E1-R: staff end a limit as the patient asks by phone; it stays on record, and who asked for it reads who, when and why', async () => {
  const id = await asked()
  await decided(id, 'agreed')
  await sql("DELETE FROM outbox WHERE template = 'answer'")
  const before = await row(id)
  const done = await endAgreed(id, { why: 'asked', says: 'She asked by phone today.' }, staff.records)
  assert.equal(done.location, `${staffPage(id)}?done=limit-ended`)
  const page = await staff.records.follow(done)
  assert.match(page.says, /The limit has ended\. It stays on record\.[^]*Ended by Test records, today,[^]*She asked by phone today\./)
  assert.equal(page.form(`${staffPage(id)}/end`), undefined)
  const { ended_at: at, ended_by_staff: by, ended_says: says, ...rest } = await row(id)
  assert.ok(at)
  assert.deepEqual({ by, says }, { by: member.records.id, says: 'She asked by phone today.' })
  assert.deepEqual({ ...rest, ended_at: null, ended_by_staff: null, ended_says: null }, { ...before, seen_at: null })
  assert.doesNotMatch((await staff.front_desk.get(`/staff/patients/${siobhan.id}`)).says, /We agreed to limit/)
  assert.deepEqual(await mails(), [{ recipient: herself.account.email }])
  assert.match((await herself.get(pageOf(siobhan))).says, /Ended by Test records, today, \d+:\d\d [AP]M *\. Why we ended it She asked by phone today\./)
  const [audit] = await sql("SELECT staff_id, patient_id, object_id, detail FROM audit WHERE action = 'end_agreed_limit' ORDER BY id DESC LIMIT 1")
  assert.deepEqual(audit, { staff_id: member.records.id, patient_id: siobhan.id, object_id: id, detail: 'asked' })
  assert.match((await herself.get(`/records/${siobhan.id}/activity.csv`)).text, /Ended a limit on sharing/)
})

test('E1-R: by its own will the practice ends a limit only for what is new; for the rest it stays in force until the patient ends it', async () => {
  const id = await asked()
  await decided(id, 'partly', 'Not to the plan')
  const done = await endAgreed(id, { why: 'later', says: 'We can’t keep to it.' })
  assert.equal(done.location, `${staffPage(id)}?done=limit-later`)
  assert.match((await staff.clinician.follow(done)).says, /ended for what is new\. Keep to it for what we had before[^]*We have ended it for what is new\. For the rest/)
  const { later_at: at, later_by: by, later_says: says, ended_at: over } = await row(id)
  assert.ok(at)
  assert.deepEqual({ by, says, over }, { by: member.clinician.id, says: 'We can’t keep to it.', over: null })
  assert.match((await staff.front_desk.get(`/staff/patients/${siobhan.id}`)).says, /We agreed to limit sharing[^]*Ended for what is new after today,[^]*Keep to it for what we had before/)
  assert.match((await herself.get(pageOf(siobhan))).says, /Ended by Test clinician for what is new after today,[^]*We can’t keep to it\. We still keep to it for what we had before/)
  const twice = await staff.clinician.post(`${staffPage(id)}/end`, { why: 'later', says: 'Again' })
  assert.equal(twice.status, 409)
  assert.equal((await row(id)).later_says, 'We can’t keep to it.')
  assert.equal((await end(id)).location, `${pageOf(siobhan)}?done=ended`)
  assert.doesNotMatch((await staff.front_desk.get(`/staff/patients/${siobhan.id}`)).says, /We agreed to limit/)
})

test('E1-R: where the care was paid for in full the practice ends a limit only as the patient asked or agreed', async () => {
  const id = await asked({ paid: 'yes' })
  await decided(id, 'agreed')
  const page = await staff.clinician.get(staffPage(id))
  assert.match(page.says, /The care was paid for in full: we may not end this on our own/)
  assert.doesNotMatch(page.text, /value="later"/)
  const refused = await endAgreed(id, { why: 'later', says: 'Kept words' })
  assert.equal(refused.status, 422)
  assert.match(refused.says, /The limit ends only if the patient asked for it, or agreed[^]*Kept words/)
  assert.match(refused.text, /href="#why"/)
  const { later_at: later, ended_at: over } = await row(id)
  assert.deepEqual({ later, over }, { later: null, over: null })
  assert.equal((await endAgreed(id, { why: 'asked', says: 'Agreed in writing.' })).status, 303)
  assert.ok((await row(id)).ended_at)
})

test('E1-R: a limit doesn\'t end without a reason and words, and what was typed stays', async () => {
  const id = await asked()
  await decided(id, 'agreed')
  await sql("DELETE FROM outbox WHERE template = 'answer'")
  for (const [fields, field, kept] of [[{ why: 'asked' }, 'says', /value="asked" checked/], [{ why: 'later', says: ' \n' }, 'says', /value="later" checked/],
    [{ says: 'Kept words' }, 'why', /Kept words/], [{ why: 'court', says: 'Kept words' }, 'why', /Kept words/],
    [{ why: 'asked', says: 'é'.repeat(5001) }, 'says', /é{5001}/]]) {
    const answer = await endAgreed(id, fields)
    assert.equal(answer.status, 422, JSON.stringify(fields).slice(0, 60))
    assert.match(answer.text, new RegExp(`href="#${field}"`))
    assert.match(answer.text, kept)
  }
  const { later_at: later, ended_at: over } = await row(id)
  assert.deepEqual({ later, over }, { later: null, over: null })
  assert.deepEqual(await mails(), [])
})

test('E1-R: staff end only what is in force, and one who is late is told', async () => {
  const end = { why: 'asked', says: 'Late' }
  const waits = await asked()
  assert.equal((await endAgreed(waits, end)).status, 409)
  const declined = await asked()
  await decided(declined, 'declined', 'No')
  assert.equal((await endAgreed(declined, end)).status, 409)
  const over = await asked()
  await decided(over, 'agreed')
  await staff.records.get(staffPage(over))
  await endAgreed(over, { why: 'asked', says: 'First' })
  const late = await staff.records.post(`${staffPage(over)}/end`, end)
  assert.equal(late.status, 409)
  assert.match(late.says, /Nothing was changed\.[^]*Ended by Test clinician[^]*First/)
  assert.deepEqual((await sql('SELECT ended_says FROM restriction_request ORDER BY id')).map((one) => one.ended_says), [null, null, 'First'])
})

test('AZ-13: who may not decide may not end a limit either, nor through another patient', async () => {
  const id = await asked()
  await decided(id, 'agreed')
  const fields = { why: 'asked', says: 'Not mine' }
  for (const role of ['front_desk', 'billing', 'administrator', 'auditor']) {
    await staff[role].get('/staff/account/security')
    assert.equal((await staff[role].post(`${staffPage(id)}/end`, fields)).status, 404, role)
  }
  await staff.clinician.get('/staff/documents')
  assert.equal((await staff.clinician.post(`${staffPage(id, owen)}/end`, fields)).status, 404)
  const stranger = await people.staffSignedIn(await people.staff('Other Stranger'))
  await stranger.get('/staff/account/security')
  assert.equal((await stranger.post(`${staffPage(id)}/end`, fields)).location, `/staff/patients/${siobhan.id}/chart?from=documents`)
  assert.equal((await row(id)).ended_at, null)
})

test('E1-R: a limit of somebody who has lost access can be ended, and staff read that they must tell the patient another way', async () => {
  const friend = await granted('Lost Friend', siobhan, { basis: 'patient' })
  const id = await asked({}, friend)
  await decided(id, 'agreed')
  assert.doesNotMatch((await staff.clinician.get(staffPage(id))).says, /can’t open this record any more/)
  await sql("DELETE FROM outbox WHERE template = 'answer'")
  await sql('UPDATE access_grant SET revoked_at = UTC_TIMESTAMP() WHERE account_id = ?', [friend.account.id])
  assert.match((await staff.clinician.get(staffPage(id))).says, /Who asked can’t open this record any more\.[^]*Tell the patient another way/)
  assert.equal((await endAgreed(id, { why: 'asked', says: 'A court ended the access.' })).status, 303)
  assert.deepEqual(await mails(), [])
  assert.match((await herself.get(pageOf(siobhan))).says, /Ended by Test clinician, today,[^]*A court ended the access/)
})

// --- nobody misses it ---

const NEWS = /We answered your request to limit sharing/
const ENDED = /We ended a limit on sharing that you asked for/
const placesOfNews = (patient = siobhan) => [`/records/${patient.id}`, `/home/${patient.id}`]

test('E1-R: who asked reads of an answer on Health Records and at home until they open it, though they want no emails', async () => {
  await sql("INSERT INTO notice_choice (account_id, messages) VALUES (?, 'never')", [herself.account.id])
  const id = await asked()
  for (const path of placesOfNews()) assert.doesNotMatch((await herself.get(path)).says, NEWS)
  await decided(id, 'declined', 'No')
  assert.deepEqual(await mails(), [])
  for (const path of placesOfNews()) {
    const page = await herself.get(path)
    assert.match(page.says, NEWS, path)
    assert.ok(page.links.includes(`${pageOf(siobhan)}#requests`), path)
    assert.doesNotMatch(page.text, /Canary/, path)
  }
  await herself.get(pageOf(siobhan))
  for (const path of placesOfNews()) assert.doesNotMatch((await herself.get(path)).says, NEWS, path)
})

test('E1-R: so does an end by the practice, after the answer was seen', async () => {
  const id = await asked()
  await decided(id, 'agreed')
  await herself.get(pageOf(siobhan))
  await endAgreed(id, { why: 'later', says: 'No more' })
  for (const path of placesOfNews()) assert.match((await herself.get(path)).says, ENDED, path)
  await herself.get(pageOf(siobhan))
  for (const path of placesOfNews()) assert.doesNotMatch((await herself.get(path)).says, ENDED, path)
})

test('E1-R: an answer is news for nobody but who asked, and of no other patient', async () => {
  await decided(await asked(), 'agreed')
  for (const path of placesOfNews()) assert.doesNotMatch((await sister.get(path)).says, NEWS, path)
  assert.doesNotMatch((await billing.get(placesOfNews()[1])).says, NEWS)
  await sister.get(pageOf(siobhan))
  assert.match((await herself.get(placesOfNews()[0])).says, NEWS)
  await decided(await asked({}, mother, owen), 'agreed', undefined, staff.clinician, owen)
  for (const path of placesOfNews(owen)) assert.doesNotMatch((await father.get(path)).says, NEWS, path)
  assert.match((await mother.get(placesOfNews(owen)[0])).says, NEWS)
})
