// The family's messages in a browser: writing, what
// is kept, what is refused.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { browser, open } from '../lib/browser.mjs'
import { png } from '../lib/files.mjs'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const { sql } = ctx
const people = new People(ctx)
const chromium = await browser()
const PHOTO = { name: 'rash.png', mimeType: 'image/png', buffer: png() }
const NO_PHOTO = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') }
const TEXT = 'Owen coughs at night. Should we come in?'
let owen, dana, mother

beforeEach(async () => {
  await ctx.reset()
  owen = await people.patient('owen')
  dana = await people.account('Dana Mother')
  await people.grant(dana, owen, { basis: 'guardian', relation: 'mother' })
  mother = await people.signedIn(dana)
})

const messages = () => sql('SELECT * FROM message ORDER BY id')
const drafts = () => sql('SELECT * FROM draft ORDER BY id')
const home = (who = owen) => `/home/${who.id}`
const text = (page) => page.locator('#message')
const press = (page) => page.getByRole('button', { name: 'Send message', exact: true }).click()
const sent = (page) => page.getByText('Your message was sent.').waitFor()

/** The start page with its form open. */
async function composer(options = {}, at = home()) {
  const page = await open(chromium, ctx, { as: mother, ...options })
  page.setDefaultTimeout(10000)
  await page.goto(at)
  if (!await text(page).isVisible()) await page.locator('#write > summary').click()
  return page
}

/** Everything that a message needs. */
async function fill(page, body = TEXT) {
  await page.locator('#provider').selectOption(await page.locator('#provider option', { hasText: 'Ortega' }).getAttribute('value'))
  const office = page.locator('#office')
  if (await office.inputValue() === '') {
    await office.selectOption(await page.locator('#office option:not([value=""]):not([disabled])').first().getAttribute('value'))
  }
  await page.locator('#subject').selectOption({ label: 'Medical question' })
  await text(page).fill(body)
}

const saved = (page) => page.getByText('Saved at').waitFor()

test('S73: a mother writes for her son from the start page, with a photo', async () => {
  const page = await composer()
  await fill(page)
  await page.locator('#files').setInputFiles(PHOTO)
  await page.locator('[data-chosen]').waitFor()
  await press(page)
  await sent(page)
  assert.match(await page.locator('.thread').innerText(), /Owen coughs at night[^]*rash\.png/)
  assert.equal((await messages()).length, 1)
  assert.deepEqual(page.complaints, [])
})

test('SE-04: the draft survives a closed tab, and is there on another device', async () => {
  const page = await composer()
  await fill(page, 'Half a thought')
  await page.close({ runBeforeUnload: false })
  await new Promise((done) => { setTimeout(done, 700) })
  const other = await composer({ as: await people.signedIn(dana) })
  assert.equal(await text(other).inputValue(), 'Half a thought')
  assert.equal(await other.locator('#subject option:checked').innerText(), 'Medical question')
})

test('SE-04: the draft saves itself while one writes, and outlives the session', async () => {
  const page = await composer()
  await fill(page, 'Before the time-out')
  await saved(page)
  await sql('DELETE FROM session')
  await text(page).fill('After the time-out')
  await page.getByText('You were signed out. Your text is still here').waitFor()
  assert.equal((await drafts())[0].body, 'Before the time-out')
  assert.equal(await text(page).inputValue(), 'After the time-out')
})

test('S83: the counter counts as the server does', async () => {
  const page = await composer()
  for (const [body, n] of [['é', 1], ['e\u0301', 1], ['👍🏽', 1], ['👩‍👩‍👧', 1], ['  a\nb ', 3]]) {
    await text(page).fill(body)
    assert.match(await page.locator('[data-count]').innerText(), new RegExp(`^${n} of `), body)
  }
  const max = Number(await text(page).getAttribute('data-max'))
  await fill(page, '👍🏽'.repeat(max))
  await press(page)
  await sent(page)
})

test('S87: a refused file is named beside the field, and the text stays', async () => {
  const page = await composer()
  await fill(page)
  await page.locator('#files').setInputFiles([NO_PHOTO, PHOTO])
  await page.getByText('notes.txt is not a PDF, JPEG, JPG or PNG file.').first().waitFor()
  assert.equal(await text(page).inputValue(), TEXT)
  assert.equal((await messages()).length, 0)
})
