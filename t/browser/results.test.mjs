// Results over time, compared, and growth, in a real browser: what only that
// shows.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeInBothSchemes, browser, NARROW, open, overflows } from '../lib/browser.mjs'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const chromium = await browser()
const account = async (email) => (await ctx.sql('SELECT id, name FROM account WHERE email_key = ?', [email]))[0]
const walter = await people.signedIn(await account('walter.brandt@mail.example'))
const dana = await people.signedIn(await account('dana.whitfield@mail.example'))
const [w, o] = [(await people.patient('walter')).id, (await people.patient('owen')).id]
const [{ id: glucose, report }] = await ctx.sql(`SELECT id, report_id AS report FROM observation WHERE patient_id = ? AND code = '2345-7'
  AND report_id IS NOT NULL ORDER BY taken_day DESC LIMIT 1`, [w])

const pages = new Map([[walter, [`/health/${w}/trends/${glucose}`, `/health/${w}/results/${report}/compare`,
  `/health/${w}/results/first`, `/health/${w}/measures`, `/health/${w}/results?q=sugar`]], [dana, [`/health/${o}/growth`]]])

test('E1-W: pages of values over time are free of faults, and fit a small phone, light and dark', async () => {
  for (const [as, paths] of pages) {
    const page = await open(chromium, ctx, { as, viewport: NARROW })
    for (const path of paths) {
      await page.goto(path)
      await page.evaluate(() => document.querySelectorAll('details.more').forEach((one) => { one.open = true }))
      assert.deepEqual(await axeInBothSchemes(page), [], path)
      assert.equal(await overflows(page), false, path)
    }
    assert.deepEqual(page.complaints, [])
  }
})

test('E1-W: with the keyboard a value in the picture is reached, says what it is, and leads to its report', async () => {
  const page = await open(chromium, ctx, { as: walter })
  await page.goto(`/health/${w}/trends/${glucose}`)
  const point = page.locator('svg.trend a').first()
  assert.match(await point.getAttribute('aria-label'), /November 12, 2026: 112.*mg\/dL, High/)
  for (let i = 0; i < 60 && !await point.evaluate((one) => one === document.activeElement); i++) await page.keyboard.press('Tab')
  assert.ok(await point.evaluate((one) => one === document.activeElement))
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  assert.equal(new URL(page.url()).pathname, `/health/${w}/results/${report}`)
})
