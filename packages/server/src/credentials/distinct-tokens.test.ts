import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { runs } from '../../../../test/support/runs.ts'
import { attenuated } from '../ecosystems/pypi/testing/attenuated.ts'
import { embeddedStores } from '../storage/testing/embedded.ts'
import { createNode } from './testing/node.ts'
import { createSmallHouse, granted, presented } from './testing/small-house.ts'

const open = embeddedStores()
const mebibyte = 1024 ** 2

test('a million tokens, each seen once, leave the memory of a node as it was', {
  timeout: 900_000,
}, async () => {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const store = await open()
  const house = createSmallHouse(store)
  const alice = await house.account('alice')
  const { token } = await house.keyOf(alice, [{ actions: ['read'], targets: ['*'] }])
  const node = createNode(store, house)
  const text = token.expose()

  const heaps: number[] = []
  // Two million in the long run. Long before half of them a node has all that it remembers at most.
  const all = 2 * runs(1_000) ** 2
  for (let count = 0; count < all; count += 1) {
    if (count % 1_000 === 0) {
      house.clock.advance(300)
      await node.epoch.read()
      await node.keys.flush()
    }
    const narrowed = presented(attenuated(text, ['version', [String(count)]]))
    granted(
      await node.credentials.authenticate(narrowed, { address: '192.0.2.7', userAgent: `pip/${count}` }),
    )
    if (count % (all / 10) !== 0) continue
    collect()
    heaps.push(process.memoryUsage().heapUsed / mebibyte)
  }
  expect(heaps.at(-1)).toBeLessThan((heaps[5] ?? 0) + 8)
})
