import { describeCaveat, refused, writeCaveats } from '@latchkey/tokens'
import { expect, test } from 'vitest'
import { keyCaveats } from './key-caveats.ts'

test('several rows become ONE allow caveat: a union, where several caveats would intersect', () => {
  const caveats = keyCaveats({
    allow: [
      { actions: ['publish'], targets: ['pypi:acme/Widget'] },
      { actions: ['read', 'describe'], targets: ['pypi:acme'] },
    ],
  })
  if (refused(caveats)) throw new Error(caveats.message)
  expect(JSON.parse(writeCaveats(caveats))).toEqual([
    [
      'allow',
      [
        [['publish'], ['pypi:acme/widget']],
        [['read', 'describe'], ['pypi:acme']],
      ],
    ],
  ])
})

test('networks become a caveat of their own', () => {
  const caveats = keyCaveats({
    allow: [{ actions: ['read'], targets: ['*'] }],
    networks: ['10.0.0.0/8', '2001:db8::/32'],
  })
  if (refused(caveats)) throw new Error(caveats.message)
  expect(caveats.map(describeCaveat)).toEqual([
    expect.stringContaining('read'),
    expect.stringMatching(/10\.0\.0\.0\/8.*2001:db8::\/32/),
  ])
})

test('a form that says nothing is refused: no permission is ever implied', () => {
  for (const allow of [[], [{ actions: [], targets: ['*'] }], [{ actions: ['read'], targets: [] }]]) {
    expect(keyCaveats({ allow })).toMatchObject({ code: 'allow_missing' })
  }
})

test('what is not an action, a target or a network is refused by its name', () => {
  const row = { actions: ['read'], targets: ['pypi:acme'] }
  expect(keyCaveats({ allow: [row, { ...row, actions: ['fly'] }] })).toMatchObject({
    code: 'unknown_action',
    next: expect.stringContaining('publish'),
  })
  expect(keyCaveats({ allow: [{ ...row, targets: ['acme/widget'] }] })).toMatchObject({
    code: 'target_malformed',
  })
  expect(keyCaveats({ allow: [row], networks: ['10.0.0.1/8'] })).toMatchObject({ code: 'network_malformed' })
})

test('a row that could never match is refused: administer is about a whole organization', () => {
  const administer = (target: string) =>
    keyCaveats({ allow: [{ actions: ['read', 'administer'], targets: [target] }] })
  for (const target of ['pypi:acme', 'pypi:*', 'pypi:acme/widget']) {
    expect(administer(target)).toMatchObject({ code: 'target_too_narrow' })
  }
  for (const target of ['*', '*:acme']) expect(refused(administer(target))).toBe(false)
})
