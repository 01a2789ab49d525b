// Documents, results and reminders, as a member of staff posts them on any screen.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { axeInBothSchemes, browser, htmlValidate, NARROW, open, overflows, PHONE } from '../lib/browser.mjs'
import { Documents } from '../lib/documents.mjs'
import { png } from '../lib/files.mjs'
import { addDays, People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const documents = new Documents(ctx)
const chromium = await browser()
const owen = await people.patient('owen')
const of = `/staff/documents/${owen.id}`
const member = await people.staff('Test Nurse')
const nurse = await people.staffSignedIn(member)
const paths = {}

before(async () => {
  await documents.openChart(member, owen)
  const picture = { name: 'a.png', bytes: png({ width: 300, height: 200 }), type: 'image/png' }
  const letter = await documents.post(nurse, await documents.sendLetter(nurse, owen))
  const recalled = await documents.post(nurse, await documents.sendFile(nurse, owen, {}, [picture]))
  await nurse.get(`${of}/document/${recalled}`)
  await nurse.post(`${of}/document/${recalled}/recall`, { why: 'It was for a brother' })
  const result = await documents.enter(nurse, owen, { comment: 'A little low.' })
  const [{ id: value }] = await ctx.sql('SELECT id FROM observation WHERE report_id = ?', [result])
  const held = await documents.enter(nurse, owen, { title: 'Held result' })
  await nurse.get(`${of}/result/${held}`)
  await nurse.post(`${of}/result/${held}/hold`, { reason: 'asked', note: 'Will call on Monday', until: addDays(people.today, 4) })
  await nurse.get(`${of}/reminder`)
  await nurse.post(`${of}/reminder`, { title: 'Flu shot', says: 'Please come.', due: addDays(people.today, 20) })
  const draft = (await documents.sendFile(nurse, owen, {}, [picture])).location
  Object.assign(paths, { 'what the member has in hand': '/staff/documents', 'the list': `${of}?done=posted`, 'a new document': `${of}/file`,
    'a new letter': `${of}/letter`, 'a picture before it is posted': draft, 'a draft to change': `${draft}/edit`,
    'a letter': `${of}/document/${letter}`, 'a recalled document': `${of}/document/${recalled}`, 'a new result': `${of}/result`,
    'a result': `${of}/result/${result}`, 'a held result': `${of}/result/${held}`, 'a value to correct': `${of}/value/${value}`,
    'a new reminder': `${of}/reminder`, 'confidential items': `${of}/confidential?kind=report` })
})

async function visit(path, options) {
  const page = await open(chromium, ctx, { as: nurse, ...options })
  await page.goto(path)
  return page
}

const press = (page, locator) => Promise.all([page.waitForEvent('load'), locator.click()])

for (const javaScriptEnabled of [true, false]) {
  test(`S131: on a phone a picture is chosen, looked at and posted${javaScriptEnabled ? '' : ', without script'}`, async () => {
    const page = await visit(of, { viewport: PHONE, javaScriptEnabled })
    await press(page, page.getByRole('link', { name: 'Post a document' }))
    await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'rash.png', mimeType: 'image/png', buffer: png() })
    await page.getByLabel('What it is').selectOption('Imaging or diagnostic result')
    await page.getByLabel('Title').fill('Picture of the arm')
    await press(page, page.getByRole('button', { name: 'Look at it' }))
    assert.equal(await page.locator('h1').innerText(), 'This is how the patient will see it')
    assert.ok(await page.getByRole('img', { name: 'The document as a picture' }).evaluate((img) => img.complete && img.naturalWidth > 0))
    await press(page, page.getByRole('button', { name: 'Post', exact: true }))
    assert.match(await page.locator('main').innerText(), /Posted\. It is in the record now/)
    assert.deepEqual(page.complaints, [])
  })
}

test('E1-W: a letter is written with the keyboard alone', async () => {
  const page = await visit(`${of}/letter`)
  await page.getByLabel('Title').focus()
  await page.keyboard.type('A letter')
  for (let i = 0; i < 20 && await page.evaluate(() => document.activeElement.id) !== 'body'; i++) await page.keyboard.press('Tab')
  await page.getByLabel('Signed by').selectOption({ index: 1 })
  await page.getByLabel('Text').focus()
  await page.keyboard.type('Dear {patient}, all is well.')
  for (let i = 0; i < 5 && await page.evaluate(() => document.activeElement.textContent) !== 'Look at it'; i++) await page.keyboard.press('Tab')
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  assert.match(await page.locator('.paper').innerText(), /Dear Owen Thomas Whitfield, all is well\./)
})

let window
for (const what of ['what the member has in hand', 'the list', 'a new document', 'a new letter', 'a picture before it is posted',
  'a draft to change', 'a letter', 'a recalled document', 'a new result', 'a result', 'a held result', 'a value to correct',
  'a new reminder', 'confidential items']) {
  test(`E1-W: ${what} has no fault that axe finds, fits in 320 px, and is valid`, async () => {
    window ??= await open(chromium, ctx, { as: nurse, viewport: NARROW })
    await window.goto(paths[what])
    for (const summary of await window.locator('main summary').all()) await summary.click()
    assert.deepEqual(await axeInBothSchemes(window), [])
    assert.equal(await overflows(window), false)
    assert.deepEqual(window.complaints.splice(0), [])
    assert.deepEqual(await htmlValidate((await nurse.get(paths[what])).text), [])
  })
}
