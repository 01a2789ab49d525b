// Signing up as a patient: who may, what proves it, what nobody else learns.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { addDays, People, shape, yearsBefore } from '../lib/people.mjs'
import { portal, until } from '../lib/portal.mjs'

const ctx = await portal()
const { client, sql, mail, mails, codeOf, PASSWORD } = ctx
const people = new People(ctx)
const CODE = '/account/sign-up/code'

beforeEach(() => ctx.reset())

/** Fill in "Tell us who you are" and give back the answer. */
async function identify(visitor, typed) {
  await visitor.get('/account/sign-up/patient')
  return visitor.post('/account/sign-up/patient', typed)
}

/** A visitor on the page of the code, and the code if a mail came. */
async function atCode(who, other = {}) {
  const visitor = client()
  const typed = await people.typed(who, other)
  const before = mails(typed.email).length
  await visitor.follow(await identify(visitor, typed))
  const code = codeOf(await mail(typed.email, { count: before + 1 }))
  return Object.assign(visitor, { typed, code })
}

/** A visitor on the page "How you will sign in". */
async function atAccount(who) {
  const visitor = await atCode(who)
  const answer = await visitor.post(CODE, { code: visitor.code })
  assert.equal(answer.location, '/account/sign-up/account')
  await visitor.follow(answer)
  return visitor
}

const another = (code) => String((Number(code) + 1) % 1000000).padStart(6, '0')
const accounts = async () => (await sql('SELECT COUNT(*) AS n FROM account'))[0].n

// --- the way ---

test('S22: sign-up asks who will use this account', async () => {
  const page = await client().get('/account/sign-up')
  assert.equal(page.status, 200)
  assert.match(page.says, /Who will use this account\?/)
  const { controls } = page.form('/account/sign-up')
  assert.deepEqual(controls.filter((c) => c.name === 'who').map((c) => c.value), ['patient', 'family'])
})

test('S22: without an answer it asks again and says so', async () => {
  const visitor = client()
  await visitor.get('/account/sign-up')
  const answer = await visitor.post('/account/sign-up', { who: null })
  assert.equal(answer.status, 422)
  assert.match(answer.says, /Choose who will use this account/)
  assert.equal((await visitor.post('/account/sign-up', { who: 'staff' })).status, 422)
})

test('S23: the option Patient leads to the questions about the patient', async () => {
  const page = await client().get('/account/sign-up')
  assert.match(page.says, /\bPatient\b/)
  const visitor = client()
  await visitor.get('/account/sign-up')
  const answer = await visitor.post('/account/sign-up', { who: 'patient' })
  assert.equal(answer.status, 303)
  const next = await visitor.follow(answer)
  assert.deepEqual(next.form('/account/sign-up/patient').controls.filter((c) => c.type !== 'hidden')
    .map((c) => c.name), ['first_name', 'last_name', 'birth_date', 'email'])
})

test('S22: the pages say the practice\'s ages', async () => {
  const page = await client().get('/account/sign-up')
  assert.match(page.says, /I am 18 or older/)
  assert.match(page.says, /Under 13:/)
  assert.match(page.says, /13 to 17:/)
})

test('S19: an adult signs up on the web site, by information that is on file', async () => {
  const person = await ctx.signUp(await people.typed('siobhan'))
  assert.equal(await accounts(), (await sql('SELECT COUNT(*) AS n FROM kith_seed.account'))[0].n + 1)
  const [account] = await sql('SELECT name, email FROM account WHERE email_key = ?', [person.email])
  assert.equal(account.email, person.email)
  assert.match(account.name, /Siobhan/)
})

test('S26: after sign-up the Welcome page appears', async () => {
  const person = await ctx.signUp(await people.typed('siobhan'))
  assert.equal(person.welcome.path, '/account/welcome')
  assert.equal(person.welcome.status, 200)
  assert.match(person.welcome.h1, /^Welcome, Siobhan/)
})

test('S27: then the person is logged in, to the own record and no other', async () => {
  const siobhan = await people.patient('siobhan')
  const person = await ctx.signUp(await people.typed('siobhan'))
  assert.equal((await person.get(`/home/${siobhan.id}`)).status, 200)
  assert.equal((await person.get(`/health/${siobhan.id}`)).status, 200)
  const ivy = await people.patient('ivy')
  assert.equal((await person.get(`/home/${ivy.id}`)).status, 404)
  const grants = await sql(`SELECT patient_id, basis, areas FROM access_grant g JOIN account a
    ON a.id = g.account_id WHERE a.email_key = ?`, [person.email])
  assert.deepEqual(grants, [{ patient_id: siobhan.id, basis: 'self',
    areas: 'health,records,messages,forms,billing,profile' }])
})

test('S27: and can sign in with it later', async () => {
  const person = await ctx.signUp(await people.typed('siobhan'))
  const again = await ctx.signIn(person.email, person.password)
  assert.equal(again.landing.path, `/home/${(await people.patient('siobhan')).id}`)
})

test('S26: the welcome mail goes to the account\'s address', async () => {
  const person = await ctx.signUp(await people.typed('siobhan'))
  await until(() => mails(person.email).find((m) => /account at Riverbend is ready/.test(m.subject)))
})

