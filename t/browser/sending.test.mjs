// A record on its way to somebody else, in a real browser: by email, by secure
// link, and what the other person sees.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import jsQR from 'jsqr'
import { axe, browser, NARROW, open, overflows, WIDE } from '../lib/browser.mjs'
import { Family } from '../lib/family.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const family = new Family(ctx)
const chromium = await browser()

/** No fault that axe finds, and nothing wider than the window, at both sizes. */
async function judge(page, where) {
  for (const size of [NARROW, WIDE]) {
    await page.setViewportSize(size)
    assert.deepEqual(await axe(page), [], where)
    assert.equal(await overflows(page), false, `${where} is wider than the window`)
  }
  assert.deepEqual(page.complaints, [], where)
}

/** What a phone reads in a QR code of the page, as it looks on a small screen. */
async function scan(page, name) {
  await page.setViewportSize(NARROW)
  const png = await page.getByRole('img', { name }).screenshot()
  const blank = await page.context().newPage()
  const { data, width, height } = await blank.evaluate(async (base64) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]))
    const canvas = new OffscreenCanvas(picture.width, picture.height).getContext('2d')
    canvas.drawImage(picture, 0, 0)
    return { data: [...canvas.getImageData(0, 0, picture.width, picture.height).data], width: picture.width, height: picture.height }
  }, png.toString('base64'))
  await blank.close()
  return jsQR(Uint8ClampedArray.from(data), width, height)?.data
}

/** Press what has the focus, and wait for the page that comes. */
const enter = (page) => Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
const press = (page, name, role = 'button') => Promise.all([page.waitForEvent('load'), page.getByRole(role, { name, exact: true }).click()])

/** Go on with Tab to a field or button and give it the focus. */
async function tabTo(page, locator) {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab')
    if (await locator.evaluate((element) => element === document.activeElement)) return
  }
  assert.fail(`${locator} is not reached by Tab`)
}

test('S108: by keyboard from Health Records to a record that was sent; axe, 320 px', async () => {
  const owner = await family.owner()
  const page = await open(chromium, ctx, { as: owner })
  await page.goto(`/records/${owner.patient.id}`)
  await tabTo(page, page.getByRole('button', { name: 'Send via Email' }))
  await enter(page)
  await judge(page, 'the form')
  await tabTo(page, page.getByLabel('Email', { exact: true }))
  await page.keyboard.type('dr.lund@heart.example')
  await page.keyboard.press('Tab')
  await page.keyboard.type('dr.lund@heart')
  await tabTo(page, page.getByRole('checkbox', { name: /^I understand/ }))
  await page.keyboard.press('Space')
  await tabTo(page, page.getByRole('button', { name: 'Send', exact: true }))
  await enter(page)
  assert.match(await page.title(), /^Error: /)
  page.complaints.length = 0 // The browser tells of the 422.
  await judge(page, 'the errors')
  await page.getByLabel('Confirm email').fill('dr.lund@heart.example')
  await press(page, 'Send')
  await judge(page, 'what became of it')
  assert.match(await page.locator('main').innerText(), /dr\.lund@heart\.example/)
})

test('E1-T2: a link is made, opened by another person with the code, and stopped; axe, 320 px', async () => {
  const owner = await family.owner()
  const page = await open(chromium, ctx, { as: owner })
  await page.goto(`/records/${owner.patient.id}/share`)
  await judge(page, 'the form')
  await page.getByLabel('Who is it for?').fill('Dr. Lund')
  await press(page, 'Show Preview')
  assert.equal(await page.getByLabel('Who is it for?').inputValue(), 'Dr. Lund')
  await judge(page, 'the preview')
  await press(page, 'Make the link')
  await judge(page, 'the link')
  assert.equal(await scan(page, 'QR code for an app'), await page.locator('#app-link').inputValue())
  const link = await page.locator('#address').inputValue()
  assert.equal(await scan(page, 'QR code of the link'), link)
  const code = await page.locator('#code-shown').inputValue()

  const other = await open(chromium, ctx)
  await other.goto(link)
  assert.equal(new URL(other.url()).pathname + new URL(other.url()).search, '/share')
  await judge(other, 'the code')
  await other.getByLabel('Code').focus()
  await other.keyboard.type(code)
  await enter(other)
  assert.match(await other.locator('h1').innerText(), /^Health record of /)
  await judge(other, 'the shared record')

  await press(page, 'I have handed it over', 'link')
  assert.match(await page.locator('main').innerText(), /Opened 1 of 5 times/)
  await press(page, 'Stop sharing with Dr. Lund')
  assert.match(await page.locator('main').innerText(), /The link was stopped/)
  await judge(page, 'the list')
  await other.reload()
  assert.match(await other.locator('h1').innerText(), /A health record was shared with you/)
})
