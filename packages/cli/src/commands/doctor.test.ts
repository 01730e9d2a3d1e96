import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createFileLocks, type Machine, thisMachine } from '@latchkey/client'
import { refused } from '@latchkey/tokens'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { files } from '../doctor/checks/files.ts'
import { type Examined, examine, placeAt } from '../doctor/index.ts'
import { type AtALatchkey, atALatchkey, type Home } from '../testing/at-a-latchkey.ts'
import type { AtDesk } from '../testing/terminal.ts'

let latchkey: AtALatchkey
beforeAll(async () => {
  latchkey = await atALatchkey()
})
afterAll(() => latchkey.close())

type Row = Pick<Examined, 'check' | 'state' | 'message' | 'repair' | 'fixed'>

/** What it says, as programs read it. */
async function examined(home: Home, scene: AtDesk = {}, ...words: string[]) {
  const { exitCode, output } = await home.play(['doctor', '--json', ...words], scene)
  const { findings } = JSON.parse(output) as { readonly findings: readonly Row[] }
  const of = (check: string) => findings.filter(each => each.check === check)
  return { exitCode, findings, of }
}

test('where all is well it says so, and exits with 0', async () => {
  const home = await latchkey.homeOf('owner')
  const { exitCode, output } = await home.play(['doctor'])
  expect(output).toContain('All is well.')
  expect(exitCode).toBe(0)
  const { findings } = await examined(home)
  expect(findings.filter(({ state }) => state !== 'ok')).toEqual([])
  expect(new Set(findings.map(({ check }) => check))).toEqual(
    new Set([
      ...['node', 'files', 'settings', 'store', 'git', 'left over', 'locks', 'variables', 'keychain'],
      ...['certificates', 'proxy', 'network', 'registry', 'clock', 'login'],
    ]),
  )
  expect(findings.find(({ check }) => check === 'login')?.message).toMatch(
    /takes the login of owner; it ends in/,
  )
})

test('of what was never kept nothing is said to be there', async () => {
  const { of } = await examined(latchkey.emptyHome())
  expect(of('files')).toMatchObject([{ state: 'ok', message: expect.stringContaining('is not there yet') }])
  expect(of('store')).toMatchObject([
    { state: 'ok', message: expect.stringContaining('No credential is kept') },
  ])
})

test('whatever is found that is not well names what to do, and nothing holds a secret', async () => {
  const home = await latchkey.homeOf('owner')
  const token = (await home.kept())?.token.expose() ?? ''
  const environment = {
    LATCHKEY_TOKEN: 'hunter2',
    TWINE_PASSWORD: 'hunter2',
    PIP_INDEX_URL: 'https://u:hunter2@x/',
  }
  const address = 'https://u:hunter2@packages.example.com'
  const typed = [['doctor'], ['doctor', '--json']].map(words => ({ words, environment }))
  const pasted = typed.map(each => ({ ...each, environment: { ...environment, LATCHKEY_REGISTRY: address } }))
  for (const { words, ...scene } of [...typed, ...pasted]) {
    const { output, said } = await home.play(words, scene)
    expect(output + said).not.toContain('hunter2')
    expect(output + said).not.toContain(token)
  }
  const { findings } = await examined(home, { environment })
  const unwell = findings.filter(({ state }) => state !== 'ok')
  expect(unwell.length).toBeGreaterThan(2)
  for (const { repair } of unwell) expect(repair).toMatch(/.{5}/)
})

