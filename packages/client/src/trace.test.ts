import { Secret } from '@latchkey/protocol'
import { expect, test } from 'vitest'
import { createTrace } from './trace.ts'

const clock = { now: () => 1_795_300_000_000 }

test('what happened is told in order, with its moment', () => {
  const trace = createTrace(clock)
  trace.add('found the login', { expired: true })
  trace.add('refreshed')
  expect(trace.entries()).toEqual([
    { at: clock.now(), what: 'found the login', detail: { expired: true } },
    { at: clock.now(), what: 'refreshed', detail: {} },
  ])
})

test('what was told stays as it was', () => {
  const trace = createTrace(clock)
  const detail = { times: 1 }
  trace.add('asked', detail)
  detail.times = 2
  const [entry] = trace.entries()
  expect(entry?.detail['times']).toBe(1)
  expect(Object.isFrozen(entry)).toBe(true)
  expect(Object.isFrozen(entry?.detail)).toBe(true)
})

test('a program that runs for months keeps the newest', () => {
  const trace = createTrace(clock, 3)
  for (const what of ['1', '2', '3', '4', '5']) trace.add(what)
  expect(trace.entries().map(({ what }) => what)).toEqual(['3', '4', '5'])
})

test('a token that somebody else’s text quotes is redacted; a secret prints itself as that', () => {
  const trace = createTrace(clock)
  const token = 'latchkey-AgEJbG9jYWxob3N0AkAxLmEua0FBQUFBQUFBQUFBQUFBQUFBQUFBQQAABiA'
  const secret = new Secret(token) as unknown as string
  trace.add('answered', { text: `invalid token "${token}", try again`, secret: `${secret}` })
  expect(trace.entries()[0]?.detail).toEqual({
    text: 'invalid token "[redacted]", try again',
    secret: '[redacted]',
  })
})

test('what a person needs to log in is not redacted, and neither are names', () => {
  const trace = createTrace(clock)
  const detail = {
    url: 'https://registry.example/device?user_code=BCDF-GHJK',
    code: 'BCDF-GHJK',
    id: '123e4567-e89b-12d3-a456-426614174000',
  }
  trace.add('showed', detail)
  expect(trace.entries()[0]?.detail).toEqual(detail)
})

test('an address with a password in it is no address to show', () => {
  const trace = createTrace(clock)
  trace.add('asked', { url: 'https://ada:a-very-long-password-of-forty-characters-and@registry.example/' })
  expect(JSON.stringify(trace.entries())).not.toContain('very-long')
})

test('an address is shown without what signs it', () => {
  const trace = createTrace(clock)
  trace.add('redirected', { to: `https://files.example/pool/widget-1.0.whl?signature=${'0a'.repeat(32)}` })
  expect(trace.entries()[0]?.detail).toEqual({
    to: 'https://files.example/pool/widget-1.0.whl?signature=[redacted]',
  })
})
