// Results that the practice enters, corrects and speaks about; what is held for
// a reason that the law knows; and what only the patient and staff see.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { before, beforeEach, test } from 'node:test'
import { Documents } from '../lib/documents.mjs'
import { addDays, People, sqlTime } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const documents = new Documents(ctx)
const staff = {}
let owen, walter, mother, own, friend, asMother, of

before(async () => {
  owen = await people.patient('owen')
  walter = await people.patient('walter')
  of = `/staff/documents/${owen.id}`
  mother = await people.account('Mother Test')
  await people.grant(mother, owen, { basis: 'guardian', relation: 'mother' })
  asMother = await people.signedIn(mother)
  await ctx.sql("DELETE FROM access_grant WHERE patient_id = ? AND basis = 'self'", [walter.id])
  own = await people.account('Walter Test')
  await people.grant(own, walter, { basis: 'self' })
  friend = await people.account('Friend Test')
  await people.grant(friend, walter)
  for (const [name, roles] of [['nurse', 'clinician'], ['records', 'records'], ['desk', 'front_desk']]) {
    const member = await people.staff(`Test ${name}`, { roles })
    staff[name] = await people.staffSignedIn(member)
    for (const patient of [owen, walter]) await documents.openChart(member, patient)
  }
})

beforeEach(() => ctx.sql("DELETE FROM outbox WHERE template = 'news'"))

/** As the column has it: the test's driver makes numbers of figures. */
const text = (value) => value === null ? null : String(value)
const report = async (id) => (await ctx.sql('SELECT * FROM report WHERE id = ?', [id]))[0]
const values = (id) => ctx.sql('SELECT * FROM observation WHERE report_id = ? ORDER BY position', [id])
const enter = (fields, client = staff.nurse, patient = owen) => documents.enter(client, patient, fields)

test('S130: a result is entered as the laboratory wrote it, and nothing is worked out', async () => {
  const id = await enter({ title: 'Mixed panel', taken: addDays(people.today, -2),
    'test-2': 'CRP', 'value-2': '<0.5', 'unit-2': 'mg/L', 'test-3': 'Culture', 'value-3': 'No growth', 'flag-3': '' })
  const row = await report(id)
  assert.deepEqual([row.category, row.display, row.status, row.taken_day, row.comment], ['laboratory', 'Mixed panel', 'final', addDays(people.today, -2), null])
  assert.ok(row.added_at && row.posted_by)
  assert.deepEqual((await values(id)).map((v) => [v.display, v.value_kind, v.comparator, text(v.value), v.unit, text(v.low), text(v.high), v.flag, v.status]), [
    ['Ferritin', 'quantity', null, '9', 'ng/mL', '12', '150', 'L', 'final'],
    ['CRP', 'quantity', '<', '0.5', 'mg/L', null, null, null, 'final'],
    ['Culture', 'text', null, 'No growth', null, null, null, null, 'final']])
  const page = await asMother.get(`/health/${owen.id}/results/${id}`)
  assert.match(page.says, /Mixed panel[^]*Ferritin[^]*9[^]*Low[^]*No growth/)
  assert.equal(await documents.mails(mother), 1)
})

test('S131: an imaging report is prose, with the words of who entered it', async () => {
  const id = await enter({ category: 'imaging', title: 'Knee MRI', narrative: 'The ligament is whole.', comment: 'Good news.',
    'test-1': '', 'value-1': '', 'unit-1': '', 'low-1': '', 'high-1': '', 'flag-1': '' })
  const row = await report(id)
  assert.deepEqual([row.category, row.narrative, row.comment, row.comment_by], ['imaging', 'The ligament is whole.', 'Good news.', 'Test nurse'])
  assert.deepEqual(await values(id), [])
})

