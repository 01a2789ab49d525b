// Signing in: the right ones get in, guessing gets slow, and nobody learns who
// has an account.
const OLD_HASH = '$argon2id$v=19$m=8192,t=1,p=1$Ay+YpWxrRbEr+rrmsb/gag$RJMsrM3JCEz/bqcFAeM++o3h8X3ykdTy56CZ/T7IPLI'

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { beforeEach, test } from 'node:test'
import { bare, People, shape } from '../lib/people.mjs'
import { portal, TOP, until } from '../lib/portal.mjs'

const ctx = await portal()
const { client, sql, mail, mails, PASSWORD } = ctx
const people = new People(ctx)
const SIGN_IN = '/account/sign-in'
let anna

beforeEach(async () => {
  await ctx.reset()
  anna = await people.account('Anna Lind')
  await people.grant(anna, await people.patient('siobhan'), { basis: 'self' })
})

/** One try, from a browser of its own. */
async function attempt(email, password, visitor = client()) {
  await visitor.get(SIGN_IN)
  return visitor.post(SIGN_IN, { email, password })
}

const setPassword = (password) => people.accountAdd(anna.email, anna.name, password)
const setHash = (hash) => sql('UPDATE account SET password_hash = ? WHERE id = ?', [hash, anna.id])
const hash = async () => (await sql('SELECT password_hash AS hash FROM account WHERE id = ?', [anna.id]))[0].hash

// --- the page ---

test('S21: the login page has Sign up today', async () => {
  const visitor = client()
  const page = await visitor.get(SIGN_IN)
  assert.match(page.says, /Sign up today/)
  assert.ok(page.links.includes('/account/sign-up'))
  assert.equal((await visitor.get('/account/sign-up')).status, 200)
})

test('S27: email and password lead to the own home page', async () => {
  const person = await ctx.signIn(anna.email)
  assert.equal(person.landing.status, 200)
  assert.equal(person.landing.path, `/home/${(await people.patient('siobhan')).id}`)
})

test('S27: who has no record to open any more still gets in, to a page that says so', async () => {
  await sql('UPDATE access_grant SET ends_at = UTC_TIMESTAMP() - INTERVAL 1 DAY WHERE account_id = ?', [anna.id])
  const person = await ctx.signIn(anna.email)
  assert.equal(person.landing.status, 200)
  assert.equal(person.landing.path, '/account/welcome')
})

test('S27: the first record that is open today is shown, not one that has ended', async () => {
  await sql('UPDATE access_grant SET ends_at = UTC_TIMESTAMP() - INTERVAL 1 DAY WHERE account_id = ?', [anna.id])
  const walter = await people.patient('walter')
  await people.grant(anna, walter)
  const person = await ctx.signIn(anna.email)
  assert.equal(person.landing.path, `/home/${walter.id}`)
  assert.equal(person.landing.status, 200)
})

test('AU-02: the address may be typed in capitals and with blanks around it', async () => {
  assert.equal((await attempt('  Anna.Lind@People.Example ', PASSWORD)).status, 303)
})

test('AU-02: case counts in a password, and so do blanks at its ends', async () => {
  for (const wrong of [PASSWORD.toUpperCase(), ` ${PASSWORD}`, `${PASSWORD} `, PASSWORD.slice(0, -1)]) {
    assert.equal((await attempt(anna.email, wrong)).status, 422, wrong)
    await sql('DELETE FROM sign_in_failure')
  }
})

for (const at of [72, 73, 128, 600]) {
  test(`AU-02: a password is not cut: the character at ${at} counts`, async () => {
    const long = 'river walk '.repeat(60).slice(0, at - 1)
    setPassword(`${long}x`)
    assert.equal((await attempt(anna.email, `${long}y`)).status, 422)
    assert.equal((await attempt(anna.email, long)).status, 422)
    assert.equal((await attempt(anna.email, `${long}x`)).status, 303)
  })
}

