/** The code that a person carries from the device to the browser (RFC 8628, section 6.1). */
import type { RandomBytes } from '../host/index.ts'

/** Twenty consonants: no word comes of them, and none looks like a digit. Eight are 34.6 bits. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ'
const length = 8

/** The largest multiple of twenty that a byte can be below: what lies above would make some letters likelier. */
const fair = 240

/** `WDJB-MJHT` */
export function newUserCode(random: RandomBytes): string {
  let code = ''
  while (code.length < length) {
    for (const byte of random(length)) if (byte < fair) code += letters.charAt(byte % letters.length)
  }
  return written(code.slice(0, length))
}

/** The code that was meant, however it was typed; nothing where it can be none. */
export function readUserCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replaceAll(/[\s\p{P}]/gu, '')
  const isCode = code.length === length && [...code].every(letter => letters.includes(letter))
  return isCode ? written(code) : undefined
}

function written(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}
