// What nginx does by itself: headers, limits, methods, unknown names and paths.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { portal, PROGRAMS } from '../lib/portal.mjs'

const { base, health, client, program, nginx, raw } = await portal()
const host = `Host: ${new URL(base).host}\r\nConnection: close\r\n`
const visitor = client()

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';" +
  " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** How many lines of an answer's head begin with this name. */
function count(text, name) {
  const head = text.slice(0, text.indexOf('\r\n\r\n')).toLowerCase()
  return head.split('\r\n').filter((line) => line.startsWith(`${name.toLowerCase()}:`)).length
}

// A request for each status that nginx or a program can be made to answer.
const REQUESTS = {
  200: `GET /robots.txt HTTP/1.1\r\n${host}\r\n`,
  302: `GET / HTTP/1.1\r\n${host}\r\n`,
  400: 'GET / HTTP/1.1\r\n\r\n',
  404: `GET /nowhere HTTP/1.1\r\n${host}\r\n`,
  405: `PUT /home/1 HTTP/1.1\r\n${host}Content-Length: 0\r\n\r\n`,
  413: `POST /account/sign-in HTTP/1.1\r\n${host}Content-Length: 65537\r\n\r\n`,
  414: `GET /${'a'.repeat(9000)} HTTP/1.1\r\n${host}\r\n`,
  415: `POST /account/sign-in HTTP/1.1\r\n${host}Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\na`,
  421: 'GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
}

for (const [status, bytes] of Object.entries(REQUESTS)) {
  test(`IO-03: status ${status} carries the policy and the other headers once`, async () => {
    const { text, status: got } = await raw(bytes)
    assert.equal(got, Number(status))
    assert.ok(text.includes(`\r\nContent-Security-Policy: ${POLICY}`), text.slice(0, 900))
    for (const name of ['Content-Security-Policy', 'Cache-Control', 'X-Content-Type-Options',
      'Referrer-Policy', 'Strict-Transport-Security', 'Cross-Origin-Opener-Policy',
      'Cross-Origin-Resource-Policy', 'Permissions-Policy']) {
      assert.equal(count(text, name), 1, name)
    }
    assert.match(text, /\r\nServer: nginx\r\n/)
  })
}

test('IO-03: a page of a program carries each header once, too', async () => {
  const answer = await visitor.get('/account/sign-in')
  for (const name of ['content-security-policy', 'cache-control', 'x-content-type-options']) {
    assert.equal(answer.all(name).length, 1, name)
  }
  assert.equal(answer.headers['cache-control'], 'no-store')
})

test('IO-03: so does the error of a program that is gone, with Retry-After', async () => {
  await program('health').stop()
  const answer = await visitor.get('/health/1')
  await program('health').start()
  assert.equal(answer.status, 502)
  assert.ok(answer.headers['content-security-policy'].startsWith(POLICY))
  assert.ok(Number(answer.headers['retry-after']) > 0)
  assert.match(answer.headers['content-type'], /^text\/html/)
})

test('IO-04: static files may be kept, for good with a version, and nothing else', async () => {
  const plain = await visitor.get('/static/kith.css')
  assert.equal(plain.status, 200)
  assert.equal(plain.headers['cache-control'], 'no-cache')
  assert.ok(plain.headers.etag)
  const versioned = await visitor.get('/static/kith.css?v=1')
  assert.match(versioned.headers['cache-control'], /immutable/)
  const missing = await visitor.get('/static/nothing.css?v=1')
  assert.equal(missing.status, 404)
  assert.equal(missing.headers['cache-control'], 'no-store')
})

test('IO-07: a body over 64 KB is refused, also without a length', async () => {
  const chunk = `8000\r\n${'a'.repeat(0x8000)}\r\n`
  const { status } = await raw(`POST /account/sign-in HTTP/1.1\r\n${host}` +
    `Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(3)}0\r\n\r\n`)
  assert.equal(status, 413)
})

for (const method of ['TRACE', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND']) {
  test(`IO-18: ${method} is 405`, async () => {
    const { status, text } = await raw(`${method} /home/1 HTTP/1.1\r\n${host}Content-Length: 0\r\n\r\n`)
    assert.equal(status, 405)
    assert.equal(count(text, 'Allow'), 1)
  })
}

test('IO-18: CONNECT is refused', async () => {
  const { status } = await raw(`CONNECT localhost:25 HTTP/1.1\r\n${host}\r\n`)
  assert.ok([400, 405].includes(status), String(status))
})

test('IO-18: HEAD is GET without the page', async () => {
  const answer = await visitor.head('/account/sign-in')
  assert.equal(answer.status, 200)
  assert.equal(answer.body.length, 0)
  assert.ok(Number(answer.headers['content-length']) > 0)
})

for (const path of ['/home/..%2faccount/sign-in', '/home/%2e%2e/account/sign-in', '//account/sign-in',
  '/account//sign-in', '/account/sign-in/', '/account/sign-in;x', '/account/sign-in%00',
  '/account/sign%2din', '/static/../layout.xsl', '/static/..%2flayout.xsl', '/ACCOUNT/sign-in',
  '/error/404.html', '/account/alive', '/home/alive', '/health/alive', '/records/alive',
  '/account/sign-iné', '/account/sign-iné?x', '/home/aliveé']) {
  test(`IO-19: ${path} is nothing`, async () => {
    const { status } = await raw(`GET ${path} HTTP/1.1\r\n${host}\r\n`)
    assert.ok([400, 404].includes(status), String(status))
  })
}

test('IO-20: both lengths of a body are refused', async () => {
  const { status } = await raw(`POST /account/sign-in HTTP/1.1\r\n${host}` +
    'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n')
  assert.equal(status, 400)
})

test('IO-20: an unknown transfer coding is refused', async () => {
  const { status } = await raw(`POST /account/sign-in HTTP/1.1\r\n${host}` +
    'Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n')
  assert.ok([400, 501].includes(status), String(status))
})

test('EN-08: too many guesses from one address are 429 with Retry-After', async () => {
  await nginx({ SIGN_IN_RATE: '5r/m', SIGN_IN_BURST: '3' })
  const seen = []
  for (let i = 0; i < 5; i++) {
    const answer = await visitor.post('/account/sign-in', { email: 'a@b.example', password: 'x' })
    seen.push(answer.status)
    if (answer.status === 429) {
      assert.ok(Number(answer.headers['retry-after']) > 0)
      assert.equal(answer.all('content-security-policy').length, 1)
    }
  }
  await nginx({ SIGN_IN_RATE: '6000r/m', SIGN_IN_BURST: '5000' })
  assert.deepEqual(seen.map((status) => status === 429), [false, false, false, false, true])
})

test('health: each program says that it lives, on its own port', async () => {
  const watcher = client()
  watcher.base = health
  for (const name of PROGRAMS) {
    assert.equal((await watcher.get(`/${name}/alive`)).status, 200, name)
  }
  assert.equal((await watcher.get('/account/sign-in')).status, 404)
})
