import { refused } from '@latchkey/tokens'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { readPath } from './read-path.ts'

describe('readPath', () => {
  test.each([
    ['/', ['']],
    ['/pypi/acme/simple/', ['pypi', 'acme', 'simple', '']],
    ['/pypi/acme/simple', ['pypi', 'acme', 'simple']],
    ['/caf%C3%A9', ['café']],
    ['/a%2B1!2.0~b', ['a+1!2.0~b']],
    ['/...', ['...']],
    ['/.hidden', ['.hidden']],
  ])('reads %s', (target, segments) => {
    expect(readPath(target)).toMatchObject({ segments })
  })

  test('gives the query apart, and never looks for hazards in it', () => {
    const path = readPath('/private?x=/public/../%2f')
    expect(path).toMatchObject({ segments: ['private'] })
    expect(refused(path) ? undefined : path.query.get('x')).toBe('/public/..//')
  })

  test.each([
    ['/a%2fb', '%2f'],
    ['/a%2Fb', '%2f'],
    ['/a%5cb', 'backslash'],
    ['/a\\b', 'backslash'],
    ['/a%00', '%00'],
    ['/a%0d%0ab', 'control'],
    ['/a%7f', 'control'],
    ['/a%c2%85', 'control'],
    ['/a\tb', 'control'],
    ['/a b', 'space'],
    ['/caf\u00e9', 'outside ASCII'],
    ['//a', '//'],
    ['/a//b', '//'],
    ['/a/../b', '..'],
    ['/a/./b', '..'],
    ['/a/..', '..'],
    ['/a/%2e%2e/b', '..'],
    ['/a/.%2E/b', '..'],
    ['/a/%252e%252e/b', 'twice'],
    ['/a%252fb', 'twice'],
    ['/a%zz', 'percent'],
    ['/a%', 'percent'],
    ['/%ff%fe', 'UTF-8'],
    ['/%c0%ae%c0%ae/', 'UTF-8'],
    ['/a#b', '#'],
    ['http://other.example/a', 'slash'],
    ['*', 'slash'],
    ['', 'slash'],
  ])('refuses %j and names what is wrong', (target, what) => {
    const path = readPath(target)
    expect(refused(path)).toBe(true)
    expect(path).toMatchObject({ code: 'bad_path', message: expect.stringContaining(what) })
  })

  test('no accepted path holds a segment that means anything to a file system or to a second reader', () => {
    const piece = fc.constantFrom(
      '/',
      '.',
      '..',
      '%2e',
      '%2F',
      '%25',
      '%5c',
      '%00',
      '\\',
      'a',
      '%c3%a9',
      '%ff',
      '?',
      '#',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const path = readPath(`/${pieces.join('')}`)
        if (refused(path)) return
        for (const segment of path.segments) {
          expect(['.', '..']).not.toContain(segment)
          expect(segment).not.toMatch(/[/\\%\p{Cc}]/u)
        }
        expect(path.segments.slice(0, -1)).not.toContain('')
      }),
      propertyOptions(20_000),
    )
  })
})
