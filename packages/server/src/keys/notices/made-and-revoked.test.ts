/** Who is told that a key was made or revoked, and in which words. */
import { refused } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { operator } from '../../audit/index.ts'
import { createSmallHouse, granted, origin, type SmallHouse } from '../../credentials/testing/small-house.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { keyCaveats } from '../index.ts'

const allow = [{ actions: ['publish'], targets: ['pypi:acme/widget'] }] as const

forEachEngine((_engine, open) => {
  const mail = (house: SmallHouse) =>
    house.store.read
      .selectFrom('outbox')
      .select(['recipient as to', 'subject', 'text'])
      .orderBy('recipient')
      .execute()
  const forget = (house: SmallHouse) =>
    house.store.write(transaction => transaction.deleteFrom('outbox').execute())

  async function build() {
    const house = createSmallHouse(await open())
    return { house, ada: await house.account('ada') }
  }

  const make = async (house: SmallHouse, owner: { readonly id: string }, name: string) =>
    granted(
      await house.keys.create({
        ...{ owner: { kind: 'account', id: owner.id }, name, by: 'local command' },
        caveats: granted(keyCaveats({ allow })),
      }),
    )

  describe('a key that is made', () => {
    test('is told to whose it is: by whom, when, what it may do, until when, and where it is revoked', async () => {
      const { house, ada } = await build()
      const { key, token } = await make(house, ada, 'ci')
      const [told, ...others] = await mail(house)
      expect(others).toEqual([])
      expect(told).toEqual({
        ...{ to: 'ada@example.com', subject: 'The key "ci" was made' },
        text: `Hello ada,

Your key "ci" at ${origin} was made. It expires on 1 April 2026 at 12:00 UTC.

What it may do:
  Publish pypi:acme/widget

What is known of it:
  Who: somebody who types commands on the machine of the server
  When: 1 January 2026 at 12:00 UTC

If you know nothing of it, revoke it at once:

  ${origin}/account/keys/${key.id}
`,
      })
      expect(told?.text).not.toContain(token.expose())
    })

    test('with markup and an address for a name has no link of its own in the mail', async () => {
      const { house, ada } = await build()
      const name = '"><a href=https://evil.example>'
      await make(house, ada, name)
      const [told] = await mail(house)
      expect(told?.subject).toBe(`The key "${name}" was made`)
      expect(told?.text.match(/^ +http.*$/gm)).toEqual([expect.stringContaining(`${origin}/account/keys/`)])
    })

    test('in the place of another one is told, too', async () => {
      const { house, ada } = await build()
      const { key } = await make(house, ada, 'ci')
      await forget(house)
      const rotated = granted(await house.keys.rotate({ id: key.id, by: 'local command' }))
      const [told, ...others] = await mail(house)
      expect(others).toEqual([])
      expect(told?.text).toContain(`${origin}/account/keys/${rotated.key.id}`)
    })

    test('for an organization is told to its owners and admins', async () => {
      const { house, ada } = await build()
      const acme = await house.organization('acme', ada)
      for (const [name, role] of [
        ['bob', 'admin'],
        ['dan', 'write'],
      ] as const)
        await house.member(acme, await house.account(name), role)
      await house.keyOfOrganization(acme, 'write', [{ actions: ['publish'], targets: ['pypi:acme'] }])
      expect((await mail(house)).map(({ to }) => to)).toEqual(['ada@example.com', 'bob@example.com'])
    })

    test('after five others within the hour is told with a word that there are more, and further ones in the next hour', async () => {
      const { house, ada } = await build()
      for (let n = 1; n <= 20; n += 1) await make(house, ada, `ci-${n}`)
      const subjects = async () => (await mail(house)).map(({ subject }) => subject).sort()
      const told = (from: number, to: number) =>
        Array.from({ length: to - from + 1 }, (_, n) => `The key "ci-${from + n}" was made`).sort()
      expect(await subjects()).toEqual(['More keys are being made', ...told(1, 5)])
      const [more] = (await mail(house)).filter(({ subject }) => subject === 'More keys are being made')
      expect(more?.text).toContain('Your key "ci-6"')
      expect(more?.text).toContain(`  ${origin}/account/keys\n`)
      await forget(house)
      house.clock.advance(60 * 60 * 1000)
      for (let n = 21; n <= 30; n += 1) await make(house, ada, `ci-${n}`)
      expect(await subjects()).toEqual(['More keys are being made', ...told(21, 25)])
    })

    test('counts for its own owner alone', async () => {
      const { house, ada } = await build()
      for (let n = 1; n <= 6; n += 1) await make(house, ada, `ci-${n}`)
      await forget(house)
      await make(house, await house.account('bob'), 'ci')
      expect((await mail(house)).map(({ to, subject }) => [to, subject])).toEqual([
        ['bob@example.com', 'The key "ci" was made'],
      ])
    })

    test('is told in the language of each account', async () => {
      const { house, ada } = await build()
      const acme = await house.organization('acme', ada)
      await house.member(acme, await house.account('bob'), 'admin')
      await house.accounts.chooseLanguage(ada.id, 'de', operator)
      await forget(house)
      await house.keyOfOrganization(acme, 'write', [{ actions: ['read', 'publish'], targets: ['pypi:acme'] }])
      const [ofAda, ofBob] = await mail(house)
      expect(ofAda?.subject).toMatch(/^Der Schlüssel „.*“ wurde erstellt$/)
      expect(ofAda?.text).toMatch(/^Hallo ada,\n\nDer Schlüssel „.*“ der Organisation acme auf /)
      expect(ofAda?.text).toContain('Was er darf:\n  Alles in pypi:acme lesen und veröffentlichen\n')
      expect(ofAda?.text).toContain(
        '  Wer: jemand, der auf dem Rechner des Servers Befehle eingibt\n  Wann: 1. Januar 2026 um 12:00 UTC\n',
      )
      expect(ofBob?.text).toMatch(/^Hello bob,\n\nThe key /)
    })

    test('is told of only where it was made', async () => {
      const { house, ada } = await build()
      await make(house, ada, 'ci')
      await forget(house)
      const twice = house.keys.create({
        ...{ owner: { kind: 'account', id: ada.id }, name: 'ci', by: 'local command' },
        caveats: granted(keyCaveats({ allow })),
      })
      expect(await twice).toMatchObject({ code: 'name_taken' })
      expect(await mail(house)).toEqual([])
    })
  })

  describe('a key that is revoked', () => {
    test('is told to whose it is, once: by whom, when, and when it was last used', async () => {
      const { house, ada } = await build()
      const { key } = await make(house, ada, 'ci')
      house.keys.used(key.id, { at: house.clock.now(), address: '192.0.2.7', client: 'twine/4.0.2' })
      await house.keys.flush()
      await forget(house)
      granted(await house.keys.revoke(key.id, 'local command'))
      granted(await house.keys.revoke(key.id, 'local command'))
      const [told, ...others] = await mail(house)
      expect(others).toEqual([])
      expect(told).toMatchObject({ to: 'ada@example.com', subject: 'The key "ci" was revoked' })
      expect(told?.text).toContain('  Who: somebody who types commands on the machine of the server\n')
      expect(told?.text).toContain('  When: 1 January 2026 at 12:00 UTC\n')
      expect(told?.text).toContain('from 192.0.2.7, by twine/4.0.2.')
      expect(told?.text).toContain(`  ${origin}/account/keys/${key.id}\n`)
    })

    test('with others makes one mail for each owner, which names them all', async () => {
      const { house, ada } = await build()
      const bob = await house.account('bob')
      const made = [
        await make(house, ada, 'ci'),
        await make(house, ada, 'laptop'),
        await make(house, bob, 'ci'),
      ]
      await forget(house)
      granted(
        await house.keys.revokeMany(
          made.map(({ key }) => key.id),
          'local command',
        ),
      )
      const [ofAda, ofBob, ...others] = await mail(house)
      expect(others).toEqual([])
      expect(ofAda).toMatchObject({ to: 'ada@example.com', subject: '2 keys were revoked' })
      expect(ofAda?.text).toContain('  "ci". It was never used.\n  "laptop". It was never used.\n')
      expect(ofAda?.text).toContain(`  ${origin}/account/keys\n`)
      expect(ofBob).toMatchObject({ to: 'bob@example.com', subject: 'The key "ci" was revoked' })
    })

    test('after five others within the hour is told as the last, and further ones in the next hour', async () => {
      const { house, ada } = await build()
      const revoke = async () => {
        for (let n = 0; n < 8; n += 1) {
          const { key } = await make(house, ada, 'ci')
          await forget(house)
          granted(await house.keys.revoke(key.id, 'local command'))
          told.push(...(await mail(house)).map(({ text }) => text.includes('until the hour is over')))
          house.clock.advance(1)
        }
      }
      const told: boolean[] = []
      await revoke()
      expect(told).toEqual([false, false, false, false, false, true])
      house.clock.advance(60 * 60 * 1000)
      await revoke()
      expect(told).toHaveLength(12)
    })

    test('is told of only where it was revoked', async () => {
      const { house, ada } = await build()
      const { key } = await make(house, ada, 'ci')
      await forget(house)
      expect(refused(await house.keys.revokeMany([key.id, 'unknown'], 'local command'))).toBe(true)
      expect(await mail(house)).toEqual([])
    })
  })
})
