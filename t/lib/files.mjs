// Files to send, made here byte by byte: good ones, and each with one trouble.
import zlib from 'node:zlib'

const bytes = (text) => Buffer.from(text, 'latin1')
const u16 = (n) => Buffer.from([n >> 8 & 255, n & 255])
const u32 = (n) => Buffer.concat([u16(n >>> 16), u16(n & 0xffff)])

/** The same bytes each time that say nothing. */
export function noise(length, seed = 1) {
  const out = Buffer.alloc(length)
  let x = seed >>> 0 || 1
  for (let i = 0; i < length; i++) {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    out[i] = x & 255
  }
  return out
}

// --- PNG ---

function crc(data) {
  let c = 0xffffffff
  for (const byte of data) {
    c ^= byte
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  }
  return ~c >>> 0
}

export function chunk(type, data = Buffer.alloc(0)) {
  const body = Buffer.concat([bytes(type), data])
  return Buffer.concat([u32(data.length), body, u32(crc(body))])
}

/**
 * A PNG: pixels(x, y) gives the bytes of one; extra are chunks before the
 * picture; claimed sizes need not be true.
 */
export function png({ width = 20, height = 10, colorType = 2, depth = 8, pixels, rows, extra = [],
  claimed = {}, after = Buffer.alloc(0), data } = {}) {
  const perPixel = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colorType] * (depth === 16 ? 2 : 1)
  const raw = rows ?? Buffer.concat(Array.from({ length: height }, (_, y) => Buffer.concat([Buffer.from([0]),
    pixels ? Buffer.concat(Array.from({ length: width }, (__, x) => Buffer.from(pixels(x, y))))
      : Buffer.alloc(width * perPixel, y * 7)])))
  const header = Buffer.concat([u32(claimed.width ?? width), u32(claimed.height ?? height),
    Buffer.from([depth, colorType, 0, 0, 0])])
  return Buffer.concat([bytes('\x89PNG\r\n\x1a\n'), chunk('IHDR', header), ...extra,
    data ?? chunk('IDAT', zlib.deflateSync(raw)), chunk('IEND'), after])
}

/** A PNG of about so many bytes that can't be packed. */
export function largePng(length) {
  const width = 1000
  const height = Math.floor(length / (width * 3 + 1))
  const rows = noise(height * (width * 3 + 1), 7)
  for (let y = 0; y < height; y++) rows[y * (width * 3 + 1)] = 0
  return png({ width, height, rows })
}

// --- JPEG: baseline, gray, each 8 x 8 block of one shade (or noise) ---

class Bits {
  constructor(size) {
    this.out = Buffer.alloc(size)
    this.length = 0
    this.bits = 0
    this.count = 0
  }

  put(value, count) {
    for (let i = count - 1; i >= 0; i--) {
      this.bits = this.bits << 1 | (value >> i & 1)
      if (++this.count < 8) continue
      this.out[this.length++] = this.bits
      if (this.bits === 255) this.out[this.length++] = 0
      this.bits = 0
      this.count = 0
    }
  }

  end() {
    while (this.count) this.put(1, 1)
    return this.out.subarray(0, this.length)
  }
}

export const segment = (mark, data) => Buffer.concat([Buffer.from([0xff, mark]), u16(data.length + 2), data])

/** One for each size 0 to 11, all of four bits. */
const DC_TABLE = Buffer.from([0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
/** "0" the end of a block, "10" a number of five bits. */
const AC_TABLE = Buffer.from([0x10, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x00, 0x05])

function scan(width, height, shade, isNoise) {
  const columns = Math.ceil(width / 8)
  const rows = Math.ceil(height / 8)
  const out = new Bits(rows * columns * (isNoise ? 100 : 4) + 16)
  const random = isNoise ? noise(rows * columns * 63, 3) : undefined
  let last = 0
  let at = 0
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const value = shade(x, y) - 128
      const difference = value - last
      const size = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference))
      out.put(size, 4)
      if (size) out.put(difference > 0 ? difference : difference + (1 << size) - 1, size)
      last = value
      for (let i = 0; isNoise && i < 63; i++) out.put(64 | random[at++] & 31, 7)
      if (!isNoise) out.put(0, 1)
    }
  }
  return out.end()
}

