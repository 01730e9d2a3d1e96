/** Who gets to see that something is there. */
import { describe, expect, test } from 'vitest'
import { operator } from '../audit/index.ts'
import { granted } from '../credentials/testing/small-house.ts'
import type { RawAnswer } from '../http/testing/send-raw.ts'
import { basic, bearer, type ContractSubject, expectRefused, widget } from './testing/contract-subject.ts'
import { openHouse } from './testing/open-house.ts'

export function visibilityContract(subject: ContractSubject): void {
  const { ecosystem, driver, publish, read, mayPublish } = subject

  describe('without a credential', () => {
    test.each([
      ['publishing', publish],
      ['reading', read],
      [
        'publishing where no organization is',
        driver.publish({ ...widget, organization: 'nobody', version: '1' }),
      ],
      ['reading where no organization is', driver.readRepository('nobody')],
    ])('%s is a 401 that asks for one', async (_, request) => {
      const answer = await (await openHouse()).send(request)
      expect(answer.status).toBe(401)
      expect(answer.head.split('\r\n')).toContain(driver.challenge)
    })
  })

  test('a password is refused with the sentence that says what to do, and is not repeated', async () => {
    const house = await openHouse()
    const answer = await house.send(publish, basic('alice', 'correct horse battery staple'))
    expectRefused(subject, answer, 'rejected', /passwords are not accepted.*\/account\/keys/)
    // A client that hears 401 may ask for the password again: where that is so, it hears 403.
    if (ecosystem.rejectedStatus === 403) expect(answer.head).not.toMatch(/WWW-Authenticate/)
    expect(answer.body).not.toContain('horse')
  })

  test('more than one credential is refused, whatever they are worth', async () => {
    const house = await subject.publishedHouse()
    const answer = await house.send(read, `Bearer ${house.reader}`, `Bearer ${house.reader}`)
    expect(answer.status).toBe(400)
  })

  test.each(['with a key', 'without one'])(
    'an organization that is not there and one that must not be seen answer alike %s',
    async how => {
      const house = await openHouse()
      const key = await house.keyOf(house.alice, [{ actions: ['read', 'publish'], targets: ['*'] }])
      const answersOf = (organization: string) =>
        Promise.all(
          [
            driver.readRepository(organization),
            driver.readPackage({ organization, package: 'widget' }),
            driver.publish({ organization, package: 'widget', version: '1.0.0' }),
          ].map(async request =>
            comparable(
              await house.send(request, ...(how === 'with a key' ? [bearer(key)] : [])),
              organization,
            ),
          ),
        )
      expect(await answersOf('globex')).toEqual(await answersOf('nobody'))
    },
  )

  describe('a public repository', () => {
    const open = async () => {
      const house = await subject.publishedHouse()
      const repository = await house.repositories.find('acme', ecosystem.name)
      granted(await house.repositories.setVisibility(repository?.id ?? '', 'public', operator))
      return house
    }

    test('is read by everybody, and published to by nobody', async () => {
      const house = await open()
      expect((await house.send(read)).status).toBe(200)
      expect((await house.send(driver.readRepository('acme'))).status).toBe(200)
      expect((await house.send(driver.publish({ ...widget, version: '2.0.0' }))).status).toBe(401)
    })

    test('still refuses a credential that is bad or not for reading', async () => {
      const house = await open()
      const publisher = await house.keyOf(house.alice, mayPublish)
      const { rejectedStatus } = ecosystem
      for (const [authorization, status] of [
        [bearer(publisher), 403],
        [bearer(publisher).slice(0, -8), rejectedStatus],
        [basic('alice', 'password'), rejectedStatus],
      ] as const) {
        expect((await house.send(read, authorization)).status).toBe(status)
      }
    })
  })
}

/** An answer without what may differ: the time, and the name that was asked for. */
function comparable({ status, reason, head, body }: RawAnswer, organization: string) {
  const plain = (value: string) => value.replaceAll(organization, 'ORG')
  return [status, plain(reason), plain(head).replace(/^(Date|Content-Length): .*$/gm, ''), plain(body)]
}
