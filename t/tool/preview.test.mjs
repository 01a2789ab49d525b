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
  const pages = Object.fromEntries(fs.readdirSync(dir).filter((name) => name.endsWith('.html')).map((name) => [name.slice(0, -5), fs.readFileSync(path.join(dir, name), 'utf8')]))
  return { dir, pages, refused: done.stdout.split('\n').filter(Boolean).map((name) => path.basename(name)) }
}

const check = (dir) => spawnSync('/usr/bin/python3', [path.join(KIT, 'check_preview.py'),
  ...fs.readdirSync(dir).filter((name) => name.endsWith('.html')).map((name) => path.join(dir, name))], { encoding: 'utf8' })

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

test('S13: what the narrative says, the preview says', kit, () => {
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

/** The PDF of a made document, as others read it: { text, pages }. */
function pdf(...args) {
  const { dir } = preview([cda(...args)])
  const file = path.join(dir, fs.readdirSync(dir).find((name) => name.endsWith('.pdf')))
  const tool = (...command) => execFileSync(command[0], command.slice(1), { encoding: 'utf8', maxBuffer: 1 << 28 })
  return { file, text: tool('pdftotext', '-layout', file, '-'), pages: Number(/^Pages:\s+(\d+)/m.exec(tool('pdfinfo', file))[1]), tool }
}

const table = (rows) => `<table><thead><tr><th>Test</th><th>Value</th></tr></thead><tbody>${rows}</tbody></table>`

test('E1-D1: each page of the PDF has its number, the patient, and the head of a table', () => {
  const { text, pages } = pdf(table(Array.from({ length: 300 }, (_, i) => `<tr><td>Row ${i}</td><td>${i * 2}</td></tr>`).join('')))
  const each = text.split('\f').slice(0, pages)
  assert.ok(pages > 3)
  for (const [i, page] of each.entries()) {
    assert.match(page, new RegExp(`Page ${i + 1} of ${pages}`))
    assert.match(page, /Somebody, born May 4, 2019/)
    assert.match(page, /All time/)
    if (i < pages - 1) assert.match(page, /Test\s+Value/)
  }
  for (let i = 0; i < 300; i++) assert.match(text, new RegExp(`Row ${i}\\s+${i * 2}\\b`))
})

test('E1-D1: names of all the world are words in the PDF, not signs', () => {
  const names = ['Nguyễn Thị Phương', 'Ελληνικά', 'Русский', '中文', 'Zoë Núñez']
  const { text, file, tool } = pdf(names.map((name) => `<paragraph>${name}</paragraph>`).join('') + '<paragraph>سجل المريض</paragraph>')
  for (const name of names) assert.ok(text.normalize('NFC').includes(name), name)
  for (const line of tool('pdffonts', file).split('\n').slice(2).filter(Boolean)) assert.match(line, / yes +(yes|no) +yes /, line)
})

test('E1-D1: the PDF has parts that a reader can tell apart, and an outline', () => {
  const { file, tool } = pdf('<paragraph>one</paragraph>')
  assert.match(tool('pdfinfo', '-struct', file), /H3 \(block\)[^]*P \(block\)/)
})

test('E1-D1: a word of 100,000 letters, a cell of 100 KB and 10,000 rows make pages, in seconds', () => {
  const began = Date.now()
  assert.ok(pdf(`<paragraph>${'x'.repeat(100000)}</paragraph>`).pages > 10)
  assert.ok(pdf('y'.repeat(100000)).pages > 10)
  assert.ok(pdf(table(`<tr><td>a</td><td>${'word '.repeat(20000)}</td></tr>`)).pages > 10)
  const { pages, text } = pdf(table('<tr><td>row</td><td>5</td></tr>'.repeat(10000)))
  assert.ok(pages > 100 && text.match(/row\s+5/g).length === 10000)
  assert.ok(Date.now() - began < 60000)
})

test('E1-D1: odd tables are no trouble: empty ones, a head longer than a page, many columns', () => {
  assert.match(pdf(`<table><thead><tr><th>${'h '.repeat(9000)}</th><th>b</th></tr></thead><tbody><tr><td>a</td><td>cell</td></tr></tbody></table>` +
    `<table/><list/><table><tbody><tr/></tbody></table><table><tbody><tr>${'<td>z</td>'.repeat(60)}</tr></tbody></table>`).text, /cell/)
})

test('E1-D1: every document of the kit is a PDF', kit, () => {
  const { dir, pages } = preview(xmlIn(path.join(KIT, 'samples')))
  assert.equal(fs.readdirSync(dir).filter((name) => name.endsWith('.pdf')).length, Object.keys(pages).length)
})
