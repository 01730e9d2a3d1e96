/** All accounts, for those who run the server: found by how they begin, a page at a time, and never one that was deleted. */
import { expect, test } from 'vitest'
import { operator } from '../audit/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { eraseAccount, setDisabled } from './account-changes.ts'
import type { AccountQuery } from './list-accounts.ts'
import { createHouseOfAlice, ok, password } from './testing.ts'

forEachEngine((_engine, open) => {
  async function setUp() {
    const house = await createHouseOfAlice(await open())
    for (const username of ['bob', 'bobby', 'carol']) {
      const email = `${username === 'bobby' ? 'Robert' : username}@example.org`
      ok(
        await house.accounts.create(
          { username, email, password, administrator: username === 'carol' },
          operator,
        ),
      )
    }
    const found = async (query: AccountQuery) =>
      (await house.accounts.list(query)).items.map(({ username }) => username)
    const named = async (username: string) => {
      const account = await house.accounts.byUsername(username)
      if (account === undefined) throw new Error(`There is no ${username}.`)
      return account
    }
    return { ...house, found, named }
  }

  test('accounts are listed by username, a page at a time', async () => {
    const { accounts, found } = await setUp()
    const first = await accounts.list({ limit: 3 })
    expect(first.items.map(({ username }) => username)).toEqual(['alice', 'bob', 'bobby'])
    expect(await found({ limit: 3, after: first.next ?? '' })).toEqual(['carol'])
  })

  test('accounts are found by how the name begins, or the address where there is an @ in it', async () => {
    const { found } = await setUp()
    expect(await found({ beginsWith: 'BOB' })).toEqual(['bob', 'bobby'])
    expect(await found({ beginsWith: 'ob' })).toEqual([])
    expect(await found({ beginsWith: 'robert@' })).toEqual(['bobby'])
    expect(await found({ beginsWith: '%' })).toEqual([])
  })

  test('those who run the server are found, and those who are disabled', async () => {
    const { store, found, named, clock } = await setUp()
    const bob = await named('bob')
    await unrecorded(store).write(transaction => setDisabled(transaction, bob, clock.now()))
    expect(await found({ only: 'administrators' })).toEqual(['carol'])
    expect(await found({ only: 'disabled' })).toEqual(['bob'])
  })

  test('an account that was deleted is not listed, nor found by its address', async () => {
    const { store, found, named, clock } = await setUp()
    const bob = await named('bob')
    await unrecorded(store).write(transaction => eraseAccount(transaction, bob, clock.now()))
    expect(await found({})).toEqual(['alice', 'bobby', 'carol'])
    expect(await found({ only: 'disabled' })).toEqual([])
    expect(await found({ beginsWith: 'bob@' })).toEqual([])
  })

  test('each says when a browser of it was last seen', async () => {
    const { accounts, sessions, clock } = await setUp()
    ok(await sessions.signIn({ username: 'bob', password, address: '192.0.2.7', userAgent: 'x' }))
    const seen = (await accounts.list({ beginsWith: 'bob' })).items.map(({ lastSeenAt }) => lastSeenAt)
    expect(seen).toEqual([clock.now(), undefined])
  })
})
