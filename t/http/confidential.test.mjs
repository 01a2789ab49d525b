// What is confidential is nowhere for anyone but the patient: an item of every
// kind with a word that stands nowhere else, looked for in all that the family
// can get, by every route there is.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { addDays, People, sqlTime } from '../lib/people.mjs'
import { portal, PROGRAMS } from '../lib/portal.mjs'
import { openLink, shareLink } from '../lib/share.mjs'

const ctx = await portal()
const { sql } = ctx
const people = new People(ctx)
const WORD = 'Zyxomma'
const scratch = ctx.scratch()
after(() => fs.rmSync(scratch, { recursive: true }))

// What a row must say to be shown at all, beside its word.
const STATUS = { appointment: 'booked', document: 'current', encounter: 'finished', immunization: 'completed', observation: 'final',
  patient_procedure: 'completed', report: 'final', conversation: 'answered' }
const MORE = { problem: { category: 'problem' }, medication: { kind: 'statement' }, service_request: { kind: 'test' },
  report: { category: 'laboratory' }, observation: { category: 'laboratory', value_kind: 'text' }, family_history: { relation_code: 'MTH' },
  document: { kind: 'letter', media_type: 'text/plain' }, allergy: { kind: 'allergy' }, conversation: { area: 'messages', pool_id: 1 } }
const NAMED = /^(display|title|note|says|reason|description|team|name|role|payer|plan|subject|comment|narrative|value|member_number|target|maker|lot|outcome|instructions|relative_name)$/

const owners = {}

/** One item of a table, every word of it the table's own. */
async function add(table, patient) {
  const columns = await sql(`SELECT column_name AS name, data_type AS type, is_nullable AS can_be_null, column_default AS given, extra
    FROM information_schema.columns WHERE table_schema = 'kith' AND table_name = ?`, [table])
  const row = { patient_id: patient.id, confidential: 1 }
  for (const { name, type, can_be_null: nullable, given, extra } of columns) {
    if (name in row || /auto_increment|GENERATED/i.test(extra)) continue
    if (NAMED.test(name) && /char|text/.test(type)) row[name] = `${WORD} ${table}`
    else if (/_when$/.test(name) && !/end_when/.test(name)) row[name] = people.today
    else if (type === 'date' && name !== 'end_day') row[name] = people.today
    else if (name === 'status' || name === 'state') row[name] = STATUS[table] ?? 'active'
    else if (nullable === 'NO' && given === null) row[name] = /int|decimal/.test(type) ? 0 : type === 'datetime' ? sqlTime(ctx.stack.now) : `${WORD} ${table}`
  }
  Object.assign(row, MORE[table])
  await sql(`INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map(() => '?').join(', ')})`, Object.values(row))
  return (await sql(`SELECT MAX(id) AS id FROM ${table}`))[0].id
}

/** All that hangs on items: what a document holds, what was said in a conversation. */
async function fill(patient) {
  const tables = (await sql(`SELECT c.table_name AS name FROM information_schema.columns c
    JOIN information_schema.columns p ON p.table_schema = c.table_schema AND p.table_name = c.table_name AND p.column_name = 'patient_id'
    WHERE c.table_schema = 'kith' AND c.column_name = 'confidential' AND c.table_name NOT LIKE '%draft%' AND c.table_name <> 'message_unread'`)).map((one) => one.name)
  const ids = {}
  for (const table of tables) ids[table] = await add(table, patient)
  const text = Buffer.from(`${WORD} in the file`)
  await sql('UPDATE document SET bytes = ? WHERE id = ?', [text.length, ids.document])
  await sql('INSERT INTO document_chunk VALUES (?, ?, 0, ?)', [patient.id, ids.document, text])
  await sql(`INSERT INTO observation (patient_id, report_id, category, display, status, taken_when, taken_day, value_kind, value)
    VALUES (?, ?, 'laboratory', ?, 'final', ?, ?, 'text', ?)`, [patient.id, ids.report, `${WORD} in the report`, people.today, people.today, WORD])
  await sql(`INSERT INTO message (patient_id, conversation_id, kind, author, body, sent_at) VALUES (?, ?, 'practice', 'Dr. X', ?, UTC_TIMESTAMP())`,
    [patient.id, ids.conversation, `${WORD} in a message`])
  ids.message = (await sql('SELECT MAX(id) AS id FROM message'))[0].id
  await sql('UPDATE conversation SET last_message_id = ? WHERE id = ?', [ids.message, ids.conversation])
  return { tables, ids: { ...ids, observation_of_report: (await sql('SELECT MAX(id) AS id FROM observation'))[0].id } }
}

