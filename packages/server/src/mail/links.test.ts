/** Links that are sent by mail: when their secret is made, what is stored of it, how often and for how long they work. */
import { Secret } from '@latchkey/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { createManualClock, createSeededRandom, type ManualClock } from '../host/testing.ts'
import type { Store } from '../storage/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { closeLinks, createDelivery, createOutbox, DeliveryFailure, findLink } from './index.ts'
import type { NewEmailLink } from './links.ts'
import { linkIn, openMailbox } from './testing/mailbox.ts'
import type { Letter } from './transport.ts'

const hour = 3_600_000
const link = { purpose: 'address', subjectId: 'ada', address: 'ada@example.com' } as const

forEachEngine((_engine, open) => {
  let store: Store
  let clock: ManualClock

  const random = createSeededRandom()

  beforeEach(async () => {
    store = unrecorded(await open())
    clock = createManualClock()
  })

  const queue = (changed: Partial<NewEmailLink> = {}) =>
    store.write(transaction =>
      createOutbox({ clock, random }).queueLink(
        transaction,
        {
          subject: 'Is it yours?',
          text: 'Hello ada,\n\nOpen it:\n\n  https://packages.example.com/email/\n',
        },
        { ...link, expiresAt: clock.now() + hour, ...changed },
      ),
    )
  const mailbox = () => openMailbox(store, clock)()
  const secretIn = (letter: Letter | undefined) =>
    new Secret(linkIn(letter ?? { text: '' }).replace('/email/', ''))
  const find = (secret: Secret) => findLink(store.read, 'address', secret, clock.now())
  const everyRow = async () => {
    const tables = ['outbox', 'email_links', 'email_link_secrets'] as const
    return JSON.stringify(
      await Promise.all(tables.map(table => store.read.selectFrom(table).selectAll().execute())),
    )
  }

  describe('a mail with a link', () => {
    test('waits without a secret; the one that is sent is 256 bits, and stored as its SHA-256 only', async () => {
      await queue()
      expect(await everyRow()).toContain('https://packages.example.com/email/\\n"')
      const [letter, ...others] = await mailbox()
      expect(others).toEqual([])
      expect(letter?.text).toMatch(
        /^Hello ada,\n\nOpen it:\n\n {2}https:\/\/packages\.example\.com\/email\/[\w-]{43}\n$/,
      )
      expect(await everyRow()).not.toContain(secretIn(letter).expose())
      expect(await find(secretIn(letter))).toMatchObject(link)
    })

    test('that had to be sent twice leads on from both, for nobody knows which arrived', async () => {
      await queue()
      const sent: Letter[] = []
      const transport = {
        place: 'a mail server that says nothing after the mail',
        async deliver(letter: Letter) {
          sent.push(letter)
          if (sent.length === 1) throw new DeliveryFailure('No answer.')
        },
      }
      const node = createDelivery({
        ...{ store, clock, transport, random: createSeededRandom() },
        log: { warn: () => {}, error: () => {} },
      })
      await node.deliver()
      clock.advance(60_000)
      await node.deliver()
      const secrets = sent.map(secretIn)
      expect(new Set(secrets.map(secret => secret.expose())).size).toBe(2)
      expect(sent[0]?.id).toBe(sent[1]?.id)
      for (const secret of secrets) expect(await find(secret)).toMatchObject(link)
      await store.write(transaction => closeLinks(transaction, link))
      for (const secret of secrets) expect(await find(secret)).toBeUndefined()
    })

    test.each(['is closed', 'is over'])('is not sent any more once its link %s', async why => {
      await queue()
      if (why === 'is over') clock.advance(hour)
      else await store.write(transaction => closeLinks(transaction, link))
      expect(await mailbox()).toEqual([])
      expect(await store.read.selectFrom('outbox').selectAll().execute()).toEqual([])
    })
  })

  describe('a link', () => {
    test('works until the instant at which it is over, and not at it', async () => {
      await queue()
      const secret = secretIn((await mailbox())[0])
      clock.advance(hour - 1)
      expect(await find(secret)).toMatchObject(link)
      clock.advance(1)
      expect(await find(secret)).toBeUndefined()
    })

    test('is good for what it was sent for, and for nothing else', async () => {
      await queue()
      const secret = secretIn((await mailbox())[0])
      expect(await findLink(store.read, 'password', secret, clock.now())).toBeUndefined()
    })

    test('is closed for its subject and purpose alone', async () => {
      await queue()
      await queue({ subjectId: 'bob' })
      const secrets = (await mailbox()).map(secretIn)
      await store.write(transaction => closeLinks(transaction, { purpose: 'password', subjectId: 'ada' }))
      await store.write(transaction => closeLinks(transaction, { purpose: 'address', subjectId: 'bob' }))
      const found = await Promise.all(secrets.map(find))
      expect(found.flatMap(each => each?.subjectId ?? [])).toEqual(['ada'])
    })

    test('that is over goes with the next one of its kind, and its secrets with it', async () => {
      await queue()
      await mailbox()
      clock.advance(hour)
      await queue()
      expect(await store.read.selectFrom('email_links').selectAll().execute()).toHaveLength(1)
      expect(await store.read.selectFrom('email_link_secrets').selectAll().execute()).toEqual([])
    })
  })
})
