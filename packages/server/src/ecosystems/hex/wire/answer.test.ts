import { decodeTerm } from '@latchkey/protocol'
import { type Refusal, refuse } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import type { RawResponse } from '../../../http/index.ts'
import { erlang, hexRequest } from '../testing/hex-request.ts'
import { answer, refuseAsHex, refuseFields, warn } from './index.ts'

const header = ({ headers }: RawResponse, name: string) =>
  headers.filter(([each]) => each.toLowerCase() === name.toLowerCase()).map(([, value]) => value)

/** What an answer says, whichever form it is in. */
function bodyOf(said: RawResponse): unknown {
  if (said.body instanceof Uint8Array) return { ...(decodeTerm(said.body) as object) }
  return JSON.parse(String(said.body))
}

describe('an answer', () => {
  test.each([
    ['application/vnd.hex+erlang', undefined, erlang],
    ['application/vnd.hex+erlang, */*', undefined, erlang],
    ['application/vnd.hex+json', undefined, 'application/vnd.hex+json'],
    ['application/json', undefined, 'application/json'],
    ['application/json;q=0.5, application/vnd.hex+erlang;q=0.4', undefined, 'application/json'],
    ['*/*', 'curl/8.0', 'application/json'],
    [undefined, 'curl/8.0', 'application/json'],
    [undefined, 'hex_core/0.19.0', erlang],
    ['*/*', 'hex_core/0.19.0', erlang],
    ['text/html', 'Firefox', 'application/json'],
    ['application/vnd.hex+elixir', 'hex_core/0.2.0', 'application/json'],
  ])('to somebody who accepts %s, and is %s, is %s', (accept, agent, type) => {
    const headers = { accept: accept ?? '', 'user-agent': agent ?? '' }
    const said = answer(hexRequest({ headers }), 200, { name: 'ci' })
    expect(header(said, 'content-type')).toEqual([type])
    expect(said.body instanceof Uint8Array).toBe(type === erlang)
    expect(bodyOf(said)).toEqual({ name: 'ci' })
    expect(header(said, 'cache-control')).toEqual(['no-store'])
  })

  test('without a value has no body, and is not called a term: hex_core would decode it', () => {
    const said = answer(hexRequest({}), 204)
    expect(header(said, 'content-type')).toEqual([])
    expect(said).not.toHaveProperty('body')
  })

  test('warns in one line that hex_core can take apart', () => {
    const said = warn(answer(hexRequest({}), 200), 'Say "no" to\r\nx-evil: 1\\ grün')
    expect(header(said, 'x-hex-message')).toEqual([`"Say 'no' to??x-evil: 1' gr?n";level=warn`])
  })
})

describe('a refusal', () => {
  const no = refuse('role_insufficient', 'You may not.', 'Ask an owner.')
  const refusedTo = (refusal: Refusal, target: string, status = 403) =>
    refuseAsHex(refusal, { status, headers: [['Retry-After', '3']] }, hexRequest({ target }))

  test('is a map of its status and of what happened and what to do', () => {
    const said = refusedTo(no, '/hex/api/keys')
    expect(said.status).toBe(403)
    expect(header(said, 'content-type')).toEqual([erlang])
    expect(header(said, 'retry-after')).toEqual(['3'])
    expect(bodyOf(said)).toEqual({ status: 403, message: 'You may not. Ask an owner.' })
  })

  test('lists the fields that are to blame', () => {
    const said = refusedTo(refuseFields(no, { version: 'is published already' }), '/hex/api/publish', 422)
    expect(bodyOf(said)).toMatchObject({ status: 422, errors: { version: 'is published already' } })
  })

  test('of a file is warned of besides, since a client that fetches shows no body', () => {
    const said = refusedTo(no, '/hex/repo/repos/acme/tarballs/widget-1.0.0.tar')
    expect(header(said, 'x-hex-message')).toEqual(['"You may not. Ask an owner.";level=warn'])
    expect(header(refusedTo(no, '/hex/api/keys'), 'x-hex-message')).toEqual([])
  })

  test('of a file that is not there is not warned of: clients look for much that is not', () => {
    const absent = refuse('unknown_path', 'Nothing is there.', 'Look elsewhere.')
    expect(header(refusedTo(absent, '/hex/repo/installs/hex-1.x.csv', 404), 'x-hex-message')).toEqual([])
  })
})
