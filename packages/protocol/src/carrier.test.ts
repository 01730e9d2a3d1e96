import { refused } from '@latchkey/tokens'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../test/support/runs.ts'
import { readCarrier } from './carrier.ts'

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')

/** What was read, with the secret laid open. */
function read(value: string | readonly string[], options?: { readonly bare?: boolean }) {
  const presented = readCarrier(typeof value === 'string' ? [value] : value, options)
  if (presented === undefined || refused(presented)) return presented?.code ?? 'none'
  const { carrier, secret, userName } = presented
  return [carrier, secret.expose(), ...(userName === undefined ? [] : [userName])]
}

test.for([
  ['Bearer T', ['bearer', 'T']],
  ['bEARER   T ', ['bearer', 'T']],
  ['token T', ['token', 'T']],
  ['Token\tT', ['token', 'T']],
  [`Basic ${base64('__token__:T')}`, ['basic', 'T', '__token__']],
  [`basic ${base64('alice: T\r\n')}`, ['basic', 'T', 'alice']],
  [`Basic ${base64('a:b:c')}`, ['basic', 'b:c', 'a']],
  [`Basic ${base64(':T')}`, ['basic', 'T']],
  [`Basic ${base64('alice:')}`, ['basic', '', 'alice']],
  [`Basic ${base64('alice:pässwörd')}`, ['basic', 'pässwörd', 'alice']],
  [`Basic ${base64('u:T').replace(/=+$/, '')}`, ['basic', 'T', 'u']],
] as const)('%j carries %j', ([value, presented]) => {
  expect(read(value)).toEqual(presented)
})

test('no header is no credential', () => {
  expect(readCarrier([])).toBeUndefined()
})

test('two headers are refused, also when they say the same', () => {
  expect(read(['Bearer T', 'Bearer T'])).toBe('several_credentials')
})

test.for([
  '',
  ' ',
  'Bearer',
  'Bearer ',
  'Bearer A B',
  'Bearer A, Basic B',
  'Bearer A\u0000B',
  'Bearer t\u00f6ken',
  'Basic',
  'Basic !!!!',
  'Basic QQ=Q',
  `Basic ${base64('no colon')}`,
  `Basic ${Buffer.from([0x75, 0x3a, 0xff]).toString('base64')}`,
  `Basic ${base64('u:T')} more`,
  'latchkey-AgE',
])('%j cannot be read, and is not taken for no credential', value => {
  expect(read(value)).toBe('credential_malformed')
})

test('a scheme that is not used here is refused, however it is written', () => {
  expect(read('Digest username="alice"')).toBe('credential_scheme')
  expect(read('Negotiate abc', { bare: true })).toBe('credential_scheme')
})

describe('where a token may stand alone', () => {
  test('it is the credential', () => {
    expect(read(' latchkey-AgE ', { bare: true })).toEqual(['bare', 'latchkey-AgE'])
  })

  test('a scheme without a token is still none', () => {
    expect(read('Bearer', { bare: true })).toBe('credential_malformed')
    expect(read('', { bare: true })).toBe('credential_malformed')
  })
})

test('a token in the place of the user name is not kept for messages', () => {
  expect(read(`Basic ${base64(`latchkey-${'A'.repeat(100)}:`)}`)).toEqual(['basic', ''])
})

test('whatever a header holds, the answer is a credential or a refusal that does not repeat it', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .tuple(fc.constantFrom('Bearer ', 'Basic ', 'token '), fc.string())
      .map(([scheme, rest]) => scheme + rest),
    fc.string().map(text => `Basic ${base64(text)}`),
  )
  fc.assert(
    fc.property(value, fc.boolean(), (value, bare) => {
      const presented = readCarrier([value], { bare })
      expect(presented).toBeDefined()
      if (value.length > 12) expect(JSON.stringify(presented)).not.toContain(value)
    }),
    propertyOptions(20_000),
  )
})
