import { refuse, refused } from '@latchkey/tokens'
import { expect, test } from 'vitest'
import { authError, retryable } from './errors.ts'

test('an error is a refusal, of its own kind, with the next step and its cause', () => {
  const cause = refuse('revoked', 'The login was ended.', 'Log in.')
  const error = authError('login_ended', 'The login is over.', 'Run latchkey login.', cause)
  expect(refused(error)).toBe(true)
  expect(error).toMatchObject({ kind: 'auth_error', code: 'login_ended', next: 'Run latchkey login.', cause })
  expect(Object.isFrozen(error)).toBe(true)
})

test('without a cause it names none', () => {
  expect('cause' in authError('busy', 'Busy.', 'Wait.')).toBe(false)
})

test('what may go well later by itself is told from what needs somebody', () => {
  expect(retryable(authError('busy', '', ''))).toBe(true)
  expect(retryable(authError('offline', '', ''))).toBe(true)
  expect(retryable(authError('login_ended', '', ''))).toBe(false)
  expect(retryable(authError('corrupt_store', '', ''))).toBe(false)
})
