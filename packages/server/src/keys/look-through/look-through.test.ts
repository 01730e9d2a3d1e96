import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../../test/support/runs.ts'
import type { Account } from '../../accounts/index.ts'
import { createSmallHouse, granted, type SmallHouse } from '../../credentials/testing/small-house.ts'
import { unrecorded } from '../../storage/testing/recorded.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { attentionOf } from '../attention.ts'
import { type Key, keyCaveats } from '../index.ts'
import { mostCounted } from './count-states.ts'
import { farthest } from './look-through.ts'
import { type KeyState, keyStates } from './only.ts'
import { type KeyOrder, keyOrders } from './orders.ts'

const day = 24 * 60 * 60 * 1000

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let bob: Account

  /** Keys of all sorts: every way to be wide or narrow, of all ages, used and not, revoked, expired and replaced. */
  beforeAll(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    bob = await house.account('bob')
    const rows = [
      [['read'], '*'],
      [['publish'], 'pypi:acme'],
      [['read'], 'pypi:acme/widget'],
      [['account'], '*'],
      [['publish', 'read'], 'hex:*'],
    ] as const
    const make = async (name: string, index: number, expiresAt: number | 'never', owner = alice) => {
      const [actions, target] = rows[index % rows.length] ?? rows[0]
      const caveats = granted(keyCaveats({ allow: [{ actions, targets: [target] }] }))
      const input = { owner: { kind: 'account' as const, id: owner.id }, name, caveats, expiresAt }
      return granted(await house.keys.create({ ...input, by: 'local command' })).key
    }
    for (let index = 0; index < 40; index += 1) {
      if (index % 3 > 0) house.clock.advance(index % 3 === 1 ? 1 : 10 * day)
      const expiresAt = index % 4 === 0 ? 'never' : house.clock.now() + (index % 7) * 50 * day + day
      const name = `${['Laptop', 'laptop_', 'CI', 'ci 100%', 'Übung'][index % 5]} ${index}`
      const { id } = await make(name, index, expiresAt)
      const use = { at: house.clock.now(), address: undefined, client: undefined }
      if (index % 3 === 1) house.keys.used(id, use)
      if (index % 11 === 5) await house.keys.revoke(id, 'local command')
      if (index % 13 === 3) await house.keys.rotate({ id, overlap: day, by: 'local command' })
    }
    await make('laptop of bob', 0, 'never', bob)
    await house.keys.flush()
  })

  const owner = () => ({ kind: 'account', id: alice.id }) as const
  const everyKey = async () => (await house.keys.list(owner(), { limit: 1000 })).items

  /** Page by page. */
  async function found(query: { order?: KeyOrder; state?: KeyState; word?: string; limit?: number }) {
    const keys: Key[] = []
    let after: string | undefined
    do {
      const page = await house.keys.lookThrough(owner(), { ...query, ...(after && { after }) })
      expect(page.items.length).toBeLessThanOrEqual(query.limit ?? 100)
      keys.push(...page.items)
      after = page.next
    } while (after !== undefined)
    return keys
  }

  const over = (key: Key) => key.revokedAt !== undefined
  const late = ({ expiresAt = Number.POSITIVE_INFINITY }: Key) => expiresAt <= house.clock.now()
  function isSo(key: Key, state: KeyState): boolean {
    if (state === 'live') return !over(key) && !late(key)
    if (state === 'expired') return !over(key) && late(key)
    if (state === 'revoked') return over(key)
    const reasons = attentionOf(key, house.clock.now())
    return state === 'attention' ? reasons.length > 0 : reasons.includes(state)
  }

  test.each(keyStates)('finds every key that is %s, and no other', async state => {
    const expected = (await everyKey()).filter(key => isSo(key, state))
    expect(expected).not.toEqual([])
    expect(await found({ state })).toEqual(expected)
  })

  test('as many are counted in each state as are found in it', async () => {
    const expected = await Promise.all(
      keyStates.map(async state => [state, (await found({ state })).length] as const),
    )
    const all = (await everyKey()).length
    expect(await house.keys.counts(owner())).toEqual({ ...Object.fromEntries(expected), all })
  })

  test('whatever is asked for, pages of any size hold the same keys, each once, in one order', async () => {
    const query = fc.record(
      {
        order: fc.constantFrom(...keyOrders),
        state: fc.constantFrom(...keyStates),
        word: fc.constantFrom('LAPTOP', '%', '_', 'acme', 'read', 'pypi', 'pypi:acme/w', 'nothing', 'Ü'),
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(query, fc.integer({ min: 1, max: 20 }), async (asked, limit) => {
        const whole = await found(asked)
        expect(await found({ ...asked, limit })).toEqual(whole)
        const expected = (await everyKey()).filter(key => asked.state === undefined || isSo(key, asked.state))
        if (asked.word === undefined) expect(new Set(whole)).toEqual(new Set(expected))
        else for (const key of whole) expect(expected).toContainEqual(key)
      }),
      propertyOptions(200),
    )
  })

  const places: Readonly<Record<KeyOrder, (key: Key) => string | number>> = {
    newest: ({ createdAt }) => -createdAt,
    expiry: ({ expiresAt = Number.MAX_SAFE_INTEGER }) => expiresAt,
    'last-used': ({ lastUsed }) => -(lastUsed?.at ?? 0),
    name: ({ name }) => name.replaceAll(/[A-Z]/g, letter => letter.toLowerCase()),
  }
  test.each(keyOrders)('by %s, they come in that order', async order => {
    const seen = (await found({ order, limit: 7 })).map(places[order])
    const compare = (one: string | number, other: string | number) => (one < other ? -1 : one > other ? 1 : 0)
    expect(seen).toHaveLength((await everyKey()).length)
    expect(seen).toEqual(seen.toSorted(compare))
  })

  describe('a word', () => {
    const names = async (word: string) => (await found({ word })).map(({ name }) => name)

    test('is found in names, in upper and lower case, and stands for nothing but itself', async () => {
      const named = async (part: string) =>
        (await everyKey()).map(({ name }) => name).filter(name => name.includes(part))
      expect(await names('LAPTOP_')).toEqual(await named('laptop_'))
      expect(await names('100%')).toEqual(await named('100%'))
      expect(await names('100%')).not.toEqual([])
      expect(await names('l%p')).toEqual([])
      expect(await names('\\')).toEqual([])
    })

    test('is found in targets, whole or in part, and not among what is done there', async () => {
      const about = async (word: string) => (await found({ word })).map(({ caveats }) => caveats[0])
      for (const word of ['WIDGET', 'pypi:acme/w', 'hex', '*', 'acme'])
        expect(await about(word)).not.toEqual([])
      expect(await about('publish')).toEqual([])
      expect(await about('allow')).toEqual([])
    })
  })

  test('a page looks at so many keys and says where the next begins, however few of them are wanted', async () => {
    const carol = await house.account('carol')
    const { key } = await house.keyOf(carol, [{ actions: ['read'], targets: ['*'] }])
    await unrecorded(house.store).write(async transaction => {
      const row = await transaction
        .selectFrom('keys')
        .selectAll()
        .where('id', '=', key.id)
        .executeTakeFirstOrThrow()
      for (let from = 0; from < 1500; from += 500) {
        const many = Array.from({ length: 500 }, (_, index) => ({
          ...row,
          ...{ id: `carol${from + index}`, name: `no ${from + index}` },
        }))
        await transaction.insertInto('keys').values(many).execute()
      }
    })
    const hers = { kind: 'account', id: carol.id } as const
    expect(mostCounted).toBeLessThan(1500)
    expect(await house.keys.counts(hers)).toBeUndefined()
    for (const order of keyOrders.filter(each => each !== 'last-used')) {
      const first = await house.keys.lookThrough(hers, { order, word: 'no 14' })
      const rest = await house.keys.lookThrough(hers, { order, word: 'no 14', after: first.next ?? '' })
      expect(first.items.length + rest.items.length).toBe(111)
      expect(rest.next).toBeUndefined()
      expect((await house.keys.lookThrough(hers, { order, word: 'no such' })).next).toBeDefined()
    }
    const lately = await house.keys.lookThrough(hers, { order: 'last-used', limit: 1000 })
    expect(lately.newestOnly).toBe(true)
    const rest = await house.keys.lookThrough(hers, {
      order: 'last-used',
      limit: 1000,
      after: lately.next ?? '',
    })
    expect(lately.items.length + rest.items.length).toBe(farthest)
    expect(rest.next).toBeUndefined()
    expect((await house.keys.lookThrough(owner(), { order: 'last-used' })).newestOnly).toBeUndefined()
  })

  test.each(['', 'nonsense', 'WzEsMl0', Buffer.from('["a\\u0000","b"]').toString('base64url')])(
    'a cursor that is none of ours (%s) is after everything',
    async after => {
      for (const order of keyOrders)
        expect(await house.keys.lookThrough(owner(), { order, after })).toEqual({ items: [] })
    },
  )
})