// --- S24: what people type ---

const GOOD = { first_name: 'Ann', last_name: 'Nobody', birth_date: '1980-05-05', email: 'ann@nobody.example' }

for (const [what, birth_date] of Object.entries({ 'February 30': '1990-02-30', 'a word': 'yesterday',
  'a month 13': '1990-13-01', 'only a year': '1990', 'a time with it': '1990-01-01T00:00', 'a sign': '+1990-01-1',
  'a NUL behind it': '1990-01-01\0' })) {
  test(`S24: a date of birth that is ${what} is asked for again, the rest is kept`, async () => {
    const visitor = client()
    const answer = await identify(visitor, { ...GOOD, birth_date })
    assert.equal(answer.status, 422)
    assert.match(answer.says, /Enter your date of birth|letters, numbers/)
    const { fields } = answer.form('/account/sign-up/patient')
    assert.equal(fields.first_name, GOOD.first_name)
    assert.equal(fields.email, GOOD.email)
    assert.equal((await sql('SELECT COUNT(*) AS n FROM signup'))[0].n, 0)
  })
}

test('S24: someone from the future is asked to check the year', async () => {
  const answer = await identify(client(), { ...GOOD, birth_date: addDays(people.today, 1) })
  assert.equal(answer.status, 422)
  assert.match(answer.says, /future/)
})

test('S24: a date may be typed as people write it, 5/5/1980', async () => {
  const answer = await identify(client(), { ...GOOD, birth_date: '5/5/1980' })
  assert.equal(answer.location, CODE)
})

for (const [what, first_name] of Object.entries({ 'a NUL': 'An\0n', 'a line end': 'An\nn', 'an escape': 'An\x1b[31mn',
  'a bidi override': 'An\u202en', 'nothing but blanks': '   ' })) {
  test(`S24: a name with ${what} is refused, nothing is kept`, async () => {
    const answer = await identify(client(), { ...GOOD, first_name })
    assert.equal(answer.status, 422)
    assert.equal((await sql('SELECT COUNT(*) AS n FROM signup'))[0].n, 0)
    assert.ok(!/[\0\x1b]/.test(answer.text))
  })
}

test('S24: broken UTF-8 is refused, not guessed', async () => {
  const visitor = client()
  await visitor.get('/account/sign-up/patient')
  const { csrf, once } = visitor.page.form('/account/sign-up/patient').fields
  const answer = await visitor.request('POST', '/account/sign-up/patient', {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: `csrf=${csrf}&once=${once}&first_name=%c0%80&last_name=%ff&birth_date=1980-01-01&email=a%40b.example` })
  assert.equal(answer.status, 422)
})

test('IO-14: an address with another line or another recipient is refused', async () => {
  for (const email of ['a@b.example\r\nBcc: c@d.example', 'a@b.example,c@d.example', 'a@b.example\u2028x',
    '"a b"@c.example', '<a@b.example>', 'a@b.example\0', 'a b@c.example', 'a@b.example c']) {
    const answer = await identify(client(), { ...GOOD, email })
    assert.equal(answer.status, 422, JSON.stringify(email))
  }
  assert.equal((await sql('SELECT COUNT(*) AS n FROM outbox'))[0].n, 0)
})

test('IO-02: what was typed comes back as text, not as markup', async () => {
  const canary = '"\'><svg/onload=alert(1)>'
  const answer = await identify(client(), { ...GOOD, first_name: canary, birth_date: 'x' })
  assert.equal(answer.status, 422)
  assert.ok(!answer.text.includes('<svg/onload'))
  assert.equal(answer.form('/account/sign-up/patient').fields.first_name, canary)
})

for (const [what, who, other] of [
  ['an apostrophe', 'siobhan', { last_name: 'O\'Brien' }],
  ['a curly apostrophe', 'siobhan', { last_name: 'O\u2019Brien' }],
  ['no apostrophe, in small letters', 'siobhan', { last_name: 'obrien', first_name: 'SIOBHAN' }],
  ['both given names', 'siobhan', { first_name: 'Siobhan Aoife' }],
  ['a nickname on file', 'chen64', { first_name: 'Mike' }],
  ['blanks around it', 'chen64', { first_name: '  Michael ', last_name: ' Chen  ' }],
  ['the address in capitals', 'chen64', { email: 'GoldenRiver.Mike@Mail.Example' }],
]) {
  test(`S25: a name with ${what} is the same person`, async () => {
    await identify(client(), await people.typed(who, other))
    assert.deepEqual(await sql('SELECT patient_id FROM signup'), [{ patient_id: (await people.patient(who)).id }])
  })
}

