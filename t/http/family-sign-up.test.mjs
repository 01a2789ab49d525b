// Signing up as a patient's family member: the passcode goes to the patient,
// and handing it over is what opens the record.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { beforeEach, test } from 'node:test'
import { anotherPasscode, namesake, onFile, passcodeOf, patiently, refuseOf, wish } from '../lib/asking.mjs'
import { addDays, FULL, People, shape, yearsBefore } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const { client, sql, mail, mails, codeOf, PASSWORD } = ctx
const people = new People(ctx)
const FAMILY = '/account/sign-up/family'
const PASSCODE = '/account/sign-up/passcode'
const RELATIVE = '/account/sign-up/relative'
const CONFIRM = '/account/sign-up/confirm'
const SIOBHAN = 'siobhan.obrien@mail.example'

beforeEach(() => ctx.reset())

/** Fill in "Whose record is it?" and give back the answer. */
async function ask(visitor, typed) {
  await visitor.get(FAMILY)
  return visitor.post(FAMILY, typed)
}

/** A visitor on the page of the passcode, with it and the letter. */
async function atPasscode(who = 'siobhan', other = {}, contact = SIOBHAN) {
  const visitor = client()
  const before = mails(contact).length
  await visitor.follow(await ask(visitor, await wish(people, who, other)))
  const letter = await mail(contact, { count: before + 1 })
  return Object.assign(visitor, { letter, passcode: passcodeOf(letter) })
}

/** A visitor on the page "Your own account". */
async function atDetails(...args) {
  const visitor = await atPasscode(...args)
  await visitor.follow(await visitor.post(PASSCODE, { passcode: visitor.passcode }))
  return visitor
}

const details = (email = 'tom@people.example', other = {}) => ({ birth_date: yearsBefore(people.today, 43), email,
  password: PASSWORD, password2: PASSWORD, ...other })

/** To the end: the proof of the own email, and what is shown then. */
async function finish(visitor, email = 'tom@people.example', other = {}) {
  const before = mails(email).length
  await visitor.follow(await visitor.post(RELATIVE, details(email, other)))
  const answer = await visitor.post(CONFIRM, { code: codeOf(await mail(email, { count: before + 1 })) })
  return Object.assign(visitor, { answer })
}

const grantsOf = (email) => sql(`SELECT g.patient_id, g.basis, g.areas, g.relation, g.code_id FROM access_grant g
  JOIN account a ON a.id = g.account_id WHERE a.email_key = ?`, [email])
const codes = async () => (await sql('SELECT COUNT(*) AS n FROM verification_code WHERE is_passcode'))[0].n
const requests = () => sql('SELECT patient_id, stage FROM access_request')

/** Whether a wish finds nobody: the page as always, and no letter to anyone. */
async function findsNobody(typed) {
  const before = mails().length
  const answer = await ask(client(), typed)
  assert.equal(answer.location, PASSCODE)
  await people.posted()
  assert.equal(mails().length, before)
  assert.equal((await sql('SELECT COUNT(*) AS n FROM access_request WHERE patient_id IS NOT NULL'))[0].n, 0)
}

// --- the way ---

