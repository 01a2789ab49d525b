// Health Records: choose dates, look, download; and what is in the .zip.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'node:test'
import { axeInBothSchemes, browser, htmlValidate, open } from '../lib/browser.mjs'
import { addDays, People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const chromium = await browser()
const dana = await ctx.signIn('dana.whitfield@mail.example')
const { id } = await people.patient('dana')
const scratch = ctx.scratch()

/** Days on which Dana was at the practice, newest first; with what she had. */
const visits = await ctx.sql(`SELECT start_day AS day, display, reason FROM encounter
  WHERE patient_id = ? ORDER BY start_day DESC`, [id])
const shot = visits.find((visit) => /flu vaccine/.test(visit.reason))

async function visit({ javaScriptEnabled = true, query = '' } = {}) {
  const page = await open(chromium, ctx, { as: dana, javaScriptEnabled })
  await page.goto(`/records/${id}${query}`)
  return page
}

const choose = (page, name) => page.getByText(name, { exact: true }).click()
const preview = (page) => page.locator('#preview')

async function show(page, name = 'Show Preview') {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).click()])
}

/** Press Download and unpack: { name, files: [...], dir }. */
async function download(page) {
  const [it] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download', exact: true }).click()])
  const dir = fs.mkdtempSync(path.join(scratch, 'zip-'))
  const zip = path.join(dir, it.suggestedFilename())
  await it.saveAs(zip)
  execFileSync('python3', ['-m', 'zipfile', '-e', zip, path.join(dir, 'files')])
  return { name: it.suggestedFilename(), dir: path.join(dir, 'files'), files: fs.readdirSync(path.join(dir, 'files')).sort() }
}

const readIn = ({ dir }, name) => fs.readFileSync(path.join(dir, name), 'utf8')

/** The page of the zip as a person reads it, without any network. */
async function openPage({ dir }) {
  const context = await chromium.newContext({ offline: true, acceptDownloads: false })
  const page = await context.newPage()
  page.complaints = []
  page.on('console', (message) => page.complaints.push(message.text()))
  page.on('pageerror', (error) => page.complaints.push(error.message))
  page.on('request', (request) => { if (!request.url().startsWith('file:')) page.complaints.push(request.url()) })
  await page.goto(pathToFileURL(path.join(dir, 'health-record.html')).href)
  return page
}

test('S97: "All time" is chosen to begin with, and is the entire record', async () => {
  const page = await visit()
  assert.equal(await page.getByRole('radio', { name: /^All time/ }).isChecked(), true)
  assert.equal(await page.locator('#from').isVisible(), false)
  await show(page)
  const said = await preview(page).innerText()
  for (const one of ['Sulfa drugs', 'Lisinopril 10 mg tablet', 'Wisdom teeth taken out', 'MMR (measles', 'Breast cancer', 'Maple Ridge Health Plan']) {
    assert.ok(said.includes(one), one)
  }
})

test('S98: "Single date" asks for one date', async () => {
  const page = await visit()
  await choose(page, 'Single date')
  assert.equal((await page.locator('label[for=from]').innerText()).trim(), 'Date')
  assert.equal(await page.locator('#from').isVisible(), true)
  assert.equal(await page.locator('#to').isVisible(), false)
})

test('S99: a single date shows what was done that day, and not another', async () => {
  const page = await visit()
  await choose(page, 'Single date')
  await page.locator('#from').fill(shot.day)
  await show(page)
  const said = await preview(page).innerText()
  assert.match(said, /Influenza \(flu\)/)
  assert.match(said, new RegExp(shot.reason))
  for (const other of visits.filter((one) => one.day !== shot.day && one.reason !== shot.reason)) {
    assert.ok(!said.includes(other.reason), other.reason)
  }
  assert.doesNotMatch(said, /COVID-19/)
})

test('S100: "Custom date range" has From and To', async () => {
  const page = await visit()
  await choose(page, 'Custom date range')
  assert.equal((await page.locator('label[for=from]').innerText()).trim(), 'From')
  assert.equal((await page.locator('label[for=to]').innerText()).trim(), 'To')
  assert.equal(await page.locator('#from').isVisible() && await page.locator('#to').isVisible(), true)
})

test('S101: a range shows what was done from its first to its last day', async () => {
  const page = await visit()
  await choose(page, 'Custom date range')
  await page.locator('#from').fill(addDays(shot.day, -400))
  await page.locator('#to').fill(shot.day)
  await show(page)
  const said = await preview(page).innerText()
  const inside = (one) => one.day <= shot.day && one.day >= addDays(shot.day, -400)
  assert.ok(visits.some(inside) && !visits.every(inside))
  for (const one of visits.filter(inside)) assert.ok(said.includes(one.reason), one.reason)
  assert.doesNotMatch(said, /Stuffy nose/, 'of years before')
})

