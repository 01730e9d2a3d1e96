/** A macaroon in JSON, whichever of the two versions: only V1 has a `signature`. */
import { type Refusal, refused } from '../refusal.ts'
import { readJsonV1 } from './json-v1.ts'
import { readJsonV2 } from './json-v2.ts'
import type { Macaroon } from './macaroon.ts'
import type { MacaroonCode } from './reading.ts'
import { parseJsonObject } from './strict-json.ts'

export function decodeJson(text: string): Macaroon | Refusal<MacaroonCode> {
  const object = parseJsonObject(text)
  if (refused(object)) return object
  return 'signature' in object ? readJsonV1(object) : readJsonV2(object)
}
