import { expect, test } from 'vitest'
import { mayReadIn } from './may-read.ts'

const list = (...rows: readonly string[]) =>
  rows.map(row => {
    const [actions = '', targets = ''] = row.split('=')
    return { actions: actions.split(','), targets: targets.split(' ') }
  })

test.each([
  ['no list', [], true],
  ['everything', [list('read=*')], true],
  ['another organization', [list('read=pypi:globex')], false],
  ['another action there', [list('publish=pypi:acme', 'read=pypi:globex')], false],
  ['a package', [list('read=*'), list('publish,read=pypi:acme/widget')], true],
  ['lists that meet', [list('read=pypi:*'), list('read=*:acme')], true],
  ['lists that do not', [list('read=pypi:acme'), list('read=hex:acme')], false],
  [
    'lists that do not where three are',
    [list('read=pypi:acme hex:acme'), list('read=pypi:*'), list('read=hex:*')],
    false,
  ],
  ['a place that is not known here', [list('read=somewhere/else')], true],
])('of acme: %s', (_, lists, expected) => {
  expect(mayReadIn('acme', lists)).toBe(expected)
})
