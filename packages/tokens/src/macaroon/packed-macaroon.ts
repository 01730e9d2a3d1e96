/** A V2 macaroon that was read, and left as it came: whoever only verifies it pays for none of its parts. */
import { decodeUtf8 } from '../bytes.ts'
import type { Refusal } from '../refusal.ts'
import type { Chain } from './chain.ts'
import type { Macaroon, MacaroonCaveat } from './macaroon.ts'
import {
  cutOff,
  type MacaroonCode,
  maximumMacaroonBytes,
  tooLarge,
  trailing,
  unreadable,
  wrongSignature,
} from './reading.ts'
import {
  type Cursor,
  cursorOver,
  data,
  endOfSection,
  expectEnd,
  fail,
  field,
  has,
  moreSections,
  next,
  take,
  version,
  wrongField,
} from './v2-fields.ts'

const wrongFormat = unreadable('macaroon_format', 'This is not a V2 macaroon: its first byte is not 2.')
const wrongLocation = unreadable('macaroon_text', 'A location in this macaroon is not UTF-8 text.')

const maker: unique symbol = Symbol('packV2')

/** Only `packV2` makes one, of bytes in which it found nothing wrong. Whoever changes those bytes changes the macaroon. */
export class PackedMacaroon {
  readonly caveatCount: number
  /** Whether somebody else has to judge a caveat: then it is verified taken apart. */
  readonly hasThirdParty: boolean
  readonly #bytes: Uint8Array

  constructor(proof: typeof maker, bytes: Uint8Array, caveatCount: number, hasThirdParty: boolean) {
    if (proof !== maker) throw new TypeError('Only packV2 makes a PackedMacaroon.')
    this.#bytes = bytes
    this.caveatCount = caveatCount
    this.hasThirdParty = hasThirdParty
  }

  get identifier(): Uint8Array {
    const cursor = cursorOver(this.#bytes)
    if (next(cursor) === field.location) next(cursor)
    return data(cursor)
  }

  /** Takes it apart. */
  unpack(): Macaroon {
    const cursor = cursorOver(this.#bytes)
    const { location = '', identifier } = unpackSection(cursor, next(cursor))
    const caveats: MacaroonCaveat[] = []
    for (let type = next(cursor); type !== endOfSection; type = next(cursor)) {
      const { location = '', identifier, verification } = unpackSection(cursor, type)
      caveats.push(verification === undefined ? { identifier } : { identifier, verification, location })
    }
    next(cursor)
    return { location, identifier, caveats, signature: data(cursor) }
  }

  /**
   * Has a chain take in identifier and caveats, none of them third-party, where they lie. Gives the signature that the
   * caveats start from, where the last is this macaroon's own; where there are no caveats, the two are one.
   */
  verify(chain: Chain, rootKey: Uint8Array): Uint8Array | 'its own' | undefined {
    const bytes = this.#bytes
    const cursor = cursorOver(bytes)
    if (next(cursor) === field.location) next(cursor)
    chain.start(rootKey, bytes, cursor.start, cursor.at)
    const first = this.caveatCount === 0 ? 'its own' : chain.signature()
    next(cursor)
    let signed = 0
    for (; next(cursor) === field.identifier; signed += 1) {
      chain.appendFirstParty(bytes, cursor.start, cursor.at)
      next(cursor)
    }
    next(cursor)
    // Bytes that were changed since they were read may have become another good token, with more caveats than were counted.
    return signed === this.caveatCount && chain.endsWith(bytes, cursor.start, cursor.at) ? first : undefined
  }
}

/** Reads one macaroon, which must fill `bytes`. */
export function packV2(bytes: Uint8Array): PackedMacaroon | Refusal<MacaroonCode> {
  if (bytes.length > maximumMacaroonBytes) return tooLarge
  if (bytes.length === 0) return cutOff
  if (bytes[0] !== version) return wrongFormat
  const cursor = cursorOver(bytes)
  checkLocation(cursor)
  take(cursor, field.identifier)
  expectEnd(cursor)
  let caveatCount = 0
  let hasThirdParty = false
  for (; moreSections(cursor); caveatCount++) hasThirdParty = isThirdParty(cursor) || hasThirdParty
  expectEnd(cursor)
  take(cursor, field.signature)
  if (cursor.refusal !== undefined) return cursor.refusal
  if (cursor.at - cursor.start !== 32) return wrongSignature
  if (cursor.at < bytes.length) return trailing
  return new PackedMacaroon(maker, bytes, caveatCount, hasThirdParty)
}

/** [location] identifier [verification] end. Without verification it is first-party and may have no location. */
function isThirdParty(cursor: Cursor): boolean {
  const hasLocation = checkLocation(cursor)
  take(cursor, field.identifier)
  const sealed = has(cursor, field.verification) && take(cursor, field.verification)
  // An empty verification is none in Go and one elsewhere: refused, so that nobody has to choose.
  const isOdd = sealed ? cursor.at === cursor.start : hasLocation
  if (expectEnd(cursor) && isOdd) fail(cursor, wrongField)
  return sealed
}

/** Whether there is one: in UTF-8 then. */
function checkLocation(cursor: Cursor): boolean {
  if (!skipLocation(cursor)) return false
  if (!isText(cursor)) fail(cursor, wrongLocation)
  return true
}

function isText(cursor: Cursor): boolean {
  for (let i = cursor.start; i < cursor.at; i++)
    if ((cursor.bytes[i] as number) > 0x7f) return decodeUtf8(data(cursor)) !== undefined
  return true
}

function skipLocation(cursor: Cursor): boolean {
  return has(cursor, field.location) && take(cursor, field.location)
}

interface Section {
  location?: string
  identifier: Uint8Array
  verification?: Uint8Array
}

/** The fields up to the end of their section, of which the first was moved over. */
function unpackSection(cursor: Cursor, first: number): Section {
  const section: Section = { identifier: data(cursor) }
  for (let type = first; type !== endOfSection; type = next(cursor)) {
    if (type === field.location) section.location = decodeUtf8(data(cursor)) ?? ''
    else if (type === field.identifier) section.identifier = data(cursor)
    else section.verification = data(cursor)
  }
  return section
}
