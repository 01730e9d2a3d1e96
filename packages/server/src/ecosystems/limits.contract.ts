/** Whoever asks too often is told so, and when to come back; nobody pays for somebody else. */
import { readToken, writeToken } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { granted } from '../credentials/testing/small-house.ts'
import type { RawAnswer } from '../http/testing/send-raw.ts'
import { bearer, type ContractSubject, expectRefused, textOf } from './testing/contract-subject.ts'
import { openHouse } from './testing/open-house.ts'

export function limitsContract(subject: ContractSubject): void {
  const { ecosystem, driver, read, mayRead } = subject

  function expectTooMany(answer: RawAnswer): void {
    expectRefused(subject, answer, 429, /^Too many requests came .* Try again in \d+ seconds?\.$/m)
    expect(answer.head).toMatch(/^retry-after: [1-9]\d*$/im)
  }

  describe('too many requests', () => {
    test('without a credential: 429 with the reason and Retry-After', async () => {
      const house = await openHouse({ rates: { anonymous: 2 } })
      for (const status of [401, 401]) expect((await house.send(read)).status).toBe(status)
      expectTooMany(await house.send(read))
    })

    test('with made-up tokens: 429, while a good key from the same address is served', async () => {
      const house = await openHouse({ rates: { failed: 2 } })
      const good = bearer(await house.keyOf(house.alice, mayRead))
      const madeUp = () => house.send(read, 'Bearer hunter2')
      for (const { status } of [await madeUp(), await madeUp()]) expect(status).toBe(ecosystem.rejectedStatus)
      expectTooMany(await madeUp())
      expect((await house.send(read, good)).status).toBe(404)
    })

    test('with one key: 429 that names it, while another key is served', async () => {
      const house = await openHouse({ rates: { key: 1 } })
      const [one, other] = [await house.keyOf(house.alice, mayRead), await house.keyOf(house.alice, mayRead)]
      await house.send(read, bearer(one))
      const answer = await house.send(read, bearer(one))
      expectTooMany(answer)
      for (const reason of driver.reasons(answer)) expect(reason).toContain(one.key.name)
      expect((await house.send(read, bearer(other))).status).toBe(404)
    })

    test('with forgeries of a key: not one of them is counted as the key', async () => {
      const house = await openHouse({ rates: { key: 1 } })
      const made = await house.keyOf(house.alice, mayRead)
      const forged = writeToken({ ...granted(readToken(textOf(made))), signature: new Uint8Array(32) })
      for (let n = 0; n < 3; n += 1)
        expect((await house.send(read, `Bearer ${forged}`)).status).toBe(ecosystem.rejectedStatus)
      expect((await house.send(read, bearer(made))).status).toBe(404)
    })
  })
}
