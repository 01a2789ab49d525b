// A clinical document that anybody may have made, as a page that is safe.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { TOP } from '../lib/stack.mjs'

const KIT = path.join(TOP, '../shared/ccda-kit')
const DATA = path.join(TOP, '../shared/data/ccda')
const PREVIEW = path.join(process.env.KITH_BUILD ?? path.join(TOP, 'build'), 't/tool/preview')
const kit = fs.existsSync(KIT) ? {} : { skip: 'SKIPPED: ../shared/ccda-kit is not here' }
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-preview-'))
after(() => fs.rmSync(scratch, { recursive: true, force: true }))

/** Show files; { refused: names, pages: { name: html } }. */
function preview(files, { timeout = 60000 } = {}) {
  const dir = fs.mkdtempSync(path.join(scratch, 'p-'))
  const done = spawnSync(PREVIEW, [path.join(TOP, 'views'), ...files], { cwd: dir, encoding: 'utf8', timeout })
  assert.equal(done.status, 0, `${done.stderr} ${done.signal}`)
  const pages = Object.fromEntries(fs.readdirSync(dir).map((name) => [name.slice(0, -5), fs.readFileSync(path.join(dir, name), 'utf8')]))
  return { dir, pages, refused: done.stdout.split('\n').filter(Boolean).map((name) => path.basename(name)) }
}

const check = (dir) => spawnSync('/usr/bin/python3', [path.join(KIT, 'check_preview.py'),
  ...fs.readdirSync(dir).map((name) => path.join(dir, name))], { encoding: 'utf8' })

const xmlIn = (dir) => fs.readdirSync(dir, { recursive: true }).map((name) => path.join(dir, name))
  .filter((name) => /\.(xml|ccda)$/i.test(name))

/** A document whose one section holds this narrative and these entries. */
let made = 0
function cda(text, { before = '', entries = '', body } = {}) {
  const file = path.join(scratch, `made-${made++}.xml`)
  fs.writeFileSync(file, `<?xml version="1.0"?>${before}<ClinicalDocument xmlns="urn:hl7-org:v3">` +
    '<title>Made</title><recordTarget><patientRole><patient><name><given>Eve</given><family>Doe</family></name></patient></patientRole></recordTarget>' +
    `<component>${body ?? `<structuredBody><component><section><title>One</title><text>${text}</text>${entries}</section></component></structuredBody>`}</component></ClinicalDocument>`)
  return file
}
const show = (...args) => {
  const { pages } = preview([cda(...args)])
  return Object.values(pages)[0]?.replace(/^[^]*<h2>What is on record<\/h2>|<footer>[^]*$/g, '')
}

test('S104: documents that attack show nothing active and load nothing', kit, () => {
  const { dir, pages, refused } = preview(xmlIn(path.join(KIT, 'hostile')))
  const checked = check(dir)
  assert.equal(checked.status, 0, checked.stdout)
  assert.deepEqual(refused.sort(), ['billion-laughs.xml', 'deep-nesting.xml', 'xinclude.xml', 'xxe-file.xml', 'xxe-network.xml'])
  for (const [name, html] of Object.entries(pages)) {
    assert.doesNotMatch(html, /root:x:|="[^"]*(evil\.invalid|javascript:)|<script|<svg|<iframe/i, name)
  }
})

test('S104: every document of the kit and of the test data is shown, safely', kit, () => {
  const files = [...xmlIn(path.join(KIT, 'samples')), ...xmlIn(path.join(KIT, 'reference')),
    ...fs.existsSync(DATA) ? xmlIn(DATA) : []]
  const { dir, pages, refused } = preview(files)
  const whole = files.filter((name) => /ClinicalDocument/.test(fs.readFileSync(name, 'utf8')))
  assert.ok(whole.length > 60)
  assert.deepEqual(refused.filter((name) => whole.some((one) => path.basename(one) === name)), ['nt-not-wellformed.xml'])
  assert.equal(check(dir).status, 0, check(dir).stdout)
  for (const html of Object.values(pages)) assert.match(html, /<h3/)
})

