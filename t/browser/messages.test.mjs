// The family's messages in a browser: writing with files, what is kept, what is
// refused, without script, without a mouse, without a connection.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { axeInBothSchemes, browser, htmlValidate, NARROW, open, overflows } from '../lib/browser.mjs'
import { pdf, png } from '../lib/files.mjs'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const { sql } = ctx
const people = new People(ctx)
const chromium = await browser()
const PHOTO = { name: 'rash.png', mimeType: 'image/png', buffer: png() }
const NO_PHOTO = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') }
const TEXT = 'Owen coughs at night. Should we come in?'
let owen, dana, mother

beforeEach(async () => {
  await ctx.reset()
  owen = await people.patient('owen')
  dana = await people.account('Dana Mother')
  await people.grant(dana, owen, { basis: 'guardian', relation: 'mother' })
  mother = await people.signedIn(dana)
})

const messages = () => sql('SELECT * FROM message ORDER BY id')
const drafts = () => sql('SELECT * FROM draft ORDER BY id')
const home = (who = owen) => `/home/${who.id}`
const text = (page) => page.locator('#message')
const press = (page) => page.getByRole('button', { name: 'Send message', exact: true }).click()
const sent = (page) => page.getByText('Your message was sent.').waitFor()

/** The start page with its form open. */
async function composer(options = {}, at = home()) {
  const page = await open(chromium, ctx, { as: mother, ...options })
  page.setDefaultTimeout(10000)
  await page.goto(at)
  if (!await text(page).isVisible()) await page.locator('#write > summary').click()
  return page
}

/** Everything that a message needs. */
async function fill(page, body = TEXT) {
  await page.locator('#provider').selectOption(await page.locator('#provider option', { hasText: /^Dr/ }).first().getAttribute('value'))
  const office = page.locator('#office')
  if (await office.inputValue() === '') {
    await office.selectOption(await page.locator('#office option:not([value=""]):not([disabled])').first().getAttribute('value'))
  }
  await page.locator('#subject').selectOption({ label: 'Medical question' })
  await text(page).fill(body)
}

const saved = (page) => page.getByText('Saved at').waitFor()

test('S73: a mother writes for her son from the start page, with a photo', async () => {
  const page = await composer()
  await fill(page)
  await page.locator('#files').setInputFiles(PHOTO)
  await page.locator('[data-chosen]').waitFor()
  await press(page)
  await sent(page)
  assert.match(await page.locator('.thread').innerText(), /Owen coughs at night[^]*rash\.png/)
  assert.equal((await messages()).length, 1)
  assert.deepEqual(page.complaints, [])
})

test('SE-04: the draft survives a closed tab, and is there on another device', async () => {
  const page = await composer()
  await fill(page, 'Half a thought')
  await page.close({ runBeforeUnload: false })
  await new Promise((done) => { setTimeout(done, 700) })
  const other = await composer({ as: await people.signedIn(dana) })
  assert.equal(await text(other).inputValue(), 'Half a thought')
  assert.equal(await other.locator('#subject option:checked').innerText(), 'Medical question')
})

test('SE-04: the draft saves itself while one writes, and outlives the session', async () => {
  const page = await composer()
  await fill(page, 'Before the time-out')
  await saved(page)
  await sql('DELETE FROM session')
  await text(page).fill('After the time-out')
  await page.getByText('You were signed out. Your text is still here').waitFor()
  assert.equal((await drafts())[0].body, 'Before the time-out')
  assert.equal(await text(page).inputValue(), 'After the time-out')
})

test('S83: the counter counts as the server does', async () => {
  const page = await composer()
  for (const [body, n] of [['é', 1], ['e\u0301', 1], ['👍🏽', 1], ['👩‍👩‍👧', 1], ['  a\nb ', 3]]) {
    await text(page).fill(body)
    assert.match(await page.locator('[data-count]').innerText(), new RegExp(`^${n} of `), body)
  }
  const max = Number(await text(page).getAttribute('data-max'))
  await fill(page, '👍🏽'.repeat(max))
  await press(page)
  await sent(page)
})

test('S87: a refused file is named beside the field, and the text stays', async () => {
  const page = await composer()
  await fill(page)
  await page.locator('#files').setInputFiles([NO_PHOTO, PHOTO])
  await page.getByText('notes.txt is not a PDF, JPEG, JPG or PNG file.').first().waitFor()
  assert.equal(await text(page).inputValue(), TEXT)
  assert.equal((await messages()).length, 0)
})