describe('the files of this person', () => {
  test('that are open to others are found, and closed by --fix', async () => {
    const home = await latchkey.homeOf('owner')
    const path = join(home.folder, 'credentials.json')
    chmodSync(path, 0o644)
    chmodSync(join(home.folder, 'settings.json'), 0o664)
    const { of } = await examined(home, {}, '--fix')
    expect(of('files')).toMatchObject([
      { state: 'warning', repair: `chmod 600 '${path}'`, fixed: expect.stringContaining('yours alone') },
      { state: 'warning', message: expect.stringContaining('settings.json is open to others (664)') },
    ])
    expect(statSync(join(home.folder, 'settings.json')).mode & 0o777).toBe(0o600)
    expect((await examined(home)).of('files')).toMatchObject([{ state: 'ok' }])
  })

  test('that became links since they were looked at are left alone, with what they lead to', async () => {
    const home = await latchkey.homeOf('owner')
    const [path, elsewhere] = [join(home.folder, 'settings.json'), join(dirname(home.folder), 'theirs')]
    writeFileSync(elsewhere, '', { mode: 0o644 })
    chmodSync(elsewhere, 0o644)
    chmodSync(path, 0o664)
    const [finding] = await files.look({ folder: home.folder } as Parameters<typeof files.look>[0])
    rmSync(path)
    symlinkSync(elsewhere, path)
    await expect(finding?.fix?.()).rejects.toThrow('ELOOP')
    expect(statSync(elsewhere).mode & 0o777).toBe(0o644)
  })

  test('that cannot be written are a problem', async () => {
    const { folder } = await latchkey.homeOf('owner')
    const look = () => files.look({ folder } as Parameters<typeof files.look>[0])
    const root = actAsNobody(folder)
    try {
      expect(await look()).toMatchObject([{ state: 'ok' }])
      chmodSync(folder, 0o500)
      expect(await look()).toMatchObject([
        { state: 'problem', message: expect.stringContaining('cannot be written to (EACCES)') },
      ])
      chmodSync(folder, 0o700)
    } finally {
      root.again()
    }
    expect(readdirSync(folder).filter(name => name.endsWith('.new'))).toEqual([])
  })

  test('that are links are a problem', async () => {
    const home = await latchkey.homeOf('owner')
    const elsewhere = join(dirname(home.folder), 'elsewhere')
    writeFileSync(elsewhere, '{}', { mode: 0o600 })
    const empty = latchkey.emptyHome()
    mkdirSync(empty.folder, { mode: 0o700 })
    symlinkSync(elsewhere, join(empty.folder, 'credentials.json'))
    const { exitCode, of } = await examined(empty)
    expect([exitCode, of('files')]).toMatchObject([
      1,
      [{ state: 'problem', message: expect.stringContaining('is a link') }],
    ])
  })

  test.each([
    ['cut off', '{"version":1,"creden', 'is not JSON'],
    ['of a newer version', '{"version":2,"credentials":{}}', 'newer version wrote'],
  ])('a store that is %s is a problem, and is left as it is', async (_, text, sentence) => {
    const home = await latchkey.homeOf('owner')
    const path = join(home.folder, 'credentials.json')
    writeFileSync(path, text, { mode: 0o600 })
    const { exitCode, of } = await examined(home, {}, '--fix')
    expect([exitCode, of('store')]).toMatchObject([
      1,
      [{ state: 'problem', message: expect.stringContaining(sentence) }],
    ])
    expect(statSync(path).size).toBe(text.length)
  })

  test('settings that cannot be read are a problem, and do not hide the rest', async () => {
    const home = await latchkey.homeOf('owner')
    writeFileSync(join(home.folder, 'settings.json'), 'nonsense', { mode: 0o600 })
    const { exitCode, of } = await examined(home)
    expect([exitCode, of('settings')]).toMatchObject([1, [{ state: 'problem' }]])
    expect(of('registry')).toMatchObject([
      { state: 'warning', message: expect.stringContaining('not known which registry') },
    ])
  })

  test('in a git work tree that does not ignore them are a problem', async () => {
    const home = await latchkey.homeOf('owner')
    execFileSync('git', ['init', '--quiet', home.folder])
    expect((await examined(home)).of('git')).toMatchObject([
      {
        state: 'problem',
        message: expect.stringContaining('git work tree'),
        repair: expect.stringContaining('.gitignore'),
      },
    ])
  })

  test('what a crash left is found; --fix removes what was never finished, and keeps what somebody may want', async () => {
    const home = await latchkey.homeOf('owner')
    const old = join(home.folder, `credentials.json.${'a'.repeat(32)}.new`)
    const fresh = join(home.folder, `credentials.json.${'b'.repeat(32)}.new`)
    const aside = join(home.folder, 'credentials.json.corrupt-2026-01-01T00-00-00-000Z-abcdef01')
    for (const path of [old, fresh, aside]) writeFileSync(path, '', { mode: 0o600 })
    utimesSync(old, 1, 1)
    const { of } = await examined(home, {}, '--fix')
    expect(of('left over').map(({ state, fixed }) => [state, fixed])).toEqual([
      ['warning', 'It was removed.'],
      ['warning', null],
    ])
    const left = readdirSync(home.folder).filter(name => name.startsWith('credentials.json.'))
    expect(left.map(name => join(home.folder, name)).sort()).toEqual([fresh, aside].sort())
  })
})

