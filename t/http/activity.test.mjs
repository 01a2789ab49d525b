// Who looked at the record: what the patient and the family read of it.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { before, test } from 'node:test'
import { addDays, People, sqlTime } from '../lib/people.mjs'
import { portal, PROGRAMS, TOP } from '../lib/portal.mjs'

const ctx = await portal()
const { sql } = ctx
const people = new People(ctx)
let siobhan, herself, full, billing, records, kim

const address = (query = '') => `/records/${siobhan.id}/activity${query}`

/** Rows as they would have been written: { program, action, ... }, oldest first. */
async function acts(...rows) {
  for (const row of rows) {
    const one = { at: sqlTime(ctx.stack.now), request_id: '0'.repeat(32), actor: 'Somebody Else', patient_id: siobhan.id,
      status: 200, address: '203.0.113.7', ...row }
    await sql(`INSERT INTO audit (${Object.keys(one).join(', ')}) VALUES (${Object.keys(one).map(() => '?').join(', ')})`, Object.values(one))
  }
}

/** The lines of a page: { when, who, what }. */
const lines = (page) => [...page.text.matchAll(/<tr role="row">\s*<td.*?<\/tr>/gs)].map(([row]) => {
  const cells = [...row.matchAll(/<(td|th)\b[^>]*>(.*?)<\/\1>/gs)].map(([, , html]) =>
    html.replace(/<[^>]*>/g, ' ').replace(/[\s\u00a0]+/g, ' ').trim())
  return { when: cells[0], who: cells[1], what: cells[2] }
})

/** The same, but for looks at this page itself. */
const read = async (as, query) => lines(await as.get(address(query)))
  .filter((line) => !line.what.startsWith('Looked at who looked'))

async function granted(name, grant) {
  const account = await people.account(name)
  await people.grant(account, siobhan, grant)
  return people.signedIn(account)
}

before(async () => {
  siobhan = await people.patient('siobhan')
  herself = await granted('Siobhan Own', { basis: 'self' })
  full = await granted('Fiona Friend', { basis: 'patient', relation: 'sister' })
  billing = await granted('Bill Payer', { basis: 'patient', areas: 'billing' })
  records = await granted('Rory Records', { basis: 'patient', areas: 'health,records' })
  kim = await people.staff('Kim Lee', { roles: 'front_desk' })
})

const fresh = () => sql('DELETE FROM audit WHERE patient_id = ?', [siobhan.id])

test('E1-L1: each view, download and transmit is a line', async () => {
  await fresh()
  await herself.get(`/health/${siobhan.id}`)
  await herself.get(`/records/${siobhan.id}?preview=show`)
  await herself.get(`/records/${siobhan.id}/download`)
  const found = await read(herself)
  assert.deepEqual(found.map((line) => line.what.replace(/ Internet.*/, '')),
    ['Downloaded the health record, all time', 'Looked at Health Records', 'Looked at Medical History'])
})

test('E1-L2: a line says what, when and who; family is shown as family', async () => {
  await fresh()
  await full.get(`/health/${siobhan.id}`)
  const page = await herself.get(address())
  const [line] = lines(page)
  assert.equal(line.who, 'Fiona Friend Family: sister')
  assert.match(line.when, /^\d+:\d\d [AP]M$/)
  assert.match(page.text, /<h2 id="d\d{4}-\d\d-\d\d">Today<\/h2>/)
  assert.match(line.what, /^Looked at Medical History Internet address 127\.0\.0\.1$/)
})

test('E1-L2: staff are shown with name and part, and why they opened the chart', async () => {
  await fresh()
  const clinician = await people.staff('Dr. Chart Opener')
  const as = await people.staffSignedIn(clinician)
  await as.get(`/staff/patients/${siobhan.id}/chart`)
  await as.post(`/staff/patients/${siobhan.id}/open`, { reason: 'records' })
  await as.get(`/staff/patients/${siobhan.id}/chart`)
  const found = await read(herself)
  assert.deepEqual(found.map((line) => line.what.replace(/ Internet.*/, '')), [
    'Opened the chart, with the reason given before', 'Opened the chart. Reason: a request for records',
    'Opened the chart, and was asked for the reason first'])
  for (const line of found) assert.equal(line.who, 'Dr. Chart Opener Doctor or nurse')
})

