// What a test file asks for first: the running stack, with the database as the
// demonstration left it.
//
//   const { client, signIn, sql, mail } = await portal()
//
// ./dev test starts the stack and says where it is in KITH_STACK. Without that,
// as in `node --test t/http/sign-in.test.mjs`, a stack is started for this file
// alone and ends with it.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after } from 'node:test'
import { Client, raw } from './client.mjs'
import { Mailbox } from './mail.mjs'
import { DAEMONS, pause, PROGRAMS, Stack, TOP, until } from './stack.mjs'
import { totp } from './totp.mjs'

export { Client, DAEMONS, PROGRAMS, raw, pause, until, TOP }
export * from './html.mjs'

const PASSWORD = 'a long walk by the river'

function findStack() {
  const dir = process.env.KITH_STACK
  if (dir) return new Stack(dir)
  const own = Stack.up(path.join(process.env.KITH_VAR ?? path.join(TOP, 'var'), `test-${process.pid}`))
  after(() => {
    own.down()
    fs.rmSync(own.dir, { recursive: true, force: true })
  })
  return own
}

/** What an earlier file may have left: daemons dead, settings, time, limits. */
async function repair(stack, mailbox) {
  const extra = `${stack.config}.extra`
  const hadSettings = fs.existsSync(extra)
  fs.rmSync(extra, { force: true })
  mailbox.behave('ok')
  if (stack.clockOffset !== 0) await stack.clock(0)
  if (hadSettings) await stack.restartPrograms()
  else if (stack.daemons.some((daemon) => daemon.pid === undefined)) await stack.dev('stack-up')
}

/** The person's way through sign-up, page for page; each answer is given back. */
async function signUp(ctx, person) {
  const client = person.client ?? new Client(ctx.base)
  const answers = []
  const step = async (path, fields) => {
    const answer = await client.post(path, fields)
    answers.push(answer)
    if (answer.status !== 303) {
      throw Object.assign(new Error(`sign-up stopped at ${path}: ${answer.status} ${answer.says.slice(0, 300)}`),
        { answers, client })
    }
    return client.follow(answer)
  }
  const mailsBefore = ctx.mailbox.mails(person.email).length
  await client.get('/account/sign-up')
  await step('/account/sign-up', { who: 'patient' })
  await step('/account/sign-up/patient', { first_name: person.first_name,
    last_name: person.last_name, birth_date: person.birth_date, email: person.email })
  const mail = await ctx.mailbox.mail(person.email, { count: mailsBefore + 1 })
  await step('/account/sign-up/code', { code: ctx.codeOf(mail) })
  const password = person.password ?? PASSWORD
  const email = person.account_email ?? person.email
  await step('/account/sign-up/account', { email, password, password2: password })
  ctx.apps.set(email, await setUp(ctx, client))
  return Object.assign(client, { email, password, answers, welcome: await client.get('/account/welcome') })
}

/** The first set-up of who has just signed up: an authenticator app. Its secret is given back. */
async function setUp(ctx, client) {
  await client.get('/account/security/first')
  const page = await client.follow(await client.post('/account/security/add', { kind: 'app' }))
  const secret = /id="secret">([A-Z2-7 ]+)</.exec(page.text)[1]
  const done = await client.post('/account/security/app', { code: totp(secret, ctx.stack.now) })
  if (done.h1 !== 'Print your recovery codes') throw new Error(`no set-up: ${done.status} ${done.says.slice(0, 300)}`)
  return secret
}

/** The secret of the demonstration's authenticator apps. */
const demoSecret = (stack) => fs.readFileSync(path.join(stack.dir, 'staff.key'), 'utf8').trim()

/** The password of the demonstration's accounts, made anew for each stack. */
function demoPassword(stack) {
  const said = path.join(stack.dir, 'accounts.txt')
  return fs.existsSync(said) ? /^Password\s+(\S+)/m.exec(fs.readFileSync(said, 'utf8'))?.[1] : undefined
}

/**
 * Sign in, as a demonstration's account or one that signUp() made; for another
 * give the password.
 */
async function signIn(ctx, email, password) {
  const isOfDemo = (await ctx.sql('SELECT 1 AS yes FROM kith_seed.account WHERE email = ?', [email])).length > 0
  password ??= isOfDemo ? ctx.demoPassword : PASSWORD
  const client = new Client(ctx.base)
  await client.get('/account/sign-in')
  const answer = await client.post('/account/sign-in', { email, password })
  if (answer.status !== 303) throw new Error(`no sign-in for ${email}: ${answer.status} ${answer.says.slice(0, 300)}`)
  client.landing = await client.follow(answer)
  if (client.landing.path === '/account/second') client.landing = await secondStep(ctx, client, email)
  return client
}

/** The code of the app; of one that was just used, too. */
async function secondStep(ctx, client, email) {
  await ctx.sql(`UPDATE security_option o JOIN account a ON a.id = o.account_id SET o.step = 0 WHERE a.email_key = ?`, [email.toLowerCase()])
  const code = totp(ctx.apps.get(email) ?? demoSecret(ctx.stack), ctx.stack.now)
  const answer = await client.post('/account/second', { code })
  if (answer.status !== 303) throw new Error(`no second step for ${email}: ${answer.status} ${answer.says.slice(0, 300)}`)
  return client.follow(answer)
}

/** The context of a test file; see the comment on top and doc in each member. */
export async function portal({ fresh = true } = {}) {
  const stack = findStack()
  const mailbox = new Mailbox(path.join(stack.dir, 'mail'))
  await repair(stack, mailbox)
  if (fresh) await stack.reset()
  const ctx = {
    stack, mailbox, PASSWORD, demoPassword: demoPassword(stack),
    /** Secrets of authenticator apps, by address: of those who signed up here. */
    apps: new Map(),
    base: stack.base, health: stack.health, config: stack.config,
    dir: stack.dir, isSanitized: stack.isSanitized,
    /** A new visitor. */
    client: () => new Client(stack.base),
    /** Bytes to the portal, as they are. */
    raw: (bytes, options) => raw(stack.base, bytes, options),
    sql: (query, values) => stack.sql(query, values),
    mails: (to) => mailbox.mails(to),
    mail: (to, options) => mailbox.mail(to, options),
    /** The six digits of a mail. */
    codeOf: (mail) => /(?<!\d)\d{6}(?!\d)/.exec(mail.text)?.[0],
    kithctl: (...args) => stack.kithctl(...args),
    program: (name) => stack.program(name),
    db: stack.program('mariadb'),
    nginx: (values) => stack.nginx(values),
    settings: (values) => stack.settings(values),
    clock: (seconds) => stack.clock(seconds),
    /** How the mail server behaves: "ok", "4xx", "slow=5" ... */
    smtp: (mode) => mailbox.behave(mode),
    reset: () => stack.reset(),
    /** A directory for this file's own things. */
    scratch: () => fs.mkdtempSync(path.join(os.tmpdir(), 'kith-test-')),
  }
  ctx.signUp = (person) => signUp(ctx, person)
  ctx.setUp = (client) => setUp(ctx, client)
  ctx.signIn = (email, password) => signIn(ctx, email, password)
  return ctx
}
