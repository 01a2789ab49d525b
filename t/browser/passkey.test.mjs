// Passkeys, with Chromium's virtual authenticator in place of a person's device.
import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { axe, browser, NARROW, open, overflows, shot } from '../lib/browser.mjs'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const it = await browser()
const nina = await people.account('Nina New')
const SECURITY = '/account/security'
let page         // signed in as Nina, the password typed just now
let device       // the id of its virtual authenticator
let session      // CDP of the page

async function cdp(method, params = {}) {
  return session.send(`WebAuthn.${method}`, params)
}

/** A device that knows its owner: a phone, a laptop. */
async function newDevice() {
  const { authenticatorId } = await cdp('addVirtualAuthenticator', { options: { protocol: 'ctap2',
    transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
    automaticPresenceSimulation: true } })
  return authenticatorId
}

/** A page with a device, signed in as Nina or as nobody. */
async function newPage(as) {
  const made = await open(it, ctx, { as })
  session = await made.context().newCDPSession(made)
  await cdp('enable')
  return made
}

beforeEach(async () => {
  for (const table of ['session', 'sign_in', 'known_device', 'sign_in_failure', 'recovery_code', 'option_pending',
    'security_option', 'security_option_removed', 'idempotency']) await ctx.sql(`DELETE FROM ${table}`)
  await ctx.sql('UPDATE account SET needs_option = TRUE, has_second_factor = FALSE WHERE id = ?', [nina.id])
  await page?.context().close()
  page = await newPage(await people.signedIn(nina, { isFresh: true }))
  device = await newDevice()
})

after(() => page.context().close())

const heading = () => page.locator('h1').innerText()
const options = () => ctx.sql('SELECT kind, name, cose, sign_count AS count FROM security_option WHERE account_id = ?', [nina.id])

async function makePasskey() {
  await page.goto(`${SECURITY}/first`)
  await page.getByLabel('Passkey').check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Make a passkey' }).click()
  await page.getByRole('heading', { name: 'Print your recovery codes' }).waitFor()
}

