// The vaccination record on paper, as schools want it.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const scratch = ctx.scratch()
const dana = await ctx.signIn('dana.whitfield@mail.example')
const owen = await people.patient('owen')
const given = await ctx.sql(`SELECT display, given_when, lot, maker, code, confidential FROM immunization
  WHERE patient_id = ? AND status = 'completed'`, [owen.id])

const pdf = (query = '', patient = owen.id, client = dana) => client.get(`/health/${patient}/vaccinations.pdf${query}`)

let n = 0
function textOf(answer) {
  const file = path.join(scratch, `v${n++}.pdf`)
  fs.writeFileSync(file, answer.body)
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
}

test('S116: the Vaccinations area of Medical History has the way to the paper', async () => {
  const page = await dana.get(`/health/${owen.id}`)
  assert.match(page.text, new RegExp(`<a[^>]* href="/health/${owen.id}/vaccinations.pdf"[^>]*>(<svg[^]*?</svg>)?Print</a>`))
})

test('S118: "Print" gives a PDF that the browser shows', async () => {
  const answer = await pdf()
  assert.equal(answer.status, 200)
  assert.equal(answer.headers['content-type'], 'application/pdf')
  assert.match(answer.headers['content-disposition'], /^inline; filename="vaccination-record.pdf"/)
  assert.equal(answer.body.subarray(0, 5).toString(), '%PDF-')
})

test('S119: the PDF has the letterhead, the person, each dose with date, maker and lot, and a line to sign', async () => {
  const text = textOf(await pdf())
  for (const words of ['Riverbend Family Medicine', '(802) 555-0142', 'Vaccination record', owen.name, 'June 3, 2018', 'Signature', 'Page 1 of']) assert.ok(text.includes(words), words)
  assert.ok(given.length > 3)
  const flat = text.replace(/\s+/g, '')
  for (const { lot, given_when } of given) {
    const [y, m, d] = given_when.slice(0, 10).split('-').map(Number)
    const day = new Date(Date.UTC(y, m - 1, d)).toLocaleDateString('en-US', { month: 'long', day: 'numeric', year: 'numeric', timeZone: 'UTC' })
    assert.ok(flat.includes(day.replace(/\s+/g, '')), day)
    if (lot) assert.ok(flat.includes(lot.replace(/\s+/g, '')), lot)
  }
})

test('S119: vaccines stand by family; one against several diseases stands with each', async () => {
  await ctx.sql(`INSERT INTO immunization (patient_id, code, system, display, status, given_when, given_day)
    VALUES (?, '110', 'CVX', 'Five in one', 'completed', '2018-08-03', '2018-08-03'), (?, '9999', 'CVX', 'Of the future', 'completed', '2018-08-04', '2018-08-04')`, [owen.id, owen.id])
  const text = textOf(await pdf())
  const part = (from) => text.slice(text.indexOf(from), text.indexOf(from) + 4000).split(/\n {0,3}(?=[A-Z][^\n]*\n\s*\n? *Date +Vaccine)/)[0]
  for (const family of ['Hepatitis B', 'Diphtheria, tetanus, whooping cough', 'Polio']) assert.match(part(family), /Five in one/, family)
  assert.match(text.slice(text.indexOf('Others')), /Of the future/)
  assert.equal(text.match(/Of the future/g).length, 1)
})

test('S119: nothing is said to be due, and what was not given is no dose', async () => {
  await ctx.sql(`INSERT INTO immunization (patient_id, code, system, display, status, given_when, given_day)
    VALUES (?, '08', 'CVX', 'Refused one', 'not-done', '2018-08-03', '2018-08-03')`, [owen.id])
  assert.doesNotMatch(textOf(await pdf()), /\bdue\b|overdue|Refused one/i)
})

test('S119: a confidential dose is on no paper but the patient\'s own', async () => {
  await ctx.sql(`INSERT INTO immunization (patient_id, code, system, display, status, given_when, given_day, confidential)
    VALUES (?, '62', 'CVX', 'Between us', 'completed', '2018-08-05', '2018-08-05', TRUE)`, [owen.id])
  assert.doesNotMatch(textOf(await pdf()), /Between us/)
})

test('S119: a QR code is there by choice, and the paper says what it holds', async () => {
  assert.doesNotMatch(textOf(await pdf()), /QR code/)
  assert.match(textOf(await pdf('?qr=yes')).replace(/\s+/g, ' '), /The QR code holds this record in short, as plain text/)
  assert.equal((await pdf('?qr=maybe')).status, 422)
})

test('AZ-02: another patient\'s vaccination record is not there', async () => {
  const jose = await people.patient('jose')
  assert.equal((await pdf('', jose.id)).status, 404)
})

test('E1-L1: the print leaves its row', async () => {
  await pdf()
  const [row] = await ctx.sql('SELECT action, status FROM audit WHERE patient_id = ? ORDER BY id DESC LIMIT 1', [owen.id])
  assert.deepEqual(row, { action: 'print_vaccinations', status: 200 })
})
