import { Secret } from '@latchkey/protocol'
import { describe, expect, test, vi } from 'vitest'
import { judgeAll } from './judge-all.ts'
import { aCall, aHexpm, aLogin, callHouse } from './testing/call-house.ts'
import { answerOf, judge } from './verdict.ts'

const challenged = (header: string, status = 401) => ({
  status,
  headers: new Headers({ 'www-authenticate': header }),
})

describe('an answer', () => {
  test.for([200, 302, 403, 404, 429, 500])('of %d is the caller’s own business', status => {
    expect(judge(challenged('Bearer error="token_expired"', status), [])).toEqual({ kind: 'done' })
  })

  test.for([
    ['OTP', false],
    ['Bearer error="totp_required"', false],
    ['Bearer error="invalid_totp"', true],
    ['Bearer error="totp_required", Bearer error="invalid_totp"', true],
    ['Bearer realm="x", OTP', false],
    ['OTP, Bearer error="token_expired"', false],
  ] as const)('of 401 with %s wants a code; the one that came was wrong: %s', ([header, again]) => {
    expect(judge(challenged(header), [])).toEqual({ kind: 'code', again })
  })

  test('that rejects is told in the first words that it has, without what was sent', () => {
    const header = 'Basic realm="x", Bearer error="invalid_token", error_description="at-login is over."'
    expect(judge(challenged(header), [])).toEqual({ kind: 'rejected', reason: 'at-login is over.' })
    expect(judge(challenged(header), [aLogin.token])).toMatchObject({
      kind: 'rejected',
      reason: expect.not.stringContaining('at-login'),
    })
    expect(judge(challenged(''), [])).toEqual({ kind: 'rejected', reason: undefined })
  })

  test('is what the caller gave back where that is one, else the last that was seen', () => {
    const [own, last] = [{ status: 200, headers: new Headers() }, new Response()]
    expect(answerOf(own, last)).toBe(own)
    for (const none of [undefined, null, 7, 'text', {}, { status: 200 }, { headers: new Headers() }])
      expect(answerOf(none, last)).toBe(last)
    for (const odd of [
      { status: '200', headers: new Headers() },
      { status: 200, headers: {} },
      { status: 200, headers: null },
    ])
      expect(answerOf(odd, last)).toBe(last)
    const callable = Object.assign(() => 1, { status: 401, headers: new Headers() })
    expect(answerOf(callable, last)).toBe(last)
  })
})

describe('a 403', () => {
  const place = { url: 'https://packages.example.com/pypi/acme/', trusted: true }
  const wanted = { kind: 'repository', repository: 'pypi:acme', place } as const
  const no = { status: 403, headers: new Headers() }
  const state = { credential: aLogin, code: undefined }

  test('of a Latchkey’s repository to a token that is over rejects it, and to one that is taken is an answer', async () => {
    const { signal } = new AbortController()
    for (const [taken, verdict] of [
      [false, { kind: 'rejected', reason: undefined }],
      [true, { kind: 'done' }],
    ] as const) {
      const isTaken = vi.fn(async () => taken)
      expect(await judgeAll(callHouse({ isTaken }), { ...aCall, wanted, signal }, state, no)).toEqual(verdict)
      expect(isTaken).toHaveBeenCalledExactlyOnceWith(aLogin, signal)
    }
  })

  // The house refuses to be asked.
  test('is an answer, and nobody is asked, from the API, from another registry, or to nobody', async () => {
    const done = { kind: 'done' }
    expect(await judgeAll(callHouse(), aCall, state, no)).toEqual(done)
    const atHexpm = callHouse({ registry: aHexpm })
    expect(await judgeAll(atHexpm, { ...aCall, wanted }, state, no)).toEqual(done)
    const nobody = { credential: undefined, code: undefined }
    expect(await judgeAll(callHouse(), { ...aCall, wanted }, nobody, no)).toEqual(done)
  })
})

test('any other status is judged without a question, and a code that was sent is not told', async () => {
  const place = { url: 'https://packages.example.com/pypi/acme/', trusted: true }
  const call = { ...aCall, wanted: { kind: 'repository', repository: 'pypi:acme', place } } as const
  const code = new Secret('123456')
  const answer = challenged('Bearer error="x", error_description="123456 was wrong."')
  const verdict = await judgeAll(callHouse(), call, { credential: aLogin, code }, answer)
  expect(verdict).toMatchObject({ kind: 'rejected', reason: expect.not.stringContaining('123456') })
  expect(await judgeAll(callHouse(), call, { credential: aLogin, code }, undefined)).toEqual({ kind: 'done' })
})
