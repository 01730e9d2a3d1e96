/** Who is told that a key, or a token made from it, was burned. */
import { Secret } from '@latchkey/protocol'
import { appendCaveat, readToken, writeCaveat, writeToken } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { causeByNobody } from '../../audit/index.ts'
import { createSmallHouse, granted, origin, type SmallHouse } from '../../credentials/testing/small-house.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'

const day = 24 * 60 * 60 * 1000
const allow = [{ actions: ['publish'], targets: ['pypi:acme/widget'] }]
const cause = causeByNobody({ address: '203.0.113.9', client: 'leak-scanner/1.0' })

/** The same token with one caveat more, which differs with `n`. */
function narrowed(text: string, n: number): string {
  const caveat = writeCaveat({ kind: 'version', versions: [`${n}.0`] })
  return writeToken(appendCaveat(granted(readToken(text)), caveat))
}

forEachEngine((_engine, open) => {
  const mail = (house: SmallHouse) =>
    house.store.read
      .selectFrom('outbox')
      .select(['recipient as to', 'subject', 'text'])
      .where('subject', 'like', '% burned')
      .execute()
  const burn = async (house: SmallHouse, token: string) =>
    granted(await house.credentials.burn(new Secret(token), cause))

  describe('who burns', () => {
    test('a key makes its owner hear of it: from where, by what, what it might do, and where to look', async () => {
      const house = createSmallHouse(await open())
      const { key, token } = await house.keyOf(await house.account('ada'), allow)
      await burn(house, token.expose())
      await burn(house, token.expose())
      const [told, ...others] = await mail(house)
      expect(others).toEqual([])
      expect(told).toMatchObject({ to: 'ada@example.com', subject: `The key "${key.name}" was burned` })
      expect(told?.text).toContain(
        `the text of your key "${key.name}" at ${origin} burned it. The key is revoked`,
      )
      expect(told?.text).toContain('  When: 1 January 2026 at 12:00 UTC\n')
      expect(told?.text).toContain('  From: 203.0.113.9, with leak-scanner/1.0\n')
      expect(told?.text).toContain('  Publish pypi:acme/widget\n')
      expect(told?.text).toContain(`${origin}/account/keys/${key.id}`)
      expect(told?.text).not.toContain(token.expose())
    })

    test('a key makes its owner hear of it however many were revoked in that hour, six times', async () => {
      const house = createSmallHouse(await open())
      const ada = await house.account('ada')
      for (let n = 0; n < 8; n += 1) {
        house.clock.advance(1)
        granted(await house.keys.revoke((await house.keyOf(ada, allow)).key.id, 'local command'))
      }
      for (let n = 0; n < 8; n += 1) await burn(house, (await house.keyOf(ada, allow)).token.expose())
      const told = (await mail(house)).map(({ text }) => text.includes('until the hour is over'))
      expect(told.sort()).toEqual([...Array(5).fill(false), true])
    })

    test('a token made from a key makes its owner hear of it, once a day however many are burned', async () => {
      const house = createSmallHouse(await open())
      const { key, token } = await house.keyOf(await house.account('ada'), allow)
      for (let n = 1; n <= 3; n += 1) await burn(house, narrowed(token.expose(), n))
      expect((await mail(house)).map(({ subject }) => subject)).toEqual([
        `A token made from the key "${key.name}" was burned`,
      ])
      house.clock.advance(day + 1)
      await burn(house, narrowed(token.expose(), 4))
      expect(await mail(house)).toHaveLength(2)
      expect(await house.authenticate(token)).toMatchObject({ id: key.id })
    })
  })
})
