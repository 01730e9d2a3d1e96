/** What is written is what is read. */
import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { decodeTerm, encodeTerm, type Term } from './index.ts'

/** Bytes that are UTF-8 would come back as a text. */
const noText = fc.uint8Array({ maxLength: 20 }).map(bytes => Uint8Array.from([0xff, ...bytes]))
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('__proto__', 'constructor', '\ufeffx', '0', ''),
)
const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -300, max: 300 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
const { term } = fc.letrec<{ term: Term }>(tie => ({
  term: fc.oneof(
    { depthSize: 'medium', maxDepth: 8 },
    fc.constantFrom(null, true, false),
    number,
    text,
    noText,
    fc.array(tie('term'), { maxLength: 6 }),
    fc
      .dictionary(text, tie('term'), { maxKeys: 6, noNullPrototype: false })
      .map(map => Object.assign(Object.create(null), map)),
  ),
}))

test('every term is read again as it was written', () => {
  fc.assert(
    fc.property(term, written => {
      // Not `expect`, which asks a map with such a key for its constructor.
      deepStrictEqual(decodeTerm(encodeTerm(written)), written)
    }),
    propertyOptions(20_000),
  )
})

test('fields that are not there are left out', () => {
  expect(decodeTerm(encodeTerm({ name: 'ci', revoke_at: undefined }))).toEqual({ name: 'ci' })
})
