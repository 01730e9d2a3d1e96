import { expect, test } from 'vitest'
import { noon, outcome, upload } from '../testing/accesses.ts'
import { expires } from './expires.ts'

const until = (expiresAt: number, notBefore = 0) =>
  outcome(expires.clears({ kind: 'expires', expiresAt, notBefore }, upload))

test('a token that expires at noon is refused at noon', () => {
  expect(until(noon)).toBe('token_expired')
  expect(until(noon - 1)).toBe('token_expired')
})

test('a token that expires a second after noon clears at noon', () => {
  expect(until(noon + 1)).toBe('clears')
})

test('a token that begins at noon clears at noon, and one that begins a second later does not', () => {
  expect(until(noon + 60, noon)).toBe('clears')
  expect(until(noon + 60, noon + 1)).toBe('token_not_yet_valid')
})

test('a token whose time ends before it begins never clears', () => {
  expect(until(noon, noon + 60)).toBe('token_expired')
  expect(until(noon + 1, noon + 60)).toBe('token_not_yet_valid')
})

test('the refusal says when it expired and what time it is', () => {
  expect(expires.clears({ kind: 'expires', expiresAt: noon - 60, notBefore: 0 }, upload)).toMatchObject({
    message: 'This token expired at 2027-01-15T07:59:00Z; it is now 2027-01-15T08:00:00Z.',
  })
})

test('a time beyond any calendar is still described', () => {
  expect(expires.describe({ kind: 'expires', expiresAt: Number.MAX_SAFE_INTEGER, notBefore: 60 })).toBe(
    'until unix second 9007199254740991, and not before 1970-01-01T00:01:00Z',
  )
})
