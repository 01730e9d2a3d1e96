/** What went wrong elsewhere, by its number in the project's list of advisories. Rows 1 and 6 have files of their own. */
import { readCarrier } from '@latchkey/protocol'
import {
  appendCaveat,
  appendThirdParty,
  mintMacaroon,
  readToken,
  refused,
  writeToken,
} from '@latchkey/tokens'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { createKeys } from '../keys/index.ts'
import type { Store } from '../storage/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createCredentials } from './credentials.ts'
import { createSmallHouse, granted, origin, presented, type SmallHouse } from './testing/small-house.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const from = { address: '192.0.2.7', userAgent: 'pip/24.0' }
const allow = [{ actions: ['read', 'publish'], targets: ['pypi:acme'] }]
const read = { action: 'read', organization: 'acme', ecosystem: 'pypi', package: 'widget' } as const

forEachEngine((_engine, open) => {
  let store: Store
  let house: SmallHouse
  let alice: Account

  beforeAll(async () => {
    store = await open()
    house = createSmallHouse(store)
    alice = await house.account('alice')
    const acme = await house.organization('acme', alice)
    granted(
      await house.repositories.create(
        { organization: acme, ecosystem: 'pypi', visibility: 'private' },
        operator,
      ),
    )
  })

  test('row 4 (Keycloak CVE-2023-0091): revoking a key kills what was made from it, at once', async () => {
    const { key, token } = await house.keyOf(alice, allow)
    const until = Math.floor(house.clock.now() / 1000) + 1800
    const derived = writeToken(appendCaveat(granted(readToken(token.expose())), utf8(`[0,${until},0]`)))
    expect((await house.ask(derived, read)).answer).toBe('allowed')
    granted(await house.keys.revoke(key.id, 'local command'))
    expect(await house.ask(derived, read)).toMatchObject({ refusal: { code: 'key_revoked' } })
  })

  test('row 5 (Gitea CVE-2025-68944): what is derived from a key keeps the scope of the key', async () => {
    const { token } = await house.keyOf(alice, [{ actions: ['read'], targets: ['pypi:acme'] }])
    const asked = JSON.stringify(['allow', [[['read', 'publish', 'delete', 'administer'], ['*']]]])
    const derived = writeToken(appendCaveat(granted(readToken(token.expose())), utf8(asked)))
    expect((await house.ask(derived, read)).answer).toBe('allowed')
    expect(await house.ask(derived, { ...read, action: 'publish' })).toMatchObject({
      refusal: { code: 'action_not_allowed' },
    })
  })

  test('row 13 (Envoy GHSA-9g5w-hqr3-w2ph): no bytes in the header are ever taken for a credential', async () => {
    const header = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .tuple(fc.constantFrom('Bearer ', 'Basic ', 'token ', ''), fc.string({ unit: 'binary' }))
        .map(parts => parts.join('')),
      fc.uint8Array({ maxLength: 200 }).map(bytes => `Basic ${Buffer.from(bytes).toString('base64')}`),
      fc
        .uint8Array({ maxLength: 200 })
        .map(bytes => `Bearer latchkey-AgE${Buffer.from(bytes).toString('base64url')}`),
    )
    const property = fc.asyncProperty(header, fc.boolean(), async (value, bare) => {
      const carried = readCarrier([value], { bare })
      if (refused(carried)) return
      expect(refused(await house.credentials.authenticate(carried, from))).toBe(true)
    })
    await fc.assert(property, propertyOptions(2000))
  })

  test('row 16 (Juju CVE-2026-1237): a forged token with a third-party restriction is refused, not sent for a discharge', async () => {
    const bare = mintMacaroon({
      rootKey: new Uint8Array(32),
      identifier: utf8('1.m1.kAAAAAAAAAAAAAAAAAAAAAA'),
      location: '',
    })
    const location = 'https://attacker.example/discharge'
    const asking = appendThirdParty(bare, {
      rootKey: new Uint8Array(32),
      identifier: utf8('ask'),
      location,
      nonce: new Uint8Array(24),
    })
    const refusal = await house.authenticate(writeToken(asking))
    expect(refusal).toMatchObject({ code: 'signature_mismatch' })
    expect(JSON.stringify(refusal)).not.toContain('attacker')
  })

  describe('row 19 (crates.io in read-only mode): a database that cannot be written', () => {
    test('still authenticates, and when a key was last used waits until it can be', async () => {
      const { key, token } = await house.keyOf(alice, allow)
      const failures: unknown[] = []
      let isReadOnly = true
      const readOnly: Store = {
        ...store,
        read: store.read,
        write: (work, options) =>
          isReadOnly
            ? Promise.reject(new Error('attempt to write a readonly database'))
            : store.write(work, options),
      }
      const { masterKeys, clock, logins } = house
      const random = () => new Uint8Array(16)
      const keys = createKeys({
        ...{ store: readOnly, clock, random, masterKeys, origin },
        flushFailed: error => failures.push(error),
      })
      const credentials = createCredentials({ keys, logins, masterKeys, clock, origin })
      expect(refused(await credentials.authenticate(presented(token), from))).toBe(false)
      await keys.flush()
      expect(refused(await credentials.authenticate(presented(token), from))).toBe(false)
      expect(failures).toHaveLength(1)
      isReadOnly = false
      await keys.flush()
      expect((await keys.byId(key.id))?.lastUsed).toMatchObject({ client: 'pip/24.0' })
    })
  })
})