test('S104: what the narrative says, the preview says', kit, () => {
  const file = path.join(KIT, 'reference/full.xml')
  const { pages } = preview([file])
  const words = (text) => text.replace(/<[^>]*>/g, ' ').replace(/&#?\w+;/g, ' ').split(/\s+/).filter((word) => /^\w{4,}$/.test(word))
  const said = new Set(words(pages['full.xml']))
  const missing = fs.readFileSync(file, 'utf8').match(/(?<=<\/title>\s*)<text>[^]*?<\/text>/g).flatMap(words).filter((word) => !said.has(word))
  assert.deepEqual([...new Set(missing)], [])
})

test('S104: a link leads only to the web, a mail or a phone, however it is written', () => {
  for (const href of ['javascript:alert(1)', ' JaVa\tScRiPt:alert(1)', 'vbscript:x', 'data:text/html,x', 'file:///etc/passwd', '//evil.example/', '/account/sign-out']) {
    assert.doesNotMatch(show(`<linkHtml href="${href}">here</linkHtml>`), /<a href="(?!#cda-section)/, href)
  }
  assert.match(show('<linkHtml href="HTTPS://a.example/?b&amp;c">here</linkHtml>'), /<a href="HTTPS:\/\/a\.example\/\?b&amp;c" rel="noopener noreferrer nofollow">here<\/a>/)
})

test('S104: a link within the document finds its place, whose id is not one of the page', () => {
  const html = show('<paragraph ID="csrf">x</paragraph><linkHtml href="#csrf">up</linkHtml><paragraph ID="quiet">y</paragraph>')
  assert.match(html, /<p id="cda-csrf">x<\/p><a href="#cda-csrf">up<\/a>/)
  assert.doesNotMatch(html, /quiet/)
})

test('S104: lists, tables with spans, notes and changes are what they were', () => {
  const html = show('<list listType="ordered"><caption>First</caption><item>a<sub>2</sub></item></list>' +
    '<table><tbody><tr><th>Head</th><td colspan="2" rowspan="x" onclick="x()" style="x">b<footnote>c</footnote></td></tr></tbody></table>' +
    '<paragraph><content revised="delete">old</content><content revised="insert" styleCode="Bold">new</content><br/>z</paragraph>')
  assert.match(html, /<p><b>First<\/b><\/p><ol class="bullets"><li>a<sub>2<\/sub><\/li><\/ol>/)
  assert.match(html, /<th scope="row">Head<\/th><td colspan="2">b<span class="soft"> \(c\)<\/span><\/td>/)
  assert.match(html, /<del>old<\/del><ins><b>new<\/b><\/ins><br>z/)
})

test('S104: a table with a simple head can be read on a phone: each cell has its heading', () => {
  const table = (style) => `<table${style}><thead><tr><th>Test</th><th>Value</th><th>Flag</th></tr></thead><tbody><tr><td>Iron</td><td>5</td><td/></tr></tbody></table>`
  assert.match(show(table('')), /<td role="cell" data-label="Value"><div>5<\/div><\/td><td role="cell"><\/td>/)
  assert.doesNotMatch(show(table(' styleCode="xTidy"')), /Flag/)
})

test('S104: pictures are shown if they stand in the document and can\'t act', () => {
  const picture = (type, value) => show('<renderMultiMedia referencedObject="p"><caption>Chest</caption></renderMultiMedia>',
    { entries: `<entry><observationMedia ID="p"><value mediaType="${type}" representation="B64">${value}</value></observationMedia></entry>` })
  assert.match(picture('image/png', 'iVBORw0KGgo=\n'), /<img alt="Chest" src="data:image\/png;base64,iVBORw0KGgo=">/)
  for (const [type, value] of [['image/svg+xml', 'PHN2Zz4='], ['image/png', 'x"onerror="y'], ['text/html', 'PGI+']]) {
    assert.match(picture(type, value), /\[A picture that can’t be shown here: Chest\]/)
  }
})

test('S104: a body that is a file is told of, not shown', () => {
  const body = (text) => show('', { body: `<nonXMLBody>${text}</nonXMLBody>` })
  assert.match(body('<text mediaType="text/plain">one\ntwo &lt;b&gt;</text>'), /<p class="letter">one\ntwo &lt;b&gt;<\/p>/)
  assert.match(body('<text mediaType="application/pdf" representation="B64">JVBERi0=</text>'), /a file \(application\/pdf\), which can’t be shown/)
  assert.doesNotMatch(body('<text mediaType="text/html">&lt;b&gt;x</text>'), /x<|&lt;b/)
})

test('S104: times are in words, with their zone; what is not known is said to be', () => {
  const header = (time) => preview([cda('')].map((file) => {
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('<recordTarget>', `<effectiveTime ${time}/><recordTarget>`)
      .replace('</name>', '</name><administrativeGenderCode nullFlavor="ASKU"/>'))
    return file
  })).pages
  assert.match(Object.values(header('value="20261002131500-0400"'))[0], /made October 2, 2026, 1:15 PM \(UTC-04:00\)[^]*Asked, but not known/)
  assert.match(Object.values(header('value="202610"'))[0], /made October 2026</)
  assert.match(Object.values(header('value="2026"'))[0], /made 2026</)
  assert.match(Object.values(header('value="20261002000500"'))[0], /made October 2, 2026, 12:05 AM</)
  assert.match(Object.values(header('value="soon"'))[0], /made soon</)
})

test('S104: a document that would take too long is refused', () => {
  const deep = `${'<list><item>'.repeat(100)}x${'</item></list>'.repeat(100)}`
  const began = Date.now()
  const { refused } = preview([cda(`<table styleCode="xTidy"><thead><tr>${'<th>h</th>'.repeat(3000)}</tr></thead><tbody>${`<tr>${'<td/>'.repeat(3000)}</tr>`.repeat(300)}</tbody></table>`)])
  assert.equal(refused.length, 1)
  assert.ok(Date.now() - began < 20000)
  assert.match(show(deep), /x/)
})

test('S104: what is no clinical document is refused', () => {
  const file = (text) => {
    const name = path.join(scratch, `other-${made++}.xml`)
    fs.writeFileSync(name, text)
    return name
  }
  const bad = ['', 'no XML', '<ClinicalDocument/>', '<Bundle xmlns="urn:hl7-org:v3"/>', '<ClinicalDocument xmlns="urn:hl7-org:v3">',
    '<!DOCTYPE ClinicalDocument><ClinicalDocument xmlns="urn:hl7-org:v3"/>', '\0', '<?xml version="1.0" encoding="x-none"?><ClinicalDocument xmlns="urn:hl7-org:v3"/>']
  assert.equal(preview(bad.map(file)).refused.length, bad.length)
})
