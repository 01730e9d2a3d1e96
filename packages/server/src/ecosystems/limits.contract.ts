/** Whoever asks too often is told so, and when to come back; nobody pays for somebody else. */
import { readToken, writeToken } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { granted } from '../credentials/testing/small-house.ts'
import { bearer, type ContractSubject, textOf } from './testing/contract-subject.ts'
import { openHouse } from './testing/open-house.ts'

const tooMany = {
  status: 429,
  reason: expect.stringMatching(/^Too many requests came .* Try again in \d+ seconds?\.$/),
  head: expect.stringMatching(/^retry-after: [1-9]\d*$/im),
}

export function limitsContract({ read, mayRead }: ContractSubject): void {
  describe('too many requests', () => {
    test('without a credential: 429 in the reason phrase, with Retry-After', async () => {
      const house = await openHouse({ rates: { anonymous: 2 } })
      for (const status of [401, 401]) expect((await house.send(read)).status).toBe(status)
      expect(await house.send(read)).toMatchObject(tooMany)
    })

    test('with made-up tokens: 429, while a good key from the same address is served', async () => {
      const house = await openHouse({ rates: { failed: 2 } })
      const good = bearer(await house.keyOf(house.alice, mayRead))
      for (const status of [403, 403]) expect((await house.send(read, 'Bearer hunter2')).status).toBe(status)
      expect(await house.send(read, 'Bearer hunter2')).toMatchObject(tooMany)
      expect((await house.send(read, good)).status).toBe(404)
    })

    test('with one key: 429 that names it, while another key is served', async () => {
      const house = await openHouse({ rates: { key: 1 } })
      const [one, other] = [await house.keyOf(house.alice, mayRead), await house.keyOf(house.alice, mayRead)]
      await house.send(read, bearer(one))
      const answer = await house.send(read, bearer(one))
      expect(answer).toMatchObject(tooMany)
      expect(answer.reason).toContain(one.key.name)
      expect((await house.send(read, bearer(other))).status).toBe(404)
    })

    test('with forgeries of a key: not one of them is counted as the key', async () => {
      const house = await openHouse({ rates: { key: 1 } })
      const made = await house.keyOf(house.alice, mayRead)
      const forged = writeToken({ ...granted(readToken(textOf(made))), signature: new Uint8Array(32) })
      for (let n = 0; n < 3; n += 1) expect((await house.send(read, `Bearer ${forged}`)).status).toBe(403)
      expect((await house.send(read, bearer(made))).status).toBe(404)
    })
  })
}
