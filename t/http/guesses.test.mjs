// Limits of guesses: by address, by network and in all (nginx), and by account
// (the programs), at every place where a password is asked for.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { beforeEach, test } from 'node:test'
import { People } from '../lib/people.mjs'
import { portal, TOP } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const { client, sql, mails, PASSWORD } = ctx
const OPEN = { SIGN_IN_RATE: '6000r/m', SIGN_IN_ALL: '6000r/m', SIGN_IN_BURST: '5000' }
const AGAIN = '/account/again'
let anna

beforeEach(async () => {
  await ctx.reset()
  anna = await people.account('Anna Lind')
})

/** A form that comes from another address of this machine; its status. */
const postFrom = (address, page) => new Promise((resolve, reject) => {
  const request = http.request({ host: '127.0.0.1', localAddress: address, port: new URL(ctx.base).port, method: 'POST',
    path: page, agent: false, headers: { Host: new URL(ctx.base).host, 'Content-Type': 'application/x-www-form-urlencoded' } },
  (message) => resolve(message.resume().statusCode))
  request.on('error', reject).end('email=a%40b.example')
})

test('AU-12: one address that posts all the time is held up, at every place, and another is not', async () => {
  const pages = ['/account/sign-in', '/account/forgot', '/account/reset', '/account/sign-up/patient', '/account/second', AGAIN]
  await ctx.nginx({ ...OPEN, SIGN_IN_RATE: '1r/m', SIGN_IN_BURST: '3' })
  try {
    for (const [i, page] of pages.entries()) {
      const seen = []
      for (let n = 0; n < 6; n++) seen.push(await postFrom(`127.0.0.${20 + i}`, page))
      assert.deepEqual(seen.map((status) => status === 429), [false, false, false, false, true, true], page)
    }
    assert.notEqual(await postFrom('127.0.0.30', AGAIN), 429)
  } finally { await ctx.nginx(OPEN) }
})

test('AU-12: and there is a limit for all addresses together', async () => {
  await ctx.nginx({ ...OPEN, SIGN_IN_ALL: '1r/m', SIGN_IN_BURST: '3' })
  try {
    const seen = []
    for (let i = 0; i < 6; i++) seen.push(await postFrom(`127.0.0.${10 + i}`, '/account/forgot'))
    assert.deepEqual(seen.map((status) => status === 429), [false, false, false, false, true, true])
    assert.equal((await client().get('/account/sign-in')).status, 200, 'pages are still shown')
  } finally { await ctx.nginx(OPEN) }
})

test('AU-12: of IPv6 the first half of an address is one network', () => {
  const site = fs.readFileSync(path.join(TOP, 'nginx/site.conf.in'), 'utf8')
  const [, map] = /map \$remote_addr \$kith_network \{(.*?)\n\}/s.exec(site)
  const patterns = [...map.matchAll(/"~([^"]+)"/g)].map(([, pattern]) => new RegExp(pattern))
  const network = (address) => patterns.map((pattern) => pattern.exec(address)?.[1]).find(Boolean) ?? address
  for (const [address, expected] of [['192.0.2.7', '192.0.2.7'], ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2:ffff::1', '2001:db8:1:2'], ['2001:db8:1:2::1', '2001:db8:1:2'], ['2001:db8:1::9', '2001:db8:1'],
    ['2001:db8::1', '2001:db8'], ['::1', '::1']]) assert.equal(network(address), expected, address)
  assert.notEqual(network('2001:db8:1:2::1'), network('2001:db8:1:3::1'))
})

test('AU-10: the password once more counts, and is counted, with those at sign-in', async () => {
  const visitor = await people.signedIn(anna)
  for (let i = 0; i < 5; i++) {
    await visitor.get(AGAIN)
    assert.equal((await visitor.post(AGAIN, { password: 'wrong' })).status, 422)
  }
  assert.deepEqual(await sql('SELECT failures FROM sign_in_failure'), [{ failures: 5 }])
  const other = client()
  await other.get('/account/sign-in')
  const answer = await other.post('/account/sign-in', { email: anna.email, password: PASSWORD })
  assert.match(answer.says, /too many tries/)
  await visitor.get(AGAIN)
  assert.match((await visitor.post(AGAIN, { password: PASSWORD })).says, /too many tries/)
})

test('AU-11: two hundred guesses at once are the free ones and one for each worker', async () => {
  const visitor = await people.signedIn(anna)
  await visitor.get(AGAIN)
  const tries = Array.from({ length: 100 }, () => {
    const tab = visitor.copy()
    tab.page = visitor.page
    return tab.post(AGAIN, { password: 'wrong', once: null })
  })
  const others = Array.from({ length: 100 }, async () => {
    const guest = client()
    await guest.get('/account/sign-in')
    return guest.post('/account/sign-in', { email: anna.email, password: 'wrong' })
  })
  const began = Date.now()
  const answers = await Promise.all([...tries, ...others])
  const took = (Date.now() - began) / 1000
  assert.deepEqual([...new Set(answers.map((a) => a.status))].filter((status) => ![422, 503].includes(status)), [])
  const [{ failures }] = await sql('SELECT failures FROM sign_in_failure')
  // ... and on a slow machine one for each worker after each pause: 5 seconds, 10, 20.
  let pauses = 0
  for (let pause = 5, over = pause; over < took; pause *= 2, over += pause) pauses++
  assert.ok(failures >= 5 && failures <= 5 + 2 * (1 + pauses), `${failures} were looked at in ${took} s`)
})

test('AU-10: the count outlives a restart of programs and database', async () => {
  await sql('INSERT INTO sign_in_failure VALUES (?, 20, UTC_TIMESTAMP())', [anna.email])
  const visitor = client()
  await visitor.get('/account/forgot')
  for (let i = 0; i < 3; i++) await visitor.post('/account/forgot', { email: anna.email, once: null })
  await ctx.program('account').restart()
  await ctx.db.stop()
  await ctx.db.start()
  const fresh = client()
  await fresh.get('/account/sign-in')
  assert.match((await fresh.post('/account/sign-in', { email: anna.email, password: PASSWORD })).says, /too many tries/)
  const before = mails(anna.email).length
  await fresh.get('/account/forgot')
  assert.equal((await fresh.post('/account/forgot', { email: anna.email })).status, 303)
  assert.deepEqual(await sql("SELECT COUNT(*) AS n FROM outbox WHERE template = 'reset'"), [{ n: 3 }])
  assert.ok(mails(anna.email).length - before <= 3)
})
