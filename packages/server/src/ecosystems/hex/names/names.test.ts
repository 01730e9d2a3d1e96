import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { processorTimeOf } from '../../../../../../test/support/processor-time.ts'
import { propertyOptions } from '../../../../../../test/support/runs.ts'
import { compareVersions, isPackageName, isRequirement, isVersion, versionFacts } from './index.ts'

describe('the name of a package', () => {
  test.each(['ab', 'phoenix', 'phoenix_html', 'a1', `a${'b'.repeat(254)}`])('may be %s', name => {
    expect(isPackageName(name)).toBe(true)
  })

  test.each([
    '',
    'a',
    '1a',
    '_a',
    'Phoenix',
    'phoenix-html',
    'a.b',
    'a/b',
    '../ab',
    'ab\n',
    'ab\0',
    'äb',
    `a${'b'.repeat(255)}`,
  ])('may not be %j', name => expect(isPackageName(name)).toBe(false))
})

describe('a version', () => {
  test.each(['0.0.0', '1.2.3', '10.20.30', '1.0.0-rc.1', '1.0.0-alpha-x.0.a0', '1.0.0---'])(
    'may be %s',
    version => {
      expect(isVersion(version)).toBe(true)
    },
  )

  test.each([
    '',
    '1',
    '1.2',
    '01.2.3',
    '1.2.3.4',
    'v1.2.3',
    '1.2.3-',
    '1.2.3-01',
    '1.2.3-a..b',
    '1.2.3+build',
    ' 1.2.3',
    '1.2.3\n',
    '1.2.3-ä',
    '1.2.3/..',
    '9999999999999999.0.0',
  ])('may not be %j', version => expect(isVersion(version)).toBe(false))

  test('is read from a path with its package, and where either is none there is no such thing', () => {
    expect(versionFacts({ package: 'widget', version: '1.0.0' })).toEqual({
      package: 'widget',
      version: '1.0.0',
    })
    expect(versionFacts({ package: 'Widget', version: '1.0.0' })).toMatchObject({ code: 'unknown_package' })
    expect(versionFacts({ package: 'widget', version: '1.0' })).toMatchObject({ code: 'unknown_version' })
  })

  test('is sorted as semver.org section 11 says', () => {
    const sorted = [
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.0.1',
      '1.2.0',
      '1.10.0',
      '2.0.0',
    ]
    expect([...sorted].reverse().sort(compareVersions)).toEqual(sorted)
  })

  test('is before, after or equal to any other, and the other way round the opposite', () => {
    const part = fc.constantFrom('0', '1', '10', 'a', 'b', 'a1', '-')
    const version = fc
      .tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.array(part, { maxLength: 3 }))
      .map(
        ([major, minor, patch, before]) =>
          `${major}.${minor}.${patch}${before.length > 0 ? `-${before.join('.')}` : ''}`,
      )
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(isVersion(a)).toBe(true)
        expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0)
        expect(compareVersions(a, b) === 0).toBe(a === b)
        if (compareVersions(a, b) < 0 && compareVersions(b, c) < 0)
          expect(compareVersions(a, c)).toBeLessThan(0)
      }),
      propertyOptions(1000),
    )
  })
})

describe('a requirement', () => {
  test.each([
    '1.0.0',
    '== 1.0.0',
    '>= 1.0.0',
    '~> 1.0',
    '~> 1.2.3',
    '~> 1.0-rc',
    '>= 1.0.0 and < 2.0.0',
    '~> 1.0 or ~> 2.0',
    '>1.0.0',
    '!= 1.0.0-rc.1',
  ])('may be %s', text => expect(isRequirement(text)).toBe(true))

  test.each([
    '',
    '1.0',
    '>= 1.0',
    '~> 1',
    '=> 1.0.0',
    '>= 1.0.0,',
    '>= 1.0.0 &&',
    'and',
    '~> 1.0 and',
    'latest',
    '*',
    `${'>= 1.0.0 and '.repeat(200)}1.0.0`,
  ])('may not be %j', text => expect(isRequirement(text)).toBe(false))

  test('are read in time that grows with them: a package has thousands', () => {
    const read = () => {
      for (let count = 0; count < 1000; count++) isRequirement(`>= 1.0.0${' '.repeat(990)}x`)
    }
    expect(processorTimeOf(read)).toBeLessThan(1000)
  })
})
