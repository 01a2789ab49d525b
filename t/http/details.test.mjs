// "Email, phone, and password": each is changed by who typed the password a
// moment ago, told by mail, and an email can be taken back for a week.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { FULL, People, yearsBefore } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const { client, sql, mails, mail, PASSWORD } = ctx
const DETAILS = '/account/details'
const NEW = 'eleven grey herons on ice'
let anna, siobhan

beforeEach(async () => {
  await ctx.reset()
  anna = await people.account('Anna Lind')
  siobhan = await people.patient('siobhan')
  await people.grant(anna, siobhan, { basis: 'self' })
})

/** A browser in which the account is signed in, its password typed now. */
async function fresh(account = anna) {
  const visitor = await people.signedIn(account, { isFresh: true })
  await visitor.get(DETAILS)
  return visitor
}

const isIn = async (visitor) => (await visitor.copy().get('/account/welcome')).status === 200
const emailOf = async (account) => (await sql('SELECT email FROM account WHERE id = ?', [account.id]))[0].email

async function canSignIn(email, password) {
  await sql('DELETE FROM sign_in_failure')
  const visitor = client()
  await visitor.get('/account/sign-in')
  return (await visitor.post('/account/sign-in', { email, password })).status === 303
}

const linkIn = (letter) => /http:\/\/localhost:\d+(\/account\/link\/\w+\?token=[0-9a-f]+)$/m.exec(letter.text)?.[1]

/** The next mail to an address whose words fit. */
async function letter(to, words, count = 1) {
  for (let n = 1; ; n++) {
    const one = await mail(to, { count: n })
    if (words.test(one.text) && --count === 0) return one
  }
}

/** Change the email by the link; both letters after it are given back. */
async function changeEmail(visitor, email) {
  const before = visitor.account.email
  const [counts, old] = [mails(email).length, mails(before).length]
  assert.equal((await visitor.post(`${DETAILS}/email`, { email })).status, 303)
  const proof = await mail(email, { count: counts + 1 })
  await visitor.follow(await visitor.get(linkIn(proof)))
  assert.equal((await visitor.post('/account/email')).status, 303)
  const told = await mail(before, { count: old + 1 })
  return { proof, told }
}

// --- how fresh ---

test('AU-17: the page asks for the password if it was typed long ago', async () => {
  const visitor = await people.signedIn(anna)
  const answer = await visitor.get(DETAILS)
  assert.equal(answer.location, `/account/again?next=${DETAILS}`)
  await visitor.follow(answer)
  const page = await visitor.follow(await visitor.post('/account/again', { password: PASSWORD }))
  assert.equal(page.path, DETAILS)
  assert.equal(page.h1, 'Email, phone, and password')
})

test('AU-17: a change that is sent late is kept, and goes after the password', async () => {
  const visitor = await fresh()
  await sql('UPDATE session SET fresh_at = UTC_TIMESTAMP() - INTERVAL 6 MINUTE')
  const asked = await visitor.post(`${DETAILS}/phone`, { phone: '802 555 0143' })
  assert.equal(asked.status, 422)
  assert.equal(asked.h1, 'Is it you?')
  assert.deepEqual(await sql('SELECT phone FROM account WHERE id = ?', [anna.id]), [{ phone: null }])
  await visitor.post('/account/again', { password: PASSWORD })
  assert.equal((await visitor.post(`${DETAILS}/phone`)).status, 303)
  assert.deepEqual(await sql('SELECT phone FROM account WHERE id = ?', [anna.id]), [{ phone: '+18025550143' }])
})

for (const [what, fields] of Object.entries({ email: { email: 'x@people.example' }, phone: { phone: '8025550143' },
  password: { password: NEW, password2: NEW } })) {
  test(`AU-17: a stale session does not change the ${what}`, async () => {
    const visitor = await fresh()
    await sql('UPDATE session SET fresh_at = UTC_TIMESTAMP() - INTERVAL 6 MINUTE')
    const before = await sql('SELECT * FROM account WHERE id = ?', [anna.id])
    assert.equal((await visitor.post(`${DETAILS}/${what}`, fields)).status, 422)
    assert.deepEqual(await sql('SELECT * FROM account WHERE id = ?', [anna.id]), before)
    assert.deepEqual(await sql('SELECT * FROM account_change'), [])
  })
}

// --- email ---

test('AU-17: a new email counts once it is proved, and the old one is told', async () => {
  const visitor = await fresh()
  const { told } = await changeEmail(visitor, 'anna.new@people.example')
  assert.equal(await emailOf(anna), 'anna.new@people.example')
  assert.equal(await canSignIn('anna.new@people.example', PASSWORD), true)
  assert.equal(await canSignIn(anna.email, PASSWORD), false)
  assert.match(told.text, /the email of your account was changed/)
  assert.match(told.text, /7 days/)
  assert.doesNotMatch(told.text, /anna\.new|Anna|Siobhan/)
  assert.equal(await isIn(visitor), true)
})

