/** Reads the value in the body of a request, whatever form it came in. */
import { decodeTerm, type Term } from '@latchkey/protocol'
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import { type RawRequest, readBody, refuseNull } from '../../../http/index.ts'
import { readJson } from './read-json.ts'
import { erlang, form, jsonTypes, typeOf } from './types.ts'

/** A map is an object without a prototype; a binary that is no UTF-8 is bytes. */
export type HexValue = Term

/** An empty map where there is no body. Refuses more than `limit` bytes (`too_large`), and texts that hold U+0000. */
export async function readValue(request: RawRequest, limit: number): Promise<HexValue | Refusal> {
  const type = typeOf(request)
  const read = readers.get(type)
  if (read === undefined && request.hasBody) return unsupported(type)
  const bytes = await readBody(request, limit)
  if (refused(bytes)) return bytes
  const value = read === undefined || bytes.byteLength === 0 ? emptyMap() : read(bytes)
  if (refused(value)) return value
  return refuseNull(textsIn(value)) ?? value
}

const readers: ReadonlyMap<string, (bytes: Uint8Array) => Term | Refusal> = new Map([
  [erlang, bytes => decodeTerm(bytes, { bytes: bytes.byteLength })],
  ...jsonTypes.map(type => [type, readJson] as const),
  [form, readForm],
])

function readForm(bytes: Uint8Array): Term | Refusal {
  const map = emptyMap()
  for (const [name, value] of new URLSearchParams(new TextDecoder().decode(bytes))) {
    if (name in map) return repeated(name)
    map[name] = value
  }
  return map
}

function emptyMap(): Record<string, Term> {
  return Object.create(null)
}

/** Every text that a value holds, the keys of its maps among them. */
function* textsIn(value: Term): Generator<string> {
  if (typeof value === 'string') yield value
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return
  for (const [key, each] of Object.entries(value)) {
    yield key
    yield* textsIn(each)
  }
}

function repeated(name: string) {
  return refuse(
    'invalid_request',
    `The field ${quoted(name)} was sent more than once.`,
    'Send each field once.',
  )
}

function unsupported(type: string) {
  return refuse(
    'unsupported_media_type',
    type === ''
      ? 'The request does not say what its body is.'
      : `A body of type ${quoted(type)} is not read here.`,
    `Send an Erlang term as ${erlang}, or JSON as ${jsonTypes.join(' or ')}.`,
  )
}
