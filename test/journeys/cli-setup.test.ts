/** Clients that were set up, and then do their work with no secret anywhere but in Latchkey's own store. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AtALatchkey, atALatchkey, type Home } from '../../packages/cli/src/testing/at-a-latchkey.ts'
import { loginName } from '../../packages/client/src/credential.ts'
import { wheelBytes, wheelFilename } from '../../packages/server/src/ecosystems/pypi/testing/wheel.ts'
import { type Answer, command } from '../support/command.ts'
import { describeWith } from '../support/describe-with.ts'
import { type Shelf, startShelf, tokenIn } from '../support/shelf.ts'
import { dockerProgram, requireTool } from '../support/tools.ts'

const programs = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url))

/** Installed from a lock file of their own: `node scripts/install.js --tools`. */
const nodeClients = fileURLToPath(new URL('../node-clients/node_modules', import.meta.url))

let latchkey: AtALatchkey
beforeAll(async () => {
  latchkey = await atALatchkey()
})
afterAll(() => latchkey?.close())

/** Types a line at a home, in a folder of its own. */
function run(home: Home, line: string, env: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const [program = '', ...words] = line.split(' ')
  const folder = join(home.environment['HOME'] ?? '', 'project')
  mkdirSync(folder, { recursive: true })
  const path = `${programs}:${process.env['PATH']}`
  return command({ words: [program, ...words], folder, env: { PATH: path, ...home.environment, ...env } })
}