test('AU-17: until then nothing changes, and a link opened by a scanner changes nothing', async () => {
  const visitor = await fresh()
  await visitor.post(`${DETAILS}/email`, { email: 'anna.new@people.example' })
  const link = linkIn(await mail('anna.new@people.example'))
  for (let i = 0; i < 3; i++) await client().follow(await client().get(link))
  await visitor.follow(await visitor.get(link))
  assert.equal(await emailOf(anna), anna.email)
  assert.match((await visitor.get(DETAILS)).says, /anna\.new@people\.example has not been used yet/)
})

test('AU-17: the link works only in the account that asked', async () => {
  const visitor = await fresh()
  await visitor.post(`${DETAILS}/email`, { email: 'bo@people.example' })
  const link = linkIn(await mail('bo@people.example'))
  const other = await people.signedIn(await people.account('Bo Berg'))
  assert.equal((await other.follow(await other.get(link))).status, 404)
  await other.get('/account/welcome')
  assert.equal((await other.post('/account/email')).status, 404)
  const nobody = client()
  assert.match((await nobody.get((await nobody.get(link)).location)).location, /^\/account\/sign-in\?next=\/account\/email$/)
  assert.equal(await emailOf(anna), anna.email)
})

test('AU-17: only the newest link counts, once, for an hour', async () => {
  const visitor = await fresh()
  const links = []
  for (const email of ['one@people.example', 'two@people.example']) {
    await visitor.get(DETAILS)
    await visitor.post(`${DETAILS}/email`, { email })
    links.push(linkIn(await mail(email)))
  }
  assert.equal((await visitor.follow(await visitor.get(links[0]))).status, 404)
  assert.equal((await visitor.follow(await visitor.get(links[1]))).status, 200)
  await sql('UPDATE account_change SET expires_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND')
  assert.equal((await visitor.post('/account/email')).status, 404)
  await sql('UPDATE account_change SET expires_at = UTC_TIMESTAMP() + INTERVAL 1 HOUR')
  assert.equal((await visitor.post('/account/email')).status, 303)
  assert.equal((await visitor.follow(await visitor.get(links[1]))).status, 404)
})

test('AU-17: other sessions end, and links of a forgotten password with them', async () => {
  const elsewhere = await people.signedIn(anna)
  const visitor = await fresh()
  await sql(`INSERT INTO password_reset (token_hash, account_id, created_at, expires_at)
    VALUES (?, ?, UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 1 HOUR)`, [Buffer.alloc(32, 1), anna.id])
  await changeEmail(visitor, 'anna.new@people.example')
  assert.equal(await isIn(elsewhere), false)
  assert.deepEqual(await sql('SELECT * FROM password_reset WHERE used_at IS NULL'), [])
})

test('AU-17: the way back brings the old email, ends all sessions, and leads to a new password', async () => {
  const thief = await fresh()
  const { told } = await changeEmail(thief, 'thief@people.example')
  const owner = client()
  const page = await owner.follow(await owner.get(linkIn(told)))
  assert.match(page.h1, /You did not change your email/)
  assert.equal(await emailOf(anna), 'thief@people.example', 'opening it changes nothing')
  const answer = await owner.post('/account/back')
  assert.equal(answer.location, '/account/reset')
  assert.equal((await owner.follow(answer)).status, 200)
  assert.equal(await emailOf(anna), anna.email)
  assert.equal(await isIn(thief), false)
  assert.equal(await canSignIn(anna.email, PASSWORD), false, 'whoever knows the password of before')
  assert.equal(await canSignIn('thief@people.example', PASSWORD), false)
  await letter(anna.email, /was taken back/)
  assert.equal((await owner.follow(await owner.get(linkIn(told)))).status, 404, 'it works once')
})

test('AU-17: a thief who changes it twice can’t take the owner’s way back away', async () => {
  const thief = await fresh()
  const first = await changeEmail(thief, 'thief.one@people.example')
  await sql('UPDATE account_change SET created_at = created_at - INTERVAL 1 MINUTE')
  thief.account = { ...anna, email: 'thief.one@people.example' }
  await thief.get(DETAILS)
  const second = await changeEmail(thief, 'thief.two@people.example')
  const theirs = client()
  await theirs.follow(await theirs.get(linkIn(second.told)))
  assert.equal((await theirs.post('/account/back')).status, 303)
  const owner = client()
  await owner.follow(await owner.get(linkIn(first.told)))
  assert.equal((await owner.post('/account/back')).status, 303)
  assert.equal(await emailOf(anna), anna.email)
})

