/** What is proposed for Hex 2.6 (hexpm/hex#1181): a key is exchanged at once, and nothing but the token is kept. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildTarball } from '../../packages/server/src/ecosystems/hex/testing/build-tarball.ts'
import type { HexClient } from '../support/hex-client.ts'
import { exchangeKey, text } from '../support/hex-oauth.ts'
import { type HexServer, startHexServer } from '../support/hex-server.ts'

let server: HexServer
let client: HexClient
/** Of acme, for fetching: what `mix hex.organization auth acme --key` is given. */
let organizationKey: string

beforeAll(async () => {
  server = await startHexServer()
  client = server.client
  const path = '/repos/acme/packages/widget/releases?replace=false'
  const authorization = await server.keyOfAcme('admin', ['publish'])
  expect(await client.upload(path, buildTarball(), { authorization })).toMatchObject({ status: 201 })
  organizationKey = await server.keyOfAcme('read', ['read'])
})
afterAll(() => server?.close(0))

/** One request, with the name of the machine; the client keeps the token where the scope has the organization. */
const exchange = (key: string) => exchangeKey(client, key, { name: 'vm' })
const widget = (authorization?: string) => client.fetch('/repos/acme/packages/widget', { authorization })

test('a key is exchanged at once, the organization is in the scope, and the token fetches for half an hour', async () => {
  const answer = await exchange(organizationKey)
  expect(answer).toMatchObject({ status: 200, body: { expires_in: 1800 } })
  expect(text(answer, 'scope').split(' ')).toContain('repository:acme')
  const authorization = `Bearer ${text(answer, 'access_token')}`
  expect(await widget(authorization)).toMatchObject({ status: 200 })
  server.wait(1801)
  expect(await widget(authorization)).toMatchObject({ status: 401 })
})

test("a person's key is exchanged as well, as long as clients send them", async () => {
  const answer = await exchange(await server.keyOfAda(['read'], 'hex:acme'))
  expect(text(answer, 'scope').split(' ')).toContain('repository:acme')
})

test('a key to another organization does not have this one in its scope', async () => {
  const answer = await exchange(await server.keyOfAda(['read'], 'hex:globex'))
  const granted = answer.status === 200 ? text(answer, 'scope').split(' ') : []
  expect(granted).not.toContain('repository:acme')
})

test('what is no key is told to be none', async () => {
  const answer = await exchange('0123456789abcdef0123456789abcdef')
  expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
})

test('HEX_REPOS_KEY is for the root alone, and an organization is asked without a credential', async () => {
  const authorization = `Bearer ${text(await exchange(organizationKey), 'access_token')}`
  expect(await client.fetch('/packages/widget', { authorization })).toMatchObject({ status: 404 })
  expect(await widget()).toMatchObject({ status: 401 })
})