/** Every text of a home but those that Latchkey keeps its logins in. */
function textsOf(home: Home): string {
  const entries = readdirSync(home.environment['HOME'] ?? '', { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile() && entry.name !== 'credentials.json')
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
}

const aToken = /latchkey-[\w-]{60,}/

describeWith(['twine', 'pip', 'keyring'], 'Python’s clients, which ask a keyring', () => {
  test('twine uploads, and pip downloads what it uploaded', async () => {
    const home = await latchkey.homeOf('owner')
    const wheel = { name: 'gadget', version: '1.0.0' }
    expect((await run(home, 'latchkey setup twine --repository pypi:acme --yes')).output).toContain(
      'is set up',
    )
    const file = join(home.environment['HOME'] ?? '', 'project', wheelFilename(wheel))
    writeFileSync(file, wheelBytes(wheel))
    const uploaded = await run(home, `/usr/bin/twine upload --non-interactive --repository acme ${file}`)
    expect([uploaded.status, uploaded.output]).toEqual([0, expect.stringContaining('Uploading gadget')])

    expect((await run(home, 'latchkey setup pip --repository pypi:acme --yes')).output).toContain('is set up')
    const downloaded = await run(
      home,
      '/usr/bin/python3 -m pip download --no-deps --no-cache-dir --dest got gadget',
    )
    expect([downloaded.status, downloaded.output]).toEqual([0, expect.stringContaining('Saved ./got/gadget')])
    expect(textsOf(home)).not.toMatch(aToken)
  })

  test('the keyring that was there before is asked for everything else, and can be written to', async () => {
    const home = await latchkey.homeOf('owner')
    const rc = join(home.environment['HOME'] ?? '', '.config/python_keyring/keyringrc.cfg')
    mkdirSync(join(rc, '..'), { recursive: true })
    writeFileSync(rc, '[backend]\ndefault-keyring = keyrings.alt.file.PlaintextKeyring\n')
    await run(home, 'latchkey setup twine --repository pypi:acme --yes')
    const python = (code: string) =>
      command({
        words: ['/usr/bin/python3', '-c', `import keyring\n${code}`],
        folder: home.environment['HOME'] ?? '',
        env: { ...home.environment, PATH: `${programs}:${process.env['PATH']}` },
      })
    await python("keyring.set_password('https://elsewhere.example.org/', 'ada', 'theirs')")
    const elsewhere = await python("print(keyring.get_password('https://elsewhere.example.org/', 'ada'))")
    expect(elsewhere.output).toBe('theirs\n')
    const here = await python(
      `print(keyring.get_credential('${latchkey.origin}/pypi/acme/legacy/', None).password)`,
    )
    expect(here.output).toMatch(aToken)
    await run(home, 'latchkey setup twine --remove --yes')
    expect(
      (await python("print(keyring.get_password('https://elsewhere.example.org/', 'ada'))")).output,
    ).toBe('theirs\n')
  })

  test('with nobody logged in, twine says so and asks nobody', async () => {
    const home = latchkey.emptyHome()
    await run(home, `latchkey setup twine --registry ${latchkey.origin} --repository pypi:acme --yes`)
    const wheel = { name: 'gadget', version: '2.0.0' }
    const file = join(home.environment['HOME'] ?? '', 'project', wheelFilename(wheel))
    writeFileSync(file, wheelBytes(wheel))
    const { status, output } = await run(
      home,
      `/usr/bin/twine upload --non-interactive --repository acme ${file}`,
    )
    expect(status).toBe(1)
    expect(output).toContain('Credential not found for password')
  })
})

test('where Python’s keyring is not installed, a program of that name says the same to uv and to newer pips', async () => {
  const home = await latchkey.homeOf('owner')
  const { said } = await home.play(['setup', 'uv', '--repository', 'pypi:acme', '--yes'])
  const folder = /export PATH="\$PATH:(.*)"/.exec(said)?.[1] ?? ''
  const asked = (service: string) => run(home, `${join(folder, 'keyring')} get ${service} __token__`)
  const answered = await asked(`${latchkey.origin}/pypi/acme/simple/`)
  expect([answered.status, answered.stdout]).toEqual([0, expect.stringMatching(aToken)])
  expect(await asked('https://elsewhere.example.org/')).toMatchObject({ status: 1, output: '' })
})

describe('clients of what no Latchkey serves yet, at a registry that stands in for it', () => {
  /** A home with a login for the stand-in, as if it were the registry. */
  async function homeAt(origin: string): Promise<Home> {
    const home = await latchkey.homeOf('owner')
    const login = await home.kept()
    if (login === undefined) throw new Error('There is a login.')
    await home.store.change<never>(() => ({ [loginName(origin)]: { ...login, origin } }))
    writeFileSync(
      join(home.folder, 'settings.json'),
      JSON.stringify({ version: 1, current: { registry: origin }, known: [{ registry: origin }] }),
    )
    return home
  }

  test('git fetches with a token for that repository', async () => {
    const folder = emptyShelf()
    const bare = join(folder, 'git/acme/widget.git')
    const git = (...words: string[]) =>
      execFileSync('git', words, { stdio: 'pipe', env: { ...process.env, HOME: folder } })
    git('init', '--quiet', '--bare', '--initial-branch=main', bare)
    const tree = git('--git-dir', bare, 'hash-object', '-t', 'tree', '-w', '--stdin').toString().trim()
    const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com']
    const commit = git(...author, '--git-dir', bare, 'commit-tree', '-m', 'one', tree)
      .toString()
      .trim()
    git('--git-dir', bare, 'update-ref', 'refs/heads/main', commit)
    git('--git-dir', bare, 'update-server-info')
    await using shelf = await startShelf({ folder, challenge: 'Basic realm="here"' })

    const home = await homeAt(shelf.origin)
    expect((await run(home, 'latchkey setup git --yes')).output).toContain('is set up')
    const cloned = await run(home, `git clone ${shelf.origin}/git/acme/widget.git`, {
      GIT_TERMINAL_PROMPT: '0',
    })
    expect([cloned.status, cloned.output]).toEqual([0, expect.stringContaining('Cloning into')])
    await expectTokensFor('may only read or publish git:acme', shelf)
    expect(textsOf(home)).not.toMatch(aToken)
  })

  test.skipIf(requireTool('cargo'))('cargo reads the index with a token for that repository', async () => {
    const folder = emptyShelf()
    const index = join(folder, 'cargo/acme')
    mkdirSync(join(index, 'wi/dg'), { recursive: true })
    const crate = {
      name: 'widget',
      vers: '1.2.3',
      deps: [],
      cksum: '0'.repeat(64),
      features: {},
      yanked: false,
    }
    writeFileSync(join(index, 'wi/dg/widget'), `${JSON.stringify(crate)}\n`)
    const origin = 'https://packages.example.com'
    writeFileSync(
      join(index, 'config.json'),
      JSON.stringify({ dl: origin, api: origin, 'auth-required': true }),
    )
    await using shelf = await startShelf({ folder, challenge: 'Cargo' })
    const home = await homeAt(shelf.origin)
    await run(home, 'latchkey setup cargo --repository cargo:acme --yes')

    const project = join(home.environment['HOME'] ?? '', 'project')
    mkdirSync(join(project, 'src'))
    writeFileSync(join(project, 'src/lib.rs'), '')
    const widget = 'widget = { version = "1", registry = "acme" }'
    writeFileSync(join(project, 'Cargo.toml'), `[package]\nname = "user"\n[dependencies]\n${widget}\n`)
    const rustup = { RUSTUP_HOME: process.env['RUSTUP_HOME'] ?? join(homedir(), '.rustup') }
    const locked = await run(home, 'cargo generate-lockfile', rustup)
    expect(locked).toMatchObject({ status: 0 })
    expect(readFileSync(join(project, 'Cargo.lock'), 'utf8')).toContain('version = "1.2.3"')
    await expectTokensFor('may only read cargo:acme', shelf)
    expect(textsOf(home)).not.toMatch(aToken)
  })

  test.skipIf(requireTool('docker'))('docker looks at an image with a token for images', async () => {
    const folder = emptyShelf()
    const type = 'application/vnd.docker.distribution.manifest.v2+json'
    const image = JSON.stringify({
      os: 'linux',
      architecture: 'amd64',
      rootfs: { type: 'layers', diff_ids: [] },
    })
    const digest = `sha256:${createHash('sha256').update(image).digest('hex')}`
    const config = { mediaType: 'application/vnd.docker.container.image.v1+json', size: image.length, digest }
    const manifest = { schemaVersion: 2, mediaType: type, config, layers: [] }
    for (const [path, text] of [
      ['manifests/1', JSON.stringify(manifest)],
      [`blobs/${digest}`, image],
    ] as const) {
      mkdirSync(dirname(join(folder, 'v2/acme/widget', path)), { recursive: true })
      writeFileSync(join(folder, 'v2/acme/widget', path), text)
    }
    await using shelf = await startShelf({ folder, challenge: 'Basic realm="here"', type })
    const home = await homeAt(shelf.origin)
    await run(home, 'latchkey setup docker --yes')
    const name = `${new URL(shelf.origin).host}/acme/widget:1`
    const looked = await run(home, `${dockerProgram} manifest inspect --insecure ${name}`)
    expect(looked).toMatchObject({ status: 0, stdout: expect.stringContaining(digest) })
    await expectTokensFor('may only read or publish oci:*', shelf)
    expect(textsOf(home)).not.toMatch(aToken)
  })

  /** Some requests carried one, and every one that was carried may do just that. */
  async function expectTokensFor(what: string, { asked }: Shelf): Promise<void> {
    const tokens = new Set(asked.filter(({ authorization }) => authorization !== undefined).map(tokenIn))
    expect(tokens.size).toBeGreaterThan(0)
    for (const token of tokens) expect(await inspect(token)).toContain(what)
  }

  function emptyShelf(): string {
    const folder = join(latchkey.emptyHome().environment['HOME'] ?? '', 'shelf')
    mkdirSync(folder)
    return folder
  }

  /** One package of acme's. */
  function shelfOfWidget(): string {
    const folder = emptyShelf()
    mkdirSync(join(folder, 'npm/acme/@acme'), { recursive: true })
    const version = {
      name: '@acme/widget',
      version: '1.2.3',
      dist: { tarball: 'http://localhost/widget.tgz' },
    }
    const widget = { name: '@acme/widget', 'dist-tags': { latest: '1.2.3' }, versions: { '1.2.3': version } }
    writeFileSync(join(folder, 'npm/acme/@acme/widget'), JSON.stringify(widget))
    return folder
  }
  /** `latchkey setup` asks what the registry serves; everything else is the client's. */
  const paths = ({ asked }: Shelf) =>
    new Set(
      asked.map(({ path }) => decodeURIComponent(path)).filter(path => !path.startsWith('/.well-known/')),
    )
  const ofWidget = new Set(['/npm/acme/@acme/widget'])

  test('npm asks the repository for the packages of its scope', async () => {
    await using shelf = await startShelf({ folder: shelfOfWidget() })
    const home = await homeAt(shelf.origin)
    await run(home, 'latchkey setup npm --repository npm:acme --yes')
    expect((await run(home, 'npm view @acme/widget version')).stdout).toBe('1.2.3\n')
    expect(paths(shelf)).toEqual(ofWidget)
  })

  test('pnpm asks it with a token for that repository', async () => {
    await using shelf = await startShelf({ folder: shelfOfWidget(), challenge: 'Bearer' })
    const home = await homeAt(shelf.origin)
    await run(home, 'latchkey setup pnpm --repository npm:acme --yes')
    const viewed = await run(home, `node ${nodeClients}/pnpm/bin/pnpm.mjs view @acme/widget version`)
    expect(viewed.stdout).toBe('1.2.3\n')
    expect(paths(shelf)).toEqual(ofWidget)
    await expectTokensFor('may only read or publish npm:acme', shelf)
    expect(textsOf(home)).not.toMatch(aToken)
  })

  test('Yarn asks the repository for the packages of its scope', async () => {
    await using shelf = await startShelf({ folder: shelfOfWidget() })
    const home = await homeAt(shelf.origin)
    await run(home, 'latchkey setup yarn --repository npm:acme --yes')
    const project = join(home.environment['HOME'] ?? '', 'project')
    for (const [name, text] of [
      ['package.json', '{"name":"user"}'],
      ['yarn.lock', ''],
    ] as const)
      writeFileSync(join(project, name), text)
    const yarn = `node ${nodeClients}/@yarnpkg/cli-dist/bin/yarn.js npm info @acme/widget --fields version --json`
    // Only a loopback address is plain http.
    const viewed = await run(home, yarn, {
      YARN_ENABLE_TELEMETRY: '0',
      YARN_UNSAFE_HTTP_WHITELIST: 'localhost',
    })
    expect(JSON.parse(viewed.stdout)).toMatchObject({ version: '1.2.3' })
    expect(paths(shelf)).toEqual(ofWidget)
  })
})

/** What `latchkey token inspect` says of it. */
async function inspect(token: string): Promise<string> {
  const { folder } = latchkey.emptyHome()
  const { output } = await command({
    ...{ words: [join(programs, 'latchkey'), 'token', 'inspect'], folder: dirname(folder), input: token },
    env: { PATH: `${programs}:${process.env['PATH']}` },
  })
  return output
}
