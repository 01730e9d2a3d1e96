/** Whoever observes requests is told what was decided, by which key, about what. */
import { describe, expect, test } from 'vitest'
import { bearer, type ContractSubject, textOf } from './testing/contract-subject.ts'
import { openHouse } from './testing/open-house.ts'

export function observationsContract({
  ecosystem,
  driver,
  publish,
  read,
  mayPublish,
  mayRead,
}: ContractSubject): void {
  const about = { via: ecosystem.name, organization: 'acme', ecosystem: ecosystem.name }

  describe('what is observed', () => {
    test('of an upload: the package and version that stood in its body, and the last decision', async () => {
      const house = await openHouse()
      const made = await house.keyOf(house.alice, mayPublish)
      await house.send(publish, bearer(made))
      const principal = { kind: 'account', id: house.alice.id }
      await expect.poll(() => house.observations).toHaveLength(1)
      expect(house.observations[0]).toMatchObject({
        ...{ ...about, action: 'publish', package: 'widget', version: '1.0.0' },
        ...{ key: made.key.id, principal, answer: 'allowed', status: driver.published },
      })
      expect(house.observations[0]).not.toHaveProperty('refusal')
    })

    test('of a key that may not: which key, and why not', async () => {
      const house = await openHouse()
      const made = await house.keyOf(house.alice, mayRead)
      await house.send(publish, bearer(made))
      await expect.poll(() => house.observations).toHaveLength(1)
      const answer = { key: made.key.id, answer: 'refused', refusal: 'action_not_allowed', status: 403 }
      expect(house.observations[0]).toMatchObject({ ...about, action: 'publish', ...answer })
    })

    test('of a key that was revoked: which key, since its signature held', async () => {
      const house = await openHouse()
      const made = await house.keyOf(house.alice, mayRead)
      await house.keys.revoke(made.key.id, 'local command')
      await house.send(read, bearer(made))
      await expect.poll(() => house.observations).toHaveLength(1)
      const refused = { refusal: 'key_revoked', status: ecosystem.rejectedStatus }
      expect(house.observations[0]).toMatchObject({ key: made.key.id, ...refused })
    })

    test('of a token that is cut off: no key at all', async () => {
      const house = await openHouse()
      const text = textOf(await house.keyOf(house.alice, mayRead)).slice(0, -8)
      await house.send(read, `Bearer ${text}`)
      await expect.poll(() => house.observations).toHaveLength(1)
      expect(house.observations[0]).toMatchObject({ via: ecosystem.name, refusal: 'token_cut_off' })
      expect(house.observations[0]).not.toHaveProperty('key')
    })
  })
}
