// What the practice posts to a record: looked at first, then posted, and taken
// back with a trace.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { before, beforeEach, test } from 'node:test'
import { Documents } from '../lib/documents.mjs'
import { largePng, pdf, png } from '../lib/files.mjs'
import { addDays, People } from '../lib/people.mjs'
import { portal, until } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const documents = new Documents(ctx)
const picture = { name: 'IMG_1.png', bytes: png(), type: 'image/png' }
const member = {}
const staff = {}
let owen, walter, mother, friend, son

before(async () => {
  owen = await people.patient('owen')
  walter = await people.patient('walter')
  mother = await people.account('Mother Test')
  await people.grant(mother, owen, { basis: 'guardian', relation: 'mother' })
  // Walter's own account, and somebody with access to all.
  await ctx.sql("DELETE FROM access_grant WHERE patient_id = ? AND basis = 'self'", [walter.id])
  son = await people.account('Walter Test')
  await people.grant(son, walter, { basis: 'self' })
  friend = await people.account('Friend Test')
  await people.grant(friend, walter)
  for (const role of ['front_desk', 'clinician', 'billing', 'records', 'administrator', 'auditor']) {
    member[role] = await people.staff(`Test ${role}`, { roles: role })
    staff[role] = await people.staffSignedIn(member[role])
    for (const patient of [owen, walter]) await documents.openChart(member[role], patient)
  }
  member.other = await people.staff('Other Nurse')
  staff.other = await people.staffSignedIn(member.other)
})

beforeEach(() => ctx.sql("DELETE FROM outbox WHERE template = 'news'"))

const count = async (table) => (await ctx.sql(`SELECT COUNT(*) AS n FROM ${table}`))[0].n
const lastAudit = async () => (await ctx.sql(`SELECT staff_id, patient_id, action, object_id, status, detail FROM audit
  WHERE program = 'staff-documents' ORDER BY id DESC LIMIT 1`))[0]

const MAY = { front_desk: ['documents'], clinician: ['documents', 'findings'], records: ['documents', 'findings'],
  billing: [], administrator: [], auditor: [] }
for (const [role, may] of Object.entries(MAY)) {
  test(`AZ-13: ${role} may ${may.length === 0 ? 'post nothing' : may.length === 1 ? 'post documents and reminders only' : 'post, enter and decide'}`, async () => {
    const of = `/staff/documents/${owen.id}`
    const got = {}
    for (const path of ['/staff/documents', of, `${of}/file`, `${of}/reminder`, `${of}/letter`, `${of}/result`, `${of}/confidential`]) {
      got[path] = (await staff[role].get(path)).status
    }
    const open = (area) => may.includes(area) ? 200 : 404
    assert.deepEqual(Object.values(got), [...Array(4).fill(open('documents')), ...Array(3).fill(open('findings'))])
  })
}

test('AZ-13: front desk can\'t hold, enter or mark, whatever it sends', async () => {
  const id = await documents.post(staff.clinician, await documents.sendFile(staff.clinician, owen, {}, [picture]))
  for (const [path, fields] of [[`document/${id}/hold`, { reason: 'law', note: 'x', until: addDays(people.today, 3) }],
    ['result', { category: 'laboratory', title: 'x', taken: people.today, 'test-1': 'x', 'value-1': '1' }],
    ['letter', { title: 'x', written: people.today, provider: 1, body: 'x' }],
    ['mark', { kind: 'document', item: id, private: 'yes' }]]) {
    await staff.front_desk.get('/staff/documents')
    assert.equal((await staff.front_desk.post(`/staff/documents/${owen.id}/${path}`, fields)).status, 404, path)
  }
  const row = await documents.document(id)
  assert.deepEqual([row.held_until, row.confidential], [null, 0])
})

test('AZ-13: in a chart that is not open the reason is asked first, and then it leads back here', async () => {
  const answer = await staff.other.get(`/staff/documents/${owen.id}`)
  assert.equal(answer.location, `/staff/patients/${owen.id}/chart?from=documents`)
  await staff.other.follow(answer)
  const opened = await staff.other.post(`/staff/patients/${owen.id}/open`, { reason: 'records' })
  assert.equal(opened.location, `/staff/documents/${owen.id}`)
  assert.equal((await staff.other.follow(opened)).h1, 'Documents, results and reminders')
  await ctx.sql('DELETE FROM chart_access WHERE staff_id = ?', [member.other.id])
})