for (const [what, other] of [['accents', {}], ['no accents', { first_name: 'Jose', last_name: 'Nunez Pena' }],
  ['one of two family names', { last_name: 'Núñez' }], ['decomposed accents',
    { first_name: 'Jose\u0301', last_name: 'Nu\u0301n\u0303ez Pen\u0303a' }],
  ['a hyphen', { last_name: 'Núñez-Peña' }], ['a tilde of its own', { first_name: 'JOSÉ ÁNGEL' }]]) {
  test(`S25: José Ángel Núñez Peña typed with ${what} is the same person`, async () => {
    const { id } = await people.patient('jose')
    await sql('DELETE FROM access_grant WHERE patient_id = ?', [id])
    await identify(client(), await people.typed('jose', other))
    assert.deepEqual(await sql('SELECT patient_id FROM signup'), [{ patient_id: id }])
  })
}

for (const [what, other] of [['another first name', { first_name: 'Sinead' }],
  ['another family name', { last_name: 'Byrne' }], ['another date of birth', { birth_date: '1996-01-14' }],
  ['another address', { email: 'someone@else.example' }], ['a first letter only', { first_name: 'S' }],
  ['signs for a name', { first_name: '\'', last_name: '-' }], ['the names swapped',
    { first_name: 'O\'Brien', last_name: 'Siobhan' }]]) {
  test(`S25: ${what} proves nothing: no code goes to anybody`, async () => {
    const before = mails().length
    const answer = await identify(client(), await people.typed('siobhan', other))
    assert.equal(answer.location, CODE)
    await people.posted()
    assert.equal(mails().length, before)
    assert.equal((await sql('SELECT COUNT(*) AS n FROM outbox'))[0].n, 0)
    assert.deepEqual(await sql('SELECT patient_id FROM signup'), [{ patient_id: null }])
  })
}

test('S25: an address that is only like the one on file proves nothing, and gets nothing', async () => {
  const before = mails().length
  for (const email of ['siobh\u00e1n.obrien@mail.example', 'siobhan.obrien@mail.ex\u00e1mple', 'siobhan.obrien@m\u0430il.example',
    'siobhan.obrien@\uff4dail.example', '\u017fiobhan.obrien@mail.example', 'siobhan.obrien@mail.example.']) {
    await identify(client(), await people.typed('siobhan', { email }))
  }
  await people.posted()
  const wrong = mails().slice(before).flatMap((m) => m.to).filter((to) => to !== 'siobhan.obrien@mail.example')
  assert.deepEqual(wrong, [])
  assert.deepEqual(await sql("SELECT recipient FROM outbox WHERE recipient <> 'siobhan.obrien@mail.example' COLLATE utf8mb4_bin"), [])
})

test('S25: the code goes to the address as it is on file, not as it was typed', async () => {
  await sql("UPDATE patient_contact SET value = 'Strasse@mail.example' WHERE value = 'siobhan.obrien@mail.example'")
  for (const email of ['STRASSE@MAIL.EXAMPLE', 'stra\u00dfe@mail.example']) {
    await identify(client(), await people.typed('siobhan', { email }))
  }
  assert.deepEqual([...new Set((await sql('SELECT recipient FROM outbox')).map((row) => row.recipient))], ['Strasse@mail.example'])
})

test('S25: neither does the account get an address that is only like the proven one', async () => {
  await sql("UPDATE patient_contact SET value = 'strasse@mail.example' WHERE value = 'siobhan.obrien@mail.example'")
  const visitor = await atCode('siobhan')
  await visitor.follow(await visitor.post(CODE, { code: visitor.code }))
  await visitor.post('/account/sign-up/account', { email: 'stra\u00dfe@mail.example', password: PASSWORD, password2: PASSWORD })
  assert.deepEqual(await sql("SELECT email FROM account WHERE email LIKE 'stra%'"), [{ email: 'strasse@mail.example' }])
})

test('S25: an address that is marked as old is not used', async () => {
  await sql("UPDATE patient_contact SET purpose = 'old' WHERE value = 'siobhan.obrien@mail.example'")
  await identify(client(), await people.typed('siobhan'))
  assert.deepEqual(await sql('SELECT recipient FROM outbox'), [])
})

test('S25: who died, or left the practice, is not found', async () => {
  const { id } = await people.patient('siobhan')
  for (const change of ['died_day = CURDATE()', 'died_day = NULL, active = 0']) {
    await sql(`UPDATE patient SET ${change} WHERE id = ?`, [id])
    await identify(client(), await people.typed('siobhan'))
  }
  assert.deepEqual(await sql('SELECT DISTINCT patient_id FROM signup'), [{ patient_id: null }])
})

// --- S28: ages ---

test('S28: under 13 nobody signs up: on the day before the birthday still a child', async () => {
  const visitor = client()
  const answer = await identify(visitor, { ...GOOD, birth_date: addDays(yearsBefore(people.today, 13), 1) })
  assert.equal(answer.location, '/account/sign-up/child')
  assert.match((await visitor.follow(answer)).says, /under 13 cannot have an account/)
  assert.equal((await sql('SELECT COUNT(*) AS n FROM signup'))[0].n, 0)
  assert.equal((await sql('SELECT COUNT(*) AS n FROM verification_code'))[0].n, 0)
})

