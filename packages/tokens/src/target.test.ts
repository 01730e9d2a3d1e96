import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../test/support/runs.ts'
import { refused } from './refusal.ts'
import { formatTarget, parseTarget } from './target.ts'

test.for([
  ['*', {}],
  ['hex:*', { ecosystem: 'hex' }],
  ['*:acme', { organization: 'acme' }],
  ['pypi:acme', { ecosystem: 'pypi', organization: 'acme' }],
  ['pypi:acme/Wid.get', { ecosystem: 'pypi', organization: 'acme', package: 'wid-get' }],
  ['npm:acme/@scope/Name', { ecosystem: 'npm', organization: 'acme', package: '@scope/Name' }],
] as const)('%s names %j', ([text, parts]) => {
  expect(parseTarget(text)).toEqual(parts)
})

test.for([
  '',
  '**',
  '*:*',
  ':acme',
  'pypi:',
  'pypi',
  'pypi:acme/',
  'pypi:acme/a b',
  'pypi:acme/a\n',
  'pypi:acme\n',
  'pypi:Acme',
  'pypi:-acme',
  'PyPI:acme',
  'pypi:*/widget',
  '*:acme/widget',
  `pypi:${'a'.repeat(40)}`,
  `pypi:acme/${'a'.repeat(256)}`,
])('%j is not a target', text => {
  expect(parseTarget(text)).toMatchObject({ code: 'target_malformed' })
})

test('who writes what is no target is told what one looks like', () => {
  expect(parseTarget('acme')).toMatchObject({
    message: '"acme" is not a target.',
    next: 'Write pypi:acme/widget (a package), pypi:acme (a repository), *:acme (an organization), pypi:* or *.',
  })
})

test('what is written of a target is read back as the same target', () => {
  const part = fc.stringMatching(/^[a-z][a-z0-9-]{0,5}$/)
  const text = fc.oneof(
    fc
      .tuple(fc.constantFrom('pypi', 'npm', 'hex', '*'), part)
      .map(([ecosystem, owner]) => `${ecosystem}:${owner}`),
    fc
      .tuple(fc.constantFrom('pypi', 'npm'), part, fc.string())
      .map(([ecosystem, owner, name]) => `${ecosystem}:${owner}/${name}`),
    fc.string(),
  )
  fc.assert(
    fc.property(text, text => {
      const target = parseTarget(text)
      if (!refused(target)) expect(parseTarget(formatTarget(target))).toEqual(target)
    }),
    propertyOptions(10_000),
  )
})

test('a target is what the form of one says, and nothing else', () => {
  const ecosystem = '[a-z][a-z0-9]{0,31}'
  const organization = '[a-z0-9][a-z0-9-]{0,38}'
  const form = new RegExp(
    `^(?:\\*|${ecosystem}:\\*|\\*:${organization}|${ecosystem}:${organization}(?:/[!-~]{1,255})?)$`,
  )
  const text = fc.oneof(
    fc.stringMatching(/^[*a0:/-]{0,6}$/),
    fc.stringMatching(/^[a-z][a-z0-9]{28,34}:[a-z0-9-]{0,3}$/),
    fc.stringMatching(/^[a-z*]{1,2}:[a-z0-9-]{35,42}(\/[ -~]{0,3})?$/),
    fc.stringMatching(/^pypi:acme\/[!-~é]{250,260}$/u),
    fc.string(),
  )
  fc.assert(
    fc.property(text, text => {
      expect(!refused(parseTarget(text))).toBe(form.test(text))
    }),
    propertyOptions(10_000),
  )
})
