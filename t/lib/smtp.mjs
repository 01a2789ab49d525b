// A mail server that does as a test says, for each step of each mail: what
// t/smtp/sink.py, which is polite, does not.
import net from 'node:net'
import { after } from 'node:test'

export class SmtpServer {
  /**
   * Start one; it ends with the test file. behave(step, mail) is asked at
   * 'connect', 'mail', 'rcpt' and 'data' (the mail has come) and returns
   * undefined for the usual answer, an answer ("451 Later"), 'hang', 'drop', or
   * a promise of one of these.
   */
  static async start(behave = () => undefined) {
    const it = new SmtpServer()
    it.behave = behave
    it.mails = []         // { from, to: [], data, id } of each that came whole
    it.commands = []      // every line that a client said
    it.sockets = new Set()
    it.server = net.createServer((socket) => it.serve(socket))
    await new Promise((resolve) => it.server.listen(0, '127.0.0.1', resolve))
    it.port = it.server.address().port
    after(() => it.stop())
    return it
  }

  stop() {
    for (const socket of this.sockets) socket.destroy()
    this.server.close()
  }

  get url() { return `smtp://127.0.0.1:${this.port}` }

  /** Mails to an address that came whole. */
  to(address) { return this.mails.filter((mail) => mail.to.includes(address)) }

  serve(socket) {
    const mail = { from: undefined, to: [], data: undefined }
    let rest = ''
    let queue = Promise.resolve()
    this.sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => this.sockets.delete(socket))
    const answer = async (step, usual) => {
      const said = await this.behave(step, mail) ?? usual
      if (said === 'drop') socket.destroy()
      else if (said !== 'hang') socket.write(`${said}\r\n`)
    }
    queue = answer('connect', '220 test')
    socket.on('data', (bytes) => {
      rest += bytes.toString('latin1')
      queue = queue.then(() => { rest = this.read(rest, mail, answer, socket) })
    })
  }

  /** Answer what is whole of the text; return the rest. */
  read(text, mail, answer, socket) {
    for (;;) {
      const end = mail.inData ? text.indexOf('\r\n.\r\n') : text.indexOf('\r\n')
      if (end < 0) return text
      if (mail.inData) {
        this.take(mail, text.slice(0, end + 2))
        answer('data', '250 2.0.0 Taken')
        text = text.slice(end + 5)
      } else {
        this.command(text.slice(0, end), mail, answer, socket)
        text = text.slice(end + 2)
      }
    }
  }

  take(mail, data) {
    mail.inData = false
    mail.data = data.replace(/\r\n\.\./g, '\r\n.')
    mail.id = /^Message-ID: (.*)\r$/mi.exec(data)?.[1]
    this.mails.push({ ...mail, to: [...mail.to] })
  }

  command(line, mail, answer, socket) {
    const word = line.slice(0, 4).toUpperCase()
    this.commands.push(line)
    if (word === 'EHLO') socket.write('250-test\r\n250 SIZE\r\n')
    else if (word === 'MAIL') {
      mail.from = /<(.*)>/.exec(line)[1]
      answer('mail', '250 2.1.0 Good')
    } else if (word === 'RCPT') {
      mail.to.push(/<(.*)>/.exec(line)[1])
      answer('rcpt', '250 2.1.5 Good')
    } else if (word === 'DATA') {
      mail.inData = true
      socket.write('354 Go on\r\n')
    } else if (word === 'QUIT') socket.end('221 Bye\r\n')
    else socket.write('500 What?\r\n')
  }
}
