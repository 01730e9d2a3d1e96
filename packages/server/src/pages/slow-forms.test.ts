/** A form arrives as slowly as its sender likes: what counts is what holds once it is there. */
import { beforeEach, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import { giveSecondFactor } from '../second-factors/testing.ts'
import { embeddedStores } from '../storage/testing/embedded.ts'
import { createPagesHouse, origin, type PagesHouse } from './testing/house.ts'
import { formTokenIn, Visitor } from './testing/visitor.ts'

const open = embeddedStores()
const newKey = '/account/keys/new'
const reading = { name: 'late', 'may-1': 'read', 'where-1': '*', do: 'make' }
let house: PagesHouse
let ada: Account
let visitor: Visitor

beforeEach(async () => {
  house = createPagesHouse(await open())
  await house.acme()
  ada = await house.person('ada')
  visitor = new Visitor(house, origin)
  await visitor.signIn('ada')
})

/** Begins to send a form, and ends once this happened. */
async function sendWhile(fields: Readonly<Record<string, string>>, meanwhile: () => unknown) {
  const formToken = formTokenIn((await visitor.get(newKey)).html) ?? ''
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await meanwhile()
        controller.enqueue(Buffer.from(String(new URLSearchParams({ form_token: formToken, ...fields }))))
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
  return visitor.send(new Request(`${origin}${newKey}`, { method: 'POST', headers, body, duplex: 'half' }))
}

async function keysOfAda(): Promise<number> {
  return (await house.keys.list({ kind: 'account', id: ada.id })).items.length
}

test('sent to its end at once it makes a key', async () => {
  expect((await sendWhile(reading, () => {})).status).toBe(200)
  expect(await keysOfAda()).toBe(1)
})

test('of a session that was ended meanwhile it makes none', async () => {
  const answer = await sendWhile(reading, async () => {
    for (const session of await house.sessions.list(ada.id))
      await house.sessions.end(session, { address: undefined, client: undefined })
  })
  expect(answer.headers.get('location')).toMatch(/^\/login\?/)
  expect(await keysOfAda()).toBe(0)
})

test('of a session that is asked for a code since it makes none', async () => {
  const answer = await sendWhile(reading, () => giveSecondFactor(house.store, ada.id, house.clock))
  expect(answer.headers.get('location')).toMatch(/^\/login\/code\?/)
  expect(await keysOfAda()).toBe(0)
})

test('what is weighty asks whether it is still the same person, however early the form began', async () => {
  const writing = { ...reading, 'may-1': 'publish' }
  const answer = await sendWhile(writing, () => house.clock.advance(11 * 60_000))
  expect(answer.html).toContain('Is it still you?')
  expect(await keysOfAda()).toBe(0)
})
