// Slow and many: somebody who sends a form with files drop by drop, or begins
// five hundred requests, keeps nobody else waiting.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { before, test } from 'node:test'
import { noise, Writer } from '../lib/ledger.mjs'
import { FULL, People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const { sql } = ctx
const people = new People(ctx)
const port = Number(new URL(ctx.base).port)
let writer

before(async () => {
  const siobhan = await people.patient('siobhan')
  const account = await people.account('Slow Writer')
  await people.grant(account, siobhan, { areas: FULL, relation: 'friend' })
  writer = new Writer(await people.signedIn(account), siobhan)
  await writer.begin(sql)
})

/** Many sockets that send this, and then a byte now and then, while work runs. */
async function drip(count, bytes, work) {
  const sockets = Array.from({ length: count }, () => net.connect(port, '127.0.0.1').on('error', () => {}))
  sockets.forEach((socket) => socket.write(bytes))
  const timer = setInterval(() => sockets.forEach((socket) => socket.writable && socket.write('x')), 300)
  try {
    await work()
  } finally {
    clearInterval(timer)
    sockets.forEach((socket) => socket.destroy())
  }
}

/** The messages page is shown and a message with a picture goes. */
async function othersAreServed() {
  const other = writer.client.copy()
  assert.equal((await other.get(`/messages/${writer.patient.id}`)).status, 200)
  const answer = await other.postFiles(writer.path, { ...writer.fields, once: null, message: 'In between' },
    [{ name: 'a.png', type: 'image/png', bytes: noise(20, 20) }], { bare: true, timeout: 20000 })
  assert.equal(answer.status, 303, answer.says)
}

test('R-22: sixty slow forms with files keep nobody else waiting', async () => {
  const head = `POST ${writer.path} HTTP/1.1\r\nHost: localhost:${port}\r\nCookie: ${writer.client.jar}\r\n` +
    `Origin: ${ctx.base}\r\nContent-Type: multipart/form-data; boundary=slow\r\nContent-Length: 5000000\r\n\r\n` +
    '--slow\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\n\r\n'
  await drip(60, head, othersAreServed)
})

test('R-21: five hundred slow heads keep nobody else waiting', async () => {
  await drip(500, `GET /messages/${writer.patient.id} HTTP/1.1\r\nHost: localhost:`, othersAreServed)
})

test('R-19: who goes away in the middle of a file has sent nothing, and leaves nothing', async () => {
  const count = async () => (await sql('SELECT (SELECT COUNT(*) FROM message) AS m, (SELECT COUNT(*) FROM attachment) AS a'))[0]
  const was = await count()
  const body = Buffer.concat([Buffer.from('--end\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n' +
    `${writer.fields.csrf}\r\n--end\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\n\r\n`), noise(300, 300)])
  for (let cut = 200; cut < body.length; cut += Math.ceil(body.length / 8)) {
    await new Promise((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => {
        socket.write(`POST ${writer.path} HTTP/1.1\r\nHost: localhost:${port}\r\nCookie: ${writer.client.jar}\r\n` +
          `Origin: ${ctx.base}\r\nContent-Type: multipart/form-data; boundary=end\r\nContent-Length: ${body.length + 9}\r\n\r\n`)
        socket.write(body.subarray(0, cut), () => { socket.resetAndDestroy(); resolve() })
      })
    })
  }
  await othersAreServed()
  const now = await count()
  assert.deepEqual(now, { m: was.m + 1, a: was.a + 1 })
  assert.deepEqual(fs.readdirSync(path.join(ctx.dir, 'spool')), [], 'nothing stays in the spool')
})

test('R-26: twelve messages of several megabytes at once, on two workers: all go, memory stays flat', async () => {
  const big = noise(1000, 1000)
  const status = (pid) => fs.readFileSync(`/proc/${pid}/status`, 'utf8')
  const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => writer.client.copy().postFiles(writer.path,
    { ...writer.fields, once: null, message: `Many at once ${i}` },
    [1, 2, 3].map((n) => ({ name: `${n}.png`, type: 'image/png', bytes: big })), { bare: true, timeout: 120000 })))
  assert.deepEqual(answers.map((answer) => answer.status), Array(12).fill(303))
  assert.equal((await sql("SELECT COUNT(*) AS n FROM message WHERE body LIKE 'Many at once %'"))[0].n, 12)
  if (ctx.isSanitized) return                    // there memory is another thing
  for (const pid of ctx.program('messages').workers) {
    assert.ok(Number(/VmHWM:\s+(\d+)/.exec(status(pid))[1]) < 24 * 1024, 'under 24 MB')
  }
})
