import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loginName, thisMachine } from '@latchkey/client'
import { type Caveat, inspect, refused } from '@latchkey/tokens'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rebar3Program, requireTool } from '../../../../test/support/tools.ts'
import { value } from '../../../client/src/auth-client/testing/latchkey-house.ts'
import { enrolled } from '../../../client/src/auth-client/testing/second-factor.ts'
import { type Bench, openBench } from '../exec/testing/bench.ts'
import { type Wire, watchWire } from '../exec/testing/wire.ts'
import { atALatchkey, atOnce } from '../testing/at-a-latchkey.ts'
import { ofPypi } from '../testing/tokens.ts'

const latchkey = await atALatchkey()
afterAll(() => latchkey.close())
const owner = await latchkey.homeOf('owner')
let wire: Wire
let bench: Bench

beforeEach(() => {
  bench = openBench()
  wire = watchWire()
})
afterEach(() => {
  wire.stop()
  bench[Symbol.dispose]()
})

const twine = '/usr/bin/twine'

/** What a token's own text says, beside what the login it was made from says. */
function caveatsOf(token: string | undefined): readonly Caveat[] {
  const inspection = inspect(token ?? '')
  if (refused(inspection)) throw new Error(inspection.message)
  return inspection.restrictions.flatMap(({ caveat }) => caveat ?? [])
}

const allowed = (token: string | undefined) =>
  caveatsOf(token).flatMap(caveat =>
    caveat.kind === 'allow'
      ? caveat.rows.map(({ actions, targets }) =>
          [actions.join(), ...targets.map(({ package: name }) => name ?? '*')].join(' '),
        )
      : [],
  )

const digest = (path: string) => `sha256:${createHash('sha256').update(readFileSync(path)).digest('hex')}`

describe.skipIf(requireTool('twine'))('twine', () => {
  test('uploads with a token that can send these very files, for fifteen minutes', async () => {
    const file = bench.wheel('gizmo', '1.0')
    const before = Date.now()
    const { exitCode, said } = await bench.exec(['--', twine, 'upload', file], owner)
    expect(exitCode).toBe(0)
    expect(said).toContain('twine may publish pypi:acme/gizmo, this one file; its token ends in ')
    const [token, ...others] = new Set(wire.tokensAt('/pypi/acme/legacy/'))
    expect(others).toEqual([])
    const caveats = caveatsOf(token)
    expect(allowed(token)).toEqual(['publish gizmo'])
    expect(caveats).toContainEqual({ kind: 'digest', digests: [digest(file)] })
    expect(caveats).toContainEqual({ kind: 'version', versions: ['1.0'] })
    expect(caveats).toContainEqual({ kind: 'audience', origins: [latchkey.origin] })
    const ends = Math.min(...caveats.map(caveat => (caveat.kind === 'expires' ? caveat.expiresAt : Infinity)))
    expect(Math.round((ends * 1000 - before) / 60_000)).toBe(15)
    expect(bench.leftOver()).toEqual([])
  })

  test('has the fifteen minutes also where the login’s own token has only six left', async () => {
    const home = await latchkey.homeOf('owner')
    const old = await home.kept()
    if (old === undefined) throw new Error('Somebody logged in here.')
    const aged = { receivedAt: Date.now() - 24 * 60_000, expiresAt: Date.now() + 6 * 60_000 }
    value(
      await home.store.change<never>(kept => ({
        ...kept,
        [loginName(latchkey.origin)]: { ...old, ...aged },
      })),
    )
    const { exitCode, said } = await bench.exec(['--', twine, 'upload', bench.wheel('gizmo', '1.5')], home)
    expect([exitCode, said]).toEqual([0, expect.stringMatching(/its token ends in (?:14|15) minutes/)])
    expect((await home.kept())?.token.expose()).not.toBe(old.token.expose())
  })

  test('what the wire saw sends no other file, and reads nothing', async () => {
    await bench.exec(['--', twine, 'upload', bench.wheel('gizmo', '2.0')], owner)
    const [token] = wire.tokensAt('/pypi/acme/legacy/')
    const other = bench.wheel('gizmo', '2.1')
    const again = await bench.exec(['--', twine, 'upload', other], owner, {
      run: async child => {
        const environment = { ...child.environment, TWINE_PASSWORD: token }
        const { runChild } = await import('../desk/run-child.ts')
        return runChild(process, { ...child, environment, quiet: true, input: '' })
      },
    })
    expect(again.exitCode).toBe(1)
    const headers = { authorization: `Bearer ${token}` }
    expect((await fetch(`${latchkey.origin}/pypi/acme/simple/gizmo/`, { headers })).status).toBe(403)
  })

  test('several packages in one go have a row that names each, and the digest of every file', async () => {
    const files = [bench.wheel('sprocket', '1.0'), bench.wheel('cog', '3.0')]
    const { exitCode } = await bench.exec(['--', twine, 'upload', `${bench.folder}/*.whl`], owner)
    expect(exitCode).toBe(0)
    const [token] = wire.tokensAt('/pypi/acme/legacy/')
    expect(allowed(token)).toEqual(['publish cog sprocket'])
    const [digests] = caveatsOf(token).flatMap(caveat => (caveat.kind === 'digest' ? [caveat.digests] : []))
    expect([...(digests ?? [])].sort()).toEqual(files.map(digest).sort())
  })

  test('goes where its own settings say, and the password there is not used', async () => {
    const home = await latchkey.homeOf('owner')
    const file = join(home.environment['HOME'] ?? '', '.pypirc')
    const section = `[work]\nrepository = ${latchkey.origin}/pypi/acme/legacy/\nusername = ada\npassword = of-before\n`
    writeFileSync(file, section)
    const words = ['--', twine, 'upload', '-r', 'work', bench.wheel('gizmo', '4.0')]
    expect(await bench.exec(words, home, { files: { [file]: section } })).toMatchObject({ exitCode: 0 })
    expect(wire.tokensAt('/pypi/acme/legacy/').map(token => allowed(token).join())).toEqual(['publish gizmo'])
  })

  test('its exit code is passed on', async () => {
    const { exitCode } = await bench.exec(
      ['--', twine, 'upload', '--bad-option', bench.wheel('gizmo', '3.0')],
      owner,
    )
    expect(exitCode).toBe(2)
  })
})

