import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { refused } from '../refusal.ts'
import { readArray } from './json.ts'

test('a number in it is a plain integer, whatever stands in its texts', () => {
  const number = fc.constantFrom('0', '-0', '10', '-10', '100', '1.0', '-1.5', '1e3', '2E-0', '10-0', '-')
  const quoted = fc.stringMatching(/^[-0-9.eE\\"]{0,6}$/).map(text => JSON.stringify(text))
  const elements = fc.array(fc.oneof(number, quoted), { maxLength: 4 })
  fc.assert(
    fc.property(elements, elements => {
      const text = `[${elements.join(',')}]`
      const isPlain = elements.every(each => each.startsWith('"') || /^(0|-?[1-9]\d*)$/.test(each))
      expect(refused(readArray(text))).toBe(!isPlain)
    }),
    propertyOptions(3_000),
  )
})
