// The end of a session as the browser shows it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chromium as engine } from 'playwright-core'
import { browser, open } from '../lib/browser.mjs'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const chromium = await browser()
const { id } = await people.patient('dana')
const MINUTE = 60000

/** A page whose clock stands still until runFor(). */
async function timed(path) {
  const page = await open(chromium, ctx, { as: await ctx.signIn('dana.whitfield@mail.example') })
  await page.clock.install()
  await page.goto(path)
  page.asked = []
  page.on('request', (request) => page.asked.push(`${request.method()} ${new URL(request.url()).pathname}`))
  return page
}

const warning = (page) => page.getByText('You will be signed out in 2 minutes.')

test('SE-04: two minutes before the end, a page warns', async () => {
  const page = await timed(`/home/${id}`)
  await page.clock.runFor(12.9 * MINUTE)
  assert.equal(await warning(page).isVisible(), false)
  await page.clock.runFor(0.3 * MINUTE)
  assert.equal(await warning(page).isVisible(), true)
  assert.equal(await page.locator('.timeout').getAttribute('role'), 'alert')
})

test('SE-04: "Stay signed in" keeps the session, and the warning comes again later', async () => {
  const page = await timed(`/home/${id}`)
  await page.clock.runFor(14 * MINUTE)
  const [answer] = await Promise.all([page.waitForResponse('**/account/stay'), page.getByRole('button', { name: 'Stay signed in' }).click()])
  assert.equal(answer.status(), 204)
  await warning(page).waitFor({ state: 'hidden' })
  await page.clock.runFor(12.5 * MINUTE)
  assert.equal(await warning(page).isVisible(), false)
  await page.clock.runFor(MINUTE)
  assert.equal(await warning(page).isVisible(), true)
  assert.deepEqual(page.complaints, [])
})

test('SE-04: by itself a page asks for nothing that would keep the session alive', async () => {
  const page = await timed(`/home/${id}`)
  await page.clock.runFor(14.9 * MINUTE)
  assert.deepEqual(page.asked.filter((one) => !one.includes(' /static/')), [])
})

test('SE-04: when the time is over, health information leaves the screen', async () => {
  const page = await timed(`/health/${id}`)
  await ctx.clock(16 * 60)
  try {
    const there = page.waitForURL('**/account/sign-in**')
    await page.clock.runFor(15.3 * MINUTE)
    await there
    assert.doesNotMatch(await page.locator('body').innerText(), /Dana|Lisinopril/)
  } finally {
    await ctx.clock(0)
  }
})

test('SE-04: "Stay signed in" after the end leads to the sign-in page', async () => {
  const page = await timed(`/health/${id}`)
  await page.clock.runFor(14 * MINUTE)
  await ctx.clock(16 * 60)
  try {
    await page.getByRole('button', { name: 'Stay signed in' }).click()
    await page.waitForURL('**/account/sign-in**')
  } finally {
    await ctx.clock(0)
  }
})

/** Sign out by the menu. */
async function signOut(page) {
  await page.getByText('My profile').click()
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Sign out' }).click()])
}

/** See a record, sign out, and press Back as often as it goes. */
async function goBack(it) {
  const page = await open(it, ctx, { as: await ctx.signIn('dana.whitfield@mail.example') })
  for (const path of ['home', 'health', 'records']) await page.goto(`/${path}/${id}`)
  await signOut(page)
  for (let i = 0; i < 4; i++) {
    await page.goBack().catch(() => {})
    await page.waitForTimeout(200)
    assert.doesNotMatch(await page.locator('body').innerText(), /Dana|Lisinopril|Sulfa/, page.url())
  }
}

test('SE-06: after signing out, Back shows no health information', () => goBack(chromium))

test('SE-06: nor with the browser\'s store of whole pages', async () => {
  const it = await engine.launch({ executablePath: process.env.KITH_CHROMIUM ?? '/usr/bin/chromium',
    ignoreDefaultArgs: ['--disable-back-forward-cache'], args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] })
  try {
    await goBack(it)
  } finally {
    await it.close()
  }
})

test('SE-06: a page that the browser had kept asks the server before it is read', async () => {
  const page = await open(chromium, ctx, { as: await ctx.signIn('dana.whitfield@mail.example') })
  await page.goto(`/health/${id}`)
  await page.context().clearCookies()
  await Promise.all([page.waitForURL('**/account/sign-in**'),
    page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))])
})
