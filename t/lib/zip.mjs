// A .zip that the portal gave, and its CCDA.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** The files at the top of a .zip, by name, as text. */
export function unzip(bytes) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-zip-'))
  const files = path.join(dir, 'files')
  try {
    fs.writeFileSync(path.join(dir, 'it.zip'), bytes)
    execFileSync('python3', ['-m', 'zipfile', '-e', path.join(dir, 'it.zip'), files])
    return Object.fromEntries(fs.readdirSync(files).filter((name) => fs.statSync(path.join(files, name)).isFile())
      .map((name) => [name, fs.readFileSync(path.join(files, name), 'utf8')]))
  } finally {
    fs.rmSync(dir, { recursive: true })
  }
}

/** A CCDA without what differs each time it is made: its id and the time. */
export const timeless = (xml) => xml.replace(/<id root="[0-9a-f-]{36}"\/>/gi, '').replace(/\b20\d{12}[-+]\d{4}\b/g, 'TIME')
  .replace(/[A-Z][a-z]+ \d+, \d{4}, \d+:\d\d [AP]M/g, 'TIME')
