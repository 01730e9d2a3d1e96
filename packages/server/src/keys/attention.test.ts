import type { Action } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { granted } from '../credentials/testing/small-house.ts'
import { attentionOf } from './attention.ts'
import type { Key } from './key.ts'
import { keyCaveats } from './key-caveats.ts'

const day = 24 * 60 * 60 * 1000
const now = Date.UTC(2026, 10, 22)

const may = (...rows: readonly [actions: readonly Action[], target: string][]) =>
  granted(keyCaveats({ allow: rows.map(([actions, target]) => ({ actions, targets: [target] })) }))

/** A key that nobody has to look at: narrow, 30 days old, used yesterday, with 60 days to go. */
const fine: Key = {
  id: 'id',
  kid: 'kid',
  owner: { kind: 'account', id: 'ada' },
  name: 'release',
  role: undefined,
  caveats: may([['publish'], 'pypi:acme/widget'], [['read'], 'pypi:acme']),
  createdBy: undefined,
  createdAt: now - 30 * day,
  expiresAt: now + 60 * day,
  revokedAt: undefined,
  lastUsed: { at: now - day, address: undefined, client: undefined },
  replacedBy: undefined,
}

const of = (difference: Partial<Key>) => attentionOf({ ...fine, ...difference }, now)

test('a narrow key that is in use and has time left asks for no attention', () => {
  expect(of({})).toEqual([])
})

test.each([{ revokedAt: now - 1 }, { expiresAt: now }, { replacedBy: 'another' }])(
  'a key that is over or replaced asks for none, whatever it was (%o)',
  over => {
    expect(of({ caveats: may([['publish'], '*']), lastUsed: undefined, ...over })).toEqual([])
  },
)

describe('expiring', () => {
  test('is a key from seven days before its end on', () => {
    expect(of({ expiresAt: now + 7 * day + 1 })).toEqual([])
    expect(of({ expiresAt: now + 7 * day })).toEqual(['expiring'])
  })

  test('is no key that was made for less than two weeks', () => {
    const createdAt = now - day
    expect(of({ createdAt, expiresAt: createdAt + 14 * day - 1 })).toEqual([])
    expect(of({ createdAt: now - 8 * day, expiresAt: now + 6 * day })).toEqual(['expiring'])
  })
})

describe('never used, and stale', () => {
  test('is a key that waits for its first use for seven days', () => {
    expect(of({ lastUsed: undefined, createdAt: now - 7 * day + 1 })).toEqual([])
    expect(of({ lastUsed: undefined, createdAt: now - 7 * day })).toEqual(['never-used'])
  })

  test('is one that was used 90 days ago, and not since', () => {
    const used = (at: number) => ({ lastUsed: { at, address: undefined, client: undefined } })
    expect(of(used(now - 90 * day + 1))).toEqual([])
    expect(of(used(now - 90 * day))).toEqual(['stale'])
  })
})

describe('too wide', () => {
  test.each([[['read'], '*'] as const, [['publish'], 'pypi:*'] as const])(
    'is a key that may %j in %s',
    (actions, target) => {
      expect(of({ caveats: may([['read'], 'pypi:acme'], [actions, target]) })).toEqual(['too-wide'])
    },
  )

  test('is none that manages keys alone, which has no narrower place', () => {
    expect(of({ caveats: may([['account'], '*']) })).toEqual([])
  })

  test('is one that never expires and can change something; to read for ever is not', () => {
    expect(of({ expiresAt: undefined })).toEqual(['too-wide'])
    expect(of({ expiresAt: undefined, caveats: may([['describe', 'read'], 'pypi:acme']) })).toEqual([])
  })

  test('is none that was restricted since to what is not', () => {
    const wide = may([['read', 'publish'], '*'])
    expect(of({ caveats: [...wide, ...may([['publish'], 'pypi:acme/widget'])] })).toEqual([])
    expect(of({ caveats: [...wide, ...may([['read'], 'pypi:acme'])], expiresAt: undefined })).toEqual([])
  })
})

test('a key may ask for several things, the most urgent first', () => {
  const caveats = may([['publish'], '*'])
  expect(of({ expiresAt: now + day, caveats, lastUsed: undefined })).toEqual([
    'expiring',
    'too-wide',
    'never-used',
  ])
})