test('AZ-13: while the chart is not open nothing of it is posted or taken back', async () => {
  const id = await documents.post(staff.clinician, await documents.sendFile(staff.clinician, owen, {}, [picture]))
  await staff.other.get('/staff/documents')
  for (const [path, fields] of [[`document/${id}/recall`, { why: 'x' }], ['reminder', { title: 'x', says: 'x' }],
    ['mark', { kind: 'document', item: id, private: 'yes' }]]) {
    const answer = await staff.other.post(`/staff/documents/${owen.id}/${path}`, fields)
    assert.equal(answer.location, `/staff/patients/${owen.id}/chart?from=documents`, path)
  }
  assert.equal((await documents.document(id)).recalled_at, null)
})

test('AZ-13: a letter that took longer than the hour is kept, and not shown until the reason is given', async () => {
  await documents.openChart(member.other, owen)
  await staff.other.get(`/staff/documents/${owen.id}/letter`)
  await ctx.sql('DELETE FROM chart_access WHERE staff_id = ?', [member.other.id])
  const answer = await staff.other.post(`/staff/documents/${owen.id}/letter`, { title: 'Slow letter', provider: await documents.provider(), body: 'Slowly.' })
  assert.match(answer.location, /\/draft\/\d+$/)
  assert.match((await staff.other.get(answer.location)).location, /chart\?from=documents/)
  await documents.openChart(member.other, owen)
  assert.match((await staff.other.get(answer.location)).says, /Slowly/)
  await ctx.sql('DELETE FROM chart_access WHERE staff_id = ?', [member.other.id])
})

test('S131: a picture is looked at first; nothing is in the record, and nobody is told, before Post', async () => {
  const before = await count('document')
  const answer = await documents.sendFile(staff.front_desk, owen, { title: 'Wrist <X-ray>' }, [picture])
  const page = await staff.front_desk.follow(answer)
  assert.equal(page.h1, 'This is how the patient will see it')
  assert.match(page.says, /Wrist <X-ray> Imaging or diagnostic result/)
  assert.match(page.says, /Mother Test[^.]* can see it/)
  assert.equal(await count('document'), before)
  assert.equal(await documents.mails(mother), 0)
  const shown = await staff.front_desk.get(`${page.path}/file`)
  assert.equal(shown.headers['content-type'], 'image/png')
})

test('S131: posted, it is in the record with its bytes, its sum, who and when, and the family is told without a word of health', async () => {
  const answer = await documents.sendFile(staff.front_desk, owen, { title: 'Wrist picture' }, [picture])
  const id = await documents.post(staff.front_desk, answer)
  const row = await documents.document(id)
  const bytes = await documents.bytes(id)
  assert.deepEqual([row.kind, row.title, row.status, row.media_type, row.bytes, row.posted_by, row.confidential],
    ['imaging', 'Wrist picture', 'current', 'image/png', bytes.length, member.front_desk.id, 0])
  const [{ sum }] = await ctx.sql('SELECT HEX(sha256) AS sum FROM document WHERE id = ?', [id])
  assert.equal(sum.toLowerCase(), createHash('sha256').update(bytes).digest('hex'))
  assert.ok(row.added_at)
  assert.equal((await ctx.sql("SELECT COUNT(*) AS n FROM document_draft WHERE title = 'Wrist picture'"))[0].n, 0)
  assert.equal((await staff.front_desk.get(answer.location)).status, 404)
  assert.equal(await documents.mails(mother), 1)
  const mail = await ctx.mail(mother.email)
  assert.match(mail.text, /something new in a record/)
  assert.doesNotMatch(mail.raw ?? mail.text, /wrist|picture|imaging|owen/i)
})

test('S131: what was cleaned is what is posted, chunk for chunk', async () => {
  const large = largePng(600000)
  const id = await documents.post(staff.clinician, await documents.sendFile(staff.clinician, owen, {}, [{ ...picture, bytes: large }]))
  const shown = await staff.clinician.get(`/staff/documents/${owen.id}/document/${id}/file`)
  assert.deepEqual(shown.body, await documents.bytes(id))
  assert.ok((await ctx.sql('SELECT COUNT(*) AS n FROM document_chunk WHERE document_id = ?', [id]))[0].n > 1)
})

