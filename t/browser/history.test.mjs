// The page that checks a sealed list: as a file, without the portal.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { after, test } from 'node:test'
import { axe, browser, htmlValidate, NARROW, overflows, WIDE } from '../lib/browser.mjs'
import { People } from '../lib/people.mjs'
import { portal, TOP, until } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const chromium = await browser()
const CHECKER = path.join(TOP, 'views', 'static', 'check-history.html')

const walter = await people.patient('walter')
const scratch = ctx.scratch()
after(() => fs.rmSync(scratch, { recursive: true }))
const as = await ctx.signIn('walter.brandt@mail.example')

/** The list once there is more in it than so many lines. */
async function download(name, lines) {
  await as.get(`/health/${walter.id}`)
  const text = await until(async () => {
    const answer = await as.get(`/records/${walter.id}/activity.json`)
    return JSON.parse(answer.text).lines > lines && answer.text
  }, { seconds: 20, what: 'it is sealed' })
  const file = path.join(scratch, name)
  fs.writeFileSync(file, text)
  return { file, text, lines: JSON.parse(text).lines }
}

const first = await download('first.json', 0)
const second = await download('second.json', first.lines)

async function checker(viewport = WIDE, colorScheme = 'light') {
  const context = await chromium.newContext({ viewport, colorScheme, offline: true })
  const page = await context.newPage()
  page.complaints = []
  page.on('pageerror', (error) => page.complaints.push(error.message))
  page.on('request', (request) => { if (!request.url().startsWith('file:')) page.complaints.push(request.url()) })
  await page.goto(pathToFileURL(CHECKER).href)
  return page
}

test('E1-L3: offline in a browser, two lists are found good, and fitting', async () => {
  const page = await checker()
  await page.getByLabel('Your sealed lists').setInputFiles([first.file, second.file])
  await page.getByRole('heading', { name: 'What the list says' }).waitFor()
  assert.equal(await page.getByRole('heading', { name: 'The list is as it was written' }).count(), 2)
  assert.equal(await page.getByText(`begins with all ${first.lines} lines of the older one, unchanged`).count(), 1)
  assert.equal(await page.getByText(JSON.parse(first.text).public_key.slice(0, 16)).count(), 2)
  assert.equal(await page.locator('tbody tr').count(), second.lines)
  assert.deepEqual(page.complaints, [])
})

test('E1-L3: what was changed, cut off or is no list is told, and why', async () => {
  const page = await checker()
  const list = JSON.parse(first.text)
  list.rows.find(({ row }) => row).row[5] = 'Nobody'
  const broken = { changed: JSON.stringify(list), cut: first.text.slice(0, -200), other: '{"format":"x"}',
    shorter: JSON.stringify({ ...JSON.parse(first.text), lines: first.lines + 1 }) }
  const says = { changed: /At least one line is not as it was written/, cut: /cut off/, other: /not a sealed list/, shorter: /Lines are missing/ }
  for (const [name, text] of Object.entries(broken)) {
    assert.notEqual(text, first.text, name)
    await page.getByLabel('Your sealed lists').setInputFiles({ name: `${name}.json`, mimeType: 'application/json', buffer: Buffer.from(text) })
    await page.getByRole('heading', { name: ['cut', 'other'].includes(name) ? 'This could not be checked' : 'Do not trust this list' }).waitFor()
    await page.getByText(says[name]).waitFor()
    assert.equal(await page.getByRole('heading', { name: 'as it was written' }).count(), 0)
  }
  assert.deepEqual(page.complaints, [])
})

test('E1-W: the checking page: valid, without fault, and not wider than a small phone', async () => {
  assert.deepEqual((await htmlValidate(fs.readFileSync(CHECKER, 'utf8'))), [])
  for (const scheme of ['light', 'dark']) {
    const page = await checker(NARROW, scheme)
    await page.getByLabel('Your sealed lists').setInputFiles([first.file])
    await page.getByRole('heading', { name: 'What the list says' }).waitFor()
    assert.deepEqual(await axe(page), [], scheme)
    assert.equal(await overflows(page), false)
  }
})

test('in the portal the checking page only says that it wants to be saved', async () => {
  const context = await chromium.newContext({ baseURL: ctx.base })
  const page = await context.newPage()
  await page.goto('/static/check-history.html')
  assert.ok(await page.getByText('Save this page as a file on your computer').isVisible())
  assert.equal(await page.getByLabel('Your sealed lists').isVisible(), false)
})
