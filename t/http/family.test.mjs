// Family Access: who can open whose record, until when, who gave it, and how it
// ends.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { Family, FULL } from '../lib/family.mjs'
import { shape, sqlTime, yearsBefore } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const { sql } = ctx
const family = new Family(ctx)
const { people } = family
const SETTINGS = '/family/settings'

/** The subjects of all mails to somebody, once there are so many. */
async function subjects(account, count) {
  await ctx.mail(account.email, { count })
  return ctx.mails(account.email).map((mail) => mail.subject)
}

/** What a page says in one section. */
function section(page, heading) {
  const at = page.text.indexOf(`>${heading}</h2>`)
  assert.ok(at > 0, `there is a section ${heading}`)
  const html = page.text.slice(at, page.text.indexOf('</section>', at))
  return html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
}

const MINE = 'Who Can Access My Information'

/** Remove a grant as the owner, page for page. */
async function remove(owner, grant) {
  await owner.get(`/family/${owner.patient.id}/remove/${grant}`)
  return owner.post(`/family/${owner.patient.id}/remove/${grant}`)
}

async function change(owner, grant, fields) {
  await owner.get(`/family/${owner.patient.id}/access/${grant}`)
  return owner.post(`/family/${owner.patient.id}/access/${grant}`, fields)
}

// --- the page ---

for (const row of ['S48', 'S60', 'S67']) {
  test(`${row}: the menu My profile has "Family Access settings"`, async () => {
    const owner = await family.owner()
    const page = await owner.get(`/home/${owner.patient.id}`)
    assert.match(page.text, /<details class="menu me">.*?My profile.*?<a href="\/family\/settings">.*?Family Access settings<\/a>.*?<\/details>/s)
    assert.equal((await owner.get(SETTINGS)).status, 200)
  })
}

test('S48, S60, S67: Family Access settings stand in the menu of every page, under My profile', async () => {
  const owner = await family.owner()
  for (const address of [`/home/${owner.patient.id}`, `/health/${owner.patient.id}`, '/account/security']) {
    const page = await owner.get(address)
    const menu = /<summary[^>]*>(?:(?!<\/summary>).)*My profile.*?<\/details>/s.exec(page.text)[0]
    assert.match(menu, /<a href="\/family\/settings"[^>]*>.*?Family Access settings<\/a>/s, address)
  }
})

test('S49: the page has the header "Family Access"', async () => {
  const owner = await family.owner()
  assert.equal((await owner.get(SETTINGS)).h1, 'Family Access')
})

test('S50: the section on other patients says what, until when, why and who gave it', async () => {
  const owner = await family.owner()
  const child = await family.patient(8)
  await family.grant(owner.account, child, { basis: 'guardian', relation: 'mother' })
  const friend = await family.patient(70)
  await family.grant(owner.account, friend, { areas: 'billing', ends: 40 * 86400 })
  const says = section(await owner.get(SETTINGS), `${owner.account.name} Access to Other Patients`)
  assert.match(says, new RegExp(`${child.name} Full You can see the whole health record.*You have had it since .*, as the mother\\. From .* on, this is Billing only\\. It ends after`))
  assert.match(says, new RegExp(`${friend.name} Billing only You can see bills.*${friend.name} gave you this access on .*\\. Until [A-Z][a-z]+ \\d+, \\d{4}\\.`))
  assert.match(says, /Give up my access/)
})

test('S51: the section on the own record says who sees what; without an own record there is none', async () => {
  const owner = await family.owner()
  assert.match(section(await owner.get(SETTINGS), MINE), /Nobody but you can open your record here/)
  const holder = await family.holder(owner.patient, { areas: 'billing', basis: 'passcode', relation: 'son' })
  const says = section(await owner.get(SETTINGS), MINE)
  assert.match(says, new RegExp(`${holder.account.name} Billing only Can see bills.*Your son\\. You gave a passcode for it on .*No end date\\.`))
  assert.ok(!(await holder.get(SETTINGS)).text.includes(MINE))
})

test('S52: "Add Patient" stands in the section on other patients', async () => {
  const owner = await family.owner()
  const page = await owner.get(SETTINGS)
  assert.match(section(page, `${owner.account.name} Access to Other Patients`), /Add Patient/)
  assert.ok(page.links.includes('/family/add'))
})

