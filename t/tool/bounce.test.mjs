// kithctl bounce: a mail that another server could not deliver is noted.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { after, beforeEach, test } from 'node:test'
import assert from 'node:assert/strict'
import { portal, TOP, until } from '../lib/portal.mjs'
import { People } from '../lib/people.mjs'
import { Talk } from '../lib/talk.mjs'

const ctx = await portal()
const people = new People(ctx)
const talk = new Talk(ctx)
const child = await people.patient('owen')
const mother = await people.account('Clara Canary')
await people.grant(mother, child, { basis: 'guardian' })
const failed = fs.readFileSync(path.join(TOP, 't/fuzz/corpus/dsn/failed'), 'utf8')

await ctx.settings({ mail_bounces: 'bounces@riverbend.example' })
after(() => ctx.settings({}))

let mail        // of the portal, sent: { id, from }
beforeEach(async () => {
  await ctx.sql('DELETE FROM outbox')
  const before = ctx.mails(mother.email).length
  talk.answer(talk.begin(child))
  const { from } = await ctx.mail(mother.email, { count: before + 1 })
  const [{ id }] = await ctx.sql('SELECT id FROM outbox WHERE account_id = ?', [mother.id])
  mail = { id, from }
  await until(async () => (await row()).state === 'sent')
})

async function row() {
  const [it] = await ctx.sql('SELECT state, bounced_at, last_error FROM outbox WHERE id = ?', [mail.id])
  return it
}

function bounce(recipient, input) {
  return spawnSync(path.join(ctx.dir, 'kithctl'), ['bounce', recipient], { input, encoding: 'utf8' })
}

const with_ = (action, status) => failed.replace(/^Action: .*$/m, action && `Action: ${action}`)
  .replace(/^Status: .*$/m, status && `Status: ${status}`)

test('R-29: what comes back is noted with its code, once, and without addresses', async () => {
  assert.match(mail.from, new RegExp(`^bounces\\+${mail.id}\\.[0-9a-f]{16}@riverbend\\.example$`))
  const done = bounce(mail.from, failed)
  assert.equal(done.status, 0, done.stderr)
  assert.match(done.stdout, /The mailbox does not exist/)
  const first = await row()
  assert.notEqual(first.bounced_at, null)
  assert.deepEqual([first.state, first.last_error], ['sent', 'it came back 5.1.1'])
  bounce(mail.from, with_('failed', '5.2.2'))
  assert.deepEqual(await row(), first)
})

test('R-29: given up after days of "later" counts, "later" itself does not', async () => {
  for (const text of [with_('delayed', '4.4.1'), with_('delivered', '2.0.0'), with_('', '4.4.1')]) {
    assert.equal(bounce(mail.from, text).status, 0)
    assert.equal((await row()).bounced_at, null)
  }
  bounce(mail.from, with_('failed', '4.4.7'))
  assert.equal((await row()).last_error, 'it came back 4.4.7')
})

test('IO-14: an address that we did not make is refused', async () => {
  const hash = /\.([0-9a-f]{16})@/.exec(mail.from)[1]
  const other = hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))
  for (const bad of [mail.from.replace(hash, other), mail.from.replace(`+${mail.id}.`, `+${mail.id + 1}.`),
    mail.from.replace(`+${mail.id}.`, `+0${mail.id}.`), mail.from.replace(hash, hash.slice(1)),
    'bounces@riverbend.example', '', '+', '+1.@', `+${mail.id}.${hash}`]) {
    assert.equal(bounce(bad, failed).status, 1, bad)
  }
  assert.equal((await row()).bounced_at, null)
})

test('IO-14: what is no notification changes nothing, whatever it is', async () => {
  const plain = 'Subject: Out of office\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n'
  for (const text of ['', '\0\0\0', plain, failed.replace('message/delivery-status', 'text/plain'),
    `${'x'.repeat(5e6)}\n`, failed.replace(/^Action[^]*/m, '')]) {
    const done = bounce(mail.from, text)
    assert.equal(done.status, 0, text.slice(0, 40))
    assert.match(done.stdout, /nothing to do/)
  }
  assert.equal((await row()).bounced_at, null)
})

test('with CRLF and a long mail behind it the notification is read as well', async () => {
  const text = failed.replaceAll('\n', '\r\n').replace('Subject: You', `X: ${'long '.repeat(1e6)}\r\nSubject: You`)
  assert.equal(bounce(mail.from, text).status, 0)
  assert.equal((await row()).last_error, 'it came back 5.1.1')
})

test('R-29: with the database away the mail server is told to come again', async () => {
  await ctx.db.stop()
  try {
    assert.equal(bounce(mail.from, failed).status, 75)
  } finally {
    await ctx.db.start()
  }
})

test('without the setting the sender is the one of all mails', async () => {
  await ctx.settings({})
  const before = ctx.mails(mother.email).length
  await ctx.sql('DELETE FROM outbox')
  talk.answer(talk.begin(child))
  const { from } = await ctx.mail(mother.email, { count: before + 1 })
  assert.equal(from, 'portal@riverbend.example')
})