const KINDS = { summary: 'S128', letter: 'S129', laboratory: 'S130', imaging: 'S131', case: 'S132' }
for (const [kind, row] of Object.entries(KINDS)) {
  test(`${row}: a PDF is posted as "${kind}"`, async () => {
    const id = await documents.post(staff.records, await documents.sendFile(staff.records, owen,
      { kind, title: `A ${kind}` }, [{ name: 'a.pdf', bytes: pdf(), type: 'application/pdf' }]))
    const found = await documents.document(id)
    assert.deepEqual([found.kind, found.media_type], [kind, 'application/pdf'])
  })
}

const WRONG = {
  'no file': [{}, [], 'files'],
  'two files': [{}, [picture, { ...picture, name: 'b.png' }], 'files'],
  'a file of another kind': [{}, [{ name: 'a.png', bytes: Buffer.from('GIF89a, not really'), type: 'image/png' }], 'files'],
  'no title': [{ title: '' }, [picture], 'title'],
  'a title of 256 letters': [{ title: 'x'.repeat(256) }, [picture], 'title'],
  'an unknown kind': [{ kind: 'secret' }, [picture], 'kind'],
  'a day to come': [{ written: '2999-01-01' }, [picture], 'written'],
  'a provider who is not there': [{ provider: '999999' }, [picture], 'provider'],
  'a visit of somebody else': [{ encounter: 'walter' }, [picture], 'encounter'],
}
for (const [what, [fields, files, field]] of Object.entries(WRONG)) {
  test(`${field === 'files' ? 'IO-06' : 'S131'}: a document with ${what} is refused beside its field, and what was typed stays`, async () => {
    const before = await count('document_draft')
    const visit = (await ctx.sql('SELECT MIN(id) AS id FROM encounter WHERE patient_id = ?', [walter.id]))[0].id
    const answer = await documents.sendFile(staff.clinician, owen,
      { title: 'Kept title', ...fields, ...fields.encounter && { encounter: visit } }, files)
    assert.equal(answer.status, 422)
    assert.match(answer.text, new RegExp(`id="${field}-error"`))
    if (fields.title === undefined) assert.match(answer.text, /value="Kept title"/)
    assert.equal(await count('document_draft'), before)
  })
}

test('S131: "Back" keeps the file; another one takes its place', async () => {
  const page = await staff.clinician.follow(await documents.sendFile(staff.clinician, owen, {}, [picture]))
  const id = /draft\/(\d+)/.exec(page.path)[1]
  const edit = await staff.clinician.get(`${page.path}/edit`)
  assert.match(edit.says, /Now: IMG_1\.png/)
  assert.equal(edit.form(`/staff/documents/send/${owen.id}/${id}`).fields.title, 'Chest X-ray')
  await staff.clinician.postFiles(`/staff/documents/send/${owen.id}/${id}`, { title: 'Better title' })
  assert.match((await staff.clinician.get(page.path)).says, /Better title/)
  await staff.clinician.get(`${page.path}/edit`)
  await staff.clinician.postFiles(`/staff/documents/send/${owen.id}/${id}`, {}, [{ ...picture, name: 'second.png' }])
  const [{ names }] = await ctx.sql(`SELECT GROUP_CONCAT(a.name) AS names FROM document_draft d JOIN attachment a
    ON a.patient_id = d.patient_id AND a.id = d.attachment_id WHERE d.id = ?`, [id])
  assert.equal(names, 'second.png')
  await staff.clinician.get(page.path)
  await staff.clinician.post(`${page.path}/drop`)
  assert.equal((await staff.clinician.get(page.path)).status, 404)
  assert.equal((await ctx.sql("SELECT COUNT(*) AS n FROM attachment WHERE name = 'second.png'"))[0].n, 0)
})

test('AZ-05: a draft is its member\'s own, and a document another patient\'s is not there', async () => {
  const page = await staff.clinician.follow(await documents.sendFile(staff.clinician, owen, {}, [picture]))
  assert.equal((await staff.records.get(page.path)).status, 404)
  assert.equal((await staff.records.get(`${page.path}/file`)).status, 404)
  await staff.records.get('/staff/documents')
  assert.equal((await staff.records.post(`${page.path}/post`)).status, 404)
  const id = await documents.post(staff.clinician, await documents.sendFile(staff.clinician, walter, {}, [picture]))
  for (const path of [`document/${id}`, `document/${id}/file`]) {
    assert.equal((await staff.clinician.get(`/staff/documents/${owen.id}/${path}`)).status, 404, path)
  }
  await staff.clinician.get('/staff/documents')
  assert.equal((await staff.clinician.post(`/staff/documents/${owen.id}/document/${id}/recall`, { why: 'x' })).status, 404)
})

