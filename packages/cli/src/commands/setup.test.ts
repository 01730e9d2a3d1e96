import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { applyPatch } from 'diff'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { clients } from '../setup/index.ts'
import { type AtDesk, play } from '../testing/terminal.ts'

let home: string
const homes: string[] = []
const origin = 'https://packages.example.com'

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'latchkey-setup-'))
  homes.push(home)
  mkdirSync(at('project'))
})
afterAll(() => {
  for (const each of homes) rmSync(each, { recursive: true, force: true })
})

const at = (path: string) => join(home, path)
const read = (path: string) => readFileSync(at(path), 'utf8')
const mode = (path: string) => statSync(at(path)).mode & 0o777
const all = () => readdirSync(home, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())

function write(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), text)
}

function setup(words: string, scene: AtDesk = {}) {
  const environment = { HOME: home, LATCHKEY_REGISTRY: origin, ...scene.environment }
  const machine = { fetch: nobodyAnswers, ...scene.machine }
  return play(['setup', ...words.split(' ')], { folder: at('project'), ...scene, environment, machine })
}

const nobodyAnswers = async () => {
  throw new TypeError('fetch failed')
}

const twine = 'twine --repository pypi:acme'
const words = clients
  .filter(({ settings }) => settings === undefined)
  .map(({ name, ecosystem }) => (ecosystem === undefined ? name : `${name} --repository ${ecosystem}:acme`))

describe('what is shown is what happens', () => {
  const before = '[distutils]\nindex-servers = pypi\n\n# mine\n[pypi]\nusername = ada\n'

  test('the difference that is shown makes the old file into the new one', async () => {
    write('.pypirc', before)
    const { output } = await setup(`${twine} --dry-run`)
    await setup(`${twine} --yes`)
    const only = output.slice(output.indexOf('---'), output.indexOf('--- /dev/null'))
    expect(applyPatch(before, only)).toBe(read('.pypirc'))
    expect(read('.pypirc')).toContain('# mine\n[pypi]\nusername = ada\n')
  })

  test('a registry below a path stays there', async () => {
    await setup(`${twine} --yes`, { environment: { LATCHKEY_REGISTRY: `${origin}/registry` } })
    expect(read('.pypirc')).toContain(`repository = ${origin}/registry/pypi/acme/legacy/\n`)
  })

  test('an address that a shell would obey is run by none, and stands in quotes where it is to be typed', async () => {
    const hostile = `${origin}/a';ran;'$(ran)|ran`
    const environment = { LATCHKEY_REGISTRY: hostile }
    await setup('pnpm --repository npm:acme --yes', { environment })
    mkdirSync(at('bin'))
    for (const name of ['latchkey', 'ran'])
      writeFileSync(at(`bin/${name}`), `#!/bin/sh\nprintf '%s ' ${name} "$@" >> ${at('ran')}\n`, {
        mode: 0o755,
      })
    execFileSync(at('.config/latchkey/pnpm/token-for-acme'), {
      env: { PATH: `${at('bin')}:${process.env['PATH']}` },
    })
    expect(read('ran')).toMatch(/^latchkey token --registry https:\/\/\S+ --for npm:acme [^/]*$/)
    for (const typed of ['git', 'npm --repository npm:acme']) {
      const { said } = await setup(`${typed} --yes`, { environment })
      expect(said).toMatch(/(git clone |--registry=)'https:[^']*'\n?$/)
    }
  })

  test.each(words)('%s: --dry-run writes nothing, and shows what is written then', async typed => {
    const { output, exitCode } = await setup(`${typed} --dry-run`)
    expect([exitCode, all()]).toEqual([0, []])
    const { said } = await setup(`${typed} --yes`)
    expect(said).toContain(output.trim())
    for (const entry of all()) expect(output).toContain(join(entry.parentPath, entry.name))
  })

  test.each(words)('%s: a second time changes nothing, and --remove leaves what there was', async typed => {
    write('.pypirc', before)
    write('.npmrc', 'fund=false')
    const snapshot = () =>
      all().map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'latin1')])
    const there = snapshot()
    await setup(`${typed} --yes`)
    const after = snapshot()
    expect(after).not.toEqual(there)
    expect(await setup(`${typed} --yes`)).toMatchObject({
      exitCode: 0,
      said: expect.stringContaining('nothing had to change'),
    })
    expect(snapshot()).toEqual(after)
    expect((await setup(`${typed} --remove --yes`)).exitCode).toBe(0)
    expect(snapshot()).toEqual(there)
    expect(await setup(`${typed} --remove --yes`)).toMatchObject({
      exitCode: 0,
      said: expect.stringContaining('Nothing of'),
    })
  })

  test('a person is shown it, and says yes or no', async () => {
    const questions: string[] = []
    const answer = (said: string | undefined) => ({
      person: {
        isThere: true,
        ask: async (question: string) => {
          questions.push(question)
          return said
        },
      },
    })
    for (const no of ['n', '', undefined]) {
      expect(await setup('git', answer(no))).toMatchObject({
        exitCode: 1,
        said: expect.stringContaining('Nothing was changed.'),
      })
      expect(all()).toEqual([])
    }
    expect(await setup('git', answer('y'))).toMatchObject({
      exitCode: 0,
      said: expect.stringContaining('+++ '),
    })
    expect(read('.gitconfig')).toContain(`[credential "${origin}"]`)
    expect(new Set(questions)).toEqual(new Set(['Write this? [y/N] ']))
  })

  test('a file that changes while somebody is asked is not written over', async () => {
    write('.gitconfig', '[user]\n\tname = Ada\n')
    const ask = async () => {
      write('.gitconfig', '[user]\n\tname = Grace\n')
      return 'y'
    }
    const { exitCode, said } = await setup('git', { person: { isThere: true, ask } })
    expect([exitCode, said]).toEqual([1, expect.stringContaining('changed while you were asked')])
    expect(read('.gitconfig')).toBe('[user]\n\tname = Grace\n')
  })

  test('where nobody is there, nothing is written without --yes, and the next command is said', async () => {
    const { exitCode, said } = await setup(twine)
    expect([exitCode, all()]).toEqual([1, []])
    expect(said).toContain(`Type: latchkey setup ${twine} --dry-run`)
  })
})

