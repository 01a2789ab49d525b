// The mails that the sink kept (t/smtp/sink.py).
import fs from 'node:fs'
import path from 'node:path'

function headerLines(head) {
  return head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
}

/** RFC 2047: "=?UTF-8?B?...?=" as text. */
function decodeWords(text) {
  return text.replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?([^?]+)\?([bq])\?([^?]*)\?=/gi, (_, charset, coding, data) =>
      coding.toLowerCase() === 'b' ? Buffer.from(data, 'base64').toString('utf8')
        : quoted(data.replace(/_/g, ' ')).toString('utf8'))
}

function quoted(text) {
  const bytes = text.replace(/=\r?\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1')
}

function decodeBody(body, coding = '') {
  if (/base64/i.test(coding)) return Buffer.from(body, 'base64')
  if (/quoted-printable/i.test(coding)) return quoted(body)
  return Buffer.from(body, 'latin1')
}

/** One entity, its bytes as latin1: { headers, type, body, parts }. */
function readEntity(source) {
  const [, head, body] = /^(.*?)\r?\n\r?\n(.*)$/s.exec(source) ?? [null, source, '']
  const headers = {}
  for (const line of headerLines(head)) {
    const colon = line.indexOf(':')
    if (colon > 0) {
      const value = Buffer.from(line.slice(colon + 1).trim(), 'latin1').toString('utf8')
      headers[line.slice(0, colon).toLowerCase()] ??= decodeWords(value)
    }
  }
  const type = headers['content-type'] ?? 'text/plain'
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1]
  const parts = boundary === undefined ? []
    : body.split(`--${boundary}`).slice(1, -1)
      .map((part) => readEntity(part.replace(/^\r?\n/, '').replace(/\r?\n$/, '')))
  return { headers, type, parts,
    body: decodeBody(body, headers['content-transfer-encoding']) }
}

function* leavesOf(entity) {
  if (entity.parts.length === 0) yield entity
  for (const part of entity.parts) yield* leavesOf(part)
}

/**
 * A mail: { number, to, from (the envelope's), subject, headers, text, html,
 * parts, source }. parts are its leaves with type, headers and body.
 */
function readMail(file) {
  const source = fs.readFileSync(file, 'latin1')
  const whole = readEntity(source)
  const parts = [...leavesOf(whole)]
  const bodyOf = (type) => parts.find((part) => part.type.startsWith(type))?.body.toString('utf8')
  return { number: Number(path.basename(file, '.eml')), source, parts,
    headers: whole.headers, subject: whole.headers.subject,
    from: whole.headers['x-sink-from'],
    to: (whole.headers['x-sink-to'] ?? '').split(', '),
    text: bodyOf('text/plain'), html: bodyOf('text/html') }
}

export class Mailbox {
  constructor(directory) {
    this.directory = directory
    this.first = this.last + 1
  }

  numbers() {
    return fs.readdirSync(this.directory).map((name) => Number(/^(\d+)\.eml$/.exec(name)?.[1] ?? 0))
      .filter((n) => n > 0).sort((a, b) => a - b)
  }

  get last() { return this.numbers().at(-1) ?? 0 }

  /** Mails to an address (any, without one) since the file began, oldest first. */
  mails(to) {
    return this.numbers().filter((n) => n >= this.first)
      .map((n) => readMail(path.join(this.directory, `${n}.eml`)))
      .filter((mail) => to === undefined || mail.to.includes(to))
  }

  /**
   * Wait for the count-th mail to an address, at most so many seconds, and
   * return it.
   */
  async mail(to, { count = 1, seconds = 20 } = {}) {
    for (let i = 0; i < seconds * 10; i++) {
      const found = this.mails(to)
      if (found.length >= count) return found[count - 1]
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`no mail ${count} to ${to} within ${seconds} seconds`)
  }

  /** How the mail server behaves from now on: see t/smtp/sink.py. */
  behave(mode) {
    fs.writeFileSync(path.join(this.directory, 'mode.new'), mode)
    fs.renameSync(path.join(this.directory, 'mode.new'), path.join(this.directory, 'mode'))
  }
}