describe('locks', () => {
  test('of the living are told of and kept; those of the dead are released by --fix', async () => {
    const home = await latchkey.homeOf('owner')
    const folder = join(home.folder, 'locks')
    await dieHolding(folder)
    const locks = createFileLocks({ folder, ...thisMachine() })
    await locks.withLease('of the living', async () => {
      const { of } = await examined(home, {}, '--fix')
      const rows = of('locks').map(({ state, message, fixed }) => [
        state,
        /at work|dead/.exec(message)?.[0],
        fixed,
      ])
      expect(rows.sort()).toEqual([
        ['ok', 'at work', null],
        ['warning', 'dead', 'It was released.'],
      ])
      expect((await examined(home)).of('locks')).toMatchObject([
        { state: 'ok', message: expect.stringContaining(`process ${process.pid} on`) },
      ])
    })
    expect((await examined(home)).of('locks')).toMatchObject([
      { state: 'ok', message: 'Nobody holds a lock.' },
    ])
  })

  test('of another machine are not touched', async () => {
    const home = await latchkey.homeOf('owner')
    const place = join(home.folder, 'locks', 'theirs')
    mkdirSync(place, { recursive: true, mode: 0o700 })
    const owner = { pid: 4711, host: 'another', since: 1, table: 'another boot', start: '1' }
    writeFileSync(join(place, 'nonce'), JSON.stringify(owner))
    const { of } = await examined(home, {}, '--fix')
    expect(of('locks')).toMatchObject([
      { state: 'warning', message: expect.stringContaining('process 4711 on another'), fixed: null },
    ])
    expect(readdirSync(place)).toEqual(['nonce'])
  })
})

test.each([
  [{ LATCHKEY_TOKEN: 'x' }, 'is sent nowhere'],
  [{ LATCHKEY_TOKEN_LOCALHOST_1: 'x' }, 'LATCHKEY_TOKEN_LOCALHOST_1 is set'],
  [{ TWINE_PASSWORD: 'x' }, 'twine uses that'],
  [{ UV_INDEX_ACME_PASSWORD: 'x' }, 'uv uses that'],
  [{ PIP_INDEX_URL: 'https://u:p@packages.example.com/' }, 'PIP_INDEX_URL holds a password'],
  [{ NODE_AUTH_TOKEN: 'x' }, 'npm uses that'],
  [{ 'npm_config_//registry.example.com/:_authToken': 'x' }, 'npm uses that'],
  [{ HEX_API_KEY: 'x' }, 'mix and rebar3 uses that'],
  [{ CARGO_REGISTRIES_ACME_TOKEN: 'x' }, 'cargo uses that'],
])('%j is told of', async (environment, sentence) => {
  const { of } = await examined(latchkey.emptyHome(), { environment })
  expect(of('variables')).toMatchObject([{ state: 'warning', message: expect.stringContaining(sentence) }])
})

test('an address without a password, and an empty variable, shadow nothing', async () => {
  const environment = { PIP_INDEX_URL: 'https://packages.example.com/simple', TWINE_PASSWORD: ' ' }
  expect((await examined(latchkey.emptyHome(), { environment })).of('variables')).toMatchObject([
    { state: 'ok' },
  ])
})