test('S28: from the 13th birthday to the 18th the office opens the account', async () => {
  for (const birth_date of [yearsBefore(people.today, 13), addDays(yearsBefore(people.today, 18), 1)]) {
    const answer = await identify(client(), { ...GOOD, birth_date })
    assert.equal(answer.location, '/account/sign-up/teen', birth_date)
  }
  assert.equal((await sql('SELECT COUNT(*) AS n FROM signup'))[0].n, 0)
})

test('S28: on the 18th birthday one signs up', async () => {
  const answer = await identify(client(), { ...GOOD, birth_date: yearsBefore(people.today, 18) })
  assert.equal(answer.location, CODE)
})

test('S28: a child who is on file with an address does not get in with the right data either', async () => {
  const owen = await people.patient('owen')
  await sql("INSERT INTO patient_contact (patient_id, kind, value, since_at) VALUES (?, 'email', 'owen@mail.example', '2020-01-01')", [owen.id])
  const before = mails().length
  const answer = await identify(client(), { ...await people.typed('owen'), email: 'owen@mail.example' })
  assert.equal(answer.location, '/account/sign-up/child')
  assert.equal(mails().length, before)
})

test('AZ-08: it is the practice\'s day that counts, not that of London', async () => {
  // 23:30 in New York is already the next day in UTC.
  const now = ctx.stack.now
  const newYork = new Date(now.toLocaleString('en-US', { timeZone: 'America/New_York' }))
  const left = 23.5 * 3600 - (newYork.getHours() * 3600 + newYork.getMinutes() * 60 + newYork.getSeconds())
  await ctx.clock(Math.trunc(left))
  try {
    const answer = await identify(client(), { ...GOOD, birth_date: addDays(yearsBefore(people.today, 18), 1) })
    assert.equal(answer.location, '/account/sign-up/teen')
    const adult = await identify(client(), { ...GOOD, birth_date: yearsBefore(people.today, 18) })
    assert.equal(adult.location, CODE)
  } finally { await ctx.clock(0) }
})

// --- the code ---

test('AU-08: the code has six digits and no table holds it', async () => {
  const { code } = await atCode('siobhan')
  assert.match(code, /^\d{6}$/)
  for (const table of ['verification_code', 'signup', 'outbox', 'idempotency', 'audit']) {
    const text = JSON.stringify(await sql(`SELECT * FROM ${table}`))
    assert.ok(!new RegExp(`(?<![0-9])${code}(?![0-9])`).test(text), table)
  }
})

test('AU-08: a wrong code is refused and the right one still works', async () => {
  const visitor = await atCode('siobhan')
  const answer = await visitor.post(CODE, { code: another(visitor.code) })
  assert.equal(answer.status, 422)
  assert.match(answer.says, /not the code/)
  assert.equal((await visitor.post(CODE, { code: visitor.code })).location, '/account/sign-up/account')
})

test('AU-08: blanks and dashes in a code do not matter, other signs do', async () => {
  const visitor = await atCode('siobhan')
  for (const bad of [`${visitor.code}0`, `0${visitor.code}`, visitor.code.slice(0, 5), `${visitor.code.slice(0, 5)}x`, '']) {
    assert.equal((await visitor.post(CODE, { code: bad })).status, 422, bad)
  }
  const typed = ` ${visitor.code.slice(0, 3)} - ${visitor.code.slice(3)} `
  // Five tries, one of them empty: the code lives.
  assert.equal((await visitor.post(CODE, { code: typed })).location, '/account/sign-up/account')
})

test('AU-08: a code is too old after ten minutes', async () => {
  const visitor = await atCode('siobhan')
  await ctx.clock(10 * 60 + 5)
  try {
    const answer = await visitor.post(CODE, { code: visitor.code })
    assert.equal(answer.status, 422)
    assert.match(answer.says, /too old/)
  } finally { await ctx.clock(0) }
})

test('AU-08: and still good after nine', async () => {
  const visitor = await atCode('siobhan')
  await ctx.clock(9 * 60)
  try {
    assert.equal((await visitor.post(CODE, { code: visitor.code })).location, '/account/sign-up/account')
  } finally { await ctx.clock(0) }
})

test('AU-08: only the newest code is worth something', async () => {
  const visitor = await atCode('siobhan')
  const count = mails(visitor.typed.email).length
  await visitor.follow(await visitor.post('/account/sign-up/again'))
  const newest = codeOf(await mail(visitor.typed.email, { count: count + 1 }))
  if (newest !== visitor.code) assert.equal((await visitor.post(CODE, { code: visitor.code })).status, 422)
  assert.equal((await visitor.post(CODE, { code: newest })).location, '/account/sign-up/account')
})

test('AU-08: "Send a new code" says that one is on its way', async () => {
  const visitor = await atCode('siobhan')
  const page = await visitor.follow(await visitor.post('/account/sign-up/again'))
  assert.match(page.says, /new code is on its way/i)
})

test('AU-08: the code of one browser is worth nothing in another', async () => {
  const [one, two] = [await atCode('siobhan'), await atCode('siobhan')]
  if (one.code !== two.code) {
    assert.equal((await one.post(CODE, { code: two.code })).status, 422)
    assert.equal((await two.post(CODE, { code: one.code })).status, 422)
  }
  const stranger = client()
  await stranger.get('/account/sign-up/patient')
  const answer = await stranger.post(CODE, { code: one.code })
  assert.equal(answer.location, '/account/sign-up')
  assert.equal((await one.post(CODE, { code: one.code })).location, '/account/sign-up/account')
})

