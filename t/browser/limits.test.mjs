// A limit to sharing, from the question to the answer, in a real browser.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeInBothSchemes, browser, htmlValidate, NARROW, open, overflows } from '../lib/browser.mjs'
import { Documents } from '../lib/documents.mjs'
import { Family } from '../lib/family.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const family = new Family(ctx)
const documents = new Documents(ctx)
const chromium = await browser()

/** No fault that axe finds, valid, and nothing wider than a small window, in both schemes. */
async function judge(page, where, as) {
  assert.deepEqual(await axeInBothSchemes(page), [], where)
  assert.equal(await overflows(page), false, `${where} is wider than the window`)
  assert.deepEqual(page.complaints, [], where)
  if (as) assert.deepEqual(await htmlValidate((await as.get(new URL(page.url()).pathname)).text), [], where)
}

const press = (page, name) => Promise.all([page.waitForEvent('load'), page.getByRole('button', { name }).click()])

/** Go on with Tab to a field or button and give it the focus. */
async function tabTo(page, locator) {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab')
    if (await locator.evaluate((element) => element === document.activeElement)) return
  }
  assert.fail(`${locator} is not reached by Tab`)
}

test('E1-R: asked for by keyboard, decided, seen and ended; axe, 320 px, light and dark', async () => {
  const owner = await family.owner()
  const member = await family.people.staff('Test Nurse')
  const nurse = await family.people.staffSignedIn(member)
  await documents.openChart(member, owner.patient)
  const page = await open(chromium, ctx, { as: owner, viewport: NARROW })
  await page.goto(`/records/${owner.patient.id}`)
  await tabTo(page, page.getByRole('link', { name: 'Ask us to limit sharing' }))
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  await tabTo(page, page.getByRole('button', { name: 'Send request' }))
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  assert.match(await page.title(), /^Error: /)
  page.complaints.length = 0 // The browser tells of the 422.
  await judge(page, 'errors')
  await page.getByRole('link', { name: 'Choose at least one.' }).click()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.getByLabel('Who should not get it, and for what?').fill('My neighbor works for you. She should not read my record.')
  await press(page, 'Send request')
  assert.match(await page.locator('main').innerText(), /Your request was sent/)
  await judge(page, 'asked', owner)

  const desk = await open(chromium, ctx, { as: nurse, viewport: NARROW })
  await desk.goto('/staff/documents')
  await judge(desk, 'work list', nurse)
  await Promise.all([desk.waitForEvent('load'), desk.getByRole('link', { name: owner.patient.name }).click()])
  await judge(desk, 'request', nurse)
  await desk.getByLabel('Agree to a part').check()
  await desk.getByLabel('Words for who asked').fill('Your neighbor does not read it. In an emergency she may have to.')
  await press(desk, 'Send answer')
  await judge(desk, 'answered', nurse)
  for (const path of [`/staff/documents/${owner.patient.id}`, `/staff/patients/${owner.patient.id}`, `/staff/patients/${owner.patient.id}/chart`]) {
    await desk.goto(path)
    await judge(desk, path.replace(/\W+/g, ' ').replace(/\d+/, 'patient').trim(), nurse)
  }

  await page.reload()
  await page.getByText('End this limit').click()
  await judge(page, 'answer', owner)
  await press(page, 'End the limit')
  assert.match(await page.locator('main').innerText(), /The limit has ended/)
})
