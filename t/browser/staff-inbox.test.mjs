// The practice's inbox in a browser: at a desk, on a phone, with keys alone,
// without script.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { axeInBothSchemes, browser, htmlValidate, NARROW, open, overflows, PHONE, shot, WIDE } from '../lib/browser.mjs'
import { Inbox } from '../lib/inbox.mjs'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const inbox = new Inbox(ctx)
const chromium = await browser()

let nurse, talk, second

before(async () => {
  const owen = await people.patient('owen')
  const dana = await people.account('Dana Test')
  await people.grant(dana, owen, { basis: 'guardian', relation: 'mother' })
  nurse = await people.staffSignedIn(await people.staff('Kim Tran, RN', { pools: ['Care team'] }))
  talk = await inbox.talk(owen, { account: dana, due: -60, body: 'The cough is back.\n\nMay we come in?' })
  second = await inbox.talk(owen, { account: dana, subject: 'Test results' })
})

const answers = (one) => inbox.messages(one).then((all) => all.filter(({ kind }) => kind === 'practice').map(({ body }) => body))

test('at a desk a nurse sees list and conversation, answers, and it is sent', async () => {
  const page = await open(chromium, ctx, { as: nurse, viewport: WIDE })
  await page.goto('/staff/inbox')
  await page.getByRole('link', { name: /Whitfield, Owen Thomas/ }).first().click()
  await page.getByRole('heading', { name: 'Medical question', level: 1 }).waitFor()
  assert.ok(await page.getByRole('heading', { name: 'All open' }).isVisible())
  await page.getByLabel('Text', { exact: true }).fill('Come in at 9:40.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('Your message was sent.').waitFor()
  assert.deepEqual(await answers(talk), ['Come in at 9:40.'])
  assert.deepEqual(page.complaints, [])
  await shot(page, 'staff-inbox-wide')
})

test('on a phone the conversation stands alone, with the way back', async () => {
  const page = await open(chromium, ctx, { as: nurse, viewport: PHONE })
  await page.goto(`/staff/inbox/${second.id}`)
  assert.equal(await page.locator('.list').isVisible(), false)
  await page.getByLabel('Write', { exact: true }).selectOption('note')
  await page.getByLabel('Text', { exact: true }).fill('Called the mother.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('Only staff can see it.').waitFor()
  await page.getByRole('link', { name: 'Back to All open' }).click()
  await page.getByRole('heading', { name: 'All open' }).waitFor()
})

test('keys move, open and write; never while somebody types; and can be switched off', async () => {
  const page = await open(chromium, ctx, { as: nurse, viewport: WIDE })
  await page.goto('/staff/inbox')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/staff\/inbox\/\d+/)
  await page.keyboard.press('n')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'body')
  assert.equal(await page.getByLabel('Write', { exact: true }).inputValue(), 'note')
  await page.keyboard.type('grc/?')
  assert.equal(await page.getByLabel('Text', { exact: true }).inputValue(), 'grc/?')
  await page.locator('h1').click()
  await page.keyboard.press('?')
  await page.getByLabel('Use these keys').uncheck()
  await page.locator('h1').click()
  await page.keyboard.press('g')
  assert.notEqual(await page.evaluate(() => document.activeElement.id), 'to')
  await page.reload()
  await page.keyboard.press('r')
  assert.notEqual(await page.evaluate(() => document.activeElement.id), 'body')
})

test('what is written saves itself, and nothing comes back after it was sent', async () => {
  const page = await open(chromium, ctx, { as: nurse, viewport: WIDE })
  await page.goto(`/staff/inbox/${second.id}`)
  await page.getByLabel('Write', { exact: true }).selectOption('practice')
  await page.getByLabel('Text', { exact: true }).fill('Half a thought')
  await page.locator('[data-saved]:visible').waitFor()
  const drafts = () => ctx.sql('SELECT body FROM draft WHERE conversation_id = ?', [second.id])
  assert.equal((await drafts())[0].body, 'Half a thought')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('Your message was sent.').waitFor()
  assert.deepEqual(await drafts(), [])
})

test('without script a nurse answers and gives it on', async () => {
  const page = await open(chromium, ctx, { as: nurse, viewport: NARROW, javaScriptEnabled: false })
  await page.goto(`/staff/inbox/${talk.id}`)
  await page.getByLabel('Text', { exact: true }).fill('Without script.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('Your message was sent.').waitFor()
  await page.getByLabel('Give to').selectOption({ label: 'Front desk' })
  await page.getByRole('button', { name: 'Give', exact: true }).click()
  await page.getByText('It was handed over.').waitFor()
  assert.ok((await answers(talk)).includes('Without script.'))
})

test('E1-W: the pages of the inbox have no fault for axe, and fit a small phone', async () => {
  const faults = []
  const page = await open(chromium, ctx, { as: nurse, viewport: NARROW })
  for (const path of ['/staff/inbox', `/staff/inbox/${second.id}`, `/staff/inbox/new/${second.patient_id}`, '/staff/inbox/away']) {
    await page.setViewportSize(NARROW)
    await page.goto(path)
    if (await overflows(page)) faults.push(`${path}: wider than the window`)
    await page.setViewportSize(WIDE)
    faults.push(...(await axeInBothSchemes(page)).map((one) => `${path}: ${one}`))
    faults.push(...(await htmlValidate((await nurse.get(path)).text)).map((one) => `${path}: ${one}`))
  }
  faults.push(...page.complaints)
  assert.deepEqual(faults, [])
})
