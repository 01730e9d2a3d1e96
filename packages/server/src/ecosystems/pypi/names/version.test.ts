import { refused } from '@latchkey/tokens'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../../../test/support/runs.ts'
import { normalVersion, sameVersion } from './version.ts'

describe('a version', () => {
  test.each([
    ['1.0', '1.0'],
    ['v1.0', '1.0'],
    ['01.002', '1.2'],
    ['1.0-Alpha.2', '1.0a2'],
    ['1.0.beta', '1.0b0'],
    ['1.0c1', '1.0rc1'],
    ['1.0preview_3', '1.0rc3'],
    ['1.0-1', '1.0.post1'],
    ['1.0-r4', '1.0.post4'],
    ['1.0.POST', '1.0.post0'],
    ['1.0dev', '1.0.dev0'],
    ['1.0a1.post2.dev3', '1.0a1.post2.dev3'],
    ['1!2.0', '1!2.0'],
    ['0!2.0', '2.0'],
    ['1.0+Ubuntu-1_007', '1.0+ubuntu.1.7'],
    ['20261103120000000000000000', '20261103120000000000000000'],
  ])('%s is written %s (PEP 440)', (text, normal) => {
    expect(normalVersion(text)).toBe(normal)
  })

  test.each([
    '',
    'one',
    '1.0.',
    '1..0',
    '1.0-',
    '1.0+',
    '1.0+a+b',
    '1.0 beta',
    '1.0/2',
    `1.${'0'.repeat(200)}`,
  ])('%j is none', text => {
    expect(normalVersion(text)).toMatchObject({ code: 'version_malformed' })
  })

  test('in its normal form stays as it is', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(
          /^v?(\d!)?\d{1,3}(\.\d{1,2}){0,3}([-_.]?(a|beta|rc|pre)\d?)?(-\d|\.post\d)?(\.?dev\d?)?(\+[a-z0-9]{1,3}(-[0-9]{2})?)?$/,
        ),
        text => {
          const normal = normalVersion(text)
          expect(refused(normal)).toBe(false)
          expect(normalVersion(String(normal))).toBe(normal)
        },
      ),
      propertyOptions(5_000),
    )
  })

  test.each([
    ['1.0', '1.0.0', true],
    ['1', '1.0', true],
    ['1.0rc1', '1rc1', true],
    ['1.0.post1', '1.post1', true],
    ['1.0+a', '1+a', true],
    ['1.10', '1.1', false],
    ['10', '1', false],
    ['1!1.0', '1.0', false],
    ['1.0.1', '1.1', false],
  ])('%s and %s are one: %s', (one, other, same) => {
    expect(sameVersion(one, other)).toBe(same)
  })
})
