import { gunzipSync, gzipSync } from 'node:zlib'
import { refused } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { newSigner, testSigner } from '../testing/signer.ts'
import { signed } from './messages.ts'
import { seal, unseal } from './seal.ts'
import { type PinnedKey, readPublicKey } from './signer.ts'

const limit = 1024 * 1024
const payload = new TextEncoder().encode('what is signed')

function pinned(pem: string): PinnedKey {
  const key = readPublicKey(pem)
  if (refused(key)) throw new Error(key.message)
  return key
}
const key = pinned(testSigner.publicKey)

describe('a sealed resource', () => {
  test('opens to exactly what was signed', async () => {
    const opened = await unseal(await seal(payload, testSigner), key, limit)
    expect(Buffer.from(opened as Uint8Array)).toEqual(Buffer.from(payload))
  })

  test('is the same bytes each time: every node answers with one ETag', async () => {
    expect(await seal(payload, testSigner)).toEqual(await seal(payload, testSigner))
  })

  test('opens with no other key', async () => {
    const other = newSigner()
    expect(await unseal(await seal(payload, other), key, limit)).toMatchObject({ code: 'resource_unsigned' })
    expect(refused(await unseal(await seal(payload, other), pinned(other.publicKey), limit))).toBe(false)
  })

  test('of which any byte was changed does not open', async () => {
    const bytes = gunzipSync(await seal(payload, testSigner))
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(await unseal(gzipSync(changed), key, limit)).toMatchObject({ code: 'resource_unsigned' })
    }
  })

  test('that says it is unsigned, or signs with nothing, does not open', async () => {
    for (const signature of [undefined, new Uint8Array(), new Uint8Array(256)]) {
      const resource = gzipSync(signed.encode({ payload, signature }))
      expect(await unseal(resource, key, limit)).toMatchObject({ code: 'resource_unsigned' })
    }
  })

  test('with a second payload beside the signed one does not open, whichever stands first', async () => {
    const own = gunzipSync(await seal(payload, testSigner))
    const other = Buffer.from(
      signed.encode({ payload: new TextEncoder().encode('evil'), signature: undefined }),
    )
    for (const both of [Buffer.concat([own, other]), Buffer.concat([other, own])])
      expect(await unseal(gzipSync(both), key, limit)).toMatchObject({ code: 'resource_unsigned' })
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['something else than gzip', Buffer.from('<html>')],
    ['gzip that is cut off', gzipSync(Buffer.alloc(1000, 'a')).subarray(0, 20)],
  ])('that is %s does not open', async (_, resource) => {
    expect(await unseal(resource, key, limit)).toMatchObject({ code: 'resource_malformed' })
  })

  test('that becomes more than the limit does not open', async () => {
    const bomb = await seal(Buffer.alloc(limit), testSigner)
    expect(bomb.length).toBeLessThan(limit / 100)
    expect(await unseal(bomb, key, limit)).toMatchObject({ code: 'resource_malformed' })
    expect(refused(await unseal(bomb, key, limit + 1024))).toBe(false)
  })

  test.each([
    ['that nobody knows', '3800'],
    ['that nobody knows, each with nothing in it', '3a00'],
    ['that there may be once', '0a00'],
  ])(
    'with millions of fields %s takes no memory for them before its signature was seen',
    async (_, field) => {
      const bomb = gzipSync(Buffer.alloc(16 * limit, field, 'hex'), { level: 1 })
      const before = process.memoryUsage().heapTotal
      expect(await unseal(bomb, key, 16 * limit)).toMatchObject({ code: 'resource_unsigned' })
      expect(process.memoryUsage().heapTotal - before).toBeLessThan(64 * limit)
    },
  )
})