test('IO-11: a file that waits for the virus scanner, or holds a virus, is not posted', async () => {
  for (const scan of ['waiting', 'infected']) {
    const page = await staff.clinician.follow(await documents.sendFile(staff.clinician, owen, {}, [picture]))
    await ctx.sql('UPDATE attachment a JOIN document_draft d ON d.attachment_id = a.id SET a.scan = ? WHERE d.id = ?', [scan, /draft\/(\d+)/.exec(page.path)[1]])
    assert.ok(!/<button[^>]*>Post</.test((await staff.clinician.get(page.path)).text))
    assert.equal((await staff.clinician.get(`${page.path}/file`)).status, 404)
    await staff.clinician.get(page.path)
    assert.equal((await staff.clinician.post(`${page.path}/post`)).status, 409)
  }
})

test('S129: a letter has its head, the address, the text and the signer, and is the same when it is read', async () => {
  const [{ name: signer }] = await ctx.sql('SELECT name FROM provider WHERE id = ?', [await documents.provider()])
  const answer = await documents.sendLetter(staff.clinician, owen, { body: 'Dear {patient},\r\n\r\n{provider} saw you on {date}.' })
  const page = await staff.clinician.follow(answer)
  assert.match(page.says, new RegExp(`Riverbend Family Medicine Main Street 12 .* Owen Thomas Whitfield .* Dear Owen Thomas Whitfield, ${signer} saw you on \\w+ \\d+, \\d{4}\\. ${signer}`))
  const id = await documents.post(staff.clinician, answer)
  const row = await documents.document(id)
  const text = (await documents.bytes(id)).toString()
  assert.deepEqual([row.kind, row.media_type, row.signed_name, row.bytes], ['letter', 'text/plain', signer, Buffer.byteLength(text)])
  assert.ok(text.startsWith('Riverbend Family Medicine\nMain Street 12\n'))
  assert.ok(text.includes(`\n\nDear Owen Thomas Whitfield,\n\n${signer} saw you on `))
  assert.ok(text.endsWith(`\n\n\n${signer}\nRiverbend Family Medicine\n`))
  assert.ok(!text.includes('{'))
})

test('S129: a letter begins from a text of the practice; without a signer it is not written', async () => {
  const form = await staff.clinician.get(`/staff/documents/${owen.id}/letter`)
  const [{ id }] = await ctx.sql("SELECT id FROM letter_template WHERE title LIKE 'School%'")
  assert.ok(form.links.includes(`/staff/documents/${owen.id}/letter?template=${id}`))
  const filled = await staff.clinician.get(`/staff/documents/${owen.id}/letter?template=${id}`)
  assert.match(filled.form(`/staff/documents/${owen.id}/letter`).fields.body, /To whom it may concern/)
  const answer = await staff.clinician.post(`/staff/documents/${owen.id}/letter`, { title: 'A', provider: '', body: 'Kept text' })
  assert.equal(answer.status, 422)
  assert.match(answer.says, /Choose who signs the letter/)
  assert.match(answer.text, />\s*Kept text</)
})

const TEMPLATES = '/staff/documents/templates'

