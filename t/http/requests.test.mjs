// Requests as no browser sends them, and a stack of which parts are missing.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { People } from '../lib/people.mjs'
import { pause, portal, until } from '../lib/portal.mjs'

const ctx = await portal()
const { client, sql, raw, PASSWORD, stack } = ctx
const people = new People(ctx)
const port = Number(new URL(ctx.base).port)
const host = `Host: ${new URL(ctx.base).host}\r\nConnection: close\r\n`
const SIGN_IN = '/account/sign-in'
let anna, walter, home

beforeEach(async () => {
  await ctx.reset()
  anna = await people.account('Anna Lind')
  walter = await people.patient('walter')
  await people.grant(anna, walter)
  home = `/home/${walter.id}`
})

const locks = []
after(() => locks.forEach((child) => child.kill()))

/** Hold tables so that nobody reads them, until the function that comes back is called. */
async function lockTables(...names) {
  const child = spawn('mariadb', ['--no-defaults', '--user=root', `--socket=${stack.sockets}/mariadb.sock`, '-N', '--unbuffered', 'kith'])
  locks.push(child)
  const said = new Promise((resolve) => child.stdout.once('data', resolve))
  child.stdin.write(`LOCK TABLES ${names.map((name) => `${name} WRITE`).join()};\nSELECT 'locked';\n`)
  await said
  return () => new Promise((resolve) => {
    child.on('close', resolve)
    child.stdin.end('UNLOCK TABLES;\n')
  })
}

/** Wait until so many statements of the portal wait for a lock. */
const waiting = (n = 1) => until(async () => (await sql(`SELECT COUNT(*) AS n FROM information_schema.processlist
  WHERE user LIKE 'kith\\_%' AND state LIKE 'Waiting for table%'`))[0].n >= n)

