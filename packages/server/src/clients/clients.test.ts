import { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { beforeEach, expect, test } from 'vitest'
import { operator } from '../audit/index.ts'
import { createManualClock, createSeededRandom } from '../host/testing.ts'
import { readEpoch } from '../storage/epoch.ts'
import type { Store } from '../storage/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { type Clients, createClients, preconfigured } from './index.ts'

const forum = { name: 'Forum', redirectUris: ['https://forum.example.com/callback'], confidential: true }

function ok<T>(value: T | Refusal): T {
  if (refused(value)) throw new Error(value.message)
  return value
}

forEachEngine((_engine, open) => {
  let store: Store
  let clients: Clients
  let ended: string[]

  beforeEach(async () => {
    store = await open()
    ended = []
    clients = createClients({
      ...{ store, clock: createManualClock(), random: createSeededRandom('clients') },
      async endLogins(_transaction, clientId, cause) {
        ended.push(`${clientId} by ${cause.actor.kind}`)
        return 3
      },
    })
  })

  const events = () => store.read.selectFrom('events').selectAll().orderBy('id').execute()

  test('a client that was made is found by its id', async () => {
    const { client } = ok(await clients.create(forum, operator))
    expect(await clients.find(client.id)).toEqual(client)
    expect(client).toMatchObject({ name: 'Forum', kind: 'confidential', preconfigured: false })
    expect(client.redirectUris).toEqual(forum.redirectUris)
  })

  test('Hex’s own clients are known from the start, for Hex alone', async () => {
    for (const id of ['78ea6566-89fd-481e-a1d6-7d9d78eacca8', 'b9721cf5-be2f-4a65-bfa5-141698b4b9cf'])
      expect(await clients.find(id)).toMatchObject({ id, kind: 'public', ecosystem: 'hex' })
    expect(await clients.find('latchkey')).toMatchObject({ kind: 'public', preconfigured: true })
  })

  test('a secret is handed out once, to a confidential client, and stored as its SHA-256 alone', async () => {
    const { client, secret } = ok(await clients.create(forum, operator))
    const rows = JSON.stringify([
      await store.read.selectFrom('clients').selectAll().execute(),
      await events(),
    ])
    expect(secret).toBeInstanceOf(Secret)
    expect(rows).not.toContain(secret?.expose())
    expect(JSON.stringify([client, await clients.list()])).not.toContain(secret?.expose())
    expect(ok(await clients.create({ ...forum, confidential: false }, operator)).secret).toBeUndefined()
  })

  test('a confidential client is known by its own secret, and by no other', async () => {
    const { client, secret = new Secret('') } = ok(await clients.create(forum, operator))
    const other = ok(await clients.create(forum, operator))
    expect(await clients.authenticate(client.id, secret)).toEqual(client)
    const attempts = [
      clients.authenticate(other.client.id, secret),
      clients.authenticate(client.id, new Secret('')),
      clients.authenticate(client.id, new Secret(`${secret.expose()} `)),
      clients.authenticate('nobody', secret),
      clients.authenticate('latchkey', new Secret('')),
      clients.authenticate('\0', secret),
    ]
    const answers = await Promise.all(attempts)
    expect(answers).toEqual(answers.map(() => expect.objectContaining({ code: 'invalid_client' })))
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1)
  })

  test('no secret makes a public client known, the empty one neither', async () => {
    const { client } = ok(await clients.create({ ...forum, confidential: false }, operator))
    for (const text of ['', 'of nobody', client.id])
      expect(await clients.authenticate(client.id, new Secret(text))).toMatchObject({
        code: 'invalid_client',
      })
  })

  test('whoever removes a client ends its logins in the same transaction, and its secret', async () => {
    const { client, secret = new Secret('') } = ok(await clients.create(forum, operator))
    const epoch = await readEpoch(store.read)
    expect(await clients.remove(client.id, operator)).toEqual({ client, endedLogins: 3 })
    expect(ended).toEqual([`${client.id} by operator`])
    expect(await readEpoch(store.read)).toBeGreaterThan(epoch)
    expect(await clients.find(client.id)).toBeUndefined()
    expect(await clients.authenticate(client.id, secret)).toMatchObject({ code: 'invalid_client' })
    expect(await clients.remove(client.id, operator)).toMatchObject({ code: 'unknown_client' })
    expect((await events()).map(({ what, subject_name }) => `${what} ${subject_name}`)).toEqual([
      'client.created Forum',
      'client.removed Forum',
    ])
  })

  test('of two who remove a client at once, one does', async () => {
    const { client } = ok(await clients.create(forum, operator))
    const outcomes = await Promise.all([1, 2].map(() => clients.remove(client.id, operator)))
    expect(outcomes.filter(refused)).toMatchObject([{ code: 'unknown_client' }])
    expect(ended).toHaveLength(1)
  })

  test('a client that is part of the program stays', async () => {
    for (const { id } of preconfigured) {
      expect(await clients.remove(id, operator)).toMatchObject({ code: 'preconfigured_client' })
      expect(await clients.find(id)).toBeDefined()
    }
    expect(ended).toEqual([])
  })

  test('the list is read a page at a time, each client once', async () => {
    const made = new Set<string>()
    for (const name of ['one', 'two', 'three'])
      made.add(ok(await clients.create({ ...forum, name }, operator)).client.id)
    const first = await clients.list({ limit: 2 })
    const second = await clients.list({ limit: 2, after: first.next ?? '' })
    expect(first.items).toHaveLength(2)
    expect(second.next).toBeUndefined()
    expect(new Set([...first.items, ...second.items].map(({ id }) => id))).toEqual(made)
  })

  test.each([
    [{ name: '' }, 'invalid_name'],
    [{ name: 'a\u202eb' }, 'invalid_name'],
    [{ name: 'a'.repeat(101) }, 'invalid_name'],
    [{ name: ' hex cli ' }, 'name_taken'],
    [{ redirectUris: ['https://forum.example.com/#part'] }, 'invalid_redirect_uri'],
    [
      { redirectUris: Array.from({ length: 21 }, (_, i) => `https://a.example/${i}`) },
      'invalid_redirect_uri',
    ],
  ])('a client with %o is not made', async (given, code) => {
    expect(await clients.create({ ...forum, ...given }, operator)).toMatchObject({ code })
    expect(await events()).toEqual([])
  })
})
