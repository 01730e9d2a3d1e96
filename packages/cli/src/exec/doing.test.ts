import { expect, test } from 'vitest'
import type { Doing, Typed } from './client.ts'
import { findClient } from './find-client.ts'

const files: Readonly<Record<string, string>> = {
  '/project/package.json': '{"name":"@acme/gadget","version":"1.2.3"}',
  '/elsewhere/package.json': '{"name":"gadget","publishConfig":{"registry":"https://registry.example.org/"}}',
  '/project/.npmrc':
    '@acme:registry=https://packages.example.com/npm/acme/\nregistry=https://mirror.example.org/\n',
  '/project/Cargo.toml':
    '[workspace]\nmembers = []\n\n[package]\nname = "gadget"\nversion = "1.2.3"\n\n[dependencies]\nname = "x"\n',
  '/home/ada/.pypirc':
    '[distutils]\nindex-servers = work\n\n[work]\nrepository: https://packages.example.com/pypi/acme/legacy/\n',
}

async function read(typed: string, environment: Typed['environment'] = {}): Promise<Doing | undefined> {
  const found = findClient(typed.split(' '))
  const doing = await found?.client.doing({
    ...{ words: found.words, folder: '/project', environment: { HOME: '/home/ada', ...environment } },
    async readFile(path) {
      const text = files[path]
      if (text === undefined) throw new Error('ENOENT')
      return new TextEncoder().encode(text)
    },
  })
  if (doing !== undefined && 'code' in doing) throw new Error(doing.message)
  return doing
}

const publish = { actions: ['publish'] } satisfies Partial<Doing>
const work = 'https://packages.example.com/pypi/acme/legacy/'

test.for<[typed: string, doing: Partial<Doing>, environment?: Typed['environment']]>([
  ['twine upload dist/Big_Widget-1.0.tar.gz', { ...publish, packages: ['big-widget'], versions: ['1.0'] }],
  [
    'twine upload w-1.0-py3-none-any.whl w-1.0-py3-none-any.whl.asc',
    { packages: ['w'], files: ['/project/w-1.0-py3-none-any.whl'] },
  ],
  ['twine upload w-1.0.tar.gz notes.txt', { ...publish, packages: [] }],
  ['twine upload -c w-1.0.tar.gz', { ...publish, packages: [] }],
  ['twine upload w-1.0RC1.tar.gz', { ...publish, packages: ['w'], files: ['/project/w-1.0RC1.tar.gz'] }],
  ['python3 -m twine upload w-1.0.tar.gz', { ...publish, packages: ['w'] }],
  ['/usr/bin/python3.11 -I -m twine upload w-1.0.tar.gz', { ...publish, packages: ['w'] }],
  ['twine.exe upload w-1.0.tar.gz', { ...publish, packages: ['w'] }],
  [`twine upload --repository-url ${work} w-1.0.tar.gz`, { told: [work] }],
  [`twine upload --repository-u ${work} w-1.0.tar.gz`, { told: [work], packages: ['w'] }],
  [`twine upload --repository-=${work} w-1.0.tar.gz`, { told: [work], packages: ['w'] }],
  ['twine upload --sign w-1.0.tar.gz', { packages: ['w'] }],
  ['twine upload --skip w-1.0.tar.gz', { packages: ['w'] }],
  ['twine upload -r work w-1.0.tar.gz', { told: [], hinted: [work] }],
  ['twine upload w-1.0.tar.gz', { told: [], hinted: [work] }, { TWINE_REPOSITORY_URL: work }],
  ['uv publish w-1.0.tar.gz', { ...publish, packages: ['w'], versions: ['1.0'] }],
  [
    'uv publish --check-url https://x.example.com/simple/ w-1.0.tar.gz',
    { readsAll: true, told: ['https://x.example.com/simple/'] },
  ],
  [
    'uv --project x sync --index acme=https://x.example.com/simple/',
    { actions: ['read'], told: ['https://x.example.com/simple/'] },
  ],
  [
    'pip --timeout 5 install -i https://x.example.com/simple/ widget',
    { actions: ['read'], told: ['https://x.example.com/simple/'] },
  ],
  [
    'npm publish',
    {
      actions: ['publish', 'read'],
      packages: ['@acme/gadget'],
      hinted: ['https://packages.example.com/npm/acme/'],
    },
  ],
  ['npm publish --tag next', { packages: ['@acme/gadget'] }],
  ['npm publish ../elsewhere', { packages: ['gadget'], told: ['https://registry.example.org/'] }],
  ['npm publish --workspaces', { packages: [] }],
  ['npm publish ./gadget-1.2.3.tgz', { packages: [] }],
  ['pnpm -r publish', { packages: [] }],
  ['npm ci', { actions: ['read'], hinted: ['https://mirror.example.org/'] }],
  ['npm ci --registry https://x.example.com/', { told: ['https://x.example.com/'] }],
  ['yarn', { actions: ['read'] }],
  ['yarn --frozen-lockfile', { actions: ['read'] }],
  ['yarn npm publish', { packages: ['@acme/gadget'] }],
  [
    'mix hex.publish package --organization acme --yes',
    { actions: ['publish', 'describe', 'read'], organization: 'acme' },
  ],
  ['mix hex.retire widget 1.0.0 security', { actions: ['retire', 'describe', 'read'] }],
  ['rebar3 get-deps', { actions: ['read'] }],
  ['cargo +nightly publish', { actions: ['publish', 'read'], packages: ['gadget'] }],
  ['cargo publish -p other', { packages: [] }],
  ['cargo yank --version 1.2.3', { actions: ['retire', 'read'], packages: ['gadget'] }],
  ['cargo yank --vers 1.2.3 other', { packages: ['other'] }],
  ['cargo yank other@1.2.3 --undo', { packages: ['other'] }],
  ['cargo owner -a ada -r bob', { actions: ['maintain', 'read'], packages: ['gadget'] }],
  ['cargo owner --list other', { packages: ['other'] }],
  [
    'cargo build --registry acme',
    { hinted: ['https://x.example.com/cargo/acme/'] },
    { CARGO_REGISTRIES_ACME_INDEX: 'sparse+https://x.example.com/cargo/acme/' },
  ],
])('%s', async ([typed, doing, environment]) => {
  expect(await read(typed, environment)).toMatchObject(doing)
})

test('a version that is not in its normal form is left out: registries compare it so', async () => {
  expect(await read('twine upload w-1.0RC1.tar.gz')).not.toHaveProperty('versions')
})

test.for([
  'twine check x',
  'npm test',
  'npm',
  'cargo fmt',
  'mix test',
  'rebar3 fmt',
  'uv --version',
  'pip list',
])('%s needs no credential that is known of', async typed => {
  expect(await read(typed)).toBeUndefined()
})

test.for([
  'twine upload -p x y.whl',
  'twine upload --pass=x y.whl',
  'uv publish --token x',
  'cargo publish --token x',
])('%s is refused: a password is among its words', async typed => {
  await expect(read(typed)).rejects.toThrow('other processes see')
})

test.for(['twin upload x', 'python3 twine.py', 'python3 -m twin', '/usr/bin/pipx install x'])(
  '%s is no client that is known',
  typed => {
    expect(findClient(typed.split(' '))).toBeUndefined()
  },
)