/** No word of how the portal is made. */
function assertQuiet(answer, what = '') {
  const text = answer.text
  for (const word of [/\bSELECT\b/, /\bINSERT\b/, /\bmariadb\b/i, /\bmysql\b/i, /errno/i, /\/work\//, /\.c:\d/, /\.xsl\b/,
    /nginx\/\d/, /libfcgi/i, /backtrace/i, /\bat 0x/, /\/tmp\//, /unix:/, /kith_[a-z]/, /denied/i]) {
    assert.ok(!word.test(text), `${what} ${word}`)
  }
}

const HEADERS = ['content-security-policy', 'cache-control', 'x-content-type-options', 'x-frame-options', 'referrer-policy',
  'strict-transport-security', 'cross-origin-opener-policy', 'cross-origin-resource-policy', 'permissions-policy']

function assertHeaders(answer) {
  for (const name of HEADERS) assert.equal(answer.all(name).length, 1, `${answer.status}: ${name}`)
  const policy = answer.headers['content-security-policy']
  assert.match(policy, /default-src 'none'/)
  assert.match(policy, /frame-ancestors 'none'/)
  assert.ok(!/unsafe|\*|https?:|data:/.test(policy), policy)
  assert.equal(answer.headers['x-content-type-options'], 'nosniff')
  assert.equal(answer.headers['cache-control'], 'no-store')
  const [, age] = /max-age=(\d+); includeSubDomains/.exec(answer.headers['strict-transport-security'])
  assert.ok(Number(age) >= 31536000)
  assert.equal(answer.headers.server, 'nginx')
  assert.equal(answer.headers['x-powered-by'], undefined)
}

// --- IO-03, IO-04, IO-21: every status that a program says by itself ---

const STATUSES = {
  200: async () => (await people.signedIn(anna)).get(home),
  '200 of a file': async () => (await people.signedIn(anna)).get(`/records/${walter.id}/download`),
  303: () => client().get(home),
  400: () => client().get('/account/sign-in?a=1&a=2'),
  403: () => client().post(SIGN_IN, { email: 'a@b.example', password: 'x' }),
  404: async () => (await people.signedIn(anna)).get('/home/999999'),
  405: () => client().post('/account/welcome', {}),
  413: () => client().post(SIGN_IN, { password: 'x'.repeat(70000) }),
  415: () => client().post(SIGN_IN, {}, { headers: { 'Content-Type': 'text/plain' } }),
  422: async () => { const c = client(); await c.get(SIGN_IN); return c.post(SIGN_IN, { email: 'a@b.example', password: 'x' }) },
}

for (const [status, ask] of Object.entries(STATUSES)) {
  test(`IO-03: status ${status} of a program carries the policy and the other headers, each once`, async () => {
    const answer = await ask()
    assert.equal(answer.status, parseInt(status, 10))
    assertHeaders(answer)
    assertQuiet(answer)
  })
}

test('IO-10: the download is a file to save, in which nothing may run', async () => {
  const answer = await STATUSES['200 of a file']()
  assert.match(answer.headers['content-disposition'], /^attachment; filename="[a-z-]+\.zip"; filename\*=UTF-8''[a-z-]+\.zip$/)
  assert.match(answer.headers['content-security-policy'], /^sandbox/)
  assert.equal(answer.headers['content-type'], 'application/zip')
})

test('IO-21: an error of a program names the request, and the log knows it', async () => {
  const answer = await STATUSES[404]()
  const id = answer.headers['x-request-id']
  assert.match(id, /^[0-9a-f]{32}$/)
  assert.ok(answer.says.includes(id))
  assert.ok(fs.readFileSync(path.join(ctx.dir, 'log/access.log'), 'utf8').includes(id))
  assert.equal((await sql('SELECT COUNT(*) AS n FROM audit WHERE request_id = ?', [id]))[0].n, 1)
})

test('IO-21: every page that nginx shows by itself is a page of the portal', () => {
  const dir = path.join(ctx.dir, 'www/error')
  const pages = fs.readdirSync(dir)
  for (const status of [400, 403, 404, 405, 413, 414, 415, 429, 500, 502, 503, 504]) {
    assert.ok(pages.includes(`${status}.html`), String(status))
    const text = fs.readFileSync(path.join(dir, `${status}.html`), 'utf8')
    assert.match(text, /Riverbend/)
    assertQuiet({ text }, status)
  }
})

test('S88: the page of a body that is too big says how much a file may have', () => {
  const text = fs.readFileSync(path.join(ctx.dir, 'www/error/413.html'), 'utf8')
  assert.match(text, /up to 10 files[^]*up to 10 MB/)
  assert.match(text, /Go back[^]*what you typed should still be there/)
})

// --- IO-07, IO-20: bodies and heads ---

test('IO-07: 300 MB are refused before they are sent', async () => {
  const began = Date.now()
  const { status, text } = await raw(`POST ${SIGN_IN} HTTP/1.1\r\n${host}Content-Type: application/x-www-form-urlencoded\r\n` +
    'Content-Length: 314572800\r\n\r\n', { silence: 1000 })
  assert.equal(status, 413)
  assert.match(text, /Connection: close/i)
  assert.ok(Date.now() - began < 200000)
})

test('IO-07: and so is who sends them all the same, in pieces without a length', async () => {
  const sent = await new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`
    let isRefused = false
    const more = () => {
      while (!isRefused && socket.writable && socket.bytesWritten < 300 << 20) if (!socket.write(chunk)) return
      if (isRefused || socket.bytesWritten >= 300 << 20) { resolve(socket.bytesWritten); socket.destroy() }
    }
    socket.on('error', () => resolve(socket.bytesWritten)).on('drain', more)
    socket.on('data', (data) => { isRefused ||= /^HTTP\/1\.1 413 /.test(data); more() })
    socket.write(`POST ${SIGN_IN} HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n`, more)
  })
  // How far a sender gets before it reads the answer is its own affair.
  assert.ok(sent < 300 << 20, 'it was never refused')
  assert.equal((await client().get(SIGN_IN)).status, 200)
})

test('IO-07: a body shorter than it says is not acted upon', async () => {
  const before = await people.everything()
  const { status } = await raw(`POST ${SIGN_IN} HTTP/1.1\r\n${host}Content-Type: application/x-www-form-urlencoded\r\n` +
    'Content-Length: 5000\r\n\r\nemail=a%40b.example', { silence: 500 })
  assert.ok([0, 400, 408].includes(status), String(status))
  assert.deepEqual(await people.everything(), before)
})

test('IO-07: what follows a body that is longer than it says is no second request', async () => {
  const visitor = client()
  await visitor.get(SIGN_IN)
  const smuggled = `GET /nowhere HTTP/1.1\r\n${host}\r\n`
  const { text } = await raw(`POST ${SIGN_IN} HTTP/1.1\r\n${host}Content-Type: application/x-www-form-urlencoded\r\n` +
    `Content-Length: 3\r\n\r\na=1${smuggled}`, { silence: 700 })
  assert.equal(text.match(/^HTTP\/1\.1 /gm).length, 1)
})

for (const [what, head] of Object.entries({
  'two lengths': 'Content-Length: 3\r\nContent-Length: 4\r\n', 'a negative length': 'Content-Length: -1\r\n',
  'a length in words': 'Content-Length: three\r\n', 'a length and chunks': 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n',
  'a coding with a tab': 'Transfer-Encoding:\tchunked\r\nContent-Length: 3\r\n', 'two codings': 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n',
  'a blank before the colon': 'Content-Length : 3\r\n', 'a line folded': 'X-A: b\r\n Content-Length: 3\r\n', 'no host': null })) {
  test(`IO-20: a head with ${what} is refused, or the line is nothing to us`, async () => {
    const before = await people.everything()
    const { status } = await raw(head === null ? `POST ${SIGN_IN} HTTP/1.1\r\nConnection: close\r\n\r\n`
      : `POST ${SIGN_IN} HTTP/1.1\r\n${host}${head}\r\n0\r\n\r\n`, { silence: 700 })
    assert.ok([0, 400, 411, 415, 501].includes(status), String(status))
    assert.deepEqual(await people.everything(), before)
  })
}

test('IO-20: no header becomes a variable of the program', async () => {
  const visitor = await people.signedIn(anna)
  const [{ last }] = await sql('SELECT MAX(id) AS last FROM audit')
  for (const headers of [{ Proxy: 'http://evil.example' }, { 'Remote-Addr': '6.6.6.6' }, { REMOTE_ADDR: '6.6.6.6' },
    { 'X-Real-IP': '6.6.6.6' }, { X_FORWARDED_FOR: '6.6.6.6' }, { HTTPS: 'on' }, { 'Request-Method': 'POST' },
    { 'Document-Uri': '/account/sign-in' }, { 'X-Original-URL': '/account/sign-in' }, { 'X-Rewrite-URL': '/account/sign-in' },
    { 'X-HTTP-Method-Override': 'POST' }, { 'Kith-Account': '1' }]) {
    const answer = await visitor.copy().get(home, { headers })
    assert.equal(answer.status, 200, JSON.stringify(headers))
    assert.match(answer.h1, /Walter/)
  }
  assert.deepEqual(await sql('SELECT DISTINCT address, action FROM audit WHERE id > ?', [last]), [{ address: '127.0.0.1', action: 'show_home' }])
})

test('IO-20: the name a request is sent to appears in no address that we give', async () => {
  const { text } = await raw(`GET ${home} HTTP/1.1\r\nHost: localhost:${port}\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n`)
  assert.ok(!text.includes('evil.example'))
  const foreign = await raw(`GET ${home} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`)
  assert.equal(foreign.status, 421)
})

test('R-27: nobody unpacks a request', async () => {
  for (const coding of ['gzip', 'deflate', 'br', 'identity, gzip', 'x']) {
    const visitor = client()
    await visitor.get(SIGN_IN)
    const answer = await visitor.post(SIGN_IN, { email: anna.email, password: PASSWORD }, { headers: { 'Content-Encoding': coding } })
    assert.equal(answer.status, 415, coding)
  }
})

test('IO-18: another kind of body than a form is 415', async () => {
  for (const type of ['application/json', 'multipart/form-data; boundary=x', 'text/plain', 'text/xml', undefined]) {
    const visitor = client()
    await visitor.get(SIGN_IN)
    const answer = await visitor.post(SIGN_IN, { email: anna.email, password: PASSWORD }, { headers: { 'Content-Type': type } })
    assert.equal(answer.status, 415, type)
  }
})

// --- IO-16: where an answer leads ---

for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', '\\\\evil.example', '/%2fevil.example', '/home/1\r\nSet-Cookie: a=b',
  '/home/1%0d%0aX: y', 'javascript:alert(1)', '/home/1?x=//evil', '/home@evil.example', '/.//evil.example', '/\tevil', ' //evil.example', '///evil.example']) {
  test(`IO-16: next=${JSON.stringify(next)} leads nowhere else`, async () => {
    const visitor = client()
    const page = await visitor.get(`${SIGN_IN}?next=${encodeURIComponent(next)}`)
    assert.ok([200, 422].includes(page.status))
    assert.ok(!page.text.includes('evil'))
    const answer = await visitor.post(SIGN_IN, { email: anna.email, password: PASSWORD, next })
    // A line end in a line is refused with the form; all else goes to the own page.
    if (answer.status === 422) { assert.match(next, /[\r\n\t]/); return }
    assert.equal(answer.status, 303)
    assert.ok(['/account/sign-in', home].includes(answer.location), answer.location)
    assert.equal(answer.headers.x, undefined)
    assert.ok(answer.all('set-cookie').every((line) => line.startsWith('__Host-kith')))
  })
}

test('IO-16: a page of ours is gone to', async () => {
  const visitor = client()
  await visitor.follow(await visitor.get(`/health/${walter.id}`))
  const answer = await visitor.post(SIGN_IN, { email: anna.email, password: PASSWORD })
  assert.equal(answer.location, `/health/${walter.id}`)
})

// --- IO-18, IO-19, IO-22 ---

test('IO-18: a known address with another method is 405 and says which it knows', async () => {
  const visitor = await people.signedIn(anna)
  for (const [method, address] of [['POST', home], ['POST', `/health/${walter.id}`], ['GET', '/account/sign-out'], ['POST', '/account/welcome']]) {
    const answer = await visitor.copy().request(method, address, { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })
    assert.equal(answer.status, 405, `${method} ${address}`)
    assert.ok(answer.headers.allow, 'Allow')
  }
})

test('IO-18: HEAD says what GET would, and leaves nothing behind but its line in the audit', async () => {
  const visitor = await people.signedIn(anna)
  const [{ id }] = await sql('SELECT id FROM report WHERE patient_id = ? AND NOT confidential LIMIT 1', [walter.id])
  for (const address of [home, `/health/${walter.id}/results/${id}`, `/records/${walter.id}`, '/account/welcome']) {
    const answer = await visitor.copy().head(address)
    assert.equal(answer.status, 200, address)
    assert.equal(answer.body.length, 0)
  }
  assert.deepEqual(await sql('SELECT * FROM result_seen'), [])
  assert.equal((await visitor.get(`/health/${walter.id}/results/${id}`)).status, 200)
  assert.equal((await sql('SELECT * FROM result_seen')).length, 1)
})

for (const way of ['/home/%2e%2e/health/ID', '/home/../health/ID', '/home/./ID', '/home//ID', '//home/ID', '/home/ID%3fx', '/home/ID%00', '/home/ID;/x',
  '/home/ID/', '/home/ID%2f..', '/home%2fID', '/static/../home/ID', '/static/%2e%2e/home/ID', '/home/ID#', '/HOME/ID', '/home/ID.', '/home/IDé', '/home/IDéx?a']) {
  test(`IO-19: ${way} reaches no other page`, async () => {
    const visitor = await people.signedIn(anna)
    const address = way.replaceAll('ID', walter.id)
    const { status, text } = await raw(`GET ${address} HTTP/1.1\r\n${host}Cookie: ${visitor.jar}\r\n\r\n`)
    assert.ok([400, 404].includes(status), `${status}`)
    assert.ok(!text.includes('Brandt'))
  })
}

test('IO-22: no name, address, date of birth or search stands in a log or an address', async () => {
  const mark = fs.statSync(path.join(ctx.dir, 'log/access.log')).size
  const visitor = client()
  const typed = await people.typed('siobhan', { first_name: 'Zanzibar', email: 'canary@zanzibar.example' })
  await visitor.get('/account/sign-up/patient')
  const answers = [await visitor.post('/account/sign-up/patient', typed)]
  const person = await people.signedIn(anna)
  answers.push(await person.get(`/records/${walter.id}?dates=range&from=2019-07-04&to=2019-07-05`, { headers: { Referer: `${ctx.base}/?q=zanzibar` } }))
  answers.push(await person.get('/home/1?q=zanzibar'))
  for (const answer of answers) assert.ok(!/zanzibar|canary/i.test(answer.location ?? ''))
  const log = fs.readFileSync(path.join(ctx.dir, 'log/access.log'), 'utf8').slice(mark)
  assert.ok(log.includes(`/records/${walter.id}`))
  for (const word of [/zanzibar/i, /canary/i, /2019-07-04/, /siobhan/i, /walter/i, /1997-01-14/]) assert.ok(!word.test(log), String(word))
})

// --- R-06, R-07: the database ---

test('R-06: connections that the database killed are opened anew, nobody notices', async () => {
  const visitor = await people.signedIn(anna)
  for (let i = 0; i < 3; i++) {
    for (const { id } of await sql("SELECT id FROM information_schema.processlist WHERE user LIKE 'kith\\_%'")) {
      await sql(`KILL ${id}`).catch(() => {})
    }
    for (const address of [home, `/health/${walter.id}`, SIGN_IN, '/account/welcome']) {
      assert.ok((await visitor.copy().get(address)).status < 400, address)
    }
  }
})

test('R-07: without the database every page says so at once, with Retry-After, and comes back by itself', async () => {
  const visitor = await people.signedIn(anna)
  await ctx.db.stop()
  try {
    for (const address of [home, `/health/${walter.id}`, `/records/${walter.id}`, SIGN_IN]) {
      const began = Date.now()
      const answer = await visitor.copy().get(address)
      assert.equal(answer.status, 503, address)
      assert.ok(Date.now() - began < 20000)
      assert.ok(Number(answer.headers['retry-after']) > 0)
      assert.match(answer.says, /We will be back soon/)
      assertHeaders(answer)
      assertQuiet(answer)
    }
    assert.equal((await client().get('/static/kith.css')).status, 200)
  } finally { await ctx.db.start() }
  await until(async () => (await visitor.copy().get(home)).status === 200, { seconds: 5 })
})

test('R-07: programs that start before the database wait for it', async () => {
  const visitor = await people.signedIn(anna)
  await ctx.db.stop()
  try {
    const home_ = ctx.program('home')
    const pid = home_.pid
    process.kill(pid, 'SIGHUP')                  // fresh workers, without a database
    await until(async () => (await visitor.copy().get(home)).status === 503)
    assert.equal(home_.pid, pid)
  } finally { await ctx.db.start() }
  await until(async () => (await visitor.copy().get(home)).status === 200, { seconds: 10 })
})

test('R-07: the database killed under load: acknowledged is there, the rest is an error', async () => {
  const visitors = await Promise.all(Array.from({ length: 12 }, async () => {
    const visitor = client()
    await visitor.get(SIGN_IN)
    return visitor
  }))
  const running = visitors.map((visitor) => visitor.post(SIGN_IN, { email: anna.email, password: PASSWORD }))
  await until(async () => (await sql('SELECT COUNT(*) AS n FROM session'))[0].n >= 2)
  await ctx.db.kill9()
  const answers = await Promise.all(running)
  await ctx.db.start()
  assert.ok(answers.every((answer) => [303, 502, 503].includes(answer.status)), answers.map((a) => a.status).join())
  const good = visitors.filter((visitor) => visitor.jar.cookies.has('__Host-kith'))
  assert.equal(good.length, answers.filter((answer) => answer.status === 303).length)
  for (const visitor of good) {
    assert.equal((await until(async () => { const a = await visitor.get(home); return a.status !== 503 && a })).status, 200)
  }
})

// --- R-14 to R-17: workers ---

test('R-14: a worker killed at work: a page that says so, then others go on', async () => {
  const visitor = await people.signedIn(anna)
  const free = await lockTables('session', 'account', 'access_grant', 'patient')
  let answer
  try {
    const running = visitor.copy().get(home)
    await waiting()
    for (const pid of ctx.program('home').workers) process.kill(pid, 'SIGKILL')
    answer = await running
  } finally { await free() }
  assert.equal(answer.status, 502)
  assert.match(answer.says, /We will be back soon/)
  assertHeaders(answer)
  assertQuiet(answer)
  await until(async () => (await visitor.copy().get(home)).status === 200, { seconds: 5 })
  await until(() => ctx.program('home').workers.length === 2)
})

test('R-14: a worker killed in the middle of a form: nothing is half done, sent again it is done', async () => {
  const visitor = client()
  await visitor.get(SIGN_IN)
  const fields = { ...visitor.formFields(SIGN_IN), email: anna.email, password: PASSWORD }
  const free = await lockTables('session')
  try {
    const running = visitor.copy().post(SIGN_IN, fields, { bare: true })
    await waiting()
    for (const pid of ctx.program('account').workers) process.kill(pid, 'SIGKILL')
    assert.equal((await running).status, 502)
  } finally { await free() }
  assert.deepEqual(await sql('SELECT * FROM session'), [])
  const answer = await until(async () => {
    const got = await visitor.post(SIGN_IN, fields, { bare: true })
    return got.status !== 502 && got
  })
  assert.equal(answer.status, 303)
  assert.equal((await sql('SELECT * FROM session')).length, 1)
})

test('R-15: workers that die again and again are replaced, other programs are served', async () => {
  const visitor = await people.signedIn(anna)
  const program = ctx.program('health')
  for (let i = 0; i < 3; i++) {
    for (const pid of program.workers) process.kill(pid, 'SIGSEGV')
    assert.equal((await visitor.copy().get(home)).status, 200)
    await until(async () => (await visitor.copy().get(`/health/${walter.id}`)).status === 200, { seconds: 10 })
  }
})

test('R-17: a rolling restart under load: no request fails, and sessions go on', async () => {
  const visitor = await people.signedIn(anna)
  let going = true
  const seen = { good: 0, bad: [] }
  const load = Array.from({ length: 6 }, async (_, i) => {
    while (going) {
      const answer = await visitor.copy().get([home, `/health/${walter.id}`, '/account/welcome'][i % 3])
        .catch((error) => ({ status: error.message }))
      if (answer.status === 200) seen.good++
      else seen.bad.push(answer.status)
    }
  })
  const was = ctx.program('home').workers
  for (const name of ['home', 'health', 'account']) ctx.program(name).kill('SIGHUP')
  await until(() => !ctx.program('home').workers.some((pid) => was.includes(pid)), { seconds: 20 })
  await pause(500)
  going = false
  await Promise.all(load)
  assert.deepEqual(seen.bad, [])
  assert.ok(seen.good > 50, `${seen.good} requests`)
})

test('R-17: a request that is running when its worker is told to end gets its answer', async () => {
  const visitor = await people.signedIn(anna)
  const free = await lockTables('session')
  let running
  try {
    running = visitor.copy().get(home)
    await waiting()
    for (const pid of ctx.program('home').workers) process.kill(pid, 'SIGTERM')
    await pause(200)
  } finally { await free() }
  assert.equal((await running).status, 200)
  await until(async () => (await visitor.copy().get(home)).status === 200)
})

// --- R-19, R-21, R-22: people who go away, or are slow ---

/** Write to the portal and go away, with a reset. */
const abort = (bytes, wait = 0) => new Promise((resolve) => {
  const socket = net.connect(port, '127.0.0.1', () => socket.write(bytes, () => setTimeout(() => {
    socket.resetAndDestroy()
    resolve()
  }, wait)))
  socket.on('error', resolve)
})

test('R-19: who goes away in the middle of a form has sent nothing', async () => {
  const visitor = client()
  await visitor.get(SIGN_IN)
  const body = new URLSearchParams({ ...visitor.formFields(SIGN_IN), email: anna.email, password: PASSWORD }).toString()
  const head = `POST ${SIGN_IN} HTTP/1.1\r\n${host}Cookie: ${visitor.jar}\r\nOrigin: ${ctx.base}\r\n` +
    `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n`
  const whole = head + body
  for (let at = 10; at < whole.length; at += Math.ceil(whole.length / 25)) await abort(whole.slice(0, at))
  assert.deepEqual(await sql('SELECT * FROM session'), [])
  assert.equal((await visitor.post(SIGN_IN, { email: anna.email, password: PASSWORD })).status, 303)
})

test('R-19: who goes away before the answer leaves one session or none, and no worker dies', async () => {
  const workers = ctx.program('account').workers
  for (let i = 0; i < 10; i++) {
    const visitor = client()
    await visitor.get(SIGN_IN)
    const body = new URLSearchParams({ ...visitor.formFields(SIGN_IN), email: anna.email, password: PASSWORD }).toString()
    await abort(`POST ${SIGN_IN} HTTP/1.1\r\n${host}Cookie: ${visitor.jar}\r\nOrigin: ${ctx.base}\r\n` +
      `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`, i * 10)
  }
  const visitor = client()
  await visitor.get(SIGN_IN)
  assert.equal((await visitor.post(SIGN_IN, { email: anna.email, password: PASSWORD })).status, 303)
  const [{ n }] = await sql('SELECT COUNT(*) AS n FROM session')
  assert.ok(n >= 1 && n <= 11, `${n} sessions`)
  assert.deepEqual(ctx.program('account').workers, workers)
})

for (const [row, what, bytes] of [['R-21', 'heads', `GET ${SIGN_IN} HTTP/1.1\r\nHost: localhost:`],
  ['R-22', 'bodies', `POST ${SIGN_IN} HTTP/1.1\r\n${host}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\na=`]]) {
  test(`${row}: eighty slow ${what} keep nobody else waiting`, async () => {
    const sockets = Array.from({ length: 80 }, () => net.connect(port, '127.0.0.1').on('error', () => {}))
    sockets.forEach((socket) => socket.write(bytes))
    const drip = setInterval(() => sockets.forEach((socket) => socket.writable && socket.write('x')), 200)
    try {
      const visitor = await people.signedIn(anna)
      for (let i = 0; i < 5; i++) {
        const began = Date.now()
        assert.equal((await visitor.copy().get(SIGN_IN)).status, 303)
        assert.equal((await visitor.copy().get(home)).status, 200)
        assert.ok(Date.now() - began < 20000)
      }
    } finally {
      clearInterval(drip)
      sockets.forEach((socket) => socket.destroy())
    }
  })
}

test('R-21: slow readers keep nobody else waiting', async () => {
  const visitor = await people.signedIn(anna)
  const sockets = Array.from({ length: 40 }, () => {
    const socket = net.connect(port, '127.0.0.1').on('error', () => {})
    socket.pause()
    socket.write(`GET /health/${walter.id} HTTP/1.1\r\nHost: localhost:${port}\r\nCookie: ${visitor.jar}\r\n\r\n`.repeat(10))
    return socket
  })
  try {
    const answer = await until(async () => {
      const got = await visitor.copy().get(home)
      return got.status === 200 && got
    }, { seconds: 10 })
    assert.equal(answer.status, 200)
    assert.equal((await visitor.copy().get(`/health/${walter.id}`)).status, 200)
  } finally { sockets.forEach((socket) => socket.destroy()) }
})
