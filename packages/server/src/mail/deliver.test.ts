import { describe, expect, test } from 'vitest'
import { createManualClock, createSeededRandom } from '../host/testing.ts'
import type { Store } from '../storage/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createDelivery, type Delivery } from './deliver.ts'
import { createOutbox } from './outbox.ts'
import { DeliveryFailure, type Letter, type Transport } from './transport.ts'

const minute = 60_000
const hour = 60 * minute

/** A post office with any number of nodes that share a store and a clock. */
function createPost(store: Store, clock = createManualClock()) {
  const outbox = createOutbox({ clock, random: createSeededRandom() })
  const delivered: Letter[] = []
  const logged: { readonly message: string; readonly fields: object }[] = []
  const log = {
    warn: (fields: object, message: string) => void logged.push({ fields, message }),
    error: () => {},
  }
  return {
    clock,
    delivered,
    logged,
    queue: (to: string, subject = 'A key expires') =>
      store.write(transaction => outbox.queue(transaction, { to, subject, text: 'Tomorrow.' })),
    waiting: () => store.read.selectFrom('outbox').selectAll().execute(),
    node(deliver: Transport['deliver'] = async () => {}) {
      const transport: Transport = {
        place: 'test',
        async deliver(letter) {
          await deliver(letter)
          delivered.push(letter)
        },
      }
      return createDelivery({ store, clock, random: createSeededRandom(), transport, log })
    },
  }
}

const failing = async () => {
  throw new DeliveryFailure('The mail server is asleep.')
}

forEachEngine((_engine, open) => {
  describe('mail', () => {
    test('is delivered in the order in which it was queued, and then it is gone', async () => {
      const post = createPost(await open())
      for (const name of ['ada', 'bob', 'eve']) {
        await post.queue(`${name}@example.com`)
        post.clock.advance(1)
      }
      const node = post.node()
      await node.deliver()
      await node.deliver()
      expect(post.delivered.map(({ to }) => to)).toEqual([
        'ada@example.com',
        'bob@example.com',
        'eve@example.com',
      ])
      expect(post.delivered[0]).toMatchObject({ subject: 'A key expires', text: 'Tomorrow.' })
      expect(await post.waiting()).toEqual([])
      expect(post.logged).toEqual([])
    })

    test('is delivered once, however many nodes deliver at the same time', async () => {
      const post = createPost(await open())
      for (let n = 0; n < 12; n += 1) await post.queue(`person-${n}@example.com`)
      const nodes = Array.from({ length: 4 }, () =>
        post.node(() => new Promise(resolve => setTimeout(resolve, 2))),
      )
      await Promise.all(nodes.map(node => node.deliver()))
      await Promise.all(nodes.map(node => node.deliver()))
      expect(new Set(post.delivered.map(({ to }) => to)).size).toBe(12)
      expect(post.delivered).toHaveLength(12)
      expect(await post.waiting()).toEqual([])
      expect(post.logged).toEqual([])
    })

    test('that a node took before it crashed is delivered by another, and not before the lease is over', async () => {
      const post = createPost(await open())
      await post.queue('ada@example.com')
      // It never comes back, as after kill -9.
      void post.node(() => new Promise(() => {})).deliver()
      const other = post.node()
      await expect.poll(async () => (await post.waiting())[0]?.attempts).toBe(1)
      post.clock.advance(10 * minute - 1)
      await other.deliver()
      expect(post.delivered).toEqual([])
      post.clock.advance(1)
      await other.deliver()
      expect(post.delivered.map(({ to }) => to)).toEqual(['ada@example.com'])
      expect(await post.waiting()).toEqual([])
    })

    test('that was sent but not marked before a crash is sent again rather than never', async () => {
      const post = createPost(await open())
      await post.queue('ada@example.com')
      await new Promise<void>(sent => {
        const node = post.node(() => {
          sent()
          return new Promise(() => {})
        })
        void node.deliver()
      })
      post.clock.advance(10 * minute)
      await post.node().deliver()
      expect(post.delivered).toHaveLength(1)
    })

    test('that fails is tried again after one minute, two, four and so on, at last every four hours', async () => {
      const post = createPost(await open())
      await post.queue('ada@example.com')
      const node = post.node(failing)
      const pauses = []
      for (let n = 0; n < 11; n += 1) {
        await node.deliver()
        const [row] = await post.waiting()
        const pause = (row?.due_at ?? 0) - post.clock.now()
        pauses.push(pause / minute)
        post.clock.advance(pause - 1)
        await node.deliver()
        expect(post.logged).toHaveLength(n + 1)
        post.clock.advance(1)
      }
      expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 240, 240, 240])
      await post.node().deliver()
      expect(post.delivered).toHaveLength(1)
    })

    test('is given up after five days, which the log tells', async () => {
      const post = createPost(await open())
      await post.queue('ada@example.com', 'Your key expires tomorrow')
      const node = post.node(failing)
      for (let n = 0; n < 5 * 24; n += 1) {
        await node.deliver()
        expect(await post.waiting()).toHaveLength(1)
        expect(post.logged.at(-1)?.message).toContain('tried again')
        post.clock.advance(hour)
      }
      post.clock.advance(4 * hour)
      await node.deliver()
      expect(await post.waiting()).toEqual([])
      expect(post.logged.at(-1)).toEqual({
        message: 'A mail is given up: it could not be delivered.',
        fields: expect.objectContaining({
          to: 'ada@example.com',
          subject: 'Your key expires tomorrow',
          reason: 'The mail server is asleep.',
        }),
      })
    })

    test('for an address that does not exist is given up at once, and does not hold the others up', async () => {
      const post = createPost(await open())
      for (const to of ['gone@example.com', 'ada@example.com']) await post.queue(to)
      await post
        .node(async ({ to }) => {
          if (to.startsWith('gone')) throw new DeliveryFailure('550 No such user', { final: true })
        })
        .deliver()
      expect(post.delivered.map(({ to }) => to)).toEqual(['ada@example.com'])
      expect(await post.waiting()).toEqual([])
      expect(post.logged.map(({ message }) => message)).toEqual([
        'A mail is given up: it could not be delivered.',
      ])
    })

    test('is not begun once delivery was stopped; what is under way is waited for', async () => {
      const post = createPost(await open())
      await post.queue('ada@example.com')
      post.clock.advance(1)
      await post.queue('bob@example.com')
      let end = () => {}
      const node = await new Promise<Delivery>(begun => {
        const slow = post.node(() => {
          begun(slow)
          return new Promise<void>(resolve => {
            end = resolve
          })
        })
        void slow.deliver()
      })
      const stopped = node.stop()
      expect(post.delivered).toEqual([])
      end()
      await stopped
      expect(post.delivered.map(({ to }) => to)).toEqual(['ada@example.com'])
      expect((await post.waiting()).map(({ recipient }) => recipient)).toEqual(['bob@example.com'])
    })
  })
})

test('a database that is gone fails nobody: the log hears of it', async () => {
  const gone = {
    read: {
      selectFrom: () => {
        throw new Error('gone')
      },
    },
  } as unknown as Store
  const post = createPost(gone)
  await expect(post.node().deliver()).resolves.toBeUndefined()
  expect(post.logged).toMatchObject([{ fields: { error: expect.objectContaining({ message: 'gone' }) } }])
})
