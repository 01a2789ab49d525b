// The stack's database as its root: what a test arranges and looks at.
import mysql from 'mysql2'

/** A value as it comes in a row: text, whole numbers as numbers, NULL as null. */
function cast(field) {
  const text = field.string()
  return text !== null && /^(0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text
}

/** A value as an SQL literal. Only for tests: the portal never does this. */
function literal(value) {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (Buffer.isBuffer(value)) return `x'${value.toString('hex')}'`
  // Plain quotes: every place takes them, and no collation is forced.
  const escapes = { '\0': '\\0', '\n': '\\n', '\r': '\\r', '\\': '\\\\', '\'': '\\\'' }
  return `'${String(value).replace(/[\0\n\r\\']/g, (c) => escapes[c])}'`
}

/** What several statements gave, as one list of rows. */
const rowsOf = (results) => results.filter(Array.isArray).flat()

export class Database {
  /** Connections that nobody uses now; they keep no process alive. */
  #idle = []

  constructor(socket) { this.socket = socket }

  /** Run statements and return their rows. Each ? is replaced by the next value. */
  async query(query, values = []) {
    let i = 0
    const text = `SET time_zone = '+00:00';${query.replace(/\?/g, () => literal(values[i++]))}`
    const connection = await this.#take()
    try {
      const rows = await new Promise((resolve, reject) => connection.query(text, (error, results) =>
        error ? reject(error) : resolve(rowsOf(results))))
      await this.#giveBack(connection)
      return rows
    } catch (error) {
      connection.destroy()
      throw error
    }
  }

  /** One that still lives: the server may have been killed meanwhile. */
  async #take() {
    for (let connection; (connection = this.#idle.pop());) {
      connection.stream.ref()
      const lives = await new Promise((resolve) => connection.ping((error) => resolve(!error)))
      if (lives) return connection
      connection.destroy()
    }
    return new Promise((resolve, reject) => {
      const connection = mysql.createConnection({ socketPath: this.socket, user: 'root', database: 'kith',
        charset: 'utf8mb4', multipleStatements: true, typeCast: cast, supportBigNumbers: true })
      connection.on('error', () => {})
      connection.connect((error) => error ? reject(error) : resolve(connection))
    })
  }

  /** As new: no variable, lock or transaction of one query reaches the next. */
  async #giveBack(connection) {
    await new Promise((resolve) => connection.reset(resolve))
    connection.stream.unref()
    this.#idle.push(connection)
  }
}