const WRONG = {
  'no name': [{ title: '' }, 'title'],
  'neither values nor words': [{ 'test-1': '', 'value-1': '', 'unit-1': '', 'low-1': '', 'high-1': '', 'flag-1': '' }, 'test-1'],
  'a value of nothing': [{ 'test-1': '' }, 'test-1'],
  'a test without a value': [{ 'value-1': '' }, 'value-1'],
  'a range that is no number': [{ 'low-1': 'twelve' }, 'low-1'],
  'a flag that nobody knows': [{ 'flag-1': 'HHH' }, 'flag-1'],
  'a day to come': [{ taken: '2999-01-01' }, 'taken'],
  'the last line broken': [{ 'test-12': '', 'value-12': '5' }, 'test-12'],
}
for (const [what, [fields, field]] of Object.entries(WRONG)) {
  test(`S130: a result with ${what} is refused, and what was typed stays`, async () => {
    const [{ n }] = await ctx.sql('SELECT COUNT(*) AS n FROM report')
    await staff.nurse.get(`${of}/result`)
    const answer = await staff.nurse.post(`${of}/result`, { category: 'laboratory', title: 'Kept', 'test-1': 'Iron', 'value-1': '9',
      'unit-1': 'ng/mL', 'low-1': '12', 'high-1': '150', 'flag-1': 'L', ...fields })
    assert.equal(answer.status, 422)
    assert.match(answer.text, new RegExp(`href="#${field}"`))
    if (fields['unit-1'] === undefined) assert.match(answer.text, /name="unit-1" value="ng\/mL"/)
    assert.deepEqual(await ctx.sql('SELECT COUNT(*) AS n FROM report'), [{ n }])
  })
}

test('E1-V8: a corrected value keeps what it said, is marked, and is new again for who had seen it', async () => {
  const id = await enter()
  await asMother.get(`/health/${owen.id}/results/${id}`)
  assert.equal((await ctx.sql('SELECT COUNT(*) AS n FROM result_seen WHERE report_id = ?', [id]))[0].n, 1)
  await ctx.sql("DELETE FROM outbox WHERE template = 'news'")
  const [value] = await values(id)
  const form = await staff.nurse.get(`${of}/value/${value.id}`)
  assert.equal(form.form(`${of}/value/${value.id}`).fields.value, '9')
  const answer = await staff.nurse.post(`${of}/value/${value.id}`, { value: '90', flag: 'N' })
  assert.equal(answer.location, `${of}/result/${id}?done=corrected`)
  const [now] = await values(id)
  assert.deepEqual([text(now.value), now.unit, text(now.low), now.flag, now.status], ['90', 'ng/mL', '12', 'N', 'corrected'])
  const [past] = await ctx.sql('SELECT value, unit, flag, replaced_day FROM observation_past WHERE observation_id = ?', [value.id])
  assert.deepEqual({ ...past, value: text(past.value) }, { value: '9', unit: 'ng/mL', flag: 'L', replaced_day: people.today })
  assert.equal((await report(id)).status, 'corrected')
  assert.equal((await ctx.sql('SELECT COUNT(*) AS n FROM result_seen WHERE report_id = ?', [id]))[0].n, 0)
  assert.equal(await documents.mails(mother), 1)
  assert.match((await asMother.get(`/health/${owen.id}/results/${id}`)).says, /90[^]*Corrected[^]*Was 9/)
  assert.match((await staff.nurse.follow(answer)).says, /90 ng\/mL In range Corrected[^]*Was 9 ng\/mL/)
})

test('AZ-17: of two who correct one value the second is told what it says now', async () => {
  const id = await enter()
  const [value] = await values(id)
  await staff.nurse.get(`${of}/value/${value.id}`)
  await staff.records.get(`${of}/value/${value.id}`)
  await staff.nurse.post(`${of}/value/${value.id}`, { value: '10' })
  const second = await staff.records.post(`${of}/value/${value.id}`, { value: '11' })
  assert.equal(second.status, 409)
  assert.match(second.says, /Nothing was changed[^]*It says now: 10 ng\/mL/)
  assert.match(second.text, /name="value" value="11"/)
  assert.equal(text((await values(id))[0].value), '10')
  assert.equal((await staff.records.post(`${of}/value/${value.id}`, { value: '11' })).status, 303)
})

test('AZ-05: a value of another patient\'s result is not there', async () => {
  const id = await enter({}, staff.nurse, walter)
  const [value] = await values(id)
  assert.equal((await staff.nurse.get(`${of}/value/${value.id}`)).status, 404)
  assert.equal((await staff.nurse.get(`${of}/result/${id}`)).status, 404)
  for (const [place, fields] of [[`value/${value.id}`, { value: '1', version: 'x' }], [`result/${id}/comment`, { comment: 'x', version: 'x' }],
    [`result/${id}/recall`, { why: 'x' }], [`result/${id}/hold`, { reason: 'law', note: 'x', until: addDays(people.today, 2) }]]) {
    await staff.nurse.get('/staff/documents')
    assert.equal((await staff.nurse.post(`${of}/${place}`, fields)).status, 404, place)
  }
})

