import { Secret } from '@latchkey/protocol'
import { describe, expect, test, vi } from 'vitest'
import { type Attachment, type Http, placeOf } from '../http/index.ts'
import { attachmentFor } from './attachment.ts'
import { createRequest, type Going } from './request.ts'
import { aHexpm, aLatchkey, aLogin } from './testing/call-house.ts'

const base = 'https://packages.example.com/pypi/acme/'
const attachment: Attachment = {
  ...{ origin: 'https://packages.example.com', pathPrefix: '/pypi/acme/' },
  headers: { authorization: new Secret('Bearer at-login'), 'x-hex-otp': new Secret('123456') },
}

function request(more: Partial<Going> = {}) {
  const send = vi.fn<Http['send']>(async () => new Response())
  const seen = vi.fn()
  const going: Going = {
    ...{ http: { send, clockOffset: () => 0 }, base, attempt: 2, credential: aLogin, code: undefined },
    ...{ attachment, signal: undefined, seen },
    ...more,
  }
  return { made: createRequest(going), send, seen }
}

describe('what is sent', () => {
  test('goes to a place below the base, with what is attached, and what came of it is told', async () => {
    const { made, send, seen } = request()
    const answer = await made.send('simple/widget/', { method: 'HEAD' })
    expect(send).toHaveBeenCalledExactlyOnceWith({ url: `${base}simple/widget/`, method: 'HEAD' }, attachment)
    // A signal that is not there is left out, too.
    expect(send.mock.calls[0]?.[0]).toStrictEqual({ url: `${base}simple/widget/`, method: 'HEAD' })
    expect(seen).toHaveBeenCalledExactlyOnceWith(answer)
    expect([made.attempt, made.credential]).toEqual([2, aLogin])
  })

  test('ends with the call’s signal, unless it has its own', async () => {
    const [ofCall, own] = [new AbortController().signal, new AbortController().signal]
    const { made, send } = request({ signal: ofCall })
    await made.send('a')
    await made.send('a', { signal: own })
    expect(send.mock.calls.map(([{ signal }]) => signal)).toEqual([ofCall, own])
  })

  test('to an address that is none does not go out, and that is what came of it', async () => {
    const { made, send, seen } = request()
    const answer = await made.send('https://user:pass@packages.example.com/')
    expect(answer).toMatchObject({ code: 'invalid_configuration' })
    expect(send).not.toHaveBeenCalled()
    expect(seen).toHaveBeenCalledExactlyOnceWith(answer)
  })
})

describe('the headers for a client of the caller’s own', () => {
  test('are those of the credential below its place', () => {
    expect(request().made.headersFor('simple/widget/')).toEqual({
      authorization: 'Bearer at-login',
      'x-hex-otp': '123456',
    })
  })

  test.for([
    'https://packages.example.com/pypi/other/',
    'https://packages.example.com:8443/pypi/acme/',
    'https://evil.example.com/pypi/acme/',
    'http://packages.example.com/pypi/acme/',
    'https://user:pass@packages.example.com/pypi/acme/',
  ])('are none for %s', url => {
    expect(request().made.headersFor(url)).toEqual({})
  })

  test('are none without a credential, and none over plain http beyond this machine', () => {
    expect(request({ attachment: undefined }).made.headersFor('simple/')).toEqual({})
    const plain = { ...attachment, origin: 'http://packages.example.com' }
    const made = request({ base: 'http://packages.example.com/pypi/acme/', attachment: plain }).made
    expect(made.headersFor('simple/')).toEqual({})
  })
})

describe('what is attached', () => {
  const code = new Secret('123456')

  test('is the credential for its place, and the code where the registry takes it with the request', () => {
    const attached = attachmentFor(aLogin, { place: { url: base, trusted: true }, registry: aHexpm, code })
    expect(attached).toMatchObject({ origin: 'https://packages.example.com' })
    expect(Object.keys((attached as Attachment).headers)).toEqual(['authorization', 'x-hex-otp'])
  })

  test('is no code where there is none, or the registry takes it beforehand', () => {
    const place = { url: base, trusted: true }
    for (const going of [
      { place, registry: aHexpm, code: undefined },
      { place, registry: aLatchkey, code },
    ])
      expect(Object.keys((attachmentFor(aLogin, going) as Attachment).headers)).toEqual(['authorization'])
  })

  test('is nothing for a place that is none', () => {
    const going = { place: { url: 'nowhere', trusted: true }, registry: aHexpm, code }
    expect(attachmentFor(aLogin, going)).toEqual(placeOf('nowhere'))
  })
})
