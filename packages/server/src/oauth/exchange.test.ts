/** A key for a token of thirty minutes (RFC 6749, 4.4), asked for by `oauth4webapi`. */
import { Secret } from '@latchkey/protocol'
import { readToken } from '@latchkey/tokens'
import * as oauth from 'oauth4webapi'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Attempt } from '../access/index.ts'
import { operator } from '../audit/index.ts'
import { preconfigured } from '../clients/index.ts'
import type { Notes } from '../http/index.ts'
import { type CreatedKey, keyCaveats } from '../keys/index.ts'
import type { Store } from '../storage/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { type Acme, createOAuthHouse, granted, type OAuthTestHouse } from './testing/house.ts'

const inWidget = { organization: 'acme', ecosystem: 'pypi', package: 'widget' }
const readWidget: Attempt = { action: 'read', ...inWidget }
const publishWidget: Attempt = { action: 'publish', ...inWidget, version: '1.0', digests: [] }
const readAcme = [{ actions: ['read'], targets: ['*:acme'] }]
const everything = [
  {
    actions: ['describe', 'read', 'publish', 'retire', 'delete', 'maintain', 'administer', 'account'],
    targets: ['*'],
  },
]
const hex = preconfigured.find(({ name }) => name === 'Hex CLI')?.id ?? ''