test('S129: who writes letters adds, changes and retires the templates they begin from', async () => {
  const { clinician, records } = staff
  assert.ok((await clinician.get('/staff/documents')).links.includes(TEMPLATES))
  const form = await clinician.get(`${TEMPLATES}/new`)
  assert.match(form.says, /\{patient\} : the patient’s name \{provider\} : the name of who signs the letter \{date\} : the date of the letter/)
  const list = await clinician.follow(await clinician.post(TEMPLATES, { title: 'Sports form', text: 'To the coach,\r\n{patient} may play from {date}. {provider}' }))
  assert.match(list.says, /Saved\.[^]*Sports form To the coach/)
  const [{ id }] = await ctx.sql("SELECT id FROM letter_template WHERE title = 'Sports form'")
  assert.deepEqual([(await lastAudit()).action, (await lastAudit()).patient_id], ['show_templates', null])
  const one = (await records.get(`${TEMPLATES}/${id}`)).form(`${TEMPLATES}/${id}`).fields
  assert.equal(one.text.trim(), 'To the coach,\n{patient} may play from {date}. {provider}')
  assert.equal((await records.post(`${TEMPLATES}/${id}`, { ...one, title: 'Sports note' })).status, 303)
  const begins = async () => (await clinician.get(`/staff/documents/${owen.id}/letter`)).links.includes(`/staff/documents/${owen.id}/letter?template=${id}`)
  assert.equal(await begins(), true)
  await records.get(`${TEMPLATES}/${id}`)
  assert.match((await records.follow(await records.post(`${TEMPLATES}/${id}/retire`))).says, /Out of use\.[^]*Sports note[^]*Out of use since today/)
  assert.equal(await begins(), false)
  assert.doesNotMatch((await clinician.get(`/staff/documents/${owen.id}/letter?template=${id}`)).text, /To the coach/)
  await records.get(`${TEMPLATES}/${id}`)
  await records.post(`${TEMPLATES}/${id}/restore`)
  assert.equal(await begins(), true)
})

test('S129: a template can hold no field that letters don\'t have, and no name that another has', async () => {
  const before = await count('letter_template')
  for (const [fields, field, says] of [[{ text: 'Dear {pateint},' }, 'text', /We can’t fill in \{pateint\}\. Use \{patient\}, \{provider\} or \{date\}/],
    [{ text: 'On {date} {Provider}' }, 'text', /fill in \{Provider\}/], [{ text: '{patient {date}' }, 'text', /fill in \{\. Use/],
    [{ text: ' ' }, 'text', /Write the text\./], [{ title: '' }, 'title', /Enter a name\./], [{ title: 'x'.repeat(121) }, 'title', /./],
    [{ title: 'school or WORK note' }, 'title', /There is a template with this name/]]) {
    await staff.clinician.get(`${TEMPLATES}/new`)
    const answer = await staff.clinician.post(TEMPLATES, { title: 'Odd', text: 'Dear {patient},', ...fields })
    assert.equal(answer.status, 422, JSON.stringify(fields))
    assert.match(answer.says, says)
    assert.match(answer.text, new RegExp(`href="#${field}"`))
    assert.ok(answer.form(TEMPLATES).fields.text.trim() === (fields.text ?? 'Dear {patient},').trim(), 'what was typed stays')
  }
  assert.equal(await count('letter_template'), before)
})

test('S129: of two members who change one template the second sees what the first wrote', async () => {
  const [{ id }] = await ctx.sql("SELECT id FROM letter_template WHERE title LIKE 'Your test%'")
  const path = `${TEMPLATES}/${id}`
  const [mine, theirs] = await Promise.all([staff.clinician, staff.records].map(async (one) => (await one.get(path)).form(path).fields))
  assert.equal((await staff.records.post(path, { ...theirs, text: 'Theirs' })).status, 303)
  const answer = await staff.clinician.post(path, { ...mine, text: 'Mine' })
  assert.equal(answer.status, 409)
  assert.match(answer.says, /Nothing was changed\.[^]*How it is now Theirs/)
  const again = answer.form(path).fields
  assert.equal(again.text.trim(), 'Mine')
  assert.equal((await staff.clinician.post(path, again)).status, 303)
})

test('AZ-13: who writes no letters has no templates', async () => {
  const [{ id }] = await ctx.sql('SELECT id FROM letter_template LIMIT 1')
  for (const role of ['front_desk', 'billing', 'administrator', 'auditor']) {
    for (const path of [TEMPLATES, `${TEMPLATES}/new`, `${TEMPLATES}/${id}`]) assert.equal((await staff[role].get(path)).status, 404, `${role} ${path}`)
    await staff[role].get('/staff/account/security')
    for (const path of [TEMPLATES, `${TEMPLATES}/${id}`, `${TEMPLATES}/${id}/retire`]) {
      assert.equal((await staff[role].post(path, { title: 'x', text: 'x' })).status, 404, `${role} ${path}`)
    }
  }
  assert.doesNotMatch((await staff.front_desk.get('/staff/documents')).text, /documents\/templates/)
  assert.equal((await staff.clinician.get(`${TEMPLATES}/999999`)).status, 404)
})

test('H5: of what is confidential only the patient\'s own account is told', async () => {
  await documents.post(staff.clinician, await documents.sendLetter(staff.clinician, walter, { private: 'yes' }))
  assert.deepEqual([await documents.mails(son), await documents.mails(friend)], [1, 0])
  await ctx.sql("DELETE FROM outbox WHERE template = 'news'")
  await documents.post(staff.clinician, await documents.sendLetter(staff.clinician, walter))
  assert.deepEqual([await documents.mails(son), await documents.mails(friend)], [1, 1])
})

test('IO-15: who wants no mail gets none; two things within minutes are one mail', async () => {
  await ctx.sql("INSERT INTO notice_choice (account_id, messages) VALUES (?, 'never')", [friend.id])
  for (let i = 0; i < 2; i++) await documents.post(staff.clinician, await documents.sendLetter(staff.clinician, walter))
  assert.equal(await documents.mails(friend), 0)
  const waits = await ctx.sql("SELECT state FROM outbox WHERE template = 'news' AND recipient = ?", [son.email])
  assert.ok(waits.length <= 2 && waits.filter(({ state }) => state === 'waiting').length <= 1)
  await ctx.sql('DELETE FROM notice_choice WHERE account_id = ?', [friend.id])
})

test('AZ-17: a draft that is posted twice is one document', async () => {
  const page = await staff.clinician.follow(await documents.sendLetter(staff.clinician, owen, { title: 'Only once' }))
  const other = staff.clinician.tab()
  await other.get(page.path)
  const answers = await Promise.all([staff.clinician.post(`${page.path}/post`), other.post(`${page.path}/post`)])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 404])
  assert.equal((await ctx.sql("SELECT COUNT(*) AS n FROM document WHERE title = 'Only once'"))[0].n, 1)
})

