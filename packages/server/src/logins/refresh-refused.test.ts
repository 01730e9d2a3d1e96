import { Secret } from '@latchkey/protocol'
import { attenuate, readToken, refused, writeToken } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import { createSmallHouse, granted, ownClient, type SmallHouse } from '../credentials/testing/small-house.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import type { Login, TokenSet } from './index.ts'
import { loginIn, refreshIn } from './testing/refreshing.ts'

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let login: Login
  let first: TokenSet

  beforeEach(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    const made = await house.loginOf(alice, { deviceName: 'build-7' })
    login = made.login
    first = made.tokens
  })

  const refresh = async (tokens: TokenSet) => granted(await refreshIn(house, tokens.refreshToken))
  const refusal = async (tokens: TokenSet) => {
    const answer = await refreshIn(house, tokens.refreshToken)
    return refused(answer) ? answer.code : 'refreshed'
  }

  describe('a refresh is refused, and changes nothing, of', () => {
    test.for([
      ['one with a restriction added', (text: string) => narrowed(text)],
      ['one that is cut off', (text: string) => text.slice(0, -3)],
      [
        'one with a changed signature',
        (text: string) => `${text.slice(0, -2)}${text.endsWith('AA') ? 'BA' : 'AA'}`,
      ],
      ['one with white space around it', (text: string) => ` ${text}`],
      ['one without its prefix', (text: string) => text.replace('latchkey-', '')],
      ['one with its prefix doubled', (text: string) => `latchkey-${text}`],
      ['one of another registry', (text: string) => text.replace('latchkey-', 'other-')],
      ['nothing', () => ''],
    ] as const)('%s', async ([, change]) => {
      const answer = await refreshIn(house, new Secret(change(first.refreshToken.expose())))
      expect(answer).toMatchObject({ code: 'invalid_grant' })
      expect(await loginIn(house, login)).toEqual(login)
    })

    test('an access token in its place, and a key', async () => {
      const key = await house.keyOf(alice, [{ actions: ['read'], targets: ['*'] }])
      for (const token of [first.accessToken, key.token])
        expect(await refreshIn(house, token)).toMatchObject({ code: 'invalid_grant' })
    })

    test('one made again with another master key than the row names', async () => {
      const other = createSmallHouse(house.store, length => new Uint8Array(length).fill(9))
      const text = granted(await other.logins.tokensOf(login, { issuedAt: 0 })).refreshToken
      expect(await refreshIn(house, text)).toMatchObject({ code: 'invalid_grant' })
      expect(await loginIn(house, login)).toEqual(login)
    })

    test('one of another client, and says no more of it (RFC 6749, section 6)', async () => {
      const client = { ...ownClient, id: 'another', name: 'Another' }
      expect(await refreshIn(house, first.refreshToken, { client })).toMatchObject({ code: 'invalid_grant' })
      expect(await loginIn(house, login)).toEqual(login)
    })

    test('an account that is disabled, until it is enabled', async () => {
      const disable = (at: number | null) =>
        unrecorded(house.store).write(async transaction => {
          await transaction
            .updateTable('accounts')
            .set({ disabled_at: at })
            .where('id', '=', alice.id)
            .execute()
        })
      await disable(1)
      expect(await refusal(first)).toBe('invalid_grant')
      await disable(null)
      await refresh(first)
    })
  })

  describe('a refresh with a scope', () => {
    test('narrows the access token alone: the next refresh gives everything again', async () => {
      const narrow = granted(await refreshIn(house, first.refreshToken, { scope: 'repositories' }))
      expect(narrow.grantedScope).toBe('repositories')
      const describing = {
        action: 'describe',
        organization: 'acme',
        ecosystem: 'pypi',
        package: 'widget',
      } as const
      await house.organization('acme', alice)
      expect(await house.ask(narrow.accessToken, describing)).toMatchObject({
        refusal: { code: 'action_not_allowed' },
      })
      expect((await refresh(narrow)).grantedScope).toBe('api repositories')
    })

    test.for(['package:pypi:acme/widget', 'api:delete', ''])(
      'that was not granted, %j, is refused by name and uses nothing up',
      async scope => {
        const answer = await refreshIn(house, first.refreshToken, { scope })
        expect(answer).toMatchObject({ code: 'invalid_scope', message: expect.stringContaining(scope) })
        expect(await loginIn(house, login)).toEqual(login)
      },
    )
  })

  function narrowed(text: string): string {
    return writeToken(attenuate(granted(readToken(text)), { kind: 'version', versions: ['1.0'] }))
  }
})