test('E1-L3: open to the patient and to family with Full access, not with Billing only', async () => {
  assert.equal((await herself.get(address())).status, 200)
  assert.equal((await full.get(address())).status, 200)
  assert.equal((await billing.get(address())).status, 404)
  assert.ok(!(await billing.get(`/home/${siobhan.id}`)).links.some((href) => href.includes('/activity')))
  assert.ok((await full.get(`/home/${siobhan.id}`)).links.includes(address()))
})

test('E1-L1: no route of any program that can touch a patient is without words', async () => {
  const without = /^(account|staff-account)$/
  const named = /^(identify_patient|check_code|make_account|confirm_email|ask_for_access|check_passcode|send_passcode_again|begin_invited|make_relative|refuse_access)$/
  const all = PROGRAMS.flatMap((program) => execFileSync(path.join(ctx.stack.build, 'fcgi', program), ['--routes'], { encoding: 'utf8' })
    .trim().split('\n').map((line) => line.split(/\s+/)).map(([, where, , action]) => ({ program, where, action }))
    .filter(({ action }) => !without.test(program) || (program === 'account' && named.test(action))))
  for (const name of fs.readdirSync(path.join(TOP, 'bin'))) {
    const text = fs.readFileSync(path.join(TOP, 'bin', name), 'utf8')
    for (const [, names, patient] of text.matchAll(/audit_add_operator\(([^;]*?), ((?:\w+->)?patient_id|e->\w+)\b/g)) {
      for (const [, action] of names.matchAll(/"(\w+)"/g)) all.push({ program: 'kithctl', action, where: `${name} ${patient}` })
    }
  }
  // Lists without a patient of their own, and letters to nobody yet.
  const listed = all.filter(({ program, action, where }) => !where.startsWith('/staff/documents/templates') && !['staff-inbox/show_inbox', 'staff-inbox/show_away', 'staff-inbox/set_away',
    'staff-inbox/list_others', 'staff-patients/find_patients', 'staff-documents/show_work', 'family/show_settings', 'family/show_add'].includes(`${program}/${action}`))
  const source = fs.readFileSync(path.join(TOP, 'fcgi', 'records_acts.c'), 'utf8')
  for (const { program, action, where } of listed) {
    const table = new RegExp(`of_${program.replace(/-/g, '_')}\\[\\] = \\{(.*?)\\n\\};`, 's').exec(source)?.[1] ?? ''
    assert.match(table, new RegExp(`ACT\\("${action}"\\)`), `fcgi/records_acts.c has no words for ${program} ${action} (${where})`)
  }
  await fresh()
  await acts(...listed.map(({ program, action }) => ({ program, action })))
  const csv = (await herself.get(address('.csv'))).text
  assert.ok(!csv.includes('something in this record'))
  assert.ok(listed.length > 70)
})

test('E1-L1: an act that nobody knows is a line all the same', async () => {
  await fresh()
  await acts({ program: 'tomorrow', action: 'do_this' })
  assert.equal((await read(herself))[0].what.replace(/ Internet.*/, ''), 'Changed something in this record')
  assert.deepEqual(await read(full), [])
})

test('D2-1: who tried and was refused is shown to the patient, to others only if it was them', async () => {
  await fresh()
  await billing.get(`/health/${siobhan.id}`)
  await full.get(`/health/${siobhan.id}/results/999999`)
  const stranger = await people.signedIn(await people.account('Sly Stranger'))
  await stranger.get(`/records/${siobhan.id}/download`)
  assert.deepEqual((await read(herself)).map(({ who, what }) => [who, what.replace(/ Internet.*/, '')]), [
    ['Sly Stranger No access to this record', 'Not done Tried to download the health record: not allowed, or not there'],
    ['Fiona Friend Family: sister', 'Not done Tried to look at a result: not allowed, or not there'],
    ['Bill Payer Family', 'Not done Tried to look at Medical History: not allowed, or not there']])
  assert.deepEqual((await read(full)).map((line) => line.who), ['You Fiona Friend'])
})

test('AZ-06: family reads nothing of who gave, paused or blocked access', async () => {
  await fresh()
  await acts(...['verify_guardian', 'pause_grant', 'resume_grant', 'end_grant', 'block_person', 'end_block', 'show_block'].map((action) =>
    ({ program: 'staff-patients', action, actor: kim.name, staff_id: kim.id })),
  ...['invite', 'remove_access', 'change_access', 'leave'].map((action) =>
    ({ program: 'family', action, actor: 'Siobhan Own', account_id: herself.account.id })))
  assert.equal((await read(herself)).length, 11)
  assert.deepEqual(await read(full), [])
  assert.ok(!(await full.get(address('.csv'))).text.includes('away'))
})

test('AZ-06: family reads nothing of acts on confidential items, the patient does', async () => {
  const [{ id: report }] = await sql('SELECT id FROM report WHERE patient_id = ? LIMIT 1', [siobhan.id])
  const row = { program: 'health', action: 'show_result', object_id: report, account_id: herself.account.id, actor: 'Siobhan Own' }
  await fresh()
  await acts(row)
  assert.equal((await read(full)).length, 1)
  await sql('UPDATE report SET confidential = 1 WHERE id = ?', [report])
  assert.deepEqual(await read(full), [])
  assert.equal((await read(herself)).filter((line) => line.what.startsWith('Looked at a result')).length, 1)
  await sql('UPDATE report SET confidential = 0 WHERE id = ?', [report])
})

test('H6: what the practice holds back shows to nobody until then', async () => {
  const [{ id: report }] = await sql('SELECT id FROM report WHERE patient_id = ? LIMIT 1', [siobhan.id])
  await fresh()
  await acts({ program: 'health', action: 'show_result', object_id: report, actor: kim.name, staff_id: kim.id })
  await sql('UPDATE report SET held_until = UTC_TIMESTAMP() + INTERVAL 1 DAY WHERE id = ?', [report])
  assert.deepEqual(await read(herself), [])
  await sql('UPDATE report SET held_until = NULL WHERE id = ?', [report])
  assert.equal((await read(herself)).filter((line) => line.who.startsWith('Kim Lee')).length, 1)
})

test('AZ-07: who has no access to messages reads nothing of messages; nobody of drafts', async () => {
  await fresh()
  await sql(`INSERT INTO conversation (patient_id, area, subject, state, pool_id, begun_at, last_at, confidential)
    VALUES (?, 'messages', 'S', 'waiting', 1, UTC_TIMESTAMP(), UTC_TIMESTAMP(), 0), (?, 'messages', 'S', 'waiting', 1, UTC_TIMESTAMP(), UTC_TIMESTAMP(), 1)`,
  [siobhan.id, siobhan.id])
  const [{ open, shut }] = await sql('SELECT MIN(id) AS open, MAX(id) AS shut FROM conversation WHERE patient_id = ? AND subject = \'S\'', [siobhan.id])
  const row = { program: 'messages', account_id: herself.account.id, actor: 'Siobhan Own' }
  await acts({ ...row, action: 'send_answer', object_id: open, status: 303 }, { ...row, action: 'send_answer', object_id: shut, status: 303 },
    { ...row, action: 'list_messages' }, { ...row, action: 'save_draft' })
  assert.equal((await read(herself)).length, 3)
  assert.equal((await read(full)).filter((line) => line.who.startsWith('Siobhan')).length, 2)
  assert.deepEqual((await read(records)).filter((line) => line.who.startsWith('Siobhan')), [])
})

test('AZ-06: from where somebody came is told to the patient, to family of their own acts only', async () => {
  await fresh()
  await acts({ program: 'health', action: 'show_history', account_id: herself.account.id, actor: 'Siobhan Own' },
    { program: 'health', action: 'show_history', account_id: full.account.id, actor: 'Fiona Friend', address: '198.51.100.9' })
  const hers = await herself.get(address())
  for (const one of ['203.0.113.7', '198.51.100.9']) assert.ok(hers.text.includes(one))
  const theirs = await full.get(address())
  assert.ok(theirs.text.includes('198.51.100.9'))
  assert.ok(!theirs.text.includes('203.0.113.7'))
  const csv = (await full.get(address('.csv'))).text
  assert.ok(csv.includes('198.51.100.9') && !csv.includes('203.0.113.7'))
})

test('D3: filters: who, what kind, from and to', async () => {
  await fresh()
  const day = addDays(people.today, -40)
  await acts({ program: 'health', action: 'show_history', account_id: full.account.id, actor: 'Fiona Friend', at: `${day} 15:00:00` },
    { program: 'records', action: 'download', account_id: herself.account.id, actor: 'Siobhan Own', detail: 'all time' },
    { program: 'staff-patients', action: 'show_patient', staff_id: kim.id, actor: kim.name },
    { program: 'share', action: 'open_share', actor: 'Link for Dr. Lund', object_id: 5 })
  const who = async (query) => (await read(herself, query)).map((line) => line.who.replace(/ (?!Friend|Lee|Siobhan|for|Dr|Lund).*/, ''))
  assert.deepEqual(await who('?who=family'), ['Fiona Friend'])
  assert.deepEqual(await who('?who=staff'), ['Kim Lee'])
  assert.equal((await who('?who=links')).length, 1)
  assert.ok((await who('?who=me&kind=download')).length === 1)
  assert.deepEqual(await who(`?from=${day}&to=${day}`), ['Fiona Friend'])
  assert.deepEqual(await who(`?to=${addDays(day, -1)}`), [])
  assert.match((await herself.get(address(`?to=${addDays(day, -1)}`))).says, /Nothing like that/)
  for (const query of ['?who=x', '?kind=x', '?from=2026-02-30', '?sort=x']) {
    const refused = await herself.get(address(query))
    assert.equal(refused.status, 422, query)
    assert.match(refused.says, /Our key begins with [0-9a-f]{16}/)
  }
})

test('D3: sorted by time, by name and by what was done, fifty a page', async () => {
  await fresh()
  const names = ['Ada', 'Ben', 'Cy']
  await acts(...Array.from({ length: 120 }, (_, i) => ({ program: 'records', action: i % 2 ? 'download' : 'show_records', actor: names[i % 3],
    staff_id: 100 + i, detail: null, at: sqlTime(new Date(ctx.stack.now.getTime() - (200 - i) * 1000)) })))
  for (const [sort, key] of [['new', () => 0], ['old', () => 0], ['who', (line) => line.who], ['what', (line) => line.what]]) {
    let query = `?who=staff&sort=${sort}`
    const all = []
    for (let n = 0; n < 4 && query; n++) {
      const page = await herself.get(address(query))
      all.push(...lines(page))
      const next = page.links.find((href) => href.includes('after='))
      query = next?.slice(next.indexOf('?'))
      if (n < 2) assert.equal(all.length, 50 * (n + 1), `${sort}: page ${n}`)
    }
    assert.equal(all.length, 120, sort)
    if (key(all[0]) !== 0) assert.deepEqual(all.map(key), all.map(key).sort(), sort)
  }
  const first = async (sort) => (await read(herself, `?who=staff&sort=${sort}`))[0]
  assert.match((await first('old')).who, /^Ada/)
  assert.match((await first('new')).who, /^Cy/)
})

test('E1-L2: looks at the same within minutes are one line that says how many', async () => {
  await fresh()
  for (let i = 0; i < 3; i++) await full.get(`/health/${siobhan.id}`)
  await full.get(`/records/${siobhan.id}/download`)
  await full.get(`/records/${siobhan.id}/download`)
  const found = await read(herself)
  assert.equal(found.length, 3)
  assert.match(found[2].what, /· 3 times/)
})

// --- as a file ---

/** Rows of a CSV (RFC 4180) as lists of cells, but for its own download. */
function table(text) {
  const rows = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '\r\n') rows.push([])
    if (end === '') break
  }
  return rows.slice(0, -1).filter((row) => !row[3].startsWith('Downloaded the list'))
}