/** EXIF in the order of the machine: orientation, and where it was taken. */
export function exif({ orientation = 1, gps = true, big = true } = {}) {
  const n16 = (n) => (big ? u16(n) : u16(n).reverse())
  const n32 = (n) => (big ? u32(n) : u32(n).reverse())
  const short = (tag, value) => Buffer.concat([n16(tag), n16(3), n32(1), n16(value), n16(0)])
  const long = (tag, type, count, value) => Buffer.concat([n16(tag), n16(type), n32(count), n32(value)])
  const gpsAt = 8 + 2 + 2 * 12 + 4
  const directory = [n16(gps ? 2 : 1), short(0x112, orientation),
    ...(gps ? [long(0x8825, 4, 1, gpsAt)] : [Buffer.alloc(12)]), n32(0)]
  const place = gps ? [n16(2), Buffer.concat([n16(1), n16(2), n32(2), bytes('N\0\0\0')]),
    long(2, 5, 3, gpsAt + 30), n32(0), ...[44, 20, 7].flatMap((n) => [n32(n), n32(1)])] : []
  return segment(0xe1, Buffer.concat([bytes('Exif\0\0'), bytes(big ? 'MM\0*' : 'II*\0'), n32(8), ...directory, ...place]))
}

/** A JPEG; segments stand before the picture, after comes behind its end. */
export function jpeg({ width = 64, height = 32, segments = [], shade = (x, y) => (x * 40 + y * 20) % 256,
  isNoise = false, claimed = {}, components = 1, after = Buffer.alloc(0), end = bytes('\xff\xd9') } = {}) {
  const frame = Buffer.concat([Buffer.from([8]), u16(claimed.height ?? height), u16(claimed.width ?? width),
    Buffer.from([components, ...Array.from({ length: components }, (_, i) => [i + 1, 0x11, 0]).flat()])])
  return Buffer.concat([bytes('\xff\xd8'), ...segments,
    segment(0xdb, Buffer.concat([Buffer.from([0]), Buffer.alloc(64, 8)])), segment(0xc0, frame),
    segment(0xc4, Buffer.concat([DC_TABLE.subarray(0, 17), DC_TABLE.subarray(17)])), segment(0xc4, AC_TABLE),
    segment(0xda, Buffer.from([components, ...Array.from({ length: components }, (_, i) => [i + 1, 0]).flat(), 0, 63, 0])),
    scan(width, height * components, shade, isNoise), end, after])
}

/** A photo of about so many bytes: 8 x 8 noisy pixels take 56. */
export function largeJpeg(length) {
  const width = 4000
  const height = Math.floor(length / 56.5 / (width / 8)) * 8
  return jpeg({ width, height, isNoise: true, segments: [exif({ orientation: 6 })] })
}

export const MPF = segment(0xe2, Buffer.concat([bytes('MPF\0MM\0*'), u32(8), u16(0), u32(0)]))

/** What Samsung's cameras leave behind a picture. */
export function samsungNotes(content = 'Image_UTC_Data1700000000000') {
  const directory = Buffer.concat([bytes('SEFH'), Buffer.alloc(20)])
  return Buffer.concat([bytes(content), directory, Buffer.from(u32(directory.length)).reverse(), bytes('SEFT')])
}

// --- PDF ---

const PAGE = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R' +
  ' /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>'
const TEXT = 'BT /F1 12 Tf 20 100 Td (Hello) Tj ET'

/**
 * A PDF of one page. objects: number to what it is, in the place of or beside
 * the four of the page; catalog: more of the document's dictionary.
 */
