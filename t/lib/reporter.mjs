// What one test file says: nothing of what went well, everything of what did
// not; the counts go to the file KITH_COUNTS.
import fs from 'node:fs'

function why(error) {
  const cause = error?.cause ?? error
  const text = cause?.stack ?? String(cause?.message ?? cause)
  const shown = cause?.stack && cause.message && !cause.stack.includes(cause.message.split('\n')[0])
    ? `${cause.message}\n${text}` : text
  return shown.split('\n').filter((line) => !/node:internal/.test(line)).slice(0, 40)
    .map((line) => `    ${line}\n`).join('')
}

function kindOf(data) {
  if (data.details?.type === 'suite') return undefined
  if (data.skip !== undefined && data.skip !== false) return 'skipped'
  if (data.todo !== undefined && data.todo !== false) return 'skipped'
  return undefined
}

export default async function* reporter(source) {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for await (const { type, data } of source) {
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message
    if (type !== 'test:pass' && type !== 'test:fail') continue
    if (data.details?.type === 'suite' && type === 'test:pass') continue
    if (data.skip === 'test name does not match pattern') continue
    const kind = kindOf(data) ?? (type === 'test:pass' ? 'passed' : 'failed')
    counts[kind]++
    if (kind === 'skipped') {
      yield `  skipped: ${data.name}${typeof data.skip === 'string' && data.skip ? ` (${data.skip})` : ''}\n`
    }
    if (kind === 'failed') yield `  FAILED: ${data.name}\n${why(data.details?.error)}`
  }
  if (process.env.KITH_COUNTS) fs.writeFileSync(process.env.KITH_COUNTS, JSON.stringify(counts))
}