async function comment(client, id, text) {
  await client.get(`${of}/result/${id}`)
  return client.post(`${of}/result/${id}/comment`, { comment: text })
}

test('S130: a comment on an imported result stands before its numbers', async () => {
  const [{ id }] = await ctx.sql(`SELECT id FROM report WHERE patient_id = ? AND category = 'laboratory' AND NOT confidential
    AND posted_by IS NULL LIMIT 1`, [owen.id])
  assert.equal((await comment(staff.nurse, id, 'All fine, no worries.')).status, 303)
  const row = await report(id)
  assert.deepEqual([row.comment, row.comment_by], ['All fine, no worries.', 'Test nurse'])
  assert.match((await asMother.get(`/health/${owen.id}/results/${id}`)).says, /What Test nurse says All fine, no worries\./)
})

test('AZ-17: a comment that was written meanwhile is not lost', async () => {
  const id = await enter()
  const tab = staff.records
  await tab.get(`${of}/result/${id}`)
  await comment(staff.nurse, id, 'The first.')
  const second = await tab.post(`${of}/result/${id}/comment`, { comment: 'The second.' })
  assert.equal(second.status, 409)
  assert.match(second.says, /It says now: The first\./)
  assert.match(second.text, />\s*The second\.</)
  assert.equal((await report(id)).comment, 'The first.')
})

test('H6: where the patient asked to hear from the provider first, the family is told with the comment', async () => {
  await ctx.sql(`INSERT INTO result_wait (patient_id, category, days, chosen_by, chosen_at) VALUES (?, 'laboratory', 7, ?, ?)`,
    [owen.id, mother.id, sqlTime(new Date(ctx.stack.now.getTime() - 60000))])
  const id = await enter()
  assert.equal(await documents.mails(mother), 0)
  assert.match((await staff.nurse.get(`${of}/result/${id}`)).says, /Waits for your comment/)
  assert.match((await staff.nurse.get(of)).says, /Waits for a comment/)
  await comment(staff.nurse, id, 'Nothing to worry about.')
  assert.equal(await documents.mails(mother), 1)
  assert.doesNotMatch((await staff.nurse.get(`${of}/result/${id}`)).says, /Waits for your comment/)
  // Nor is one told that was held, and let go before there is a comment.
  const held = await enter()
  await hold(staff.nurse, `result/${held}`)
  await ctx.sql("DELETE FROM outbox WHERE template = 'news'")
  await staff.nurse.get(`${of}/result/${held}`)
  assert.equal((await staff.nurse.post(`${of}/result/${held}/release`)).status, 303)
  assert.equal(await documents.mails(mother), 0)
  await ctx.sql('DELETE FROM result_wait')
})

async function hold(client, place, fields = {}) {
  await client.get(`${of}/${place}`)
  return client.post(`${of}/${place}/hold`, { reason: 'harm', note: 'Spoke with the family first', until: addDays(people.today, 5), ...fields })
}

