/** That nobody can feel in the time of an answer whether a name is somebody's: counted in work, which no other load disturbs. */
import { Secret } from '@latchkey/protocol'
import * as argon2 from '@node-rs/argon2'
import type { KyselyPlugin } from 'kysely'
import { expect, test } from 'vitest'
import { operator } from '../audit/index.ts'
import { createSeededRandom } from '../host/testing.ts'
import type { Store } from '../storage/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createPasswords } from './passwords.ts'
import { createSessions } from './sessions.ts'
import { cheapCost, createHouseOfAlice, ok, wrongPassword } from './testing.ts'

forEachEngine((_engine, open) => {
  /** The house, with sessions that write down each question to the database, how many rows it had, and each password checked. */
  async function watch() {
    const work: string[] = []
    const watching: KyselyPlugin = {
      transformQuery({ node, queryId }) {
        work.push(store.read.getExecutor().compileQuery(node, queryId).sql)
        return node
      },
      transformResult: async ({ result }) => result,
    }
    const hasher: Pick<typeof argon2, 'hash' | 'verify'> = {
      hash: argon2.hash,
      verify(hash, text) {
        const { memoryCost, timeCost } = argon2.parseOptions(hash)
        work.push(`password: ${memoryCost} KiB, ${timeCost} times`)
        return argon2.verify(hash, text)
      },
    }
    const store = await open()
    const house = await createHouseOfAlice(store)
    const watched: Store = Object.create(store, {
      read: { value: store.read.withPlugin(watching) },
      write: {
        value(...given: Parameters<Store['write']>) {
          work.push('write')
          return store.write(...given)
        },
      },
    })
    const passwords = createPasswords({ random: createSeededRandom(), cost: cheapCost, hasher })
    const sessions = createSessions({ ...house, store: watched, passwords })
    const person = async (username: string) =>
      ok(
        await house.accounts.create(
          { username, email: `${username}@example.com`, password: new Secret('a long enough phrase') },
          operator,
        ),
      )
    let clients = 0
    const guess = async (username: string, address = `198.51.100.${++clients}`) => {
      const refusal = await sessions.signIn({ username, password: wrongPassword, address, userAgent: '' })
      return [...work.splice(0), 'code' in refusal ? refusal.code : 'signed in']
    }
    return { ...house, person, guess }
  }

  async function everyKind({ store, person, signIn, clock }: Awaited<ReturnType<typeof watch>>) {
    for (const username of ['disabled', 'with-passkey', 'with-app']) await person(username)
    for (let n = 0; n < 20; n += 1) ok(await signIn({ address: `203.0.113.${n}` }))
    const now = clock.now()
    await unrecorded(store).write(async transaction => {
      const accounts = await transaction.selectFrom('accounts').select(['id', 'username']).execute()
      const idOf = (name: string) => accounts.find(({ username }) => username === name)?.id ?? ''
      await transaction
        .updateTable('accounts')
        .set({ disabled_at: 1 })
        .where('username', '=', 'disabled')
        .execute()
      const passkey = { public_key: '', counter: 0, transports: '[]', synced: 0, name: '' } as const
      await transaction
        .insertInto('passkeys')
        .values({
          ...passkey,
          id: 'p',
          account_id: idOf('with-passkey'),
          credential_id: 'c',
          created_at: now,
        })
        .execute()
      const app = { sealed_secret: '', created_at: now, confirmed_at: now, last_step: 0, failures: 0 }
      await transaction
        .insertInto('authenticators')
        .values({ ...app, account_id: idOf('with-app') })
        .execute()
    })
    return ['alice', 'disabled', 'with-passkey', 'with-app', 'nobody-here']
  }

  test('security 20: a wrong password costs one look and one check, whoever is called so and whether anybody is', async () => {
    const watched = await watch()
    const ways = new Set<string>()
    for (const username of await everyKind(watched)) ways.add((await watched.guess(username)).join('\n'))
    expect(ways.size, [...ways].join('\n\n')).toBe(1)
    expect([...ways][0]?.split('\n')).toEqual([
      expect.stringMatching(/^select .* from "accounts" where "username" = /),
      'password: 8 KiB, 1 times',
      'wrong_password',
    ])
  })

  test('security 35: whoever must wait is looked up nowhere, so that waiting tells nothing', async () => {
    const watched = await watch()
    const names = await everyKind(watched)
    for (let n = 0; n < 10; n += 1) await watched.guess('alice', '192.0.2.66')
    for (const username of names)
      expect(await watched.guess(username, '192.0.2.66')).toEqual(['too_many_attempts'])
  })

  test('security 35: of a name that was guessed too often only the addresses that begin like the guesser’s are read', async () => {
    const watched = await watch()
    for (const username of await everyKind(watched)) {
      for (let n = 0; n < 10; n += 1) await watched.guess(username)
      expect(await watched.guess(username)).toEqual([
        expect.stringContaining('"sessions"."address" like'),
        'too_many_attempts',
      ])
    }
  })
})
