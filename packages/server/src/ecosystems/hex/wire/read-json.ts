/** From JSON to the values that terms are, with the same bounds. */
import type { Term } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'

/** As `decodeTerm` has it: how many lists and maps may be inside each other. */
const deepest = 32

export function readJson(bytes: Uint8Array): Term | Refusal {
  try {
    return termOf(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), 0)
  } catch {
    return notJson
  }
}

/** Maps lose their prototype, so that a key that nobody sent is none. */
function termOf(json: unknown, depth: number): Term | Refusal {
  if (typeof json !== 'object' || json === null) return json as Term
  if (depth === deepest) return tooDeep
  const copy = Array.isArray(json) ? [] : Object.create(null)
  for (const [key, each] of Object.entries(json)) {
    const term = termOf(each, depth + 1)
    if (refused(term)) return term
    copy[key] = term
  }
  return copy
}

const notJson = refuse(
  'invalid_request',
  'The body is not JSON that can be read.',
  'Send one JSON object in UTF-8.',
)

const tooDeep = refuse(
  'too_large',
  `The JSON goes deeper than ${deepest} lists and maps.`,
  'Send less at once.',
)
