/** That a person hears of each login that is new, and in which words. */
import { refuse } from '@latchkey/tokens'
import { expect, test } from 'vitest'
import { causeByAccount } from '../../audit/index.ts'
import { createSmallHouse, origin, ownClient } from '../../credentials/testing/small-house.ts'
import { unrecorded } from '../../storage/testing/recorded.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'

const from = { address: '203.0.113.9', client: 'Firefox\n\n  https://evil.example/' }

forEachEngine((_engine, open) => {
  async function build() {
    const house = createSmallHouse(await open())
    const ada = await house.account('ada')
    const login = {
      ...{ accountId: ada.id, client: ownClient, scope: 'api repositories', now: house.clock.now() },
      cause: causeByAccount(ada.id, 'session', from),
    }
    const mail = () =>
      house.store.read.selectFrom('outbox').select(['recipient', 'subject', 'text']).execute()
    return { ...house, login, mail }
  }

  test('a login that is made is told to whose it is: what, by whom, when, from where, and where it is ended', async () => {
    const { store, logins, login, mail } = await build()
    const deviceName = 'build-7\r\nBcc: everybody@example.com\r\n\r\n  https://evil.example/'
    await store.write(transaction => logins.insert(transaction, { ...login, deviceName }))
    const shown = 'latchkey on build-7 Bcc: everybody@example.com   https://evil.example/'
    expect(await mail()).toEqual([
      {
        ...{ recipient: 'ada@example.com', subject: `The login "${shown}" is new` },
        text: `Hello ada,

${shown} was let in to your account at ${origin}.

What it may do:
  api
  repositories

What is known of it:
  Who: ada, signed in with a browser
  When: 1 January 2026 at 12:00 UTC
  From: 203.0.113.9, with Firefox   https://evil.example/

If you know nothing of it, end it at once, and set another password:

  ${origin}/account/logins
`,
      },
    ])
  })

  test('logins are told one by one, and six of an hour where nobody verified the address', async () => {
    const { store, logins, login, mail } = await build()
    const make = async () => {
      for (let n = 0; n < 8; n += 1) await store.write(transaction => logins.insert(transaction, login))
    }
    await make()
    expect(await mail()).toHaveLength(8)
    await unrecorded(store).write(async transaction => {
      await transaction.deleteFrom('outbox').execute()
      await transaction.deleteFrom('event_lists').execute()
      await transaction.updateTable('accounts').set({ email_verified_at: null }).execute()
    })
    await make()
    const last = (await mail()).map(({ text }) => text.includes('until the hour is over')).sort()
    expect(last).toEqual([false, false, false, false, false, true])
  })

  test('a login that was not made after all is told to nobody', async () => {
    const { store, logins, login, mail } = await build()
    await store.write(async transaction => {
      await logins.insert(transaction, login)
      return refuse('no', 'No.', 'Stop.')
    })
    expect(await mail()).toEqual([])
  })
})
