/** Every way to carry a credential carries the same decision (CVE-2026-28744 is what happens otherwise). */
import { actions, attenuate, readToken, writeToken } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { granted, type KeyMore } from '../credentials/testing/small-house.ts'
import type { AllowForm } from '../keys/index.ts'
import { basic, type ContractSubject, expectRefused, textOf } from './testing/contract-subject.ts'
import { type OpenHouse, openHouse } from './testing/open-house.ts'

const carriers = {
  Bearer: (token: string) => `Bearer ${token}`,
  token: (token: string) => `token ${token}`,
  'Basic with __token__': (token: string) => basic('__token__', token),
  'Basic with any name': (token: string) => basic('alice', token),
  bare: (token: string) => token,
}

export function carriersContract(subject: ContractSubject): void {
  const { ecosystem, driver, publish, read, mayPublish, mayRead } = subject

  test('a user name alone is asked for the rest', async () => {
    const house = await subject.publishedHouse()
    const answer = await house.send(read, basic('__token__', ''))
    expect(answer).toMatchObject({ status: 401, head: expect.stringContaining(driver.challenge) })
  })

  describe.each(Object.entries(carriers))('%s', (carrier, carry) => {
    if (carrier === 'bare' && !ecosystem.bareTokens) {
      test('is not taken for a token', async () => {
        const house = await subject.publishedHouse()
        expect((await house.send(read, house.reader)).status).toBe(400)
      })
      return
    }

    test('carries a key that publishes and one that reads', async () => {
      const house = await openHouse()
      const publisher = carry(textOf(await house.keyOf(house.alice, mayPublish)))
      const reader = carry(textOf(await house.keyOf(house.alice, mayRead)))
      expect((await house.send(publish, publisher)).status).toBe(driver.published)
      for (const [request, shown] of [
        [read, '1.0.0'],
        [driver.readRepository('acme'), 'widget'],
      ] as const) {
        const answer = await house.send(request, reader)
        expect(answer.status).toBe(200)
        expect(driver.contents(answer)).toContain(shown)
      }
    })

    test.each(wrongCredentials(subject))(
      'carries %s: %s with the reason, and nothing is published',
      async (_, status, why, make) => {
        const house = await openHouse()
        const answer = await house.send(publish, carry(await make(house)))
        expectRefused(subject, answer, status, why)
        const repository = await house.repositories.find('acme', ecosystem.name)
        expect((await house.repositories.packages(repository?.id ?? '')).items).toEqual([])
      },
    )
  })
}

type Wrong = readonly [
  what: string,
  status: 403 | 404 | 'rejected',
  why: RegExp,
  make: (house: OpenHouse) => Promise<string>,
]

function wrongCredentials({ ecosystem: { name }, mayPublish, mayRead }: ContractSubject): readonly Wrong[] {
  const publishTo = (target: string) => [{ actions: ['publish'], targets: [`${name}:${target}`] }]
  const everything = [{ actions: [...actions], targets: ['*'] }]
  const key = async (house: OpenHouse, allow: readonly AllowForm[], more?: KeyMore) =>
    textOf(await house.keyOf(house.alice, allow, more))
  const macaroon = async (house: OpenHouse) => granted(readToken(await key(house, mayPublish)))
  return [
    ['a key for another action', 403, /read/, house => key(house, mayRead)],
    ['a key for another package', 403, /gadget/, house => key(house, publishTo('acme/gadget'))],
    ['a key for another organization', 403, /globex/, house => key(house, publishTo('globex'))],
    [
      "a stranger's key for everything",
      404,
      /no organization .*acme/,
      async house => textOf(await house.keyOf(await house.account('mallory'), everything)),
    ],
    [
      'a key of another organization',
      403,
      /globex/,
      async house => textOf(await house.keyOfOrganization(house.globex, 'owner', publishTo('globex'))),
    ],
    [
      'a key of the organization that may only read',
      403,
      /role/,
      async house => textOf(await house.keyOfOrganization(house.acme, 'read', publishTo('acme'))),
    ],
    [
      'an expired key',
      'rejected',
      /expired/,
      async house => {
        const token = await key(house, mayPublish, { expiresAt: house.clock.now() + 1000 })
        house.clock.advance(1000)
        return token
      },
    ],
    [
      'a revoked key',
      'rejected',
      /revoked/,
      async house => {
        const { key: made, token } = await house.keyOf(house.alice, mayPublish)
        granted(await house.keys.revoke(made.id, 'local command'))
        return token.expose()
      },
    ],
    [
      'a token narrowed until now',
      'rejected',
      /expire/,
      async house => {
        const expiresAt = Math.floor(house.clock.now() / 1000)
        return writeToken(
          granted(attenuate(await macaroon(house), { kind: 'expires', expiresAt, notBefore: 0 })),
        )
      },
    ],
    [
      'a forged token',
      'rejected',
      /signature/,
      async house => writeToken({ ...(await macaroon(house)), signature: new Uint8Array(32) }),
    ],
    [
      'a token that is cut off',
      'rejected',
      /cut off/,
      async house => (await key(house, mayPublish)).slice(0, -8),
    ],
  ]
}
