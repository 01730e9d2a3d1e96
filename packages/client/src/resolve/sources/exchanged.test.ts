import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { exchangedName } from '../../credential.ts'
import { api, credential, origin, repository, tokenIn } from '../testing/world.ts'

describe('an exchanged token without its key', () => {
  const kept = (expiresAt: number) => ({
    stored: {
      [exchangedName(origin, 'pypi:acme fingerprint')]: credential('kept', { kind: 'exchanged', expiresAt }),
    },
  })

  test('is used until it ends, and no longer', async () => {
    expect(await tokenIn(kept(1_001), repository())).toBe('latchkey-kept')
    expect(await tokenIn(kept(1_000), repository())).toBeUndefined()
  })

  test('is for its own repository alone', async () => {
    expect(await tokenIn(kept(1_001), repository('pypi:other'))).toBeUndefined()
    expect(await tokenIn(kept(1_001), api)).toBeUndefined()
    const named = {
      [exchangedName(origin, 'latchkey fingerprint')]: credential('kept', { kind: 'exchanged' }),
    }
    expect(await tokenIn({ stored: named }, api)).toBeUndefined()
  })

  test('is the one that lasts longest, of several keys, and longest lasts the one of which nobody said until when', async () => {
    const token = (text: string, expiresAt?: number) => [
      exchangedName(origin, `pypi:acme ${text}`),
      credential(text, { kind: 'exchanged', ...(expiresAt !== undefined && { expiresAt }) }),
    ]
    for (const texts of [
      [token('short', 1_001), token('long', 9_000), token('over', 999)],
      [token('long', 9_000), token('over', 999), token('short', 1_001)],
    ]) {
      expect(await tokenIn({ stored: Object.fromEntries(texts) }, repository())).toBe('latchkey-long')
      for (const all of [
        [...texts, token('endless')],
        [token('endless'), ...texts],
      ])
        expect(await tokenIn({ stored: Object.fromEntries(all) }, repository())).toBe('latchkey-endless')
    }
  })

  test('for all of an organization is for each of its repositories, where that has none of its own that is good', async () => {
    const all = {
      [exchangedName(origin, '*:acme fingerprint')]: credential('all', {
        kind: 'exchanged',
        expiresAt: 1_001,
      }),
    }
    for (const name of ['pypi:acme', 'hex:acme', 'npm:acme'])
      expect(await tokenIn({ stored: all }, repository(name))).toBe('latchkey-all')
    expect(await tokenIn({ stored: all }, repository('pypi:acme2'))).toBeUndefined()
    expect(await tokenIn({ stored: all }, api)).toBeUndefined()
    expect(await tokenIn({ stored: { ...all, ...kept(1_001).stored } }, repository())).toBe('latchkey-kept')
    expect(await tokenIn({ stored: { ...all, ...kept(1_000).stored } }, repository())).toBe('latchkey-all')
  })
})

test('reading and writing the API take keys that were exchanged for just that', async () => {
  const given = { latchkey: { key: new Secret('k') } }
  expect(await tokenIn({ given }, { kind: 'api', permission: 'read' })).toBe(
    'latchkey-for the API of latchkey api:read from k',
  )
  expect(await tokenIn({ given }, { kind: 'api', permission: 'write' })).toBe(
    'latchkey-for the API of latchkey api from k',
  )
})