test('AU-17: after seven days there is no way back', async () => {
  const { told } = await changeEmail(await fresh(), 'anna.new@people.example')
  await sql("UPDATE account_change SET expires_at = expires_at - INTERVAL 7 DAY WHERE kind = 'email-back'")
  const owner = client()
  assert.equal((await owner.follow(await owner.get(linkIn(told)))).status, 404)
})

test('EN-02: an email that has an account gets the same answer; its owner gets a mail', async () => {
  const bo = await people.account('Bo Berg')
  const visitor = await fresh()
  const taken = await visitor.post(`${DETAILS}/email`, { email: 'BO.berg@people.example' })
  const page = await visitor.follow(taken)
  await visitor.get(DETAILS)
  const free = await visitor.post(`${DETAILS}/email`, { email: 'bo.burg@people.example' })
  assert.deepEqual([taken.status, taken.location], [free.status, free.location])
  assert.equal(page.says.replace(/bo\.berg/i, 'bo.burg'), (await visitor.follow(free)).says)
  const told = await mail(bo.email)
  assert.match(told.subject, /already have an account/)
  assert.equal(linkIn(told), undefined)
})

test('EN-02: an address that became another’s meanwhile is not taken', async () => {
  const visitor = await fresh()
  await visitor.post(`${DETAILS}/email`, { email: 'late@people.example' })
  await visitor.follow(await visitor.get(linkIn(await mail('late@people.example'))))
  await people.account('Late Comer', 'late@people.example')
  assert.equal((await visitor.post('/account/email')).status, 404)
  assert.equal(await emailOf(anna), anna.email)
})

test('EN-06: to one address go three links an hour, whoever asks', async () => {
  const [one, two] = [await fresh(), await fresh(await people.account('Bo Berg'))]
  for (const visitor of [one, two, one, two, one]) {
    await visitor.get(DETAILS)
    assert.equal((await visitor.post(`${DETAILS}/email`, { email: 'victim@people.example' })).status, 303)
  }
  assert.deepEqual(await sql("SELECT COUNT(*) AS n FROM outbox WHERE recipient = 'victim@people.example'"), [{ n: 3 }])
})

test('IO-14: what is no email is refused, with what was typed', async () => {
  const visitor = await fresh()
  for (const email of ['anna', 'a@b', 'a@b.example, c@d.example', 'a@b.example\r\nBcc: c@d.example']) {
    const answer = await visitor.post(`${DETAILS}/email`, { email })
    assert.equal(answer.status, 422, email)
    assert.match(answer.says, /full email address|letters, numbers/)
  }
  const same = await visitor.post(`${DETAILS}/email`, { email: anna.email.toUpperCase() })
  assert.match(same.says, /You sign in with this email already/)
})

// --- phone ---

test('AU-17: a phone is kept in one form, told by mail, and can be taken away', async () => {
  const visitor = await fresh()
  const save = async (phone) => {
    await visitor.get(DETAILS)
    return visitor.post(`${DETAILS}/phone`, { phone })
  }
  assert.equal((await save('(802) 555-0177')).status, 303)
  assert.match((await visitor.get(DETAILS)).says, /\(802\).555.0177/)
  await letter(anna.email, /the phone of your account was changed/)
  const wrong = await save('not a phone')
  assert.equal(wrong.status, 422)
  assert.equal(wrong.form(`${DETAILS}/phone`).fields.phone, 'not a phone')
  assert.equal((await save('')).status, 303)
  assert.deepEqual(await sql('SELECT phone FROM account WHERE id = ?', [anna.id]), [{ phone: null }])
})

// --- password ---

test('AU-17: a new password ends other sessions, gives this one a new cookie, and is told', async () => {
  const elsewhere = await people.signedIn(anna)
  const visitor = await fresh()
  const old = visitor.copy()
  assert.equal((await visitor.post(`${DETAILS}/password`, { password: NEW, password2: NEW })).status, 303)
  assert.equal(await isIn(visitor), true)
  assert.equal(await isIn(old), false)
  assert.equal(await isIn(elsewhere), false)
  assert.equal(await canSignIn(anna.email, NEW), true)
  assert.equal(await canSignIn(anna.email, PASSWORD), false)
  await letter(anna.email, /the password of your account was changed/)
})

test('AU-01: without a security option it needs 15 characters', async () => {
  const visitor = await fresh()
  const short = await visitor.post(`${DETAILS}/password`, { password: 'fourteen chars', password2: 'fourteen chars' })
  assert.equal(short.status, 422)
  assert.match(short.says, /15 characters/)
})

