import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../test/support/runs.ts'
import { type Access, pending } from './access.ts'
import { actions } from './action.ts'
import { clear } from './clear.ts'
import { repositoryRead, upload } from './testing/accesses.ts'
import { mintWith, verified } from './testing/tokens.ts'
import { describeAttempt, instant, listed, quoted } from './wording.ts'

test.for([
  [[], 'nothing'],
  [['a'], 'a'],
  [['a', 'b'], 'a or b'],
  [['a', 'b', 'c'], 'a, b or c'],
  [['aaaa', 'bbbb', 'cccc'], 'aaaa, bbbb, ... and 1 more'],
  [['aaaaa', 'bbbbb'], 'aaaaa or bbbbb'],
  [['a'.repeat(20), 'b'], 'aaaaaaa..., ... and 1 more'],
] as const)('%j is listed as %s', ([items, words]) => {
  expect(listed(items, 'or', 10)).toBe(words)
})

test('what comes from outside is quoted without anything but visible ASCII, and cut', () => {
  expect(quoted('a\nb\u0000c\u202ed\u00e9')).toBe('"a?b?c?d?"')
  expect(quoted('x'.repeat(100), 10)).toBe('"xxxxxxx..."')
  expect(quoted('x'.repeat(10), 10)).toBe('"xxxxxxxxxx"')
})

test('what was tried is said with the place where it was tried, if it has one', () => {
  const { action, principal, origin, now } = upload
  const attempt = (about: Partial<Access>) => describeAttempt({ action, principal, origin, now, ...about })
  expect(describeAttempt(upload)).toBe('publish pypi:acme/widget')
  expect(describeAttempt({ ...upload, package: pending })).toBe('publish a package of pypi:acme')
  expect(describeAttempt(repositoryRead)).toBe('read the whole of pypi:acme')
  expect(attempt({ action: 'administer', organization: 'acme' })).toBe('administer acme')
  expect(attempt({ action: 'account' })).toBe("manage an account's keys and logins")
  expect(attempt({ action: 'identify' })).toBe('identify')
})

test('an instant is written in UTC', () => {
  expect(instant(1_800_000_000)).toBe('2027-01-15T08:00:00Z')
  expect(instant(-1e15)).toBe('unix second -1000000000000000')
})

test('a refusal is one line of ASCII below 300 characters, however much the token holds', () => {
  const long = fc.array(fc.stringMatching(/^[!-~]{1,250}$/), { minLength: 1, maxLength: 9 })
  const target = fc.stringMatching(/^pypi:[a-z]{1,38}\/[a-z]{1,250}$/)
  const row = fc.tuple(
    fc.uniqueArray(fc.constantFrom(...actions), { minLength: 1 }),
    fc.array(target, { minLength: 1, maxLength: 4 }),
  )
  const octets = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`))
  const digest = fc.oneof(
    octets(64).map(hex => `sha256:${hex}`),
    octets(128).map(hex => `sha512:${hex}`),
  )
  const network = fc.ipV6().map(address => `${address}/128`)
  const caveat = fc.oneof(
    fc.tuple(fc.constantFrom(1, 2, 'version'), long),
    fc.tuple(
      fc.constant(3),
      long.map(([first]) => first),
    ),
    fc.tuple(fc.constant('allow'), fc.array(row, { minLength: 1, maxLength: 4 })),
    fc.tuple(fc.constant('digest'), fc.array(digest, { minLength: 1, maxLength: 9 })),
    fc.tuple(fc.constant('network'), fc.array(network, { minLength: 1, maxLength: 30 })),
    fc.tuple(fc.constant(0), fc.maxSafeInteger(), fc.maxSafeInteger()),
    fc.jsonValue(),
  )
  const name = fc.stringMatching(/^[a-z]{1,250}$/)
  fc.assert(
    fc.property(caveat, name, fc.array(digest), (caveat, name, digests) => {
      const access = { ...upload, package: name, version: name, digests, organization: name }
      const clearing = clear(verified(mintWith(JSON.stringify(caveat).slice(0, 4096))), [], access)
      if (clearing.answer !== 'refused') return
      for (const { message, next } of clearing.refusals) {
        expect(message).toMatch(/^[A-Z][ -~]{10,297}\.$/)
        expect(next).toMatch(/^[A-Z][ -~]{5,250}\.?$/)
      }
    }),
    propertyOptions(10_000),
  )
})
