// With the keys alone: everything can be reached, and one sees where one is.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browser, open, PHONE, WIDE } from '../lib/browser.mjs'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const chromium = await browser()
const dana = await ctx.signIn('dana.whitfield@mail.example')
const { id } = await people.patient('dana')
const [{ id: report }] = await ctx.sql("SELECT id FROM report WHERE patient_id = ? AND category = 'laboratory' ORDER BY issued_day DESC, id DESC LIMIT 1", [id])

/** In the page: what can be reached with Tab, in its order; of radios one. */
function reachable() {
  const seen = new Set()
  return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0)
    .filter((one) => {
      if (one.type !== 'radio') return true
      const group = document.querySelector(`[name="${one.name}"]:checked`) ?? document.querySelector(`[name="${one.name}"]`)
      return one === group
    })
    .map((one) => window.nameOf(one))
}

/** In the page: the element with the focus, and what is wrong with it. */
function focused() {
  const one = document.activeElement
  if (one === document.body) return null
  const rings = [one, one.closest('label')].filter(Boolean)
    .flatMap((part) => [getComputedStyle(part), getComputedStyle(part, '::after')])
    .some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)
  const shown = one.type === 'radio' || one.type === 'checkbox' ? one.closest('label') ?? one : one
  const { top, left, right, height } = shown.getBoundingClientRect()
  const y = Math.max(1, Math.min(top + Math.min(height, 40) / 2, innerHeight - 1))
  const hit = document.elementFromPoint(Math.max(1, Math.min((left + right) / 2, left + 20)), y)
  const isOnTop = height > innerHeight || hit === null || shown.contains(hit) || hit.contains(shown) || hit.closest('a, li, label') !== null
  return { name: window.nameOf(one), rings, inView: top >= -1 && top < innerHeight, isOnTop, cover: hit?.outerHTML.slice(0, 80) }
}

const nameOf = () => {
  window.nameOf = (one) => `${[...document.querySelectorAll('*')].indexOf(one)} ${one.nodeName} ${one.id || one.name || one.getAttribute('href') || ''} ${(one.innerText || one.value || '').trim().slice(0, 30)}`
}

/** Press Tab until the page is through; null stands for the window around it. */
async function tabThrough(page) {
  const names = []
  const faults = []
  for (let i = 0; i < 200; i++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(focused)
    if (at === null || at.name === names[0]) break
    // A date has parts of its own, which the browser marks itself.
    if (at.name === names.at(-1)) continue
    names.push(at.name)
    if (!at.rings) faults.push(`no ring: ${at.name}`)
    if (!at.inView) faults.push(`out of sight: ${at.name}`)
    if (!at.isOnTop) faults.push(`covered by ${at.cover}: ${at.name}`)
  }
  return { names, faults }
}

const PAGES = [['/account/sign-in', false], ['/account/sign-up', false], ['/account/sign-up/family', false], [`/home/${id}`, true],
  [`/health/${id}`, true], [`/health/${id}/results`, true], [`/health/${id}/results/${report}`, true],
  [`/records/${id}?dates=range&from=2026-01-01&to=2026-02-01&preview=show`, true], ['/nowhere', true]]

for (const [at, isSignedIn] of PAGES) {
  for (const [viewport, where] of [[WIDE, 'computer'], [PHONE, 'phone']]) {
    test(`E1-W: ${at}: Tab reaches everything, and shows where, ${where}`, async () => {
      const page = await open(chromium, ctx, { as: isSignedIn && dana, viewport })
      await page.addInitScript(nameOf)
      await page.goto(at)
      await page.evaluate(() => { document.activeElement.blur(); document.querySelectorAll('details').forEach((one) => { one.open = !one.matches('.menu') }) })
      const wanted = await page.evaluate(reachable)
      const { names, faults } = await tabThrough(page)
      assert.deepEqual(faults, [])
      assert.deepEqual([...names].sort(), [...wanted].sort())
    })
  }
}

test('E1-W: the first Tab offers to skip to the main content', async () => {
  const page = await open(chromium, ctx, { as: dana })
  await page.goto(`/health/${id}`)
  await page.keyboard.press('Tab')
  const link = page.getByRole('link', { name: 'Skip to main content' })
  assert.equal(await link.evaluate((one) => one === document.activeElement && one.getBoundingClientRect().top >= 0), true)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.closest('main') !== null), true)
})

test('E1-W: with the keys alone: sign in, switch the patient, see the vaccines, download', async () => {
  const page = await open(chromium, ctx)
  const tabTo = async (name) => {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab')
      const said = await page.evaluate(() => (document.activeElement.labels?.[0] ?? document.activeElement).innerText ?? '')
      if (said.includes(name)) return
    }
    throw new Error(`Tab does not come to ${name}`)
  }
  const enter = () => Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  await page.goto('/account/sign-in')
  await tabTo('Email')
  await page.keyboard.type('dana.whitfield@mail.example')
  await tabTo('Password')
  await page.keyboard.type(ctx.demoPassword)
  await enter()
  await tabTo('Switch patient')
  await page.keyboard.press('Enter')
  await tabTo('Owen')
  await enter()
  await tabTo('My health')
  await enter()
  await tabTo('Show vaccine details')
  await page.keyboard.press('Space')
  assert.equal(await page.getByRole('columnheader', { name: 'Maker and lot' }).isVisible(), true)
  await page.goto(page.url().replace('health', 'records'))
  await tabTo('All time')
  await page.keyboard.press('ArrowDown')
  assert.equal(await page.getByRole('radio', { name: /^Single date/ }).isChecked(), true)
  await page.keyboard.press('ArrowUp')
  await tabTo('Download')
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  assert.equal(file.suggestedFilename(), 'health-record.zip')
})

test('E1-W: a menu closes with Escape and gives the focus back', async () => {
  const page = await open(chromium, ctx, { as: dana })
  await page.goto(`/home/${id}`)
  await page.locator('details.me summary').focus()
  await page.keyboard.press('Enter')
  assert.equal(await page.getByRole('button', { name: 'Sign out' }).isVisible(), true)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Escape')
  assert.equal(await page.getByRole('button', { name: 'Sign out' }).isVisible(), false)
  assert.equal(await page.evaluate(() => document.activeElement.matches('.me summary')), true)
})
