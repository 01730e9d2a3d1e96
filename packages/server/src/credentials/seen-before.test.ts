import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSeenBefore } from './seen-before.ts'

const digests = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) =>
    createHash('sha256')
      .update(`${from + n}`)
      .digest('base64url'),
  )

test('what was never shown is a stranger, but for one in very many', () => {
  const seenBefore = createSeenBefore()
  expect(digests(0, 100_000).filter(digest => seenBefore(digest)).length).toBeLessThanOrEqual(2)
})

test('what was shown among the last thousand is known', () => {
  const seenBefore = createSeenBefore()
  const shown = digests(0, 1_000)
  for (const digest of shown) seenBefore(digest)
  expect(shown.filter(digest => seenBefore(digest)).length).toBeGreaterThan(950)
})