describe('a client finds the program that it is to ask', () => {
  const next = async (client: string, environment: Record<string, string>) =>
    (JSON.parse((await setup(`${client} --dry-run --json`, { environment })).output) as { next: string[] })
      .next

  test.each([
    ['git', 'latchkey'],
    ['docker', 'docker-credential-latchkey'],
    ['cargo --repository cargo:acme', 'cargo-credential-latchkey'],
  ])('%s: where %s is not on the path, what installs it is said first', async (client, program) => {
    write('bin/keyring', '')
    const [first = ''] = await next(client, { PATH: at('bin') })
    expect(first).toMatch(new RegExp(`runs ${program} by its name, .*: npm install --global latchkey$`))
    write(`bin/${program}`, '')
    expect((await next(client, { PATH: at('bin') })).join()).not.toContain('npm install')
  })

  test('what npx found for this run alone is not there for the client', async () => {
    write('node_modules/.bin/latchkey', '')
    const PATH = at('node_modules/.bin')
    expect((await next('git', { PATH, npm_lifecycle_event: 'npx' })).join()).toContain('npm install')
    expect((await next('git', { PATH })).join()).not.toContain('npm install')
  })
})

describe('several at once', () => {
  test('what pip, twine and uv share goes with the last of them', async () => {
    const launcher = () => existsSync(at('.config/latchkey/keyring/bin/keyring'))
    await setup(`${twine} --yes`)
    await setup('pip --repository pypi:acme --yes')
    await setup('twine --remove --yes')
    expect([launcher(), existsSync(at('.pypirc'))]).toEqual([true, false])
    await setup('pip --remove --yes')
    expect(all()).toEqual([])
  })

  test('the program keyring is made only where there is none, and goes also where there is one by now', async () => {
    write('bin/keyring', '#!/bin/sh\n')
    const withOne = { environment: { PATH: at('bin') } }
    const launcher = () => existsSync(at('.config/latchkey/keyring/bin/keyring'))
    await setup(`${twine} --yes`, withOne)
    expect(launcher()).toBe(false)
    await setup('pip --repository pypi:acme --yes')
    expect(launcher()).toBe(true)
    await setup('pip --remove --yes', withOne)
    await setup('twine --remove --yes', withOne)
    expect(launcher()).toBe(false)
  })

  test('one of two repositories is removed, the other stays', async () => {
    await setup(`${twine} --yes`)
    const one = read('.pypirc')
    await setup('twine --repository pypi:beta --yes')
    await setup('twine --repository pypi:beta --remove --yes')
    expect(read('.pypirc')).toBe(one)
    expect(existsSync(at('.config/python_keyring/keyringrc.cfg'))).toBe(true)
  })

  test('two repositories are removed at once, though the second lies between the lines of the first', async () => {
    await setup(`${twine} --yes`)
    await setup('twine --repository pypi:beta --yes')
    expect(await setup('twine --remove --yes')).toMatchObject({ exitCode: 0 })
    expect(all()).toEqual([])
  })

  test('programs of ours that somebody changed stay; those of another registry or version go', async () => {
    await setup('pnpm --repository npm:acme --yes')
    const program = '.config/latchkey/pnpm/token-for-acme'
    const there = read(program)
    const elsewhere = { environment: { LATCHKEY_REGISTRY: 'https://other.example.com' } }
    expect(await setup('pnpm --remove --yes', elsewhere)).toMatchObject({ exitCode: 0 })
    expect(all()).toEqual([])
    await setup('pnpm --repository npm:acme --yes')
    write(program, there.replace('15m', '1h'))
    expect((await setup('pnpm --remove --yes')).exitCode).toBe(1)
    expect(read(program)).toContain('1h')
  })

  test.each(['docker', 'git'])(
    '%s: --remove takes every registry out, whichever is used now',
    async client => {
      const elsewhere = { environment: { LATCHKEY_REGISTRY: 'https://other.example.com' } }
      await setup(`${client} --yes`)
      await setup(`${client} --yes`, elsewhere)
      expect((await setup(`${client} --remove --yes`, elsewhere)).exitCode).toBe(0)
      expect(all()).toEqual([])
    },
  )

  test('pip has one index: another takes its place', async () => {
    await setup('pip --repository pypi:acme --yes')
    await setup('pip --repository pypi:beta --yes')
    expect(read('.config/pip/pip.conf')).toContain('/pypi/beta/simple/')
    expect(read('.config/pip/pip.conf')).not.toContain('acme')
  })

  test('lines that somebody changed stay, are said, and make the exit code 1', async () => {
    await setup('git --yes')
    write('.gitconfig', read('.gitconfig').replace('useHttpPath = true', 'useHttpPath = false'))
    const changed = read('.gitconfig')
    for (const typed of ['git --remove --yes', 'git --yes'])
      expect(await setup(typed)).toMatchObject({
        exitCode: 1,
        said: expect.stringContaining('omebody changed lines'),
      })
    expect(read('.gitconfig')).toBe(changed)
  })
})