test('S129: a recall needs a reason, keeps who, when and why, and is said to who comes second', async () => {
  const id = await documents.post(staff.clinician, await documents.sendLetter(staff.clinician, owen, { title: 'Wrong letter' }))
  const path = `/staff/documents/${owen.id}/document/${id}`
  await staff.records.get(path)
  await staff.front_desk.get(path)
  assert.equal((await staff.front_desk.post(`${path}/recall`, { why: ' ' })).status, 422)
  await staff.front_desk.get(path)
  assert.equal((await staff.front_desk.post(`${path}/recall`, { why: 'It was for a brother' })).location, `${path}?done=recalled`)
  const row = await documents.document(id)
  assert.deepEqual([row.recalled_by, row.recalled_why], [member.front_desk.id, 'It was for a brother'])
  assert.ok(row.recalled_at)
  assert.deepEqual(await lastAudit(), { staff_id: member.front_desk.id, patient_id: owen.id, action: 'recall_document', object_id: id, status: 303, detail: 'outside of work' })
  const second = await staff.records.post(`${path}/recall`, { why: 'Me too' })
  assert.equal(second.status, 409)
  assert.match(second.says, /Nothing was changed[^]*Test front_desk recalled it[^]*It was for a brother/)
  assert.equal((await documents.document(id)).recalled_why, 'It was for a brother')
  const list = await staff.records.get(`/staff/documents/${owen.id}`)
  assert.match(list.text, /<del>Wrong letter<\/del>/)
})

test('S129: a recalled document is nowhere for the family, and a corrected one takes its place', async () => {
  const wrong = await documents.post(staff.clinician, await documents.sendLetter(staff.clinician, owen, { title: 'First version' }))
  const asMother = await people.signedIn(mother)
  assert.match((await asMother.get(`/home/${owen.id}`)).says, /First version/)
  const path = `/staff/documents/${owen.id}/document/${wrong}`
  await staff.clinician.get(path)
  await staff.clinician.post(`${path}/recall`, { why: 'Wrong date' })
  assert.doesNotMatch((await asMother.get(`/home/${owen.id}`)).says, /First version/)
  const form = await staff.clinician.get(`/staff/documents/${owen.id}/letter?replaces=${wrong}`)
  assert.equal(form.form(`/staff/documents/${owen.id}/letter`).fields.title, 'First version')
  const answer = await staff.clinician.post(`/staff/documents/${owen.id}/letter`, { title: 'Second version', provider: await documents.provider(), body: 'Right.' })
  const right = await documents.post(staff.clinician, answer)
  assert.equal((await documents.document(right)).replaces_id, wrong)
  assert.match((await staff.clinician.get(path)).text, new RegExp(`/document/${right}"`))
  assert.match((await asMother.get(`/home/${owen.id}`)).says, /Second version/)
})

