// Who of the practice may see and change which conversations (AZ-13).
import { before, test } from 'node:test'
import assert from 'node:assert/strict'
import { portal } from '../lib/portal.mjs'
import { People, shape } from '../lib/people.mjs'
import { Inbox } from '../lib/inbox.mjs'

const ctx = await portal()
const people = new People(ctx)
const inbox = new Inbox(ctx)
const ABSENT = 99999999

let owen, dana, talk, given, file, who

before(async () => {
  owen = await people.patient('owen')
  dana = await people.account('Dana Test')
  await people.grant(dana, owen, { basis: 'guardian', relation: 'mother' })
  const nurse = await people.staff('Kim Tran, RN', { pools: ['Care team'] })
  const receiver = await people.staff('Leah Okafor, NP', { pools: ['Front desk'] })
  const cover = await people.staff('Cora Vers, NP', { pools: ['Front desk'] })
  const late = await people.staff('Lena Late, NP', { pools: ['Front desk'] })
  await ctx.sql(`UPDATE staff SET away_from = ?, away_until = ?, covered_by = ? WHERE id = ?`,
    [inbox.at(-60), inbox.at(86400), cover.id, receiver.id])
  const back = await people.staff('Back Again', { away: { from: -7200, until: -60, cover: late } })
  const gone = await people.staff('Gone Away', { pools: ['Care team'] })
  await ctx.sql('UPDATE staff SET disabled_at = UTC_TIMESTAMP() WHERE id = ?', [gone.id])
  talk = await inbox.talk(owen, { account: dana, body: 'canary-of-the-family' })
  file = await inbox.file(talk)
  given = await inbox.talk(owen, { account: dana, staff: receiver, body: 'canary-of-the-family' })
  const ended = await inbox.talk(owen, { account: dana, staff: back, body: 'canary-of-the-family' })
  who = { nurse: await people.staffSignedIn(nurse), receiver: await people.staffSignedIn(receiver),
    cover: await people.staffSignedIn(cover), late: await people.staffSignedIn(late),
    other: await people.staffSignedIn(await people.staff('Marcus Bell', { roles: 'front_desk', pools: ['Front desk'] })),
    gone: await people.staffSignedIn(gone),
    auditor: await people.staffSignedIn(await people.staff('Au Ditor', { roles: 'auditor', pools: ['Care team'] })),
    administrator: await people.staffSignedIn(await people.staff('Ad Min', { roles: 'administrator' })),
    family: await people.signedIn(dana), nobody: ctx.client(), ended }
})

/** Every route about a conversation or file, as [method, path, fields]. */
function routes(id, fileId) {
  const at = `/staff/inbox/${id}`
  return [['GET', at], ['GET', `${at}/others`], ['GET', `/staff/inbox/file/${fileId}`], ['GET', `/staff/inbox/preview/${fileId}`],
    ['POST', `/staff/inbox/send/${id}`, { kind: 'practice', act: 'send', body: 'Forged.', seen: ABSENT }],
    ['POST', `${at}/draft`, { kind: 'practice', body: 'Forged.' }], ['POST', `${at}/give`, { to: 'pool:1' }],
    ['POST', `${at}/close`, {}], ['POST', `${at}/reopen`, {}], ['POST', `${at}/private`, { on: 'yes' }]]
}

async function ask(client, [method, path, fields]) {
  if (method === 'GET') return client.get(path)
  await client.get('/staff/inbox/away')
  return client.post(path, fields)
}

const everything = () => Promise.all(['conversation', 'message', 'draft', 'presence', 'message_unread']
  .map((table) => ctx.sql(`SELECT * FROM ${table} ORDER BY 1, 2, 3`)))

