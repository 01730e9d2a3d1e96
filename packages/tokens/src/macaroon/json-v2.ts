/**
 * V2 JSON: one letter a key; what may be binary is given as text (`i`) or in base64 (`i64`), never both. The version
 * may be left out, as Go and pymacaroons do, or is the number 2, as libmacaroons and the npm library write it; the
 * specification's text has it as a string, which nobody writes and the npm library refuses, and so do we.
 */
import { encodeBase64url } from '../base64.ts'
import { decodeUtf8 } from '../bytes.ts'
import { type Refusal, refused } from '../refusal.ts'
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
} from './strict-json.ts'

export function readJsonV2(object: JsonObject): Macaroon | Refusal<MacaroonCode> {
  if (!hasOnly(object, ['v', 'l', 'i', 'i64', 'c', 's', 's64'])) return wrongKey
  if ('v' in object && object.v !== 2) return wrongKey
  const location = readLocation(object.l)
  if (refused(location)) return location
  const identifier = readBinary(object, 'i')
  if (refused(identifier)) return identifier
  const caveats = readEach(object.c, readCaveat)
  if (refused(caveats)) return caveats
  const signature = readBinary(object, 's')
  if (refused(signature)) return signature
  return signature.length === 32 ? { location, identifier, caveats, signature } : wrongSignature
}

function readCaveat(object: JsonObject): MacaroonCaveat | Refusal<MacaroonCode> {
  if (!hasOnly(object, ['i', 'i64', 'v', 'v64', 'l'])) return wrongKey
  const identifier = readBinary(object, 'i')
  if (refused(identifier)) return identifier
  if (!('v' in object || 'v64' in object)) return 'l' in object ? wrongKey : { identifier }
  const verification = readBinary(object, 'v')
  if (refused(verification)) return verification
  const location = readLocation(object.l)
  if (refused(location)) return location
  return verification.length > 0 ? { identifier, verification, location } : wrongKey
}

function readBinary(object: JsonObject, key: string): Uint8Array | Refusal<MacaroonCode> {
  const text = object[key]
  const base64 = object[`${key}64`]
  if (base64 === undefined) return readTextBytes(text)
  return text === undefined ? readBase64(base64) : wrongKey
}

export function encodeJsonV2(macaroon: Macaroon): string {
  return JSON.stringify({
    v: 2,
    ...writeLocation(macaroon.location),
    ...writeBinary('i', macaroon.identifier),
    c: macaroon.caveats.map(caveat => ({
      ...writeBinary('i', caveat.identifier),
      ...(isThirdParty(caveat)
        ? { ...writeBinary('v', caveat.verification), ...writeLocation(caveat.location) }
        : {}),
    })),
    s64: encodeBase64url(macaroon.signature),
  })
}

function writeLocation(location: string): JsonObject {
  return location === '' ? {} : { l: location }
}

/** As Go does: text where it is text and, with its escapes, no longer than base64 would be. */
function writeBinary(key: string, bytes: Uint8Array): JsonObject {
  const text = decodeUtf8(bytes)
  const base64 = encodeBase64url(bytes)
  return text !== undefined && JSON.stringify(text).length <= base64.length + 2
    ? { [key]: text }
    : { [`${key}64`]: base64 }
}
