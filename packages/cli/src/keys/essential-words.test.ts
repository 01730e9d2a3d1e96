import { describeCaveat, parseTarget, type Target } from '@latchkey/tokens'
import { expect, test } from 'vitest'
import { essentialWords } from './essential-words.ts'
import type { Row } from './key.ts'
import { tooWide } from './too-wide.ts'

const row = (text: string): Row => {
  const [actions = '', target = ''] = text.split('=')
  return { actions: actions.split(','), targets: [target] }
}
const key = (...lists: readonly (readonly string[])[]) => {
  const rows = lists.map(list => list.map(row))
  const words = rows.map(list =>
    describeCaveat({
      kind: 'allow',
      rows: list.map(({ actions, targets }) => ({
        actions: actions as ['read'],
        targets: targets.map(each => parseTarget(each) as Target),
      })),
    }),
  )
  return { rows, words: [...words, 'only from 10.0.0.0/8'], expiresAt: 1 }
}
const login = ['describe,publish,retire,delete,maintain,administer,account=*', 'read=*']

test('what a login may do anyway is not told of a key that it made', () => {
  expect(essentialWords(key(['publish=pypi:acme/widget'], login))).toEqual([
    ...['may only publish pypi:acme/widget', 'only from 10.0.0.0/8'],
  ])
})

test('of two that say the same one is told', () => {
  expect(essentialWords(key(['read=pypi:acme'], ['read=pypi:acme']))).toHaveLength(2)
  expect(essentialWords(key(login, login))).toHaveLength(2)
})

test('what cuts off anything, or has a word that is not known here, is told', () => {
  expect(essentialWords(key(['publish,read=pypi:acme'], ['read=*']))).toHaveLength(3)
  expect(essentialWords(key(['publish=pypi:acme/widget'], ['publish=pypi:acme/gadget']))).toHaveLength(3)
  const { words } = key(['read=pypi:acme'])
  expect(essentialWords({ rows: [[row('read=pypi:acme')], [row('read,sing=*')]], words })).toEqual(words)
})

test.each([
  [[['publish=pypi:acme/widget'], login], []],
  [[['publish=pypi:acme', 'read=*'], login], ['every package of pypi:acme']],
  [[['publish=pypi:acme'], ['publish=pypi:acme/widget']], []],
  [[['delete=*:acme']], ['any package of *:acme']],
  [[['delete=*:acme'], ['delete=pypi:acme']], ['every package of pypi:acme']],
  [[login], ['any package of *', 'make other keys']],
  [[['account=*'], ['read=*']], []],
  [[['read=*']], []],
])('%j is as wide as it is, whatever else is not: %j', (lists, warnings) => {
  const said = tooWide(key(...lists))
  expect(said).toHaveLength(warnings.length)
  for (const [index, each] of warnings.entries()) expect(said[index]).toContain(each)
})

test('a key that can change something and never ends is warned of, and one that reads is not', () => {
  expect(tooWide({ ...key(['publish=pypi:acme/widget']), expiresAt: undefined })).toHaveLength(1)
  expect(tooWide({ ...key(['read=*']), expiresAt: undefined })).toHaveLength(0)
})
