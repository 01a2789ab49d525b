// Signing up as a patient's family member, and Add Patient, as people do it.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { onFile, passcodeOf, refuseOf, wish } from '../lib/asking.mjs'
import { axe, browser, NARROW, open, overflows, PHONE } from '../lib/browser.mjs'
import { People, yearsBefore } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const chromium = await browser()
const SIOBHAN = 'siobhan.obrien@mail.example'

beforeEach(() => ctx.reset())

/** Press a button or follow a link, and wait for the next page. */
async function press(page, role, name) {
  await Promise.all([page.waitForEvent('load'), page.getByRole(role, { name, exact: true }).first().click()])
}

const h1 = (page) => page.locator('h1').innerText()

async function tellWhose(page, typed) {
  await page.getByLabel('Patient’s first name').fill(typed.first_name)
  await page.getByLabel('Patient’s last name').fill(typed.last_name)
  await page.getByLabel('Patient’s date of birth').fill(typed.birth_date)
  if (typed.name) await page.getByLabel('Your own first and last name').fill(typed.name)
  await page.getByLabel('You are the patient’s').selectOption(typed.relation)
}

/** Wait for a letter that comes after those that were there. */
async function next(to, doing) {
  const before = ctx.mails(to).length
  await doing()
  return ctx.mail(to, { count: before + 1 })
}

for (const javaScriptEnabled of [true, false]) {
  test(`S44: from "Patient's family member" to the own account, ${javaScriptEnabled ? 'on a phone' : 'without script'}`, async () => {
    const page = await open(chromium, ctx, { javaScriptEnabled, viewport: PHONE })
    await page.goto('/account/sign-up')
    await page.getByRole('radio', { name: /^Patient's family member/ }).check()
    await press(page, 'button', 'Continue')
    assert.equal(await h1(page), 'Whose record is it?', 'S34')
    const letter = await next(SIOBHAN, async () => {
      await tellWhose(page, await wish(people, 'siobhan'))
      await press(page, 'button', 'Send the passcode')
    })
    assert.equal(await h1(page), 'Enter the passcode', 'S37')
    await page.getByLabel('Passcode').fill(passcodeOf(letter))
    await press(page, 'button', 'Continue')
    assert.equal(await h1(page), 'Your own account', 'S42')
    const code = await next('tom@people.example', async () => {
      await page.getByLabel('Your date of birth').fill(yearsBefore(people.today, 43))
      await page.getByLabel('Email').fill('tom@people.example')
      await page.getByLabel('Password', { exact: true }).fill(ctx.PASSWORD)
      await page.getByLabel('Type it again').fill(ctx.PASSWORD)
      await press(page, 'button', 'Make my account')
    })
    await page.getByLabel('Code').fill(ctx.codeOf(code))
    await press(page, 'button', 'Continue')
    assert.match(new URL(page.url()).pathname, /^\/account\/(welcome|security\/first)$/)
    assert.deepEqual(page.complaints, [])
  })
}

test('S34: who comes back to the same browser finds the page of the passcode again', async () => {
  const page = await open(chromium, ctx)
  const letter = await next(SIOBHAN, async () => {
    await page.goto('/account/sign-up/family')
    await tellWhose(page, await wish(people, 'siobhan'))
    await press(page, 'button', 'Send the passcode')
  })
  await page.goto('/account/sign-up/family')
  await press(page, 'link', 'Enter the passcode')
  await page.getByLabel('Passcode').fill(passcodeOf(letter))
  await press(page, 'button', 'Continue')
  assert.equal(await h1(page), 'Your own account')
})

test('AZ-18: the patient says no with two presses', async () => {
  const asking = await open(chromium, ctx)
  const letter = await next(SIOBHAN, async () => {
    await asking.goto('/account/sign-up/family')
    await tellWhose(asking, await wish(people, 'siobhan'))
    await press(asking, 'button', 'Send the passcode')
  })
  const page = await open(chromium, ctx, { viewport: PHONE })
  await page.goto(refuseOf(letter))
  assert.equal(await h1(page), 'Say no to this request?')
  await press(page, 'button', 'Say no')
  assert.equal(await h1(page), 'You said no')
  assert.deepEqual(page.complaints, [])
})

test('S55: Add Patient: from the name and date of birth to the child\'s record', async () => {
  const lena = await people.patient('lena')
  await onFile(ctx, lena, 'abara@mail.example')
  const account = await people.account('Chidinma Abara')
  const page = await open(chromium, ctx, { as: await people.signedIn(account), viewport: PHONE })
  await page.goto('/family/add')
  assert.equal(await page.getByRole('radio', { name: /^No email/ }).isChecked(), true)
  const letter = await next('abara@mail.example', async () => {
    await tellWhose(page, await wish(people, 'lena', { relation: 'mother', name: undefined }))
    await press(page, 'button', 'Send the passcode')
  })
  await page.getByLabel('Passcode').fill(passcodeOf(letter))
  await press(page, 'button', 'Continue')
  await press(page, 'link', 'Open the record of Lena Abara')
  assert.equal(new URL(page.url()).pathname, `/home/${lena.id}`)
  assert.match(await page.locator('.who').innerText(), /Lena Abara/)
  assert.deepEqual(page.complaints, [])
})

test('E1-W: axe finds no fault in these pages, and none is wider than a small phone', async () => {
  const account = await people.account('Chidinma Abara')
  const visitor = ctx.client()
  await visitor.get('/account/sign-up/family')
  await visitor.follow(await visitor.post('/account/sign-up/family', await wish(people, 'harold')))
  const signedIn = await people.signedIn(account)
  await signedIn.get('/family/add')
  const { path } = await signedIn.follow(await signedIn.post('/family/add', await wish(people, 'lena', { own_email: 'none' })))
  const faults = []
  for (const [as, paths] of [[visitor, ['/account/sign-up/family', '/account/sign-up/passcode', '/account/refuse']],
    [signedIn, ['/family/add', path]]]) {
    const page = await open(chromium, ctx, { as, viewport: NARROW })
    for (const one of paths) {
      await page.goto(one)
      if (await overflows(page)) faults.push(`${one}: wider than the window`)
      faults.push(...(await axe(page)).map((what) => `${one}: ${what}`))
    }
    faults.push(...page.complaints)
  }
  assert.deepEqual(faults, [])
})
