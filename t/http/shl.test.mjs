// A secure link as a SMART Health Link: what an app of another doctor gets with
// the code. It is read by other people's readers of these links and of JWE.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { webcrypto } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { beforeEach, test } from 'node:test'
import { Family } from '../lib/family.mjs'
import { addDays } from '../lib/people.mjs'
import { portal, until } from '../lib/portal.mjs'
import { arriveBy, openLink, shareLink } from '../lib/share.mjs'
import { timeless, unzip } from '../lib/zip.mjs'

// Node 18 has it, but not where these look for it.
globalThis.crypto ??= webcrypto
const { SHLViewer } = await import('kill-the-clipboard')
const { compactDecrypt } = await import('jose')

const ctx = await portal()
const { sql } = ctx
const family = new Family(ctx)
const { people } = family

const as = await family.demo('dana')
const { account, patient: dana } = as
const FORM = `/records/${dana.id}/share`
const CLINIC = 'Heart clinic <Verona>'

beforeEach(async () => {
  await sql('DELETE FROM sign_in_failure')
  await sql('UPDATE record_share SET made_at = made_at - INTERVAL 2 DAY')
})

/**
 * Make a link: { id, link, code, appLink, payload }; payload is what an app reads
 * in it. Unless all time is wanted, it is of a day without anything: that is quick.
 */
async function make(other = {}, client = as, patient = dana.id) {
  const made = await shareLink(client, patient, { dates: 'one', from: '1999-01-02', type: 'ccda', name: 'Dr. Lund', last_day: addDays(people.today, 7), openings: '5', ...other })
  const [{ id }] = await sql('SELECT MAX(id) AS id FROM record_share')
  return { ...made, id, payload: JSON.parse(Buffer.from(made.appLink.replace('shlink:/', ''), 'base64url')) }
}

/** Ask as an app does: its page is of another site. body: what to add, the text itself, or null. */
async function ask({ payload, code }, body = {}, { url = payload.url, method = 'POST', ...headers } = {}) {
  const sent = typeof body === 'string' || body === null ? body
    : JSON.stringify({ recipient: CLINIC, passcode: code, ...body })
  const type = sent === null ? {} : { 'Content-Type': 'application/json' }
  const answer = await fetch(url, { method, body: sent, headers: { ...type, Origin: 'https://app.example', ...headers } })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, get json() { return JSON.parse(text) } }
}

const get = (url) => ask({}, null, { url, method: 'GET' })
const locationOf = async (made) => (await ask(made)).json.files[0].location
const wrongOf = (code) => String((Number(code) + 1) % 1e8).padStart(8, '0')
const row = async ({ id }) => (await sql('SELECT wrong, openings, stopped_by FROM record_share WHERE id = ?', [id]))[0]
const audit = (action) => sql('SELECT program, account_id, actor, patient_id, object_id, detail, status FROM audit WHERE action = ? ORDER BY id DESC LIMIT 1', [action])

/** What the reader makes of a link: the Bundle, and its files by type. */
async function read(made) {
  const viewer = new SHLViewer({ shlinkURI: made.appLink })
  const { fhirResources: [bundle] } = await viewer.resolveSHL({ recipient: CLINIC, passcode: made.code })
  const resources = bundle.entry.map((entry) => entry.resource)
  const files = resources.filter((one) => one.resourceType === 'DocumentReference').map((one) => one.content[0].attachment)
  const file = (type) => Buffer.from(files.find((one) => one.contentType === type).data, 'base64')
  return { bundle, resources, files, patient: resources.find((one) => one.resourceType === 'Patient'),
    ccda: file('application/xml').toString(), pdf: file('application/pdf') }
}

const pdfText = (pdf) => execFileSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' })
const downloaded = async (made) => unzip((await (await openLink(ctx, made)).get('/share/record/download')).body)

// --- what an app gets ---

