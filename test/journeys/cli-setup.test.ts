/** Clients that were set up, and then do their work with no secret anywhere but in Latchkey's own store. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AtALatchkey, atALatchkey, type Home } from '../../packages/cli/src/testing/at-a-latchkey.ts'
import { loginName } from '../../packages/client/src/credential.ts'
import { wheelBytes, wheelFilename } from '../../packages/server/src/ecosystems/pypi/testing/wheel.ts'
import { type Answer, command } from '../support/command.ts'
import { describeWith } from '../support/describe-with.ts'
import { startShelf, tokenIn } from '../support/shelf.ts'

const programs = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url))

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
    const folder = join(latchkey.emptyHome().environment['HOME'] ?? '', 'shelf')
    const bare = join(folder, 'git/acme/widget.git')
    mkdirSync(folder)
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
    await using standIn = await startShelf({ folder, challenge: 'Basic realm="here"' })

    const home = await homeAt(standIn.origin)
    expect((await run(home, 'latchkey setup git --yes')).output).toContain('is set up')
    const cloned = await run(home, `git clone ${standIn.origin}/git/acme/widget.git`, {
      GIT_TERMINAL_PROMPT: '0',
    })
    expect([cloned.status, cloned.output]).toEqual([0, expect.stringContaining('Cloning into')])
    const carried = standIn.asked.filter(({ authorization }) => authorization !== undefined)
    expect(carried.length).toBeGreaterThan(0)
    for (const each of carried) expect(tokenIn(each)).toMatch(aToken)
    expect(textsOf(home)).not.toMatch(aToken)
  })

  test('npm asks the repository for the packages of its scope, and no other for them', async () => {
    const folder = join(latchkey.emptyHome().environment['HOME'] ?? '', 'shelf')
    mkdirSync(join(folder, 'npm/acme/@acme'), { recursive: true })
    const widget = {
      name: '@acme/widget',
      'dist-tags': { latest: '1.2.3' },
      versions: { '1.2.3': { name: '@acme/widget', version: '1.2.3' } },
    }
    writeFileSync(join(folder, 'npm/acme/@acme/widget'), JSON.stringify(widget))
    await using standIn = await startShelf({ folder })
    const home = await homeAt(standIn.origin)
    await run(home, 'latchkey setup npm --repository npm:acme --yes')
    const viewed = await run(home, 'npm view @acme/widget version')
    expect(viewed.stdout).toBe('1.2.3\n')
    expect(standIn.asked.map(({ path }) => decodeURIComponent(path))).toContain('/npm/acme/@acme/widget')
  })
})
