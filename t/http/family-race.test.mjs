// Access that is taken away while its holder is at work: whatever a request has
// stored, it had stored before the removal was done.
import assert from 'node:assert/strict'
import http from 'node:http'
import { test } from 'node:test'
import { Family } from '../lib/family.mjs'
import { Writer, noise } from '../lib/ledger.mjs'
import { pause, portal } from '../lib/portal.mjs'

const ctx = await portal()
const { sql } = ctx
const family = new Family(ctx)

/** What of the holder's draft is stored. */
const DRAFT = 'SELECT body FROM draft WHERE account_id = ?'
const bodyOf = (rows) => rows.find((row) => 'body' in row)?.body ?? null

/** Take access away, as the page does it at its end, and look at once. */
async function takeAway(holder) {
  return bodyOf(await sql(`UPDATE access_grant SET revoked_at = UTC_TIMESTAMP(), revoked_by = 'patient' WHERE id = ?; ${DRAFT}`,
    [holder.grant, holder.account.id]))
}

/** The same by the page, as the owner. */
async function removeByPage(holder, owner) {
  const answer = await owner.post(`/family/${owner.patient.id}/remove/${holder.grant}`, { csrf: owner.csrf }, { bare: true })
  assert.equal(answer.status, 303)
  return bodyOf(await sql(DRAFT, [holder.account.id]))
}

/** Keep the holder away from the record, as staff do, and look at once. */
async function keepAway(holder, owner) {
  return bodyOf(await sql(`INSERT INTO access_block (patient_id, account_id, name, name_key, why, blocked_by, blocked_at)
    VALUES (?, ?, ?, 'x', 'Court order', 1, UTC_TIMESTAMP()); ${DRAFT}`,
  [owner.patient.id, holder.account.id, holder.account.name, holder.account.id]))
}

/** One draft at the same time as end(), which ends access. */
async function race(round, holder, owner, end) {
  const { patient } = owner
  const text = `Draft ${round}`
  const saving = holder.post(`/messages/${patient.id}/draft`, { csrf: holder.csrf, message: text }, { bare: true })
  await pause(Math.random() * 8)
  const atRemoval = await end(holder, owner)
  const { status } = await saving
  const after = bodyOf(await sql(DRAFT, [holder.account.id]))
  assert.equal(after, atRemoval, `round ${round}: stored after the removal was done (${status})`)
  assert.equal(after === text, status === 200, `round ${round}: ${status}`)
  assert.ok([200, 404].includes(status), `round ${round}: ${status}`)
  return status
}

/** Race them, each round prepare()d, in lanes beside each other; how often each answer came. */
async function raceAll(lanes, rounds, prepare, endOf) {
  const seen = {}
  const pairs = []
  while (pairs.length < lanes) {
    const owner = await family.owner()
    const holder = await family.holder(owner.patient, { revoked: -1 })
    for (const as of [owner, holder]) as.csrf = (await as.get('/family/settings')).form().fields.csrf
    pairs.push([owner, holder])
  }
  await Promise.all(pairs.map(async ([owner, holder]) => {
    for (let round = 0; round < rounds; round++) {
      await prepare(holder, owner)
      const status = await race(round, holder, owner, endOf(round))
      seen[status] = (seen[status] ?? 0) + 1
    }
  }))
  assert.equal(Object.values(seen).reduce((a, b) => a + b), lanes * rounds)
  assert.ok(Object.keys(seen).length > 1, 'both were first at times')
  return JSON.stringify(seen)
}

test('AZ-17: a thousand drafts race the removal of access, and none is stored after it', async (t) => {
  t.diagnostic(await raceAll(10, 100, async (holder, owner) => { holder.grant = await family.grant(holder.account, owner.patient) },
    (round) => (round % 10 === 0 ? removeByPage : takeAway)))
})

test('AZ-17: a hundred drafts race the practice keeping their writer away, and none is stored after it', async (t) => {
  t.diagnostic(await raceAll(1, 100, async (holder, owner) => {
    await sql('DELETE FROM access_block WHERE account_id = ?', [holder.account.id])
    holder.live ??= await family.grant(holder.account, owner.patient)
  }, () => keepAway))
})

/** Send a form with a file in two halves; between them, do something. */
function sendInHalves(client, path, body, boundary, between) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port: new URL(ctx.base).port, method: 'POST', path, agent: false,
      headers: { Host: new URL(ctx.base).host, Cookie: client.jar.toString(), Origin: ctx.base, 'Sec-Fetch-Site': 'same-origin',
        'Content-Type': `multipart/form-data; boundary=${boundary}`, 'Content-Length': body.length } }, (message) => {
      message.resume()
      message.on('end', () => resolve(message.statusCode))
    })
    request.on('error', reject)
    request.write(body.subarray(0, body.length / 2), async () => {
      try {
        await between()
        request.end(body.subarray(body.length / 2))
      } catch (error) { reject(error) }
    })
  })
}

test('AZ-17: access removed in the middle of an upload: no message, no file', async () => {
  const owner = await family.owner()
  const holder = await family.holder(owner.patient)
  const walter = await family.people.patient('walter')
  // On a record that has a care team to write to.
  await sql("DELETE FROM access_grant WHERE patient_id = ? AND basis = 'self'", [walter.id])
  await sql('UPDATE access_grant SET patient_id = ? WHERE account_id IN (?, ?)', [walter.id, owner.account.id, holder.account.id])
  const writer = new Writer(holder, walter)
  await writer.begin(sql)
  const parts = Object.entries({ ...writer.fields, message: 'In the middle' }).filter(([name, value]) => name !== 'files' && value !== null)
    .map(([name, value]) => `--half\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('')
  const body = Buffer.concat([Buffer.from(`${parts}--half\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n`),
    noise(300, 300), Buffer.from('\r\n--half--\r\n')])
  const before = await sql('SELECT COUNT(*) AS n FROM attachment')
  const status = await sendInHalves(holder, writer.path, body, 'half', async () => {
    await owner.get(`/family/${walter.id}/remove/${holder.grant}`)
    assert.equal((await owner.post(`/family/${walter.id}/remove/${holder.grant}`)).status, 303)
  })
  assert.equal(status, 404)
  assert.deepEqual(await sql("SELECT id FROM message WHERE body = 'In the middle'"), [])
  assert.deepEqual(await sql('SELECT COUNT(*) AS n FROM attachment'), before)
  assert.deepEqual(await sql('SELECT body FROM draft WHERE account_id = ?', [holder.account.id]), [])
})

test('AZ-17: of two who take one invitation and its withdrawal at once, one wins, and the record agrees', async () => {
  for (let i = 0; i < 5; i++) {
    const owner = await family.owner()
    const guest = await family.other()
    const { id, link } = await family.invite(owner, { email: guest.account.email })
    await guest.get(link)
    await owner.get(`/family/${owner.patient.id}/withdraw/${id}`)
    const [taken, withdrawn] = await Promise.all([guest.post('/family/invitation/accept'), owner.post(`/family/${owner.patient.id}/withdraw/${id}`)])
    assert.deepEqual([taken.status, withdrawn.status].sort(), [303, 404])
    assert.equal((await family.grants(guest.account, owner.patient)).length, taken.status === 303 ? 1 : 0)
  }
})