test('S71: "Your people" lists own record, child and parent, with what is new in each', async () => {
  const owner = await family.owner()
  const child = await family.patient(8)
  await family.grant(owner.account, child, { basis: 'guardian', relation: 'mother' })
  const parent = await family.patient(79)
  await family.grant(owner.account, parent)
  await sql('REPLACE INTO message_unread VALUES (?, ?, 900001, \'messages\', 0, ?)',
    [owner.account.id, child.id, sqlTime(ctx.stack.now)])
  await sql(`INSERT INTO report (patient_id, category, display, status, issued_day)
    VALUES (?, 'laboratory', 'Blood count', 'final', ?)`, [parent.id, people.today])
  const says = section(await owner.get(SETTINGS), 'Your people')
  assert.match(says, new RegExp(`${owner.patient.name} 40 years old · Your own record.*${child.name} 8 years old 1 new message.*${parent.name} 79 years old 1 new result `))
  const home = await owner.get(`/home/${parent.id}`)
  for (const id of [owner.patient.id, child.id, parent.id]) assert.ok(home.links.includes(`/home/${id}`), 'the switcher leads to each')
})

test('S71: two tabs with two patients act each on its own', async () => {
  const parent = await family.owner()
  const [one, two] = [await family.patient(8), await family.patient(9)]
  for (const child of [one, two]) await family.grant(parent.account, child, { basis: 'guardian', relation: 'mother' })
  const [a, b] = [parent.tab(), parent.tab()]
  await a.get(`/messages/${one.id}?write=1`)
  await b.get(`/messages/${two.id}?write=1`)
  await a.post(`/messages/${one.id}/draft`, { message: 'About the first' })
  await b.post(`/messages/${two.id}/draft`, { message: 'About the second' })
  const drafts = await sql('SELECT patient_id, body FROM draft WHERE account_id = ? ORDER BY patient_id', [parent.account.id])
  assert.deepEqual(drafts, [{ patient_id: one.id, body: 'About the first' }, { patient_id: two.id, body: 'About the second' }])
})

test('S69: each of two in one family signs in with an own address and sees the own record only', async () => {
  const [one, two] = [await family.owner(), await family.owner()]
  for (const [as, other] of [[one, two], [two, one]]) {
    const page = await as.get(SETTINGS)
    assert.match(page.says, new RegExp(as.account.email))
    assert.ok(!page.text.includes(other.patient.name))
    assert.equal((await as.get(`/home/${as.patient.id}`)).status, 200)
    assert.equal((await as.get(`/home/${other.patient.id}`)).status, 404)
  }
})

// --- an invitation is given ---

test('S61: "Invite Family Member" leads to the form', async () => {
  const owner = await family.owner()
  const page = await owner.get(SETTINGS)
  assert.match(page.text, new RegExp(`<a class="btn" href="/family/${owner.patient.id}/invite">.*?Invite Family Member</a>`, 's'))
  assert.equal((await owner.get(`/family/${owner.patient.id}/invite`)).h1, 'Invite Family Member')
})

test('S62: what was filled in stays, with a word beside what is wrong', async () => {
  const owner = await family.owner()
  const { answer } = await family.invite(owner, { name: 'Ruth "R" O’Neil', email: 'ruth@', relation: 'sister', level: null, last_day: '2020-01-01' })
  assert.equal(answer.status, 422)
  const { fields } = answer.form(`/family/${owner.patient.id}/invite`)
  assert.deepEqual([fields.name, fields.email, fields.relation, fields.last_day], ['Ruth "R" O’Neil', 'ruth@', 'sister', '2020-01-01'])
  assert.match(answer.says, /Enter a full email address.*Choose how much they can see/)
  const late = await family.invite(owner, { last_day: '2020-01-01' })
  assert.match(late.answer.says, /Choose today or a later day/)
  assert.equal(late.answer.status, 422)
  assert.deepEqual(await sql('SELECT id FROM invitation WHERE patient_id = ?', [owner.patient.id]), [])
})

