// What an authenticator app does (RFC 6238: SHA-1, 30 seconds, 6 digits).
import { createHmac } from 'node:crypto'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The bytes of base32 text; blanks are dropped. */
function bytes(text) {
  const bits = [...text.replace(/\s/g, '')].map((c) => BASE32.indexOf(c).toString(2).padStart(5, '0')).join('')
  return Buffer.from(bits.match(/.{8}/g).map((octet) => parseInt(octet, 2)))
}

/** The code of a secret at a time; steps: so many of 30 s after it. */
export function totp(secret, date, steps = 0) {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(date.getTime() / 30000) + steps))
  const mac = createHmac('sha1', bytes(secret)).update(counter).digest()
  const code = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff
  return String(code % 1000000).padStart(6, '0')
}
