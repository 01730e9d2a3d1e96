/** Which requests are written down as refused: every one by a token of ours, and of the others those that tried something. */
import { expect, test } from 'vitest'
import type { NotedRefusal } from '../audit/index.ts'
import type { Observation } from '../http/index.ts'
import { noteRefusals } from './note-refusals.ts'

const seen: Observation = {
  ...{
    via: 'pypi',
    action: 'publish',
    organization: 'acme',
    ecosystem: 'pypi',
    package: 'widget',
    version: '1.0',
  },
  ...{
    method: 'POST',
    target: '/pypi/acme/legacy/?secret=yes',
    address: '192.0.2.1',
    userAgent: 'twine/4.0.2 CPython/3',
  },
  ...{ status: 403, milliseconds: 1, received: 0, sent: 0 },
}
const alice = { kind: 'account', id: 'alice' } as const

function noted(observation: Partial<Observation>): NotedRefusal | undefined {
  const all: NotedRefusal[] = []
  noteRefusals({ note: refusal => all.push(refusal) })({ ...seen, ...observation })
  expect(all.length).toBeLessThan(2)
  return all[0]
}

test('a live token that may not, with what it was refused', () => {
  expect(noted({ key: 'k', principal: alice, answer: 'refused', refusal: 'role_insufficient' })).toEqual({
    ...{
      what: 'token.refused',
      code: 'role_insufficient',
      keyId: 'k',
      address: '192.0.2.1',
      client: 'twine/4.0.2',
    },
    details: { action: 'publish', target: 'pypi:acme/widget', version: '1.0' },
  })
})

test('a token whose signature held and which is revoked or over', () => {
  expect(noted({ key: 'k', refusal: 'key_revoked' })).toMatchObject({
    what: 'token.refused',
    code: 'key_revoked',
  })
})

test('a token of a login, with which login', () => {
  const refusals = [
    { login: 'l', refusal: 'login_ended' },
    { login: 'l', principal: alice, answer: 'refused', refusal: 'totp_required' },
  ] as const
  for (const refused of refusals)
    expect(noted(refused)).toMatchObject({ what: 'token.refused', code: refused.refusal, loginId: 'l' })
})

test('somebody signed in who may not, without what stands in the query', () => {
  const event = noted({ principal: alice, answer: 'refused', refusal: 'role_insufficient' })
  expect(event).toMatchObject({ what: 'request.refused', accountId: 'alice' })
  expect(JSON.stringify(event)).not.toContain('secret')
})

test('a token that is none of ours, without anything that it says', () => {
  const event = noted({ refusal: 'signature_mismatch', principal: undefined })
  expect(event).toEqual({
    ...{ what: 'request.refused', code: 'signature_mismatch', address: '192.0.2.1', client: 'twine/4.0.2' },
    details: { via: 'pypi' },
  })
})

test.each<[string, Partial<Observation>]>([
  ['what was allowed', { key: 'k', principal: alice, answer: 'allowed', status: 200 }],
  [
    'what was allowed and is not there, or is wrong',
    { key: 'k', principal: alice, answer: 'allowed', refusal: 'file_exists', status: 400 },
  ],
  [
    'who sent nothing and is asked who they are',
    { principal: { kind: 'nobody' }, answer: 'refused', refusal: 'credential_required', status: 401 },
  ],
  ['who sent a name alone, as pip does first', { refusal: 'token_missing', status: 401 }],
  ['who asked for what is not there', { refusal: 'unknown_path', status: 404 }],
])('not %s', (_who, observation) => {
  expect(noted(observation)).toBeUndefined()
})
