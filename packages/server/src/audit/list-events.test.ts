/** Whatever is asked of events: every one that meets it is found once, both ways, and no page costs more than it may. */
import fc from 'fast-check'
import { type QueryNode, type RootOperationNode, sql, type UnknownRow } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { createManualClock } from '../host/testing.ts'
import type { Reader, Store } from '../storage/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { causeByAccount, createAudit, type EventFilter, type EventName, recordEvent } from './index.ts'
import { listEvents } from './list-events.ts'

const minute = 60_000
const names = ['key.created', 'key.revoked', 'file.published'] as const satisfies readonly EventName[]
const people = ['ann', 'ben']
const addresses = ['192.0.2.1', '192.0.2.2']

interface Happened {
  readonly what: (typeof names)[number]
  readonly who: string
  readonly address: string
  readonly about: string
  readonly inAcme: boolean
  /** How far its clock is from the others'. */
  readonly skew: number
}

const happened: fc.Arbitrary<Happened> = fc.record({
  what: fc.constantFrom(...names),
  who: fc.constantFrom(...people),
  address: fc.constantFrom(...addresses),
  about: fc.constantFrom('one', 'two'),
  inAcme: fc.boolean(),
  skew: fc.integer({ min: -4 * minute, max: 4 * minute }),
})

const filters: fc.Arbitrary<EventFilter> = fc.record(
  {
    what: fc.constantFrom(...names),
    actor: fc.constantFrom(...people),
    address: fc.constantFrom(...addresses),
    package: fc.constantFrom('one', 'two'),
    from: fc.integer({ min: 0, max: 60 * minute }),
    until: fc.integer({ min: 0, max: 60 * minute }),
  },
  { requiredKeys: [] },
)

