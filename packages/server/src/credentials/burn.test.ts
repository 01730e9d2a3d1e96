/** Burning a leaked token: what it kills, and what nobody can kill with it. */
import { Secret } from '@latchkey/protocol'
import {
  appendCaveat,
  type Caveat,
  formatIdentifier,
  mintMacaroon,
  readToken,
  refused,
  writeCaveat,
  writeToken,
} from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { keyCaveats } from '../keys/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createSmallHouse, granted, type SmallHouse } from './testing/small-house.ts'

const allow = [{ actions: ['read'], targets: ['*'] }]
const day = 24 * 60 * 60 * 1000
const only = (version: string): Caveat => ({ kind: 'version', versions: [version] })
const until = (milliseconds: number): Caveat => ({
  kind: 'expires',
  expiresAt: Math.floor(milliseconds / 1000),
  notBefore: 0,
})

/** The text narrowed by its holder. */
function narrowed(text: string, ...caveats: Caveat[]): string {
  return writeToken(
    caveats.reduce(
      (macaroon, caveat) => appendCaveat(macaroon, writeCaveat(caveat)),
      granted(readToken(text)),
    ),
  )
}

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let bare: string
  let keyId: string

  beforeEach(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    const { key, token } = await house.keyOf(alice, allow, { expiresAt: house.clock.now() + 30 * day })
    keyId = key.id
    bare = token.expose()
  })

  const burn = (text: string) => house.credentials.burn(new Secret(text), operator)
  const stateOf = async (text: string) => {
    const credential = await house.authenticate(text)
    return refused(credential) ? credential.code : 'live'
  }
  const rows = () => house.store.read.selectFrom('revoked_signatures').selectAll().execute()
  const epoch = async () =>
    (await house.store.read.selectFrom('epoch').select('value').executeTakeFirstOrThrow()).value

  describe('burning', () => {
    test('a token made from a key kills it and what was made from it; its key, siblings and parent live', async () => {
      const parent = narrowed(bare, only('1'))
      const child = narrowed(parent, only('2'))
      const grandchild = narrowed(child, only('3'))
      const sibling = narrowed(parent, only('4'))
      const before = await epoch()
      expect(granted(await burn(child))).toMatchObject({ whole: false, key: { id: keyId } })
      expect(await epoch()).toBe(before + 1)
      expect(await stateOf(child)).toBe('token_revoked')
      expect(await stateOf(grandchild)).toBe('token_revoked')
      for (const alive of [bare, parent, sibling]) expect(await stateOf(alive)).toBe('live')
      expect(await house.authenticate(child)).toMatchObject({
        message: expect.stringContaining('the key was not'),
        next: expect.any(String),
      })
    })

    test('a parent kills its children, also those that were made long before and after', async () => {
      const parent = narrowed(bare, only('1'))
      const child = narrowed(parent, only('2'))
      granted(await burn(parent))
      expect(await stateOf(child)).toBe('token_revoked')
      expect(await stateOf(narrowed(child, only('3')))).toBe('token_revoked')
    })

    test('the bare text of a key revokes the key, and with it everything', async () => {
      const child = narrowed(bare, only('1'))
      const before = await epoch()
      expect(granted(await burn(bare))).toMatchObject({ whole: true })
      expect(await epoch()).toBe(before + 1)
      expect(await stateOf(bare)).toBe('key_revoked')
      expect(await stateOf(child)).toBe('key_revoked')
      expect(await rows()).toEqual([])
    })

    test('is seen in a transaction by a token that was authenticated before', async () => {
      const child = narrowed(bare, only('1'))
      const credential = granted(await house.authenticate(child))
      granted(await burn(child))
      const again = await house.store.write(async transaction => {
        const rechecked = await house.credentials.recheck(credential, transaction)
        return refused(rechecked) ? { code: rechecked.code } : 'live'
      })
      expect(again).toEqual({ code: 'token_revoked' })
    })

    test('ends what its holder had in hand: a burned token makes no keys with a decision of before', async () => {
      const maker = (await house.keyOf(alice, [{ actions: ['account'], targets: ['*'] }])).token.expose()
      const child = narrowed(maker, until(house.clock.now() + day))
      const by = await house.judge(granted(await house.authenticate(child)), { action: 'account' })
      granted(await burn(child))
      const made = await house.keys.create({
        owner: { kind: 'account', id: alice.id },
        name: 'too late',
        caveats: granted(keyCaveats({ allow })),
        by,
      })
      expect(made).toMatchObject({ code: 'token_revoked' })
    })

    test('does not ask what else the token is restricted to: whoever found it cannot meet that', async () => {
      const bound = narrowed(bare, { kind: 'request-account', account: 'somebody-else' })
      granted(await burn(bound))
      expect(await stateOf(bound)).toBe('token_revoked')
    })

    test('again, or of what is over, changes nothing', async () => {
      const child = narrowed(bare, only('1'))
      granted(await burn(child))
      const before = await epoch()
      granted(await burn(child))
      granted(await burn(narrowed(child, only('2'))))
      granted(await burn(narrowed(bare, until(house.clock.now()))))
      granted(await house.keys.revoke(keyId, 'local command'))
      granted(await burn(bare))
      granted(await burn(narrowed(bare, only('5'))))
      expect(await rows()).toHaveLength(1)
      expect(await epoch()).toBe(before + 1)
    })
  })

  describe('nobody burns what they do not hold:', () => {
    test('a forged signature over the identifier of a real key does nothing', async () => {
      const identifier = formatIdentifier({ kind: 'key', kid: 'm1', id: keyId })
      const forged = mintMacaroon({
        rootKey: new Uint8Array(32),
        identifier,
        location: 'packages.example.com',
      })
      const before = await epoch()
      for (const macaroon of [forged, appendCaveat(forged, writeCaveat(only('1')))]) {
        expect(await burn(writeToken(macaroon))).toMatchObject({ code: 'signature_mismatch' })
      }
      expect(await stateOf(bare)).toBe('live')
      expect([await epoch(), await rows()]).toEqual([before, []])
    })

    test('a narrowed token with its restriction cut away does not reach the key', async () => {
      const child = granted(readToken(narrowed(bare, only('1'))))
      expect(await burn(writeToken({ ...child, caveats: [] }))).toMatchObject({ code: 'signature_mismatch' })
      expect(await stateOf(bare)).toBe('live')
    })

    test.each([
      ['a password', 'hunter2'],
      ['a prefix alone', 'latchkey-'],
      ['a text that is cut off', 'latchkey-AgE'],
      ['white space', ' '],
      ['a long text', 'x'.repeat(10_000)],
    ])('%s does nothing', async (_what, text) => {
      expect(refused(await burn(text))).toBe(true)
      expect(await rows()).toEqual([])
    })
  })

  describe('what is stored of a burned token', () => {
    test('opens nothing: neither its text nor its signature', async () => {
      const child = narrowed(bare, only('1'))
      granted(await burn(child))
      const stored = JSON.stringify(await rows())
      expect(stored).not.toContain(child)
      for (const encoding of ['hex', 'base64', 'base64url'] as const) {
        expect(stored).not.toContain(Buffer.from(granted(readToken(child)).signature).toString(encoding))
      }
    })

    test('is kept until the first of its expiries, or its key’s; for ever where neither has one', async () => {
      const end = Math.floor(house.clock.now() / 1000) * 1000 + day
      granted(await burn(narrowed(bare, until(end + 5000), until(end))))
      expect((await rows()).map(row => row.expires_at)).toEqual([end])
      const key = await house.keys.byId(keyId)
      granted(await burn(narrowed(bare, only('1'))))
      expect((await rows()).map(row => row.expires_at).sort()).toEqual([end, key?.expiresAt].sort())
      const endless = await house.keyOf(alice, allow, { expiresAt: 'never' })
      granted(await burn(narrowed(endless.token.expose(), until(8.64e18))))
      expect((await rows()).map(row => row.expires_at)).toContain(null)
    })

    test('goes a day after the token is over, for nodes whose clocks differ, and never sooner', async () => {
      const end = Math.floor(house.clock.now() / 1000) * 1000 + day
      granted(await burn(narrowed(bare, until(end))))
      house.clock.advance(2 * day - 1000)
      granted(await burn(narrowed(bare, only('1'))))
      expect(await rows()).toHaveLength(2)
      house.clock.advance(2000)
      granted(await burn(narrowed(bare, only('2'))))
      expect((await rows()).map(row => row.expires_at)).not.toContain(end)
    })
  })
})