describe('files stay what they are', () => {
  test('permissions, and lines that end with a carriage return', async () => {
    write('.npmrc', 'fund=false\r\naudit=false\r\n')
    chmodSync(at('.npmrc'), 0o640)
    await setup('npm --repository npm:acme --yes')
    expect(mode('.npmrc')).toBe(0o640)
    expect(read('.npmrc').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  test('new ones are this person’s alone', async () => {
    await setup(`${twine} --yes`)
    expect([mode('.pypirc'), mode('.config/latchkey/keyring/bin/keyring')]).toEqual([0o600, 0o700])
  })

  test('a link to another file at home stays a link', async () => {
    write('dotfiles/npmrc', 'fund=false\n')
    symlinkSync('dotfiles/npmrc', at('.npmrc'))
    await setup('npm --repository npm:acme --yes')
    expect(read('dotfiles/npmrc')).toContain('@acme:registry')
    await setup('npm --remove --yes')
    expect(read('dotfiles/npmrc')).toBe('fund=false\n')
    expect(readdirSync(at('dotfiles'))).toEqual(['npmrc'])
  })
})

describe('a file that is not what it should be is refused with a sentence, and nothing is written', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'latchkey-elsewhere-'))
  homes.push(elsewhere)
  const linkOut = () => {
    writeFileSync(join(elsewhere, 'x'), 'a=b\n')
    symlinkSync(join(elsewhere, 'x'), at('.npmrc'))
  }

  test.each([
    ['a link out of home', linkOut, 'outside your home'],
    ['a link to nothing', () => symlinkSync('nowhere', at('.npmrc')), 'cannot be read (ENOENT)'],
    ['a link to itself', () => symlinkSync('.npmrc', at('.npmrc')), 'cannot be read (ELOOP)'],
    ['a folder', () => mkdirSync(at('.npmrc')), 'is no file'],
    ['a device', () => symlinkSync('/dev/zero', at('.npmrc')), 'outside your home'],
    ['a pipe', () => execFileSync('mkfifo', [at('.npmrc')]), 'is no file'],
    ['bytes', () => write('.npmrc', Uint8Array.of(0xff, 0xfe, 0)), 'is no text'],
    ['a NUL', () => write('.npmrc', 'a=b\0\n'), 'is no text'],
    ['two megabytes', () => write('.npmrc', 'a=b\n'.repeat(500_000)), 'larger than any settings'],
  ] as const)('%s', async (_name, make, sentence) => {
    make()
    const { exitCode, said } = await setup('npm --repository npm:acme --yes')
    expect(exitCode).toBe(1)
    expect(said).toContain(sentence)
    expect(existsSync(at('.config'))).toBe(false)
  })

  test('one that may not be read, or not be written', async () => {
    write('.npmrc', 'a=b\n')
    if (process.getuid?.() !== 0) return
    chmodSync(home, 0o755)
    process.seteuid?.(65534)
    try {
      expect((await setup('npm --repository npm:acme --yes')).said).toContain('belongs to somebody else')
      expect((await setup('git --yes')).said).toContain('cannot be written (EACCES)')
    } finally {
      process.seteuid?.(0)
    }
    expect(read('.npmrc')).toBe('a=b\n')
  })

  test('JSON of docker that is none, or says another helper', async () => {
    for (const text of ['{', '[]', '{"credHelpers": {"packages.example.com": "other"}}']) {
      write('.docker/config.json', text)
      expect((await setup('docker --yes')).exitCode).toBe(1)
      expect(read('.docker/config.json')).toBe(text)
    }
  })
})

