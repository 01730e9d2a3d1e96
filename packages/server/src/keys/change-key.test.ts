import type { Caveat } from '@latchkey/tokens'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import type { Attempt } from '../access/index.ts'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { createSmallHouse, granted, type SmallHouse, sessionOf } from '../credentials/testing/small-house.ts'
import type { Organization } from '../organizations/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { type AllowForm, keyCaveats } from './key-caveats.ts'

const day = 24 * 60 * 60 * 1000
const read = [{ actions: ['read'], targets: ['*'] }]
const allow = (...rows: AllowForm[]) => granted(keyCaveats({ allow: rows }))

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let bob: Account
  let acme: Organization

  beforeAll(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    bob = await house.account('bob')
    acme = await house.organization('acme', alice)
    granted(
      await house.repositories.create(
        { organization: acme, ecosystem: 'pypi', visibility: 'private' },
        operator,
      ),
    )
  })

  const account = (who: Account) => house.judge(sessionOf(who), { action: 'account' })
  const epoch = async () =>
    (await house.store.read.selectFrom('epoch').select('value').executeTakeFirstOrThrow()).value
  /** Each way to change a key that narrows nothing but this one. */
  const changes = {
    renaming: async (id: string, who?: Account) =>
      house.keys.rename(id, `new ${id}`, who ? await account(who) : 'local command'),
    tightening: async (id: string, who?: Account) =>
      house.keys.tighten(id, { caveats: allow(...read) }, who ? await account(who) : 'local command'),
    rotating: async (id: string, who?: Account) =>
      house.keys.rotate({ id, by: who ? await account(who) : 'local command' }),
  }

  describe.each(Object.entries(changes))('%s', (_name, change) => {
    test('is for the owner; to others the key is as unknown as one that never was', async () => {
      const { key } = await house.keyOf(alice, read)
      const foreign = await change(key.id, bob)
      expect(foreign).toMatchObject({ code: 'unknown_key' })
      expect(await change('never', bob)).toEqual(foreign)
      expect(await house.keys.byId(key.id)).toEqual(key)
      granted(await change(key.id, alice))
    })

    test('leaves a key that is revoked or expired as it was', async () => {
      const revoked = await house.keyOf(alice, read)
      granted(await house.keys.revoke(revoked.key.id, 'local command'))
      const expired = await house.keyOf(alice, read, { expiresAt: house.clock.now() + 1 })
      house.clock.advance(1)
      for (const { id } of [revoked.key, expired.key]) {
        const before = await house.keys.byId(id)
        expect(await change(id)).toMatchObject({ code: 'key_over', next: expect.any(String) })
        expect(await house.keys.byId(id)).toEqual(before)
      }
    })
  })

  describe('a new name', () => {
    test('is kept, and changes nothing of what the key may do', async () => {
      const { key, token } = await house.keyOf(alice, read)
      const renamed = granted(await house.keys.rename(key.id, '  release workflow ', 'local command'))
      expect(renamed).toEqual({ ...key, name: 'release workflow' })
      expect(await house.keys.byId(key.id)).toEqual(renamed)
      expect(await house.authenticate(token)).toMatchObject({ name: 'release workflow', id: key.id })
    })

    test('is held to what every name is: one line, and unlike those of the owner’s other live keys', async () => {
      const one = await house.keyOf(alice, read)
      const other = await house.keyOf(alice, read)
      const rename = (name: string) => house.keys.rename(one.key.id, name, 'local command')
      expect(await rename('two\nlines')).toMatchObject({ code: 'invalid_name' })
      expect(await rename(other.key.name)).toMatchObject({ code: 'name_taken' })
      expect(granted(await rename(one.key.name)).name).toBe(one.key.name)
      granted(await house.keys.revoke(other.key.id, 'local command'))
      expect(granted(await rename(other.key.name)).name).toBe(other.key.name)
    })
  })

  describe('tightening', () => {
    const publish: Attempt = {
      action: 'publish',
      organization: 'acme',
      ecosystem: 'pypi',
      package: 'widget',
      version: '1.0',
      digests: [`sha256:${'0'.repeat(64)}`],
    }

    test('narrows the key and every token that was made from it before, and advances the epoch', async () => {
      const { key, token } = await house.keyOf(alice, [{ actions: ['publish'], targets: ['pypi:acme'] }])
      expect((await house.ask(token, publish)).answer).toBe('allowed')
      const before = await epoch()
      const caveats = allow({ actions: ['publish'], targets: ['pypi:acme/gadget'] })
      const tightened = granted(await house.keys.tighten(key.id, { caveats }, 'local command'))
      expect(tightened.caveats).toEqual([...key.caveats, ...caveats])
      expect(await house.keys.byId(key.id)).toEqual(tightened)
      expect(await epoch()).toBe(before + 1)
      expect((await house.ask(token, publish)).answer).toBe('refused')
      expect((await house.ask(token, { ...publish, package: 'gadget' })).answer).toBe('allowed')
    })

    test('is over what was allowed in a decision of before, in the transaction that would publish', async () => {
      const { key, token } = await house.keyOf(alice, [{ actions: ['publish'], targets: ['pypi:acme'] }])
      const credential = granted(await house.authenticate(token))
      const caveats = allow({ actions: ['read'], targets: ['*'] })
      granted(await house.keys.tighten(key.id, { caveats }, 'local command'))
      const decision = await house.store.write(async transaction => {
        const { answer } = await house.authorizer.authorize(credential, publish, transaction)
        return { answer }
      })
      expect(decision).toEqual({ answer: 'refused' })
    })

    test('moves the expiry nearer, and never further away', async () => {
      const { key } = await house.keyOf(alice, read, { expiresAt: house.clock.now() + 10 * day })
      const expire = (expiresAt: number) =>
        house.keys.tighten(key.id, { caveats: [], expiresAt }, 'local command')
      const soon = house.clock.now() + day
      expect(granted(await expire(soon)).expiresAt).toBe(soon)
      expect(await expire(soon + 1)).toMatchObject({ code: 'expiry_later' })
      for (const past of [house.clock.now(), 0, -1, Number.NaN, 1.5]) {
        expect(await expire(past)).toMatchObject({ code: 'expiry_past' })
      }
      expect((await house.keys.byId(key.id))?.expiresAt).toBe(soon)
      const endless = await house.keyOf(alice, read, { expiresAt: 'never' })
      const ended = await house.keys.tighten(
        endless.key.id,
        { caveats: [], expiresAt: soon },
        'local command',
      )
      expect(granted(ended).expiresAt).toBe(soon)
    })

    test('says the same restriction once, and stops at as many as a token holds', async () => {
      const { key } = await house.keyOf(alice, read)
      const tighten = (...caveats: Caveat[]) => house.keys.tighten(key.id, { caveats }, 'local command')
      expect(granted(await tighten(...allow(...read))).caveats).toEqual(key.caveats)
      const versions = Array.from(
        { length: 64 },
        (_, index): Caveat => ({
          kind: 'version',
          versions: [`${index}`],
        }),
      )
      expect(await tighten(...versions)).toMatchObject({ code: 'too_many_caveats' })
      expect((await house.keys.byId(key.id))?.caveats).toEqual(key.caveats)
    })

    test('of an organization’s key names nothing outside of it', async () => {
      const { key } = await house.keyOfOrganization(acme, 'write', [
        { actions: ['publish'], targets: ['pypi:acme'] },
      ])
      const caveats = allow({ actions: ['publish'], targets: ['pypi:other'] })
      expect(await house.keys.tighten(key.id, { caveats }, 'local command')).toMatchObject({
        code: 'target_outside',
      })
    })

    test('of an organization’s key asks nothing of what it inherited from the token that made it', async () => {
      const everywhere = await house.keyOf(alice, [{ actions: ['administer', 'publish'], targets: ['*'] }])
      const maker = granted(await house.authenticate(everywhere.token))
      const { key } = granted(
        await house.keys.create({
          ...{ owner: { kind: 'organization', id: acme.id }, name: 'made with a token', role: 'write' },
          caveats: allow({ actions: ['publish'], targets: ['pypi:acme'] }),
          by: await house.judge(maker, {
            ...{ action: 'administer', organization: 'acme', administers: 'keys', keyRole: 'write' },
          }),
        }),
      )
      const caveats = allow({ actions: ['publish'], targets: ['pypi:acme/widget'] })
      const tightened = granted(await house.keys.tighten(key.id, { caveats }, 'local command'))
      expect(tightened.caveats).toEqual([...key.caveats, ...caveats])
    })

    test('never widens: whatever is added, nothing is allowed that was refused', async () => {
      const actions = ['read', 'publish', 'delete', 'administer', 'account'] as const
      const targets = ['*', '*:acme', 'pypi:acme', 'pypi:acme/widget', 'pypi:other'] as const
      const row = fc.record({
        actions: fc.subarray(
          [...actions].filter(each => each !== 'administer'),
          { minLength: 1 },
        ),
        targets: fc.subarray([...targets], { minLength: 1 }),
      })
      const rows = fc.array(row, { minLength: 1, maxLength: 3 })
      const added: fc.Arbitrary<readonly Caveat[]> = fc.oneof(
        rows.map(each => allow(...each)),
        fc.constantFrom<readonly Caveat[]>(
          [],
          [{ kind: 'version', versions: ['1.0'] }],
          [{ kind: 'version', versions: ['2.0'] }],
          [{ kind: 'request-account', account: 'nobody' }],
        ),
      )
      const attempts: readonly Attempt[] = [
        { action: 'identify' },
        { action: 'account' },
        publish,
        { ...publish, package: 'gadget' },
        { ...publish, version: '2.0' },
        { ...publish, action: 'read' },
        { ...publish, action: 'delete' },
        { action: 'read', organization: 'acme', ecosystem: 'pypi' },
      ]
      const allowed = async (text: string) => {
        const answers = await Promise.all(attempts.map(attempt => house.ask(text, attempt)))
        return attempts.filter((_, index) => answers[index]?.answer === 'allowed')
      }
      await fc.assert(
        fc.asyncProperty(rows, added, added, async (form, first, second) => {
          const { key, token } = await house.keyOf(alice, form)
          let before = await allowed(token.expose())
          for (const caveats of [first, second]) {
            granted(await house.keys.tighten(key.id, { caveats }, 'local command'))
            const after = await allowed(token.expose())
            expect(before).toEqual(expect.arrayContaining(after))
            before = after
          }
        }),
        propertyOptions(200),
      )
    })
  })
})