test('S129: only what was recalled is replaced', async () => {
  const stays = await documents.post(staff.clinician, await documents.sendLetter(staff.clinician, owen, { title: 'Good letter' }))
  await staff.clinician.get(`/staff/documents/${owen.id}/letter`)
  const answer = await staff.clinician.post(`/staff/documents/${owen.id}/letter`, { title: 'Another', provider: await documents.provider(), body: 'x', replaces: stays })
  assert.equal(answer.status, 422)
})

test('S133: a reminder with a day is posted, done, or withdrawn', async () => {
  const of = `/staff/documents/${owen.id}`
  await staff.front_desk.get(`${of}/reminder`)
  const past = await staff.front_desk.post(`${of}/reminder`, { title: 'Flu shot', says: 'Please come.', due: addDays(people.today, -1) })
  assert.equal(past.status, 422)
  assert.match(past.says, /This day is over/)
  const answer = await staff.front_desk.post(`${of}/reminder`, { title: 'Flu shot', says: 'Please come.', due: addDays(people.today, 30) })
  assert.equal(answer.location, `${of}?done=reminded`)
  const [made] = await ctx.sql('SELECT * FROM reminder WHERE patient_id = ? ORDER BY id DESC LIMIT 1', [owen.id])
  assert.deepEqual([made.title, made.due_day, made.posted_by, made.confidential], ['Flu shot', addDays(people.today, 30), member.front_desk.id, 0])
  assert.equal(await documents.mails(mother), 1)
  assert.match((await staff.front_desk.follow(answer)).says, /Flu shot Please come\. Due /)
  await staff.front_desk.post(`${of}/reminder/${made.id}/done`)
  await staff.clinician.get(of)
  await staff.clinician.post(`${of}/reminder/${made.id}/withdraw`)
  const [after] = await ctx.sql('SELECT * FROM reminder WHERE id = ?', [made.id])
  assert.ok(after.done_at && after.withdrawn_at)
  await staff.clinician.get('/staff/documents')
  assert.equal((await staff.clinician.post(`/staff/documents/${walter.id}/reminder/${made.id}/withdraw`)).status, 404)
})

test('LG-01: looking at a draft, posting and the list leave rows that say who and whose, and nothing of health', async () => {
  await documents.post(staff.clinician, await documents.sendLetter(staff.clinician, owen, { title: 'Audited' }))
  const rows = await ctx.sql("SELECT action, patient_id, detail FROM audit WHERE program = 'staff-documents' ORDER BY id DESC LIMIT 4")
  assert.deepEqual(rows.map(({ action }) => action).reverse(), ['show_new_letter', 'save_letter', 'show_draft', 'post_draft'])
  for (const row of rows) {
    assert.equal(row.patient_id, owen.id)
    assert.doesNotMatch(row.detail ?? '', /Audited/)
  }
})

test('AZ-13: what the member has in hand stands on the first page, and nobody else\'s', async () => {
  await documents.sendLetter(staff.records, owen, { title: 'Still a draft' })
  assert.match((await staff.records.get('/staff/documents')).says, /Still a draft Owen Thomas Whitfield/)
  assert.doesNotMatch((await staff.clinician.get('/staff/documents')).says, /Still a draft/)
})

test('S131: a draft that nobody posts is gone after a while, with its file', async () => {
  const page = await staff.clinician.follow(await documents.sendFile(staff.clinician, owen, { title: 'Forgotten' }, [{ ...picture, name: 'forgotten.png' }]))
  await ctx.sql("UPDATE document_draft SET saved_at = '2020-01-01' WHERE title = 'Forgotten'")
  await ctx.program('kith-clerk').restart()
  await until(async () => (await staff.clinician.get(page.path)).status === 404)
  assert.equal((await ctx.sql("SELECT COUNT(*) AS n FROM attachment WHERE name = 'forgotten.png'"))[0].n, 0)
})