test('E1-T2: another\'s reader opens the link: the C-CDA and the PDF of the download', async () => {
  const made = await make({ dates: 'all' })
  const got = await read(made)
  const zip = await downloaded(made)
  assert.equal(timeless(got.ccda), timeless(zip['health-record.xml']))
  assert.match(got.ccda, /Lisinopril/)
  const says = pdfText(got.pdf)
  for (const words of ['Dana Ruth Whitfield', 'Lisinopril', 'Sulfa']) assert.ok(says.includes(words), words)
})

test('E1-T2: the Bundle says whose record it is, no more, and what each file is', async () => {
  const { bundle, patient, resources } = await read(await make())
  assert.deepEqual([bundle.resourceType, bundle.type], ['Bundle', 'collection'])
  const { resourceType, ...rest } = patient
  assert.equal(resourceType, 'Patient')
  assert.deepEqual(rest, { name: [{ text: 'Dana Ruth Whitfield', family: 'Whitfield', given: ['Dana Ruth'] }], birthDate: dana.birth_day })
  const where = bundle.entry.find((entry) => entry.resource === patient).fullUrl
  assert.match(where, /^urn:uuid:[0-9a-f-]{36}$/)
  assert.equal(new Set(bundle.entry.map((entry) => entry.fullUrl)).size, bundle.entry.length)
  const records = resources.filter((one) => one.category)
  assert.equal(records.length, 2)
  for (const one of records) {
    assert.equal(one.status, 'current')
    assert.equal(one.subject.reference, where)
    assert.deepEqual([one.type.coding[0].system, one.type.coding[0].code, one.category[0].coding[0].code], ['http://loinc.org', '34133-9', '34133-9'])
    const { attachment } = one.content[0]
    assert.equal(Buffer.from(attachment.data, 'base64').length, attachment.size)
  }
})

test('E1-T2: documents come along, those too large by name only', async () => {
  const owner = await family.owner()
  const { patient } = owner
  const add = async (title, bytes) => {
    await sql(`INSERT INTO document (patient_id, kind, display, title, status, written_when, written_day, media_type, bytes, sha256)
      VALUES (?, 'letter', 'Letter', ?, 'current', '2025-01-02', '2025-01-02', 'application/pdf', ?, UNHEX(SHA2('%PDF-1.4', 256)))`, [patient.id, title, bytes])
    await sql("INSERT INTO document_chunk SELECT patient_id, MAX(id), 0, '%PDF-1.4' FROM document WHERE patient_id = ? GROUP BY patient_id", [patient.id])
  }
  await add('A small letter', 8)
  await add('A large letter', (1 << 20) + 1)
  await sql("UPDATE document SET code = '11488-4', system = 'LOINC' WHERE patient_id = ?", [patient.id])
  const { files, resources } = await read(await make({ dates: 'all' }, owner, patient.id))
  for (const { type } of resources.filter((one) => one.content)) assert.equal(type.coding[0].system, 'http://loinc.org')
  assert.equal(Buffer.from(files.find((one) => one.title === 'A small letter').data, 'base64').toString(), '%PDF-1.4')
  const large = files.find((one) => one.title.startsWith('A large letter'))
  assert.equal(large.data, undefined)
  assert.match(large.title, /too large to be here/)
})

test('E1-T2: an app gets the dates of the link, and no others', async () => {
  const [visit] = await sql(`SELECT start_day AS day FROM encounter WHERE patient_id = ? AND reason LIKE '%flu vaccine%'`, [dana.id])
  const { ccda, pdf } = await read(await make({ dates: 'one', from: visit.day }))
  for (const text of [ccda, pdfText(pdf)]) {
    assert.match(text, /Influenza/)
    assert.doesNotMatch(text, /Wisdom teeth/)
  }
})

