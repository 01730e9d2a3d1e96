import { expect, test } from 'vitest'
import { refuse, refused } from './refusal.ts'

test('a refusal that another copy of this package made is one here too', () => {
  expect(refused({ [Symbol.for('latchkey.refusal')]: true, code: 'no', message: 'No.', next: 'Ask.' })).toBe(
    true,
  )
  expect(Object.getOwnPropertySymbols(refuse('no', 'No.', 'Ask.'))).toEqual([Symbol.for('latchkey.refusal')])
})

test('nothing else is a refusal, whatever it says', () => {
  for (const value of [{ code: 'no', message: 'No.', next: 'Ask.' }, 'no', null, undefined]) {
    expect(refused(value)).toBe(false)
  }
})