test('E1-L3: the list is a CSV that spreadsheets read: RFC 4180, UTF-8 with its mark, times with their zone', async () => {
  await fresh()
  await acts({ program: 'health', action: 'show_history', actor: 'Núñez "Nina", MD', staff_id: kim.id, at: '2026-07-04 16:05:06' })
  const answer = await herself.get(address('.csv'))
  assert.equal(answer.status, 200)
  assert.equal(answer.headers['content-type'], 'text/csv; charset=UTF-8')
  assert.match(answer.headers['content-disposition'], /^attachment; filename="who-looked\.csv"/)
  assert.deepEqual([...answer.body.subarray(0, 3)], [0xef, 0xbb, 0xbf])
  const [heads, row] = table(answer.text.slice(1))
  assert.deepEqual(heads, ['Time', 'Who', 'Part', 'What', 'Item', 'Status', 'Internet address', 'Number'])
  assert.deepEqual(row.slice(0, 7), ['2026-07-04T12:05:06-04:00', 'Núñez "Nina", MD', 'Front desk', 'Looked at Medical History', '', '200', '203.0.113.7'])
})

test('E1-L3: no cell of the CSV is a formula', async () => {
  await fresh()
  const names = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', 'plain']
  await acts(...names.map((actor) => ({ program: 'health', action: 'show_history', actor, account_id: 1 })))
  const cells = table((await herself.get(address('.csv?sort=old'))).text.slice(1)).slice(1).map((row) => row[1])
  assert.deepEqual(cells, ['\'=1+1', '\'+1', '\'-1', '\'@SUM(A1)', '\'\tx', 'plain'])
})

