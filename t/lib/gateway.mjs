// A gateway for text messages that does as a test says: what the one in
// t/smtp/sink.py, which is polite, does not. Its form is Twilio's.
import http from 'node:http'
import { after } from 'node:test'

/** What Twilio answers, by its own numbers. */
export const ERRORS = {
  invalidNumber: { status: 400, body: { code: 21211, message: 'Invalid \'To\' Phone Number: +1802555XXXX', status: 400 } },
  stopped: { status: 400, body: { code: 21610, message: 'Attempt to send to unsubscribed recipient', status: 400 } },
  badToken: { status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } },
  tooMany: { status: 429, body: { code: 20429, message: 'Too Many Requests', status: 429 } },
  broken: { status: 500, body: 'Internal Server Error' },
}

export class Gateway {
  /**
   * Start one; it ends with the test file. behave(text) is asked for each text
   * that has come and returns undefined for "queued", one of ERRORS, 'drop',
   * 'endless' (taken, with an answer that does not end), or a promise of one of
   * these.
   */
  static async start(behave = () => undefined) {
    const it = new Gateway()
    it.behave = behave
    it.texts = []         // { to, from, body, login, path, type } of each that came
    it.server = http.createServer((request, response) => { it.serve(request, response) })
    await new Promise((resolve) => it.server.listen(0, '127.0.0.1', resolve))
    it.url = `http://127.0.0.1:${it.server.address().port}`
    after(() => {
      it.server.closeAllConnections()
      it.server.close()
    })
    return it
  }

  async serve(request, response) {
    let body = ''
    for await (const bytes of request) body += bytes
    const form = new URLSearchParams(body)
    const text = { to: form.get('To'), from: form.get('From'), body: form.get('Body'),
      login: Buffer.from((request.headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString(),
      path: `${request.method} ${request.url}`, type: request.headers['content-type'] }
    if (request.method === 'POST') this.texts.push(text)
    this.answer(response, await this.behave(text) ?? { status: 201, body: { sid: 'SM1', status: 'queued' } })
  }

  answer(response, said) {
    if (said === 'drop') {
      response.destroy()
      return
    }
    const status = said === 'endless' ? 201 : said.status
    response.writeHead(status, { 'content-type': 'application/json', ...said.headers })
    if (said === 'endless') response.write(' '.repeat(1 << 20))
    else response.end(typeof said.body === 'string' ? said.body : JSON.stringify(said.body))
  }
}
