// Every page, as everybody sees it: no fault that axe finds in light or dark,
// valid markup, never wider than 320 pixels, nothing asked of anybody else.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { axeInBothSchemes, browser, htmlValidate, NARROW, open, overflows, WIDE } from '../lib/browser.mjs'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'
import { totp } from '../lib/totp.mjs'

const ctx = await portal()
const people = new People(ctx)
const chromium = await browser()
const patient = {}
for (const who of ['dana', 'owen', 'maya', 'walter', 'harold', 'jose', 'siobhan', 'ivy']) patient[who] = await people.patient(who)

/** Somebody without an account in the demonstration; children as a guardian. */
async function account(who, child) {
  const made = await people.account(`${patient[who].first_name} ${patient[who].last_name}`)
  await people.grant(made, patient[who], { basis: 'self' })
  if (child) await people.grant(made, patient[child], { basis: 'guardian', relation: 'mother' })
  return people.signedIn(made)
}

const dana = await ctx.signIn('dana.whitfield@mail.example')
const seen = { dana, owen: dana, maya: dana, walter: await ctx.signIn('walter.brandt@mail.example'),
  harold: await account('harold'), jose: await ctx.signIn('jose.nunez@mail.example'),
  ivy: await account('siobhan', 'ivy') }

/** Three reports of a patient: one corrected, one of words alone, the newest. */
async function reports(who) {
  const found = await ctx.sql(`(SELECT id FROM report WHERE patient_id = ? AND status = 'corrected' LIMIT 1)
    UNION (SELECT id FROM report WHERE patient_id = ? AND category <> 'laboratory' LIMIT 1)
    UNION (SELECT id FROM report WHERE patient_id = ? ORDER BY issued_day DESC, id DESC LIMIT 1)`, Array(3).fill(patient[who].id))
  return found.map((row) => row.id)
}

/** The pages of one person's record. */
async function pathsOf(who) {
  const { id } = patient[who]
  if (who === 'maya') return [`/home/${id}`]
  return [`/home/${id}`, `/health/${id}`, `/health/${id}/results`, `/records/${id}`,
    `/records/${id}?dates=all&preview=show`, `/records/${id}?dates=range&from=2026-02-01&to=2026-01-01&preview=show`,
    ...(await reports(who)).map((report) => `/health/${id}/results/${report}`)]
}

/** Judge what the page shows now; the browser's response holds the markup. */
async function judge(page, name, response, found) {
  const note = (kind, what) => found[kind].push(...what.map((one) => `${name}: ${one}`))
  await page.setViewportSize(NARROW)
  if (await overflows(page)) note('wide', ['wider than the window'])
  await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = !one.matches('.menu') }))
  if (await overflows(page)) note('wide', ['wider than the window when all is open'])
  await page.setViewportSize(WIDE)
  note('axe', await axeInBothSchemes(page))
  note('markup', await htmlValidate(await response.text()))
  // The browser itself reports the status of a page that is an error.
  note('said', page.complaints.splice(0).filter((said) => !/status of (4|5)\d\d/.test(said)))
}

/** The four tests of what survey(found) has judged. */
function tests(name, survey) {
  const found = { wide: [], axe: [], markup: [], said: [] }
  let done
  const judged = async (kind) => {
    await (done ??= survey(found))
    assert.deepEqual(found[kind], [])
  }
  test(`E1-W: ${name}: no fault that axe finds, light or dark`, () => judged('axe'))
  test(`E1-W: ${name}: valid markup`, () => judged('markup'))
  test(`S3: ${name}: never wider than a small phone`, () => judged('wide'))
  test(`IO-05: ${name}: no other origin asked, no policy broken, no error`, () => judged('said'))
}

for (const [who, client] of Object.entries(seen)) {
  tests(`${patient[who].first_name}'s pages`, async (found) => {
    const page = await open(chromium, ctx, { as: client })
    for (const at of await pathsOf(who)) await judge(page, at, await page.goto(at), found)
  })
}

/** Send the page's form and give the answer. */
async function send(page, fields = {}) {
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name=${name}]`).fill(value)
  const [response] = await Promise.all([page.waitForNavigation(), page.locator('main form .btn, .form form .btn').first().click()])
  return response
}

tests('the entry pages', async (found) => {
  const page = await open(chromium, ctx)
  const step = async (name, response) => judge(page, name, await response, found)
  await step('sign in', page.goto('/account/sign-in'))
  await step('sign in, refused', send(page, { email: 'dana.whitfield@mail.example', password: 'wrong' }))
  await step('sign in, with nothing', send(page, { email: '', password: '' }))
  await step('sign up', page.goto('/account/sign-up'))
  await step('sign up, nothing chosen', send(page))
  await page.locator('[value=family]').check()
  await step('sign up, family', send(page))
  await page.goto('/account/sign-up')
  await page.locator('[value=patient]').check()
  await step('about you', send(page))
  await step('about you, with nothing', send(page))
  const { first_name, last_name, birth_date, email } = await people.typed('chen64')
  await step('a child', send(page, { first_name, last_name, birth_date: `${people.today.slice(0, 4) - 2}-01-01`, email }))
  await page.goto('/account/sign-up/patient')
  await step('the code', send(page, { first_name, last_name, birth_date, email }))
  await step('the code, wrong', send(page, { code: '12' }))
  await step('the account', send(page, { code: ctx.codeOf(await ctx.mail(email)) }))
  await step('the account, too short', send(page, { password: 'short', password2: 'other' }))
  await step('the security option', send(page, { password: ctx.PASSWORD, password2: ctx.PASSWORD }))
  await step('the security option, nothing chosen', send(page))
  await page.locator('[value=app]').check()
  await step('the app', send(page))
  const secret = await page.locator('#secret').textContent()
  await step('the app, wrong', send(page, { code: '12' }))
  await step('recovery codes', send(page, { code: totp(secret, ctx.stack.now) }))
  await step('welcome', page.goto('/account/welcome'))
  await step('security', page.goto('/account/security'))
})

tests('what went wrong', async (found) => {
  const out = await open(chromium, ctx)
  await judge(out, '404, signed out', await out.goto('/nowhere'), found)
  const page = await open(chromium, ctx, { as: dana })
  await judge(page, '404, signed in', await page.goto(`/home/${patient.harold.id}`), found)
  await judge(page, '405', await page.goto('/account/sign-out'), found)
  await page.goto(`/home/${patient.dana.id}`)
  await page.locator('details.me [name=csrf]').evaluate((input) => { input.value = '0'.repeat(64) })
  await page.locator('details.me summary').click()
  const [response] = await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Sign out' }).click()])
  assert.equal(response.status(), 403)
  await judge(page, '403', response, found)
})

// What nginx shows when no program answers.
tests('the pages of nginx', async (found) => {
  const dir = path.join(ctx.dir, 'www', 'error')
  const page = await open(chromium, ctx)
  for (const name of fs.readdirSync(dir).filter((file) => file.endsWith('.html'))) {
    await page.route('**/broken', (route) => route.fulfill({ status: 502, contentType: 'text/html', path: path.join(dir, name) }))
    await judge(page, name, await page.goto('/broken'), found)
    await page.unroute('**/broken')
  }
})
