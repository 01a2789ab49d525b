// A message with ten files of about 10 MB: how long from its last byte to the
// answer, and what a worker holds for it.
import fs from 'node:fs'
import http from 'node:http'
import { largeJpeg, largePdf } from '../lib/files.mjs'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'
import { familyOf, median, round } from './lib.mjs'

const ROUNDS = 3
const SIZE = 9.9 * 1024 * 1024
const BOUNDARY = '----kith-bench'

const ctx = await portal({ fresh: true })
const people = new People(ctx)
const siobhan = await people.patient('siobhan')
const account = await people.account('Siobhan')
await people.grant(account, siobhan, { basis: 'self' })
const client = await people.signedIn(account)
const path = `/messages/send/${siobhan.id}`
const idOf = async (table, where) => (await ctx.sql(`SELECT id FROM ${table} WHERE ${where}`))[0].id
await client.get(`/messages/${siobhan.id}?write=1`)
const choices = Object.fromEntries(['provider', 'office'].map((name) =>
  [name, client.page.form(path).controls.find((control) => control.name === name)?.options.filter(Boolean)[0]]))
choices.subject = await idOf('subject', "name = 'Medical question'")

/** Ten that differ, for the same file is taken once only. */
function ten(bytes, at) {
  return Array.from({ length: 10 }, (_, i) => {
    const copy = Buffer.from(bytes)
    copy[at] = copy[at] & 0xf0 | i
    return copy
  })
}

function bodyOf(fields, files, ending) {
  const part = (head, body) => [Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`), Buffer.from(body), Buffer.from('\r\n')]
  return Buffer.concat([
    ...Object.entries(fields).filter(([name, value]) => name !== 'files' && value).flatMap(([name, value]) => part(`name="${name}"`, String(value))),
    ...files.flatMap((bytes, i) => part(`name="files"; filename="${i}${ending}"`, bytes)), Buffer.from(`--${BOUNDARY}--\r\n`)])
}

/** Send; seconds from the last byte to the answer. */
function seconds(body) {
  return new Promise((resolve, reject) => {
    const url = new URL(ctx.base)
    let last
    const request = http.request({ host: '127.0.0.1', port: url.port, method: 'POST', path, setHost: false, agent: false,
      headers: { Host: url.host, Origin: ctx.base, 'Sec-Fetch-Site': 'same-origin', Cookie: client.jar.toString(),
        'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`, 'Content-Length': body.length } }, (answer) => {
      const took = (process.hrtime.bigint() - last) / 1000n
      answer.resume()
      if (answer.headers.location?.endsWith('?sent=1')) answer.on('end', () => resolve(Number(took) / 1e6))
      else reject(new Error(`answer ${answer.statusCode}`))
    })
    request.on('finish', () => { last = process.hrtime.bigint() })
    request.on('error', reject)
    request.end(body)
  })
}

const peakMiB = () => Math.max(...familyOf(ctx.program('messages').pid)
  .map((pid) => Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]))) / 1024

async function measure(what, files, ending) {
  const took = []
  for (let i = 0; i < ROUNDS; i++) {
    await ctx.sql('DELETE FROM upload_use')
    await client.get(`/messages/${siobhan.id}?write=1`)
    took.push(await seconds(bodyOf({ ...client.formFields(path), ...choices, message: 'Ten files.' }, files, ending)))
  }
  const total = files.reduce((sum, bytes) => sum + bytes.length, 0) / 1048576
  console.log(`${what}, together ${round(total, 1)} MB: ${round(median(took))} s from the last byte to the answer (aim 2 s); ` +
    `a worker's most memory until now ${round(peakMiB(), 1)} MB (aim 24 MB)`)
}

await measure('10 PDFs', ten(largePdf(SIZE), 5000000), '.pdf')
const photos = Array.from({ length: 10 }, (_, i) => largeJpeg(SIZE - i * 40000))
await measure('10 photos', photos, '.jpg')