describe.skipIf(requireTool('pip'))('pip', () => {
  test('downloads with a token that reads the repository, and is told no address with a password', async () => {
    const words = ['--', '/usr/bin/python3', '-m', 'pip', 'download', '--no-deps', '--no-cache-dir', 'widget']
    const { exitCode, said } = await bench.exec(words, owner)
    expect([exitCode, said]).toEqual([
      0,
      expect.stringContaining('pip may read pypi:acme; its token ends in '),
    ])
    expect(new Set(wire.tokensAt('/pypi/acme/').map(token => allowed(token).join()))).toEqual(
      new Set(['read *']),
    )
    expect(readdirSync(bench.folder)).toEqual(['widget-1.0.0-py3-none-any.whl'])
    expect(bench.leftOver()).toEqual([])
  })
})

describe.skipIf(requireTool('rebar3'))('rebar3', () => {
  test('fetches with a token that reads the repository, by the configuration that is there', async () => {
    const publicKey = await (await fetch(`${latchkey.origin}/hex/repo/public_key`)).text()
    const home = await latchkey.homeOf('owner')
    const settings = join(home.environment['HOME'] ?? '', '.config', 'rebar3')
    mkdirSync(settings, { recursive: true })
    const file = join(settings, 'rebar.config')
    const text = `{hex, [{repos, replace, [
      #{name => <<"latchkey">>, api_url => <<"${latchkey.origin}/hex/api">>,
        repo_url => <<"${latchkey.origin}/hex/repo">>, repo_public_key => <<"${publicKey}">>},
      #{name => <<"latchkey:acme">>}]}]}.\n`
    bench.file('rebar.config', '{deps, [{widget, "~> 1.0"}]}.\n')
    bench.file('src/app.app.src', '{application, app, [{vsn, "0.1.0"}, {applications, [kernel]}]}.\n')
    const before = { [file]: text, [join(bench.folder, 'rebar.config')]: '' }
    const { exitCode } = await bench.exec(['--', rebar3Program, 'get-deps'], home, { files: before })
    expect(exitCode).toBe(0)
    expect(wire.tokensAt('/hex/repo/repos/acme/').map(token => allowed(token).join())).toContain('read *')
    expect(existsSync(join(bench.folder, '_build/default/lib/widget'))).toBe(true)
    expect(bench.leftOver()).toEqual([])
  })
})