/** Files that the page lists, by their names. */
const listed = (page) => page.locator('ul.files [data-chosen] > span').allInnerTexts()
  .then((names) => names.map((name) => name.split(/\s/)[0]))
const SHEET = { name: 'sheet.pdf', mimeType: 'application/pdf', buffer: pdf() }

test('S90: Attach files can be pressed again to add more, and a file can be removed', async () => {
  const page = await composer()
  await fill(page)
  await page.locator('#files').setInputFiles(PHOTO)
  await page.locator('#files').setInputFiles(SHEET)
  assert.deepEqual(await listed(page), ['rash.png', 'sheet.pdf'])
  await page.getByRole('button', { name: 'Remove rash.png' }).click()
  assert.deepEqual(await listed(page), ['sheet.pdf'])
  await press(page)
  await sent(page)
  assert.deepEqual((await sql('SELECT name FROM attachment')).map(({ name }) => name), ['sheet.pdf'])
})

test('S86: the eleventh file is not taken, and the page says so', async () => {
  const page = await composer()
  await page.locator('#files').setInputFiles(Array.from({ length: 11 }, (_, i) => ({ ...PHOTO, name: `photo${i}.png` })))
  assert.equal((await listed(page)).length, 10)
  await page.getByText('photo10.png was not added. A message can have 10 files at most.').waitFor()
})

test('S87: without script a refused file is named, the text and the good file are kept, and go with the next press', async () => {
  const page = await composer({ javaScriptEnabled: false })
  await fill(page)
  await page.locator('#files').setInputFiles([NO_PHOTO, PHOTO])
  await press(page)
  await page.locator('#files-error').waitFor()
  assert.match(await page.locator('#files-error').innerText(), /notes\.txt/)
  assert.equal(await text(page).inputValue(), TEXT)
  assert.match(await page.locator('ul.files').innerText(), /rash\.png/)
  assert.equal((await messages()).length, 0)
  await press(page)
  await sent(page)
  assert.deepEqual((await sql('SELECT name FROM attachment')).map(({ name }) => name), ['rash.png'])
})

test('S90: without script a kept file is removed, and the composer stays open with its text', async () => {
  const page = await composer({ javaScriptEnabled: false })
  await fill(page)
  await page.locator('#files').setInputFiles([NO_PHOTO, PHOTO])
  await press(page)
  await page.getByRole('button', { name: 'Remove rash.png' }).click()
  assert.ok(await text(page).isVisible())
  assert.equal(await text(page).inputValue(), TEXT)
  assert.equal(await page.locator('ul.files').isVisible(), false)
  await press(page)
  await sent(page)
  assert.equal((await sql('SELECT id FROM attachment')).length, 0)
})

test('S91: while it is on its way the page says "Sending…", and a second press changes nothing', async () => {
  const page = await composer()
  await fill(page)
  let go
  await page.route('**/messages/send/*', async (route) => {
    await new Promise((resolve) => { go = resolve })
    await route.continue()
  })
  await press(page)
  await page.locator('[data-sending] progress').waitFor()
  assert.match(await page.locator('[data-sending]').innerText(), /Sending…/)
  await page.getByRole('button', { name: 'Send message', exact: true }).press('Enter')
  go()
  await sent(page)
  assert.equal((await messages()).length, 1)
})

test('R-20: the connection breaks: nothing is lost, and the next press sends it once', async () => {
  const page = await composer()
  await fill(page)
  await page.locator('#files').setInputFiles(PHOTO)
  let broken = 0
  await page.route('**/messages/send/*', async (route) => {
    if (broken++ > 0) return route.continue()
    // The portal has it; its answer never arrives.
    await route.fetch()
    return route.abort('connectionreset')
  })
  await press(page)
  await page.getByText('Your message was not sent: there is no connection.').waitFor()
  assert.equal(await text(page).inputValue(), TEXT)
  await press(page)
  await sent(page)
  assert.equal((await messages()).length, 1)
  assert.equal((await sql('SELECT id FROM attachment')).length, 1)
})