test('H5: what is confidential an app gets only by a link of the patient, and only while they see it', async () => {
  const maya = await people.patient('maya')
  const herself = await people.account('Maya Herself')
  await people.grant(herself, maya, { basis: 'self' })
  const has = async (made) => {
    const { ccda, pdf, files } = await read(made)
    return [/levonorgestrel/.test(ccda), /levonorgestrel/.test(pdfText(pdf)), files.some((file) => file.title === 'Private visit note')]
  }
  const hers = await make({ dates: 'all' }, await people.signedIn(herself, { isFresh: true }), maya.id)
  assert.deepEqual(await has(hers), [true, true, true])
  assert.deepEqual(await has(await make({ dates: 'all' }, await family.holder(maya), maya.id)), [false, false, false])
  await sql("UPDATE access_grant SET basis = 'invited' WHERE account_id = ?", [herself.id])
  assert.deepEqual(await has(hers), [false, false, false], 'what they see now')
})

test('E1-T2: the link holds what the standard wants, and tells nobody whose record it is', async () => {
  const made = await make({ last_day: people.today })
  const { url, key, exp, flag, label, v, ...others } = made.payload
  assert.deepEqual(others, {})
  assert.ok(url.length <= 128 && url.startsWith(`${ctx.base}/share/app?token=`), url)
  assert.match(key, /^[\w-]{43}$/)
  const [{ ends_at: ends }] = await sql('SELECT ends_at FROM record_share WHERE id = ?', [made.id])
  assert.equal(exp, Date.parse(`${ends.replace(' ', 'T')}Z`) / 1000)
  assert.deepEqual([flag, v, label], ['P', 1, 'Health record from Riverbend Family Medicine'])
  assert.notEqual((await make()).payload.key, key)
})

test('E1-T2: what comes is encrypted as another\'s library reads it, by a fresh IV each time', async () => {
  const made = await make()
  const file = await locationOf(made)
  const jwes = [(await get(file)).text, (await get(file)).text]
  for (const jwe of jwes) {
    const { plaintext, protectedHeader } = await compactDecrypt(jwe, Buffer.from(made.payload.key, 'base64url'))
    assert.deepEqual(protectedHeader, { alg: 'dir', enc: 'A256GCM', cty: 'application/fhir+json' })
    assert.equal(JSON.parse(Buffer.from(plaintext)).resourceType, 'Bundle')
  }
  assert.notEqual(jwes[0].split('.')[2], jwes[1].split('.')[2])
  const other = Buffer.from((await make()).payload.key, 'base64url')
  await assert.rejects(compactDecrypt(jwes[0], other), 'another link has another key')
})

test('E1-T2: the answer says of what it is, and of when', async () => {
  const answer = await ask(await make())
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type'), /^application\/json/)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  const { status, files: [{ location, ...file }, ...more] } = answer.json
  assert.deepEqual([status, more.length, file.contentType], ['can-change', 0, 'application/fhir+json'])
  assert.ok(Math.abs(Date.parse(file.lastUpdated) - ctx.stack.now.getTime()) < 60e3)
  const sent = await get(location)
  assert.match(sent.headers.get('content-type'), /^application\/jose/)
  assert.match(sent.text, /^[\w-]+\.\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/)
})

// --- the code ---

test('E1-T2: the code is taken as people write it', async () => {
  const made = await make()
  assert.equal((await ask(made, { passcode: `${made.code.slice(0, 4)} ${made.code.slice(4)}` })).status, 200)
})

test('AU-09: each wrong code tells how many are left; five end the link, on its page too', async () => {
  const made = await make({ name: 'Dr. Guess' })
  for (const left of [4, 3, 2, 1, 0]) {
    await sql('DELETE FROM sign_in_failure')
    const answer = await ask(made, { passcode: wrongOf(made.code) })
    assert.deepEqual([answer.status, answer.json], [401, { remainingAttempts: left }])
  }
  assert.deepEqual(await row(made), { wrong: 5, openings: 0, stopped_by: 'codes' })
  await sql('DELETE FROM sign_in_failure')
  assert.equal((await ask(made)).status, 404)
  assert.equal((await (await arriveBy(ctx, made.link)).post('/share', { code: made.code })).status, 422)
  const told = await until(() => ctx.mails(account.email).find(({ subject }) => subject === 'A link to a health record has ended'))
  assert.match(told.text, /5 wrong codes for the secure link for Dr\. Guess/)
})

