/** V1 JSON: identifiers as text, the signature in lower-case hex, sealed boxes in base64. */
import { encodeBase64url } from '../base64.ts'
import { decodeUtf8 } from '../bytes.ts'
import { type Refusal, refuse, refused } from '../refusal.ts'
import { isThirdParty, type Macaroon, type MacaroonCaveat } from './macaroon.ts'
import { type MacaroonCode, wrongSignature } from './reading.ts'
import {
  hasOnly,
  type JsonObject,
  readBase64,
  readEach,
  readLocation,
  readTextBytes,
  wrongKey,
  wrongText,
} from './strict-json.ts'

export function readJsonV1(object: JsonObject): Macaroon | Refusal<MacaroonCode> {
  if (!hasOnly(object, ['location', 'identifier', 'caveats', 'signature'])) return wrongKey
  const location = readLocation(object.location)
  if (refused(location)) return location
  const identifier = readTextBytes(object.identifier)
  if (refused(identifier)) return identifier
  const caveats = readEach(object.caveats, readCaveat)
  if (refused(caveats)) return caveats
  const signature = readSignature(object.signature)
  return refused(signature) ? signature : { location, identifier, caveats, signature }
}

function readCaveat(object: JsonObject): MacaroonCaveat | Refusal<MacaroonCode> {
  const { cid, vid, cl } = object
  if (!hasOnly(object, ['cid', 'vid', 'cl']) || (vid === undefined && cl !== undefined)) return wrongKey
  const identifier = readTextBytes(cid)
  if (refused(identifier) || vid === undefined) return refused(identifier) ? identifier : { identifier }
  const verification = readBase64(vid)
  if (refused(verification)) return verification
  const location = readLocation(cl)
  if (refused(location)) return location
  return verification.length > 0 ? { identifier, verification, location } : wrongKey
}

function readSignature(value: unknown): Uint8Array | Refusal<MacaroonCode> {
  if (typeof value !== 'string') return wrongKey
  if (!/^[0-9a-f]*$/.test(value)) return wrongText
  return value.length === 64
    ? Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(value.slice(2 * i, 2 * i + 2), 16))
    : wrongSignature
}

/** Refuses what V1 cannot say: an identifier that is not text. */
export function encodeJsonV1(macaroon: Macaroon): string | Refusal<'macaroon_format'> {
  const identifier = decodeUtf8(macaroon.identifier)
  const caveats = macaroon.caveats.map(caveat => ({
    cid: decodeUtf8(caveat.identifier),
    ...(isThirdParty(caveat) ? { vid: encodeBase64url(caveat.verification), cl: caveat.location } : {}),
  }))
  if (identifier === undefined || caveats.some(caveat => caveat.cid === undefined)) return notText
  const signature = Array.from(macaroon.signature, byte => byte.toString(16).padStart(2, '0')).join('')
  return JSON.stringify({ location: macaroon.location, identifier, caveats, signature })
}

const notText = refuse(
  'macaroon_format',
  'This macaroon cannot be written as V1 JSON: it holds an identifier that is not text.',
  'Write it as V2.',
)