describe('secrets that lie in files', () => {
  const secret = 'latchkey-Zm9yIHRlc3RzIG9ubHkgYW5kIG5vIHRva2Vu'
  const pypirc = `[distutils]\nindex-servers =\n    mine\n    pypi\n\n[mine]\nrepository = ${origin}/pypi/acme/legacy/\nusername = __token__\npassword = ${secret}\n\n[pypi]\npassword = pypi-${secret}\n`
  const npmrc = `fund=false\n//packages.example.com/npm/acme/:_authToken=${secret}\n//registry.example.org/:_authToken=npm_${secret}\n`
  const netrc = `machine packages.example.com login ada password ${secret}\nmachine example.org\n  login ada\n  password hunter2\n`

  beforeEach(() => {
    write('.pypirc', pypirc)
    write('.npmrc', npmrc)
    write('project/.npmrc', `//packages.example.com/npm/acme/:_authToken="${secret}"\n`)
    write('.netrc', netrc)
  })

  test('each is said with its place and kind, and never what it is', async () => {
    const { output, said } = await setup(`${twine} --dry-run`)
    for (const line of [
      `${at('.pypirc')}, line 9: a Latchkey token for [mine] (needed no more`,
      `${at('.pypirc')}, line 12: a PyPI token for [pypi] (left alone)`,
      `${at('.npmrc')}, line 2: a Latchkey token for packages.example.com (needed no more`,
      `${at('.npmrc')}, line 3: an npm token for registry.example.org (left alone)`,
      `${at('project/.npmrc')}, line 1: a Latchkey token for packages.example.com, in this project (needed no more`,
      `${at('.netrc')}, line 1: a Latchkey token for packages.example.com (needed no more`,
      `${at('.netrc')}, line 4: a password for example.org (left alone)`,
      'latchkey token burn',
      'https://pypi.org/manage/account/#api-tokens',
    ])
      expect(said).toContain(line)
    for (const text of [output, said]) expect(text).not.toMatch(/Zm9y|hunter2/)
  })

  test('--replace takes those of this registry out, and keeps the files as they were for this person alone', async () => {
    const { exitCode, output, said } = await setup(`${twine} --replace --yes --json`)
    expect(exitCode).toBe(0)
    for (const text of [output, said]) expect(text).not.toMatch(/Zm9y|hunter2/)
    expect(read('.pypirc')).toContain(`password = pypi-${secret}`)
    expect(read('.npmrc')).toBe(`fund=false\n//registry.example.org/:_authToken=npm_${secret}\n`)
    expect(existsSync(at('project/.npmrc'))).toBe(false)
    expect(read('.netrc')).toBe('machine example.org\n  login ada\n  password hunter2\n')
    const { copies, secrets } = JSON.parse(output)
    expect(secrets.filter(({ taken }: { taken: boolean }) => taken)).toHaveLength(4)
    const kept = copies.map((path: string) => [readFileSync(path, 'utf8'), statSync(path).mode & 0o777])
    expect(kept).toEqual(
      expect.arrayContaining([
        [pypirc, 0o600],
        [npmrc, 0o600],
        [netrc, 0o600],
      ]),
    )
    for (const path of copies) expect(path).toContain(at('.config/latchkey/taken/'))
    expect(statSync(at('.config/latchkey/taken')).mode & 0o777).toBe(0o700)
  })

  test('a person is asked about them by themselves, and may keep them', async () => {
    const questions: string[] = []
    const ask = async (question: string) => {
      questions.push(question)
      return question.startsWith('Take') ? 'no' : 'yes'
    }
    await setup(twine, { person: { isThere: true, ask } })
    expect(questions).toEqual(['Take them out? [y/N] ', 'Write this? [y/N] '])
    expect(read('.netrc')).toBe(netrc)
    expect(read('.pypirc')).toContain(`password = ${secret}`)
  })

  test('a variable that stands for one is none', async () => {
    write('.npmrc', `//packages.example.com/:_authToken=\${NPM_TOKEN}\n`)
    expect((await setup(`${twine} --dry-run`)).said).not.toContain(at('.npmrc,'))
  })

  test('a project that links its .npmrc to a file elsewhere has nothing written there', async () => {
    rmSync(at('project/.npmrc'))
    write('keys', `//packages.example.com/:_authToken=${secret}\n`)
    symlinkSync('../keys', at('project/.npmrc'))
    const { said } = await setup(`${twine} --replace --yes`)
    expect(said).toContain('outside')
    expect(read('keys')).toContain(secret)
  })
})