describe('the way to the registry', () => {
  const at = (registry: string, environment = {}, machine = {}) =>
    examined(latchkey.emptyHome(), { environment, machine }, '--registry', registry)

  test('fails at DNS where there is no such name', async () => {
    const { exitCode, of } = await at('https://no-such-host.invalid')
    expect([exitCode, of('network')]).toMatchObject([
      1,
      [{ state: 'problem', message: expect.stringMatching(/^DNS: /) }],
    ])
    expect([of('registry'), of('login'), of('clock')]).toEqual([
      [],
      [expect.objectContaining({ state: 'warning' })],
      [],
    ])
  })

  test('fails at the connection where nobody listens', async () => {
    const { of } = await at('https://127.0.0.1:1')
    expect(of('network')).toMatchObject([
      { state: 'problem', message: expect.stringMatching(/^Connection: .*ECONNREFUSED/) },
    ])
  })

  test('fails at TLS where nobody speaks it', async () => {
    await listening(
      createTcpServer(socket => socket.end('hello\n')),
      async port => {
        const { of } = await at(`https://127.0.0.1:${port}`)
        expect(of('network')).toMatchObject([{ state: 'problem', message: expect.stringMatching(/^TLS: /) }])
      },
    )
  })

  test('fails at HTTP where it answers with an error of its own', async () => {
    await listening(
      createServer((_, response) => response.writeHead(503).end()),
      async port => {
        const { of } = await at(`http://127.0.0.1:${port}`)
        expect(of('network')).toMatchObject([
          { state: 'problem', message: expect.stringMatching(/^HTTP: .* answers 503/) },
        ])
      },
    )
  })

  test('leads to something that is no Latchkey', async () => {
    await listening(
      createServer((_, response) => response.end('hello')),
      async port => {
        const { exitCode, of } = await at(`http://127.0.0.1:${port}`)
        expect([exitCode, of('network'), of('registry')]).toMatchObject([
          1,
          [{ state: 'ok' }],
          [{ state: 'problem' }],
        ])
      },
    )
  })

  test('a clock that is far away is a problem, one that is a little away a warning', async () => {
    for (const [seconds, state] of [
      [3_600, 'problem'],
      [-90, 'warning'],
    ] as const) {
      const date = new Date(Date.now() + seconds * 1_000).toUTCString()
      await listening(
        createServer((_, response) => response.writeHead(200, { date }).end()),
        async port => {
          const { of } = await at(`http://127.0.0.1:${port}`)
          expect(of('clock')).toMatchObject([
            { state, message: expect.stringContaining(seconds > 0 ? 'behind' : 'ahead of') },
          ])
        },
      )
    }
  })

  test('a proxy that is not there is a problem, and its password is not shown', async () => {
    const environment = { HTTPS_PROXY: 'http://user:hunter2@127.0.0.1:1' }
    const { exitCode, of, findings } = await at('https://packages.example.com', environment)
    expect([exitCode, of('proxy')]).toMatchObject([
      1,
      [
        {
          state: 'problem',
          message: 'HTTPS_PROXY names 127.0.0.1:1, which cannot be reached (ECONNREFUSED).',
        },
      ],
    ])
    expect(JSON.stringify(findings)).not.toContain('hunter2')
    const excepted = await at('https://no-such-host.invalid', { ...environment, NO_PROXY: '.invalid' })
    expect(excepted.of('proxy')).toMatchObject([{ state: 'ok' }])
    expect((await at('https://packages.example.com', { HTTPS_PROXY: 'http://[' })).of('proxy')).toMatchObject(
      [{ state: 'problem', message: 'HTTPS_PROXY is no address.' }],
    )
  })

  test.each([
    ['that is not there', undefined, 'cannot be read'],
    ['that holds none', 'hello', 'holds no certificate'],
    [
      'that is spoilt',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      'a certificate cannot be read',
    ],
  ])('a file of certificates %s is a problem', async (_, text, sentence) => {
    const home = latchkey.emptyHome()
    const path = join(dirname(home.folder), 'ca.pem')
    if (text !== undefined) writeFileSync(path, text)
    const { of } = await examined(home, { environment: { LATCHKEY_CA_FILE: path } })
    expect(of('certificates')).toMatchObject([
      { state: 'problem', message: expect.stringContaining(sentence) },
    ])
  })

  test('certificates that nobody looks at are a problem', async () => {
    const { of } = await examined(latchkey.emptyHome(), {
      environment: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    })
    expect(of('certificates')).toMatchObject([{ state: 'problem', repair: expect.stringContaining('unset') }])
  })
})

describe('the login', () => {
  test('that is not there is a warning with what to type', async () => {
    const { exitCode, of } = await examined(latchkey.emptyHome(), {}, '--registry', latchkey.origin)
    expect([exitCode, of('login')]).toMatchObject([
      0,
      [{ state: 'warning', repair: `latchkey login ${latchkey.origin}` }],
    ])
  })

  test('that the registry refuses is a problem', async () => {
    const home = await latchkey.homeOf('owner')
    await latchkey.house.revoke((await home.kept())?.refreshToken)
    const { exitCode, of } = await examined(home)
    expect([exitCode, of('login')]).toMatchObject([
      1,
      [{ state: 'problem', repair: `latchkey login ${latchkey.origin}` }],
    ])
  })
})