test('AU-02: composed and decomposed letters are the same', async () => {
  setPassword('caf\u00e9 au lait, s\u2019il vous pla\u00eet')
  assert.equal((await attempt(anna.email, 'cafe\u0301 au lait, s\u2019il vous plai\u0302t')).status, 303)
  assert.equal((await attempt(anna.email, 'cafe au lait, s\u2019il vous plait')).status, 422)
})

test('AU-02: a NUL does not end a password', async () => {
  assert.equal((await attempt(anna.email, `${PASSWORD}\0more`)).status, 422)
})

test('AU-01: a long text for a password is refused before it is hashed', async () => {
  const visitor = client()
  await visitor.get(SIGN_IN)
  const began = Date.now()
  const answer = await visitor.post(SIGN_IN, { email: anna.email, password: 'x'.repeat(256 * 1024) })
  assert.equal(answer.status, 413)
  const within = await attempt(anna.email, 'x'.repeat(60000))
  assert.equal(within.status, 422)
  assert.ok(Date.now() - began < 20000)
})

test('AU-04: passwords are kept as Argon2id with its parameters', async () => {
  setPassword('another long walk by the sea')
  const [, m, t] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/.exec(await hash())
  assert.ok(Number(m) >= 19456 && Number(t) >= 2, `m=${m} t=${t}`)
  const all = await sql('SELECT DISTINCT SUBSTRING_INDEX(password_hash, \'$\', 4) AS kind FROM account')
  assert.equal(all.length, 1)
})

test('AU-04: a hash with weaker parameters is made anew at sign-in', async () => {
  await setHash(OLD_HASH)
  assert.equal((await attempt(anna.email, 'wrong')).status, 422)
  assert.equal(await hash(), OLD_HASH)
  assert.equal((await attempt(anna.email, PASSWORD)).status, 303)
  const fresh = await hash()
  assert.match(fresh, /^\$argon2id\$v=19\$m=65536,t=2,/)
  assert.equal((await attempt(anna.email, PASSWORD)).status, 303)
})

test('AU-05: many sign-ins at once take no more memory than one for each worker', async () => {
  const visitors = Array.from({ length: 40 }, () => client())
  for (const visitor of visitors) await visitor.get(SIGN_IN)
  const answers = await Promise.all(visitors.map((visitor) =>
    visitor.post(SIGN_IN, { email: anna.email, password: PASSWORD })))
  assert.deepEqual(answers.filter((a) => ![303, 503].includes(a.status)).map((a) => a.status), [])
  assert.ok(answers.some((a) => a.status === 303))
  if (ctx.isSanitized) return                  // it keeps memory of its own
  for (const pid of ctx.program('account').workers) {
    const peak = Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1])
    assert.ok(peak < 160 * 1024, `${peak} KiB`)
  }
})

// --- guessing ---

test('AU-10: from the fifth wrong password on a pause is asked for, the right one waits, too', async () => {
  for (let i = 0; i < 5; i++) {
    const answer = await attempt(anna.email, 'wrong')
    assert.equal(answer.status, 422)
    assert.match(answer.says, /don.t match/, `try ${i + 1}`)
  }
  const waiting = await attempt(anna.email, PASSWORD)
  assert.equal(waiting.status, 422)
  assert.match(waiting.says, /too many tries\. Please wait/)
  assert.equal(waiting.headers['set-cookie']?.some((c) => c.startsWith('__Host-kith=')) ?? false, false)
})

test('AU-10: the pause grows, and ends by itself: nobody is locked out for good', async () => {
  await sql('INSERT INTO sign_in_failure VALUES (?, 5, UTC_TIMESTAMP())', [anna.email])
  const seconds = async () => Number(/wait (\d+) (second|minute)/.exec((await attempt(anna.email, 'wrong')).says)?.[1])
  const first = await seconds()
  await sql('UPDATE sign_in_failure SET failures = 7, last_at = UTC_TIMESTAMP()')
  const later = await seconds()
  assert.ok(first >= 1 && later > first, `${first} s, then ${later} s`)
  await sql('UPDATE sign_in_failure SET failures = 90, last_at = UTC_TIMESTAMP() - INTERVAL 1 HOUR')
  assert.equal((await attempt(anna.email, PASSWORD)).status, 303)
})