describe('without a login', () => {
  const environment = () => ({ LATCHKEY_REGISTRY: latchkey.origin })

  test('a key of the organization in a file is narrowed, reaches no program and is kept nowhere', async () => {
    const key = (await latchkey.house.key(['publish', 'read'], 'pypi:acme', 'acme')).token.expose()
    const home = latchkey.emptyHome()
    const file = bench.file('key.txt', `${key}\n`)
    const words = ['--key-file', file, '--', 'twine', 'upload', bench.wheel('lever', '1.0')]
    const { told } = bench.probe('twine')
    expect(await bench.exec(words, home, { environment: environment() })).toMatchObject({ exitCode: 0 })
    expect(allowed(told()?.environment['TWINE_PASSWORD'])).toEqual(['publish lever'])
    expect(JSON.stringify(told())).not.toContain(key)
    expect(value(await home.store.read())).toEqual({})
  })

  test('a clock that is an hour behind makes no token that is over before it is used', async () => {
    const key = (await latchkey.house.key(['read'], 'pypi:acme', 'acme')).token.expose()
    const { told } = bench.probe('pip')
    const behind = () => Date.now() - 3_600_000
    const machine = { clock: { ...thisMachine().clock, now: behind } }
    const words = ['--key-file', bench.file('key.txt', key), '--', 'pip', 'install', 'widget']
    await bench.exec(words, latchkey.emptyHome(), { environment: environment(), machine, now: behind() })
    const [, given] = told()?.files[0]?.text.match(/password (\S+)/) ?? []
    const headers = { authorization: `Bearer ${given}` }
    expect((await fetch(`${latchkey.origin}/pypi/acme/simple/widget/`, { headers })).status).toBe(200)
  })

  test('a key that may not publish is refused before the program begins', async () => {
    const key = (await latchkey.house.key(['read'], 'pypi:acme', 'acme')).token.expose()
    const { told } = bench.probe('twine')
    const words = [
      '--key-file',
      bench.file('key.txt', key),
      '--',
      'twine',
      'upload',
      bench.wheel('lever', '1.0'),
    ]
    const played = await bench.exec(words, latchkey.emptyHome(), { environment: environment() })
    expect(played).toMatchObject({ exitCode: 1, said: expect.stringContaining('may only read pypi:acme') })
    expect(told()).toBeUndefined()
  })

  test('and without any, nothing runs, and it is said at once how to log in', async () => {
    const { told } = bench.probe('twine')
    const words = ['--', 'twine', 'upload', bench.wheel('lever', '1.0')]
    const scene = { environment: { ...environment(), CI: 'true' }, ...atOnce }
    const played = await bench.exec(words, latchkey.emptyHome(), scene)
    expect(played).toMatchObject({ exitCode: 4, said: expect.stringContaining('latchkey login') })
    expect(told()).toBeUndefined()
  })
})

describe('a token of PyPI', () => {
  const token = ofPypi

  test('is narrowed to the names and minutes before it is handed over', async () => {
    const { told } = bench.probe('twine')
    const words = ['--', 'twine', 'upload', bench.wheel('lever', '1.0'), bench.wheel('pulley', '2.0')]
    const environment = { TWINE_PASSWORD: token }
    expect(await bench.exec(words, latchkey.emptyHome(), { environment })).toMatchObject({ exitCode: 0 })
    const {
      TWINE_PASSWORD: given,
      TWINE_USERNAME: name,
      TWINE_REPOSITORY_URL: url,
    } = told()?.environment ?? {}
    expect([name, url]).toEqual(['__token__', undefined])
    expect(caveatsOf(given)).toEqual([
      { kind: 'project-names', names: ['lever', 'pulley'] },
      { kind: 'expires', expiresAt: expect.any(Number), notBefore: 0 },
    ])
  })

  test('is in nobody’s way where a repository is named', async () => {
    const { told } = bench.probe('twine')
    const words = ['--repository', 'pypi:acme', '--', 'twine', 'upload', bench.wheel('lever', '1.0')]
    expect(await bench.exec(words, owner, { environment: { TWINE_PASSWORD: token } })).toMatchObject({
      exitCode: 0,
    })
    expect(allowed(told()?.environment['TWINE_PASSWORD'])).toEqual(['publish lever'])
  })
})

