import { refused } from '@latchkey/tokens'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { claimName, readName } from './index.ts'

describe('a name', () => {
  test('has 1 to 39 lower-case letters, digits and hyphens, and does not begin with a hyphen', () => {
    for (const name of ['a', '0', 'acme', 'acme-', 'a--b', 'a'.repeat(39)]) expect(readName(name)).toBe(name)
    for (const name of ['', '-a', 'Acme', 'a_b', 'a.b', 'a/b', 'a b', 'ä', 'a\n', 'a'.repeat(40), 'аcme']) {
      expect(readName(name)).toMatchObject({ code: 'invalid_name' })
    }
  })

  test('that stands for something else is reserved', () => {
    for (const name of ['hexpm', 'admin', 'api'])
      expect(readName(name)).toMatchObject({ code: 'name_reserved' })
  })

  test('of any text is either itself or refused', () => {
    const property = fc.property(fc.string({ maxLength: 60, unit: 'binary' }), text => {
      const name = readName(text)
      expect(refused(name) || name === text).toBe(true)
      if (!refused(name)) expect(text).toMatch(/^[a-z0-9-]{1,39}$/)
    })
    fc.assert(property, propertyOptions(5_000))
  })
})

forEachEngine((_engine, open) => {
  test('a name once used is never given to another, account or organization', async () => {
    const store = await open()
    const claim = (kind: 'account' | 'organization', ownerId: string) =>
      unrecorded(store).write(transaction => claimName(transaction, { name: 'acme', kind, ownerId, now: 1 }))
    expect(await claim('account', 'a')).toBe('acme')
    expect(await claim('organization', 'b')).toMatchObject({ code: 'name_taken' })
    expect(await claim('account', 'a')).toMatchObject({ code: 'name_taken' })
  })

  test('of twenty who claim a name at once, one gets it', async () => {
    const store = await open()
    const claims = Array.from({ length: 20 }, (_, n) =>
      unrecorded(store).write(transaction =>
        claimName(transaction, { name: 'acme', kind: 'account', ownerId: `${n}`, now: 1 }),
      ),
    )
    expect((await Promise.all(claims)).filter(outcome => !refused(outcome))).toEqual(['acme'])
  })
})
