// Every view with every sample tree of t/views, without the portal: it renders,
// its markup is valid, and axe finds no fault.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { axe, browser, htmlValidate, NARROW, overflows, WIDE } from '../lib/browser.mjs'
import { TOP } from '../lib/stack.mjs'

const SAMPLES = path.join(TOP, 't', 'views')
const VIEWS = path.join(TOP, 'views')
const ORIGIN = 'https://portal.test'
const TYPES = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' }

const rendered = new Map()

/** A sample NAME.STATE.xml through its view NAME.xsl. */
function render(file) {
  if (!rendered.has(file)) rendered.set(file, renderNow(file))
  return rendered.get(file)
}

function renderNow(file) {
  const view = path.join(VIEWS, path.dirname(file), `${path.basename(file).split('.')[0]}.xsl`)
  return `<!DOCTYPE html>\n${execFileSync('xsltproc', ['--nonet', view, path.join(SAMPLES, file)], { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'pipe'] })}`
}

const samplesIn = (folder) => fs.readdirSync(path.join(SAMPLES, folder)).filter((name) => name.endsWith('.xml'))
  .map((name) => path.join(folder, name))
const samples = samplesIn('.')

test('E1-W: the views render every sample into valid markup', async () => {
  const faults = []
  assert.ok(samples.length > 50)
  for (const file of samples) faults.push(...(await htmlValidate(render(file))).map((one) => `${file}: ${one}`))
  assert.deepEqual(faults, [])
})

test('E1-W: every mail renders, in words and as a page', () => {
  for (const file of samplesIn('mail')) {
    const html = render(file)
    assert.match(html, /<html[^]*Riverbend Family Medicine/, file)
    assert.doesNotMatch(html, /<script|<img|https?:\/\/(?!portal\.riverbend\.example)[a-z]/i, file)
  }
})

test('E1-W: every text is one message of the GSM alphabet (two, with a way to say no), and says who sends it', () => {
  for (const file of samplesIn('text')) {
    const [, text] = /<text>([^]*)<\/text>/.exec(render(file))
    assert.ok(text.trim().length <= (text.includes('/account/refuse?') ? 306 : 160), `${file}: ${text.trim().length} characters`)
    assert.match(text, /^[ -Z_a-z\n]*$/, file)
    assert.match(text, /Riverbend/, file)
  }
})

test('E1-W: axe finds no fault in any sample, and none is wider than a small phone', async () => {
  const it = await browser()
  const context = await it.newContext({ reducedMotion: 'reduce' })
  const faults = []
  await context.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url())
    if (!pathname.startsWith('/static/')) return route.fulfill({ contentType: 'text/html', body: '' })
    return route.fulfill({ contentType: TYPES[path.extname(pathname)], body: fs.readFileSync(path.join(VIEWS, pathname)) })
  })
  // One window for all samples: it keeps axe.
  const page = await context.newPage()
  await page.goto(ORIGIN)
  let file
  page.on('pageerror', (error) => faults.push(`${file}: ${error.message}`))
  for (const [i, sample] of samples.entries()) {
    file = sample
    await page.emulateMedia({ colorScheme: i % 2 === 0 ? 'light' : 'dark' })
    await page.setViewportSize(NARROW)
    await page.setContent(render(file))
    if (await overflows(page)) faults.push(`${file}: wider than the window`)
    await page.setViewportSize(WIDE)
    faults.push(...(await axe(page)).map((one) => `${file}: ${one}`))
  }
  assert.deepEqual(faults, [])
})
