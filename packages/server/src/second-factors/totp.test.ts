import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { codeAt, describeSecret, matchingStep, readCode, stepOf } from './totp.ts'

/** RFC 6238 appendix B, SHA-1; of its eight digits we show the last six. */
const secret = Buffer.from('12345678901234567890', 'ascii')
const vectors = [
  [59, 0x1, '94287082'],
  [1_111_111_109, 0x23523ec, '07081804'],
  [1_111_111_111, 0x23523ed, '14050471'],
  [1_234_567_890, 0x273ef07, '89005924'],
  [2_000_000_000, 0x3f940aa, '69279037'],
  [20_000_000_000, 0x27bc86aa, '65353130'],
] as const

describe('RFC 6238 appendix B: at', () => {
  test.each(vectors)('%i seconds since 1970 the step is %i and the code %s', (seconds, step, code) => {
    expect(stepOf(seconds * 1000)).toBe(step)
    expect(codeAt(secret, step)).toBe(code.slice(-6))
  })
})

const now = 1_234_567_890_000
const step = stepOf(now)

describe('security 21: a code counts', () => {
  test.each([
    [-2, undefined],
    [-1, step - 1],
    [0, step],
    [1, step + 1],
    [2, undefined],
  ])('%i steps from now: %s', (off, expected) => {
    expect(matchingStep(secret, codeAt(secret, step + off), { now, after: 0 })).toBe(expected)
  })

  test.each([
    [step - 2, step],
    [step - 1, step],
    [step, undefined],
    [step + 1, undefined],
  ])('not at or before the last step that was taken: %i, %s', (after, expected) => {
    expect(matchingStep(secret, codeAt(secret, step), { now, after })).toBe(expected)
  })

  test('never without being one of the three', () => {
    const three = [step - 1, step, step + 1].map(each => codeAt(secret, each))
    const code = fc.stringMatching(/^[0-9]{6}$/)
    const property = fc.property(code, given => {
      expect(matchingStep(secret, given, { now, after: 0 }) !== undefined).toBe(three.includes(given))
    })
    fc.assert(property, propertyOptions(5_000))
  })
})

test.each([
  ['123456', '123456'],
  [' 123 456\n', '123456'],
  ['123-456', '123456'],
  ['12345', undefined],
  ['1234567', undefined],
  ['12345a', undefined],
  ['１２３４５６', undefined],
  ['', undefined],
])('%j is read as %j', (text, code) => {
  expect(readCode(text)).toBe(code)
})

test('an app is told who and where it is for, and nothing that differs from its defaults', () => {
  const { text, uri } = describeSecret(secret, { issuer: 'packages.example.com', username: 'ada' })
  expect(text.expose()).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  const { protocol, host, pathname, searchParams } = new URL(uri.expose())
  expect([protocol, host, decodeURIComponent(pathname)]).toEqual([
    'otpauth:',
    'totp',
    '/packages.example.com:ada',
  ])
  expect(Object.fromEntries(searchParams)).toEqual({
    issuer: 'packages.example.com',
    secret: text.expose(),
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})