test('AU-07: a code works once', async () => {
  const visitor = await atCode('siobhan')
  const before = visitor.copy()
  await before.get(CODE)
  const kept = before.page
  assert.equal((await visitor.post(CODE, { code: visitor.code })).location, '/account/sign-up/account')
  before.page = kept
  assert.equal((await before.post(CODE, { code: visitor.code })).location, '/account/sign-up')
  const [{ used }] = await sql('SELECT COUNT(used_at) AS used FROM verification_code')
  assert.equal(used, 1)
})

test('AU-07: also when twenty come at once, each from a page of its own', async () => {
  const visitor = await atCode('siobhan')
  const tabs = Array.from({ length: 20 }, () => visitor.copy())
  for (const tab of tabs) await tab.get(CODE)
  const answers = await Promise.all(tabs.map((tab) => tab.post(CODE, { code: visitor.code })))
  assert.deepEqual(answers.filter((a) => a.location === '/account/sign-up/account').length, 1)
  assert.ok(answers.every((a) => a.status < 500))
})

test('AU-09: five wrong guesses, and the code is dead', async () => {
  const visitor = await atCode('siobhan')
  for (let i = 0; i < 5; i++) await visitor.post(CODE, { code: another(visitor.code) })
  const answer = await visitor.post(CODE, { code: visitor.code })
  assert.equal(answer.status, 422)
  assert.match(answer.says, /too many wrong tries/)
  const newer = mails(visitor.typed.email).length + 1
  await visitor.follow(await visitor.post('/account/sign-up/again'))
  const code = codeOf(await mail(visitor.typed.email, { count: newer }))
  assert.equal((await visitor.post(CODE, { code })).location, '/account/sign-up/account')
})

test('AU-09: twenty wrong guesses a day over all codes, asking anew does not count from zero', async () => {
  const visitor = await atCode('siobhan')
  for (let i = 0; i < 2; i++) await visitor.post(CODE, { code: another(visitor.code) })
  // The guesses of others at this mailbox today.
  await sql(`INSERT INTO verification_code (contact_key, code_hash, sent_at, expires_at, wrong)
    SELECT contact_key, REPEAT('x', 32), sent_at - INTERVAL 5 HOUR, expires_at - INTERVAL 5 HOUR, 18
    FROM verification_code LIMIT 1`)
  const newer = mails(visitor.typed.email).length + 1
  await visitor.follow(await visitor.post('/account/sign-up/again'))
  const code = codeOf(await mail(visitor.typed.email, { count: newer }))
  const answer = await visitor.post(CODE, { code })
  assert.equal(answer.status, 422)
  assert.match(answer.says, /too many wrong tries/)
})

test('AU-11: twenty guesses at once are no more than five and one for each worker', async () => {
  const visitor = await atCode('siobhan')
  const tabs = Array.from({ length: 20 }, () => visitor.copy())
  for (const tab of tabs) await tab.get(CODE)
  const answers = await Promise.all(tabs.map((tab) => tab.post(CODE, { code: another(visitor.code) })))
  assert.ok(answers.every((a) => a.status === 422), answers.map((a) => a.status).join())
  const [{ wrong }] = await sql('SELECT SUM(wrong) AS wrong FROM verification_code')
  assert.ok(Number(wrong) >= 5 && Number(wrong) <= 5 + 2, `${wrong} guesses were looked at`)
  await visitor.get(CODE)
  assert.equal((await visitor.post(CODE, { code: visitor.code })).status, 422)
})

test('EN-06: fifteen requests from as many browsers put three mails into a mailbox', async () => {
  const typed = await people.typed('siobhan')
  const before = mails(typed.email).length
  for (let i = 0; i < 15; i++) assert.equal((await identify(client(), typed)).location, CODE)
  await people.posted()
  assert.equal(mails(typed.email).length - before, 3)
})

test('EN-06: neither do those that say there is an account already', async () => {
  const typed = await people.typed('dana')
  const before = mails(typed.email).length
  for (let i = 0; i < 15; i++) assert.equal((await identify(client(), typed)).location, CODE)
  await people.posted()
  const sent = mails(typed.email).length - before
  assert.ok(sent >= 1 && sent <= 3, `${sent} mails`)
})

// --- what nobody learns ---

test('EN-01: known, unknown, taken, dead and of two alike: the same answer and the same page', async () => {
  const typed = await people.typed('siobhan')
  const seen = []
  const look = async (other) => {
    const visitor = client()
    const answer = await identify(visitor, { ...typed, ...other })
    const page = await visitor.follow(answer)
    seen.push([shape(answer), shape(page)])
  }
  await look({})
  await look({ first_name: 'Xiobhan' })
  await look({ last_name: 'Byrne' })
  await look({ birth_date: '1950-01-01' })
  await look({ email: 'sxxxxxx.xxxxxx@mail.example' })
  await look({ email: 'Siobhan.OBrien@Mail.example' })
  await look({ email: 'Sxxxxxx.xxxxxx@Mail.example' })
  const siobhan = await people.patient('siobhan')
  const account = await people.account('Siobhan')
  await people.grant(account, siobhan, { basis: 'self' })
  await look({})
  await sql('UPDATE account SET disabled_at = UTC_TIMESTAMP() WHERE id = ?', [account.id])
  await look({})
  for (const one of seen.slice(1)) assert.deepEqual(one, seen[0])
})

