// A browser's manners without a browser: one person's requests with cookies,
// where each header, status and redirect can be seen.
import http from 'node:http'
import net from 'node:net'
import { elementText, formsOf, linksOf, textOf } from './html.mjs'

/** One answer. Getters read the page only when asked. */
class Answer {
  constructor(message, body, path) {
    this.status = message.statusCode
    this.headers = message.headers          // names in lower case
    this.rawHeaders = message.rawHeaders    // as they came, each
    this.body = body
    this.path = path                        // what was asked for
  }

  get text() { return this.body.toString('utf8') }
  get says() { return textOf(this.text) }
  get title() { return elementText(this.text, 'title') }
  get h1() { return elementText(this.text, 'h1') }
  get forms() { return formsOf(this.text, this.path) }
  get links() { return linksOf(this.text) }
  get location() { return this.headers.location }

  /** The form that goes to this path; without one, the first that is posted. */
  form(action) {
    return this.forms.find((form) => action === undefined
      ? form.method === 'post' : form.action === action)
  }

  /** Values of a header that may stand more than once. */
  all(name) {
    return this.rawHeaders.filter((_, i) => i % 2 === 1 &&
      this.rawHeaders[i - 1].toLowerCase() === name.toLowerCase())
  }
}

/** Cookies of one origin: all of ours are for the whole site. */
class Jar {
  constructor() { this.cookies = new Map() }

  take(lines = []) {
    for (const line of lines) {
      const [pair, ...attributes] = line.split(';')
      const [name, value] = [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1)]
      const age = attributes.map((a) => /^\s*max-age=(-?\d+)/i.exec(a)?.[1]).find(Boolean)
      if (value === '' || (age !== undefined && Number(age) <= 0)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }

  toString() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }
}

export class Client {
  constructor(base) {
    this.base = base
    this.jar = new Jar()
    this.page = undefined      // the last page that was shown
  }

  /** A second window of the same browser: the same cookies, another page. */
  tab() {
    const other = new Client(this.base)
    other.jar = this.jar
    return other
  }

  /** A copy with the cookies as they are now: a stolen or a kept session. */
  copy() {
    const other = new Client(this.base)
    other.jar.cookies = new Map(this.jar.cookies)
    return other
  }

  /**
   * One request, no redirect followed. headers replace ours; a header that is
   * undefined is not sent.
   */
  request(method, path, { headers = {}, body, timeout = 60000 } = {}) {
    const url = new URL(this.base)
    const all = { Host: url.host, 'User-Agent': 'kith-test', Connection: 'close',
      'Sec-Fetch-Site': method === 'GET' ? 'none' : 'same-origin',
      Cookie: this.jar.toString() || undefined, ...headers }
    for (const name of Object.keys(all)) if (all[name] === undefined) delete all[name]
    return new Promise((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port: url.port, method,
        path, headers: all, setHost: false, agent: false, timeout }, (message) => {
        const parts = []
        message.on('data', (part) => parts.push(part))
        message.on('error', reject)
        message.on('end', () => {
          this.jar.take(message.headers['set-cookie'])
          resolve(new Answer(message, Buffer.concat(parts), path))
        })
      })
      request.on('timeout', () => request.destroy(new Error(`no answer to ${method} ${path}`)))
      request.on('error', reject)
      request.end(body)
    })
  }

  async get(path, options) {
    const answer = await this.request('GET', path, options)
    this.keep(answer)
    return answer
  }

  head(path, options) {
    return this.request('HEAD', path, options)
  }

  /**
   * Send a form: what the last page's form for this path holds (with csrf and
   * once), with these fields instead; a field that is null is left out. Without
   * such a form, csrf and once are taken from any form of the last page. A list
   * is sent as the field repeated.
   */
  async post(path, fields = {}, { bare = false, ...options } = {}) {
    const all = bare ? { ...fields } : { ...this.formFields(path), ...fields }
    const body = new URLSearchParams()
    for (const [name, value] of Object.entries(all)) {
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one !== null && one !== undefined) body.append(name, one)
      }
    }
    const answer = await this.request('POST', path, { ...options,
      body: body.toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': Buffer.byteLength(body.toString()),
        Origin: this.base, ...options.headers } })
    this.keep(answer)
    return answer
  }

  /**
   * The same as a form with files (multipart/form-data), as browsers send it.
   * A file is { name, bytes, type, field }; field is "files" unless said.
   */
  async postFiles(path, fields = {}, files = [], { bare = false, ...options } = {}) {
    const boundary = `----kith${Math.random().toString(36).slice(2)}`
    const parts = []
    const part = (head, body) => parts.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(body), Buffer.from('\r\n'))
    for (const [name, value] of Object.entries(bare ? fields : { ...this.formFields(path), ...fields })) {
      if (name === 'files' || value === null || value === undefined) continue
      for (const one of Array.isArray(value) ? value : [value]) part(`name="${name}"`, String(one))
    }
    for (const { name, bytes, type = 'application/octet-stream', field = 'files' } of files) {
      const quoted = name.replace(/["\r\n]/g, (c) => encodeURIComponent(c))
      part(`name="${field}"; filename="${quoted}"\r\nContent-Type: ${type}`, bytes)
    }
    const body = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])
    const answer = await this.request('POST', path, { ...options, body,
      headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}`,
        'Content-Length': body.length, Origin: this.base, ...options.headers } })
    this.keep(answer)
    return answer
  }

  formFields(path) {
    const fitting = this.page?.form(path)
    if (fitting) return fitting.fields
    const { csrf, once } = this.page?.form()?.fields ?? {}
    return { ...(csrf && { csrf }), ...(once && { once }) }
  }

  /** Get where an answer leads, and so on, until there is a page. */
  async follow(answer) {
    for (let i = 0; i < 10 && answer.location; i++) {
      answer = await this.get(new URL(answer.location, this.base + answer.path).pathname +
        new URL(answer.location, this.base + answer.path).search)
    }
    return answer
  }

  keep(answer) {
    const kind = answer.headers['content-type'] ?? ''
    // After an error of the server a person goes back, to the page before.
    if (!answer.location && answer.status < 500 && kind.startsWith('text/html')) this.page = answer
  }
}

/**
 * Bytes as they are to a server, and all that comes back until it closes or is
 * silent for so long: for requests that no client would send.
 */
export function raw(base, bytes, { silence = 3000 } = {}) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(new URL(base).port), '127.0.0.1')
    const parts = []
    const done = () => {
      socket.destroy()
      const text = Buffer.concat(parts).toString('latin1')
      resolve({ text, status: Number(/^HTTP\/[\d.]+ (\d+)/.exec(text)?.[1] ?? 0) })
    }
    socket.setTimeout(silence, done)
    socket.on('data', (part) => parts.push(part))
    socket.on('close', done)
    socket.on('error', (error) => (error.code === 'ECONNRESET' ? done() : reject(error)))
    socket.write(bytes)
  })
}