test('AU-10: tries during the pause do not make it longer', async () => {
  await sql('INSERT INTO sign_in_failure VALUES (?, 6, UTC_TIMESTAMP())', [anna.email])
  for (let i = 0; i < 3; i++) await attempt(anna.email, 'wrong')
  assert.deepEqual(await sql('SELECT failures FROM sign_in_failure'), [{ failures: 6 }])
})

test('AU-10: a good sign-in forgets the wrong ones', async () => {
  for (let i = 0; i < 3; i++) await attempt(anna.email, 'wrong')
  assert.equal((await attempt(anna.email, PASSWORD)).status, 303)
  assert.deepEqual(await sql('SELECT * FROM sign_in_failure'), [])
})

test('AU-10: the count outlives programs and the database', async () => {
  for (let i = 0; i < 5; i++) await attempt(anna.email, 'wrong')
  await ctx.program('account').restart()
  await ctx.db.kill9()
  await ctx.db.start()
  const answer = await until(async () => {
    const got = await attempt(anna.email, PASSWORD)
    return got.status !== 503 && got
  })
  // The pause may have passed meanwhile; the count has not.
  assert.deepEqual(await sql('SELECT failures FROM sign_in_failure'), answer.status === 303 ? [] : [{ failures: 5 }])
  assert.ok(answer.status === 422 || answer.status === 303)
})

test('AU-10: after a hundred wrong ones in a row there is one guess a day', async () => {
  await sql('INSERT INTO sign_in_failure VALUES (?, 100, UTC_TIMESTAMP() - INTERVAL 23 HOUR)', [anna.email])
  assert.match((await attempt(anna.email, PASSWORD)).says, /too many tries/)
})

test('AU-10: but nobody is locked out for good by a stranger', async () => {
  await sql('INSERT INTO sign_in_failure VALUES (?, 100, UTC_TIMESTAMP() - INTERVAL 25 HOUR)', [anna.email])
  assert.equal((await attempt(anna.email, PASSWORD)).status, 303)
})

test('AU-11: sixty guesses at once are no more than the free ones and one for each worker', async () => {
  const visitors = Array.from({ length: 60 }, () => client())
  for (const visitor of visitors) await visitor.get(SIGN_IN)
  await Promise.all(visitors.map((visitor) => visitor.post(SIGN_IN, { email: anna.email, password: 'wrong' })))
  const [{ failures }] = await sql('SELECT failures FROM sign_in_failure')
  assert.ok(failures >= 5 && failures <= 5 + 2, `${failures} were looked at`)
})

test('AU-20: a sign-in after many failures is told by mail, without a word on health', async () => {
  await sql('INSERT INTO sign_in_failure VALUES (?, 6, UTC_TIMESTAMP() - INTERVAL 1 HOUR)', [anna.email])
  const before = mails(anna.email).length
  assert.equal((await attempt(anna.email, PASSWORD)).status, 303)
  const note = await mail(anna.email, { count: before + 1 })
  assert.ok(!/Siobhan|Brien|pregnan/i.test(note.text + note.html + note.subject))
})

// --- limits by address ---

test('AU-12: the address is the socket\'s: no header gets around the limit', async () => {
  await ctx.nginx({ SIGN_IN_RATE: '1r/m', SIGN_IN_BURST: '3' })
  const seen = []
  try {
    for (let i = 0; i < 6; i++) {
      const answer = await client().post(SIGN_IN, { email: 'a@b.example', password: 'x' }, { headers: {
        'X-Forwarded-For': `10.0.0.${i}`, 'X-Real-IP': `10.0.0.${i}`, Forwarded: `for=10.0.0.${i}` } })
      seen.push(answer.status)
    }
  } finally { await ctx.nginx({ SIGN_IN_RATE: '6000r/m', SIGN_IN_BURST: '5000' }) }
  assert.ok(seen.slice(4).every((status) => status === 429), seen.join())
})

