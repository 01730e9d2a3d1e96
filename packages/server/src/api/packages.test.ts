import { beforeAll, describe, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import { sessionOf } from '../credentials/testing/small-house.ts'
import { judgeOf } from '../repositories/testing/judge-of.ts'
import { publish, sha256 } from '../repositories/testing/publish.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { type ApiHouse, createApiHouse, granted } from './testing/house.ts'

const widget = '/organizations/acme/repositories/pypi/packages/widget'

forEachEngine((_engine, open) => {
  let house: ApiHouse
  let owner: Account
  let ids: readonly [persons: string, organizations: string]

  beforeAll(async () => {
    house = createApiHouse(await open())
    const { organization, people } = await house.acme()
    owner = people.owner
    const persons = await house.keyOf(owner, [{ actions: ['publish', 'retire'], targets: ['*'] }])
    const allow = [{ actions: ['publish'], targets: ['pypi:acme'] }]
    const ci = await house.keyOfOrganization(organization, 'admin', allow)
    ids = [persons.key.id, ci.key.id]
    const person = granted(await house.authenticate(persons.token))
    granted(await publish(house, person, { version: '2.0', client: 'twine/4.0.2' }))
    house.clock.advance(1000)
    const wheel = { filename: 'widget-1.0-py3-none-any.whl', content: 'wheel' }
    granted(await publish(house, granted(await house.authenticate(ci.token)), wheel))
    granted(await house.repositories.retireVersion(judgeOf(house, person, { version: '2.0' }), 'Too eager.'))
  })

  const get = async (path: string) => {
    const { token } = await house.keyOf(owner, [{ actions: ['describe'], targets: ['pypi:acme'] }])
    return house.call('GET', path, { token })
  }

  describe('a package', () => {
    test('is described with its versions, the newest first, and who published each file with what and from where', async () => {
      const now = house.clock.now() / 1000
      const { status, body } = await get(widget)
      expect(status).toBe(200)
      expect(body).toEqual({
        name: 'widget',
        display_name: 'widget',
        created_at: now - 1,
        releases: [
          {
            version: '1.0',
            yanked: null,
            files: [
              {
                filename: 'widget-1.0-py3-none-any.whl',
                version: '1.0',
                size: 5,
                sha256: sha256('wheel'),
                created_at: now,
                yanked: null,
                published: {
                  by: { kind: 'organization', name: 'acme' },
                  key: { id: ids[1], name: 'key 2' },
                  login: null,
                  address: '192.0.2.7',
                  client: null,
                },
              },
            ],
          },
          {
            version: '2.0',
            yanked: { reason: 'Too eager.', at: now },
            files: [
              {
                filename: 'widget-2.0.tar.gz',
                version: '2.0',
                size: 7,
                sha256: sha256('content'),
                created_at: now - 1,
                yanked: { reason: 'Too eager.', at: now },
                published: {
                  by: { kind: 'account', name: 'owner' },
                  key: { id: ids[0], name: 'key 1' },
                  login: null,
                  address: '192.0.2.7',
                  client: 'twine/4.0.2',
                },
              },
            ],
          },
        ],
      })
    })

    test('has its files as one list too, the same of each', async () => {
      const [described, listed] = [await get(widget), await get(`${widget}/files`)]
      const all = described.body.releases.flatMap(({ files }: { files: object[] }) => files)
      expect(listed.body.items).toEqual(all)
    })

    test('that nobody published is unknown, and so is one for who may not see the organization', async () => {
      expect(await get(widget.replace('widget', 'gadget'))).toMatchObject({
        status: 404,
        body: { error: { code: 'unknown_package' } },
      })
      const { token } = await house.keyOf(await house.account('mallory'), [
        { actions: ['describe'], targets: ['*'] },
      ])
      expect((await house.call('GET', widget, { token })).status).toBe(404)
    })
  })

  test('a file that a session published has no key', async () => {
    granted(await publish(house, sessionOf(owner), { name: 'gadget' }))
    const { body } = await get(widget.replace('widget', 'gadget'))
    expect(body.releases[0].files[0].published).toMatchObject({ by: { name: 'owner' }, key: null })
  })
})
