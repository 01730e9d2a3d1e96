import { decodeTerm } from '@latchkey/protocol'
import { refuse } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { rawRequest } from '../http/testing/raw-request.ts'
import { sayNo } from './say-no.ts'

const refusal = refuse('request_timeout', 'The body did not arrive.', 'Send it again.')
const headers = { Accept: 'application/vnd.hex+erlang' }
const ask = (target: string) => sayNo(refusal, 408, rawRequest({ method: 'POST', target, headers }))

describe('what no room answers is refused', () => {
  test.each(['/hex/api/users/me', '/hex/api/oauth/token'])('at %s as a term', target => {
    const { status, body, headers } = ask(target)
    expect(status).toBe(408)
    expect(new Headers(headers.map(each => [...each])).get('content-type')).toBe('application/vnd.hex+erlang')
    expect(decodeTerm(body as Uint8Array)).toMatchObject({
      status: 408,
      message: 'The body did not arrive. Send it again.',
    })
  })

  test('below /pypi/ in the reason phrase, which twine prints', () => {
    expect(ask('/pypi/acme/legacy/')).toMatchObject({
      status: 408,
      reason: 'The body did not arrive. Send it again.',
    })
  })

  test.each(['/api/v1/validate', '/', '/hex', '//hex/'])('at %s in plain text', target => {
    expect(ask(target)).toMatchObject({ status: 408, body: 'The body did not arrive. Send it again.\n' })
  })
})
