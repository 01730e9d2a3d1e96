import { encodeTerm, type TermInput } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { erlang, hexRequest } from '../testing/hex-request.ts'
import { readValue } from './index.ts'

const limit = 64 * 1024
const read = (body: TermInput, type = erlang) =>
  readValue(hexRequest({ body, headers: { 'content-type': type } }), limit)

const forms: readonly (readonly [type: string, body: TermInput])[] = [
  [erlang, { name: 'vm', scope: 'api' }],
  [`${erlang}; charset=utf-8`, { name: 'vm', scope: 'api' }],
  ['Application/Vnd.Hex+Erlang', { name: 'vm', scope: 'api' }],
  ['application/vnd.hex+json', '{"name":"vm","scope":"api"}'],
  ['application/json', '{"name":"vm","scope":"api"}'],
  ['application/x-www-form-urlencoded', 'name=vm&scope=api'],
]

describe('a body', () => {
  test.each(forms)('of type %s is read as what it is', async (type, body) => {
    const value = await read(body, type)
    expect({ ...(value as object) }).toEqual({ name: 'vm', scope: 'api' })
    expect(Object.getPrototypeOf(value)).toBeNull()
  })

  test.each(forms)('of type %s may be missing, and is an empty map', async type => {
    const value = await readValue(hexRequest({ headers: { 'content-type': type } }), limit)
    expect(Object.entries(value ?? 'nothing')).toEqual([])
  })

  test.each(['application/octet-stream', 'text/plain', 'application/vnd.hex+elixir', ''])(
    'of type "%s" is refused, with the types that are read',
    async type => {
      expect(await read('x', type)).toMatchObject({
        code: 'unsupported_media_type',
        next: expect.stringContaining(erlang),
      })
    },
  )

  test('that is larger than it may be is refused, of whatever type', async () => {
    for (const [type] of forms)
      expect(await read(Buffer.alloc(limit + 1), type)).toMatchObject({ code: 'too_large' })
  })
})

describe('attacks', () => {
  test.each([
    ['an unknown atom', Buffer.from([131, 119, 4, ...Buffer.from('halt')])],
    ['a compressed term', Buffer.from([131, 80, 0, 0, 0, 1])],
    ['a size that is not there', Buffer.from([131, 108, 255, 255, 255, 255])],
    ['no term at all', Buffer.from('{}')],
    ['something after its end', Buffer.concat([encodeTerm({}), Buffer.from([0])])],
  ])('%s is a malformed term', async (_, body) => {
    expect(await read(body)).toMatchObject({ code: 'term_malformed' })
  })

  test.each([
    ['application/json', `${'['.repeat(33)}${']'.repeat(33)}`, 'too_large'],
    ['application/json', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 'too_large'],
    ['application/json', '{"a":', 'invalid_request'],
    ['application/json', Buffer.from([0x22, 0xff, 0x22]), 'invalid_request'],
    ['application/x-www-form-urlencoded', 'name=a&name=b', 'invalid_request'],
    [erlang, { name: 'a\0b' }, 'null_character'],
    [erlang, { permissions: [{ 'do\0main': 'api' }] }, 'null_character'],
    ['application/json', '{"permissions":["\\u0000"]}', 'null_character'],
    ['application/x-www-form-urlencoded', 'name=%00', 'null_character'],
  ])('%s like %j is refused', async (type, body, code) => {
    expect(await read(body, type)).toMatchObject({ code })
  })

  test.each([
    [erlang, { ['__proto__']: { role: 'owner' } }],
    ['application/json', '{"__proto__":{"role":"owner"}}'],
    ['application/x-www-form-urlencoded', '__proto__=x'],
  ])('a field of %s called __proto__ is a field and nothing else', async (type, body) => {
    const value = await read(body, type)
    expect(Object.keys(value ?? {})).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(value)).toBeNull()
  })
})
