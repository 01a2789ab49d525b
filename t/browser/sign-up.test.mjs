// Signing up, as a person does it: from the first page to the Welcome page,
// with the code that came by mail.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browser, open, PHONE } from '../lib/browser.mjs'
import { People, yearsBefore } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'
import { totp } from '../lib/totp.mjs'

const ctx = await portal()
const people = new People(ctx)
const chromium = await browser()

/** Press a button or follow a link, and wait for the next page. */
async function press(page, role, name) {
  await Promise.all([page.waitForEvent('load'), page.getByRole(role, { name, exact: true }).first().click()])
}

const h1 = (page) => page.locator('h1').innerText()

/** To the form "Tell us who you are". */
async function begin(page) {
  await page.goto('/account/sign-in')
  await press(page, 'link', 'Sign up today')
  await page.getByRole('radio', { name: /^Patient I am/ }).check()
  await press(page, 'button', 'Continue')
}

async function tellWho(page, { first_name, last_name, birth_date, email }) {
  await page.getByLabel('First name').fill(first_name)
  await page.getByLabel('Last name').fill(last_name)
  await page.getByLabel('Date of birth').fill(birth_date)
  await page.getByLabel('Email that the practice has on file').fill(email)
  await press(page, 'button', 'Continue')
}

test('S21: the sign-in page has "Sign up today"', async () => {
  const page = await open(chromium, ctx)
  await page.goto('/account/sign-in')
  await press(page, 'link', 'Sign up today')
  assert.equal(new URL(page.url()).pathname, '/account/sign-up')
})

test('S22: sign-up asks "Who will use this account?"', async () => {
  const page = await open(chromium, ctx)
  await page.goto('/account/sign-up')
  assert.match(await h1(page), /^Who will use this account\?$/)
  assert.equal(await page.getByRole('group', { name: /Who will use this account\?/ }).count(), 1)
})

test('S23: "Patient" is one of two ways', async () => {
  const page = await open(chromium, ctx)
  await page.goto('/account/sign-up')
  assert.deepEqual(await page.locator('.choice b').allInnerTexts(), ['Patient', 'Patient\'s family member'])
  await page.getByText('Patient', { exact: true }).click()
  assert.equal(await page.locator('input[value=patient]').isChecked(), true)
})

for (const javaScriptEnabled of [true, false]) {
  test(`S26: from "Sign up today" to the Welcome page, ${javaScriptEnabled ? 'on a phone' : 'without script'}`, async () => {
    const who = await people.typed(javaScriptEnabled ? 'siobhan' : 'chen91')
    const page = await open(chromium, ctx, { javaScriptEnabled, viewport: PHONE })
    await begin(page)
    assert.equal(await h1(page), 'Tell us who you are', 'S24')
    await tellWho(page, who)
    assert.equal(await h1(page), 'Enter your code', 'S25')
    await page.getByLabel('Code').fill(ctx.codeOf(await ctx.mail(who.email)))
    await press(page, 'button', 'Continue')
    assert.equal(await h1(page), 'How you will sign in')
    await page.getByLabel('Password', { exact: true }).fill(ctx.PASSWORD)
    await page.getByLabel('Type it again').fill(ctx.PASSWORD)
    await press(page, 'button', 'Make my account')
    assert.equal(await h1(page), 'Choose your security option', 'S126')
    await page.getByRole('radio', { name: /^Authenticator app/ }).check()
    await press(page, 'button', 'Continue')
    await page.getByRole('textbox', { name: 'Code' }).fill(totp(await page.locator('#secret').textContent(), ctx.stack.now))
    await press(page, 'button', 'Continue')
    await press(page, 'link', 'I have kept them')
    assert.equal(new URL(page.url()).pathname, '/account/welcome')
    assert.equal(await h1(page), `Welcome, ${(await people.patient(javaScriptEnabled ? 'siobhan' : 'chen91')).given}`)
    assert.deepEqual(page.complaints, [])
    // S27: in the own account, with the own record.
    await press(page, 'link', 'My health')
    assert.match(await page.locator('.who').innerText(), /This is your own record/)
  })
}

test('S24: what was typed stays when something is missing, and the fields say what', async () => {
  const page = await open(chromium, ctx)
  await begin(page)
  await tellWho(page, { first_name: 'Siobhan', last_name: '', birth_date: '1997-01-14', email: 'siobhan' })
  assert.equal(await page.getByLabel('First name').inputValue(), 'Siobhan')
  assert.equal(await page.getByLabel('Date of birth').inputValue(), '1997-01-14')
  assert.match(await page.title(), /^Error: /)
  assert.equal(await page.getByLabel('Last name').getAttribute('aria-invalid'), 'true')
  assert.match(await page.locator('#last_name-error').innerText(), /Enter your last name\./)
  await page.getByRole('link', { name: 'Enter your last name.' }).click()
  assert.equal(await page.evaluate(() => document.activeElement.id), 'last_name')
})

test('S25: somebody whom the practice does not know sees the same page and gets no code', async () => {
  const page = await open(chromium, ctx)
  await begin(page)
  await tellWho(page, { first_name: 'Nobody', last_name: 'Here', birth_date: '1980-02-03', email: 'nobody@people.example' })
  assert.equal(await h1(page), 'Enter your code')
  await people.posted()
  assert.equal(ctx.mails('nobody@people.example').length, 0)
})

test('S27: who has signed up can sign in with the own email and password', async () => {
  const who = await people.typed('chen64')
  await ctx.signUp(who)
  const page = await open(chromium, ctx)
  await page.goto('/account/sign-in')
  await page.getByLabel('Email').fill(who.email)
  await page.getByLabel('Password', { exact: true }).fill(ctx.PASSWORD)
  await press(page, 'button', 'Sign in')
  assert.equal(await h1(page), 'One more step')
  // The code of now was used up by the set-up.
  await page.getByRole('textbox', { name: 'Code' }).fill(totp(ctx.apps.get(who.email), ctx.stack.now, 1))
  await press(page, 'button', 'Sign in')
  assert.match(await h1(page), /What is new for you/)
})

test('S28: a child is kindly told, and is asked for nothing more', async () => {
  const page = await open(chromium, ctx)
  await begin(page)
  await tellWho(page, { first_name: 'Owen', last_name: 'Whitfield', birth_date: yearsBefore(people.today, 8), email: 'dana.whitfield@mail.example' })
  assert.equal(await h1(page), 'A child under 13 cannot have an account')
  assert.match(await page.locator('main').innerText(), /A parent can help[^]*call us/)
  assert.equal(await page.locator('main input:not([type=hidden])').count(), 0)
  // No reload makes the child older; what was typed is gone.
  await page.goto('/account/sign-up/patient')
  for (const label of ['First name', 'Last name', 'Date of birth']) {
    assert.equal(await page.getByLabel(label).inputValue(), '')
  }
})

test('S28: a teen learns how the office sets it up', async () => {
  const page = await open(chromium, ctx)
  await begin(page)
  await tellWho(page, { first_name: 'Maya', last_name: 'Whitfield', birth_date: yearsBefore(people.today, 14), email: 'maya@mail.example' })
  assert.equal(await h1(page), 'You can have your own account')
})