describe('what the registry serves', () => {
  const metadata = {
    issuer: origin,
    token_endpoint: `${origin}/oauth/token`,
    latchkey_unseen_caveats: [],
    latchkey_ecosystems: ['pypi', 'npm'],
  }
  const saying = (answer: object, status = 200) => ({ machine: { fetch: async () => json(answer, status) } })
  const json = (answer: object, status: number) => {
    const response = Response.json(answer, { status })
    return Object.defineProperty(response, 'url', { value: origin })
  }

  test.each(['hex --repository hex:acme', 'cargo --repository cargo:acme', 'docker', 'git'])(
    '%s is refused where it is not served, and nothing is written',
    async typed => {
      for (const how of ['--yes', '--dry-run']) {
        const { exitCode, output, said } = await setup(`${typed} ${how}`, saying(metadata))
        expect([exitCode, output, all()]).toEqual([1, '', []])
        expect(said).toContain('https://packages.example.com serves pypi, npm, and nothing that ')
        expect(said).toContain('(twine, pip, uv, npm, pnpm, yarn)')
      }
      const { output } = await setup(`${typed} --yes --json`, saying(metadata))
      expect(JSON.parse(output)).toMatchObject({ error: { code: 'ecosystem_not_served' } })
    },
  )

  test('what is served is set up, and so is what nobody can be asked about', async () => {
    expect((await setup(`${twine} --yes`, saying(metadata))).exitCode).toBe(0)
    expect((await setup('git --yes', saying({}, 404))).exitCode).toBe(0)
    expect((await setup('cargo --repository cargo:acme --yes')).exitCode).toBe(0)
  })

  test('what it serves no longer is taken out', async () => {
    await setup('git --yes')
    expect((await setup('git --remove --yes', saying(metadata))).exitCode).toBe(0)
    expect(all()).toEqual([])
  })
})

