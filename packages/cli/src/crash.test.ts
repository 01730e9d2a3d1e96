import { describe, expect, test } from 'vitest'
import { crashReport } from './crash.ts'
import { key } from './testing/tokens.ts'

const secrets = {
  'a token': key,
  'a header': 'Bearer hunter2',
  'a password in an address': 'https://ada:hunter2@packages.example.com/',
  'what the environment calls a password': 'nine small owls',
}
const environment = { TWINE_PASSWORD: 'nine small owls' }
const debugging = { ...environment, LATCHKEY_DEBUG: '1' }

test('an exception is one sentence and how to see more, whatever it quotes', () => {
  expect(crashReport(new TypeError(`Bad: ${key}`), environment)).toBe(
    'latchkey: Something went wrong that should not have: TypeError.\n' +
      'To see where: type the same with LATCHKEY_DEBUG=1 before it.\n',
  )
})

test('what the system refused is said with the file', () => {
  const problem = Object.assign(new Error('EACCES: permission denied'), {
    ...{ code: 'EACCES', syscall: 'open', path: '/home/ada/.config/latchkey/settings.json' },
  })
  expect(crashReport(problem, {})).toContain('EACCES open /home/ada/.config/latchkey/settings.json.')
})

describe('with LATCHKEY_DEBUG the stack is shown, and what it came from', () => {
  test('with every line of both', () => {
    const report = crashReport(new Error('Outside.', { cause: new RangeError('Inside.') }), debugging)
    expect(report).toMatch(/Error: Outside\.\n {4}at .*crash\.test\.ts/)
    expect(report).toMatch(/From: RangeError: Inside\.\n {4}at /)
  })

  test.each(Object.entries(secrets))('without %s', (_, secret) => {
    const report = crashReport(new Error(`One: ${secret}`, { cause: new Error(secret) }), debugging)
    expect(report).toContain('[redacted]')
    expect(report).not.toMatch(new RegExp(`hunter2|nine small|${key}`))
  })

  test('and without a sign that a terminal obeys', () => {
    expect(crashReport(new Error('\u001b[2J'), debugging)).not.toContain('\u001b')
  })
})

test.each([undefined, null, key, { token: key }])(
  'thrown things that are no errors are not quoted: %#',
  thrown => {
    for (const each of [environment, debugging]) {
      const report = crashReport(thrown, each)
      expect(report).toMatch(/^latchkey: Something went wrong that should not have\.\n.+\n$/)
      expect(report).not.toContain(key)
    }
  },
)