test('AU-11: wrong codes of the page and of apps count together, also at once', async () => {
  const made = await make()
  const page = await arriveBy(ctx, made.link)
  for (let i = 0; i < 3; i++) await page.post('/share', { code: wrongOf(made.code) })
  await sql('DELETE FROM sign_in_failure')
  assert.deepEqual((await ask(made, { passcode: wrongOf(made.code) })).json, { remainingAttempts: 1 })
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(made, { passcode: wrongOf(made.code) })))
  assert.ok(answers.filter(({ status }) => status === 401).length <= 1)
  assert.deepEqual(await row(made), { wrong: 5, openings: 0, stopped_by: 'codes' })
})

test('E1-T2: without a code an app is asked for one, and no guess is counted', async () => {
  const made = await make()
  for (const passcode of [undefined, '']) {
    const answer = await ask(made, { passcode })
    assert.deepEqual([answer.status, answer.json], [401, { remainingAttempts: 5 }])
  }
  assert.equal((await row(made)).wrong, 0)
  assert.deepEqual(await sql('SELECT * FROM sign_in_failure'), [])
})

test('AU-10: after wrong codes an address has to wait, on the page and in apps', async () => {
  const made = await make()
  const none = { payload: { url: made.payload.url.replace(/.{43}$/, 'A'.repeat(43)) }, code: '00000000' }
  for (let i = 0; i < 5; i++) assert.equal((await ask(none)).status, 404)
  const answer = await ask(made)
  assert.equal(answer.status, 429)
  assert.ok(Number(answer.headers.get('retry-after')) > 0)
  assert.match((await (await arriveBy(ctx, made.link)).post('/share', { code: made.code })).says, /There were too many tries/)
})

// --- its end ---

const ENDS = {
  'was stopped': async (made) => { await as.get(FORM); await as.post(`${FORM}/${made.id}/stop`) },
  'is over': (made) => sql('UPDATE record_share SET ends_at = UTC_TIMESTAMP() WHERE id = ?', [made.id]),
  'is of somebody who lost access': (made) => sql('UPDATE access_grant SET suspended_at = UTC_TIMESTAMP() WHERE account_id = ?', [made.friend.account.id]),
}

for (const [what, end] of Object.entries(ENDS)) {
  test(`E1-T2: a link that ${what} is not there for an app, nor is its file, with any code`, async () => {
    const friend = await family.holder(dana)
    const made = { ...await make({}, friend), friend }
    const file = await locationOf(made)
    assert.equal((await get(file)).status, 200)
    await end(made)
    assert.equal((await ask(made)).status, 404)
    assert.equal((await ask(made, { passcode: wrongOf(made.code) })).status, 404)
    assert.equal((await get(file)).status, 404)
  })
}

test('E1-T2: each time that an app asks counts, until it was opened as often as it may', async () => {
  const made = await make({ openings: '2' })
  const file = await locationOf(made)
  await get(file)
  await get(file)
  assert.equal((await row(made)).openings, 1, 'its file does not count again')
  await openLink(ctx, made)
  assert.equal((await ask(made)).status, 404)
  assert.equal((await row(made)).openings, 2)
  assert.match((await as.get(FORM)).says, /Opened 2 of 2 times/)
})

test('E1-T2: asked eight times at once, it opens as often as it may, and no more', async () => {
  const made = await make({ openings: '3' })
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(made)))
  assert.equal(answers.filter(({ status }) => status === 200).length, 3)
  assert.ok(answers.every(({ status }) => [200, 404, 503].includes(status)))
  assert.equal((await row(made)).openings, 3)
})

