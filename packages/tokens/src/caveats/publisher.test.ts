import { expect, test } from 'vitest'
import { outcome, upload } from '../testing/accesses.ts'
import { publisher } from './publisher.ts'

const caveat = { kind: 'publisher', publisher: 'workflow', claims: null } as const

test('the trusted publisher that the token belongs to clears', () => {
  expect(outcome(publisher.clears(caveat, upload))).toBe('clears')
})

test('another publisher is refused, and so is none', () => {
  const { publisher: _, ...withoutPublisher } = upload
  expect(outcome(publisher.clears(caveat, { ...upload, publisher: 'other' }))).toBe('publisher_not_allowed')
  expect(outcome(publisher.clears(caveat, withoutPublisher))).toBe('publisher_not_allowed')
})