test('EN-03: the answer to a wrong code is the same, whether somebody matched or not', async () => {
  const seen = []
  for (const other of [{}, { last_name: 'Byrne' }]) {
    const visitor = client()
    await visitor.follow(await identify(visitor, await people.typed('siobhan', other)))
    const answers = []
    for (let i = 0; i < 7; i++) answers.push(shape(await visitor.post(CODE, { code: '000000' })))
    answers.push(shape(await visitor.follow(await visitor.post('/account/sign-up/again'))))
    seen.push(answers)
  }
  assert.deepEqual(seen[1], seen[0])
})

test('EN-03: takes as long with a match as without', async () => {
  const times = { match: [], none: [] }
  for (let i = 0; i < 9; i++) {
    for (const [kind, other] of [['match', {}], ['none', { last_name: 'Byrne' }]]) {
      const visitor = client()
      await visitor.get('/account/sign-up/patient')
      const typed = await people.typed('siobhan', other)
      const began = process.hrtime.bigint()
      await visitor.post('/account/sign-up/patient', typed)
      times[kind].push(Number(process.hrtime.bigint() - began) / 1e6)
    }
  }
  const median = (list) => list.sort((a, b) => a - b)[4]
  const [match, none] = [median(times.match), median(times.none)]
  assert.ok(match < none * 2 + 5 && none < match * 2 + 5, `${match} ms with, ${none} ms without`)
})

test('EN-02: someone with an account gets a mail, the page says nothing of it', async () => {
  const typed = await people.typed('dana')
  const count = mails(typed.email).length
  const visitor = client()
  const page = await visitor.follow(await identify(visitor, typed))
  assert.equal(page.path, CODE)
  const note = await mail(typed.email, { count: count + 1 })
  assert.match(note.subject, /already have an account/)
  assert.equal(codeOf(note), undefined)
})

test('EN-02: a taken address wanted for sign-in: same page, the owner gets the mail, no code', async () => {
  const owner = await people.account('Own Er')
  const seen = []
  for (const [who, email] of [['siobhan', 'own.ex@people.example'], ['chen91', owner.email]]) {
    const visitor = await atAccount(who)
    const answer = await visitor.post('/account/sign-up/account', { email, password: PASSWORD, password2: PASSWORD })
    seen.push([shape(answer), shape(await visitor.follow(answer))])
    assert.equal(answer.location, '/account/sign-up/confirm')
  }
  assert.deepEqual(seen[1], seen[0])
  const note = await mail(owner.email)
  assert.match(note.subject, /already have an account/)
  await people.posted()
  assert.equal(mails(owner.email).length, 1)
})

// --- the account ---

test('S68: another address than the one on file has to be proven, too', async () => {
  const visitor = await atAccount('siobhan')
  const answer = await visitor.post('/account/sign-up/account',
    { email: 'new.one@mail.example', password: PASSWORD, password2: PASSWORD })
  assert.equal(answer.location, '/account/sign-up/confirm')
  const before = await accounts()
  await visitor.follow(answer)
  const code = codeOf(await mail('new.one@mail.example'))
  const wrong = await visitor.post('/account/sign-up/confirm', { code: another(code) })
  assert.equal(wrong.status, 422)
  assert.equal(await accounts(), before)
  assert.equal((await visitor.post('/account/sign-up/confirm', { code })).location, '/account/welcome')
  ctx.apps.set('new.one@mail.example', await ctx.setUp(visitor))
  assert.equal((await visitor.get('/account/welcome')).status, 200)
  assert.equal((await ctx.signIn('new.one@mail.example')).landing.status, 200)
})

test('S68: one account an address, also in capitals', async () => {
  await people.account('Own Er')
  const visitor = await atAccount('siobhan')
  const answer = await visitor.post('/account/sign-up/account',
    { email: 'OWN.ER@people.example', password: PASSWORD, password2: PASSWORD })
  assert.equal(answer.location, '/account/sign-up/confirm')
  await until(() => mails().find((m) => m.to[0].toLowerCase() === 'own.er@people.example' && /already/.test(m.subject)))
})

test('AZ-12: two of the same name each see their own record only', async () => {
  for (const who of ['chen91', 'chen64']) {
    const person = await ctx.signUp(await people.typed(who))
    const { id } = await people.patient(who)
    const other = await people.patient(who === 'chen91' ? 'chen64' : 'chen91')
    assert.equal((await person.get(`/home/${id}`)).status, 200)
    assert.equal((await person.get(`/home/${other.id}`)).status, 404)
  }
})