test('S75: the count beside Messages goes when the answer was read', async () => {
  const page = await composer()
  await fill(page)
  await press(page)
  await sent(page)
  const [{ id }] = await sql('SELECT id FROM conversation')
  await sql(`INSERT INTO message (patient_id, conversation_id, kind, author, body, sent_at)
    VALUES (?, ?, 'practice', 'Leah Okafor, NP', 'Come in today.', UTC_TIMESTAMP())`, [owen.id, id])
  await sql(`INSERT INTO message_unread (account_id, patient_id, conversation_id, area, confidential, since)
    VALUES (?, ?, ?, 'messages', 0, UTC_TIMESTAMP())`, [dana.id, owen.id, id])
  const count = page.locator('header.top .count')
  await page.goto(home())
  assert.match(await count.first().innerText(), /^1/)
  await page.locator('header.top').getByRole('link', { name: /Messages/ }).click()
  await page.locator('.unread a').click()
  await page.getByText('Come in today.').waitFor()
  await page.goto(home())
  assert.equal(await count.count(), 0)
})

test('S79: the offices follow the provider', async () => {
  const page = await composer()
  const offices = () => page.locator('#office option:not([value=""]):not([disabled])').allInnerTexts()
  const [all, seen] = [await offices(), new Set()]
  for (const value of await page.locator('#provider option').evaluateAll((list) => list.map((o) => o.value).filter(Boolean))) {
    await page.locator('#provider').selectOption(value)
    const places = await sql(`SELECT l.name FROM provider_location pl JOIN location l ON l.id = pl.location_id
      WHERE pl.provider_id = ?`, [value])
    if (places.length === 0) continue
    assert.deepEqual((await offices()).sort(), places.map(({ name }) => name).sort())
    seen.add((await offices()).join())
  }
  assert.ok(all.length > 1 && seen.size > 0)
})

test('AZ-11: "Keep this private" stays ticked when the form comes back', async () => {
  const siobhan = await people.patient('siobhan')
  const account = await people.account('Siobhan Herself')
  await people.grant(account, siobhan, { basis: 'self' })
  const page = await composer({ as: await people.signedIn(account), javaScriptEnabled: false }, home(siobhan))
  await fill(page)
  await page.getByLabel('Keep this private').check()
  await page.locator('#files').setInputFiles(NO_PHOTO)
  await press(page)
  await page.locator('#files-error').waitFor()
  assert.ok(await page.getByLabel('Keep this private').isChecked())
  await page.goto(home(siobhan))
  assert.ok(await page.getByLabel('Keep this private').isChecked())
})

test('S91: a message is written and sent with the keyboard alone', async () => {
  const page = await composer({}, home())
  const reach = async (locator) => {
    for (let i = 0; i < 60; i++) {
      if (await locator.evaluate((it) => it === document.activeElement)) return
      await page.keyboard.press('Tab')
    }
    assert.fail('the keyboard does not reach it')
  }
  await reach(page.locator('#provider'))
  await page.keyboard.type('Dr')
  await reach(page.locator('#office'))
  if (await page.locator('#office').inputValue() === '') await page.keyboard.press('ArrowDown')
  await reach(page.locator('#subject'))
  await page.keyboard.type('Medical')
  await reach(text(page))
  await page.keyboard.type(TEXT)
  await reach(page.getByRole('button', { name: 'Send message', exact: true }))
  await page.keyboard.press('Enter')
  await sent(page)
  assert.equal((await messages())[0].body, TEXT)
})

test('WCAG: composer with errors, thread, list and choice of emails pass axe and fit 320 px, light and dark', async () => {
  const page = await composer({ viewport: NARROW })
  const wrong = []
  const look = async (what) => {
    for (const line of await axeInBothSchemes(page)) wrong.push(`${what}: ${line}`)
    for (const line of await htmlValidate(await (await page.request.get(page.url())).text())) wrong.push(`${what}: ${line}`)
    if (await overflows(page)) wrong.push(`${what}: wider than the window`)
  }
  await look('composer')
  await fill(page, 'My card is 4111 1111 1111 1111')
  await press(page)
  await page.locator('#problems').waitFor()
  await look('errors')
  await fill(page, `${TEXT} ${'verylongword'.repeat(20)}`)
  await page.locator('#files').setInputFiles({ ...PHOTO, name: `${'a-long-name-'.repeat(12)}.png` })
  await press(page)
  await sent(page)
  await look('sent')
  await page.goto(`/messages/${owen.id}`)
  await look('list')
  await page.goto(`/messages/${owen.id}/notices`)
  await look('notices')
  assert.deepEqual(wrong, [])
})
