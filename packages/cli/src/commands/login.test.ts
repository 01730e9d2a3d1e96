import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type AtDesk, atALatchkey, atOnce, type Home } from '../testing/at-a-latchkey.ts'
import { play } from '../testing/terminal.ts'

const latchkey = await atALatchkey()
afterAll(() => latchkey.close())
const { origin, house } = latchkey

const [owner, reader] = await Promise.all([latchkey.letInBy('owner'), latchkey.letInBy('reader')])
const here: AtDesk = { person: {} }
const settingsOf = ({ folder }: Home) => JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))

async function loginsOf(username: string): Promise<readonly (string | undefined)[]> {
  const { account } = await house.sessionOf(username)
  const { items } = await house.rooms.logins.list(account.id)
  return items.filter(({ endedAt }) => endedAt === undefined).map(({ deviceName }) => deviceName)
}

describe('logging in', () => {
  test('shows the address and the code, keeps the login, and uses the registry from then on', async () => {
    const home = latchkey.emptyHome()
    const { exitCode, output, said } = await home.play(['login', origin], { ...here, ...owner })
    expect([exitCode, output]).toEqual([0, `Logged in at ${origin} as owner.\n`])
    expect(said).toMatch(/open this page in any browser:\n\n {2}http:\S+\/device\?user_code=\S+\n/)
    expect(settingsOf(home)).toEqual({
      version: 1,
      current: { registry: origin, username: 'owner' },
      known: [{ registry: origin, username: 'owner' }],
    })
    expect(await home.play(['whoami'])).toMatchObject({ exitCode: 0, output: 'owner\n' })
    const { token, refreshToken } = (await home.kept()) ?? {}
    for (const secret of [token, refreshToken]) expect(output + said).not.toContain(secret?.expose())
  })

  test('again ends the login that there was, and needs no address', async () => {
    const home = await latchkey.homeOf('reader')
    const before = await home.kept()
    expect(await home.play(['login'], { ...here, ...reader })).toMatchObject({ exitCode: 0 })
    expect(await house.statusOf(before?.token)).toBe(401)
    expect(await house.statusOf((await home.kept())?.token)).toBe(200)
  })

  test('says what this machine is called, or what it was told, or nothing', async () => {
    const named = async (...words: readonly string[]) => {
      const { exitCode } = await latchkey.emptyHome().play(['login', origin, ...words], { ...here, ...guest })
      expect(exitCode).toBe(0)
    }
    const guest = await latchkey.letInBy('guest')
    await named()
    await named('--device-name', 'the red one')
    await named('--no-device-name')
    expect((await loginsOf('guest')).toSorted()).toEqual(['build-7', 'the red one', undefined])
  })

  test('for a scope is good for that alone', async () => {
    const home = latchkey.emptyHome()
    const words = ['login', origin, '--scope', 'api:read', '--json']
    const { output } = await home.play(words, { ...here, ...owner })
    expect(JSON.parse(output)).toMatchObject({ version: 1, username: 'owner', scopes: ['api:read'] })
    expect((await home.kept())?.scopes).toEqual(['api:read'])
  })

  test('opens a browser after the address was shown, where somebody sits before one, and not for --no-browser', async () => {
    const opened: string[] = []
    const person = { openBrowser: async (url: string) => opened.push(url) > 0 }
    const log = (environment: Record<string, string>, ...words: readonly string[]) =>
      latchkey.emptyHome().play(['login', origin, ...words], {
        ...{ person, environment, platform: 'linux', ...owner },
      })
    await log({})
    await log({ DISPLAY: ':0', SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' })
    await log({ DISPLAY: ':0' }, '--no-browser')
    expect(opened).toEqual([])
    const { said } = await log({ DISPLAY: ':0' })
    expect(opened).toHaveLength(1)
    expect(said).toContain(opened[0])
  })
})

describe('--browser', () => {
  test('opens the page, to which the browser says yes, and comes back by itself', async () => {
    const home = latchkey.emptyHome()
    const session = await house.sessionOf('owner')
    const openBrowser = async (url: string) => {
      await house.agree(new URL(url), session)
      return true
    }
    const scene: AtDesk = { person: { openBrowser }, environment: { DISPLAY: ':0' }, platform: 'linux' }
    const { exitCode, output, said } = await home.play(['login', origin, '--browser'], scene)
    expect([exitCode, output]).toEqual([0, `Logged in at ${origin} as owner.\n`])
    expect(said).not.toContain('It shows this code')
  })

  test('is refused over SSH, with what to do instead', async () => {
    const environment = { DISPLAY: ':0', SSH_TTY: '/dev/pts/1' }
    const scene: AtDesk = { ...here, environment, platform: 'linux' }
    const { exitCode, said } = await latchkey.emptyHome().play(['login', origin, '--browser'], scene)
    expect(exitCode).toBe(2)
    expect(said).toContain('latchkey login --device')
  })
})

describe('several accounts', () => {
  test('at one registry are kept beside each other, and each is found by its name', async () => {
    const home = await latchkey.homeOf('owner')
    const words = ['login', '--account', 'Reader']
    expect(await home.play(words, { ...here, ...reader })).toMatchObject({ exitCode: 0 })
    expect(await home.play(['whoami'])).toMatchObject({ output: 'reader\n' })
    expect(settingsOf(home).current).toEqual({ registry: origin, account: 'reader', username: 'reader' })
    expect(await house.statusOf((await home.kept())?.token)).toBe(200)
    expect(await house.statusOf((await home.kept('reader'))?.token)).toBe(200)
  })

  test('what another account agrees to is ended again, and nothing is kept of it', async () => {
    const home = await latchkey.homeOf('owner')
    const before = await loginsOf('reader')
    const answer = await home.play(['login', '--account', 'guest'], { ...here, ...reader })
    expect(answer).toMatchObject({ exitCode: 4, output: '' })
    expect(answer.said).toContain('was let in by reader, and not by guest')
    expect(await loginsOf('reader')).toEqual(before)
    expect(await home.kept('guest')).toBeUndefined()
    expect(settingsOf(home).current).toEqual({ registry: origin })
  })

  test('an account that is logged in without its name being said is not logged in twice', async () => {
    const home = latchkey.emptyHome()
    await home.play(['login', origin], { ...here, ...owner })
    await home.play(['login', '--account', 'owner'], { ...here, ...owner })
    expect(settingsOf(home).known).toEqual([{ registry: origin, username: 'owner' }])
    expect(await home.kept('owner')).toBeUndefined()
  })
})

test('F13: a token in the environment does not keep anybody from logging in, and is said to go before it', async () => {
  const home = latchkey.emptyHome()
  const environment = { LATCHKEY_REGISTRY: origin, LATCHKEY_TOKEN: 'latchkey-of-somebody' }
  const { exitCode, said } = await home.play(['login'], { ...here, ...owner, environment })
  expect(exitCode).toBe(0)
  expect(said).toContain('Warning: LATCHKEY_TOKEN in the environment still goes before this login.')
  expect(said).toContain('unset LATCHKEY_TOKEN')
  expect(said).not.toContain('of-somebody')
  expect(await home.play(['whoami'])).toMatchObject({ output: 'owner\n' })
})

test('another registry in the environment is said to go before this one', async () => {
  const environment = { LATCHKEY_REGISTRY: 'https://elsewhere.example' }
  const { said } = await latchkey.emptyHome().play(['login', origin], { ...here, ...owner, environment })
  expect(said).toContain('unset LATCHKEY_REGISTRY')
})

describe('nobody is asked', () => {
  test.each<[string, AtDesk]>([
    ['without a terminal', {}],
    ['in CI', { environment: { CI: 'true' } }],
  ])('%s: it says at once what to do instead', async (_, scene) => {
    const home = latchkey.emptyHome()
    const { exitCode, output, said } = await home.play(['login', origin], { ...atOnce, ...scene })
    expect([exitCode, output]).toEqual([4, ''])
    expect(said).toContain(`Set LATCHKEY_REGISTRY=${origin} and LATCHKEY_TOKEN`)
    expect(said).toContain(`type in a terminal: latchkey login ${origin}`)
    expect(existsSync(home.folder)).toBe(false)
  })

  test.each([
    ['--device', '--browser'],
    ['--browser', '--no-browser'],
    ['--no-device-name', '--device-name', 'x'],
    ['--account', '../../x'],
    ['--browser'],
  ])('for %j %j', async (...words) => {
    const scene: AtDesk = { ...here, ...atOnce, platform: 'linux' }
    expect(await latchkey.emptyHome().play(['login', origin, ...words], scene)).toMatchObject({ exitCode: 2 })
  })

  test('at what is no address, which is not repeated: it may be a token', async () => {
    for (const pasted of ['latchkey-AgEIcGFja2FnZXM', 'https://ada:hunter2@packages.example.com'])
      for (const scene of [here, {}]) {
        const { exitCode, output, said } = await play(['login', pasted], {
          ...scene,
          ...atOnce,
          environment: { HOME: latchkey.emptyHome().folder },
        })
        expect(exitCode).not.toBe(0)
        expect(output + said).not.toMatch(/AgEI|hunter2/)
      }
  })
})

test('Ctrl-C while somebody is waited for leaves nothing, and exits as interrupted', async () => {
  const home = latchkey.emptyHome()
  const stop = new AbortController()
  const asked: typeof fetch = async (...request) => {
    const answer = await fetch(...request)
    if (answer.url.endsWith('/oauth/token')) stop.abort()
    return answer
  }
  const scene = { ...here, machine: { ...owner.machine, fetch: asked }, interruption: stop.signal }
  const { exitCode, output, said } = await home.play(['login', origin], scene)
  expect([exitCode, output]).toEqual([130, ''])
  expect(said).toContain('The login was given up.')
  expect(await home.kept()).toBeUndefined()
  expect(existsSync(join(home.folder, 'settings.json'))).toBe(false)
  const locks = join(home.folder, 'locks')
  expect(existsSync(locks) ? readdirSync(locks) : []).toEqual([])
})

test('a registry that cannot be reached is offline, and not a login that failed', async () => {
  const fetch = () => Promise.reject(new TypeError('fetch failed'))
  const { exitCode, said } = await latchkey
    .emptyHome()
    .play(['login', origin], { ...here, machine: { fetch } })
  expect(exitCode).toBe(5)
  expect(said).toContain('cannot be reached')
})
