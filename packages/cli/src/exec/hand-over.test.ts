import { inspect, refused } from '@latchkey/tokens'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { type Bench, openBench, type Told } from './testing/bench.ts'
import { key, standIn } from './testing/stand-in.ts'

let bench: Bench

const registry = await standIn()
afterAll(() => registry[Symbol.asyncDispose]())
beforeEach(() => {
  bench = openBench()
  bench.file('package.json', JSON.stringify({ name: '@acme/gadget', version: '1.2.3' }))
  bench.file('Cargo.toml', '[package]\nname = "gadget"\nversion = "1.2.3"\n\n[dependencies]\nname = "1"\n')
  bench.file('rebar.config', '{hex, [{repos, [#{name => <<"latchkey:acme">>}]}]}.\n')
  bench.wheel('gadget', '1.2.3')
})
afterEach(() => bench[Symbol.dispose]())

/** Of another's, or of before: none of them is for what is run here. */
const secrets = {
  LATCHKEY_TOKEN: key,
  ...{ TWINE_USERNAME: 'of-before', TWINE_PASSWORD: 'of-before', UV_PUBLISH_PASSWORD: 'of-before' },
  ...{
    FLIT_PASSWORD: 'of-before',
    NPM_TOKEN: 'of-before',
    NODE_AUTH_TOKEN: 'of-before',
  },
  ...{ 'npm_config_//127.0.0.1/:_authToken': 'of-before', YARN_NPM_AUTH_TOKEN: 'of-before' },
  ...{ HEX_API_KEY: 'of-before', HEX_REPOS_KEY: 'of-before', CARGO_REGISTRY_TOKEN: 'of-before' },
}

const inEnvironment =
  (name: string) =>
  ({ environment }: Told): string | undefined =>
    environment[name]
const inFile =
  (name: string, before: string) =>
  ({ files }: Told): string | undefined =>
    files.find(({ path }) => path.endsWith(`/${name}`))?.text.match(new RegExp(`${before}([\\w-]+)`))?.[1]

/** What is typed, what the token may, and where it is. */
const handedOver: readonly (readonly [
  words: string,
  may: string,
  found: (told: Told) => string | undefined,
])[] = [
  ['twine upload gadget-1.2.3-py3-none-any.whl', 'publish pypi:acme/gadget', inEnvironment('TWINE_PASSWORD')],
  ['uv publish gadget-1.2.3-py3-none-any.whl', 'publish pypi:acme/gadget', inEnvironment('UV_PUBLISH_TOKEN')],
  ['uv sync', 'read pypi:acme', inFile('netrc', 'password ')],
  ['pip install widget', 'read pypi:acme', inFile('netrc', 'password ')],
  ['pip3 download widget', 'read pypi:acme', inFile('netrc', 'password ')],
  ['npm publish', 'publish npm:acme/@acme/gadget or read npm:acme', inFile('npmrc', '_authToken=')],
  ['npm ci', 'read npm:acme', inFile('npmrc', '_authToken=')],
  ['pnpm publish', 'publish npm:acme/@acme/gadget or read npm:acme', inFile('npmrc', '_authToken=')],
  ['yarn', 'read npm:acme', inFile('npmrc', '_authToken=')],
  [
    'yarn npm publish',
    'publish npm:acme/@acme/gadget or read npm:acme',
    inEnvironment('YARN_NPM_AUTH_TOKEN'),
  ],
  ['mix hex.publish --organization acme', 'describe, read or publish hex:acme', inEnvironment('HEX_API_KEY')],
  ['rebar3 get-deps', 'read hex:acme', inFile('hex.config', 'repo_key => <<"')],
  ['rebar3 hex publish', 'describe, read or publish hex:acme', inEnvironment('HEX_API_KEY')],
  [
    'cargo publish',
    'publish cargo:acme/gadget or read cargo:acme',
    inEnvironment('CARGO_REGISTRIES_LATCHKEY_TOKEN'),
  ],
  [
    'cargo yank other --version 1.0.0',
    'retire cargo:acme/other or read cargo:acme',
    inEnvironment('CARGO_REGISTRIES_LATCHKEY_TOKEN'),
  ],
  [
    'cargo owner --add ada',
    'maintain cargo:acme/gadget or read cargo:acme',
    inEnvironment('CARGO_REGISTRIES_LATCHKEY_TOKEN'),
  ],
  [
    'cargo build --registry acme-crates',
    'read cargo:acme',
    inEnvironment('CARGO_REGISTRIES_ACME_CRATES_TOKEN'),
  ],
]

test.for(handedOver)('%s: is handed a token that may only %s', async ([typed, may, found]) => {
  const [name = '', ...words] = typed.split(' ')
  const probe = bench.probe(name)
  const { exitCode, said } = await bench.exec(['--', name, ...words], registry.typing(bench.folder), {
    environment: secrets,
  })
  expect([exitCode, said]).toEqual([0, expect.any(String)])
  const told = probe.told()
  if (told === undefined) throw new Error(said)
  const token = found(told) ?? ''
  const inspection = inspect(token)
  if (refused(inspection)) throw new Error(JSON.stringify(told, undefined, 2))
  // After what the key itself says.
  expect(inspection.restrictions[1]?.words).toBe(`may only ${may}`)
  expect(told.commandLine).not.toContain(token)
  const all = JSON.stringify([told.environment, told.files])
  expect(all).not.toContain('of-before')
  expect(all.replaceAll(token, '')).not.toContain(key)
  expect(told.files.map(({ mode }) => mode)).toEqual(told.files.map(() => 0o600))
  expect(told.folderMode).toBe(told.files.length === 0 ? undefined : 0o700)
  expect(bench.leftOver()).toEqual([])
})

test('a program that is not known is handed it in the variable that is named', async () => {
  const probe = bench.probe('flit')
  const words = ['--package', 'pypi:acme/gadget', '--as', 'env:FLIT_PASSWORD', '--', 'flit', 'publish']
  expect(await bench.exec(words, registry.typing(bench.folder), { environment: secrets })).toMatchObject({
    exitCode: 0,
  })
  const { environment = {} } = probe.told() ?? {}
  const inspection = inspect(environment['FLIT_PASSWORD'] ?? '')
  expect(inspection).toMatchObject({
    restrictions: [{}, { words: 'may only publish pypi:acme/gadget' }, {}, {}],
  })
  expect(environment['LATCHKEY_TOKEN']).toBeUndefined()
})

test('yarn shows its token at the registries of all scopes: one that is elsewhere is refused before anything runs', async () => {
  const { told } = bench.probe('yarn')
  bench.file('.yarnrc.yml', 'npmScopes:\n  other:\n    npmRegistryServer: "https://npm.example.org"\n')
  const words = ['--repository', 'npm:acme', '--action', 'read', '--', 'yarn', 'workspaces', 'focus']
  const { exitCode, said } = await bench.exec(words, registry.typing(bench.folder), { environment: secrets })
  expect([exitCode, said]).toEqual([1, expect.stringContaining('https://npm.example.org')])
  expect(told()).toBeUndefined()
})