test('AU-12: a session and the audit name the socket\'s address', async () => {
  const visitor = client()
  await visitor.get(SIGN_IN)
  const answer = await visitor.post(SIGN_IN, { email: anna.email, password: PASSWORD }, { headers: {
    'X-Forwarded-For': '6.6.6.6', 'X-Real-IP': '6.6.6.6', 'Remote-Addr': '6.6.6.6', REMOTE_ADDR: '6.6.6.6' } })
  assert.equal(answer.status, 303)
  assert.deepEqual(await sql('SELECT address FROM session WHERE account_id = ?', [anna.id]), [{ address: '127.0.0.1' }])
  assert.deepEqual(await sql('SELECT DISTINCT address FROM audit WHERE program = \'account\''), [{ address: '127.0.0.1' }])
})

test('AU-12: one address\'s wrong guesses at one account leave the others alone', async () => {
  const other = await people.account('Bo Berg')
  for (let i = 0; i < 6; i++) await attempt(anna.email, 'wrong')
  assert.equal((await attempt(other.email, PASSWORD)).status, 303)
})

// --- nobody is told ---

test('EN-01: no account, a wrong password, a disabled account: the same answer', async () => {
  const off = await people.account('Olaf Off')
  await sql('UPDATE account SET disabled_at = UTC_TIMESTAMP() WHERE id = ?', [off.id])
  const typed = 'name@people.example'
  const tries = [[anna.email, 'wrong'], ['nobody@people.example', 'wrong'], [off.email, 'wrong'], [off.email, PASSWORD]]
  const seen = []
  for (const [email, password] of tries) {
    const answer = shape(await attempt(email, password))
    seen.push({ ...answer, headers: { ...answer.headers, 'content-length': undefined },
      text: answer.text.replaceAll(email, typed) })
  }
  for (const one of seen.slice(1)) assert.deepEqual(one, seen[0])
  assert.equal(seen[0].status, 422)
})

test('EN-01: and after five of them, the same pause', async () => {
  const seen = []
  for (const email of [anna.email, 'anna.lund@people.example']) {
    const answers = []
    for (let i = 0; i < 7; i++) answers.push(await attempt(email, 'wrong'))
    seen.push(answers.map((a) => bare(a.text).replaceAll(email, 'EMAIL').replace(/wait \d+ second/, 'wait N second')))
  }
  assert.deepEqual(seen[1], seen[0])
})

test('EN-05: an unknown address costs as much work as a wrong password', async () => {
  const work = { known: 0, unknown: 0 }
  for (let i = 0; i < 7; i++) {
    for (const [kind, email] of [['known', anna.email], ['unknown', 'nobody@people.example']]) {
      await sql('DELETE FROM sign_in_failure')
      const visitor = client()
      await visitor.get(SIGN_IN)
      const before = cpuTicks(ctx.program('account').workers)
      await visitor.post(SIGN_IN, { email, password: 'wrong' })
      work[kind] += cpuTicks(ctx.program('account').workers) - before
    }
  }
  assert.ok(work.known > 10, `${work.known} ticks`)
  assert.ok(work.unknown > work.known / 2 && work.unknown < work.known * 2, JSON.stringify(work))
})

/** What processes have used of the CPU, in hundredths of a second: the machine's load does not count. */
function cpuTicks(pids) {
  return pids.reduce((sum, pid) => {
    const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
    return sum + Number(fields[11]) + Number(fields[12])
  }, 0)
}

test('AU-18: no account that comes with the portal: the usual names get nowhere', async () => {
  for (const name of ['tester', 'admin', 'testing', 'root', 'kith', 'demo', 'patient', 'test@test.com', 'admin@riverbend.example']) {
    for (const password of [name, 'password', 'admin', 'tester', '']) {
      assert.equal((await attempt(name, password)).status, 422, `${name} ${password}`)
    }
    await sql('DELETE FROM sign_in_failure')
  }
})