for (const kind of ['document', 'result']) {
  test(`H6: a ${kind} is held with reason, author and end, told to nobody, and let go early`, async () => {
    const id = kind === 'result' ? await enter() : await documents.post(staff.nurse, await documents.sendLetter(staff.nurse, owen))
    const table = kind === 'result' ? 'report' : 'document'
    await ctx.sql("DELETE FROM outbox WHERE template = 'news'")
    assert.equal((await hold(staff.nurse, `${kind}/${id}`)).location, `${of}/${kind}/${id}?done=held`)
    const [row] = await ctx.sql(`SELECT held_until, held_why, held_by FROM ${table} WHERE id = ?`, [id])
    assert.match(row.held_why, /^It could harm somebody’s life or safety: Spoke with the family first$/)
    assert.ok(row.held_by && row.held_until)
    assert.match((await staff.records.get(`${of}/${kind}/${id}`)).says, /Held until [^]*Test nurse holds it[^]*Spoke with the family first/)
    const second = await hold(staff.records, `${kind}/${id}`)
    assert.equal(second.status, 409)
    await staff.records.get(`${of}/${kind}/${id}`)
    assert.equal((await staff.records.post(`${of}/${kind}/${id}/release`)).location, `${of}/${kind}/${id}?done=released`)
    assert.equal(await documents.mails(mother), 1)
    await staff.records.get(of)
    assert.equal((await staff.records.post(`${of}/${kind}/${id}/release`)).status, 409)
    const [{ detail }] = await ctx.sql(`SELECT detail FROM audit WHERE action = 'hold_${kind}' AND object_id = ? AND status = 303`, [id])
    assert.equal(detail, 'harm')
  })

  test(`H6: a ${kind} that is held is nowhere for the family until its day, and then is`, async () => {
    const id = kind === 'result' ? await enter({ title: 'Held thing' })
      : await documents.post(staff.nurse, await documents.sendLetter(staff.nurse, owen, { title: 'Held thing' }))
    await hold(staff.nurse, `${kind}/${id}`)
    const home = async () => (await asMother.get(`/home/${owen.id}`)).says
    assert.doesNotMatch(await home(), /Held thing/)
    await ctx.sql(`UPDATE ${kind === 'result' ? 'report' : 'document'} SET held_until = ? WHERE id = ?`,
      [sqlTime(new Date(ctx.stack.now.getTime() - 1000)), id])
    assert.match(await home(), /Held thing/)
    await ctx.sql(`UPDATE ${kind === 'result' ? 'report' : 'document'} SET recalled_at = ? WHERE id = ?`, [sqlTime(ctx.stack.now), id])
  })
}

test('H6: without a reason, words or an end within 30 days nothing is held', async () => {
  const id = await enter()
  for (const [wrong, field] of [[{ reason: null }, 'reason'], [{ reason: 'policy' }, 'reason'], [{ note: '' }, 'note'],
    [{ until: people.today }, 'until'], [{ until: addDays(people.today, 31) }, 'until'], [{ until: '' }, 'until']]) {
    const answer = await hold(staff.nurse, `result/${id}`, wrong)
    assert.equal(answer.status, 422, JSON.stringify(wrong))
    assert.match(answer.text, new RegExp(`href="#${field}"`), JSON.stringify(wrong))
  }
  assert.equal((await report(id)).held_until, null)
  assert.equal((await hold(staff.nurse, `result/${id}`, { until: addDays(people.today, 30) })).status, 303)
})

test('S130: a result that is recalled is nowhere for the family, and stays for staff, struck through', async () => {
  const id = await enter({ title: 'Of another child' })
  const page = `/health/${owen.id}/results/${id}`
  assert.equal((await asMother.get(page)).status, 200)
  await staff.nurse.get(`${of}/result/${id}`)
  assert.equal((await staff.nurse.post(`${of}/result/${id}/recall`, { why: 'Wrong patient' })).location, `${of}/result/${id}?done=recalled`)
  assert.equal((await asMother.get(page)).status, 404)
  assert.doesNotMatch((await asMother.get(`/health/${owen.id}/results`)).says, /Of another child/)
  assert.doesNotMatch((await asMother.get(`/home/${owen.id}`)).says, /Of another child/)
  assert.match((await staff.nurse.get(of)).text, /<del>Of another child<\/del>/)
  assert.match((await staff.nurse.get(`${of}/result/${id}`)).says, /Recalled\. Only staff see it\. Test nurse recalled it[^]*Wrong patient/)
})

const KINDS = ['problem', 'medication', 'allergy', 'immunization', 'report', 'document', 'encounter', 'appointment', 'patient_procedure',
  'device', 'observation', 'care_plan', 'goal', 'service_request', 'care_team_member', 'coverage', 'family_history', 'reminder']
