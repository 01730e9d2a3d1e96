import type { Secret } from '@latchkey/protocol'
import { attenuate, type Caveat, readToken, refused, writeToken } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import { causeByAccount, operator } from '../audit/index.ts'
import { createSmallHouse, granted, ownClient, type SmallHouse } from '../credentials/testing/small-house.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import type { Login, TokenSet } from './index.ts'
import { eventsOf, loginIn, refreshIn } from './testing/refreshing.ts'

const identify = { action: 'identify' } as const
const version: Caveat = { kind: 'version', versions: ['1.0'] }
const other = { ...ownClient, id: 'other', name: 'Other' }

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let bob: Account
  let login: Login
  let tokens: TokenSet

  beforeEach(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    bob = await house.account('bob')
    const made = await house.loginOf(alice, { deviceName: 'build-7' })
    login = made.login
    tokens = made.tokens
  })

  const says = async (token: Secret | string) => {
    const answer = await house.ask(token, identify)
    return answer.answer === 'refused' ? answer.refusal.code : answer.answer
  }
  const refreshing = async ({ refreshToken }: TokenSet) => {
    const answer = await refreshIn(house, refreshToken)
    return refused(answer) ? answer.code : 'refreshed'
  }
  const byAlice = () => causeByAccount(alice.id, 'session', {})
  const narrowed = (token: Secret | string, ...caveats: readonly Caveat[]) =>
    writeToken(attenuate(granted(readToken(typeof token === 'string' ? token : token.expose())), ...caveats))

  describe('ending a login', () => {
    test('ends every token made from it, of every generation, and nothing else', async () => {
      const next = granted(await refreshIn(house, tokens.refreshToken))
      const untouched = (await house.loginOf(alice)).tokens
      granted(await house.logins.end(login.id, alice.id, byAlice()))
      for (const token of [tokens.accessToken, next.accessToken, narrowed(next.accessToken, version)])
        expect(await says(token)).toBe('login_ended')
      expect(await refreshing(next)).toBe('invalid_grant')
      expect(await says(untouched.accessToken)).toBe('allowed')
      expect(await eventsOf(house, alice)).toEqual([
        ...['account.created', 'login.created', 'login.created', 'login.ended'],
      ])
    })

    test('again changes nothing, and writes nothing down', async () => {
      const ended = granted(await house.logins.end(login.id, alice.id, byAlice()))
      house.clock.advance(1000)
      expect(granted(await house.logins.end(login.id, alice.id, byAlice()))).toEqual(ended)
      expect((await eventsOf(house, alice)).filter(what => what === 'login.ended')).toHaveLength(1)
    })

    test('of somebody else is answered like one that never was', async () => {
      const theirs = await house.logins.end(login.id, bob.id, operator)
      expect(theirs).toEqual(await house.logins.end('AAAAAAAAAAAAAAAAAAAAAA', bob.id, operator))
      expect(theirs).toMatchObject({ code: 'unknown_login' })
      expect(await says(tokens.accessToken)).toBe('allowed')
    })

    test('by an administrator or a command asks not whose it is', async () => {
      granted(await house.logins.end(login.id, 'any', operator))
      expect(await says(tokens.accessToken)).toBe('login_ended')
    })

    test('all of an account are ended at once, and counted', async () => {
      const [second, bobs] = [await house.loginOf(alice), await house.loginOf(bob)]
      expect(await house.logins.endAll(alice.id, byAlice())).toBe(2)
      for (const each of [tokens, second.tokens]) expect(await says(each.accessToken)).toBe('login_ended')
      expect(await says(bobs.tokens.accessToken)).toBe('allowed')
      expect(await house.logins.endAll(alice.id, byAlice())).toBe(0)
    })

    test('all of a client are ended with it', async () => {
      const theirs = await house.loginOf(alice, { client: other })
      const { store, logins } = house
      const ended = await store.write(transaction => logins.endAllOfClient(transaction, other.id, operator))
      expect(ended).toBe(1)
      expect(await says(theirs.tokens.accessToken)).toBe('login_ended')
      expect(await says(tokens.accessToken)).toBe('allowed')
    })

    test('of an account that is deleted leaves nothing that tells who it was', async () => {
      granted(await house.authenticate(tokens.accessToken))
      await house.logins.flush()
      const { store, logins } = house
      await store.write(transaction => logins.eraseLoginsOf(transaction, alice.id, operator))
      const left = await loginIn(house, login)
      expect(left).toMatchObject({
        ...{ client: { name: 'deleted' }, deviceName: undefined, endedAt: house.clock.now() },
        lastUsed: { address: undefined, client: undefined },
      })
      expect(JSON.stringify(await store.read.selectFrom('logins').selectAll().execute())).not.toContain(
        'build-7',
      )
    })

    test('of an account that is deleted before its last use was written down is not written any more', async () => {
      granted(await house.authenticate(tokens.accessToken))
      const { store, logins } = house
      await unrecorded(store).write(async transaction => {
        await logins.eraseLoginsOf(transaction, alice.id, operator)
        const gone = { disabled_at: 1, deleted_at: 1 }
        await transaction.updateTable('accounts').set(gone).where('id', '=', alice.id).execute()
      })
      await logins.flush()
      expect((await loginIn(house, login)).lastUsed).toBeUndefined()
    })

    test('CVE row 18: an end and a refresh at the same time leave no token that lives', async () => {
      for (let round = 0; round < 10; round += 1) {
        const raced = await house.loginOf(alice)
        const [answer] = await Promise.all([
          refreshIn(house, raced.tokens.refreshToken),
          house.logins.end(raced.login.id, alice.id, byAlice()),
        ])
        expect(await says(raced.tokens.accessToken)).toBe('login_ended')
        expect(await refreshing(raced.tokens)).toBe('invalid_grant')
        if (refused(answer)) continue
        expect(await says(answer.accessToken)).toBe('login_ended')
        expect(await refreshing(answer)).toBe('invalid_grant')
      }
    })
  })

  describe('the list of logins', () => {
    test('is the account’s own, newest first, ended ones too, a page at a time', async () => {
      await house.loginOf(bob)
      const made = [login.id]
      for (let each = 0; each < 4; each += 1) {
        house.clock.advance(1)
        made.push((await house.loginOf(alice)).login.id)
      }
      await house.logins.end(login.id, alice.id, byAlice())
      const first = await house.logins.list(alice.id, { limit: 3 })
      const second = await house.logins.list(alice.id, { limit: 3, ...(first.next && { after: first.next }) })
      expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made.toReversed())
      expect(second.next).toBeUndefined()
      expect(second.items.at(-1)?.endedBecause).toBe('ended')
    })

    test('says when, from where and with what each was last used', async () => {
      granted(await house.authenticate(tokens.accessToken))
      await house.logins.flush()
      const [listed] = (await house.logins.list(alice.id)).items
      expect(listed?.lastUsed).toEqual({
        ...{ at: house.clock.now(), address: '192.0.2.7', client: 'twine/4.0.2' },
      })
    })
  })

  describe('a master key that is withdrawn', () => {
    const withdraw = () =>
      unrecorded(house.store).write(async transaction => {
        await transaction
          .insertInto('master_keys')
          .values({ kid: 'm1', check_value: '', state: 'withdrawn', created_at: 0, changed_at: 1 })
          .execute()
      })

    test('takes its logins with it, and says so', async () => {
      await withdraw()
      expect(await says(tokens.accessToken)).toBe('login_ended')
      expect(await refreshing(tokens)).toBe('invalid_grant')
      expect(await loginIn(house, login)).toMatchObject({ endedAt: 1, endedBecause: 'withdrawn' })
    })

    test('makes no login any more on a node that has not heard of it', async () => {
      await withdraw()
      const { store, logins } = house
      const input = { accountId: alice.id, client: ownClient, scope: 'api', cause: operator, now: 0 }
      const made = await store.write(transaction => logins.insert(transaction, input))
      expect(made).toMatchObject({ code: 'master_key_withdrawn' })
    })
  })
})
