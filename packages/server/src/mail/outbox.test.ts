import { refuse } from '@latchkey/tokens'
import { expect, test } from 'vitest'
import { createManualClock, createSeededRandom } from '../host/testing.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createOutbox } from './outbox.ts'

const message = { to: 'ada@example.com', subject: 'A key expires', text: 'Tomorrow.' }

forEachEngine((_engine, open) => {
  test('mail waits once its transaction commits, and does not exist where it is refused or fails', async () => {
    const store = await open()
    const outbox = createOutbox({ clock: createManualClock(), random: createSeededRandom() })
    const waiting = () => store.read.selectFrom('outbox').select(['recipient', 'subject', 'text']).execute()

    await store.write(async transaction => {
      await outbox.queue(transaction, message)
      return refuse('no', 'No.', 'Stop.')
    })
    await expect(
      store.write(async transaction => {
        await outbox.queue(transaction, message)
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await waiting()).toEqual([])

    await store.write(transaction => outbox.queue(transaction, message))
    expect(await waiting()).toEqual([{ recipient: message.to, subject: message.subject, text: message.text }])
  })
})
