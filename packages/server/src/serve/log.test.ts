import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function logged(fields: object) {
  const lines: string[] = []
  createLog('warn', { write: line => lines.push(line) }).warn(fields, 'Said.')
  return JSON.parse(lines.join(''))
}

test.each(['authorization', 'cookie', 'set-cookie', 'password', 'token', 'code', 'otp'])(
  'a field named %s is not shown, neither by itself nor in what holds it',
  name => {
    const line = logged({ [name]: 'opens a door', request: { [name]: 'opens a door' } })
    expect(line).toMatchObject({ [name]: '[redacted]', request: { [name]: '[redacted]' } })
  },
)

test('an error shows its message, its code and where it was thrown', () => {
  const error = Object.assign(new Error('no space left on device'), { code: 'ENOSPC', token: 'opens a door' })
  expect(logged({ error }).error).toMatchObject({
    message: 'no space left on device',
    errorCode: 'ENOSPC',
    stack: expect.stringContaining('log.test.ts'),
    token: '[redacted]',
  })
})

test('what is below the level is not said', () => {
  const lines: string[] = []
  createLog('error', { write: line => lines.push(line) }).warn({}, 'Said.')
  expect(lines).toEqual([])
})

test('no line shows what could open a door, whoever wrote it', () => {
  const secret = 'W4tT0ZrYk1Qm9xVbN7sLcE2hJ8uGfA5dPiKoRyMwXzQ'
  const error = new Error(`connect postgres://latchkey:hunter2@db.example.com failed for ${secret}`)
  const line = JSON.stringify(logged({ error, path: `/invitations/${secret}` }))
  expect(line).not.toContain(secret)
  expect(line).not.toContain('hunter2')
  expect(line).toContain('/invitations/[redacted]')
})

test('whoever follows the log sees no sign that their terminal obeys, and a program reads what it was', () => {
  const reason = 'a\u001b[2J\u009b2J\u007f\u202eb'
  const lines: string[] = []
  createLog('warn', { write: line => lines.push(line) }).warn({ reason }, 'Said.')
  expect(lines.join('')).toMatch(/^[ -~]+\n$/)
  expect(JSON.parse(lines.join(''))).toMatchObject({ reason })
})
