// Records that nginx would never send: whoever reaches a socket can't stop a program.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import net from 'node:net'
import { test } from 'node:test'
import { portal, until } from '../lib/portal.mjs'

const ctx = await portal({ fresh: false })
const runDir = /^run_dir = (.*)$/m.exec(fs.readFileSync(ctx.config, 'utf8'))[1]

const BEGIN = 1, ABORT = 2, PARAMS = 4, STDIN = 5

function record(type, content = '') {
  const body = Buffer.from(content, 'latin1')
  const head = Buffer.from([1, type, 0, 1, body.length >> 8, body.length & 255, 0, 0])
  return Buffer.concat([head, body])
}

function params(pairs) {
  return record(PARAMS, Object.entries(pairs).map(([name, value]) =>
    String.fromCharCode(name.length, value.length) + name + value).join(''))
}

const begin = record(BEGIN, '\0\x01\0\0\0\0\0\0')

/** What comes back until the program closes, or stays silent for 2 seconds. */
function send(program, ...records) {
  return new Promise((resolve) => {
    const socket = net.connect(`${runDir}/${program}.sock`)
    const parts = []
    const done = () => { socket.destroy(); resolve(Buffer.concat(parts).toString('latin1')) }
    socket.setTimeout(2000, done)
    socket.on('data', (part) => parts.push(part))
    socket.on('close', done)
    socket.on('error', done)
    socket.write(Buffer.concat(records))
  })
}

test('HW-06: a request without any variable is answered with 400', async () => {
  assert.match(await send('home', begin, record(PARAMS), record(STDIN)), /Status: 400 /)
})

test('HW-06: a request without a path is answered with 404', async () => {
  assert.match(await send('home', begin, params({ REQUEST_METHOD: 'GET' }), record(PARAMS), record(STDIN)), /Status: 404 /)
})

test('HW-06: a body that comes before the variables is no request', async () => {
  assert.match(await send('home', begin, record(STDIN, 'abc'), record(PARAMS), record(STDIN)), /Status: 400 /)
})

for (const [what, said] of [['longer than it is', '500'], ['negative', '-5'], ['no number', 'x']]) {
  test(`HW-06: a body whose length is said to be ${what} is refused`, async () => {
    assert.match(await send('account', begin, params({ REQUEST_METHOD: 'POST', REQUEST_URI: '/account/sign-in',
      CONTENT_LENGTH: said, CONTENT_TYPE: 'application/x-www-form-urlencoded' }), record(PARAMS),
    record(STDIN, 'abc'), record(STDIN)), /Status: 400 /)
  })
}

test('IO-18: a method that nobody knows is refused by the program too', async () => {
  assert.match(await send('home', begin, params({ REQUEST_METHOD: 'BREW', REQUEST_URI: '/home/1' }),
    record(PARAMS), record(STDIN)), /Status: 405 /)
})

// libfcgi aborts of it: a sanitizer sees that before the program does.
test('R-46: a record that ends a worker does not end the program',
  { skip: ctx.isSanitized && 'SKIPPED: the sanitizer reports what libfcgi asks for' }, async () => {
    const huge = record(PARAMS, '\x01\xff\xff\xff\xfeA')
    for (let i = 0; i < 6; i++) await send('home', begin, huge, record(PARAMS), record(STDIN))
    await send('home', Buffer.alloc(64, 255))
    await send('home', begin, record(ABORT))
    await until(async () => (await ctx.client().get('/home/1')).status === 303, { what: 'home answers again' })
  })