describe('what is typed', () => {
  test.each([
    ['twnie --repository pypi:acme', 'Did you mean: latchkey setup twine'],
    ['twine', 'Type: latchkey setup twine --repository pypi:ORGANIZATION'],
    ['twine --repository npm:acme', 'twine reads no "npm:acme"'],
    ['twine --repository pypi:../x', 'Type: latchkey setup twine --repository pypi:ORGANIZATION'],
    ['twine --repository pypi:acme --name pypi', 'Choose another with --name'],
    ['git --repository pypi:acme', 'Type: latchkey setup git'],
  ])('%s', async (typed, sentence) => {
    const { exitCode, said } = await setup(`${typed} --yes`)
    expect([exitCode, all()]).toEqual([2, []])
    expect(said).toContain(sentence)
  })

  test.each([
    [twine, '.pypirc', 'username = ada'],
    ['pip --repository pypi:acme', '.config/pip/pip.conf', '//ada@packages.example.com/'],
    ['uv --repository pypi:acme', '.config/uv/uv.toml', '//ada@packages.example.com/'],
    ['git', '.gitconfig', '\tusername = ada'],
    ['pnpm --repository npm:acme', '.config/latchkey/pnpm/token-for-acme', " --account 'ada' "],
  ])('%s: of several accounts one is named', async (typed, path, line) => {
    await setup(`${typed} --account ada --yes`)
    expect(read(path)).toContain(line)
    expect(await setup(`${typed} --remove --yes`)).toMatchObject({ exitCode: 0 })
    expect(all()).toEqual([])
  })

  test.each(["a'b", 'a@b', 'a\nb', 'a b', '-x', ''])('%j is no account', async account => {
    const environment = { HOME: home, LATCHKEY_REGISTRY: origin }
    const typed = ['setup', 'git', `--account=${account}`, '--yes']
    expect(await play(typed, { environment, folder: home })).toMatchObject({ exitCode: 2 })
    expect(all()).toEqual([])
  })

  test('a client that cannot be told of accounts is not', async () => {
    expect((await setup('docker --account ada --yes')).said).toContain('latchkey switch')
  })

  test('mix is told by its own command, once, and only what it said by us is taken back', async () => {
    const ran: string[] = []
    const folders = new Set<string | undefined>()
    let apiUrl = 'https://hex.pm/api'
    const run: AtDesk['run'] = async ({ words: [, , , ...value], words, folder }) => {
      folders.add(folder)
      if (value.length > 0) ran.push(words.join(' '))
      if (value[0] === '--delete') apiUrl = 'https://hex.pm/api'
      else if (value[0] !== undefined) apiUrl = value[0]
      return { exitCode: 0, output: `api_url: "${apiUrl}"`, said: '' }
    }
    const typed = 'hex --repository hex:acme'
    await setup(`${typed} --yes`, { run })
    await setup(`${typed} --yes`, { run })
    expect(ran).toEqual([`mix hex.config api_url ${origin}/hex/api`])
    await setup('hex --remove --yes', { run })
    expect(ran.slice(1)).toEqual(['mix hex.config api_url --delete'])
    await setup('hex --remove --yes', { run })
    expect(ran).toHaveLength(2)
    // Where a project lies, mix would run what it says: a stranger's, before anybody was asked.
    expect([...folders]).toEqual([home])
  })
})