test('AZ-12: two of one name, birthday and address are never mixed: nobody gets a code', async () => {
  const siobhan = await people.patient('siobhan')
  // A row can't be copied whole: some columns make themselves.
  const columns = (await sql(`SELECT column_name AS name FROM information_schema.columns
    WHERE table_schema = 'kith' AND table_name = 'patient' AND is_generated = 'NEVER'`)).map((c) => c.name)
  const values = columns.map((c) => ({ id: '999999', mrn: '\'TWIN\'' }[c] ?? c))
  await sql(`INSERT INTO patient (${columns.join()}) SELECT ${values.join()} FROM patient WHERE id = ?;
    INSERT INTO patient_contact (patient_id, kind, value, since_at) VALUES (999999, 'email', ?, '2020-01-01')`,
  [siobhan.id, siobhan.email])
  const before = mails().length
  const answer = await identify(client(), await people.typed('siobhan'))
  assert.equal(answer.location, CODE)
  await people.posted()
  assert.equal(mails().length, before)
  assert.deepEqual(await sql('SELECT patient_id FROM signup'), [{ patient_id: null }])
})

test('AZ-17: two sign-ups for one patient at the same time make one account', async () => {
  const [one, two] = [await atAccount('siobhan'), await atAccount('siobhan')]
  const before = await accounts()
  const answers = await Promise.all([one, two].map((visitor) => visitor.post('/account/sign-up/account',
    { password: PASSWORD, password2: PASSWORD })))
  assert.deepEqual(answers.map((a) => a.status).sort(), [303, 422])
  assert.equal(await accounts(), before + 1)
})

test('AZ-14: fields that the form does not have change nothing', async () => {
  const visitor = await atAccount('siobhan')
  const dana = await people.patient('dana')
  const answer = await visitor.post('/account/sign-up/account', { password: PASSWORD, password2: PASSWORD,
    patient_id: dana.id, patient: dana.id, areas: 'billing', basis: 'staff', role: 'admin', account_id: 1,
    stage: 'done', has_second_factor: 1, name: 'Admin', id: 1 })
  assert.equal(answer.location, '/account/welcome')
  const [grant] = await sql(`SELECT g.patient_id, g.basis, a.name, a.has_second_factor AS factor FROM access_grant g
    JOIN account a ON a.id = g.account_id ORDER BY g.id DESC LIMIT 1`)
  const siobhan = await people.patient('siobhan')
  assert.deepEqual(grant, { patient_id: siobhan.id, basis: 'self', name: siobhan.name, factor: 0 })
})

test('AU-08: a sign-up left alone for an hour begins anew', async () => {
  const visitor = await atAccount('siobhan')
  await ctx.clock(3605)
  try {
    assert.equal((await visitor.post('/account/sign-up/account', { password: PASSWORD, password2: PASSWORD })).location,
      '/account/sign-up')
  } finally { await ctx.clock(0) }
})

// --- passwords ---

test('AU-01: 7 characters are too few, 8 enough beside the option that follows, counted as people count them', async () => {
  const visitor = await atAccount('siobhan')
  const choose = (password, password2 = password) =>
    visitor.post('/account/sign-up/account', { password, password2 })
  for (const short of ['seven c', 'äöüß漢字仮', 'e\u0301e\u0301e\u0301e\u0301', 'x']) {
    const answer = await choose(short)
    assert.equal(answer.status, 422, short)
    assert.match(answer.says, /8 characters or more/)
  }
  assert.match((await choose('a long walk by the river', 'a long walk by the rivers')).says, /not the same/)
  assert.equal((await choose('äöüßé w漢')).location, '/account/welcome')
})

test('AU-03: common passwords and those made of the own name are refused with the reason', async () => {
  const visitor = await atAccount('siobhan')
  for (const [password, why] of [['passwordpassword', /Many people/], ['123456789012345', /Many people/],
    ['aaaaaaaaaaaaaaaa', /Many people/], ['PasswordPassword', /Many people/], ['qwertyuiopasdfghjkl', /Many people|easy/],
    ['siobhan.obrien@mail.example', /your name/], ['Siobhan-OBrien-1997', /your name/],
    ['Riverbend-Medicine-1', /your name|our name/]]) {
    const answer = await visitor.post('/account/sign-up/account', { password, password2: password })
    assert.equal(answer.status, 422, password)
    assert.match(answer.says, why, password)
    assert.ok(!answer.text.includes(`"${password}"`) || password.includes('@'), 'a password is not shown again')
  }
})

test('AU-01: 1024 characters are taken, a megabyte is refused at once', async () => {
  const visitor = await atAccount('siobhan')
  const huge = await visitor.post('/account/sign-up/account', { password: 'x'.repeat(1 << 20), password2: 'x' })
  assert.equal(huge.status, 413)
  await visitor.get('/account/sign-up/account')
  const long = 'river walk '.repeat(93) + 'x'
  assert.equal(long.length, 1024)
  const over = await visitor.post('/account/sign-up/account', { password: `${long}y`, password2: `${long}y` })
  assert.equal(over.status, 422)
  assert.match(over.says, /too long/)
  assert.equal((await visitor.post('/account/sign-up/account', { password: long, password2: long })).location, '/account/welcome')
  assert.equal((await ctx.signIn(visitor.typed.email, long)).landing.status, 200)
})

