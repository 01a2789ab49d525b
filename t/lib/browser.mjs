// A real browser, and what it can judge: accessibility, markup, pictures.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { after } from 'node:test'
import { HtmlValidate } from 'html-validate'
import { chromium } from 'playwright-core'
import { TOP } from './stack.mjs'

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// Sizes that the pages must work in: a computer, a phone, zoom 400 %.
export const WIDE = { width: 1280, height: 900 }
export const PHONE = { width: 390, height: 844 }
export const NARROW = { width: 320, height: 640 }

/** Start the browser; it ends with the test file. */
export async function browser() {
  const it = await chromium.launch({
    executablePath: process.env.KITH_CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    // No page lives long enough for the compiler that makes scripts fast.
    args: ['--js-flags=--max-opt=1', '--renderer-process-limit=1', '--no-sandbox', '--disable-gpu', '--disable-quic',
      '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--disable-dev-shm-usage', '--disable-features=OptimizationHints,MediaRouter,Translate'],
  })
  after(() => it.close())
  return it
}

/**
 * A page of its own, signed in as a Client is. What the browser complains of
 * (errors, CSP) and every address outside the portal are collected in
 * page.complaints.
 */
export async function open(it, ctx, { as, viewport = WIDE, scheme = 'light', javaScriptEnabled = true } = {}) {
  const context = await it.newContext({ viewport, colorScheme: scheme, javaScriptEnabled,
    reducedMotion: 'reduce', locale: 'en-US', timezoneId: 'America/New_York', baseURL: ctx.base })
  if (as) await signInAs(context, ctx, as)
  const page = await context.newPage()
  page.complaints = []
  page.on('pageerror', (error) => page.complaints.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') page.complaints.push(`console: ${message.text()}`)
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(`${ctx.base}/`) && !request.url().startsWith('data:')) {
      page.complaints.push(`asks elsewhere: ${request.url()}`)
    }
  })
  return page
}

/** Give a browser the cookies of a Client. */
export function signInAs(context, ctx, client) {
  return context.addCookies([...client.jar.cookies].map(([name, value]) => ({
    name, value, domain: 'localhost', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' })))
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** What another colour scheme can break on a page that was judged in one. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** What axe finds wrong (WCAG 2.2 A and AA and best practices), in lines. */
export async function axe(page, rules = RULES) {
  // Past the page's own policy: it forbids foreign script, as it should.
  const session = await page.context().newCDPSession(page)
  const there = await session.send('Runtime.evaluate', { expression: 'typeof axe' })
  if (there.result.value === 'undefined') await session.send('Runtime.evaluate', { expression: AXE })
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    awaitPromise: true, returnByValue: true,
    expression: `axe.run(document, { resultTypes: ['violations'], iframes: false, preload: false, runOnly: ${JSON.stringify(rules)} })
      .then((found) => found.violations.map((v) => v.id + ': ' + v.help + ': ' +
        v.nodes.map((n) => n.target.join(' ')).join(' | ')))` })
  await session.detach()
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
  return result.value
}

/**
 * The same in light and in dark, where only the colours differ. One page for both:
 * most of the time goes into the first run of axe in a page.
 */
export async function axeInBothSchemes(page) {
  const found = await axe(page)
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  found.push(...(await axe(page, COLOUR_RULES)).map((one) => `dark: ${one}`))
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  return found
}

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // Written on purpose: older Safari forgets a table whose display changes.
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    'long-title': 'off',
    // How the serializer writes is not what a reader gets.
    'void-style': 'off', 'attr-quotes': 'off', 'attribute-boolean-style': 'off',
    'no-trailing-whitespace': 'off', 'doctype-style': 'off', 'no-inline-style': 'error',
    'attribute-empty-style': 'off', 'require-sri': 'off', 'tel-non-breaking': 'off',
  },
})

/** What is wrong with the markup, in lines "rule: message (line)". */
export async function htmlValidate(html) {
  const report = await validator.validateString(html)
  return report.results.flatMap((result) => result.messages)
    .map((m) => `${m.ruleId}: ${m.message} (line ${m.line})`)
}

/** Whether something is wider than the window (WCAG 1.4.10). */
export function overflows(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
}

/** A picture for people to look at: var/shots/NAME.png. */
export async function shot(page, name) {
  const dir = path.join(process.env.KITH_VAR ?? path.join(TOP, 'var'), 'shots')
  fs.mkdirSync(dir, { recursive: true })
  await page.screenshot({ path: path.join(dir, `${name}.png`), fullPage: true })
}