forEachEngine((engine, open) => {
  let store: Store

  beforeEach(async () => {
    store = await open()
  })

  const record = (events: readonly (Happened & { readonly at: number })[], of = 'acme') =>
    store.write(async transaction => {
      for (const { what, who, address, about, inAcme, at } of events)
        await recordEvent(transaction, {
          ...{ what, at, cause: causeByAccount(who, 'session', { address }) },
          subject: { kind: 'package', id: about, name: about },
          ...(inAcme && { organizationId: of }),
          details: { at },
        })
    })

  test('what meets a filter is found once, newest first, and again on the way back, however few a page may look at', async () => {
    const several = fc.array(happened, { minLength: 1, maxLength: 40 })
    let round = 0
    const property = fc.asyncProperty(
      several,
      filters,
      fc.integer({ min: 1, max: 9 }),
      async (all, filter, limit) => {
        round += 1
        // Each round has a day, people, packages and an organization of its own.
        const morning = round * 24 * 60 * minute
        const own = (name: string) => `${name}-${round}`
        const events = all.map((each, index) => ({
          ...each,
          ...{ who: own(each.who), about: own(each.about), at: morning + index * 2 * minute + each.skew },
        }))
        await record(events, own('acme'))
        const asked = {
          ...filter,
          ...(filter.actor && { actor: own(filter.actor) }),
          ...(filter.from && { from: morning + filter.from }),
          ...(filter.until && { until: morning + filter.until }),
          ...(filter.package && { package: own(filter.package) }),
        }
        const meets = (event: (typeof events)[number]) =>
          event.inAcme &&
          (asked.package === undefined || event.about === asked.package) &&
          (asked.what === undefined || event.what === asked.what) &&
          (asked.actor === undefined || event.who === asked.actor) &&
          (asked.address === undefined || event.address === asked.address) &&
          (asked.from === undefined || event.at >= asked.from) &&
          (asked.until === undefined || event.at < asked.until)
        const expected = events.filter(meets).map(({ at }) => at)
        const read = (cursor: object) =>
          listEvents(store.read, { of: own('acme') }, { ...asked, limit, ...cursor }, 5)

        const there: unknown[] = []
        let page = await read({})
        let last = ''
        for (;;) {
          expect(page.items.length).toBeLessThanOrEqual(limit)
          there.push(...page.items.map(({ details }) => details['at']))
          if (page.next === undefined) break
          last = page.next
          page = await read({ after: last })
        }
        expect(there).toEqual(expected.toReversed())

        const back = page.items.map(({ details }) => details['at'])
        while (page.previous !== undefined) {
          page = await read({ before: page.previous })
          back.unshift(...page.items.map(({ details }) => details['at']))
        }
        expect(back).toEqual(there)
      },
    )
    await fc.assert(property, propertyOptions(300))
  })

  test('a filter that nothing meets ends after a bounded look, with a way on', async () => {
    const one = {
      what: 'key.created',
      who: 'ann',
      address: addresses[0] ?? '',
      inAcme: true,
      skew: 0,
    } as const
    await record(Array.from({ length: 30 }, (_, at) => ({ ...one, about: 'one', at })))
    const none = { address: '203.0.113.9', package: 'one' }
    const page = await listEvents(store.read, { of: 'acme' }, none, 20)
    expect(page).toMatchObject({ items: [], next: expect.stringMatching(/^\d+$/) })
    const rest = await listEvents(store.read, { of: 'acme' }, { ...none, after: page.next ?? '' }, 20)
    expect(rest).toMatchObject({ items: [] })
    expect(rest.next).toBeUndefined()
  })

  test('the first page of everything has nothing before it', async () => {
    await record([
      { what: 'key.created', who: 'ann', address: '', about: 'one', inAcme: true, skew: 0, at: 1 },
    ])
    const { items, previous, next } = await createAudit({ store, clock: createManualClock() }).list({
      of: 'acme',
    })
    expect([items.length, previous, next]).toEqual([1, undefined, undefined])
  })

  // PostgreSQL plans by what it has counted, and a small table is read whole.
  if (engine !== 'sqlite') return
  test.each<[string, EventFilter]>([
    ['everything', {}],
    ['a name', { what: 'key.created' }],
    ['a person', { actor: 'ann' }],
    ['a key and a name', { key: 'k', what: 'key.revoked' }],
    ['a package, from an address', { package: 'one', address: '192.0.2.1' }],
    ['an address', { address: '192.0.2.1', what: 'key.created' }],
    ['days', { from: 1, until: 2 }],
  ])(
    'is read by an index and in its order, with no table gone through and nothing sorted: %s',
    async (_what, filter) => {
      await record([
        { what: 'key.created', who: 'ann', address: '', about: 'one', inAcme: true, skew: 0, at: 1 },
      ])
      const plans: string[] = []
      for (const list of [{ of: 'acme' }, 'all'] as const) {
        await listEvents(explaining(store.read, plans), list, filter)
        await listEvents(explaining(store.read, plans), list, { ...filter, before: '0' })
      }
      expect(plans.length).toBeGreaterThan(2)
      // The id of a row is the order of its table: reading `events` by it is no search for anything.
      const through = plans.filter(step => /^SCAN|TEMP B-TREE/.test(step) && !/^SCAN events$/.test(step))
      expect(through).toEqual([])
      expect(plans.filter(step => step === 'SCAN events').length).toBeLessThanOrEqual(
        Object.keys(filter).length === 0 ? 2 : 0,
      )
    },
  )
})

/** Answers what SQLite would do, and nothing of what it would find. */
function explaining(reader: Reader, plans: string[]): Reader {
  return reader.withPlugin({
    transformQuery: ({ node }) => explained(node),
    async transformResult({ result }) {
      plans.push(...result.rows.map((row: UnknownRow) => String(row['detail'])))
      return { ...result, rows: [{ id: 1, event_id: 1, details: null }] }
    },
  }) as Reader
}

function explained(node: RootOperationNode): RootOperationNode {
  const query = node as QueryNode & RootOperationNode
  return {
    ...query,
    explain: { kind: 'ExplainNode', options: sql`query plan`.toOperationNode() },
  } as RootOperationNode
}