test('S34: the option "Patient\'s family member" leads to the questions about the patient', async () => {
  const visitor = client()
  const first = await visitor.get('/account/sign-up')
  assert.match(first.says, /Patient's family member/)
  const page = await visitor.follow(await visitor.post('/account/sign-up', { who: 'family' }))
  assert.equal(page.path, FAMILY)
  assert.deepEqual(page.form(FAMILY).controls.filter((c) => c.type !== 'hidden').map((c) => c.name),
    ['first_name', 'last_name', 'birth_date', 'name', 'relation', 'channel', 'channel'])
})

test('S35: what was typed about the patient stays when something is missing', async () => {
  const typed = await wish(people, 'siobhan', { birth_date: '2/30/1990', relation: '' })
  const answer = await ask(client(), typed)
  assert.equal(answer.status, 422)
  assert.match(answer.says, /Enter the date of birth with month/)
  assert.match(answer.says, /Choose who you are to the patient/)
  const { fields } = answer.form(FAMILY)
  assert.deepEqual([fields.first_name, fields.last_name, fields.birth_date, fields.name],
    [typed.first_name, typed.last_name, '2/30/1990', typed.name])
  assert.deepEqual(await requests(), [])
})

test('S36: who asks is nobody until the patient vouches for them: no page, no name, no record', async () => {
  const visitor = await atPasscode()
  const { id, name } = await people.patient('siobhan')
  for (const path of [RELATIVE, CONFIRM, '/account/welcome', `/home/${id}`, `/health/${id}`]) {
    const page = await visitor.get(path)
    assert.ok([303, 404].includes(page.status), `${path}: ${page.status}`)
    assert.ok(!page.text.includes(name))
  }
  assert.deepEqual(await sql("SELECT id FROM access_grant WHERE basis = 'passcode'"), [])
  await visitor.get(PASSCODE)
  assert.equal((await visitor.post(PASSCODE, { passcode: visitor.passcode })).location, RELATIVE)
})

test('S37: the portal sends a temporary passcode', async () => {
  const { letter, passcode } = await atPasscode()
  assert.match(passcode, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  assert.match(letter.text, /works until/)
})

test('S38: the passcode goes to the patient\'s contact on file and to nobody else', async () => {
  const before = mails().length
  await atPasscode()
  await people.posted()
  assert.deepEqual(mails().slice(before).flatMap((m) => m.to), [SIOBHAN])
})

test('S39: the message says who asks and for what, and how to refuse; it names no patient', async () => {
  const { letter } = await atPasscode('siobhan', { name: 'Tom O’Neil', relation: 'spouse' })
  assert.match(letter.subject, /Tom O’Neil/)
  assert.match(letter.text, /Tom O’Neil asks to see your health record[^]*your spouse or partner/)
  assert.match(letter.text, /By giving this passcode you agree that/)
  assert.ok(refuseOf(letter))
  assert.doesNotMatch(letter.text + letter.subject, /Siobhan|O['’]Brien/)
})

test('S40: handing over the passcode is kept as the patient\'s consent: who, when, which code', async () => {
  const visitor = await finish(await atDetails())
  const [grant] = await grantsOf('tom@people.example')
  const [code] = await sql('SELECT id, used_at FROM verification_code WHERE is_passcode')
  assert.equal(grant.code_id, code.id)
  assert.ok(code.used_at)
  const [row] = await sql("SELECT action, patient_id, object_id, detail FROM audit WHERE action = 'check_passcode'")
  const [request] = await sql('SELECT id, stage FROM access_request')
  assert.deepEqual(row, { action: 'check_passcode', patient_id: (await people.patient('siobhan')).id,
    object_id: request.id, detail: 'has the passcode: the patient agreed' })
  assert.equal(request.stage, 'done')
  assert.equal(visitor.answer.location, '/account/welcome')
})

test('S41: the right passcode leads on, also in small letters and with blanks, a wrong one does not', async () => {
  const visitor = await atPasscode()
  const wrong = await visitor.post(PASSCODE, { passcode: anotherPasscode(visitor.passcode) })
  assert.equal(wrong.status, 422)
  assert.match(wrong.says, /not the passcode/)
  const typed = ` ${visitor.passcode.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `
  assert.equal((await visitor.post(PASSCODE, { passcode: typed })).location, RELATIVE)
})

test('S42: then the own date of birth is asked for; the name stays as the patient read it', async () => {
  const visitor = await atDetails()
  assert.match(visitor.page.says, /Your name: Tom Whitfield/)
  const answer = await visitor.post(RELATIVE, details('tom@people.example', { birth_date: '', name: 'Mallory' }))
  assert.equal(answer.status, 422)
  assert.match(answer.says, /Enter your date of birth/)
  await finish(visitor, 'tom@people.example', { name: 'Mallory' })
  assert.deepEqual(await sql("SELECT name FROM account WHERE email_key = 'tom@people.example'"), [{ name: 'Tom Whitfield' }])
})

test('S43: then the own password is set: twice the same, and no bad one', async () => {
  const visitor = await atDetails()
  for (const bad of [{ password2: `${PASSWORD}x` }, { password: 'tom@people.example', password2: 'tom@people.example' },
    { password: 'short', password2: 'short' }]) {
    assert.equal((await visitor.post(RELATIVE, details('tom@people.example', bad))).status, 422)
  }
  await finish(visitor)
  assert.equal((await ctx.signIn('tom@people.example')).landing.status, 200)
})

test('S44: the result is the own account with access to the patient\'s record, no chart of its own', async () => {
  const visitor = await finish(await atDetails())
  const siobhan = await people.patient('siobhan')
  const [{ code_id, ...grant }] = await grantsOf('tom@people.example')
  assert.deepEqual(grant, { patient_id: siobhan.id, basis: 'passcode', areas: FULL, relation: 'friend' })
  assert.ok(code_id)
  await sql("UPDATE account SET needs_option = FALSE WHERE email_key = 'tom@people.example'")
  assert.equal((await visitor.get(`/home/${siobhan.id}`)).status, 200)
  assert.equal((await visitor.get(`/home/${(await people.patient('ivy')).id}`)).status, 404)
})

test('S44: both sides get a mail', async () => {
  const owner = await people.account('Siobhan OBrien')
  await people.grant(owner, await people.patient('siobhan'), { basis: 'self' })
  await finish(await atDetails())
  await people.posted()
  assert.ok(mails('tom@people.example').some((m) => /has started/.test(m.subject)))
  assert.ok(mails(owner.email).some((m) => /has started/.test(m.subject)))
})

test('S31: a young child\'s parent becomes its guardian, by the contact the family has on file', async () => {
  const owen = await people.patient('owen')
  await onFile(ctx, owen, 'whitfields@mail.example')
  const visitor = await atDetails('owen', { relation: 'father' }, 'whitfields@mail.example')
  assert.match(visitor.letter.text, /a child in your family[^]*the child’s father/)
  // Their own address is the family's: that is no collision.
  await finish(visitor, 'whitfields@mail.example')
  const [grant] = await grantsOf('whitfields@mail.example')
  assert.deepEqual([grant.patient_id, grant.basis, grant.relation], [owen.id, 'guardian', 'father'])
})

// --- S28: ages of who signs up ---

test('S28: under 13 nobody gets an account; on the 13th birthday one does', async () => {
  const visitor = await atDetails()
  const answer = await visitor.post(RELATIVE, details('tom@people.example',
    { birth_date: addDays(yearsBefore(people.today, 13), 1) }))
  assert.equal(answer.location, '/account/sign-up/too-young')
  assert.match((await visitor.follow(answer)).says, /You need to be 13 or older/)
  assert.equal((await sql("SELECT COUNT(*) AS n FROM account WHERE email_key = 'tom@people.example'"))[0].n, 0)
  await visitor.get(RELATIVE)
  const older = await visitor.post(RELATIVE, details('tom@people.example', { birth_date: yearsBefore(people.today, 13) }))
  assert.equal(older.location, CONFIRM)
})

// --- S68: the own email ---

test('S68: the own email is proven by a code, and a taken one is not told', async () => {
  const owner = await people.account('Own Er')
  const seen = []
  for (const email of ['own.xx@people.example', owner.email]) {
    const visitor = await atDetails()
    const answer = await visitor.post(RELATIVE, details(email))
    seen.push([shape(answer), shape(await visitor.follow(answer))])
    assert.equal(answer.location, CONFIRM)
  }
  assert.deepEqual(seen[1], seen[0])
  assert.equal(codeOf(await mail(owner.email)), undefined)
})

test('S68: from the code one comes back to a mistyped address, without a new passcode', async () => {
  const visitor = await atDetails()
  await visitor.follow(await visitor.post(RELATIVE, details('tmo@people.example')))
  assert.equal((await visitor.get(RELATIVE)).status, 200)
  assert.equal((await finish(visitor)).answer.location, '/account/welcome')
})

// --- AU: the passcode ---

test('AU-08: no table holds the passcode', async () => {
  const { passcode } = await atPasscode()
  for (const table of ['verification_code', 'access_request', 'signup', 'outbox', 'idempotency', 'audit']) {
    const text = JSON.stringify(await sql(`SELECT * FROM ${table}`)).toUpperCase()
    assert.ok(!text.includes(passcode) && !text.includes(passcode.replace('-', '')), table)
  }
})

test('AU-08: a passcode by email works for a day and no longer', async () => {
  const visitor = await atPasscode()
  await ctx.clock(24 * 3600 - 60)
  try {
    assert.equal((await visitor.get(PASSCODE)).status, 200)
    assert.equal((await visitor.copy().post(PASSCODE, { passcode: '22222222' })).status, 403)
    await ctx.clock(24 * 3600 + 5)
    assert.equal((await visitor.get(PASSCODE)).location, '/account/sign-up')
  } finally { await ctx.clock(0) }
})

test('AU-08: only the newest passcode is worth something', async () => {
  const visitor = await atPasscode()
  const before = mails(SIOBHAN).length
  const page = await visitor.follow(await visitor.post(`${PASSCODE}/again`))
  assert.match(page.says, /new passcode is on its way/)
  const newest = passcodeOf(await mail(SIOBHAN, { count: before + 1 }))
  assert.notEqual(newest, visitor.passcode)
  assert.equal((await visitor.post(PASSCODE, { passcode: visitor.passcode })).status, 422)
  assert.equal((await visitor.post(PASSCODE, { passcode: newest })).location, RELATIVE)
})

test('AU-08: the passcode of one request is worth nothing for another', async () => {
  const one = await atPasscode()
  const two = await atPasscode('chen64', {}, (await people.patient('chen64')).email)
  assert.equal((await one.post(PASSCODE, { passcode: two.passcode })).status, 422)
  assert.equal((await two.post(PASSCODE, { passcode: one.passcode })).status, 422)
  assert.equal((await one.post(PASSCODE, { passcode: one.passcode })).location, RELATIVE)
  const stranger = client()
  await stranger.get(FAMILY)
  assert.equal((await stranger.post(PASSCODE, { passcode: two.passcode })).location, '/account/sign-up')
})

test('AU-08: a code of the own sign-up is no passcode, and the other way round', async () => {
  const visitor = await atPasscode()
  const patient = client()
  await patient.get('/account/sign-up/patient')
  const typed = await people.typed('siobhan')
  const count = mails(SIOBHAN).length
  await patient.follow(await patient.post('/account/sign-up/patient', typed))
  const code = codeOf(await mail(SIOBHAN, { count: count + 1 }))
  assert.equal((await visitor.post(PASSCODE, { passcode: code })).status, 422)
  assert.equal((await patient.post('/account/sign-up/code', { code: visitor.passcode })).status, 422)
  const moved = visitor.copy()
  await moved.get('/account/sign-up/code')
  assert.equal((await moved.get('/account/sign-up/account')).location, '/account/sign-up')
})

test('AU-07: of twenty requests with one passcode one opens the way', async () => {
  const visitor = await atPasscode()
  const tabs = Array.from({ length: 20 }, () => visitor.copy())
  for (const tab of tabs) await tab.get(PASSCODE)
  const answers = await Promise.all(tabs.map((tab) => tab.post(PASSCODE, { passcode: visitor.passcode })))
  assert.ok(answers.every((a) => a.status < 500), answers.map((a) => a.status).join())
  assert.equal(answers.filter((a) => a.location === RELATIVE).length, 1)
  assert.equal((await sql('SELECT COUNT(*) AS n FROM signup'))[0].n, 1)
})

test('AU-09: a passcode is dead after five wrong guesses', async () => {
  const visitor = await atPasscode()
  for (let i = 0; i < 5; i++) await visitor.post(PASSCODE, { passcode: anotherPasscode(visitor.passcode) })
  const answer = await visitor.post(PASSCODE, { passcode: visitor.passcode })
  assert.equal(answer.status, 422)
  assert.match(answer.says, /too many wrong tries/)
})

test('SE-11: the cookie of somebody who has the passcode opens no other page', async () => {
  const visitor = await atDetails()
  const { id } = await people.patient('siobhan')
  for (const path of [`/home/${id}`, `/health/${id}`, '/account/welcome']) {
    assert.match((await visitor.get(path)).location, /^\/account\/sign-in/)
  }
})

test('SE-03: the cookie is another one after each step, the old one is worth nothing', async () => {
  const visitor = await atPasscode()
  const old = visitor.copy()
  await visitor.follow(await visitor.post(PASSCODE, { passcode: visitor.passcode }))
  assert.notEqual(old.jar.cookies.get('__Host-kith-entry'), visitor.jar.cookies.get('__Host-kith-entry'))
  assert.equal((await old.get(RELATIVE)).location, '/account/sign-up')
})

// --- AZ-18: only the patient answers for the patient ---

test('AZ-18: a contact that changed in the last 30 days gets nothing, on the 31st day it does', async () => {
  const siobhan = await people.patient('siobhan')
  await sql("UPDATE patient_contact SET changed_at = UTC_TIMESTAMP() - INTERVAL 29 DAY WHERE value = ?", [SIOBHAN])
  await findsNobody(await wish(people, 'siobhan'))
  await sql('UPDATE patient_contact SET changed_at = UTC_TIMESTAMP() - INTERVAL 31 DAY WHERE patient_id = ?', [siobhan.id])
  assert.ok((await atPasscode()).passcode)
})

test('AZ-18: what is old, temporary or of work on file gets nothing', async () => {
  for (const purpose of ['old', 'temp', 'work']) {
    await sql('UPDATE patient_contact SET purpose = ? WHERE value = ?', [purpose, SIOBHAN])
    await findsNobody(await wish(people, 'siobhan'))
  }
})

test('AZ-18: who has the patient\'s own address as the own is not the patient', async () => {
  const visitor = await atDetails()
  const answer = await visitor.post(RELATIVE, details(SIOBHAN.toUpperCase()))
  assert.equal(answer.status, 422)
  assert.match(answer.says, /on the patient’s record/)
})

test('AZ-18: an address of somebody with access does not answer for the patient', async () => {
  const helper = await people.account('Hel Per', SIOBHAN)
  await people.grant(helper, await people.patient('siobhan'))
  await findsNobody(await wish(people, 'siobhan'))
})

test('AZ-10: a teenager\'s passcode never goes to a parent\'s address', async () => {
  const maya = await people.patient('maya')
  const dana = await people.patient('dana')
  await onFile(ctx, maya, dana.email)
  await findsNobody(await wish(people, 'maya'))
  await onFile(ctx, maya, 'maya.w@school.example')
  const visitor = await atDetails('maya', {}, 'maya.w@school.example')
  await finish(visitor)
  const [grant] = await grantsOf('tom@people.example')
  assert.deepEqual([grant.patient_id, grant.basis], [maya.id, 'passcode'])
})

test('AZ-18: whom the practice keeps away finds nobody', async () => {
  const siobhan = await people.patient('siobhan')
  await sql(`INSERT INTO access_block (patient_id, name, name_key, why, blocked_by, blocked_at)
    VALUES (?, 'Tom Whitfield', 'tomwhitfield', 'court order', 1, UTC_TIMESTAMP())`, [siobhan.id])
  await findsNobody(await wish(people, 'siobhan', { name: 'tom  WHITFIELD' }))
})

test('AZ-18: a name that would be a link in a mail is refused', async () => {
  for (const name of ['Call 802-555-0199', 'evil.example', 'https://evil', 'tom@evil', 'Win a prize!!! <b>']) {
    const answer = await ask(client(), await wish(people, 'siobhan', { name }))
    assert.equal(answer.status, 422, name)
    assert.match(answer.says, /name in letters only/)
  }
  assert.deepEqual(await requests(), [])
})

// --- the patient says no ---

test('AZ-18: to look at the link changes nothing; to refuse kills the passcode and tells nobody', async () => {
  const visitor = await atPasscode()
  const patient = client()
  const page = await patient.get(refuseOf(visitor.letter))
  assert.match(page.says, /Say no to this request\?[^]*Tom Whitfield/)
  assert.deepEqual((await requests()).map((r) => r.stage), ['code'])
  const before = mails().length
  const answer = await patient.post('/account/refuse')
  assert.match((await patient.follow(answer)).says, /You said no[^]*call us/)
  const wrong = await visitor.post(PASSCODE, { passcode: visitor.passcode })
  assert.equal(wrong.status, 422)
  assert.match(wrong.says, /not the passcode/)
  await visitor.follow(await visitor.post(`${PASSCODE}/again`))
  await people.posted()
  assert.equal(mails().length, before, 'who refused is not asked again')
  const [row] = await sql("SELECT patient_id, detail FROM audit WHERE action = 'refuse_access'")
  assert.deepEqual(row, { patient_id: (await people.patient('siobhan')).id, detail: 'the patient refused access' })
})

test('AZ-18: also between passcode and account', async () => {
  const visitor = await atDetails()
  const patient = client()
  await patient.get(refuseOf(visitor.letter))
  await patient.post('/account/refuse')
  assert.equal((await finish(visitor)).answer.status, 422)
  assert.deepEqual(await grantsOf('tom@people.example'), [])
})

test('AZ-18: once it was given, the link says whom to call; a wrong one says nothing', async () => {
  const visitor = await finish(await atDetails())
  const patient = client()
  assert.match((await patient.get(refuseOf(visitor.letter))).says, /answered already[^]*call us/)
  for (const token of ['', '?link=', '?link=0123456789abcdef0123456789abcdef']) {
    assert.match((await patient.get(`/account/refuse${token}`)).says, /This link is over/)
  }
})

// --- AZ-12, EN: what nobody learns ---

test('AZ-12: of two with one name and birth day nobody is found', async () => {
  await namesake(ctx, await people.patient('siobhan'))
  await findsNobody(await wish(people, 'siobhan'))
})

test('AZ-12: of twins the one is found whose name it is', async () => {
  const lena = await people.patient('lena')
  await onFile(ctx, lena, 'abara@mail.example')
  await onFile(ctx, await people.patient('noah'), 'abara@mail.example')
  await atPasscode('lena', {}, 'abara@mail.example')
  assert.deepEqual(await requests(), [{ patient_id: lena.id, stage: 'code' }])
})

test('S58: who died or left the practice is not found', async () => {
  const { id } = await people.patient('siobhan')
  for (const change of ['died_day = CURDATE()', 'died_day = NULL, active = 0']) {
    await sql(`UPDATE patient SET ${change} WHERE id = ?`, [id])
    await findsNobody(await wish(people, 'siobhan'))
  }
})

test('EN-03: right, wrong birth date, wrong name, no contact: the same answers, to the last', async () => {
  const seen = []
  for (const other of [{}, { birth_date: '1996-01-14' }, { last_name: 'Byrne' }, { first_name: 'Xiobhan' }]) {
    const visitor = client()
    const answers = [await ask(visitor, await wish(people, 'siobhan', other))]
    answers.push(await visitor.follow(answers[0]))
    for (let i = 0; i < 7; i++) answers.push(await visitor.post(PASSCODE, { passcode: '2222-2222' }))
    answers.push(await visitor.follow(await visitor.post(`${PASSCODE}/again`)))
    seen.push(answers.map(shape))
  }
  const harold = client()
  seen.push([shape(await ask(harold, await wish(people, 'harold')))])
  for (const one of seen.slice(1, 4)) assert.deepEqual(one, seen[0])
  assert.deepEqual(seen[4][0], seen[0][0])
})

test('EN-05: it takes as long with a match as without', async () => {
  const times = { match: [], none: [] }
  for (let i = 0; i < 9; i++) {
    for (const [kind, other] of [['match', {}], ['none', { last_name: 'Byrne' }]]) {
      const visitor = client()
      await visitor.get(FAMILY)
      const typed = await wish(people, 'siobhan', other)
      const began = process.hrtime.bigint()
      assert.equal((await visitor.post(FAMILY, typed)).status, 303)
      times[kind].push(Number(process.hrtime.bigint() - began) / 1e6)
    }
  }
  const median = (list) => list.sort((a, b) => a - b)[4]
  const [match, none] = [median(times.match), median(times.none)]
  assert.ok(match < none * 2 + 5 && none < match * 2 + 5, `${match} ms with, ${none} ms without`)
})

test('EN-04: a sweep over a year of birth days is stopped after twenty, also in parallel, and logged', async () => {
  const typed = await wish(people, 'siobhan')
  const askAbout = async (day) => {
    const visitor = client()
    await visitor.get(FAMILY)
    return patiently(() => visitor.post(FAMILY, { ...typed, birth_date: addDays('1997-01-01', day) }))
  }
  const statuses = []
  while (statuses.length < 365 && statuses.slice(-5).some((s) => s !== 429) || statuses.length === 0) {
    const answers = await Promise.all([0, 1, 2, 3, 4].map((i) => askAbout(statuses.length + i)))
    statuses.push(...answers.map((a) => a.status))
  }
  assert.deepEqual(statuses, [...Array(20).fill(303), ...Array(5).fill(429)])
  const rows = await sql("SELECT detail FROM audit WHERE action = 'ask_for_access' AND status = 429")
  assert.equal(rows.length, 5)
  assert.match(rows[0].detail, /too many/)
})

test('EN-06: twelve at once put three letters into a mailbox', async () => {
  const typed = await wish(people, 'siobhan')
  const before = mails(SIOBHAN).length
  const visitors = await Promise.all(Array.from({ length: 12 }, async () => {
    const visitor = client()
    await visitor.get(FAMILY)
    return visitor
  }))
  const answers = await Promise.all(visitors.map((visitor) => patiently(() => visitor.post(FAMILY, typed))))
  assert.ok(answers.every((a) => a.location === PASSCODE), answers.map((a) => a.status).join())
  await people.posted()
  assert.equal(mails(SIOBHAN).length - before, 3)
  assert.equal(await codes(), 12)
})

test('EN-03: the page is the same for who has neither email nor phone on file, and says what to do next', async () => {
  const page = await (async () => {
    const visitor = client()
    return visitor.follow(await ask(visitor, await wish(people, 'harold')))
  })()
  assert.match(page.says, /come by with a photo ID/)
  assert.match(page.says, /Technical Support: \(802\)\s555.0163 or help@riverbend\.example/)
})

// --- invited by the patient ---

/** An invitation to Siobhan's record, and a visitor who came by its link. */
async function invited({ email = 'june@people.example', expires = 600, name = 'June' } = {}) {
  const siobhan = await people.patient('siobhan')
  const owner = await people.account('Siobhan OBrien')
  await people.grant(owner, siobhan, { basis: 'self' })
  const token = randomBytes(32).toString('hex')
  await sql(`INSERT INTO invitation (patient_id, token_hash, given_by, name, relation, email, email_key, areas, created_at, expires_at)
    VALUES (?, ?, ?, ?, 'sister', ?, ?, 'billing', UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL ? SECOND)`,
  [siobhan.id, createHash('sha256').update(token).digest(), owner.id, name, email, email, expires])
  const visitor = client()
  await visitor.get('/account/sign-up')
  return Object.assign(visitor, { siobhan, token, came: await visitor.post('/account/sign-up/invited', { token }) })
}

test('S64: the invited makes an account: the address of the invitation needs no second proof', async () => {
  const visitor = await invited()
  const page = await visitor.follow(visitor.came)
  assert.equal(page.form(RELATIVE).fields.email, 'june@people.example')
  const answer = await visitor.post(RELATIVE, details('june@people.example', { name: 'June Byrne' }))
  assert.equal(answer.location, '/account/welcome')
  const [{ code_id, ...grant }] = await grantsOf('june@people.example')
  assert.deepEqual(grant, { patient_id: visitor.siobhan.id, basis: 'invited', areas: 'billing', relation: 'sister' })
  assert.equal(code_id, null)
  const [invitation] = await sql('SELECT accepted_at, accepted_by FROM invitation')
  assert.ok(invitation.accepted_at)
  assert.deepEqual(await sql('SELECT name FROM account WHERE id = ?', [invitation.accepted_by]), [{ name: 'June Byrne' }])
})

test('S30: who is invited under 13 gets no account', async () => {
  const visitor = await invited()
  await visitor.follow(visitor.came)
  const answer = await visitor.post(RELATIVE, details('june@people.example',
    { name: 'June Byrne', birth_date: addDays(yearsBefore(people.today, 13), 1) }))
  assert.equal(answer.location, '/account/sign-up/too-young')
  assert.deepEqual(await grantsOf('june@people.example'), [])
})

test('S42: the invited tells the own name', async () => {
  const visitor = await invited()
  await visitor.follow(visitor.came)
  const answer = await visitor.post(RELATIVE, details('june@people.example', { name: '' }))
  assert.equal(answer.status, 422)
  assert.match(answer.says, /Enter your first and last name/)
})

test('AZ-19: an invitation opens one account; one that is over, or is none, opens nothing', async () => {
  const visitor = await invited()
  const second = client()
  await second.get('/account/sign-up')
  await second.follow(await second.post('/account/sign-up/invited', { token: visitor.token }))
  await visitor.follow(visitor.came)
  await visitor.post(RELATIVE, details('june@people.example', { name: 'June Byrne' }))
  const late = await second.post(RELATIVE, details('june@people.example', { name: 'June Byrne' }))
  assert.equal(late.status, 422)
  const third = client()
  for (const token of [visitor.token, 'f'.repeat(64), 'x', '']) {
    await third.get('/account/sign-up')
    assert.equal((await third.post('/account/sign-up/invited', { token })).status, 404, token)
  }
})
