// "Forgot your password?" as people do it: the whole way to the home page, with
// and without script, and by keyboard alone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, browser, open, PHONE } from '../lib/browser.mjs'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const chromium = await browser()
const siobhan = await people.patient('siobhan')
const NEW = 'seven grey herons on ice'

const h1 = (page) => page.locator('h1').innerText()
const linkIn = (letter) => new URL(/href="([^"]*\/account\/link\/reset[^"]*)"/.exec(letter.html)[1])

async function press(page, role, name) {
  await Promise.all([page.waitForEvent('load'), page.getByRole(role, { name, exact: true }).first().click()])
}

/** An account with an authenticator app and Siobhan's record. */
async function account(name) {
  const made = people.accountWithApp(name)
  await people.grant(made, siobhan)
  return made
}

async function followMail(page, email) {
  const link = linkIn(await ctx.mail(email))
  await page.goto(link.pathname + link.search)
}

for (const javaScriptEnabled of [true, false]) {
  test(`S127: from "Forgot your password?" to the home page, ${javaScriptEnabled ? 'on a phone' : 'without script'}`, async () => {
    const anna = await account(javaScriptEnabled ? 'Anna Lund' : 'Bo Berg')
    const page = await open(chromium, ctx, { javaScriptEnabled, viewport: PHONE })
    await page.goto('/account/sign-in')
    await press(page, 'link', 'Forgot your password?')
    await page.getByLabel('Email').fill(anna.email)
    await press(page, 'button', 'Email me')
    assert.equal(await h1(page), 'Look at your email', 'S121')
    await followMail(page, anna.email)
    assert.equal(await h1(page), 'Reset your password', 'S122')
    assert.doesNotMatch(page.url(), /token/)
    await page.getByLabel('New password').fill(NEW)
    await page.getByLabel('Type it again').fill(NEW)
    await press(page, 'button', 'Save and continue')
    assert.equal(await h1(page), 'One more step', 'S125')
    await page.getByLabel(/code/i).first().fill(people.codeOf(anna))
    await Promise.all([page.waitForEvent('load'), page.locator('main form button.btn').first().click()])
    assert.equal(new URL(page.url()).pathname, `/home/${siobhan.id}`)
    assert.deepEqual(page.complaints, [])
  })
}

test('S123: by keyboard alone, with a mistake on the way', async () => {
  const anna = await account('Cara Cole')
  const page = await open(chromium, ctx)
  const next = async () => {
    await page.keyboard.press('Enter')
    await page.waitForEvent('load')
  }
  await page.goto('/account/forgot')
  await page.getByLabel('Email').focus()
  await page.keyboard.type(anna.email)
  await next()
  await followMail(page, anna.email)
  await page.getByLabel('New password').focus()
  await page.keyboard.type(NEW)
  await page.keyboard.press('Tab')
  await page.keyboard.type(`${NEW}x`)
  await next()
  assert.match(await page.locator('#problems').innerText(), /The two passwords are not the same/)
  assert.equal(await page.getByLabel('New password').inputValue(), '')
  await page.getByLabel('New password').focus()
  await page.keyboard.type(NEW)
  await page.keyboard.press('Tab')
  await page.keyboard.type(NEW)
  await next()
  assert.equal(await h1(page), 'One more step')
})

test('AU-14: the link in the mail is to the portal, and leads away from its own address', async () => {
  const anna = await account('Dora Dale')
  const page = await open(chromium, ctx)
  const referrers = []
  page.on('request', async (request) => referrers.push((await request.allHeaders()).referer ?? ''))
  await page.goto('/account/forgot')
  await page.getByLabel('Email').fill(anna.email)
  await press(page, 'button', 'Email me')
  const link = linkIn(await ctx.mail(anna.email))
  assert.equal(link.origin, ctx.base)
  await page.goto(link.pathname + link.search)
  await press(page, 'button', 'Save and continue')
  assert.ok(referrers.every((one) => !one.includes('token')), referrers.join())
})

test('S120: axe finds no fault in these pages', async () => {
  const anna = await account('Edda Eng')
  const page = await open(chromium, ctx)
  const faults = []
  const judge = async () => faults.push(...(await axe(page)).map((one) => `${page.url()}: ${one}`))
  await page.goto('/account/forgot')
  await judge()
  await page.getByLabel('Email').fill(anna.email)
  await press(page, 'button', 'Email me')
  await judge()
  await followMail(page, anna.email)
  await judge()
  await press(page, 'button', 'Save and continue')
  await judge()
  await page.goto('/account/link/reset?token=00')
  await judge()
  assert.deepEqual(faults, [])
})
