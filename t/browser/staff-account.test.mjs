// A member of the practice sets up the sign-in, as a person does it: from the
// link to the recovery codes, on a small screen, and comes back.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { axe, browser, NARROW, open, overflows, shot } from '../lib/browser.mjs'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'
import { totp } from '../lib/totp.mjs'

const ctx = await portal()
const people = new People(ctx)
const chromium = await browser()
const PASSWORD = 'cedar-lantern-orchard'
let olga

beforeEach(async () => {
  await ctx.reset()
  olga = people.staffAdd('olga.reyes@staff.example', 'Olga Reyes', { roles: 'auditor' })
})

const h1 = (page) => page.locator('h1').innerText()

async function press(page, name) {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).first().click()])
}

/** What the page must be on a small screen, in either scheme. */
async function look(page, name) {
  assert.deepEqual(await axe(page), [], name)
  assert.equal(await overflows(page), false, name)
  await shot(page, name)
}

async function setUp(page, seen = async () => {}) {
  await page.goto(olga.link)
  await seen('staff-start')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByLabel('Type it again').fill(PASSWORD)
  await press(page, 'Continue')
  assert.equal(await h1(page), 'Connect your phone')
  await seen('staff-app')
  await page.getByText('I can’t scan it').click()
  const secret = await page.locator('#secret').innerText()
  await page.getByRole('textbox', { name: 'Code' }).fill(totp(secret, ctx.stack.now))
  await press(page, 'Continue')
  assert.equal(await h1(page), 'Your recovery codes')
  await seen('staff-codes')
  return secret
}

for (const scheme of ['light', 'dark']) {
  test(`AU-06: from the link to the recovery codes at 320 px, ${scheme}`, async () => {
    const page = await open(chromium, ctx, { viewport: NARROW, scheme })
    await setUp(page, (name) => look(page, `${name}-${scheme}`))
    assert.equal(await page.locator('.codes li').count(), 10)
    await Promise.all([page.waitForEvent('load'), page.getByRole('link', { name: 'I have kept them' }).click()])
    assert.equal(await h1(page), 'Sign-in and security')
    await look(page, `staff-security-${scheme}`)
    assert.deepEqual(page.complaints, [])
  })
}

test('AU-06: the QR code holds what the app needs, as it is drawn', async () => {
  const page = await open(chromium, ctx)
  await page.goto(olga.link)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByLabel('Type it again').fill(PASSWORD)
  await press(page, 'Continue')
  const drawn = await page.evaluate(() => {
    const svg = document.querySelector('svg.qr')
    const size = svg.viewBox.baseVal.width - 8
    const rows = Array.from({ length: size }, () => Array(size).fill(0))
    for (const rect of svg.querySelectorAll('rect:not(.paper)')) {
      const [x, y, width] = ['x', 'y', 'width'].map((name) => Number(rect.getAttribute(name)))
      for (let i = x; i < x + width; i++) rows[y][i] = 1
    }
    return rows.map((row) => row.join(''))
  })
  // The finder patterns in three corners, the timing between them.
  const size = drawn.length
  assert.equal((size - 17) % 4, 0)
  for (const [x, y] of [[0, 0], [size - 7, 0], [0, size - 7]]) {
    assert.deepEqual([0, 1, 2, 3, 4, 5, 6].map((i) => drawn[y + i].slice(x, x + 7)),
      ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'])
  }
  assert.match(drawn[6].slice(8, size - 8), /^(10)*1$/)
})

test('E1-W: the sign-in works with the keyboard alone, and without a script', async () => {
  const secret = await setUp(await open(chromium, ctx))
  await ctx.sql('UPDATE staff SET totp_step = 0')
  const page = await open(chromium, ctx, { javaScriptEnabled: false })
  await page.goto('/staff/account/sign-in')
  await page.getByLabel('Work email').focus()
  await page.keyboard.type(olga.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(PASSWORD)
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  assert.equal(await h1(page), 'Enter your code')
  await page.getByRole('textbox', { name: 'Code' }).focus()
  await page.keyboard.type(totp(secret, ctx.stack.now))
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  assert.equal(await h1(page), 'Sign-in and security')
  assert.deepEqual(page.complaints, [])
})