test('E1-L3: the CSV holds all rows of the filter, the page as many as fit', async () => {
  await fresh()
  await sql(`INSERT INTO audit (at, request_id, program, staff_id, actor, patient_id, action, status, address)
    SELECT UTC_TIMESTAMP(), MD5(seq), 'staff-patients', ?, 'Kim Lee', ?, 'show_patient', 200, '' FROM seq_1_to_1234`, [kim.id, siobhan.id])
  await acts({ program: 'records', action: 'download', account_id: herself.account.id, actor: 'Siobhan Own' })
  assert.equal(table((await herself.get(address('.csv?who=staff'))).text).length, 1235)
  assert.equal(table((await herself.get(address('.csv?who=me&kind=download&from=2020-01-01'))).text).length, 2)
})

test('E1-L3: nobody else\'s rows are in it', async () => {
  const walter = await people.patient('walter')
  await acts({ program: 'health', action: 'show_history', actor: 'Walter Canary', patient_id: walter.id })
  for (const where of [address(), address('.csv')]) assert.ok(!(await herself.get(where)).text.includes('Walter Canary'))
})

test('E1-L1: what another system sent is a line; only the patient reads it, as it may be of confidential items', async () => {
  await fresh()
  await acts({ program: 'kithctl', action: 'import_record', actor: 'operator', detail: '12 items', address: '' })
  assert.deepEqual((await read(herself)).map((line) => line.what), ['Brought in what another system sent: 12 items'])
  assert.deepEqual(await read(full), [])
})