test('AU-18: a fresh schema has no account, and no secret question anywhere', () => {
  for (const name of fs.readdirSync(path.join(TOP, 'sql')).filter((file) => /^\d+.*\.sql$/.test(file))) {
    const text = fs.readFileSync(path.join(TOP, 'sql', name), 'utf8')
    assert.ok(!/INSERT INTO (account|session|access_grant)\b/i.test(text), name)
    assert.ok(!/secret_question|security_question|security_answer/i.test(text), name)
  }
})

test('AU-21: no strcmp or memcmp on a token, a code or a hash', () => {
  const files = execFileSync('find', [path.join(TOP, 'lib'), path.join(TOP, 'fcgi'), '-name', '*.c'], { encoding: 'utf8' })
    .trim().split('\n')
  const found = []
  for (const file of files) {
    for (const [, arguments_] of fs.readFileSync(file, 'utf8').matchAll(/(?<!sodium_)\b(?:str|mem|strn)cmp\(([^;{]*?)\)\s*(?:[!=]=|[);&|?])/g)) {
      // The password and its repetition come from the same person.
      if (/\b(token|csrf|digits|code|hash|mac|secret|password)\b/.test(arguments_) &&
        !/in(\.|->)password, in(\.|->)password2|^password, again$/.test(arguments_)) found.push(`${path.relative(TOP, file)}: ${arguments_}`)
    }
  }
  // In a chart a code is a word of a code system.
  assert.deepEqual(found.filter((line) => !/^lib\/chart\//.test(line)), [])
})

test('AU-21: a password stays neither in the pages nor in the log', async () => {
  const secret = 'canary of the password 93751'
  const answer = await attempt(anna.email, secret)
  assert.ok(!answer.text.includes(secret))
  for (const name of fs.readdirSync(path.join(ctx.dir, 'log'))) {
    assert.ok(!fs.readFileSync(path.join(ctx.dir, 'log', name)).includes(secret), name)
  }
})

/** How often a text stands in what a process can write to. */
function inMemory(pid, text) {
  const memory = fs.openSync(`/proc/${pid}/mem`, 'r')
  let count = 0
  for (const line of fs.readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
    const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? []
    if (!from) continue
    const part = Buffer.alloc(parseInt(to, 16) - parseInt(from, 16))
    fs.readSync(memory, part, 0, part.length, parseInt(from, 16))
    count += part.toString('latin1').split(text).length - 1
  }
  fs.closeSync(memory)
  return count
}

test('AU-21: a password does not stay in the memory of a worker', { skip: ctx.stack.isSanitized }, async () => {
  const secret = 'canary-of-the-memory-93752'
  assert.equal((await attempt(anna.email, secret)).status, 422)
  assert.equal((await attempt(anna.email, PASSWORD)).status, 303)
  const { workers } = ctx.program('account')
  assert.ok(workers.some((pid) => inMemory(pid, 'argon2id') > 0), 'whoever looked at the password is found so')
  for (const pid of workers) {
    for (const text of [secret, PASSWORD]) assert.equal(inMemory(pid, text), 0)
  }
})

// --- odd input ---

test('IO-17: an address of one letter with five thousand accents, and others as odd, are refused', async () => {
  for (const email of [`a${'\u0301'.repeat(5000)}@b.example`, 'İ'.repeat(254), `${'a'.repeat(250)}@b.example`,
    'ß'.repeat(254), '\u{1F468}\u200D\u{1F469}'.repeat(100), 'a\0b', '\u202eabc', '', `${'ΐ'.repeat(32)}@${'ΐ'.repeat(90)}.gr`]) {
    const answer = await attempt(email, 'wrong')
    assert.equal(answer.status, 422, `${email.slice(0, 20)} ${email.length}`)
  }
  assert.equal((await attempt(anna.email, PASSWORD)).status, 303)
})
