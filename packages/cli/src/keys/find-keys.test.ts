import { expect, test } from 'vitest'
import { everyKey, findKeys } from './find-keys.ts'
import type { Key, KeyPage } from './key.ts'
import type { Keyring } from './keyring.ts'

const key = (id: string, name: string, more: Partial<Key> = {}): Key => ({
  ...{ id, name, role: undefined, rows: [], words: [], createdAt: 0, expiresAt: undefined },
  ...{ revokedAt: undefined, lastUsed: undefined, replacedBy: undefined, ...more },
})

/** A ring of these pages, each of which names the next by its number. */
function ringOf(page: (number: number) => KeyPage): Keyring & { asked: number } {
  const ring = {
    ...{ asked: 0, called: 'your keys', group: 'key' },
    list: async ({ after = '0' }: { readonly after?: string | undefined } = {}) => {
      ring.asked += 1
      return page(Number(after))
    },
  }
  return ring as unknown as Keyring & { asked: number }
}

const of = (...keys: readonly Key[]) => ringOf(() => ({ items: keys, next: undefined }))
const find = async (ring: Keyring, ...words: readonly string[]) => {
  const found = await findKeys(ring, words, 1_000)
  return Array.isArray(found) ? found.map(({ id }: Key) => id) : found
}

test('a list is read to its end', async () => {
  const pages = [[key('a', 'one')], [], [key('b', 'two')]]
  const ring = ringOf(number => ({
    items: pages[number] ?? [],
    next: number < 2 ? String(number + 1) : undefined,
  }))
  expect(await everyKey(ring)).toEqual([...(pages[0] ?? []), ...(pages[2] ?? [])])
})

test.each([
  ['leads round in a circle', () => '0'],
  ['always has one more', (number: number) => String(number + 1)],
])('a server that %s is left', async (_, next) => {
  const ring = ringOf(number => ({ items: [], next: next(number) }))
  expect(await everyKey(ring)).toMatchObject({ code: 'bad_answer' })
  expect(ring.asked).toBe(1_000)
})

test('a key is found by its id, live or not, and by its name where it is live', async () => {
  const ring = of(key('a', 'ci'), key('b', 'ci', { revokedAt: 1 }), key('c', 'old', { expiresAt: 1_000 }))
  expect(await find(ring, 'ci')).toEqual(['a'])
  expect(await find(ring, 'b')).toEqual(['b'])
  expect(await find(ring, 'old')).toMatchObject({ code: 'unknown_key' })
})

test('a name means all that live under it; an id goes before a name; each is found once', async () => {
  const ring = of(key('a', 'ci'), key('b', 'ci', { replacedBy: 'a' }), key('ci2', 'x'), key('d', 'ci2'))
  expect(await find(ring, 'ci', 'a')).toEqual(['a', 'b'])
  expect(await find(ring, 'ci2')).toEqual(['ci2'])
})

test('one that is unknown is named, and none is found', async () => {
  expect(await find(of(key('a', 'ci')), 'ci', 'nobody')).toMatchObject({
    ...{ code: 'unknown_key', message: expect.stringContaining('"nobody"'), next: 'Run: latchkey key list' },
  })
})