describe('a second factor', async () => {
  const stranger = await latchkey.homeOf('stranger')
  const app = await enrolled(latchkey.house, 'stranger')

  test('is asked for before the program begins; where nobody is there, it does not begin', async () => {
    const { told } = bench.probe('twine')
    const played = await bench.exec(['--', 'twine', 'upload', bench.wheel('gear', '1.0')], stranger)
    expect(played).toMatchObject({ exitCode: 4, said: expect.stringContaining('latchkey step-up') })
    expect(told()).toBeUndefined()
  })

  test('once given, the program uploads', async () => {
    const { told } = bench.probe('twine')
    const asked: boolean[] = []
    const person = {
      isThere: true,
      askSecret: async () => {
        asked.push(told() === undefined)
        return app.code()
      },
    }
    const played = await bench.exec(['--', 'twine', 'upload', bench.wheel('gear', '1.0')], stranger, {
      person,
    })
    expect([played.exitCode, asked]).toEqual([0, [true]])
    const token = told()?.environment['TWINE_PASSWORD']
    expect(allowed(token)).toEqual(['publish gear'])
  })
})

test.for([
  ['a password among the words', 'twine upload -p secret x.whl', 2, 'other processes see'],
  [
    'another registry',
    'twine upload --repository-url https://upload.pypi.org/legacy/ x.whl',
    1,
    'not at http://localhost',
  ],
  ['another registry, by its name', 'twine upload -r testpypi x.whl', 1, 'https://test.pypi.org/legacy/'],
  ['a name that is nowhere', 'twine upload -r work x.whl', 2, 'not known where'],
  ['what needs no credential', 'twine check x.whl', 2, 'without latchkey exec'],
  ['a program that is not known', 'flit publish', 2, '--as env:NAME'],
  ['no program', '', 2, 'needs PROGRAM'],
] as const)('%s is refused, and nothing runs', async ([, typed, code, said]) => {
  const probes = [bench.probe('twine'), bench.probe('flit')]
  const played = await bench.exec(['--', ...typed.split(' ').filter(Boolean)], owner)
  expect(played).toMatchObject({ exitCode: code, output: '', said: expect.stringContaining(said) })
  expect(probes.map(probe => probe.told())).toEqual([undefined, undefined])
})

test('what would be refused in any case is refused before the program begins', async () => {
  const { told } = bench.probe('twine')
  const reader = await latchkey.homeOf('reader')
  const played = await bench.exec(['--', 'twine', 'upload', bench.wheel('lever', '1.0')], reader)
  expect(played).toMatchObject({ exitCode: 1, said: expect.stringContaining('takes the role write') })
  expect(told()).toBeUndefined()
})

test('whoever may read one package, and not the repository, installs that one', async () => {
  const key = (await latchkey.house.key(['read'], 'pypi:acme/widget', 'acme')).token.expose()
  const { told } = bench.probe('pip')
  const words = ['--key-file', bench.file('key.txt', key), '--', 'pip', 'install', 'widget']
  expect(await bench.exec(words, owner)).toMatchObject({ exitCode: 0 })
  const [, given] = told()?.files[0]?.text.match(/password (\S+)/) ?? []
  const headers = { authorization: `Bearer ${given}` }
  expect((await fetch(`${latchkey.origin}/pypi/acme/simple/widget/`, { headers })).status).toBe(200)
})

test('what cannot be told from the words is narrowed to the repository, and said', async () => {
  const { told } = bench.probe('twine')
  const played = await bench.exec(['--', 'twine', 'upload', bench.file('something.exe', '')], owner)
  expect(played.said).toContain(
    'Which package it is cannot be told from what was typed: twine may publish anything in pypi:acme',
  )
  expect(allowed(told()?.environment['TWINE_PASSWORD'])).toEqual(['publish *'])
})

test('a registry that is down is offline, and nothing runs', async () => {
  const { told } = bench.probe('twine')
  const machine = { fetch: () => Promise.reject(new TypeError('fetch failed')) }
  const played = await bench.exec(['--', 'twine', 'upload', bench.wheel('lever', '1.0')], owner, { machine })
  expect(played.exitCode).toBe(5)
  expect(told()).toBeUndefined()
})
