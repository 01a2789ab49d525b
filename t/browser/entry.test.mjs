// The pages that anybody may see, in a real browser: readable by all, on any
// screen, from our origin alone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, browser, htmlValidate, NARROW, open, overflows, PHONE, WIDE } from '../lib/browser.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const chromium = await browser()

const PAGES = ['/account/sign-in', '/account/sign-up', '/nowhere']

for (const path of PAGES) {
  for (const scheme of ['light', 'dark']) {
    test(`WCAG: ${path} has no fault that axe finds, ${scheme}`, async () => {
      const page = await open(chromium, ctx, { scheme })
      await page.goto(path)
      assert.deepEqual(await axe(page), [])
    })
  }

  test(`WCAG: ${path} is never wider than the window`, async () => {
    for (const viewport of [WIDE, PHONE, NARROW]) {
      const page = await open(chromium, ctx, { viewport })
      await page.goto(path)
      assert.equal(await overflows(page), false, `at ${viewport.width} pixels`)
    }
  })

  test(`IO-05: ${path} asks no other origin, and breaks no policy`, async () => {
    const page = await open(chromium, ctx)
    await page.goto(path, { waitUntil: 'networkidle' })
    // The browser itself reports the status of a page that is not there.
    assert.deepEqual(page.complaints.filter((said) => !said.includes('404')), [])
  })

  test(`markup: ${path} is valid`, async () => {
    assert.deepEqual(await htmlValidate((await ctx.client().get(path)).text), [])
  })
}
