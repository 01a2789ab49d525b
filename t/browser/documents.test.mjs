// Documents and "Who looked": what only a browser shows.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { axe, browser, NARROW, open, overflows } from '../lib/browser.mjs'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const chromium = await browser()
let as, walter, pages

before(async () => {
  walter = await people.patient('walter')
  const [account] = await ctx.sql("SELECT a.id, a.name, a.email FROM account a JOIN access_grant g ON g.account_id = a.id WHERE g.patient_id = ? AND g.basis = 'self'", [walter.id])
  as = await people.signedIn(account)
  const documents = await ctx.sql("SELECT media_type, MIN(id) AS id FROM document WHERE patient_id = ? AND status = 'current' GROUP BY media_type", [walter.id])
  pages = [`/health/${walter.id}/documents`, ...documents.map(({ id }) => `/health/${walter.id}/documents/${id}`), `/records/${walter.id}/activity`,
    `/records/${walter.id}/activity?sort=who&who=me`]
})

test('E1-W: documents and who looked have no fault that axe finds, wide and narrow, light and dark', async () => {
  for (const how of [{}, { viewport: NARROW, scheme: 'dark' }]) {
    const page = await open(chromium, ctx, { as, ...how })
    for (const address of pages) {
      await page.goto(address)
      assert.deepEqual(await axe(page), [], address)
      assert.equal(await overflows(page), false, address)
    }
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  }
})

test('E1-W: by keyboard: from My health to a document, and to who read it', async () => {
  const page = await open(chromium, ctx, { as })
  await page.goto(`/health/${walter.id}`)
  await page.getByRole('link', { name: 'Documents', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/documents$/)
  await page.locator('.rows h3 a').first().focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/documents\/\d+$/)
  const title = await page.locator('h1').innerText()
  assert.ok(title.length > 3)
  await page.locator('details.me > summary').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Who looked at the record' }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/activity$/)
  assert.match(await page.locator('table.log').first().innerText(), /Read a document/)
})
