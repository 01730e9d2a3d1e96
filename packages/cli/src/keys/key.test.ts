import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { keyIn, madeKeyIn, pageIn, rotatedKeyIn } from './key.ts'

const wire = {
  ...{ id: 'AAAA', name: 'ci', role: 'write', created_at: 1_794_268_800, expires_at: 1_794_268_900 },
  may: { rows: [[{ actions: ['read'], targets: ['pypi:acme'] }]], words: ['may only read pypi:acme'] },
  ...{ revoked_at: null, replaced_by: null },
  last_used: { at: 1_794_268_801, address: '192.0.2.7', client: null },
}

test('a key is read, with instants in milliseconds', () => {
  expect(keyIn(wire)).toEqual({
    ...{ id: 'AAAA', name: 'ci', role: 'write', createdAt: 1_794_268_800_000, expiresAt: 1_794_268_900_000 },
    ...{ rows: wire.may.rows, words: wire.may.words, revokedAt: undefined, replacedBy: undefined },
    lastUsed: { at: 1_794_268_801_000, address: '192.0.2.7', client: undefined },
  })
  expect(keyIn({ ...wire, role: null, expires_at: null, last_used: null })).toMatchObject({
    ...{ role: undefined, expiresAt: undefined, lastUsed: undefined },
  })
})

test('what has any other shape, in any field, is no key', () => {
  const paths: readonly (readonly string[])[] = [
    ...Object.keys(wire).map(name => [name]),
    ...[
      ['may', 'rows'],
      ['may', 'words'],
      ['last_used', 'at'],
      ['last_used', 'address'],
      ['last_used', 'client'],
    ],
  ]
  const odd = fc.oneof(
    ...[
      fc.constant(undefined),
      fc.boolean(),
      fc.constant(-1),
      fc.constant(1.5),
      fc.constant(253_402_300_800),
    ],
    ...[fc.constant([[{ actions: ['read'] }]]), fc.constant([7]), fc.constant({ at: 1 })],
  )
  fc.assert(
    fc.property(fc.constantFrom(...paths), odd, ([name = '', inner], value) => {
      const broken =
        inner === undefined
          ? { ...wire, [name]: value }
          : { ...wire, [name]: { ...wire[name as 'may' | 'last_used'], [inner]: value } }
      expect(keyIn(broken)).toBeUndefined()
      expect(madeKeyIn({ key: broken, token: 'a token' })).toBeUndefined()
      expect(rotatedKeyIn({ key: wire, token: 'a token', old: broken })).toBeUndefined()
      expect(pageIn({ items: [wire, broken], next: null })).toBeUndefined()
    }),
    propertyOptions(500),
  )
})

test('a made key without its text is none, and a page without its end is none', () => {
  expect(madeKeyIn({ key: wire })).toBeUndefined()
  expect(madeKeyIn({ key: wire, token: '' })).toBeUndefined()
  expect(pageIn({ items: [wire] })).toBeUndefined()
})

test('a text that was told once is not shown by mistake', () => {
  expect(JSON.stringify(madeKeyIn({ key: wire, token: 'hunter2' }))).not.toContain('hunter2')
})