forEachEngine((_engine, open) => {
  let store: Store
  let house: OAuthTestHouse
  let acme: Acme
  let writes = 0

  beforeEach(async () => {
    const opened = await open()
    store = {
      ...opened,
      write: (...input) => {
        writes += 1
        return opened.write(...input)
      },
    }
    house = createOAuthHouse(store)
    acme = await house.acme()
  })

  async function exchange({ token }: Pick<CreatedKey, 'token'>, scope: string, client_id = 'latchkey') {
    const server = await house.discover()
    const client = { client_id }
    const response = await oauth.clientCredentialsGrantRequest(
      ...([server, client, oauth.ClientSecretPost(token.expose()), { scope }, house.options] as const),
    )
    return oauth.processClientCredentialsResponse(server, client, response)
  }
  const post = ({ token }: Pick<CreatedKey, 'token'>, scope: string, more = {}) =>
    house.post('/oauth/token', {
      ...{ grant_type: 'client_credentials', client_secret: token, scope },
      ...more,
    })
  const may = async (token: string, attempt: Attempt) => (await house.ask(token, attempt)).answer

  describe('an exchange', () => {
    test('gives a token of half an hour, the scope as it is listed, and no refresh token', async () => {
      const answer = await exchange(await house.keyOf(acme.owner, readAcme), 'repositories')
      expect(answer).toEqual({
        access_token: expect.any(String),
        token_type: 'bearer',
        expires_in: 1800,
        scope: 'repository:acme',
      })
    })

    test('takes the key by Basic authentication as well, as RFC 6749 encodes it', async () => {
      const { token } = await house.keyOf(acme.owner, readAcme)
      const server = await house.discover()
      const client = { client_id: 'latchkey' }
      const method = oauth.ClientSecretBasic(token.expose())
      const request = { scope: 'repository:acme' }
      const response = await oauth.clientCredentialsGrantRequest(
        ...([server, client, method, request, house.options] as const),
      )
      const answer = await oauth.processClientCredentialsResponse(server, client, response)
      expect(await may(answer.access_token, readWidget)).toBe('allowed')
    })

    test('names no client where there is none', async () => {
      const answer = await post(await house.keyOf(acme.owner, readAcme), 'repository:acme')
      expect(answer.status).toBe(200)
      expect(await may(answer.body.access_token, readWidget)).toBe('allowed')
    })

    test('writes no row, and adds two caveats to the text of the key', async () => {
      const key = await house.keyOf(acme.owner, everything)
      const before = writes
      const answer = await exchange(key, 'package:pypi:acme/widget repository:acme')
      expect(writes).toBe(before)
      const { caveats } = granted(readToken(answer.access_token))
      expect(caveats.map(({ identifier }) => JSON.parse(new TextDecoder().decode(identifier)))).toEqual([
        [0, house.clock.now() / 1000 + 1800, 0],
        [
          'allow',
          [
            [['describe', 'read', 'publish', 'retire'], ['pypi:acme/widget']],
            [['read'], ['*:acme']],
          ],
        ],
      ])
    })

    test('is one and the same token when it is asked for twice', async () => {
      const key = await house.keyOf(acme.owner, readAcme)
      expect(await exchange(key, 'repository:acme')).toEqual(await exchange(key, 'repository:acme'))
    })

    test('reads what its scope says, and does nothing more that the key may do', async () => {
      const { access_token: token } = await exchange(
        await house.keyOf(acme.owner, everything),
        'repository:acme',
      )
      expect(await may(token, readWidget)).toBe('allowed')
      expect(await may(token, publishWidget)).toBe('refused')
      expect(await may(token, { action: 'account' })).toBe('refused')
    })

    test('of what was exchanged gives no more, and no longer', async () => {
      const key = await house.keyOf(acme.owner, everything)
      const first = await exchange(key, 'repository:acme')
      house.clock.advance(20 * 60_000)
      const derived = { token: new Secret(first.access_token) }
      expect(await exchange(derived, 'repository:acme')).toMatchObject({ expires_in: 600 })
      expect((await post(derived, 'api')).body).toMatchObject({ error: 'invalid_scope' })
    })
  })

  describe('security 12: the token of an exchange', () => {
    test('is over with the key, where that is over first', async () => {
      const expiresAt = house.clock.now() + 90_000
      const key = await house.keyOf(acme.owner, readAcme, { expiresAt })
      const { access_token: token, expires_in } = await exchange(key, 'repository:acme')
      expect(expires_in).toBe(90)
      house.clock.advance(90_000)
      expect(await may(token, readWidget)).toBe('refused')
    })

    test('is over after thirty minutes, and not before', async () => {
      const { access_token: token } = await exchange(
        await house.keyOf(acme.owner, readAcme),
        'repository:acme',
      )
      house.clock.advance(1_799_000)
      expect(await may(token, readWidget)).toBe('allowed')
      house.clock.advance(1_000)
      expect(await may(token, readWidget)).toBe('refused')
    })

    const endings: Readonly<Record<string, (key: CreatedKey) => Promise<unknown>>> = {
      'the key is revoked': async ({ key }) => granted(await house.keys.revoke(key.id, 'local command')),
      'the key is burned': async ({ token }) => granted(await house.credentials.burn(token, operator)),
      'the key is tightened to something else': async ({ key }) =>
        granted(
          await house.keys.tighten(
            key.id,
            { caveats: granted(keyCaveats({ allow: [{ actions: ['read'], targets: ['*:globex'] }] })) },
            'local command',
          ),
        ),
      'its owner leaves the organization': async () =>
        granted(
          await house.organizations.removeMember(
            { organizationId: acme.organization.id, accountId: acme.reader.id },
            operator,
          ),
        ),
      'the organization comes to require a second factor': async () =>
        granted(
          await house.organizations.setPolicy(acme.organization.id, { requireSecondFactor: true }, operator),
        ),
      'the organization comes to want keys of a shorter life': async () =>
        granted(await house.organizations.setPolicy(acme.organization.id, { longestKeyDays: 1 }, operator)),
    }
    test.each(Object.entries(endings))('does nothing any more once %s', async (_name, end) => {
      const key = await house.keyOf(acme.reader, [{ actions: ['read'], targets: ['*'] }])
      const { access_token: token } = await exchange(key, 'repositories')
      expect(await may(token, readWidget)).toBe('allowed')
      await end(key)
      expect(await may(token, readWidget)).toBe('refused')
    })

    test('dies alone when it is burned: the key lives', async () => {
      const key = await house.keyOf(acme.owner, readAcme)
      const { access_token: token } = await exchange(key, 'repository:acme')
      granted(await house.credentials.burn(new Secret(token), operator))
      expect(await may(token, readWidget)).toBe('refused')
      expect(await may(key.token.expose(), readWidget)).toBe('allowed')
    })
  })

  describe('a scope', () => {
    test('beyond the key is invalid, and named', async () => {
      const answer = await post(await house.keyOf(acme.owner, readAcme), 'repository:acme api:read')
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_scope' } })
      expect(answer.body.error_description).toContain("'api:read' is beyond what the key 'key 1' may do.")
    })

    test.each([
      ['api:write', 'every action is needed', [{ actions: ['describe', 'publish'], targets: ['*'] }]],
      ['repository:acme', 'every ecosystem is needed', [{ actions: ['read'], targets: ['pypi:acme'] }]],
      ['repository:acme', 'of the right organization', [{ actions: ['read'], targets: ['*:globex'] }]],
      ['package:pypi:acme/widget', 'of the right package', [{ actions: ['read'], targets: ['*'] }]],
    ] as const)('%s is invalid where the key has a part of it: %s', async (scope, _why, allow) => {
      const answer = await post(await house.keyOf(acme.owner, allow), scope)
      expect(answer.body).toMatchObject({ error: 'invalid_scope' })
      expect(answer.body.error_description).toContain(`'${scope}'`)
    })

    test('beyond the owner of the key is invalid, named, and says which role it takes', async () => {
      const key = await house.keyOf(acme.reader, everything)
      const answer = await post(key, 'repository:acme package:pypi:acme/widget')
      expect(answer.body).toMatchObject({ error: 'invalid_scope' })
      expect(answer.body.error_description).toContain("'package:pypi:acme/widget' is refused: To publish")
    })

    test('of an organization that is not there and of one that is not to be seen are one answer', async () => {
      const key = await house.keyOf(acme.stranger, everything)
      const [unseen, unknown] = [await post(key, 'repository:acme'), await post(key, 'repository:nosuch')]
      expect(unseen.body.error).toBe('invalid_scope')
      expect(unseen.text).toBe(unknown.text.replaceAll('nosuch', 'acme'))
    })

    test('that is refused is told to whoever observes, with the key; a token of nobody is told as nobody’s', async () => {
      const { key, token } = await house.keyOf(acme.owner, readAcme)
      const notesOf = async (client_secret: Secret | string) => {
        const seen: Notes = {}
        const form = { grant_type: 'client_credentials', scope: 'api', client_secret }
        await house.post('/oauth/token', form, { note: notes => void Object.assign(seen, notes) })
        return seen
      }
      const refusal = { via: 'oauth', key: key.id, answer: 'refused', refusal: 'invalid_scope' }
      expect(await notesOf(token)).toMatchObject(refusal)
      expect(await notesOf('nonsense')).toEqual({ via: 'oauth', refusal: 'invalid_client' })
    })

    test('is needed', async () => {
      const { token } = await house.keyOf(acme.owner, everything)
      const form = { grant_type: 'client_credentials', client_secret: token }
      expect((await house.post('/oauth/token', form)).body).toMatchObject({ error: 'invalid_scope' })
    })
  })

  describe('the scope repositories', () => {
    test('is never invalid for a live key: one that reads nothing gets a token that reads nothing', async () => {
      const key = await house.keyOf(acme.stranger, [{ actions: ['publish'], targets: ['pypi:acme'] }])
      const answer = await exchange(key, 'repositories')
      expect(answer.scope).toBe('repositories')
      expect(await may(answer.access_token, readWidget)).toBe('refused')
    })

    test('lists what the key may read, and no more than its owner belongs to', async () => {
      const globex = await house.organization('globex', acme.stranger)
      await house.member(globex, acme.owner, 'read')
      const keys = {
        '*': 'repository:acme repository:globex',
        '*:acme': 'repository:acme',
        'pypi:acme': 'repository:pypi:acme',
        'pypi:*': 'repository:pypi:acme repository:pypi:globex',
        '*:nosuch': 'repositories',
      }
      for (const [target, listed] of Object.entries(keys)) {
        const key = await house.keyOf(acme.owner, [{ actions: ['read'], targets: [target] }])
        expect((await exchange(key, 'repositories')).scope).toBe(listed)
      }
    })

    test('of an organization’s key is the organization', async () => {
      const key = await house.keyOfOrganization(acme.organization, 'read', readAcme)
      const answer = await exchange(key, 'repositories')
      expect(answer.scope).toBe('repository:acme')
      expect(await may(answer.access_token, readWidget)).toBe('allowed')
    })

    test('means what there is at use: joining and leaving show at once', async () => {
      const key = await house.keyOf(acme.stranger, [{ actions: ['read'], targets: ['*'] }])
      const { access_token: token } = await exchange(key, 'repositories')
      expect(await may(token, readWidget)).toBe('refused')
      await house.member(acme.organization, acme.stranger, 'read')
      expect(await may(token, readWidget)).toBe('allowed')
    })
  })

  describe('an organization that says how people’s keys may be exchanged', () => {
    const say = async (keyExchange: 'warn' | 'refuse') =>
      granted(await house.organizations.setPolicy(acme.organization.id, { keyExchange }, operator))
    const readAll = [{ actions: ['read'], targets: ['*'] }]

    test('refuses: its scope is invalid and says what to do, and repositories leaves it out', async () => {
      const globex = await house.organization('globex', acme.reader)
      granted(
        await house.repositories.create(
          { organization: globex, ecosystem: 'pypi', visibility: 'private' },
          operator,
        ),
      )
      await say('refuse')
      const key = await house.keyOf(acme.reader, readAll)
      const answer = await post(key, 'repository:acme')
      expect(answer.body).toMatchObject({ error: 'invalid_scope' })
      expect(answer.body.error_description).toContain('acme does not let people exchange their own keys')
      const rest = await exchange(key, 'repositories')
      expect(rest.scope).toBe('repository:globex')
      expect(await may(rest.access_token, readWidget)).toBe('refused')
      expect(await may(rest.access_token, { ...readWidget, organization: 'globex' })).toBe('allowed')
    })

    test('refuses a scope of one package likewise: it is read, too', async () => {
      const key = await house.keyOf(acme.owner, [
        { actions: ['describe', 'read', 'publish', 'retire'], targets: ['pypi:acme'] },
      ])
      await say('warn')
      const warned = await exchange(key, 'package:pypi:acme/widget')
      expect(warned.warning).toContain('of acme')
      await say('refuse')
      const answer = await post(key, 'package:pypi:acme/widget')
      expect(answer.body).toMatchObject({ error: 'invalid_scope' })
      expect(answer.body.error_description).toContain('acme does not let people exchange their own keys')
    })

    test('refuses somebody who belongs to no other: the token tells who they are, and no more', async () => {
      await say('refuse')
      const answer = await exchange(await house.keyOf(acme.reader, readAll), 'repositories')
      expect(await may(answer.access_token, readWidget)).toBe('refused')
      expect(await may(answer.access_token, { action: 'identify' })).toBe('allowed')
    })

    test('warns: the token works, and the answer says that it soon will not', async () => {
      await say('warn')
      const key = await house.keyOf(acme.reader, readAll)
      for (const scope of ['repositories', 'repository:acme']) {
        const answer = await exchange(key, scope)
        expect(answer['warning']).toContain('the repositories of acme. Log in')
        expect(await may(answer.access_token, readWidget)).toBe('allowed')
      }
    })

    test('says nothing of its own keys', async () => {
      await say('refuse')
      const key = await house.keyOfOrganization(acme.organization, 'read', readAcme)
      expect(await exchange(key, 'repository:acme')).toMatchObject({ scope: 'repository:acme' })
    })
  })

  describe('with a client of Hex', () => {
    test('the short scopes mean Hex alone', async () => {
      const key = await house.keyOf(acme.owner, everything)
      const { access_token: token, scope } = await exchange(key, 'repositories', hex)
      expect(scope).toBe('repository:acme')
      expect(await may(token, readWidget)).toBe('refused')
      expect((await post(key, 'package:pypi:acme/widget', { client_id: hex })).body.error).toBe(
        'invalid_scope',
      )
    })

    test('api reaches the organizations of whoever presents it, and no other', async () => {
      const key = await house.keyOf(acme.owner, everything)
      const { access_token: token } = await exchange(key, 'api', hex)
      const administer = { action: 'administer', administers: 'people' } as const
      expect(await may(token, { ...administer, organization: 'acme' })).toBe('allowed')
      expect(await may(token, publishWidget)).toBe('refused')
    })
  })
})