test('S100: a range the wrong way round, or without an end, is told kindly, and what was typed stays', async () => {
  const page = await visit()
  await choose(page, 'Custom date range')
  await page.locator('#from').fill('2026-10-02')
  await show(page)
  assert.match(await page.title(), /^Error: /)
  assert.equal(await page.locator('#from').inputValue(), '2026-10-02')
  await page.locator('#to').fill('2026-10-01')
  await show(page)
  assert.match(await page.locator('main').innerText(), /This date is before the From date/)
  assert.equal(await page.getByRole('radio', { name: /^Custom date range/ }).isChecked(), true)
})

test('S102: the type of document can be chosen', async () => {
  const page = await visit()
  assert.equal(await page.getByRole('group', { name: 'Type of document' }).getByRole('radio').isChecked(), true)
})

test('S103: the type is "Consolidated Clinical Summary (CCDA)", said to be the complete record', async () => {
  const page = await visit()
  const type = page.getByRole('group', { name: 'Type of document' })
  assert.deepEqual(await type.locator('b').allInnerTexts(), ['Consolidated Clinical Summary (CCDA)'])
  assert.match(await type.innerText(), /complete health record/)
})

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? '' : ', without script'

  test(`S104: "Show Preview" displays the record${how}`, async () => {
    const page = await visit({ javaScriptEnabled })
    await show(page)
    assert.equal(await preview(page).isVisible(), true)
    assert.match(await preview(page).innerText(), /Dana Ruth Whitfield, born [A-Z][a-z]+ \d+, 1985/)
  })

  test(`S105: "Hide Preview" takes it away${how}`, async () => {
    const page = await visit({ javaScriptEnabled })
    await show(page)
    await show(page, 'Hide Preview')
    assert.equal(await preview(page).count(), 0)
    assert.equal(await page.getByRole('button', { name: 'Show Preview' }).count(), 1)
  })

  test(`S106: "Download" gives a file, again and again${how}`, async () => {
    const page = await visit({ javaScriptEnabled })
    for (let i = 0; i < 2; i++) assert.equal((await download(page)).name, 'health-record.zip')
    assert.deepEqual(page.complaints, [])
  })

  test(`S107: the .zip has the CCDA, a page to read and a manifest with their SHA-256${how}`, async () => {
    const zip = await download(await visit({ javaScriptEnabled }))
    assert.deepEqual(zip.files.filter((name) => name !== 'documents'), ['health-record.html', 'health-record.pdf', 'health-record.xml', 'manifest.txt'])
    const manifest = readIn(zip, 'manifest.txt')
    for (const name of ['health-record.html', 'health-record.xml']) {
      const sum = createHash('sha256').update(fs.readFileSync(path.join(zip.dir, name))).digest('hex')
      assert.ok(manifest.includes(`${sum}  ${name}\r\n`), name)
    }
    execFileSync('xmllint', ['--noout', '--nonet', path.join(zip.dir, 'health-record.xml')])
    assert.match(readIn(zip, 'health-record.xml'), /<ClinicalDocument[^]*Sulfa drugs/)
  })

  test(`S96: the dates chosen go for the download as for the preview${how}`, async () => {
    const page = await visit({ javaScriptEnabled })
    await choose(page, 'Single date')
    await page.locator('#from').fill(shot.day)
    await show(page)
    const seen = await preview(page).innerText()
    const zip = await download(page)
    for (const name of ['health-record.html', 'health-record.xml']) {
      const text = readIn(zip, name)
      for (const one of ['Influenza (flu)', 'COVID-19', 'Stuffy nose', 'Lipid panel', 'Wisdom teeth taken out']) {
        assert.equal(text.includes(one), seen.includes(one), `${name}: ${one}`)
      }
    }
  })
}

test('S107: the page in the .zip opens from a disk without network, and complains of nothing', async () => {
  const page = await openPage(await download(await visit()))
  assert.equal(await page.title(), 'Health record of Dana Ruth Whitfield')
  assert.match(await page.locator('body').innerText(), /Sulfa drugs[^]*Riverbend Family Medicine/)
  assert.deepEqual(page.complaints, [])
})

test('E1-W: the page in the .zip has no fault that axe finds, light or dark', async () => {
  const page = await openPage(await download(await visit()))
  assert.deepEqual(await axeInBothSchemes(page), [])
  await page.setViewportSize({ width: 320, height: 640 })
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > 320), false, 'wider than 320 px')
})

test('E1-W: the markup of the page in the .zip is valid', async () => {
  assert.deepEqual(await htmlValidate(readIn(await download(await visit()), 'health-record.html')), [])
})
