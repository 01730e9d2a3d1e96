import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import * as argon2 from '@node-rs/argon2'
import { describe, expect, test } from 'vitest'
import { createSeededRandom } from '../host/testing.ts'
import { createPasswords, defaultCost, type PasswordCost } from './passwords.ts'
import { cheapCost } from './testing.ts'

const password = new Secret('a long enough phrase')

/** Passwords whose every hash and verification is written down with what it cost. */
function createCountedPasswords(cost: PasswordCost = cheapCost) {
  const work: { readonly kind: 'hash' | 'verify'; readonly cost: PasswordCost; readonly text: string }[] = []
  const hasher: Pick<typeof argon2, 'hash' | 'verify'> = {
    hash: (text, options) => {
      work.push({ kind: 'hash', cost: { ...cost, ...options }, text: String(text) })
      return argon2.hash(text, options)
    },
    verify: (hash, text) => {
      const { memoryCost, timeCost, parallelism } = argon2.parseOptions(hash)
      work.push({ kind: 'verify', cost: { memoryCost, timeCost, parallelism }, text: String(text) })
      return argon2.verify(hash, text)
    },
  }
  return { passwords: createPasswords({ random: createSeededRandom(), cost, hasher }), work }
}

async function hashOf(text: string, cost: PasswordCost = cheapCost): Promise<string> {
  const hash = await createCountedPasswords(cost).passwords.hash(new Secret(text))
  if (refused(hash)) throw new Error(hash.message)
  return hash
}

describe('security 20: a password', () => {
  test('is stored as argon2id of 64 MiB and three passes, salted', async () => {
    const { passwords } = createCountedPasswords(defaultCost)
    const [one, two] = [await passwords.hash(password), await passwords.hash(password)]
    expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/)
    expect(one).not.toBe(two)
    expect(await passwords.check(password, String(one))).toEqual({ right: true })
    expect(await passwords.check(new Secret('a long enough phrasé'), String(one))).toEqual({ right: false })
  })

  test('has 8 to 1024 bytes', async () => {
    const { passwords, work } = createCountedPasswords()
    const outcome = async (text: string) => refused(await passwords.hash(new Secret(text)))
    expect(await outcome('zq8#kfm')).toBe(true)
    expect(await outcome('zq8#kfmw')).toBe(false)
    expect(await outcome('x'.repeat(1024))).toBe(false)
    expect(await outcome('x'.repeat(1025))).toBe(true)
    expect(await outcome('é'.repeat(513))).toBe(true)
    expect(work).toHaveLength(2)
  })

  test('is refused where it is one of the commonest, in any case', async () => {
    const { passwords } = createCountedPasswords()
    for (const common of ['password', '12345678', 'PassWord1', 'qwertyuiop', 'iloveyou', 'football']) {
      expect(await passwords.hash(new Secret(common))).toMatchObject({ code: 'weak_password' })
    }
  })

  test('counts for nothing past its last byte: a longer one is wrong, and costs the same', async () => {
    const stored = await hashOf('x'.repeat(1024))
    const { passwords, work } = createCountedPasswords()
    expect(await passwords.check(new Secret('x'.repeat(1024)), stored)).toEqual({ right: true })
    expect(await passwords.check(new Secret('x'.repeat(1_000_000)), stored)).toEqual({ right: false })
    expect(work.map(({ kind, cost }) => ({ kind, cost }))).toEqual(
      Array(2).fill({ kind: 'verify', cost: cheapCost }),
    )
    expect(work.every(({ text }) => text.length <= 1024)).toBe(true)
  })

  test('is the same however the keyboard composed its characters', async () => {
    const stored = await hashOf('caf\u00e9 au lait')
    const { passwords } = createCountedPasswords()
    expect(await passwords.check(new Secret('cafe\u0301 au lait'), stored)).toEqual({ right: true })
  })

  test('for a name that nobody has does the same work and is wrong', async () => {
    const stored = await hashOf('a long enough phrase')
    const { passwords, work } = createCountedPasswords()
    expect(await passwords.check(new Secret('wrong phrase'), stored)).toEqual({ right: false })
    expect(await passwords.check(new Secret('wrong phrase'), undefined)).toEqual({ right: false })
    expect(await passwords.check(new Secret(''), undefined)).toEqual({ right: false })
    const [known, unknown, empty] = work.map(({ kind, cost }) => ({ kind, cost }))
    expect(unknown).toEqual(known)
    expect(empty).toEqual(known)
    expect(work).toHaveLength(3)
  })

  test('is hashed anew when the cost has risen, and only where it was right', async () => {
    const stored = await hashOf('a long enough phrase')
    const { passwords, work } = createCountedPasswords({ ...cheapCost, timeCost: 2 })
    expect(await passwords.check(new Secret('wrong phrase'), stored)).toEqual({ right: false })
    const checked = await passwords.check(password, stored)
    if (refused(checked)) throw new Error(checked.message)
    expect(checked.renewed).toMatch(/t=2/)
    expect(await passwords.check(password, checked.renewed)).toEqual({ right: true })
    expect(work.filter(({ kind }) => kind === 'hash')).toHaveLength(1)
  })

  test('waits for its turn: two at once, 64 behind them, and the next is told to come back', async () => {
    const { passwords } = createCountedPasswords()
    const outcomes = await Promise.all(Array.from({ length: 70 }, () => passwords.check(password, undefined)))
    const busy = outcomes.filter(refused)
    expect(busy).toHaveLength(4)
    for (const refusal of busy) expect(refusal).toMatchObject({ code: 'busy', retryAfter: 3 })
  })
})
