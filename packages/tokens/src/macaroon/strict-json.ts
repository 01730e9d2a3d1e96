/** JSON objects whose every key is expected and stands there once: `JSON.parse` alone would keep the last of two. */
import { decodeBase64 } from '../base64.ts'
import { encodeUtf8, isWellFormed } from '../bytes.ts'
import { type Refusal, refused } from '../refusal.ts'
import { cutOff, type MacaroonCode, maximumMacaroonBytes, tooLarge, unreadable } from './reading.ts'

export type JsonObject = Readonly<Record<string, unknown>>

const notJson = unreadable('macaroon_format', 'This is not a macaroon in JSON.')
const repeatedKey = unreadable('macaroon_field', 'A key in the JSON of this macaroon is repeated.')
export const wrongKey: Refusal<MacaroonCode> = unreadable(
  'macaroon_field',
  'A key in the JSON of this macaroon is missing, unknown, given twice, or has a value of the wrong type.',
)
export const wrongText: Refusal<MacaroonCode> = unreadable(
  'macaroon_text',
  'A value in the JSON of this macaroon is not the text, hex or base64 that it should be.',
)

export function parseJsonObject(text: string): JsonObject | Refusal<MacaroonCode> {
  if (text.length > 2 * maximumMacaroonBytes) return tooLarge
  if (text === '') return cutOff
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return notJson
  }
  if (!isObject(json)) return notJson
  return hasRepeatedKey(text) ? repeatedKey : json
}

/** Each string with the colon that makes it a key, and the braces that open and close objects. */
const pieces = /"[^"\\]*(?:\\.[^"\\]*)*"\s*(:?)|[{}]/g

/** Looks at the text of what is known to be valid JSON. */
function hasRepeatedKey(text: string): boolean {
  const open: Set<string>[] = []
  for (const [piece, colon] of text.matchAll(pieces)) {
    if (piece === '{') open.push(new Set())
    else if (piece === '}') open.pop()
    else if (colon === ':') {
      const key: string = JSON.parse(piece.slice(0, -1))
      const keys = open.at(-1)
      if (keys?.has(key)) return true
      keys?.add(key)
    }
  }
  return false
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function hasOnly(object: JsonObject, keys: readonly string[]): boolean {
  return Object.keys(object).every(key => keys.includes(key))
}

/** Reads the objects of a list that may be absent; stops at the first that refuses. */
export function readEach<T>(
  list: unknown,
  read: (object: JsonObject) => T | Refusal<MacaroonCode>,
): readonly T[] | Refusal<MacaroonCode> {
  if (list === undefined) return []
  if (!Array.isArray(list)) return wrongKey
  const results: T[] = []
  for (const item of list) {
    const result = isObject(item) ? read(item) : wrongKey
    if (refused(result)) return result
    results.push(result)
  }
  return results
}

/** The location, which may be absent; half a surrogate pair cannot be written in any other format. */
export function readLocation(value: unknown): string | Refusal<MacaroonCode> {
  if (value === undefined) return ''
  if (typeof value !== 'string') return wrongKey
  return isWellFormed(value) ? value : wrongText
}

export function readTextBytes(value: unknown): Uint8Array | Refusal<MacaroonCode> {
  if (typeof value !== 'string') return wrongKey
  return isWellFormed(value) ? encodeUtf8(value) : wrongText
}

export function readBase64(value: unknown): Uint8Array | Refusal<MacaroonCode> {
  if (typeof value !== 'string') return wrongKey
  return decodeBase64(value) ?? wrongText
}
