import { describe, expect, test } from 'vitest'
import { type Answering, json, loginAt, offline, origin, testHouse } from '../oauth/testing/house.ts'
import { createMay } from './index.ts'

const login = loginAt(0)
const wanted = { action: 'publish', target: 'pypi:acme/widget', version: '1.2.3' } as const
const decision = (more: object) =>
  json({ answer: 'allowed', needs: [], code: null, reason: 'You maintain it.', next: null, ...more })
const asking = (answer: Answering) => createMay(testHouse(answer))(login, wanted)

test('the registry is asked about exactly this', async () => {
  const house = testHouse(() => decision({}))
  expect(await createMay(house)(login, wanted)).toEqual({
    ...{ may: true, reason: 'You maintain it.', codeNeeded: false, dependsOn: [] },
  })
  expect(house.sent).toMatchObject([
    {
      url: `${origin}/api/v1/decide?action=publish&target=pypi%3Aacme%2Fwidget&version=1.2.3`,
      ...{ method: 'GET', authorization: 'Bearer access-0' },
    },
  ])
})

test('whether a code will be asked for is told apart from what the request itself will bring', async () => {
  expect(await asking(() => decision({ answer: 'needs', needs: ['code'] }))).toMatchObject({
    may: true,
    codeNeeded: true,
    dependsOn: [],
  })
  expect(await asking(() => decision({ answer: 'needs', needs: ['version', 'digests'] }))).toMatchObject({
    ...{ may: true, codeNeeded: false, dependsOn: ['version', 'digests'] },
  })
})

test('no is an answer, with the reason and what to do', async () => {
  const no = { answer: 'refused', code: 'role_insufficient', reason: 'You may read.', next: 'Ask an owner.' }
  expect(await asking(() => decision(no))).toEqual({
    ...{ may: false, code: 'role_insufficient', reason: 'You may read.', next: 'Ask an owner.' },
  })
})

describe('an error, and not a no:', () => {
  test.each<[string, Answering, string]>([
    ['no network', () => offline, 'offline'],
    ['a server that fails', () => json({}, 500), 'bad_answer'],
    [
      'a registry that does not tell',
      () => json({ error: { code: 'not_found', message: 'No.' } }, 404),
      'bad_answer',
    ],
    ['an answer of no known shape', () => json({ answer: 'maybe', reason: 'Who knows.' }), 'bad_answer'],
    ['a "yes" that is only like one', () => decision({ answer: true }), 'bad_answer'],
    ['needs that are none', () => decision({ answer: 'needs', needs: 'code' }), 'bad_answer'],
    [
      'a credential that is not good',
      () => json({ error: { code: 'key_revoked', message: 'Revoked.' } }, 401),
      'rejected',
    ],
  ])('%s', async (_, answer, code) => {
    expect(await asking(answer)).toMatchObject({ kind: 'auth_error', code })
  })
})

test('a registry that is no Latchkey is not sent a question that it does not know', async () => {
  const codes = { kind: 'header', name: 'x-hex-otp' } as const
  const house = testHouse(() => decision({}), { registry: { codes } })
  expect(await createMay(house)(login, wanted)).toMatchObject({ code: 'bad_answer' })
  expect(house.sent).toEqual([])
})
