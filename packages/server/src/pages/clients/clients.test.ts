import { expect, test } from 'vitest'
import { keyCaveats } from '../../keys/index.ts'
import { english } from '../catalogue/en/index.ts'
import { granted } from '../testing/house.ts'
import { clientSetups, firstSteps } from './index.ts'

const at = { origin: 'https://packages.example.com:8443', token: 'latchkey-abc' }

const textsFor = (...rows: [actions: string[], targets: string[]][]) => {
  const allow = rows.map(([actions, targets]) => ({ actions, targets }))
  return clientSetups(english, granted(keyCaveats({ allow })), at).map(({ steps }) =>
    steps.map(step => step.text).join('\n'),
  )
}

test('a key that publishes is shown to twine, one that reads to pip, with origin and organization filled in', () => {
  const [twine, pip, ...more] = textsFor([['publish'], ['pypi:acme/widget']], [['read'], ['pypi:acme']])
  expect(more).toEqual([])
  expect(twine).toContain('repository = https://packages.example.com:8443/pypi/acme/legacy/')
  expect(twine).toContain('password = latchkey-abc')
  expect(twine).toContain('twine upload --repository acme dist/*')
  expect(pip).toContain('machine packages.example.com\n')
  expect(pip).toContain('--index-url https://packages.example.com:8443/pypi/acme/simple/ widget')
})

test('no command has a key in its arguments', () => {
  const setups = clientSetups(
    english,
    granted(keyCaveats({ allow: [{ actions: ['publish', 'read'], targets: ['*:acme'] }] })),
    at,
  )
  const commands = setups.flatMap(({ steps }) => steps).filter(step => step.what === 'the command')
  expect(commands.length).toBeGreaterThan(0)
  for (const { text } of commands) expect(text).not.toContain('latchkey-abc')
})

test('a key for nothing that a client does, or for no organization in particular, is shown to none', () => {
  expect(textsFor([['account'], ['*']])).toEqual([])
  expect(textsFor([['administer'], ['*:acme']])).toEqual([])
})

test('an ecosystem that nothing is known of has no first steps', () => {
  expect(firstSteps(english, 'cobol', at.origin, 'acme')).toEqual([])
  expect(firstSteps(english, 'pypi', at.origin, 'acme').map(({ title }) => title)).toEqual([
    'Upload to pypi:acme with twine',
    'Install from pypi:acme with pip',
  ])
})