describe('a check', () => {
  async function placeOf(scene: AtDesk = {}) {
    const home = await latchkey.homeOf('owner')
    const environment = { ...home.environment, ...scene.environment }
    const machine = { ...thisMachine(), environment }
    const desk = { environment, platform: 'linux', machine: async () => machine, now: Date.now, say() {} }
    const place = await placeAt(desk as unknown as Parameters<typeof placeAt>[0], {})
    if (refused(place)) throw new Error(place.message)
    return place
  }
  const rowsOf = (found: readonly Examined[], check: string) => found.filter(each => each.check === check)

  test('that does not come to an end is left in time, and the others are not', async () => {
    const place = await placeOf({ environment: { LATCHKEY_STORE: 'auto' } })
    const { clock } = place.machine
    let timeIsOver = () => {}
    const sleep: Machine['clock']['sleep'] = async (milliseconds, signal) => {
      if (milliseconds !== 1_500) return clock.sleep(milliseconds, signal)
      const over = new Promise<void>(resolve => (timeIsOver = resolve))
      await Promise.race([over, signal && once(signal, 'abort')])
    }
    const machine = { ...place.machine, clock: { ...clock, sleep } }
    const get = () => {
      timeIsOver()
      return new Promise<never>(() => {})
    }
    const keychain = { description: 'the keychain', get, set: async () => undefined }
    const found = await examine({ ...place, machine, keychain }, { fix: false, within: 1_500 })
    const late = found.filter(({ message }) => message === 'It did not come to an end in 1.5 s.')
    expect(late).toMatchObject([{ check: 'keychain', state: 'problem' }])
    expect(rowsOf(found, 'locks')).toMatchObject([{ state: 'ok' }])
  })

  test('a keychain that does not answer is a problem where credentials are in it, and a warning where they may be', async () => {
    const path = join(dirname((await placeOf()).folder), 'no-tool')
    for (const [policy, state] of [
      ['keychain', 'problem'],
      ['auto', 'warning'],
    ] as const) {
      const { secretTool } = await import('../../../client/src/stores/keychain/index.ts')
      const place = await placeOf({ environment: { LATCHKEY_STORE: policy } })
      const found = await examine({ ...place, keychain: secretTool({ program: path }) }, { fix: false })
      expect(rowsOf(found, 'keychain')).toMatchObject([
        { state, repair: expect.stringContaining('Unlock it') },
      ])
    }
  })

  test('a Node that is too old is a problem', async () => {
    const place = await placeOf()
    for (const [nodeVersion, state] of [
      ['20.18.3', 'problem'],
      ['18.20.0', 'problem'],
      ['20.19.0', 'ok'],
      ['24.0.0', 'ok'],
    ])
      expect(
        rowsOf(await examine({ ...place, nodeVersion: String(nodeVersion) }, { fix: false }), 'node'),
      ).toMatchObject([{ state }])
  })
})

/** A process that takes a lock and is killed. */
async function dieHolding(folder: string): Promise<void> {
  const holder = fileURLToPath(new URL('../../../../bench/client/holder.ts', import.meta.url))
  const child = spawn(process.execPath, ['--conditions=latchkey-source', holder, 'latchkey', folder])
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
}

interface Listening {
  listen(port: number, host: string): unknown
  address(): unknown
  close(): unknown
}

async function listening(server: Listening & NodeJS.EventEmitter, act: (port: number) => Promise<void>) {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    await act((server.address() as { readonly port: number }).port)
  } finally {
    server.close()
  }
}

/** Where root runs the tests, whom no mode stops: as somebody else, who owns the folder and can come to it. */
function actAsNobody(folder: string): { again(): void } {
  if (process.getuid?.() !== 0) return { again() {} }
  const nobody = 65_534
  for (const each of ['.', ...readdirSync(folder)]) chownSync(join(folder, each), nobody, nobody)
  for (let above = dirname(folder); above !== dirname(above); above = dirname(above))
    if ((statSync(above).mode & 0o001) === 0) chmodSync(above, 0o711)
  process.seteuid?.(nobody)
  return { again: () => process.seteuid?.(0) }
}
