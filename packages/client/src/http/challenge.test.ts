import fc from 'fast-check'
import { expect, test } from 'vitest'
import { processorTimeOf } from '../../../../test/support/processor-time.ts'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { parseChallenges } from './challenge.ts'

const bearer = (parameters: Record<string, string>) => ({ scheme: 'bearer', parameters })

test.for([
  'Bearer realm="hex", error="totp_required"',
  'Bearer error="totp_required", realm="hex"',
  'bearer error=totp_required,realm=hex',
  'Bearer   realm = "hex" ,, error = "totp_required"',
  'BEARER Realm="hex", ERROR="totp_required"',
])('%s asks for a code, in whatever order and spacing', header => {
  expect(parseChallenges(header)).toEqual([bearer({ realm: 'hex', error: 'totp_required' })])
})

test('a second scheme is read, before and after the one that matters', () => {
  expect(parseChallenges('Basic realm="hex", Bearer realm="hex", error="token_expired"')).toEqual([
    { scheme: 'basic', parameters: { realm: 'hex' } },
    bearer({ realm: 'hex', error: 'token_expired' }),
  ])
  expect(
    parseChallenges('Bearer error="token_expired", Negotiate, Basic realm="x"').map(each => each.scheme),
  ).toEqual(['bearer', 'negotiate', 'basic'])
})

test('npm’s bare items and a token68 are schemes and texts, not parameters', () => {
  expect(parseChallenges('OTP')).toEqual([{ scheme: 'otp', parameters: {} }])
  expect(parseChallenges('ipaddress, OTP, Bearer')).toHaveLength(3)
  expect(parseChallenges('Negotiate YII/aGVsbG8=, Bearer error=x')).toEqual([
    { scheme: 'negotiate', parameters: {} },
    bearer({ error: 'x' }),
  ])
})

test('commas, equals signs, quotes and scheme names inside a quoted text are text', () => {
  expect(parseChallenges('Basic realm="a, Bearer error=\\"totp_required\\", b=\\\\", charset=UTF-8')).toEqual(
    [{ scheme: 'basic', parameters: { realm: 'a, Bearer error="totp_required", b=\\', charset: 'UTF-8' } }],
  )
})

test('the first of a repeated name counts', () => {
  expect(parseChallenges('Bearer error="invalid_token", error="totp_required"')).toEqual([
    bearer({ error: 'invalid_token' }),
  ])
})

test('a name that objects have by birth is a parameter like any other', () => {
  const [challenge] = parseChallenges('Bearer __proto__="x", constructor="y"')
  expect(Object.entries(challenge?.parameters ?? {})).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ])
})

test('no header, an empty one, and nonsense ask for nothing', () => {
  for (const header of [null, '', ' , ', '"', '=x', '€', 'error="totp_required"']) {
    expect(parseChallenges(header)).toEqual([])
  }
})

test('what cannot be read ends the list, and what stands before it counts', () => {
  expect(parseChallenges('Bearer error="token_expired", realm="never closed')[0]?.parameters['error']).toBe(
    'token_expired',
  )
})

test('hostile headers of any length are read in a moment', () => {
  const read = () => {
    for (const piece of ['Bearer ', 'a,', 'a=', '"\\', 'Bearer a="b", ', 'a '.repeat(50), '\\"']) {
      parseChallenges(piece.repeat(200_000))
      parseChallenges(`Bearer x="${piece.repeat(100_000)}`)
    }
  }
  expect(processorTimeOf(read)).toBeLessThan(1_000)
})

test('whatever is written down is read back, in any order', () => {
  const name = fc.stringMatching(/^[a-z][a-z_]{0,10}$/)
  const value = fc.string({ unit: fc.constantFrom(...'ab ,="\\Bearer') })
  const parameters = fc.uniqueArray(fc.tuple(name, value), { minLength: 1, selector: ([each]) => each })
  fc.assert(
    fc.property(fc.array(fc.tuple(name, parameters), { maxLength: 4 }), challenges => {
      const quote = (text: string) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`
      const header = challenges
        .map(
          ([scheme, pairs]) => `${scheme} ${pairs.map(([key, text]) => `${key}=${quote(text)}`).join(', ')}`,
        )
        .join(', ')
      expect(parseChallenges(header).map(each => [each.scheme, Object.entries(each.parameters)])).toEqual(
        challenges.map(([scheme, pairs]) => [scheme, pairs]),
      )
    }),
    propertyOptions(2_000),
  )
})