for (const [level, label, areas] of [['full', 'Full', FULL], ['billing', 'Billing only', 'billing']]) {
  test(`S63: "Access level" ${label} gives that and no more`, async () => {
    const owner = await family.owner()
    const form = await owner.get(`/family/${owner.patient.id}/invite`)
    assert.match(form.text, new RegExp(`<legend>Access level</legend>.*<b>${label}</b>`, 's'))
    const guest = await family.other()
    const { token } = await family.invite(owner, { level, email: guest.account.email })
    await guest.get(`/family/invitation?token=${token}`)
    const answer = await guest.post('/family/invitation/accept')
    assert.equal(answer.location, `/home/${owner.patient.id}`)
    assert.deepEqual(await family.grants(guest.account, owner.patient), [{ areas, basis: 'invited', relation: 'sister',
      ends_at: null, given_by: owner.account.id, given_name: owner.account.name }])
    assert.equal((await guest.get(`/health/${owner.patient.id}`)).status, level === 'full' ? 200 : 404)
  })
}

test('S64: the invited gets an email: who invites, to what, until when, and nothing on health', async () => {
  const owner = await family.owner()
  const { mail, name } = await family.invite(owner, { level: 'billing', last_day: '2027-06-30' })
  assert.match(mail.subject, new RegExp(`^${owner.account.name} invites you`))
  assert.match(mail.text, new RegExp(`Hello ${name},`))
  assert.match(mail.text, /see bills and write to us about bills, but nothing about health/)
  assert.match(mail.text, /It ends on June 30, 2027\./)
  assert.match(mail.text, /The link works once, until /)
  assert.deepEqual(await subjects(owner.account, 1), ['You invited somebody to your record'])
})

test('S64: the page of the invitation says the same, and leads to an account', async () => {
  const owner = await family.owner()
  const { token, link } = await family.invite(owner, { last_day: '2027-06-30' })
  const page = await ctx.client().get(link)
  assert.match(page.says, new RegExp(`${owner.account.name} wants to share their record.*Full.*Until June 30, 2027\\.`))
  assert.equal(page.form('/account/sign-up/invited').fields.token, token)
  assert.ok(page.links.includes('/account/sign-in?next=/family/settings'))
})

test('S64: who signs in with the address finds the invitation under Family Access', async () => {
  const owner = await family.owner()
  const guest = await family.other()
  const { id } = await family.invite(owner, { email: guest.account.email.toUpperCase() })
  const page = await guest.get(SETTINGS)
  assert.ok(page.links.includes(`/family/invitation/${id}`))
  assert.equal((await (await family.other()).get(`/family/invitation/${id}`)).status, 404, 'another account does not')
  await guest.get(`/family/invitation/${id}`)
  assert.equal((await guest.post(`/family/invitation/${id}/accept`)).location, `/home/${owner.patient.id}`)
  assert.deepEqual(await subjects(guest.account, 1), ['Access to a record at Riverbend has started'])
})

test('EN-01: an address with an account and one without: the same answer, and nothing tells which', async () => {
  const owner = await family.owner()
  const known = await family.other('known.guest@people.example')
  const page = async (email) => {
    const { answer, id } = await family.invite(owner, { name: 'Guest', email, mails: 1 })
    const list = await owner.get(answer.location)
    return JSON.stringify([shape(answer), shape(list)]).replaceAll(email, 'EMAIL').replaceAll(`withdraw/${id}`, 'withdraw/ID')
  }
  const first = await page('blank.guest@people.example')
  await sql('DELETE FROM invitation WHERE patient_id = ?', [owner.patient.id])
  assert.equal(await page(known.account.email), first)
})

test('S68: nobody is invited to their own address', async () => {
  const owner = await family.owner()
  const { answer } = await family.invite(owner, { email: owner.account.email.toUpperCase() })
  assert.equal(answer.status, 422)
  assert.match(answer.says, /This is your own email/)
})

