/** Law 1, second half: nothing made with a token can do more than that token. */
import {
  appendCaveat,
  type Caveat,
  type Macaroon,
  readToken,
  writeCaveat,
  writeToken,
} from '@latchkey/tokens'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { createSmallHouse, granted, presented, type SmallHouse } from '../credentials/testing/small-house.ts'
import type { Organization } from '../organizations/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { type AllowForm, keyCaveats } from './key-caveats.ts'

const from = { address: '10.1.2.3', userAgent: undefined }
const allow = (...rows: AllowForm[]) => granted(keyCaveats({ allow: rows }))
const network = granted(
  keyCaveats({ allow: [{ actions: ['read'], targets: ['*'] }], networks: ['10.0.0.0/8'] }),
).filter(caveat => caveat.kind === 'network')

/** The text narrowed by its holder. */
function narrowed(text: string, ...caveats: Caveat[]): string {
  const append = (macaroon: Macaroon, caveat: Caveat) => appendCaveat(macaroon, writeCaveat(caveat))
  return writeToken(caveats.reduce(append, granted(readToken(text))))
}

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let acme: Organization
  let count = 0

  beforeAll(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    acme = await house.organization('acme', alice)
    granted(
      await house.repositories.create(
        { organization: acme, ecosystem: 'pypi', visibility: 'private' },
        operator,
      ),
    )
  })

  const credentialOf = async (text: string) =>
    granted(await house.credentials.authenticate(presented(text), from))

  /** A person's key made with a token, whose address is in 10.0.0.0/8. */
  async function makeWith(
    text: string,
    caveats: readonly Caveat[] = allow({ actions: ['publish'], targets: ['*'] }),
  ) {
    const by = await house.judge(await credentialOf(text), { action: 'account', address: from.address })
    count += 1
    return house.keys.create({
      owner: { kind: 'account', id: alice.id },
      name: `child ${count}`,
      caveats,
      by,
    })
  }

  /** An organization's key made with a token. */
  async function makeForAcme(text: string, role: 'read' | 'write' | 'admin' | 'owner') {
    const by = await house.judge(await credentialOf(text), {
      action: 'administer',
      organization: 'acme',
      administers: 'keys',
      keyRole: role,
      address: from.address,
    })
    count += 1
    const caveats = allow({ actions: ['publish', 'delete'], targets: ['pypi:acme'] })
    return house.keys.create({
      owner: { kind: 'organization', id: acme.id },
      name: `child ${count}`,
      caveats,
      role,
      by,
    })
  }

  describe('a key made with a token', () => {
    test('keeps every stored and textual restriction of it, but its expiry', async () => {
      const parent = await house.keyOf(alice, [{ actions: ['account', 'publish'], targets: ['pypi:acme'] }], {
        networks: ['10.0.0.0/8'],
      })
      const soon = Math.floor(house.clock.now() / 1000) + 60
      const text = narrowed(
        parent.token.expose(),
        ...allow({ actions: ['account', 'publish'], targets: ['pypi:acme/widget'] }),
        { kind: 'expires', expiresAt: soon, notBefore: 0 },
      )
      const child = granted(await makeWith(text))
      expect(child.key.caveats.map(({ kind }) => kind)).toEqual(['allow', 'allow', 'network', 'allow'])

      const publish = {
        action: 'publish',
        organization: 'acme',
        ecosystem: 'pypi',
        version: '1',
        digests: [],
      } as const
      const ask = async (name: string, address: string) =>
        (await house.ask(child.token, { ...publish, package: name, address })).answer
      expect(await ask('widget', '10.9.9.9')).toBe('allowed')
      expect(await ask('other', '10.9.9.9')).toBe('refused')
      expect(await ask('widget', '192.0.2.7')).toBe('refused')
      house.clock.advance(61_000)
      expect(await ask('widget', '10.9.9.9')).toBe('allowed')
      expect((await house.ask(text, { ...publish, package: 'widget', address: '10.9.9.9' })).answer).toBe(
        'refused',
      )
    })

    test('passes them on to the keys made with it, each once', async () => {
      const own = [{ actions: ['account', 'publish'], targets: ['pypi:acme'] }]
      const parent = await house.keyOf(alice, own, { networks: ['10.0.0.0/8'] })
      const child = granted(await makeWith(parent.token.expose(), allow(...own)))
      const grandchild = granted(await makeWith(child.token.expose(), allow(...own)))
      expect(grandchild.key.caveats).toEqual([...allow(...own), ...network])
    })

    test('cannot be made where the token names neither account nor administer', async () => {
      const parent = await house.keyOf(alice, [{ actions: ['publish', 'read', 'maintain'], targets: ['*'] }])
      await expect(makeWith(parent.token.expose())).rejects.toThrow('action_not_allowed')
      await expect(makeForAcme(parent.token.expose(), 'read')).rejects.toThrow('action_not_allowed')
    })

    test('for oneself takes account, and for an organization administer: neither stands for the other', async () => {
      const mine = (await house.keyOf(alice, [{ actions: ['account'], targets: ['*'] }])).token.expose()
      const ours = (
        await house.keyOf(alice, [{ actions: ['administer'], targets: ['*:acme'] }])
      ).token.expose()
      granted(await makeWith(mine))
      granted(await makeForAcme(ours, 'write'))
      await expect(makeForAcme(mine, 'read')).rejects.toThrow('action_not_allowed')
      await expect(makeWith(ours)).rejects.toThrow('action_not_allowed')
    })

    test('is not made once the token was revoked, though it was allowed a moment before', async () => {
      const parent = await house.keyOf(alice, [{ actions: ['account'], targets: ['*'] }])
      const by = await house.judge(await credentialOf(parent.token.expose()), { action: 'account' })
      granted(await house.keys.revoke(parent.key.id, 'local command'))
      const owner = { kind: 'account', id: alice.id } as const
      const caveats = allow({ actions: ['read'], targets: ['*'] })
      expect(await house.keys.create({ owner, name: 'late', caveats, by })).toMatchObject({
        code: 'key_revoked',
      })
    })

    test('holds no more restrictions than a token may, however long the line of its makers', async () => {
      const parent = await house.keyOf(alice, [{ actions: ['account'], targets: ['*'] }])
      const versions = Array.from({ length: 63 }, (_, index) => ({
        kind: 'network' as const,
        networks: [
          { base: [10, 0, 0, 0], prefix: 8 },
          { base: [index, 0, 0, 0], prefix: 8 },
        ],
      }))
      expect(await makeWith(narrowed(parent.token.expose(), ...versions))).toMatchObject({
        code: 'too_many_caveats',
      })
    })
  })

  describe("an organization's key made with an organization's key", () => {
    const administer = [{ actions: ['administer', 'publish', 'delete'], targets: ['*:acme'] }]

    test('has a role no higher than its maker, and is restricted as its maker is', async () => {
      const maker = (await house.keyOfOrganization(acme, 'admin', administer)).token.expose()
      const child = granted(await makeForAcme(maker, 'admin'))
      expect(child.key).toMatchObject({ role: 'admin', createdBy: undefined })
      expect(child.key.caveats).toHaveLength(2)
      await expect(makeForAcme(maker, 'owner')).rejects.toThrow('role_insufficient')
      const weak = (await house.keyOfOrganization(acme, 'write', administer)).token.expose()
      await expect(makeForAcme(weak, 'read')).rejects.toThrow('role_insufficient')
    })

    test('is never a person’s key', async () => {
      const maker = await house.keyOfOrganization(acme, 'owner', [
        { actions: ['account'], targets: ['*:acme'] },
      ])
      await expect(makeWith(maker.token.expose())).rejects.toThrow('account_required')
    })
  })
})