export function pdf({ catalog = '', page = PAGE, objects = {}, info, head = '%PDF-1.5\n%\xe2\xe3\xcf\xd3\n',
  after = '', trailer = '' } = {}) {
  const all = { 1: `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', 3: page,
    4: `<< /Length ${TEXT.length} >>\nstream\n${TEXT}\nendstream`, ...objects }
  if (info) all[90] = info
  const numbers = Object.keys(all).map(Number).sort((a, b) => a - b)
  const parts = [bytes(head)]
  const places = {}
  let at = parts[0].length
  for (const n of numbers) {
    const body = Buffer.isBuffer(all[n]) ? all[n] : bytes(all[n])
    const object = Buffer.concat([bytes(`${n} 0 obj\n`), body, bytes('\nendobj\n')])
    places[n] = at
    at += object.length
    parts.push(object)
  }
  const size = numbers.at(-1) + 1
  const table = Array.from({ length: size }, (_, n) => (places[n] === undefined ? '0000000000 65535 f \n'
    : `${String(places[n]).padStart(10, '0')} 00000 n \n`)).join('')
  parts.push(bytes(`xref\n0 ${size}\n${table}trailer\n<< /Size ${size} /Root 1 0 R ${info ? '/Info 90 0 R ' : ''}${trailer}>>\n` +
    `startxref\n${at}\n%%EOF\n${after}`))
  return Buffer.concat(parts)
}

/** A PDF whose objects from 5 on lie packed in an object stream. */
export function packedPdf({ catalog, objects }) {
  const numbers = Object.keys(objects).map(Number)
  let inside = ''
  const places = numbers.map((n) => {
    const place = inside.length
    inside += `${objects[n]}\n`
    return `${n} ${place}`
  }).join(' ')
  const packed = zlib.deflateSync(bytes(`${places}\n${inside}`))
  const body = pdf({ catalog, objects: { 50: Buffer.concat([
    bytes(`<< /Type /ObjStm /N ${numbers.length} /First ${places.length + 1} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`),
    packed, bytes('\nendstream')]) } })
  const text = body.toString('latin1')
  const at = text.indexOf('xref\n0 ')
  const entry = (type, a, b) => Buffer.concat([Buffer.from([type]), u32(a), u16(b)])
  const table = Buffer.concat(Array.from({ length: 52 }, (_, n) => {
    if (numbers.includes(n)) return entry(2, 50, numbers.indexOf(n))
    if (n === 51) return entry(1, at, 0)
    const place = text.indexOf(`\n${n} 0 obj\n`)
    return n > 0 && place >= 0 ? entry(1, place + 1, 0) : entry(0, 0, 65535)
  }))
  return Buffer.concat([body.subarray(0, at), bytes(`51 0 obj\n<< /Type /XRef /Size 52 /W [1 4 2] /Root 1 0 R` +
    ` /Length ${table.length} >>\nstream\n`), table, bytes(`\nendstream\nendobj\nstartxref\n${at}\n%%EOF\n`)])
}

/** A PDF of about so many bytes. */
export function largePdf(length, seed = 5) {
  const data = noise(length - 1500, seed)
  return pdf({ page: PAGE.replace('/Resources <<', '/Resources << /XObject << /X 5 0 R >>'),
    objects: { 5: Buffer.concat([bytes(`<< /Type /XObject /Subtype /Image /Width 1000 /Height ${Math.floor(data.length / 1000)}` +
      ` /ColorSpace /DeviceGray /BitsPerComponent 8 /Length ${data.length} >>\nstream\n`), data, bytes('\nendstream')]) } })
}

/** A ZIP with one stored file. */
export function zip(name = 'a.txt', content = 'hello') {
  const data = bytes(content)
  const common = Buffer.concat([Buffer.from([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]), Buffer.from(u32(crc(data))).reverse(),
    Buffer.from(u32(data.length)).reverse(), Buffer.from(u32(data.length)).reverse(), Buffer.from([name.length, 0, 0, 0])])
  const local = Buffer.concat([bytes('PK\x03\x04'), common, bytes(name), data])
  const central = Buffer.concat([bytes('PK\x01\x02'), Buffer.from([20, 0]), common, Buffer.alloc(14), bytes(name)])
  return Buffer.concat([local, central, bytes('PK\x05\x06'), Buffer.from([0, 0, 0, 0, 1, 0, 1, 0]),
    Buffer.from(u32(central.length)).reverse(), Buffer.from(u32(local.length)).reverse(), Buffer.from([0, 0])])
}

/** The first bytes of files that can't be sent. */
export const other = {
  mp4: Buffer.concat([u32(24), bytes('ftypisom'), u32(512), bytes('isomiso2'), noise(500)]),
  mov: Buffer.concat([u32(20), bytes('ftypqt  '), noise(500)]),
  webm: Buffer.concat([bytes('\x1a\x45\xdf\xa3'), noise(500)]),
  avi: Buffer.concat([bytes('RIFF'), u32(500), bytes('AVI LIST'), noise(500)]),
  heic: Buffer.concat([u32(24), bytes('ftypheic'), noise(500)]),
  gif: Buffer.concat([bytes('GIF89a'), noise(500)]),
  webp: Buffer.concat([bytes('RIFF'), u32(500), bytes('WEBPVP8 '), noise(500)]),
  tiff: Buffer.concat([bytes('II*\0'), noise(500)]),
  html: bytes('<!doctype html><script>alert(1)</script>'),
  svg: bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
}