const routes = PROGRAMS.filter((name) => !name.startsWith('staff-')).flatMap((program) =>
  execFileSync(path.join(ctx.stack.build, 'fcgi', program), ['--routes'], { encoding: 'utf8' }).trim().split('\n')
    .map((line) => line.split(/\s+/)).filter(([method, , area]) => method === 'GET' && area !== 'public')
    .map(([, address, , , parameters]) => ({ address, parameters })))
  .filter(({ address }) => !/sign-out|\/link\//.test(address))

/** What a route is asked with: plainly, and with whatever could bring more to light. */
function queries({ parameters }) {
  const given = ['']
  if (/\bq:/.test(parameters)) given.push(`?q=${WORD}`)
  if (/\bpreview:/.test(parameters)) given.push('?preview=show', `?dates=one&from=${people.today}&preview=show`)
  if (/\bwhat:/.test(parameters)) given.push('?what=all', '?what=everything')
  if (/\bkind:/.test(parameters)) given.push('?kind=letter', '?kind=reminder')
  if (/\bshow:/.test(parameters)) given.push('?show=sent', '?show=all')
  return given
}

/** All text of an answer, of a zip that of its files. */
function textOf(answer) {
  if (!answer.body.subarray(0, 2).equals(Buffer.from('PK'))) return answer.text
  const file = path.join(scratch, 'it.zip')
  fs.writeFileSync(file, answer.body)
  const text = execFileSync('python3', ['-c', `import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
for n in z.namelist(): sys.stdout.buffer.write(n.encode() + b"\\n" + z.read(n) + b"\\n")`, file], { maxBuffer: 1 << 28 })
  return text.toString('utf8')
}

/** Every route, with every id of the items: [address, status, text]. */
async function walk(as, patient, ids) {
  const seen = []
  const own = [...new Set(Object.values(ids))]
  for (const route of routes) {
    for (const id of route.address.includes(':id') ? own : [0]) {
      for (const query of queries(route)) {
        const address = route.address.replace(':patient', patient.id).replace(':id', id) + query
        const answer = await as.get(address)
        seen.push({ address, status: answer.status, text: textOf(answer) })
      }
    }
  }
  return seen
}

before(async () => {
  await ctx.program('kith-clerk').stop()
  for (const [who, grants] of [['siobhan', { patient: { basis: 'self' }, full: { basis: 'patient', relation: 'sister' } }],
    ['owen', { guardian: { basis: 'guardian', relation: 'mother' } }]]) {
    const patient = await people.patient(who)
    owners[who] = { patient, ...await fill(patient) }
    for (const [name, grant] of Object.entries(grants)) {
      const account = await people.account(`${who} ${name}`)
      await people.grant(account, patient, grant)
      owners[name] = await people.signedIn(account, { isFresh: true })
    }
  }
})

test('AZ-06: there is an item of every kind, and the patient sees each', async () => {
  const { patient, tables, ids } = owners.siobhan
  assert.ok(tables.length >= 17, tables.join())
  const all = (await walk(owners.patient, patient, ids)).filter((one) => one.status === 200).map((one) => one.text).join('\n')
  for (const table of tables) assert.ok(all.includes(`${WORD} ${table}`), `the patient sees no ${table}`)
  for (const words of ['in the file', 'in the report', 'in a message']) assert.ok(all.includes(`${WORD} ${words}`), words)
})

for (const [name, who] of [['full', 'siobhan'], ['guardian', 'owen']]) {
  test(`AZ-06: ${name === 'full' ? 'family with Full access' : 'the guardian of a child'} finds no word of them by any route`, async () => {
    const { patient, ids } = owners[who]
    const seen = await walk(owners[name], patient, ids)
    assert.ok(seen.filter((one) => one.status === 200).length > 20)
    for (const { address, text } of seen) {
      // What was searched for stands in the box.
      assert.ok(!text.replaceAll(`value="${WORD}"`, '').replace(new RegExp(`“${WORD}”`, 'g'), '').includes(WORD), `${address} has ${text.slice(Math.max(0, text.indexOf(WORD) - 100), text.indexOf(WORD) + 60)}`)
    }
  })

  test(`AZ-06: ${name === 'full' ? 'family with Full access' : 'the guardian of a child'} reads pages that are the same as if they were not there`, async () => {
    const { patient, tables, ids } = owners[who]
    const pages = [`/home/${patient.id}`, `/health/${patient.id}`, `/health/${patient.id}/results`, `/health/${patient.id}/documents`,
      `/records/${patient.id}?preview=show`, `/messages/${patient.id}`, '/family/settings', '/account/welcome']
    const read = async () => {
      const all = []
      for (const page of pages) all.push((await owners[name].get(page)).says
        .replace(/\d+:\d\d(:\d\d)? [AP]M/g, 'TIME').replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, 'NUMBER'))
      return all
    }
    const move = async (from) => {
      for (const table of tables) await sql(`UPDATE ${table} SET patient_id = -patient_id WHERE patient_id = ? AND confidential`, [from])
      await sql('UPDATE observation SET patient_id = -patient_id WHERE patient_id = ? AND id = ?', [from, ids.observation_of_report])
    }
    const there = await read()
    await move(patient.id)
    const gone = await read()
    await move(-patient.id)
    there.forEach((text, i) => assert.ok(text === gone[i], pages[i]))
  })
}

test('AZ-06: family that sends the record sends none of them; no mail to family tells of one', async () => {
  const { patient } = owners.siobhan
  const page = await owners.full.get(`/records/${patient.id}/send`)
  const email = 'lund@heart.example'
  const sent = await owners.full.post(`/records/${patient.id}/send`, { dates: 'all', type: 'ccda', email, confirm_email: email,
    agree: /name="agree" value="([^"]+)"/.exec(page.text)[1] })
  assert.equal(sent.status, 303, sent.says.slice(0, 400))
  const { parts, text } = await ctx.mail(email)
  const zip = parts.find((part) => part.type.startsWith('application/zip'))
  const held = textOf({ body: zip.body })
  assert.ok(held.includes(patient.name), 'it holds the record')
  assert.ok(!held.includes(WORD) && !text.includes(WORD))
})

test('AZ-06: a secure link that family made shows and gives none of them', async () => {
  const { patient } = owners.siobhan
  const made = await shareLink(owners.full, patient.id, { dates: 'all', type: 'ccda', name: 'Dr. Lund', last_day: addDays(people.today, 7), openings: '5' })
  const visitor = await openLink(ctx, made)
  for (const address of ['/share/record', '/share/record/download']) {
    const held = textOf(await visitor.get(address))
    assert.ok(held.includes(patient.last_name), `${address} holds the record`)
    assert.ok(!held.includes(WORD), address)
  }
})