for (const kind of KINDS) {
  test(`H5: an item of ${kind} is marked confidential, and unmarked, with a row of who did it`, async () => {
    let [item] = await ctx.sql(`SELECT id FROM ${kind} WHERE patient_id = ? AND NOT confidential
      ${kind === 'observation' ? 'AND report_id IS NULL AND parent_id IS NULL' : ''} LIMIT 1`, [walter.id])
    if (!item && kind === 'reminder') {
      await ctx.sql("INSERT INTO reminder (patient_id, title, says, posted_at) VALUES (?, 'A', 'B', ?)", [walter.id, sqlTime(ctx.stack.now)]);
      [item] = await ctx.sql('SELECT id FROM reminder WHERE patient_id = ?', [walter.id])
    }
    if (!item && kind === 'goal') {
      await ctx.sql("INSERT INTO goal (patient_id, display, status) VALUES (?, 'Walk', 'active')", [walter.id]);
      [item] = await ctx.sql('SELECT id FROM goal WHERE patient_id = ?', [walter.id])
    }
    const place = `/staff/documents/${walter.id}/confidential`
    const mark = `/staff/documents/${walter.id}/mark`
    for (const [choice, is] of [['yes', 1], ['no', 0]]) {
      const page = await staff.nurse.get(`${place}?kind=${kind}`)
      assert.match(page.text, new RegExp(`name="item" value="${item.id}"`))
      const answer = await staff.nurse.post(mark, { kind, item: item.id, private: choice })
      assert.equal(answer.location, `${place}?kind=${kind}&done=${is ? 'marked' : 'unmarked'}`)
      assert.equal((await ctx.sql(`SELECT confidential FROM ${kind} WHERE id = ?`, [item.id]))[0].confidential, is)
      const [row] = await ctx.sql("SELECT patient_id, object_id, detail FROM audit WHERE action = 'mark_private' ORDER BY id DESC LIMIT 1")
      assert.deepEqual(row, { patient_id: walter.id, object_id: item.id, detail: `${kind}, ${is ? 'marked' : 'unmarked'}` })
      assert.equal((await staff.nurse.follow(answer)).status, 200)
    }
    await staff.nurse.get('/staff/documents')
    assert.equal((await staff.nurse.post(`${of}/mark`, { kind, item: item.id, private: 'yes' })).status, 404)
  })
}

test('H5: what is marked is hidden from the family and shown to the patient', async () => {
  const [{ id, display }] = await ctx.sql(`SELECT id, display FROM problem WHERE patient_id = ? AND status = 'active'
    AND display NOT LIKE '%(%' LIMIT 1`, [walter.id])
  await ctx.sql("UPDATE problem SET display = 'Quiet illness' WHERE id = ?", [id])
  await staff.nurse.get(`/staff/documents/${walter.id}/confidential?kind=problem`)
  await staff.nurse.post(`/staff/documents/${walter.id}/mark`, { kind: 'problem', item: id, private: 'yes' })
  assert.doesNotMatch((await (await people.signedIn(friend)).get(`/health/${walter.id}`)).says, /Quiet illness/)
  assert.match((await (await people.signedIn(own)).get(`/health/${walter.id}`)).says, /Quiet illness/)
  await ctx.sql('UPDATE problem SET confidential = 0, display = ? WHERE id = ?', [display, id])
})

test('H5: an import of a newer version leaves what staff marked', async () => {
  const dir = ctx.scratch()
  const file = path.join(dir, 'one.json')
  const write = (text) => fs.writeFileSync(file, JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: [
    { resource: { resourceType: 'Patient', id: 'mark-1', name: [{ family: 'Mark', given: ['A'] }] } },
    { resource: { resourceType: 'Condition', id: 'mark-c', subject: { reference: 'Patient/mark-1' }, code: { text },
      clinicalStatus: { coding: [{ code: 'active' }] } } },
    { resource: { resourceType: 'CareTeam', id: 'mark-t', status: 'active', subject: { reference: 'Patient/mark-1' },
      name: text, participant: [{ member: { display: 'Nurse One' } }] } },
  ] }))
  const load = () => ctx.kithctl('import', '--feed', 'marks', file)
  write('Before')
  const first = load()
  assert.equal(first.status, 0, first.stderr + first.stdout)
  const state = () => ctx.sql(`SELECT c.display, c.confidential, (SELECT MIN(t.confidential) FROM care_team_member t WHERE t.patient_id = c.patient_id) AS team
    FROM problem c JOIN patient p ON p.id = c.patient_id WHERE p.family = 'Mark'`)
  assert.deepEqual(await state(), [{ display: 'Before', confidential: 0, team: 0 }])
  await ctx.sql(`UPDATE problem c JOIN patient p ON p.id = c.patient_id SET c.confidential = 1 WHERE p.family = 'Mark'`)
  await ctx.sql(`UPDATE care_team_member c JOIN patient p ON p.id = c.patient_id SET c.confidential = 1 WHERE p.family = 'Mark'`)
  for (const text of ['Between', 'After']) {
    write(text)
    assert.equal(load().status, 0)
    assert.deepEqual(await state(), [{ display: text, confidential: 1, team: 1 }])
  }
  fs.rmSync(dir, { recursive: true })
})
