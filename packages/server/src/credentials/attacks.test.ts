/** What an attacker may send, and learns nothing from. */

import { readCarrier, Secret } from '@latchkey/protocol'
import {
  appendCaveat,
  appendThirdParty,
  deriveRootKey,
  formatIdentifier,
  type Macaroon,
  mintMacaroon,
  type Refusal,
  readToken,
  refused,
  type TokenIdentifier,
  writeToken,
} from '@latchkey/tokens'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import type { CreatedKey } from '../keys/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createCredentials } from './credentials.ts'
import { createSmallHouse, granted, origin, presented, type SmallHouse } from './testing/small-house.ts'

const from = { address: '192.0.2.7', userAgent: 'attacker/1' }
const someId = 'AAAAAAAAAAAAAAAAAAAAAA'
const utf8 = (text: string) => new TextEncoder().encode(text)

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let made: CreatedKey

  beforeAll(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    made = await house.keyOf(alice, [{ actions: ['read'], targets: ['*'] }])
  })

  const real = () => granted(readToken(made.token.expose()))
  const refusalOf = async (text: string): Promise<Refusal> => {
    const answer = await house.authenticate(text)
    if (!refused(answer)) throw new Error('It was accepted.')
    return answer
  }
  const forged = (identifier: TokenIdentifier, rootKey: Uint8Array = new Uint8Array(32)): Macaroon =>
    mintMacaroon({ rootKey, identifier: formatIdentifier(identifier), location: 'packages.example.com' })
  /** Made with the server's own master key, as only the server can. */
  const genuine = (identifier: TokenIdentifier): Macaroon => {
    const bytes = formatIdentifier(identifier)
    return forged(identifier, deriveRootKey(house.masterKeys.minting.key, bytes))
  }

  describe('before the signature held', () => {
    test('a forged token with the id of a real key is answered like one with an invented id', async () => {
      const withReal = await refusalOf(writeToken(forged({ kind: 'key', kid: 'm1', id: made.key.id })))
      const withInvented = await refusalOf(writeToken(forged({ kind: 'key', kid: 'm1', id: someId })))
      expect(withReal).toEqual(withInvented)
      expect(withReal.code).toBe('signature_mismatch')
    })

    test('nobody is looked up and no use is noted, so that a forger cannot tell keys apart by time either', async () => {
      const calls: string[] = []
      const keys = {
        forVerifying: async ({ id }: { id: string }) => {
          calls.push(`forVerifying ${id}`)
          return undefined
        },
        used: (id: string) => void calls.push(`used ${id}`),
        burn: async () => {
          throw new Error('Nothing is burned by being presented.')
        },
      }
      const logins = {
        ...{ ...keys, handedOut: () => undefined },
        seen: (id: string) => void calls.push(`seen ${id}`),
      }
      const { masterKeys, clock } = house
      const credentials = createCredentials({ keys, logins, masterKeys, clock, origin })
      await credentials.authenticate(
        presented(writeToken(forged({ kind: 'key', kid: 'm1', id: made.key.id }))),
        from,
      )
      await credentials.authenticate(presented('hunter2-is-my-password'), from)
      expect(calls).toEqual([])
      await credentials.authenticate(presented(made.token), from)
      expect(calls).toEqual([`forVerifying ${made.key.id}`])
    })

    test('that a key is revoked, expired or of a disabled account is not told', async () => {
      const gone = await house.keyOf(alice, [{ actions: ['read'], targets: ['*'] }])
      granted(await house.keys.revoke(gone.key.id, 'local command'))
      const refusal = await refusalOf(writeToken(forged({ kind: 'key', kid: 'm1', id: gone.key.id })))
      expect(refusal).toEqual(await refusalOf(writeToken(forged({ kind: 'key', kid: 'm1', id: someId }))))
    })

    test('a genuine token changed in any one character of its signed part is refused', async () => {
      const text = made.token.expose()
      const start = text.indexOf('-') + 1
      for (let index = start; index < text.length; index += 7) {
        const other = text[index] === 'A' ? 'B' : 'A'
        const answer = await house.authenticate(text.slice(0, index) + other + text.slice(index + 1))
        const { macaroon } =
          refused(answer) || answer.kind !== 'token' ? { macaroon: undefined } : answer.token
        // Only the location is unsigned, and it is never trusted.
        if (macaroon !== undefined) expect({ ...macaroon, location: '' }).toEqual({ ...real(), location: '' })
        else expect(refused(answer)).toBe(true)
      }
    })
  })

  describe('what is not a bearer token here', () => {
    test('a token of an unknown master key', async () => {
      expect((await refusalOf(writeToken(forged({ kind: 'key', kid: 'other', id: made.key.id })))).code).toBe(
        'master_key_unknown',
      )
    })

    test('a token of a later version, or of somebody else', async () => {
      const foreign = (identifier: string) =>
        writeToken(mintMacaroon({ rootKey: new Uint8Array(32), identifier: utf8(identifier), location: '' }))
      expect((await refusalOf(foreign(`2.m1.k${someId}`))).code).toBe('token_version')
      for (const identifier of [
        '',
        'x',
        `1.m1.x${someId}`,
        `1.m1.k${someId}.0`,
        `1.m1.k${someId}\n`,
        '1..k',
      ]) {
        expect((await refusalOf(foreign(identifier))).code).toBe('token_foreign')
      }
    })

    test('a refresh token, however genuine', async () => {
      const refresh = { kind: 'refresh', kid: 'm1', id: made.key.id, generation: 0 } as const
      expect((await refusalOf(writeToken(genuine(refresh)))).code).toBe('token_kind')
    })

    test('a genuine token without a row', async () => {
      expect((await refusalOf(writeToken(genuine({ kind: 'key', kid: 'm1', id: someId })))).code).toBe(
        'key_unknown',
      )
      const login = { kind: 'login', kid: 'm1', id: made.key.id, generation: 0 } as const
      expect((await refusalOf(writeToken(genuine(login)))).code).toBe('login_ended')
    })

    test("a token of a row made again with another master key than the row's", async () => {
      await unrecorded(house.store).write(async transaction => {
        await transaction.updateTable('keys').set({ kid: 'older' }).where('id', '=', made.key.id).execute()
      })
      expect((await refusalOf(made.token.expose())).code).toBe('key_unknown')
      await unrecorded(house.store).write(async transaction => {
        await transaction.updateTable('keys').set({ kid: 'm1' }).where('id', '=', made.key.id).execute()
      })
    })

    test('a token whose third-party restriction is not discharged', async () => {
      const rootKey = new Uint8Array(32).fill(1)
      const caveat = {
        rootKey,
        identifier: utf8('ask'),
        location: 'https://other.example',
        nonce: new Uint8Array(24),
      }
      expect((await refusalOf(writeToken(appendThirdParty(real(), caveat)))).code).toBe('discharge_missing')
    })

    test('a password, which is told what to do', async () => {
      for (const password of [
        'hunter2',
        'correct-horse-battery-staple',
        'Pässwörd?',
        'Ag',
        'x'.repeat(300),
      ]) {
        const credential = readCarrier([`Basic ${Buffer.from(`alice:${password}`).toString('base64')}`])
        const refusal = await house.credentials.authenticate(granted(credential), from)
        expect(refusal).toMatchObject({
          code: 'not_a_token',
          message: 'This is not a token, and passwords are not accepted here.',
          next: `Make a key at ${origin}/account/keys and use it as the password.`,
        })
        expect(JSON.stringify(refusal)).not.toContain(password)
      }
    })

    test('a token that was cut off or came from another registry, which is told apart from a password', async () => {
      const text = made.token.expose()
      expect((await refusalOf(text.slice(0, -10))).code).toBe('token_cut_off')
      expect((await refusalOf(text.slice(0, 12))).code).toBe('token_cut_off')
      expect((await refusalOf(text.replace('latchkey-', 'pypi-'))).code).toBe('token_prefix')
    })

    test('no text at all, and too much of it', async () => {
      const empty = granted(readCarrier([`Basic ${Buffer.from('alice:').toString('base64')}`]))
      expect(await house.credentials.authenticate(empty, from)).toMatchObject({ code: 'token_missing' })
      expect((await refusalOf(`latchkey-${'A'.repeat(1_000_000)}`)).code).toBe('token_too_large')
      let long = real()
      for (let count = 0; count < 65; count += 1) long = appendCaveat(long, utf8('[3,"a"]'))
      expect((await refusalOf(writeToken(long))).code).toBe('token_too_large')
    })
  })

  describe('after the signature held', () => {
    test('the cause is told: revoked, expired, disabled, and whose key by its name', async () => {
      const bob = await house.account('bob')
      const allow = [{ actions: ['read'], targets: ['*'] }]
      const revoked = await house.keyOf(bob, allow)
      const expired = await house.keyOf(bob, allow, { expiresAt: house.clock.now() + 1000 })
      const ofDisabled = await house.keyOf(bob, allow)
      granted(await house.keys.revoke(revoked.key.id, 'local command'))
      expect(await refusalOf(revoked.token.expose())).toMatchObject({
        code: 'key_revoked',
        message: `The key "${revoked.key.name}" was revoked at 2026-01-01T12:00:00Z.`,
      })
      house.clock.advance(999)
      expect(refused(await house.authenticate(expired.token))).toBe(false)
      house.clock.advance(1)
      expect(await refusalOf(expired.token.expose())).toMatchObject({
        code: 'token_expired',
        message: `The key "${expired.key.name}" expired at 2026-01-01T12:00:01Z.`,
      })
      await unrecorded(house.store).write(async transaction => {
        await transaction.updateTable('accounts').set({ disabled_at: 1 }).where('id', '=', bob.id).execute()
      })
      expect((await refusalOf(ofDisabled.token.expose())).code).toBe('account_disabled')
    })

    test('a key whose name is no ASCII is named in ASCII: a refusal may travel as a reason phrase', async () => {
      const owner = { kind: 'account', id: alice.id } as const
      const caveats = made.key.caveats
      const key = granted(
        await house.keys.create({ owner, name: 'Schlüssel\u{1F511}', caveats, by: 'local command' }),
      )
      granted(await house.keys.revoke(key.key.id, 'local command'))
      expect((await refusalOf(key.token.expose())).message).toMatch(/^[ -~]+$/)
    })
  })

  test('more than one credential is refused before any is looked at', () => {
    const bearer = `Bearer ${made.token.expose()}`
    expect(readCarrier([bearer, bearer])).toMatchObject({ code: 'several_credentials' })
  })

  test('no refusal and no credential prints the token', async () => {
    const text = made.token.expose()
    const credential = granted(await house.authenticate(text))
    const { inspect } = await import('node:util')
    expect(inspect(presented(text), { depth: 9 })).not.toContain(text)
    expect(String(new Secret(text))).toBe('[redacted]')
    expect(credential).toMatchObject({
      kind: 'token',
      id: made.key.id,
      principal: { kind: 'account', id: alice.id },
    })
  })
})