async function refused(client, id = talk.id, fileId = file) {
  const before = await everything()
  const absent = routes(ABSENT, ABSENT)
  for (const [i, route] of routes(id, fileId).entries()) {
    const [foreign, none] = [await ask(client, route), await ask(client, absent[i])]
    assert.equal(foreign.status, 404, route.join(' '))
    assert.deepEqual(shape(foreign), shape(none), route.join(' '))
    assert.doesNotMatch(foreign.text, /canary|Whitfield/)
  }
  assert.deepEqual(await everything(), before)
}

test('AZ-13: a member of the pool may do all of it', async () => {
  const it = await inbox.talk(owen, { account: dana })
  for (const route of routes(it.id, file).filter(([, path]) => !path.endsWith('/give'))) {
    assert.ok((await ask(who.nurse, route)).status < 400, route.join(' '))
  }
})

test('AZ-13: what was given to somebody is theirs, whatever the pool', async () => {
  const page = await who.receiver.get(`/staff/inbox/${given.id}`)
  assert.equal(page.status, 200)
  assert.match(page.text, /canary-of-the-family/)
})

test('AZ-13: who covers for somebody away sees what is theirs, and for whom', async () => {
  assert.match((await who.cover.get(`/staff/inbox/${given.id}`)).says, /You work on it for Leah Okafor, NP/)
  assert.match((await who.cover.get('/staff/inbox?show=mine')).says, /For Leah Okafor, NP/)
})

test('AZ-13: when the absence is over, the cover sees nothing of it', async () => {
  assert.equal((await who.late.get(`/staff/inbox/${who.ended.id}`)).status, 404)
  assert.doesNotMatch((await who.late.get('/staff/inbox?show=mine')).says, /Whitfield/)
})

test('AZ-05: for a member of another pool it is as if it were not there', () => refused(who.other))
test('AZ-06: files and changes of what was given to others are not there either', async () => {
  await refused(who.other, given.id, await inbox.file(given))
})

for (const name of ['auditor', 'administrator']) {
  test(`AZ-13: an ${name} has no inbox`, async () => {
    for (const route of [['GET', '/staff/inbox'], ['GET', '/staff/inbox/away'], ...routes(talk.id, file).filter(([m]) => m === 'GET')]) {
      assert.equal((await ask(who[name], route)).status, 404, route.join(' '))
    }
  })
}

for (const name of ['nobody', 'gone', 'family']) {
  test(`AZ-13: ${{ nobody: 'nobody', gone: 'a disabled member', family: 'a patient\'s session' }[name]} is asked to sign in`, async () => {
    const before = await everything()
    for (const route of [['GET', '/staff/inbox'], ['GET', '/staff/inbox/away'], ['GET', `/staff/inbox/new/${owen.id}`],
      ['POST', '/staff/inbox/away', {}], ['POST', `/staff/inbox/send/new/${owen.id}`, {}], ...routes(talk.id, file)]) {
      const answer = await ask(who[name], route)
      assert.equal(answer.status, 303, route.join(' '))
      assert.match(answer.location, /^\/staff\/account\/sign-in/)
    }
    assert.deepEqual(await everything(), before)
  })
}

test('IO-11: a file that is not scanned yet can\'t be opened', async () => {
  for (const scan of ['waiting', 'infected']) {
    const id = await inbox.file(talk, { scan })
    assert.equal((await who.nurse.get(`/staff/inbox/file/${id}`)).status, 404, scan)
    assert.equal((await who.nurse.get(`/staff/inbox/preview/${id}`)).status, 404, scan)
  }
})

test('IO-10: a file comes as a download, its preview as a picture in the page', async () => {
  const whole = await who.nurse.get(`/staff/inbox/file/${file}`)
  assert.equal(whole.text, 'not really a picture')
  assert.match(whole.headers['content-disposition'], /^attachment; filename="?rash\.png/)
  const small = await who.nurse.get(`/staff/inbox/preview/${file}`)
  assert.equal(small.headers['content-type'], 'image/jpeg')
  assert.match(small.headers['content-disposition'], /^inline/)
})