test('E1-T2: where the file is, is known for an hour, and opens nothing else', async () => {
  const made = await make()
  const file = await locationOf(made)
  const answer = await get(file)
  assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'application/jose'])
  const [visit] = await sql('SELECT TIMESTAMPDIFF(MINUTE, opened_at, ends_at) AS minutes FROM record_share_visit WHERE share_id = ?', [made.id])
  assert.equal(visit.minutes, 60)
  const visitor = ctx.client()
  visitor.jar.cookies.set('__Host-kith-share', new URL(file).searchParams.get('token'))
  assert.equal((await visitor.get('/share/record')).location, '/share')
  const page = await openLink(ctx, made)
  assert.equal((await get(file.replace(/token=.*/, `token=${page.jar.cookies.get('__Host-kith-share')}`))).status, 404, 'a visit to the page is none of an app')
  assert.equal((await get(file.replace(/.$/, (c) => (c === '0' ? '1' : '0')))).status, 404)
  await sql('UPDATE record_share_visit SET ends_at = UTC_TIMESTAMP() WHERE share_id = ?', [made.id])
  assert.equal((await get(file)).status, 404)
})

// --- who is told, and what is kept ---

test('E1-T2: the patient is told by mail when an app opens it', async () => {
  const owner = await family.owner()
  const made = await make({ name: 'Camp nurse' }, owner, owner.patient.id)
  await ask(made)
  const mail = await until(() => ctx.mails(owner.account.email).find(({ subject }) => subject === 'Your link to a health record was opened'))
  assert.match(mail.text, /The secure link for Camp nurse was opened with the right code on/)
  assert.ok(!mail.text.includes('Verona'))
})

test('E1-L2: what an app does stands in the history of the record, with who it said it is', async () => {
  const made = await make({ name: 'Dr. Trail' })
  const wanted = { program: 'share', account_id: null, actor: 'Link for Dr. Trail', patient_id: dana.id, object_id: made.id, detail: CLINIC }
  await ask(made, { passcode: wrongOf(made.code) })
  assert.deepEqual(await audit('open_in_app'), [{ ...wanted, status: 401 }])
  const file = await locationOf(made)
  assert.deepEqual(await audit('open_in_app'), [{ ...wanted, status: 200 }])
  await get(file)
  assert.deepEqual(await audit('send_to_app'), [{ ...wanted, detail: 'dates chosen', status: 200 }])
  const page = await as.get(`/records/${dana.id}/activity?who=links`)
  assert.match(page.says, /Opened the health record with the code, in an app: Heart clinic <Verona>/)
  assert.match(page.text, /in an app: Heart clinic &lt;Verona&gt;/)
  assert.match(page.says, /Downloaded the health record with an app, dates chosen/)
})

test('AU-14: neither token, key nor where the file is stand in a log or a row', async () => {
  const made = await make()
  const file = await locationOf(made)
  await get(file)
  await ask(made, { passcode: wrongOf(made.code) })
  await ask(made, '{')
  await ask(made, 'x'.repeat(5000))
  for (const method of ['GET', 'DELETE', 'OPTIONS']) await ask(made, null, { method })
  const token = new URL(made.payload.url).searchParams.get('token')
  const ticket = new URL(file).searchParams.get('token')
  const key = Buffer.from(made.payload.key, 'base64url')
  const secrets = [token, ticket.slice(0, 64), ticket.slice(64), made.payload.key, key.toString('hex'), key.toString('latin1'), made.code]
  const logs = fs.readdirSync(path.join(ctx.dir, 'log')).map((name) => fs.readFileSync(path.join(ctx.dir, 'log', name), 'latin1')).join('')
  assert.ok(logs.includes('POST /share/app 200') && logs.includes('GET /share/app/file 200'), 'the log is the one')
  for (const secret of secrets) assert.ok(!logs.includes(secret))
  for (const table of ['record_share', 'record_share_visit', 'audit', 'idempotency', 'outbox']) {
    const rows = JSON.stringify(await sql(`SELECT * FROM ${table}`), (_, value) => (value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value))
    for (const secret of secrets) assert.ok(!rows.includes(secret), table)
  }
})

