// A worker that is killed when all is written and nothing committed: of what
// gives access, or a new password, nothing is there then; once more does it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Family } from '../lib/family.mjs'
import { holding } from '../lib/lock.mjs'
import { People } from '../lib/people.mjs'
import { portal, until } from '../lib/portal.mjs'

const ctx = await portal()
const { sql, stack } = ctx
const people = new People(ctx)
const family = new Family(ctx)

const isAtItsEnd = async () => (await sql(`SELECT id FROM information_schema.processlist
  WHERE state = 'Waiting for table metadata lock'`)).length > 0

/**
 * Send a form, and kill the program's workers as the form's transaction writes
 * its last row, the one of the audit trail.
 */
async function killedAtItsEnd(program, send) {
  const lock = holding(stack, 'LOCK TABLES audit READ')
  await lock.held()
  const sending = send()
  await until(isAtItsEnd, { what: 'the form waits to be audited' })
  for (const pid of ctx.program(program).workers) process.kill(pid, 'SIGKILL')
  const answer = await sending
  await lock.end()
  await until(async () => !await isAtItsEnd() && (await sql('SELECT trx_id FROM information_schema.innodb_trx')).length === 0,
    { what: 'the killed transaction is rolled back' })
  return answer
}

test('R-01: killed while an invitation is accepted: no access, and the invitation still works', async () => {
  const owner = await family.owner()
  const { token, id } = await family.invite(owner)
  const guest = await family.other()
  const accept = () => guest.post('/family/invitation/accept', { token, other_account: 'yes' })
  await guest.get(`/family/invitation?token=${token}`)
  const answer = await killedAtItsEnd('family', accept)
  assert.ok(answer.status >= 500, `${answer.status}`)
  assert.deepEqual(await family.grants(guest.account, owner.patient), [])
  assert.deepEqual(await sql('SELECT accepted_at FROM invitation WHERE id = ?', [id]), [{ accepted_at: null }])
  await guest.get(`/family/invitation?token=${token}`)
  assert.equal((await accept()).status, 303)
  assert.equal((await family.grants(guest.account, owner.patient)).length, 1)
})

test('R-01: killed while a new password takes effect: the old one holds, and the security option does it once more', async () => {
  const anna = people.accountWithApp('Anna Canary')
  const before = ctx.mails(anna.email).length
  const visitor = ctx.client()
  await visitor.get('/account/forgot')
  await visitor.post('/account/forgot', { email: anna.email })
  const letter = await ctx.mail(anna.email, { count: before + 1 })
  const page = await visitor.follow(await visitor.get(/\/account\/link\/reset\?token=[0-9a-f]{64}/.exec(letter.text)[0]))
  const password = 'another good password 17'
  await visitor.follow(await visitor.post(page.path, { password, password2: password }))
  const hash = () => sql('SELECT password_hash, password_at FROM account WHERE id = ?', [anna.id])
  const was = await hash()
  const prove = () => visitor.post('/account/second', { code: people.codeOf(anna) })
  const answer = await killedAtItsEnd('account', prove)
  assert.ok(answer.status >= 500, `${answer.status}`)
  assert.deepEqual(await hash(), was)
  await visitor.get('/account/second')
  assert.equal((await prove()).status, 303)
  assert.notDeepEqual(await hash(), was)
})

test('R-01: killed while a form takes access away: it is still there, and nobody was told', async () => {
  const owner = await family.owner()
  const holder = await family.holder(owner.patient)
  const path = `/family/${owner.patient.id}/remove/${holder.grant}`
  await owner.get('/family/settings')
  const count = async () => (await sql("SELECT COUNT(*) AS n FROM outbox WHERE template = 'access'"))[0].n
  const before = await count()
  const answer = await killedAtItsEnd('family', () => owner.post(path))
  assert.ok(answer.status >= 500, `${answer.status}`)
  assert.equal((await holder.get(`/home/${owner.patient.id}`)).status, 200)
  assert.equal(await count(), before)
  await owner.get('/family/settings')
  assert.equal((await owner.post(path)).status, 303)
  assert.equal((await holder.get(`/home/${owner.patient.id}`)).status, 404)
  assert.ok(await count() > before)
})