// --- SE-11 ---

test('SE-11: at no stage does the sign-up cookie open anything', async () => {
  const siobhan = await people.patient('siobhan')
  const closed = async (visitor, stage) => {
    for (const path of [`/home/${siobhan.id}`, `/health/${siobhan.id}`, `/records/${siobhan.id}`, '/account/welcome']) {
      const answer = await visitor.copy().get(path)
      assert.equal(answer.status, 303, `${stage} ${path}`)
      assert.match(answer.location, /^\/account\/sign-in\?/)
    }
    // Nor as a session.
    const thief = visitor.copy()
    thief.jar.cookies.set('__Host-kith', visitor.jar.cookies.get('__Host-kith-entry'))
    assert.equal((await thief.get(`/home/${siobhan.id}`)).status, 303, stage)
  }
  const visitor = await atCode('siobhan')
  await closed(visitor, 'code')
  await visitor.follow(await visitor.post(CODE, { code: visitor.code }))
  await closed(visitor, 'details')
  await visitor.post('/account/sign-up/account', { email: 'other@mail.example', password: PASSWORD, password2: PASSWORD })
  await closed(visitor, 'email')
})

test('SE-11: no page of sign-up can be reached before its turn', async () => {
  const visitor = await atCode('siobhan')
  for (const path of ['/account/sign-up/account', '/account/sign-up/confirm']) {
    assert.equal((await visitor.get(path)).location, '/account/sign-up', path)
  }
  assert.equal((await visitor.post('/account/sign-up/account', { email: visitor.typed.email,
    password: PASSWORD, password2: PASSWORD })).location, '/account/sign-up')
  assert.equal((await visitor.post('/account/sign-up/confirm', { code: visitor.code })).location, '/account/sign-up')
})

test('SE-03: each step of sign-up gives a new cookie and the old one is dead', async () => {
  const visitor = client()
  await visitor.get('/account/sign-up/patient')
  const seen = [visitor.jar.toString()]
  const typed = await people.typed('siobhan')
  const count = mails(typed.email).length
  await visitor.follow(await identify(visitor, typed))
  seen.push(visitor.jar.toString())
  const code = codeOf(await mail(typed.email, { count: count + 1 }))
  const old = visitor.copy()
  await visitor.follow(await visitor.post(CODE, { code }))
  seen.push(visitor.jar.toString())
  assert.equal(new Set(seen).size, 3)
  assert.equal((await old.get('/account/sign-up/account')).location, '/account/sign-up')
})

// --- the database goes away ---

test('R-07: the database gone in the middle of sign-up: said clearly, nothing half done, then it goes on', async () => {
  const visitor = await atAccount('siobhan')
  const before = await people.everything('audit', 'idempotency')
  await ctx.db.stop()
  let answer
  try {
    answer = await visitor.post('/account/sign-up/account', { password: PASSWORD, password2: PASSWORD })
    assert.equal(answer.status, 503)
    assert.ok(Number(answer.headers['retry-after']) > 0)
    assert.match(answer.says, /back soon/)
    assert.equal(answer.headers['set-cookie'], undefined)
    assert.equal((await client().get('/account/sign-up')).status, 503)
  } finally { await ctx.db.start() }
  assert.deepEqual(await people.everything('audit', 'idempotency'), before)
  const page = await until(async () => {
    const got = await visitor.get('/account/sign-up/account')
    return got.status === 200 && got
  }, { seconds: 5 })
  assert.equal(page.path, '/account/sign-up/account')
  answer = await visitor.post('/account/sign-up/account', { password: PASSWORD, password2: PASSWORD })
  assert.equal(answer.location, '/account/welcome')
})

test('R-20: the form of the account again after a 503 makes one account', async () => {
  const visitor = await atAccount('siobhan')
  const before = await accounts()
  const page = visitor.page
  await ctx.db.stop()
  await visitor.post('/account/sign-up/account', { password: PASSWORD, password2: PASSWORD })
  await ctx.db.start()
  visitor.page = page
  const first = await until(async () => {
    const got = await visitor.copy().request('GET', '/account/sign-in')
    return got.status === 200 && visitor.post('/account/sign-up/account', { password: PASSWORD, password2: PASSWORD })
  }, { seconds: 5 })
  assert.equal(first.location, '/account/welcome')
  assert.equal(await accounts(), before + 1)
})

// --- someone is signed in ---

test('SE-03: who is signed in and begins a sign-up is not led in circles', async () => {
  const account = await people.account('Own Er')
  await people.grant(account, await people.patient('walter'))
  const visitor = await people.signedIn(account)
  const typed = await people.typed('siobhan')
  const form = await visitor.get('/account/sign-up/patient')
  if (form.status === 303) return                     // sent to the own home: good
  const page = await visitor.follow(await visitor.post('/account/sign-up/patient', typed))
  assert.equal(page.path, CODE, 'the page of the code can be reached')
})