/** Up to the second step, in the same browser without its session. */
async function passwordStep() {
  await page.context().clearCookies()
  await page.goto('/account/sign-in')
  await page.getByLabel('Email').fill(nina.email)
  await page.getByLabel('Password', { exact: true }).fill(ctx.PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Use my passkey' }).waitFor()
}

async function usePasskey() {
  await page.getByRole('button', { name: 'Use my passkey' }).click()
}

const failed = () => page.locator('[data-why=failed]:visible').waitFor()

test('S126: a passkey is the first security option, then come the recovery codes', async () => {
  await makePasskey()
  assert.deepEqual(await options(), [{ kind: 'passkey', name: 'Passkey', cose: -7, count: 1 }])
  assert.deepEqual(page.complaints, [])
})

test('S125: the next sign-in asks for the passkey, and lets in with it', async () => {
  await makePasskey()
  await passwordStep()
  assert.equal(await heading(), 'One more step')
  await usePasskey()
  await page.waitForURL((url) => !url.pathname.startsWith('/account/second'))
  assert.equal((await options())[0].count, 2)
  assert.deepEqual(await ctx.sql('SELECT COUNT(*) AS n FROM sign_in'), [{ n: 0 }])
  assert.deepEqual(page.complaints, [])
})

test('S125: remembered, the device is not asked for the passkey again', async () => {
  await makePasskey()
  await passwordStep()
  await page.getByLabel('Remember this device').check()
  await usePasskey()
  await page.waitForURL((url) => !url.pathname.startsWith('/account/second'))
  assert.deepEqual(await ctx.sql('SELECT COUNT(*) AS n FROM known_device WHERE account_id = ?', [nina.id]), [{ n: 1 }])
})

test('AU-06: a device that does not know its owner lets nobody in', async () => {
  await makePasskey()
  await passwordStep()
  await cdp('setUserVerified', { authenticatorId: device, isUserVerified: false })
  await usePasskey()
  await failed()
  assert.equal(new URL(page.url()).pathname, '/account/second')
  await cdp('setUserVerified', { authenticatorId: device, isUserVerified: true })
  await usePasskey()
  await page.waitForURL((url) => !url.pathname.startsWith('/account/second'))
})

test('AU-06: what was signed once does not let in again', async () => {
  await makePasskey()
  await passwordStep()
  const [request] = await Promise.all([page.waitForRequest('**/account/second/passkey'), usePasskey()])
  const taken = Object.fromEntries(new URLSearchParams(request.postData()))
  const thief = ctx.client()
  await thief.get('/account/sign-in')
  await thief.follow(await thief.post('/account/sign-in', { email: nina.email, password: ctx.PASSWORD }))
  const { credential, client_data, data, signature } = taken
  const answer = await thief.post('/account/second/passkey', { credential, client_data, data, signature })
  assert.equal(answer.status, 422)
  assert.match(answer.says, /That did not work/)
  assert.deepEqual(await ctx.sql('SELECT wrong FROM sign_in'), [{ wrong: 1 }])
})

test('AU-11: five wrong answers end the second step, each with another challenge', async () => {
  await makePasskey()
  const visitor = ctx.client()
  const challenges = new Set()
  await visitor.get('/account/sign-in')
  let answer = await visitor.follow(await visitor.post('/account/sign-in', { email: nina.email, password: ctx.PASSWORD }))
  for (let i = 0; i < 5; i++) {
    challenges.add(/data-challenge="([\w-]{43})"/.exec(answer.text)[1])
    await ctx.sql('DELETE FROM sign_in_failure')
    answer = await visitor.post('/account/second/passkey', { credential: 'AA', client_data: 'e30', data: 'AA', signature: `A${i}` })
    assert.equal(answer.status, 422)
  }
  assert.equal(challenges.size, 5)
  assert.equal((await visitor.get('/account/second')).location, '/account/sign-in?over=1')
})

test('S126: a passkey that is not proved is none', async () => {
  const visitor = await people.signedIn(nina, { isFresh: true })
  await visitor.get(`${SECURITY}/first`)
  const form = await visitor.follow(await visitor.post(`${SECURITY}/add`, { kind: 'passkey' }))
  const [, before] = /data-challenge="([\w-]{43})"/.exec(form.text)
  const answer = await visitor.post(`${SECURITY}/passkey`, { client_data: 'e30', attestation: 'oA' })
  assert.equal(answer.status, 422)
  assert.match(answer.says, /That did not work/)
  assert.notEqual(/data-challenge="([\w-]{43})"/.exec(answer.text)[1], before)
  assert.deepEqual(await options(), [])
  assert.equal((await visitor.get('/account/welcome')).location, `${SECURITY}/first`)
})

test('S126: the same device is not added twice, another one is', async () => {
  await makePasskey()
  await page.goto(SECURITY)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('button', { name: 'Make a passkey' }).click()
  await page.locator('[data-why=known]:visible').waitFor()
  await cdp('removeVirtualAuthenticator', { authenticatorId: device })
  await newDevice()
  await page.getByRole('button', { name: 'Make a passkey' }).click()
  await page.getByText('Your security option works.').waitFor()
  assert.equal((await options()).length, 2)
})

test('S126: without a script the page says that this browser can\'t', async () => {
  const plain = await open(it, ctx, { as: await people.signedIn(nina, { isFresh: true }), javaScriptEnabled: false })
  await plain.goto(`${SECURITY}/first`)
  await plain.getByLabel('Passkey').check()
  await plain.getByRole('button', { name: 'Continue' }).click()
  await plain.getByText('This browser can’t use passkeys').waitFor()
  assert.equal(await plain.getByRole('button', { name: 'Make a passkey' }).isVisible(), false)
  await plain.context().close()
})

test('S126: the pages of a passkey fit a small phone and are sound for axe', async () => {
  await page.setViewportSize(NARROW)
  await page.goto(`${SECURITY}/first`)
  await page.getByLabel('Passkey').check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Make a passkey' }).waitFor()
  assert.equal(await overflows(page), false)
  await shot(page, 'passkey-make-phone')
  await page.getByRole('button', { name: 'Make a passkey' }).click()
  await page.getByRole('heading', { name: 'Print your recovery codes' }).waitFor()
  await passwordStep()
  await cdp('setUserVerified', { authenticatorId: device, isUserVerified: false })
  await usePasskey()
  await failed()
  assert.equal(await overflows(page), false)
  await shot(page, 'passkey-use-phone')
  // Last: it takes the virtual device away.
  assert.deepEqual(await axe(page), [])
})
