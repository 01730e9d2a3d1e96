/** Strict reading of the JSON of a caveat: an array, whose numbers are plain integers. */
import { decodeUtf8 } from '../bytes.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { tokenLimits } from '../token-text.ts'
import { quoted } from '../wording.ts'

/** UTF-8 bytes as text; over-long sequences, encoded surrogates and cut-off characters refuse. */
export function readUtf8(bytes: Uint8Array): string | Refusal<'caveat_malformed'> {
  if (bytes.length > tokenLimits.caveatBytes)
    return malformed(`it is longer than ${tokenLimits.caveatBytes} bytes`)
  return decodeUtf8(bytes) ?? malformed('it is not UTF-8')
}

const strings = /"(?:[^"\\]|\\.)*"/g

/**
 * The elements of a JSON array. RFC 8259 leaves open what two readers make of `1.0`, `1e0` or `-0`, so a number is
 * written as a plain integer or not at all. Objects, whose keys might repeat, are no field's type and refuse there.
 */
export function readArray(text: string): readonly unknown[] | Refusal<'caveat_malformed'> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return malformed(`${quoted(text)} is not JSON`)
  }
  if (!Array.isArray(json)) return malformed(`${quoted(text)} is not an array`)
  if (holdsOtherThanPlain(text) && holdsOtherThanPlain(text.replace(strings, '""'))) {
    return malformed(`${quoted(text)} holds a number that is not written as a plain integer`)
  }
  return json
}

/** Whether something in it matches `/\d[.eE]|-0/`: by hand, since programs read caveats that are over in no time. */
function holdsOtherThanPlain(text: string): boolean {
  for (let at = 1; at < text.length; at++) {
    const before = text.charCodeAt(at - 1)
    const sign = text[at]
    if (sign === '0' && before === minus) return true
    if ((sign === '.' || sign === 'e' || sign === 'E') && before >= zero && before <= nine) return true
  }
  return false
}

const minus = 0x2d
const zero = 0x30
const nine = 0x39

/** `why` is a fragment, `detail` a sentence that follows it. */
export function malformed(why: string, detail?: string): Refusal<'caveat_malformed'> {
  return refuse(
    'caveat_malformed',
    `A restriction cannot be read: ${why}.${detail === undefined ? '' : ` ${detail}`}`,
    'Use the token as it was before that restriction was added, or have a new one made.',
  )
}
