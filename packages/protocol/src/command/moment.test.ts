import { refused } from '@latchkey/tokens'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { parseMoment } from './index.ts'

const noon = Date.parse('2026-11-21T12:00:00Z')

test.each([
  ['2s', '2026-11-21T12:00:02Z'],
  ['15m', '2026-11-21T12:15:00Z'],
  ['2h30m', '2026-11-21T14:30:00Z'],
  ['7d', '2026-11-28T12:00:00Z'],
  ['2w', '2026-12-05T12:00:00Z'],
  ['2027-01-31', '2027-01-31T00:00:00Z'],
  ['2027-01-31T12:00Z', '2027-01-31T12:00:00Z'],
  ['2027-01-31T12:00:30+01:00', '2027-01-31T11:00:30Z'],
])('at noon, "%s" is %s', (text, moment) => {
  expect(parseMoment(text, noon)).toBe(Date.parse(moment))
})

test.each([
  '',
  '15',
  'm',
  '15 m',
  '-15m',
  '1.5h',
  'tomorrow',
  '2027-13-01',
  '2027-02-29',
  '2027-02-30T12:00Z',
  '2027-01-31T12:00',
  '99999999d',
])('"%s" is neither a duration nor a date', text => {
  expect(parseMoment(text, noon)).toMatchObject({ code: 'not_a_moment' })
})

test.each(['0s', '2026-11-21', '1999-12-31T23:59:59Z'])('"%s" is past', text => {
  expect(parseMoment(text, noon)).toMatchObject({ message: 'That moment is past.' })
})

test('a duration is one to six digits and a unit, any number of times, and nothing else', () => {
  const text = fc.oneof(
    fc.stringMatching(/^([0-9]{1,7}[smhdw]){1,3}$/),
    fc.stringMatching(/^[0-9smhd. ٣]{0,6}$/u),
  )
  fc.assert(
    fc.property(text, text => {
      const moment = parseMoment(text, noon)
      expect(!refused(moment) || moment.message === 'That moment is past.').toBe(
        /^(?:[0-9]{1,6}[smhdw])+$/.test(text),
      )
    }),
    propertyOptions(2_000),
  )
})