test('AU-14: the link for apps is on no page but the one that made it', async () => {
  const made = await make()
  for (const address of [FORM, `/records/${dana.id}`, `/records/${dana.id}/activity`]) {
    assert.doesNotMatch((await as.get(address)).text, /shlink:/)
  }
  const mail = await make({ email: 'dr.app@heart.example' })
  assert.doesNotMatch((await ctx.mail('dr.app@heart.example')).text, /shlink:/)
  assert.match(mail.page.text, /QR code for an app/)
  assert.match(made.page.says, /For an app that reads SMART Health Links Scan this with the other doctor’s app\. They will also need the code\./)
})

// --- as pages of other sites ask ---

test('E1-T2: a page of another site may ask, and may read every answer, without cookies', async () => {
  const made = await make()
  const file = await locationOf(made)
  for (const [url, method] of [[made.payload.url, 'POST'], [file, 'GET']]) {
    const allowed = await ask(made, null, { url, method: 'OPTIONS', 'Access-Control-Request-Method': method, 'Access-Control-Request-Headers': 'content-type' })
    assert.equal(allowed.status, 204)
    assert.equal(allowed.headers.get('access-control-allow-origin'), '*')
    assert.equal(allowed.headers.get('access-control-allow-methods'), method)
    assert.equal(allowed.headers.get('access-control-allow-headers'), 'content-type')
  }
  const answers = [[200, await ask(made)], [401, await ask(made, { passcode: '1' })], [404, await ask(made, {}, { url: made.payload.url.replace(/.{43}$/, 'A'.repeat(43)) })],
    [400, await ask(made, '[]')], [413, await ask(made, 'x'.repeat(4097))], [415, await ask(made, {}, { 'Content-Type': 'text/plain' })],
    [405, await ask(made, null, { method: 'GET' })], [200, await get(file)], [404, await get(`${file}0`)], [405, await ask(made, {}, { url: file })]]
  for (const [status, answer] of answers) {
    assert.equal(answer.status, status, answer.text)
    assert.equal(answer.headers.get('access-control-allow-origin'), '*', `${status}`)
    assert.equal(answer.headers.get('access-control-allow-credentials'), null)
    assert.equal(answer.headers.get('set-cookie'), null, `${status}`)
  }
  for (const address of ['/share', '/account/sign-in', made.link]) {
    assert.equal((await as.get(address)).headers['access-control-allow-origin'], undefined)
  }
})

test('SE-09: no cookie counts where an app asks', async () => {
  const made = await make()
  const [{ n: before }] = await sql('SELECT UNIX_TIMESTAMP(MAX(seen_at)) AS n FROM session')
  const answer = await ask(made, {}, { Cookie: as.jar.toString() })
  assert.equal(answer.status, 200)
  assert.equal((await audit('open_in_app'))[0].account_id, null)
  assert.deepEqual(await sql('SELECT UNIX_TIMESTAMP(MAX(seen_at)) AS n FROM session'), [{ n: before }])
})

for (const [what, body] of Object.entries({
  'no JSON': 'recipient=x', 'half of it': '{"recipient":"x"', 'more than one value': '{"recipient":"x"} {}', 'no object': '["x"]', nothing: '',
  'a name twice': '{"recipient":"x","recipient":"y"}', 'a token of its own': '{"recipient":"x","token":"y"}', 'a zero byte': '{"recipient":"x"}\0',
  'no recipient': '{}', 'a recipient that is no text': '{"recipient":{"a":1}}', 'a recipient beyond all bounds': `{"recipient":"${'x'.repeat(201)}"}`,
  'control characters': '{"recipient":"x\\u001b[2J"}', 'broken UTF-8': Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]) })) {
  test(`IO-17: ${what} is refused, and counts for nothing`, async () => {
    const made = await make()
    const answer = await fetch(made.payload.url, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } })
    assert.equal(answer.status, 400)
    assert.deepEqual(await row(made), { wrong: 0, openings: 0, stopped_by: null })
  })
}

test('IO-17: an app may send more than we know', async () => {
  const made = await make()
  for (const more of [{ purpose: ['TREAT'], list: null }, { embeddedLengthMax: 1e7 }, { embeddedLengthMax: '10' }]) {
    assert.ok('location' in (await ask(made, more)).json.files[0], JSON.stringify(more))
  }
})
