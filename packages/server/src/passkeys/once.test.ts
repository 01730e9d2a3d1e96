/** What a passkey signed is good once, on every engine, however many nodes are shown it at once. */
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { expect, test } from 'vitest'
import { createHouseOfAlice, ok, password } from '../accounts/testing.ts'
import { createSeededRandom } from '../host/testing.ts'
import { secondFactorKey } from '../second-factors/testing.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createPasskeys } from './index.ts'
import { Device } from './testing.ts'

const origin = 'https://packages.example.com'
const from = { address: '192.0.2.1', client: 'Firefox' }
const browser = new Secret('a browser')

forEachEngine((_engine, open) => {
  test('of many who come with one answer at once, one is signed in', async () => {
    const store = await open()
    const { clock, sessions } = await createHouseOfAlice(store)
    const nodes = ['one', 'two', 'three'].map(seed =>
      createPasskeys({ store, clock, random: createSeededRandom(seed), key: secondFactorKey, origin }),
    )
    const [first] = nodes
    if (first === undefined) return expect.unreachable()
    const attempt = { username: 'alice', password, address: from.address, userAgent: from.client }
    const { session } = ok(await sessions.signIn(attempt))
    const device = new Device({ origin, synced: true })
    const credential = device.create(ok(await first.askToAdd(session)))
    ok(await first.add(session, { credential, name: 'Phone' }, from))

    const asked = first.askToSignIn(browser)
    if (asked === undefined) return expect.unreachable()
    const answer = { browser, credential: device.get(asked), from }
    const all = await Promise.all([...nodes, ...nodes].map(node => node.signIn(answer)))
    expect(all.filter(each => !refused(each))).toHaveLength(1)
    expect(all.filter(refused).map(({ code }) => code)).toEqual(Array(5).fill('passkey_too_late'))
    expect((await sessions.list(session.account.id)).length).toBe(2)
  })
})
