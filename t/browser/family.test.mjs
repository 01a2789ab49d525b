// Family Access in a browser: a first-time user lets somebody see a record; by
// keyboard, without script, on the smallest phone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, browser, htmlValidate, NARROW, open, overflows, PHONE } from '../lib/browser.mjs'
import { Family } from '../lib/family.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const family = new Family(ctx)
const chromium = await browser()

/** Press a button or follow a link, and wait for the next page. */
async function press(page, role, name, { exact = true } = {}) {
  await Promise.all([page.waitForEvent('load'), page.getByRole(role, { name, exact }).first().click()])
}

async function fill(page, { name, email, relation = 'sister', level = 'Full' }) {
  await page.getByLabel('Their name').fill(name)
  await page.getByLabel('They are my').selectOption(relation)
  await page.getByLabel('Their email').fill(email)
  await page.getByRole('radio', { name: new RegExp(`^${level}`) }).check()
}

for (const javaScriptEnabled of [true, false]) {
  test(`S61: from the home page to an invitation in six steps, ${javaScriptEnabled ? 'on a phone' : 'without script'}`, async (t) => {
    const owner = await family.owner()
    const page = await open(chromium, ctx, { as: owner, viewport: PHONE, javaScriptEnabled })
    await page.goto(`/home/${owner.patient.id}`)
    const began = Date.now()
    await page.locator('details.me summary').click()
    await press(page, 'link', 'Family Access settings')
    await press(page, 'link', 'Invite Family Member')
    const email = `${javaScriptEnabled}@guests.example`
    await fill(page, { name: 'Ruth Brandt', email })
    await press(page, 'button', 'Send the invitation')
    t.diagnostic(`5 presses, 4 fields, ${Date.now() - began} ms of the machine's`)
    assert.match(await page.locator('[role=status]').innerText(), /The invitation is on its way/)
    assert.equal((await ctx.mail(email)).subject, `${owner.account.name} invites you to Riverbend`)
    assert.deepEqual(page.complaints, [])
  })
}

test('S64: the invited opens the link, signs in, and says yes', async () => {
  const owner = await family.owner()
  const guest = await family.people.account('Guest Browser')
  const { link } = await family.invite(owner, { email: guest.email })
  const page = await open(chromium, ctx, { viewport: PHONE })
  await page.goto(link)
  await press(page, 'link', 'Sign in')
  await page.getByLabel('Email', { exact: true }).fill(guest.email)
  await page.getByLabel('Password').fill(ctx.PASSWORD)
  await press(page, 'button', 'Sign in')
  assert.equal(new URL(page.url()).pathname, '/family/settings')
  await press(page, 'link', 'Look at the invitation', { exact: false })
  await press(page, 'button', 'Accept')
  assert.equal(new URL(page.url()).pathname, `/home/${owner.patient.id}`)
  assert.match(await page.locator('.who').innerText(), new RegExp(owner.patient.name))
})

test('AZ-19: signed in with another account, one is asked first, and accepts by the link', async () => {
  const owner = await family.owner()
  const { link } = await family.invite(owner)
  const page = await open(chromium, ctx, { as: await family.other() })
  await page.goto(link)
  assert.match(await page.locator('main').innerText(), /Is this the right account\?/)
  await press(page, 'button', 'Accept with this account')
  assert.equal(new URL(page.url()).pathname, `/home/${owner.patient.id}`)
  assert.deepEqual(page.complaints, [])
})

test('S65: by keyboard alone, access is removed', async () => {
  const owner = await family.owner()
  const holder = await family.holder(owner.patient)
  const page = await open(chromium, ctx, { as: owner })
  await page.goto('/family/settings')
  const tabTo = async (name) => {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab')
      const text = await page.evaluate(() => document.activeElement.textContent.replace(/\s+/g, ' ').trim())
      if (name.test(text)) return
    }
    assert.fail(`the keyboard does not reach ${name}`)
  }
  await tabTo(/^Remove access of /)
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  await tabTo(/^Remove access$/)
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  assert.match(await page.locator('[role=status]').innerText(), /The access was removed/)
  assert.equal((await holder.get(`/home/${owner.patient.id}`)).status, 404)
})

test('S51: every page of Family Access: axe, markup, and no wider than 320 pixels', async () => {
  const owner = await family.owner()
  const holder = await family.holder(owner.patient)
  await family.grant(owner.account, await family.patient(8), { basis: 'guardian', relation: 'mother' })
  const { id, link } = await family.invite(owner)
  const own = `/family/${owner.patient.id}`
  const pages = ['/family/settings', `${own}/invite`, `${own}/access/${holder.grant}`, `${own}/remove/${holder.grant}`, `${own}/withdraw/${id}`, link]
  for (const javaScriptEnabled of [true, false]) {
    const page = await open(chromium, ctx, { as: owner, viewport: NARROW, javaScriptEnabled })
    for (const address of pages) {
      await page.goto(address)
      assert.equal(await overflows(page), false, `${address} is wider than the window`)
      if (!javaScriptEnabled) continue
      assert.deepEqual(await axe(page), [], address)
      assert.deepEqual(await htmlValidate((await owner.get(address)).text), [], address)
    }
    assert.deepEqual(page.complaints, [])
  }
})
