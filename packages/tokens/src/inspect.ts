/**
 * What a holder can tell about a token without a key. Nothing here is verified: whoever made the text could have
 * written anything into it. Loads in a browser: no Node module and no WebAssembly stands behind this file.
 *
 *     const inspection = inspect(text)
 *     if (refused(inspection)) return inspection
 *     inspection.restrictions.map(restriction => restriction.words)
 */
import { decodeUtf8, encodeUtf8 } from './bytes.ts'
import { type Caveat, describeCaveat, readCaveat } from './caveats/index.ts'
import { parseIdentifier, type TokenIdentifier } from './identifier.ts'
import { isThirdParty, type Macaroon, type MacaroonCaveat } from './macaroon/index.ts'
import { readLegacy } from './pypi-legacy.ts'
import { type Refusal, refuse, refused } from './refusal.ts'
import { prefixOf, readToken } from './token-text.ts'
import { quoted } from './wording.ts'

/** What a page says it with. */
export { formatNetwork } from './caveats/ip-network.ts'
export { germanPhrases } from './german-phrases.ts'
export { caveatsInWords } from './in-words.ts'
export { englishPhrases } from './phrases.ts'
export { refused } from './refusal.ts'

export interface Inspection {
  /** Who made it, as far as its identifier and prefix tell. */
  readonly issuer: Issuer
  /** `latchkey-`, `pypi-`, ...; empty where the text has none. */
  readonly prefix: string
  /** The host that it says it was issued at, or hexadecimal. Unsigned: anyone may have changed it. */
  readonly location: string
  /** The identifier as text; in hexadecimal where it is not visible ASCII. */
  readonly identifier: string
  /** Its kind, id and generation, where it is one of ours. */
  readonly token?: TokenIdentifier
  /** What the text itself says, in its order. */
  readonly restrictions: readonly Restriction[]
  /** Unix seconds: the earliest expiry in the text. None does not mean for ever. */
  readonly expiresAt?: number
  /** Whether every restriction in the text could be read. */
  readonly understood: boolean
  /** That this may not be all. Always to be shown with the rest. */
  readonly caution: string
  /** How to learn the rest. */
  readonly next: string
}

export type Issuer = 'latchkey' | 'pypi' | 'other'

export interface Restriction {
  readonly words: string
  /** Absent where it is another party's to judge, cannot be read here, or is an old form of PyPI's without an heir. */
  readonly caveat?: Caveat
}

/** A token as it was read, before anything of it is put into words. */
export interface Issued extends Pick<Inspection, 'issuer' | 'prefix' | 'token'> {
  readonly macaroon: Macaroon
}

/** Who made a token, and of what kind it is; refuses what is not the text of a macaroon. */
export function readIssued(text: string): Issued | Refusal {
  const prefix = prefixOf(text)
  const macaroon = readToken(text, { prefix })
  if (refused(macaroon)) {
    if (beginsLikeV1.test(text)) return inV1
    return macaroon.code === 'token_missing' || beginsLikeOne.test(text) ? macaroon : opaque
  }
  const token = parseIdentifier(macaroon.identifier)
  const issuer = issuerOf(macaroon, token, prefix)
  return { issuer, prefix, macaroon, ...(refused(token) ? {} : { token }) }
}

/** Unix seconds: the earliest expiry in its text. None does not mean for ever. */
export function expiryOf({ macaroon, issuer }: Pick<Issued, 'macaroon' | 'issuer'>): number | undefined {
  return earliest(macaroon.caveats.map(caveat => meaningOf(caveat, issuer)))
}

function earliest(meanings: readonly (Caveat | string | undefined)[]): number | undefined {
  const caveats = meanings.filter(isCaveat)
  const ends = caveats.flatMap(caveat => (caveat.kind === 'expires' ? [caveat.expiresAt] : []))
  return ends.length === 0 ? undefined : Math.min(...ends)
}

/** Tells what a token's text says of itself; refuses what is not the text of a macaroon. */
export function inspect(text: string): Inspection | Refusal {
  const issued = readIssued(text)
  if (refused(issued)) return issued
  const { issuer, prefix, macaroon, token } = issued
  const restrictions = macaroon.caveats.map(caveat => describeRestriction(caveat, issuer))
  const expiresAt = earliest(restrictions.map(({ caveat }) => caveat))
  return {
    issuer,
    prefix,
    location: printable(encodeUtf8(macaroon.location)),
    identifier: printable(macaroon.identifier),
    ...(token === undefined ? {} : { token }),
    restrictions,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    understood: restrictions.every(({ caveat }) => caveat !== undefined),
    caution: `This is what its text says, unverified: ${holders[issuer]} may hold further restrictions.`,
    next: nextStep(issuer, macaroon.location),
  }
}

/** Any prefixes, then the version byte of a V2 macaroon and the type of its first field. */
const beginsLikeOne = /^\s*(?:[a-z0-9_]{1,64}-)*Ag/

/** Any prefixes, then the length of the first packet of a V1 macaroon and its name, `location` or `identifier`. */
const beginsLikeV1 = /^\s*(?:[a-z0-9_]{1,64}-)*MDA[0-9A-Za-z]{5}(?:Y2F0aW9u|ZW50aWZp)/

const inV1 = refuse(
  'macaroon_v1',
  'This is a macaroon in the old format V1; tokens are in V2.',
  'Read it with the library that made it.',
)

const opaque = refuse(
  'token_opaque',
  'This is not the text of a macaroon: only the server that made it knows what it may do, and nobody can narrow it.',
  'Make a narrower one where it was made.',
)

const holders: { readonly [_ in Issuer]: string } = {
  latchkey: 'its server',
  pypi: 'PyPI',
  other: 'its issuer',
}

function nextStep(issuer: Issuer, location: string): string {
  if (issuer === 'pypi') return 'Look for it under "API tokens" in the settings of your account there.'
  if (issuer === 'other') return 'Ask whoever issued it.'
  const named = /^[a-z0-9.-]{1,253}(:[0-9]{1,5})?$/.test(location) ? location : 'the registry'
  return `Ask ${named}, if you have it from there: GET /api/v1/validate with the token as bearer.`
}

function issuerOf(macaroon: Macaroon, token: TokenIdentifier | Refusal, prefix: string): Issuer {
  if (!refused(token)) return 'latchkey'
  const atPypi = macaroon.location === 'pypi.org' || macaroon.location === 'test.pypi.org'
  return prefix === 'pypi-' || (prefix === '' && atPypi) ? 'pypi' : 'other'
}

function describeRestriction(caveat: MacaroonCaveat, issuer: Issuer): Restriction {
  if (isThirdParty(caveat)) return { words: `only with a discharge from ${quoted(caveat.location)}` }
  const meaning = meaningOf(caveat, issuer)
  if (isCaveat(meaning)) return { words: describeCaveat(meaning), caveat: meaning }
  const unknown = `a restriction that is not known here: ${quoted(printable(caveat.identifier), 200)}`
  return { words: meaning ?? unknown }
}

/** Words alone for an old form of PyPI's without an heir; undefined for what cannot be read here. */
function meaningOf(caveat: MacaroonCaveat, issuer: Issuer): Caveat | string | undefined {
  if (isThirdParty(caveat)) return undefined
  const read = readCaveat(caveat.identifier)
  if (!refused(read)) return read
  return issuer === 'pypi' ? readLegacy(decodeUtf8(caveat.identifier) ?? '') : undefined
}

function isCaveat(meaning: Caveat | string | undefined): meaning is Caveat {
  return typeof meaning === 'object'
}

function printable(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes)
  if (text !== undefined && /^[ -~]*$/.test(text)) return text
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
