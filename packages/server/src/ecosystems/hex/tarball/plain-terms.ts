/** Terms as plain values: lists of pairs with texts as their keys become objects, as hex_core makes maps of them. */
import { type Refusal, refuse } from '@latchkey/tokens'
import { type TextTerm, Tuple } from './terms/index.ts'

export type PlainValue = string | number | boolean | null | readonly PlainValue[] | PlainObject

/** Without a prototype: its keys are a stranger's. */
export interface PlainObject {
  readonly [key: string]: PlainValue
}

/** Of an empty list nobody can tell which of both it is: it stays a list. */
export function plainValue(term: TextTerm): PlainValue | Refusal<'metadata_malformed'> {
  try {
    return plain(term)
  } catch (error) {
    if (!(error instanceof NotPlain)) throw error
    return refuse(
      'metadata_malformed',
      `metadata.config cannot be read: ${error.message}.`,
      'Build the package again.',
    )
  }
}

class NotPlain extends Error {}

function plain(term: TextTerm): PlainValue {
  if (term instanceof Tuple) throw new NotPlain('a tuple stands where no list of pairs is')
  if (typeof term !== 'object' || term === null) return term
  const pairs = term.map(pairOf)
  if (term.length === 0 || pairs.includes(undefined)) return term.map(plain)
  const object: Record<string, PlainValue> = Object.create(null)
  for (const [key, value] of pairs.filter(pair => pair !== undefined)) {
    // Much that reads objects passes over it, and would say other than what clients see.
    if (key === '__proto__') throw new NotPlain('nothing is called __proto__')
    if (Object.hasOwn(object, key)) throw new NotPlain(`${JSON.stringify(key.slice(0, 100))} is there twice`)
    object[key] = plain(value)
  }
  return object
}

function pairOf(term: TextTerm): readonly [key: string, value: TextTerm] | undefined {
  if (!(term instanceof Tuple) || term.elements.length !== 2) return undefined
  const [key, value] = term.elements
  return typeof key === 'string' && value !== undefined ? [key, value] : undefined
}
