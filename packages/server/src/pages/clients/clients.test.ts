import type { Action } from '@latchkey/tokens'
import { expect, test } from 'vitest'
import { keyCaveats } from '../../keys/index.ts'
import { english } from '../catalogue/en/index.ts'
import { granted } from '../testing/house.ts'
import type { ClientSetup } from './client-setup.ts'
import { clientSetups, firstSteps, keySetups, loginSetups } from './index.ts'

const at = { origin: 'https://packages.example.com:8443', token: 'latchkey-abc' }
const place = { origin: at.origin, organization: 'acme' }

const textOf = ({ steps }: ClientSetup) => steps.map(({ text }) => text).join('\n')
const titlesOf = (setups: readonly ClientSetup[]) => setups.map(({ title }) => title)

const setupsFor = (...rows: [actions: Action[], targets: string[]][]) => {
  const allow = rows.map(([actions, targets]) => ({ actions, targets }))
  return clientSetups(english, granted(keyCaveats({ allow })), at)
}
const textsFor = (...rows: Parameters<typeof setupsFor>) => setupsFor(...rows).map(textOf)

test('a key that publishes is shown to twine, one that reads to pip, with origin and organization filled in', () => {
  const [twine, pip, latchkey, ...more] = textsFor(
    [['publish'], ['pypi:acme/widget']],
    [['read'], ['pypi:acme']],
  )
  expect(more).toEqual([])
  expect(twine).toContain('repository = https://packages.example.com:8443/pypi/acme/legacy/')
  expect(twine).toContain('password = latchkey-abc')
  expect(twine).toContain('twine upload --repository acme dist/*')
  expect(pip).toContain('machine packages.example.com\n')
  expect(pip).toContain('--index-url https://packages.example.com:8443/pypi/acme/simple/ widget')
  expect(latchkey).toContain('LATCHKEY_REGISTRY=https://packages.example.com:8443\n')
  expect(latchkey).toContain('latchkey exec --key-file key.txt -- twine upload dist/*')
})

test('a key for Hex is shown to mix and rebar3, each with what it may do there', () => {
  expect(titlesOf(setupsFor([['publish'], ['hex:acme/widget']]))).toEqual([
    'Upload to hex:acme with mix',
    'Upload to hex:acme from CI, with latchkey',
  ])
  const [mix, rebar3, ...more] = textsFor([['read'], ['hex:acme']])
  expect(more).toEqual([])
  expect(mix).toContain(
    'mix hex.repo add acme https://packages.example.com:8443/hex/repo/repos/acme --public-key latchkey.pem',
  )
  expect(rebar3).toContain('repo_url => <<"https://packages.example.com:8443/hex/repo">>')
  expect(rebar3).toContain('#{<<"latchkey:acme">> => #{repo_key => <<"latchkey-abc">>}}.')
})

test('a key for every repository of an organization is shown to the clients of each ecosystem', () => {
  const titles = titlesOf(setupsFor([['read'], ['*:acme']]))
  expect(titles).toEqual([
    'Install from pypi:acme with pip',
    'Install from hex:acme with mix',
    'Install from hex:acme with rebar3',
  ])
})

test('no command has a key in its arguments', () => {
  const steps = setupsFor([['publish', 'read'], ['*:acme']]).flatMap(setup => setup.steps)
  const commands = steps.filter(({ what }) => what === 'the command')
  expect(commands.length).toBeGreaterThan(5)
  for (const { text } of commands) expect(text).not.toContain('latchkey-abc')
})

test('a key for nothing that a client does, or for no organization in particular, is shown to none', () => {
  expect(textsFor([['account'], ['*']])).toEqual([])
  expect(textsFor([['administer'], ['*:acme']])).toEqual([])
})

test.each([
  ['pypi', ['twine upload dist/*', 'pip install PACKAGE']],
  ['hex', ['mix hex.publish']],
])(
  'who logs in runs each client of %s with a token for that run, and copies no key',
  (ecosystem, clients) => {
    const text = loginSetups(english, ecosystem, place).map(textOf).join('\n')
    expect(text).toContain('npx latchkey login https://packages.example.com:8443\n')
    for (const client of clients)
      expect(text).toContain(`npx latchkey exec --repository ${ecosystem}:acme -- ${client}`)
    expect(text).not.toContain('YOUR-KEY')
    expect(keySetups(english, ecosystem, place).map(textOf).join('\n')).toContain('YOUR-KEY')
  },
)

test('the first steps are those with a login, then those with a key; an ecosystem that nothing is known of has none', () => {
  expect(firstSteps(english, 'cobol', at.origin, 'acme')).toEqual([])
  expect(titlesOf(firstSteps(english, 'pypi', at.origin, 'acme'))).toEqual([
    'Use pypi:acme with your login',
    'Upload to pypi:acme with twine',
    'Install from pypi:acme with pip',
    'Upload to pypi:acme from CI, with latchkey',
  ])
})