test('EN-06: eleven invitations a day are one too many', async () => {
  const owner = await family.owner()
  await sql(`INSERT INTO invitation (patient_id, token_hash, given_by, name, relation, email, email_key, areas, created_at, expires_at)
    SELECT ?, SHA2(CONCAT('x', ?, n.seq), 256), ?, 'X', 'son', 'x@x.example', 'x@x.example', 'billing', UTC_TIMESTAMP(), UTC_TIMESTAMP()
    FROM seq_1_to_9 n`.replace('SHA2(CONCAT(\'x\', ?, n.seq), 256)', 'UNHEX(SHA2(CONCAT(\'x\', ?, n.seq), 256))'),
  [owner.patient.id, owner.patient.id, owner.account.id])
  assert.equal((await family.invite(owner)).answer.status, 303)
  const { answer } = await family.invite(owner)
  assert.equal(answer.status, 422)
  assert.match(answer.says, /many invitations today/)
})

// --- AZ-19: the link ---

test('AZ-19: the link is random, kept as a hash only, not logged, and leads nobody elsewhere', async () => {
  const owner = await family.owner()
  const { token, link } = await family.invite(owner)
  const page = await ctx.client().get(link)
  assert.equal(page.headers['referrer-policy'], 'same-origin')
  assert.ok(page.links.every((href) => /^(\/|#|tel:|mailto:)/.test(href)), 'no link leads elsewhere')
  const dump = await sql('SELECT HEX(token_hash) AS hash FROM invitation WHERE patient_id = ?', [owner.patient.id])
  assert.equal(dump[0].hash.toLowerCase(), people.hashOf(token).toString('hex'))
  for (const file of fs.readdirSync(path.join(ctx.dir, 'log'))) {
    assert.ok(!fs.readFileSync(path.join(ctx.dir, 'log', file)).includes(token), `${file} has no token`)
  }
})

test('AZ-19: reading the link changes nothing, three times and by HEAD', async () => {
  const owner = await family.owner()
  const { link } = await family.invite(owner)
  const was = await sql('SELECT * FROM invitation WHERE patient_id = ?', [owner.patient.id])
  const visitor = ctx.client()
  for (let i = 0; i < 3; i++) assert.equal((await visitor.get(link)).status, 200)
  assert.equal((await visitor.head(link)).status, 200)
  assert.deepEqual(await sql('SELECT * FROM invitation WHERE patient_id = ?', [owner.patient.id]), was)
})

test('AZ-19: used, declined, taken back, too old and invented are one answer', async () => {
  const owner = await family.owner()
  const ask = async (token) => JSON.stringify(shape(await ctx.client().get(`/family/invitation?token=${token}`))).replaceAll(token, 'TOKEN')
  const invented = await ask('0123456789abcdef'.repeat(4))
  assert.match(invented, /"status":404.*This invitation does not work/)
  for (const end of ['accepted_at = UTC_TIMESTAMP()', 'declined_at = UTC_TIMESTAMP()', 'withdrawn_at = UTC_TIMESTAMP()', 'expires_at = UTC_TIMESTAMP()']) {
    const { token, id } = await family.invite(owner)
    await sql(`UPDATE invitation SET ${end} WHERE id = ?`, [id])
    assert.equal(await ask(token), invented, end)
    const guest = await family.other()
    await guest.get(SETTINGS)
    assert.equal((await guest.post('/family/invitation/accept', { token, other_account: 'yes' })).status, 404, end)
    assert.deepEqual(await family.grants(guest.account, owner.patient), [])
  }
  for (const token of ['', 'x', '0'.repeat(63), '0'.repeat(65)]) {
    assert.equal((await ctx.client().get(`/family/invitation?token=${token}`)).status, 404, token)
  }
})

test('AZ-19: it lasts seven days', async () => {
  const owner = await family.owner()
  const { id } = await family.invite(owner)
  assert.deepEqual(await sql('SELECT TIMESTAMPDIFF(SECOND, created_at, expires_at) AS s FROM invitation WHERE id = ?', [id]), [{ s: 7 * 86400 }])
})

test('AZ-19: another account than the invited address is asked first', async () => {
  const owner = await family.owner()
  const { link, token, email } = await family.invite(owner)
  const other = await family.other()
  const page = await other.get(link)
  assert.match(page.says, new RegExp(`Is this the right account\\?.*${email}.*${other.account.name}`))
  const asked = await other.post('/family/invitation/accept', { token, other_account: null })
  assert.equal(asked.status, 422)
  assert.deepEqual(await family.grants(other.account, owner.patient), [])
  assert.equal((await other.post('/family/invitation/accept', { token, other_account: 'yes' })).status, 303)
  assert.equal((await family.grants(other.account, owner.patient)).length, 1)
})

test('AZ-19: what the link gives can\'t be raised, and one link gives once', async () => {
  const owner = await family.owner()
  const guest = await family.other()
  const { token } = await family.invite(owner, { email: guest.account.email, level: 'billing' })
  const tabs = Array.from({ length: 8 }, () => guest.tab())
  await Promise.all(tabs.map((tab) => tab.get(`/family/invitation?token=${token}`)))
  const answers = await Promise.all(tabs.map((tab) => tab.post('/family/invitation/accept',
    { level: 'full', areas: FULL, patient_id: 1, once: null })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [303, ...Array(7).fill(404)])
  assert.deepEqual((await family.grants(guest.account, owner.patient)).map(({ areas }) => areas), ['billing'])
})

test('AZ-19: an invitation that was taken back is dead, and both are told', async () => {
  const owner = await family.owner()
  const { id, link, email } = await family.invite(owner)
  const page = await owner.get(`/family/${owner.patient.id}/withdraw/${id}`)
  assert.match(page.says, /Its link will not work any more/)
  assert.equal((await owner.post(`/family/${owner.patient.id}/withdraw/${id}`)).status, 303)
  assert.equal((await ctx.client().get(link)).status, 404)
  assert.equal((await ctx.mail(email, { count: 2 })).subject, 'An invitation was taken back')
  assert.deepEqual(await subjects(owner.account, 2), ['You invited somebody to your record', 'An invitation was taken back'])
  assert.equal((await owner.post(`/family/${owner.patient.id}/withdraw/${id}`, { once: null })).status, 404)
})

test('AZ-19: of two invitations to one address the older is dead', async () => {
  const owner = await family.owner()
  const first = await family.invite(owner, { email: 'twice@guests.example' })
  const second = await family.invite(owner, { email: 'twice@guests.example', mails: 2 })
  assert.equal((await ctx.client().get(first.link)).status, 404)
  assert.equal((await ctx.client().get(second.link)).status, 200)
})

test('AZ-19: who is not signed in can say no, and the patient is told', async () => {
  const owner = await family.owner()
  const { link } = await family.invite(owner)
  const visitor = ctx.client()
  await visitor.get(link)
  assert.match((await visitor.post('/family/invitation/decline')).says, /You said no/)
  assert.equal((await ctx.client().get(link)).status, 404)
  assert.deepEqual(await subjects(owner.account, 2), ['You invited somebody to your record', 'An invitation was declined'])
})

test('AZ-19: it gives nothing any more once its giver has no own record', async () => {
  const owner = await family.owner()
  const { link } = await family.invite(owner)
  await sql('UPDATE account SET disabled_at = UTC_TIMESTAMP() WHERE id = ?', [owner.account.id])
  assert.equal((await ctx.client().get(link)).status, 404)
})

test('SE-09: without the token of the page no answer counts', async () => {
  const owner = await family.owner()
  const guest = await family.other()
  const { token } = await family.invite(owner, { email: guest.account.email })
  for (const answer of ['accept', 'decline']) {
    assert.equal((await guest.post(`/family/invitation/${answer}`, { token }, { bare: true })).status, 403)
  }
  assert.deepEqual(await family.grants(guest.account, owner.patient), [])
})

// --- changed and ended ---

test('S65: the patient removes access: it ends with the next request, and both are told', async () => {
  const owner = await family.owner()
  const holder = await family.holder(owner.patient)
  assert.equal((await holder.get(`/health/${owner.patient.id}`)).status, 200)
  const page = await owner.get(`/family/${owner.patient.id}/remove/${holder.grant}`)
  assert.match(page.says, new RegExp(`Remove the access of ${holder.account.name}\\?.*This ends right away`))
  const done = await owner.follow(await owner.post(`/family/${owner.patient.id}/remove/${holder.grant}`))
  assert.match(done.says, /The access was removed\./)
  assert.equal((await holder.get(`/health/${owner.patient.id}`)).status, 404)
  assert.match((await ctx.mail(holder.account.email)).text, new RegExp(`has ended: ${owner.patient.name} took it away`))
  assert.match((await ctx.mail(owner.account.email)).text, /has ended: you took it away/)
  assert.deepEqual(await sql('SELECT revoked_by FROM access_grant WHERE id = ?', [holder.grant]), [{ revoked_by: 'patient' }])
})

test('S66: the patient changes the level: it counts with the next request, and both are told', async () => {
  const owner = await family.owner()
  const holder = await family.holder(owner.patient)
  const form = await owner.get(`/family/${owner.patient.id}/access/${holder.grant}`)
  assert.equal(form.form(`/family/${owner.patient.id}/access/${holder.grant}`).fields.level, 'full')
  await change(owner, holder.grant, { level: 'billing', last_day: '2027-03-01' })
  assert.equal((await holder.get(`/health/${owner.patient.id}`)).status, 404)
  assert.equal((await holder.get(`/home/${owner.patient.id}`)).status, 200)
  assert.match(section(await owner.get(SETTINGS), MINE), /Billing only .*Until March 1, 2027\./)
  assert.match((await ctx.mail(holder.account.email)).text, /From now on you can see bills.*It ends on March 1, 2027/s)
  assert.match((await ctx.mail(owner.account.email)).text, new RegExp(`From now on ${holder.account.name} can see bills`))
  await change(owner, holder.grant, { level: 'full', last_day: '' })
  assert.equal((await holder.get(`/health/${owner.patient.id}`)).status, 200)
})

test('S66: a last day is the last: at midnight of the practice it is over', async () => {
  const owner = await family.owner()
  const holder = await family.holder(owner.patient)
  await change(owner, holder.grant, { level: 'full', last_day: people.today })
  const [{ ends_at: ends }] = await sql('SELECT ends_at FROM access_grant WHERE id = ?', [holder.grant])
  const there = new Date(`${ends}Z`).toLocaleString('en-US', { timeZone: 'America/New_York', hour12: false, hour: 'numeric', minute: 'numeric' })
  assert.match(there, /^(24|00):00$/)
  assert.equal((await holder.get(`/health/${owner.patient.id}`)).status, 200)
})

test('SE-07: who gives up access has none with the next request, in every session; both are told', async () => {
  const owner = await family.owner()
  const holder = await family.holder(owner.patient)
  const second = await people.signedIn(holder.account)
  await holder.get(`/family/${owner.patient.id}/leave/${holder.grant}`)
  assert.equal((await holder.post(`/family/${owner.patient.id}/leave/${holder.grant}`)).location, '/family/settings?done=left')
  for (const as of [holder, second]) assert.equal((await as.get(`/home/${owner.patient.id}`)).status, 404)
  assert.match((await ctx.mail(owner.account.email)).text, new RegExp(`has ended: ${holder.account.name} gave it up`))
  assert.match((await ctx.mail(holder.account.email)).text, /has ended: you gave it up/)
})

test('AU-17: a password typed long ago is asked for again before access changes', async () => {
  const owner = await family.owner(40, { isFresh: false })
  const holder = await family.holder(owner.patient, {}, { isFresh: false })
  const asked = (answer) => /^\/account\/again/.test(answer.location ?? '') || /Is it you\?/.test(answer.says)
  const base = `/family/${owner.patient.id}`
  await owner.get(SETTINGS)
  for (const address of [`${base}/invite`, `${base}/access/${holder.grant}`, `${base}/remove/${holder.grant}`]) {
    assert.ok(asked(await owner.get(address)), address)
    assert.ok(asked(await owner.post(address, { name: 'X', email: 'x@guests.example', relation: 'son', level: 'billing' })), address)
  }
  assert.ok(asked(await holder.get(`${base}/leave/${holder.grant}`)))
  assert.equal((await family.grants(holder.account, owner.patient)).length, 1)
  assert.deepEqual(await sql('SELECT id FROM invitation WHERE patient_id = ?', [owner.patient.id]), [])
})

test('AZ-02: another\'s grants and invitations are not there, whoever asks', async () => {
  const [owner, stranger] = [await family.owner(), await family.owner()]
  const holder = await family.holder(owner.patient)
  const { id } = await family.invite(owner)
  for (const as of [stranger, holder]) {
    for (const address of [`access/${holder.grant}`, `remove/${holder.grant}`, `withdraw/${id}`, 'invite']) {
      const at = `/family/${owner.patient.id}/${address}`
      assert.equal((await as.get(at)).status, 404, at)
      await as.get(SETTINGS)
      assert.equal((await as.post(at, { level: 'full' })).status, 404, at)
    }
  }
  // The own patient in the path, the other's grant behind it.
  for (const address of [`access/${holder.grant}`, `remove/${holder.grant}`, `withdraw/${id}`, `leave/${holder.grant}`]) {
    assert.equal((await stranger.get(`/family/${stranger.patient.id}/${address}`)).status, 404, address)
  }
  const second = await family.holder(owner.patient)
  assert.equal((await second.get(`/family/${owner.patient.id}/leave/${holder.grant}`)).status, 404, 'nobody gives up another\'s')
  assert.equal((await family.grants(holder.account, owner.patient)).length, 1)
})

test('AZ-11: every act leaves a row with who did it and for whom', async () => {
  const owner = await family.owner()
  const guest = await family.other()
  const { token } = await family.invite(owner, { email: guest.account.email })
  await guest.get(`/family/invitation?token=${token}`)
  await guest.post('/family/invitation/accept')
  const [{ id }] = await sql('SELECT id FROM access_grant WHERE account_id = ?', [guest.account.id])
  await change(owner, id, { level: 'billing' })
  await remove(owner, id)
  const rows = await sql(`SELECT action, actor, account_id FROM audit WHERE patient_id = ?
    AND action IN ('invite', 'accept_invitation', 'change_access', 'remove_access') AND status = 303 ORDER BY id`, [owner.patient.id])
  assert.deepEqual(rows, [['invite', owner], ['accept_invitation', guest], ['change_access', owner], ['remove_access', owner]]
    .map(([action, { account }]) => ({ action, actor: account.name, account_id: account.id })))
})

// --- children and teenagers ---

test('S46: a child\'s guardian reads when it becomes billing only; a teenager\'s guardian has that', async () => {
  const mother = await family.other()
  const [child, teen] = [await family.patient(12), await family.patient(14)]
  for (const patient of [child, teen]) await family.grant(mother.account, patient, { basis: 'guardian', relation: 'mother' })
  const says = section(await mother.get(SETTINGS), `${mother.account.name} Access to Other Patients`)
  assert.match(says, new RegExp(`${child.name} Full .*From [A-Z][a-z]+ \\d+, ${Number(yearsBefore(child.birth_day, -13).slice(0, 4))} on, this is Billing only`))
  assert.match(says, new RegExp(`${teen.name} Billing only You can see bills`))
})

test('S47: a teenager gives a guardian Full, and takes it back; the bills stay', async () => {
  const teen = await family.owner(15)
  const mother = await family.holder(teen.patient, { basis: 'guardian', relation: 'mother' })
  const opens = async () => (await mother.get(`/health/${teen.patient.id}`)).status
  assert.equal(await opens(), 404)
  const says = section(await teen.get(SETTINGS), MINE)
  assert.match(says, /Billing only Can see bills.*Has it as your mother\. You can’t remove it\./)
  assert.equal((await teen.get(`/family/${teen.patient.id}/remove/${mother.grant}`)).status, 404)
  await change(teen, mother.grant, { level: 'full' })
  assert.equal(await opens(), 200)
  const given = (await family.grants(mother.account, teen.patient)).find(({ basis }) => basis === 'patient')
  assert.deepEqual([given.areas, given.given_by, given.given_name], [FULL, teen.account.id, teen.account.name])
  const [{ id }] = await sql("SELECT id FROM access_grant WHERE account_id = ? AND basis = 'patient'", [mother.account.id])
  await remove(teen, id)
  assert.equal(await opens(), 404)
  assert.equal((await mother.get(`/home/${teen.patient.id}`)).status, 200)
})

test('AZ-09: neither parent nor others give Full on a teenager\'s record, and an old password gives nothing', async () => {
  const teen = await family.owner(13, { isFresh: false })
  const mother = await family.holder(teen.patient, { basis: 'guardian', relation: 'mother' })
  const aunt = await family.holder(teen.patient)
  for (const as of [mother, aunt]) {
    for (const address of [`access/${mother.grant}`, 'invite']) {
      assert.equal((await as.get(`/family/${teen.patient.id}/${address}`)).status, 404)
      await as.get(SETTINGS)
      assert.equal((await as.post(`/family/${teen.patient.id}/${address}`, { level: 'full' })).status, 404)
    }
  }
  await teen.get(SETTINGS)
  const asked = await teen.post(`/family/${teen.patient.id}/access/${mother.grant}`, { level: 'full' })
  assert.equal(asked.status, 422)
  assert.match(asked.says, /Is it you\?/)
  assert.equal((await mother.get(`/health/${teen.patient.id}`)).status, 404)
})

test('S30: nobody is invited to the record of a child under 13', async () => {
  const child = await family.owner(12)
  const { answer } = await family.invite(child)
  assert.notEqual(answer.status, 303)
  assert.deepEqual(await sql('SELECT id FROM invitation WHERE patient_id = ?', [child.patient.id]), [])
})

// --- people whom the practice keeps away ---

for (const [how, column, value] of [['by account', 'account_id', ({ id }) => id],
  ['by address', 'email_key', ({ email }) => email], ['by name', 'name_key', ({ name }) => name.toLowerCase().replaceAll(' ', '')]]) {
  test(`AZ-17: whom the practice blocks ${how} gets no access by invitation, and no reason`, async () => {
    const owner = await family.owner()
    const guest = await family.other()
    const invited = await family.invite(owner, { email: guest.account.email })
    await sql(`INSERT INTO access_block (patient_id, name, name_key, why, blocked_by, blocked_at)
      VALUES (?, 'Somebody', 'somebody', 'court order', 1, UTC_TIMESTAMP())`, [owner.patient.id])
    await sql(`UPDATE access_block SET ${column} = ? WHERE patient_id = ?`, [value(guest.account), owner.patient.id])
    await guest.get(invited.link)
    const answer = await guest.post('/family/invitation/accept')
    assert.equal(answer.status, 404)
    assert.doesNotMatch(answer.says, /block|court/i)
    assert.deepEqual(await family.grants(guest.account, owner.patient), [])
    if (how === 'by account') return
    const again = await family.invite(owner, { name: guest.account.name, email: guest.account.email })
    assert.equal(again.answer.status, 422)
    assert.match(again.answer.says, /Please call the office/)
  })
}

test('AZ-17: a suspended access is paused for both, and a new invitation does not get around it', async () => {
  const owner = await family.owner()
  const holder = await family.holder(owner.patient)
  await sql("UPDATE access_grant SET suspended_at = UTC_TIMESTAMP(), suspended_why = 'Safety' WHERE id = ?", [holder.grant])
  for (const as of [owner, holder]) {
    const page = await as.get(SETTINGS)
    assert.match(page.says, /The practice has paused this access\. Call us/)
    assert.doesNotMatch(page.says, /Safety/)
  }
  await remove(owner, holder.grant)
  const { link } = await family.invite(owner, { email: holder.account.email, mails: 2 })
  await holder.get(link)
  assert.equal((await holder.post('/family/invitation/accept')).status, 404)
  assert.equal((await holder.get(`/home/${owner.patient.id}`)).status, 404)
})

test('AZ-17: nobody has the same access twice; a new one takes the place of the old one', async () => {
  const owner = await family.owner()
  const holder = await family.holder(owner.patient, { areas: 'billing', basis: 'passcode' })
  const accept = async (level, mails) => {
    const { link } = await family.invite(owner, { email: holder.account.email, level, mails })
    await holder.get(link)
    return holder.post('/family/invitation/accept')
  }
  assert.match((await accept('billing', 1)).says, /You have this access already/)
  assert.equal((await accept('full', 2)).status, 303)
  assert.deepEqual((await family.grants(holder.account, owner.patient)).map(({ areas, basis }) => [areas, basis]), [[FULL, 'invited']])
})
