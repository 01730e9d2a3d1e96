/** A key for a token of thirty minutes (RFC 6749, 4.4), asked for by `oauth4webapi`. */
import { type Caveat, readToken } from '@latchkey/tokens'
import * as oauth from 'oauth4webapi'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Attempt } from '../access/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { type Acme, createOAuthHouse, granted, type OAuthTestHouse } from './testing/house.ts'

const readAcme = [{ actions: ['read'], targets: ['*:acme'] }]
const everything = [
  {
    actions: ['describe', 'read', 'publish', 'retire', 'delete', 'maintain', 'administer', 'account'],
    targets: ['*'],
  },
]
const publicClient = { client_id: 'latchkey' }

forEachEngine((_engine, open) => {
  let house: OAuthTestHouse
  let acme: Acme

  beforeEach(async () => {
    house = createOAuthHouse(await open())
    acme = await house.acme()
  })

  async function exchange(key: string, scope: string) {
    const server = await house.discover()
    const authentication = oauth.ClientSecretPost(key)
    const request = { scope }
    const response = await oauth.clientCredentialsGrantRequest(
      ...([server, publicClient, authentication, request, house.options] as const),
    )
    return oauth.processClientCredentialsResponse(server, publicClient, response)
  }

  describe('an exchange', () => {
    test('gives a token of half an hour and no refresh token', async () => {
      const { token } = await house.keyOf(acme.owner, readAcme)
      const answer = await exchange(token.expose(), 'repositories')
      expect(answer).toEqual({
        access_token: expect.any(String),
        token_type: 'bearer',
        expires_in: 1800,
        scope: 'repository:acme',
      })
    })
  })
})
