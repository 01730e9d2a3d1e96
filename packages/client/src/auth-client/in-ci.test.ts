import { expect, test } from 'vitest'
import { inCi } from './in-ci.ts'

test.for(['true', '1', 'yes', ' woodpecker '])('CI=%s is CI', CI => {
  expect(inCi({ CI })).toBe(true)
})

test.for(['', ' ', '0', 'false', 'FALSE', ' no\n', undefined])('CI=%j is none', CI => {
  expect(inCi({ CI })).toBe(false)
})
