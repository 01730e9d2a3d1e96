import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { createSeededRandom } from '../host/testing.ts'
import { newUserCode, readUserCode } from './user-code.ts'

describe('security 9: a code that is carried by hand', () => {
  test('is eight consonants with a hyphen between, every letter as likely as the next', () => {
    const random = createSeededRandom()
    const counts = new Map<string, number>()
    for (let n = 0; n < 5000; n += 1) {
      const code = newUserCode(random)
      expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
      for (const letter of code.replace('-', '')) counts.set(letter, (counts.get(letter) ?? 0) + 1)
    }
    expect(counts.size).toBe(20)
    // 2000 of each on average; five standard deviations are 218.
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(218)
  })

  test.each(['WDJB-MJHT', 'wdjbmjht', ' wdjb mjht ', 'WDJB–MJHT', 'w.d.j.b.m.j.h.t', 'WdJb_MjHt\n'])(
    'is known however it is typed: %j',
    typed => {
      expect(readUserCode(typed)).toBe('WDJB-MJHT')
    },
  )

  test.each(['', 'WDJB', 'WDJB-MJHTX', 'WDJB-MJH0', 'ADJB-MJHT', 'WDJB-MJHŤ', '--------'])(
    'is none when it is %j',
    typed => {
      expect(readUserCode(typed)).toBeUndefined()
    },
  )

  test('is read from no text but one that says it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), text => {
        const read = readUserCode(text)
        if (read !== undefined)
          expect(text.toUpperCase().replaceAll(/[^A-Z]/g, '')).toBe(read.replace('-', ''))
      }),
      propertyOptions(2000),
    )
  })
})
