// The security option in a browser: the first set-up by keyboard and without
// script, on a small screen; the sign-in that asks for it; the page "Security".
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { axe, browser, NARROW, open, overflows, shot } from '../lib/browser.mjs'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'
import { totp } from '../lib/totp.mjs'

const ctx = await portal()
const people = new People(ctx)
const chromium = await browser()
let nina

beforeEach(async () => {
  await ctx.reset()
  nina = await people.account('Nina New')
  await ctx.sql('UPDATE account SET needs_option = TRUE WHERE id = ?', [nina.id])
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

async function signIn(page) {
  await page.goto('/account/sign-in')
  await page.getByLabel('Email').fill(nina.email)
  await page.getByLabel('Password', { exact: true }).fill(ctx.PASSWORD)
  await press(page, 'Sign in')
}

/** Tab until something is focused that has these words. */
async function tabTo(page, words) {
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab')
    const said = await page.evaluate(() => {
      const it = document.activeElement
      return [it.innerText, it.value, it.id, it.name].join(' ')
    })
    if (said.includes(words)) return
  }
  throw new Error(`${words} can't be reached by keyboard`)
}

async function enter(page) {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
}

/** From the choice to the recovery codes; the app's secret is given back. */
async function setUp(page, seen = async () => {}) {
  assert.equal(await h1(page), 'Choose your security option')
  await seen('option-first')
  await page.getByText('Authenticator app', { exact: true }).click()
  await press(page, 'Continue')
  assert.equal(await h1(page), 'Connect an authenticator app')
  await seen('option-app')
  await page.getByText('I can’t scan it').click()
  const secret = await page.locator('#secret').innerText()
  await page.getByRole('textbox', { name: 'Code' }).fill(totp(secret, ctx.stack.now))
  await press(page, 'Continue')
  assert.equal(await h1(page), 'Print your recovery codes')
  await seen('recovery-codes')
  return secret
}

for (const scheme of ['light', 'dark']) {
  test(`S126: from the choice to the welcome page at 320 px, ${scheme}`, async () => {
    const page = await open(chromium, ctx, { viewport: NARROW, scheme })
    await signIn(page)
    const secret = await setUp(page, (name) => look(page, `${name}-${scheme}`))
    assert.equal(await page.locator('.codes li').count(), 10)
    assert.equal(await page.getByRole('button', { name: 'Print' }).isVisible(), true)
    await Promise.all([page.waitForEvent('load'), page.getByRole('link', { name: 'I have kept them' }).click()])
    assert.match(await h1(page), /^Welcome/)
    await page.goto('/account/security')
    await look(page, `security-${scheme}`)
    await page.context().clearCookies()
    await signIn(page)
    assert.equal(await h1(page), 'One more step')
    await look(page, `second-${scheme}`)
    await page.getByRole('textbox', { name: 'Code' }).fill(totp(secret, ctx.stack.now, 1))
    await press(page, 'Sign in')
    assert.match(await h1(page), /^Welcome/)
    assert.deepEqual(page.complaints, [])
  })
}

test('S126: the set-up works without script, by keyboard alone', async () => {
  const page = await open(chromium, ctx, { javaScriptEnabled: false, as: await people.signedIn(nina, { isFresh: true }) })
  await page.goto('/account/welcome')
  await tabTo(page, 'app')
  await page.keyboard.press('Space')
  await enter(page)
  assert.equal(await h1(page), 'Connect an authenticator app')
  const secret = (await page.locator('#secret').textContent())
  await tabTo(page, 'code')
  await page.keyboard.type(totp(secret, ctx.stack.now))
  await enter(page)
  assert.equal(await h1(page), 'Print your recovery codes')
  assert.equal(await page.locator('.codes li').count(), 10)
})

test('S125: a phone gets the code, and a wrong one is told beside the field', async () => {
  const page = await open(chromium, ctx, { viewport: NARROW, as: await people.signedIn(nina, { isFresh: true }) })
  await page.goto('/account/security/first')
  await page.getByText('Text message', { exact: true }).click()
  await press(page, 'Continue')
  await look(page, 'option-text')
  await page.getByLabel('Mobile phone number').fill('914-555-0148')
  await press(page, 'Text me a code')
  await look(page, 'option-text-sent')
  await page.getByRole('textbox', { name: 'Code' }).fill('000000')
  await press(page, 'Continue')
  assert.match(await page.locator('#code-error').innerText(), /That is not the code/)
  await page.getByRole('textbox', { name: 'Code' }).fill(ctx.codeOf(await ctx.mail('+19145550148')))
  await press(page, 'Continue')
  assert.equal(await h1(page), 'Print your recovery codes')
})

test('S125: what the sign-in asks for can be another way, and can be wrong', async () => {
  const page = await open(chromium, ctx, { viewport: NARROW })
  await signIn(page)
  await setUp(page)
  await page.context().clearCookies()
  await signIn(page)
  await Promise.all([page.waitForEvent('load'), page.getByRole('link', { name: 'Use a recovery code' }).click()])
  await look(page, 'second-recovery')
  await page.getByRole('textbox', { name: 'Recovery code' }).fill('AAAAA-AAAAA')
  await press(page, 'Sign in')
  await look(page, 'second-recovery-wrong')
  assert.match(await page.locator('#code-error').innerText(), /not one of your recovery codes/)
})
