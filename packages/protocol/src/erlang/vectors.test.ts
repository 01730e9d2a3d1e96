/** Terms that Erlang itself wrote. */
import { deepStrictEqual } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { decodeTerm, encodeTerm, type Term } from './index.ts'

interface Vectors {
  readonly read: readonly { readonly name: string; readonly value: unknown; readonly term: string }[]
  readonly refused: readonly { readonly name: string; readonly says: string; readonly term: string }[]
}

const vectors: Vectors = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8'))
const bytesOf = (term: string) => new Uint8Array(Buffer.from(term, 'base64'))

/** As our terms are: bytes in place of `$bytes`, and maps without a prototype. */
function termOf(json: unknown): Term {
  if (Array.isArray(json)) return json.map(termOf)
  if (typeof json !== 'object' || json === null) return json as Term
  if ('$bytes' in json) return new Uint8Array(Buffer.from(String(json.$bytes), 'hex'))
  const map = Object.create(null)
  for (const [key, value] of Object.entries(json)) map[key] = termOf(value)
  return map
}

test.each(vectors.read)('$name is read as it was meant', ({ value, term }) => {
  deepStrictEqual(decodeTerm(bytesOf(term)), termOf(value))
})

// Erlang writes that list as a string; it reads either.
const alike = vectors.read.filter(({ name }) => name !== 'a list of small numbers')

test.each(alike)('$name is written byte for byte as Erlang writes it', ({ value, term }) => {
  expect(Buffer.from(encodeTerm(termOf(value))).toString('base64')).toBe(term)
})

test.each(vectors.refused)('$name is refused by name', ({ term, says }) => {
  const message = expect.stringMatching(says)
  expect(decodeTerm(bytesOf(term))).toMatchObject({ code: 'term_malformed', message })
})
