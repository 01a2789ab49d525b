// What becomes of files that people send, before they are stored: the same
// functions as in the portal, in their child, called by check-file.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { after, test } from 'node:test'
import * as make from '../lib/files.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal({ fresh: false })
const dir = ctx.scratch()
after(() => fs.rmSync(dir, { recursive: true, force: true }))

/** Look at files, name to bytes; what is found of each, in order. */
function lookAt(files) {
  const inbox = fs.mkdtempSync(path.join(dir, 'in-'))
  const outbox = fs.mkdtempSync(path.join(dir, 'out-'))
  const paths = files.map(([name, bytes], i) => {
    fs.mkdirSync(path.join(inbox, String(i)))
    fs.writeFileSync(path.join(inbox, String(i), name), bytes)
    return path.join(inbox, String(i), name)
  })
  const said = execFileSync(path.join(ctx.stack.build, 't/tool/check-file'), [outbox, ...paths],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 120000,
      // What the program has at its end is left to the system.
      env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=0' } })
  return said.trim().split('\n').map((line) => JSON.parse(line)).map((one) => ({ ...one,
    ...(one.path && { clean: fs.readFileSync(one.path), preview: fs.readFileSync(`${one.path}.preview`) }) }))
}

const look = (name, bytes) => lookAt([[name, bytes]])[0]
const ACTION = (of) => ({ catalog: '/OpenAction 5 0 R', objects: { 5: of } })
const ANNOTATION = (of) => ({ page: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [5 0 R] >>', objects: { 5: of } })
const text = (buffer) => buffer.toString('latin1')

/** What a tool says of a file; undefined where it is not installed. */
function ask(tool, args) {
  try {
    return execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw new Error(`${tool} ${args.join(' ')}: ${error.stderr || error.stdout}`)
  }
}

// --- good ones ---

const good = [
  ['a.pdf', make.pdf(), 'application/pdf'],
  ['a.PDF', make.packedPdf({ catalog: '/Lang 5 0 R', objects: { 5: '(en)' } }), 'application/pdf'],
  ['link.pdf', make.pdf(ANNOTATION('<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://a.example/) >> >>')), 'application/pdf'],
  ['to-page.pdf', make.pdf({ catalog: '/OpenAction [3 0 R /Fit]' }), 'application/pdf'],
  ['go-to.pdf', make.pdf(ACTION('<< /S /GoTo /D [3 0 R /Fit] >>')), 'application/pdf'],
  ['a.jpg', make.jpeg(), 'image/jpeg'],
  ['a.JPEG', make.jpeg({ segments: [make.exif({ orientation: 1 })] }), 'image/jpeg'],
  ['zeros.jpg', make.jpeg({ after: Buffer.alloc(100) }), 'image/jpeg'],
  ['two.jpg', make.jpeg({ segments: [make.MPF], after: Buffer.concat([Buffer.alloc(8), make.jpeg()]) }), 'image/jpeg'],
  ['samsung.jpg', make.jpeg({ after: make.samsungNotes() }), 'image/jpeg'],
  ['a.png', make.png(), 'image/png'],
  ['clear.png', make.png({ colorType: 6 }), 'image/png'],
  ['gray.png', make.png({ colorType: 0, depth: 16 }), 'image/png'],
  ['table.png', make.png({ colorType: 3, extra: [make.chunk('PLTE', Buffer.alloc(768, 90))] }), 'image/png'],
]

for (const [name, bytes, type] of good) {
  test(`S87: ${name} goes, as ${type}`, () => {
    const found = look(name, bytes)
    assert.equal(found.why, undefined)
    assert.equal(found.type, type)
    assert.equal(found.name, name)
    assert.equal(found.clean.length, found.bytes)
  })
}

// --- bad ones: the name, the bytes, a word of the sentence ---

const refusedRows = {
  S87: [
    ['notes.txt', Buffer.from('hello'), /not a file that can be sent/],
    ['letter.docx', make.zip('word/document.xml'), /document.*Save it as a PDF/],
    ['all.zip', make.zip(), /ZIP/],
    ['a.gif', make.other.gif, /kind of picture/],
    ['a.webp', make.other.webp, /kind of picture/],
    ['a.tiff', make.other.tiff, /kind of picture/],
    ['IMG_1.HEIC', make.other.heic, /save photos as JPEG/],
    ['IMG_2.jpg', make.other.heic, /save photos as JPEG/],
    ['page.pdf', make.other.html, /couldn’t read/],
    ['a.svg', make.other.svg, /kind of picture/],
    ['photo.pdf', make.jpeg(), /is a photo inside/],
    ['scan.jpg', make.pdf(), /is a PDF inside/],
    ['photo', make.jpeg(), /ends in \.jpg/],
    ['photo.jpg.exe', make.jpeg(), /ends in \.jpg/],
    ['nothing.pdf', Buffer.alloc(0), /is empty/],
  ],
  S89: [
    ['movie.mp4', make.other.mp4, /^“movie\.mp4” is a video\. Videos can’t be sent\. Send a PDF, JPEG, JPG or PNG file\.$/],
    ['movie.mov', make.other.mov, /is a video/],
    ['movie.webm', make.other.webm, /is a video/],
    ['movie.avi', make.other.avi, /is a video/],
    ['broken.mp4', Buffer.from('?'), /is a video/],
    ['movie.jpg', make.other.mp4, /is a video/],
    ['motion.jpg', make.jpeg({ after: make.other.mp4 }), /motion photo/],
    ['samsung-motion.jpg', make.jpeg({ after: make.samsungNotes(`MotionPhoto_Data${make.other.mp4.toString('latin1')}`) }), /motion photo/],
  ],
  'IO-06': [
    // behind, before and between
    ['zip-behind.jpg', make.jpeg({ after: make.zip() }), /does not belong/],
    ['jpeg-behind.jpg', make.jpeg({ after: make.jpeg() }), /does not belong/],
    ['html-behind.jpg', make.jpeg({ after: make.other.html }), /does not belong/],
    ['zip-behind.png', make.png({ after: make.zip() }), /does not belong/],
    ['zero-behind.png', make.png({ after: Buffer.alloc(1) }), /does not belong/],
    ['zip-behind.pdf', Buffer.concat([make.pdf(), make.zip()]), /does not belong/],
    ['zip-inside.pdf', make.pdf({ objects: { 5: Buffer.concat([Buffer.from('<< /Length 119 >>\nstream\n'), make.zip(), Buffer.from('\nendstream')]) } }), /does not belong/],
    ['html-behind.pdf', make.pdf({ after: '<script>1</script>' }), /does not belong/],
    ['pdf-behind.pdf', make.pdf({ after: '%PDF-1.4' }), /does not belong/],
    ['html-before.pdf', make.pdf({ head: '%PDF-1.5\n<html><script>1</script>\n' }), /does not belong/],
    ['text-before.pdf', Buffer.concat([Buffer.from('x\n'), make.pdf()]), /couldn’t read/],
    // cut, swapped, too many pixels
    ['cut.jpg', make.jpeg().subarray(0, -20), /couldn’t read/],
    ['no-end.jpg', make.jpeg({ end: Buffer.alloc(0) }), /couldn’t read/],
    ['cut.png', make.png().subarray(0, -20), /couldn’t read/],
    ['checksum.png', make.png({ data: Buffer.concat([make.chunk('IDAT', Buffer.from('x')).subarray(0, -1), Buffer.from('?')]) }), /couldn’t read/],
    ['few-rows.png', make.png({ claimed: { height: 5000 } }), /couldn’t read/],
    ['cut.pdf', make.pdf().subarray(0, 200), /does not belong|couldn’t read/],
    ['no-page.pdf', make.pdf({ objects: { 2: '<< /Type /Pages /Kids [] /Count 0 >>' } }), /couldn’t read/],
    ['pixels.jpg', make.jpeg({ claimed: { width: 60000, height: 60000 } }), /too many pixels/],
    ['pixels.png', make.png({ claimed: { width: 60000, height: 60000 } }), /too many pixels/],
    ['print.jpg', make.jpeg({ components: 4 }), /made for printing/],
    // what acts by itself
    ['script.pdf', make.pdf(ACTION('<< /S /JavaScript /JS (app.alert(1)) >>')), /by itself/],
    ['script-escaped.pdf', make.pdf(ACTION('<< /S /J#61vaScript /#4a#53 (app.alert(1)) >>')), /by itself/],
    ['script-packed.pdf', make.packedPdf({ catalog: '/OpenAction 5 0 R', objects: { 5: '<< /S /JavaScript /JS (x) >>' } }), /by itself/],
    ['script-name-tree.pdf', make.pdf({ catalog: '/Names << /JavaScript << /Names [(a) 5 0 R] >> >>', objects: { 5: '<< /S /JavaScript /JS (x) >>' } }), /by itself/],
    ['script-far.pdf', make.pdf({ catalog: '/A [5 0 R]', objects: { 5: '[6 0 R]', 6: '<< /Next [<< /S 7 0 R >>] >>', 7: '/JavaScript' } }), /by itself/],
    ['script-link.pdf', make.pdf(ANNOTATION('<< /Subtype /Link /A << /S /URI /URI ( JavaScript:alert(1)) >> >>')), /by itself/],
    ['launch.pdf', make.pdf(ACTION('<< /S /Launch /F (cmd.exe) >>')), /by itself/],
    ['submit.pdf', make.pdf(ANNOTATION('<< /Subtype /Widget /A << /S /SubmitForm /F (https://a.example) >> >>')), /by itself/],
    ['import.pdf', make.pdf(ANNOTATION('<< /Subtype /Widget /A << /S /ImportData /F (a) >> >>')), /by itself/],
    ['go-to-file.pdf', make.pdf(ACTION('<< /S /GoToR /F (a.pdf) /D [0 /Fit] >>')), /by itself/],
    ['go-to-embedded.pdf', make.pdf(ANNOTATION('<< /Subtype /Link /A << /S /GoToE /D (x) >> >>')), /by itself/],
    ['open-web.pdf', make.pdf(ACTION('<< /S /URI /URI (https://a.example) >>')), /by itself/],
    ['more-actions.pdf', make.pdf({ catalog: '/AA << /WC << /S /GoTo /D [3 0 R /Fit] >> >>' }), /by itself/],
    ['xfa.pdf', make.pdf({ catalog: '/AcroForm << /XFA (x) /Fields [] >>' }), /by itself/],
    // other files, sound, video
    ['embedded.pdf', make.pdf({ catalog: '/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>', objects: { 5: '<< /Type /Filespec /F (a) /EF << /F 6 0 R >> >>', 6: '<< /Type /EmbeddedFile /Length 1 >>\nstream\nx\nendstream' } }), /other files/],
    ['attached.pdf', make.pdf(ANNOTATION('<< /Subtype /FileAttachment /Rect [0 0 1 1] >>')), /other files/],
    ['rich.pdf', make.pdf(ANNOTATION('<< /Subtype /RichMedia /Rect [0 0 1 1] >>')), /other files/],
    ['movie.pdf', make.pdf(ANNOTATION('<< /Subtype /Movie /Rect [0 0 1 1] >>')), /other files/],
    ['sound.pdf', make.pdf(ANNOTATION('<< /Subtype /Sound /Rect [0 0 1 1] >>')), /other files/],
    ['rendition.pdf', make.pdf(ANNOTATION('<< /Subtype /Link /A << /S /Rendition >> >>')), /other files/],
    ['three-d.pdf', make.pdf(ANNOTATION('<< /Subtype /3D /Rect [0 0 1 1] >>')), /other files/],
  ],
}

for (const [row, cases] of Object.entries(refusedRows)) {
  for (const [name, bytes, sentence] of cases) {
    test(`${row}: ${name} is refused`, () => {
      const found = look(name, bytes)
      assert.equal(found.type, undefined)
      assert.match(found.why, sentence)
      assert.ok(found.why.includes(`“${name}”`), found.why)
    })
  }
}

// --- what is stored ---

test('IO-06: what stands in the comments of a picture is not stored', () => {
  const comment = Buffer.from('<?php system($_GET[0]); ?>')
  const [photo, picture] = lookAt([['a.jpg', make.jpeg({ segments: [make.segment(0xfe, comment)] })],
    ['a.png', make.png({ extra: [make.chunk('tEXt', Buffer.concat([Buffer.from('Comment\0'), comment]))] })]])
  assert.doesNotMatch(text(photo.clean), /php/)
  assert.doesNotMatch(text(picture.clean), /php/)
})

test('IO-06: of a PNG only what makes the picture is stored', () => {
  const { clean } = look('a.png', make.png({ colorType: 3, extra: [make.chunk('acTL', Buffer.alloc(8)),
    make.chunk('PLTE', Buffer.alloc(768, 90)), make.chunk('tIME', Buffer.alloc(7, 1)), make.chunk('eXIf', Buffer.from('MM'))] }))
  const types = []
  for (let at = 8; at < clean.length; at += clean.readUInt32BE(at) + 12) types.push(text(clean.subarray(at + 4, at + 8)))
  assert.deepEqual([...new Set(types)], ['IHDR', 'PLTE', 'IDAT', 'IEND'])
})

test('IO-06: what nothing of a PDF refers to is not stored', () => {
  const { clean, why } = look('a.pdf', make.pdf({ objects: { 70: '(hidden away)', 71: '<< /S /JavaScript /JS (x) >>' } }))
  assert.equal(why, undefined)
  assert.doesNotMatch(text(clean), /hidden away|JavaScript/)
})

test('IO-08: a photo has no place, no maker and no EXIF', (t) => {
  const found = look('a.jpg', make.jpeg({ segments: [make.exif({ orientation: 6 })] }))
  assert.doesNotMatch(text(found.clean), /Exif/)
  const said = ask('exiftool', ['-a', '-G1', found.path])
  if (said === undefined) return t.skip('exiftool is not installed')
  assert.match(said, /Image Width/)
  assert.doesNotMatch(said, /GPS|Orientation|IFD0/)
})

test('IO-08: a PDF does not say who made it', (t) => {
  const found = look('a.pdf', make.pdf({ catalog: '/Metadata 8 0 R', info: '<< /Author (Maria Secret) /Title (T) >>',
    objects: { 8: '<< /Type /Metadata /Subtype /XML /Length 12 >>\nstream\nMaria Secret\nendstream' } }))
  assert.doesNotMatch(text(found.clean), /Secret|\/Info|\/Metadata/)
  const said = ask('exiftool', [found.path])
  if (said === undefined) return t.skip('exiftool is not installed')
  assert.doesNotMatch(said, /Author|Title/)
})

const turned = [[1, 64, 32], [2, 64, 32], [3, 64, 32], [4, 64, 32], [5, 32, 64], [6, 32, 64], [7, 32, 64], [8, 32, 64]]
for (const big of [true, false]) {
  test(`IO-08: photos lie as EXIF says, ${big ? 'big' : 'little'} end first`, () => {
    const found = lookAt(turned.map(([orientation]) => [`${orientation}.jpg`,
      make.jpeg({ segments: [make.exif({ orientation, big })] })]))
    assert.deepEqual(found.map(({ width, height }) => [width, height]), turned.map(([, width, height]) => [width, height]))
    assert.equal(new Set(found.map(({ clean }) => text(clean))).size, 8, 'each way is another')
  })
}

test('S87: a JPEG that is called PNG gets its own ending', () => {
  const [photo, picture] = lookAt([['me.png', make.jpeg()], ['me.JPEG', make.png()]])
  assert.deepEqual([photo.name, photo.type], ['me.jpg', 'image/jpeg'])
  assert.deepEqual([picture.name, picture.type], ['me.png', 'image/png'])
})

test('S87: pictures have a preview of at most 960 pixels, others none', () => {
  const found = lookAt([['a.jpg', make.jpeg({ width: 4000, height: 1200 })],
    ['a.png', make.png({ width: 300, height: 1921 })], ['b.png', make.png()], ['a.pdf', make.pdf()]])
  const sizes = found.map(({ preview }) => {
    const at = preview.indexOf(Buffer.from([0xff, 0xc0]))
    return at < 0 ? [] : [preview.readUInt16BE(at + 7), preview.readUInt16BE(at + 5)]
  })
  assert.deepEqual(sizes, [[960, 288], [149, 960], [20, 10], []])
})

test('S88: a file of 10 MB goes, with one byte more it is told its size', () => {
  const exact = make.largePdf(10 << 20)
  const fill = Buffer.alloc((10 << 20) - exact.length, 10)
  const [fine, more] = lookAt([['a.pdf', Buffer.concat([exact, fill])], ['b.pdf', Buffer.concat([exact, fill, Buffer.from('\n')])]])
  assert.equal(fine.why, undefined)
  assert.match(more.why, /^“b\.pdf” is 10\.1 MB\. A file may have up to 10 MB\./)
})

test('S86: the eleventh file is refused, the ten before it are not', () => {
  const found = lookAt(Array.from({ length: 11 }, (_, i) => [`${i}.png`, make.png()]))
  assert.deepEqual(found.map(({ why }) => why === undefined), [...Array(10).fill(true), false])
  assert.match(found[10].why, /up to 10 files/)
})

test('IO-06: a PDF with a password is refused in words', (t) => {
  const plain = path.join(dir, 'plain.pdf')
  fs.writeFileSync(plain, make.pdf())
  if (ask('qpdf', ['--version']) === undefined) return t.skip('qpdf is not installed')
  ask('qpdf', ['--encrypt', 'secret', 'other', '256', '--', plain, path.join(dir, 'locked.pdf')])
  ask('qpdf', ['--encrypt', '', 'other', '256', '--', plain, path.join(dir, 'open.pdf')])
  assert.match(look('locked.pdf', fs.readFileSync(path.join(dir, 'locked.pdf'))).why, /locked with a password/)
  const open = look('open.pdf', fs.readFileSync(path.join(dir, 'open.pdf')))
  assert.equal(open.why, undefined)
  assert.doesNotMatch(text(open.clean), /\/Encrypt/)
})

test('IO-06: what is stored can be read by other programs', (t) => {
  const [document, picture] = lookAt([['a.pdf', make.packedPdf({ catalog: '/Lang 5 0 R', objects: { 5: '(en)' } })], ['a.png', make.png()]])
  const said = ask('pdftotext', [document.path, '-'])
  if (said === undefined) return t.skip('pdftotext is not installed')
  assert.match(said, /Hello/)
  assert.match(ask('exiftool', [picture.path]) ?? 'PNG', /PNG/)
})
