// Find a patient and open a chart, as a member of staff does it on any screen.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeInBothSchemes, browser, htmlValidate, NARROW, open, overflows } from '../lib/browser.mjs'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const chromium = await browser()
const owen = await people.patient('owen')
const walter = await people.patient('walter')
const nurse = await people.staffSignedIn(await people.staff('Test Nurse', { roles: 'clinician', pools: ['Care team'] }))

async function visit(path, options) {
  const page = await open(chromium, ctx, { as: nurse, ...options })
  await page.goto(path)
  return page
}

const press = (page, locator) => Promise.all([page.waitForEvent('load'), locator.click()])

for (const javaScriptEnabled of [true, false]) {
  test(`AZ-13: from a name to the chart, with the reason${javaScriptEnabled ? '' : ', without script'}`, async () => {
    const page = await visit('/staff/patients', { javaScriptEnabled })
    await page.getByLabel('Name, date of birth or record number').fill('owen')
    await press(page, page.getByRole('button', { name: 'Find' }))
    await press(page, page.getByRole('link', { name: 'Owen Thomas Whitfield' }))
    await press(page, page.getByRole('link', { name: 'Open chart' }))
    if (await page.getByRole('heading', { name: 'Why do you need this chart?' }).count() > 0) {
      await page.getByText('The patient or family has a question').click()
      await press(page, page.getByRole('button', { name: 'Open chart' }))
    }
    assert.equal(await page.locator('h1').innerText(), 'Chart')
    assert.match(await page.locator('main').innerText(), /Owen Thomas Whitfield[^]*Peanut/)
    assert.deepEqual(page.complaints, [])
  })
}

const pages = { 'the search': '/staff/patients', 'hits': '/staff/patients?q=abara', 'nobody found': '/staff/patients?q=zzzz',
  'a search that is too short': '/staff/patients?q=o', 'a patient': `/staff/patients/${owen.id}`,
  'the reason': `/staff/patients/${walter.id}/chart`, 'the chart': `/staff/patients/${owen.id}/chart` }
let window
for (const [what, path] of Object.entries(pages)) {
  test(`E1-W: ${what} has no fault that axe finds, light or dark, and fits in 320 px`, async () => {
    window ??= await open(chromium, ctx, { as: nurse, viewport: NARROW })
    await window.goto(path)
    assert.deepEqual(await axeInBothSchemes(window), [])
    assert.equal(await overflows(window), false)
    assert.deepEqual(window.complaints.splice(0).filter((one) => !/status of 422/.test(one)), [])
  })
  test(`E1-W: the markup of ${what} is valid`, async () => {
    assert.deepEqual(await htmlValidate((await nurse.get(path)).text), [])
  })
}