test('AU-03: nor may it be common, or of the own name, email or year of birth', async () => {
  const visitor = await fresh()
  for (const password of ['passwordpassword', 'anna lind anna lind', `in ${siobhan.birth_day.slice(0, 4)} it was`]) {
    const answer = await visitor.post(`${DETAILS}/password`, { password, password2: password })
    assert.equal(answer.status, 422, password)
  }
  assert.equal(await canSignIn(anna.email, PASSWORD), true)
})

// --- teenagers ---

/** Maya, made a teenager with an own account, and her mother's. */
async function teenager(age = 14) {
  const maya = await people.patient('maya')
  await sql('UPDATE patient SET birth_day = ? WHERE id = ?', [yearsBefore(people.today, age), maya.id])
  const teen = await people.account('Maya T', 'maya.t@people.example')
  const mother = await people.account('Mum T', 'mum.and.dad@mail.example')
  await sql("UPDATE account SET phone = '+18025550188' WHERE id = ?", [mother.id])
  await people.grant(teen, maya, { basis: 'self' })
  await people.grant(mother, maya, { basis: 'guardian', areas: FULL, relation: 'mother' })
  return { teen, mother, maya }
}

for (const email of ['mum.and.dad@mail.example', 'Mum.And.Dad@MAIL.example', 'mumanddad@mail.example',
  'mum.and.dad+maya@mail.example', 'm.u.m.anddad+x@mail.example']) {
  test(`AZ-10: a teenager's account does not take a guardian's email, also as ${email}`, async () => {
    const { teen } = await teenager()
    const visitor = await fresh(teen)
    const answer = await visitor.post(`${DETAILS}/email`, { email })
    assert.equal(answer.status, 422)
    assert.match(answer.says, /belongs to someone who can see your record/)
    assert.deepEqual(await sql('SELECT * FROM account_change'), [])
  })
}

test('AZ-10: nor one that became a guardian’s before it was proved', async () => {
  const { teen, mother } = await teenager()
  const visitor = await fresh(teen)
  await visitor.post(`${DETAILS}/email`, { email: 'shared@mail.example' })
  await visitor.follow(await visitor.get(linkIn(await mail('shared@mail.example'))))
  await sql("UPDATE account SET email = 'Shared+1@mail.example', email_key = 'shared+1@mail.example' WHERE id = ?", [mother.id])
  assert.equal((await visitor.post('/account/email')).status, 404)
})

for (const phone of ['(802) 555-0188', '+1 802 555 0188']) {
  test(`AZ-10: nor a guardian's phone, also as ${phone}`, async () => {
    const { teen } = await teenager()
    const visitor = await fresh(teen)
    assert.equal((await visitor.post(`${DETAILS}/phone`, { phone })).status, 422)
    await visitor.get(DETAILS)
    assert.equal((await visitor.post(`${DETAILS}/phone`, { phone: '802-555-0189' })).status, 303)
  })
}

test('AZ-10: nor what is on file of a guardian who is a patient, too', async () => {
  const { teen, mother } = await teenager()
  const michael = await people.patient('chen91')
  await people.grant(mother, michael, { basis: 'self' })
  const visitor = await fresh(teen)
  assert.equal((await visitor.post(`${DETAILS}/email`, { email: michael.email })).status, 422)
})

test('AZ-10: a grown-up may share an email’s mailbox with family', async () => {
  const { teen } = await teenager(18)
  const visitor = await fresh(teen)
  assert.equal((await visitor.post(`${DETAILS}/email`, { email: 'mum.and.dad+me@mail.example' })).status, 303)
})

test('AZ-10: nor does a sign-up', async () => {
  const typed = await people.typed('chen91')
  const visitor = client()
  await visitor.get('/account/sign-up/patient')
  await visitor.follow(await visitor.post('/account/sign-up/patient', typed))
  const code = ctx.codeOf(await mail(typed.email))
  await visitor.follow(await visitor.post('/account/sign-up/code', { code }))
  const michael = await people.patient('chen91')
  const mother = await people.account('Mum T', 'mum.and.dad@mail.example')
  await people.grant(mother, michael, { basis: 'guardian', relation: 'mother' })
  await sql('UPDATE patient SET birth_day = ? WHERE id = ?', [yearsBefore(people.today, 14), michael.id])
  const answer = await visitor.post('/account/sign-up/account',
    { email: 'mumanddad+m@mail.example', password: NEW, password2: NEW })
  assert.equal(answer.status, 422)
  assert.match(answer.says, /belongs to someone who can see your record/)
})
