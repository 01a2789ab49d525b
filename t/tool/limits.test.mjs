// The limits of nginx and of the programs are the same.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { TOP } from '../lib/stack.mjs'

const read = (name) => fs.readFileSync(path.join(TOP, name), 'utf8')
const limits = read('lib/base/limits.h')
const site = read('nginx/site.conf.in')

/** A number of limits.h, which is a product of numbers. */
function limit(name) {
  const said = new RegExp(`\\b${name} = ([\\d *]+),`).exec(limits)[1]
  return said.split('*').map(Number).reduce((a, b) => a * b)
}

/** Where files are sent: the errors' own place measures nothing. */
const SENT = site.replace(/location \/error\/ \{[^}]*\}/g, '')

const size = (said) => Number.parseInt(said, 10) * { k: 1024, m: 1024 * 1024 }[said.at(-1)]

/** Where apps ask. */
const APP = /location = \/share\/app \{[^}]*client_max_body_size (\w+);/

test('IO-07: nginx lets through as much as an app may ask', () => {
  assert.equal(size(APP.exec(site)[1]), limit('APP_BYTES_MAX'))
})

test('IO-07: nginx lets through as much as a form with files may have, and no more', () => {
  const sizes = [...SENT.replace(APP, '').matchAll(/client_max_body_size (\w+);/g)].map(([, said]) => size(said))
  assert.ok(sizes.length > 0)
  for (const one of sizes) assert.equal(one, limit('UPLOAD_BYTES_MAX'))
})

test('IO-07: only where files are sent', () => {
  const places = [...SENT.matchAll(/location (\S+) \{([^}]*)\}/g)]
    .filter(([, , rules]) => rules.includes('client_max_body_size')).map(([, place]) => place)
  for (const place of places) assert.match(place, /^\/(staff\/(inbox|documents)|messages)\/send\/$/)
})

test('IO-07: elsewhere as much as a form without files', () => {
  const [, said] = /client_max_body_size (\w+);/.exec(read('nginx/server.conf'))
  assert.equal(size(said), limit('FORM_BYTES_MAX'))
})

test('S88: ten files of the largest size fit into a form with files', () => {
  assert.ok(limit('FILES_MAX') * limit('FILE_MEGABYTES_MAX') * 1024 * 1024 < limit('UPLOAD_BYTES_MAX'))
})
