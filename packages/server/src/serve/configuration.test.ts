import { mkdtemp, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { refused } from '@latchkey/tokens'
import { beforeAll, describe, expect, test } from 'vitest'
import { examineSettings, readConfiguration } from './configuration.ts'

const key = 'A'.repeat(43)
const masterKeys = JSON.stringify({ minting: 'm1', keys: { m1: key } })
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-configuration-'))
})

function configured(environment: Record<string, string>) {
  const configuration = readConfiguration(environment)
  if (refused(configuration)) throw new Error(`${configuration.message} ${configuration.next}`)
  return configuration
}

/** A settings file with this in it, as the environment names it. */
async function settingsFile(content: unknown): Promise<{ LATCHKEY_JSON: string }> {
  const path = join(await mkdtemp(join(folder, 'etc-')), 'latchkey.json')
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return { LATCHKEY_JSON: path }
}

async function file(text: string): Promise<string> {
  const path = join(await mkdtemp(join(folder, 'secret-')), 'secret')
  await writeFile(path, text)
  return path
}

const problemsOf = (environment: Record<string, string>) =>
  examineSettings(environment).problems.map(({ message }) => message)

describe('configuration', () => {
  test('nothing set: localhost:7420, SQLite in ./data', () => {
    const configuration = configured({})
    expect(configuration).toMatchObject({
      host: '127.0.0.1',
      port: 7420,
      origin: 'http://localhost:7420',
      uploadLimit: 1024 ** 3,
    })
    expect(configuration.database.expose()).toMatch(/^sqlite:.*\/data\/latchkey\.db$/)
  })

  test('the port moves the default origin with it, and an explicit origin stays', () => {
    expect(configured({ PORT: '8080' }).origin).toBe('http://localhost:8080')
    expect(configured({ PORT: '8080', LATCHKEY_ORIGIN: 'https://packages.example.com/' }).origin).toBe(
      'https://packages.example.com',
    )
  })

  test('the address to listen on may name the port, and IPv6 stands in brackets', () => {
    expect(configured({ LATCHKEY_LISTEN: '0.0.0.0', PORT: '8080' })).toMatchObject({
      host: '0.0.0.0',
      port: 8080,
    })
    expect(configured({ LATCHKEY_LISTEN: '[::1]:8080' })).toMatchObject({
      host: '::1',
      port: 8080,
      origin: 'http://localhost:8080',
    })
  })

  test('an empty value means unset', () => {
    expect(configured({ PORT: '', LATCHKEY_DATA: '', LATCHKEY_PORTS: '' }).port).toBe(7420)
  })

  test.each([
    ['PORT', '99999'],
    ['PORT', 'http'],
    ['LATCHKEY_LISTEN', 'packages.example.com:80'],
    ['LATCHKEY_LISTEN', '::1'],
    ['LATCHKEY_LISTEN', '127.0.0.1:99999'],
    ['LATCHKEY_ORIGIN', 'packages.example.com'],
    ['LATCHKEY_ORIGIN', 'https://packages.example.com/sub'],
    ['LATCHKEY_ORIGIN', 'ftp://packages.example.com'],
    ['LATCHKEY_UPLOAD_LIMIT', 'plenty'],
    ['LATCHKEY_DATABASE', 'mysql://latchkey@localhost/latchkey'],
    ['LATCHKEY_MASTER_KEYS', '{"minting":"m1","keys":{"m1":"AAAA"}}'],
    ['LATCHKEY_TRUSTED_PROXIES', '10.0.0.0/8,nginx'],
    ['LATCHKEY_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['LATCHKEY_LOG', 'loud'],
  ])('%s=%s is refused by its name, with what to write', (name, text) => {
    const refusal = readConfiguration({ [name]: text })
    expect(refusal).toMatchObject({
      code: 'configuration_invalid',
      message: expect.stringContaining(`${name} is set to`),
      next: expect.stringContaining(`Set ${name} again`),
    })
  })

  test('sizes and networks are read as people write them', () => {
    const { uploadLimit, trustedProxies } = configured({
      LATCHKEY_UPLOAD_LIMIT: '512MiB',
      LATCHKEY_TRUSTED_PROXIES: '10.0.0.0/8, 2001:db8::/32',
    })
    expect(uploadLimit).toBe(512 * 1024 ** 2)
    expect(trustedProxies).toEqual(['10.0.0.0/8', '2001:db8::/32'])
  })

  test('printing it shows neither a database password nor a master key', () => {
    const printed = inspect(
      configured({
        LATCHKEY_DATABASE: 'postgres://latchkey:hunter2@db/latchkey',
        LATCHKEY_MASTER_KEYS: masterKeys,
      }),
      { depth: 10 },
    )
    expect(printed).not.toContain('hunter2')
    expect(printed).not.toContain(key)
  })
})

describe('latchkey.json', () => {
  test('says what the environment can, in JSON: numbers, lists and objects', async () => {
    const environment = await settingsFile({
      port: 8080,
      trustedProxies: ['10.0.0.0/8', '2001:db8::/32'],
      masterKeys: { minting: 'm1', keys: { m1: key } },
    })
    const configuration = configured(environment)
    expect(configuration).toMatchObject({ port: 8080, trustedProxies: ['10.0.0.0/8', '2001:db8::/32'] })
    expect(configuration.masterKeys?.expose()).toBe(masterKeys)
  })

  test('the environment wins over it, and it over the default; each is named as the source', async () => {
    const environment = { ...(await settingsFile({ port: 8080, log: 'info' })), PORT: '9090' }
    expect(configured(environment)).toMatchObject({ port: 9090, log: 'info', uploadLimit: 1024 ** 3 })
    const { found } = examineSettings(environment)
    expect(found.get('port')?.source).toBe('PORT')
    expect(found.get('log')?.source).toBe(`"log" in ${environment.LATCHKEY_JSON}`)
    expect(found.get('uploadLimit')?.source).toBe('default')
  })

  test.each([
    ['cut off', '{"port": 80'],
    ['a list', '[]'],
    ['null', 'null'],
  ])('one that is %s is refused', async (_, text) => {
    const environment = await settingsFile(text)
    expect(problemsOf(environment)).toEqual([`${environment.LATCHKEY_JSON} is not a JSON object.`])
  })

  test('one that the environment names has to be there', () => {
    expect(problemsOf({ LATCHKEY_JSON: join(folder, 'nowhere.json') })).toEqual([
      expect.stringContaining('nowhere.json cannot be read'),
    ])
  })
})

describe('a secret', () => {
  test('may be in a file of its own, whose last line break does not count', async () => {
    const url = 'postgres://latchkey:hunter2@db/latchkey'
    const path = await file(`${url}\n`)
    expect(configured({ LATCHKEY_DATABASE_FILE: path }).database.expose()).toBe(url)
    expect(configured(await settingsFile({ databaseFile: path })).database.expose()).toBe(url)
    const { found } = examineSettings({ LATCHKEY_DATABASE_FILE: path })
    expect(found.get('database')?.source).toBe(`LATCHKEY_DATABASE_FILE, ${path}`)
  })

  test('that is set both ways at once is refused', async () => {
    const environment = {
      LATCHKEY_MASTER_KEYS: masterKeys,
      LATCHKEY_MASTER_KEYS_FILE: await file(masterKeys),
    }
    expect(problemsOf(environment)).toEqual([
      'LATCHKEY_MASTER_KEYS and LATCHKEY_MASTER_KEYS_FILE are both set.',
    ])
  })

  test.each([
    ['missing', async () => join(folder, 'nowhere')],
    ['empty', async () => file('\n')],
  ])('whose file is %s is refused, and no default takes its place', async (_, path) => {
    expect(problemsOf({ LATCHKEY_DATABASE_FILE: await path() })).toEqual([
      expect.stringContaining('LATCHKEY_DATABASE_FILE'),
    ])
  })

  test('is not repeated where it cannot be used', () => {
    const { problems } = examineSettings({
      LATCHKEY_DATABASE: 'hunter2',
      LATCHKEY_MASTER_KEYS: '{"minting":"m1","keys":{"m1":"hunter2"}}',
    })
    expect(problems).toHaveLength(2)
    expect(JSON.stringify(problems)).not.toContain('hunter2')
  })
})

describe('a name that is no setting', () => {
  test.each([
    ['LATCHKEY_ORIGN', 'LATCHKEY_ORIGIN'],
    ['LATCHKEY_TRUSTED_PROXYS', 'LATCHKEY_TRUSTED_PROXIES'],
    ['LATCHKEY_DATABASE_FIL', 'LATCHKEY_DATABASE_FILE'],
  ])('%s refuses to start, and the nearest is named', (name, meant) => {
    expect(readConfiguration({ [name]: 'x' })).toMatchObject({
      message: `There is no setting ${name}.`,
      next: `Did you mean ${meant}?`,
    })
  })

  test('in the file refuses too', async () => {
    const environment = await settingsFile({ orign: 'https://packages.example.com' })
    expect(readConfiguration(environment)).toMatchObject({
      message: expect.stringContaining('There is no setting "orign" in'),
      next: 'Did you mean origin?',
    })
  })

  test.each([
    'LATCHKEY_REGISTRY',
    'LATCHKEY_TOKEN',
    'LATCHKEY_TOKEN_PACKAGES_EXAMPLE_COM',
    'LATCHKEY_CONFIG',
    'LATCHKEY_TEST_SEED',
    'LATCHKEY_REQUIRE_TOOLS',
  ])('%s is not for the server, and does not disturb it', name => {
    expect(problemsOf({ [name]: 'x' })).toEqual([])
  })
})

describe('settings that contradict each other', () => {
  test('a public origin that is not https is refused, with how it becomes one', () => {
    expect(readConfiguration({ LATCHKEY_ORIGIN: 'http://packages.example.com' })).toMatchObject({
      message: expect.stringContaining('in the clear'),
      next: expect.stringMatching(/caddy reverse-proxy --from packages\.example\.com.*LATCHKEY_CERTIFICATE/),
    })
  })

  test.each(['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080'])(
    '%s is this machine, where nothing crosses a network',
    origin => {
      expect(configured({ LATCHKEY_ORIGIN: origin }).origin).toBe(origin)
    },
  )

  test.each([
    [{ LATCHKEY_CERTIFICATE: 'c.pem' }, 'LATCHKEY_CERTIFICATE is set without LATCHKEY_CERTIFICATE_KEY.'],
    [{ LATCHKEY_CERTIFICATE_KEY: 'k.pem' }, 'LATCHKEY_CERTIFICATE_KEY is set without LATCHKEY_CERTIFICATE.'],
    [
      {
        LATCHKEY_CERTIFICATE: 'c.pem',
        LATCHKEY_CERTIFICATE_KEY: 'k.pem',
        LATCHKEY_ORIGIN: 'http://localhost:7420',
      },
      'LATCHKEY_CERTIFICATE is set, but LATCHKEY_ORIGIN is http://localhost:7420.',
    ],
    [{ PORT: '8080', LATCHKEY_LISTEN: '0.0.0.0:9090' }, 'PORT says port 8080, LATCHKEY_LISTEN says 9090.'],
  ])('%o is refused', (environment, message) => {
    expect(problemsOf(environment)).toEqual([message])
  })

  test('with a certificate the default origin is https', () => {
    expect(configured({ LATCHKEY_CERTIFICATE: 'c.pem', LATCHKEY_CERTIFICATE_KEY: 'k.pem' }).origin).toBe(
      'https://localhost:7420',
    )
  })

  test('the first problem says how many more there are', () => {
    expect(readConfiguration({ PORT: 'http', LATCHKEY_LOG: 'loud' })).toMatchObject({
      message: expect.stringContaining('(1 more: npx latchkey-server config check)'),
    })
  })

  test('fallbacks are read from the file as an object, and from the environment as its text', async () => {
    const fallbacks = { 'pypi:acme': 'https://pypi.org/simple/', 'pypi:*': 'http://localhost:3141/mirror/' }
    expect(configured(await settingsFile({ fallbacks })).fallbacks).toEqual(fallbacks)
    expect(configured({ LATCHKEY_FALLBACKS: JSON.stringify(fallbacks) }).fallbacks).toEqual(fallbacks)
    expect(configured({}).fallbacks).toEqual({})
  })

  test.each<[text: string, message: RegExp]>([
    ['https://pypi.org/simple/', /write \{"pypi:acme"/],
    ['["pypi:acme"]', /write \{"pypi:acme"/],
    ['{"conda:acme":"https://conda.example/"}', /"conda:acme": name pypi:acme/],
    ['{"hex:acme":"https://repo.hex.pm/"}', /"hex:acme": name pypi:acme.*no other ecosystem/],
    ['{"pypi":"https://pypi.org/simple/"}', /"pypi": name pypi:acme/],
    ['{"pypi:Acme":"https://pypi.org/simple/"}', /"pypi:Acme": name pypi:acme/],
    ...[
      ...['http://pypi.example/simple/', 'https://pypi.org/simple', 'https://pypi.org', 'pypi.org/simple/'],
      ...['https://ada:secret@pypi.org/', 'https://pypi.org/simple/?a=/', 'https://pypi.org/simple/#/'],
      ...['file:///srv/simple/', 'https://pypi.org/a/../simple/', ''],
    ].map((address): [string, RegExp] => [
      JSON.stringify({ 'pypi:acme': address }),
      /"pypi:acme": the address of an index/,
    ]),
  ])('no fallback: %s', (text, message) => {
    const [problem] = problemsOf({ LATCHKEY_FALLBACKS: text })
    expect(problem).toMatch(message)
    expect(problem).not.toContain('secret@')
  })

  test('there is one process, or as many as are named, or one a core', () => {
    expect(configured({}).processes).toBe(1)
    expect(configured({ LATCHKEY_PROCESSES: '3' }).processes).toBe(3)
    expect(configured({ LATCHKEY_PROCESSES: 'auto' }).processes).toBe(availableParallelism())
    for (const text of ['0', '257', '1.5', '-1', 'many'])
      expect(problemsOf({ LATCHKEY_PROCESSES: text })).toHaveLength(1)
  })
})
