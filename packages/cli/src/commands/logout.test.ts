import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type AtDesk, atALatchkey, type Home } from '../testing/at-a-latchkey.ts'

const latchkey = await atALatchkey()
afterAll(() => latchkey.close())
const { origin, house } = latchkey

const settingsOf = ({ folder }: Home) => JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))
const down: AtDesk = { machine: { fetch: () => Promise.reject(new TypeError('fetch failed')) } }

test('the registry ends the login, and then nothing of it is here', async () => {
  const home = await latchkey.homeOf('owner')
  const login = await home.kept()
  expect(await home.play(['logout'])).toEqual({
    exitCode: 0,
    output: `Logged out of ${origin}. The login was ended there.\n`,
    said: '',
  })
  expect(await house.statusOf(login?.token)).toBe(401)
  expect(await home.kept()).toBeUndefined()
  expect(readFileSync(join(home.folder, 'credentials.json'), 'utf8')).not.toContain(login?.token.expose())
})

test('twice is no failure, and logging in again needs no address', async () => {
  const home = await latchkey.homeOf('owner')
  await home.play(['logout'])
  expect(await home.play(['logout'])).toMatchObject({
    exitCode: 0,
    output: `There was no login at ${origin}.\n`,
  })
  expect(settingsOf(home).current).toEqual({ registry: origin })
})

test('what a key was traded for goes too, and is said, once', async () => {
  const home = await latchkey.homeOf('owner')
  const auth = async () => {
    const { token: key } = await house.key(['read'], '*:acme', 'acme')
    return home.play(['organization', 'auth', 'acme', '--registry', origin], { input: `${key.expose()}\n` })
  }
  expect(await auth()).toMatchObject({ exitCode: 0 })
  const said = `What keys were traded for at ${origin} is erased, too: *:acme\n`
  expect(await home.play(['logout', '--all'])).toMatchObject({ exitCode: 0, said })
  expect(await auth()).toMatchObject({ exitCode: 0 })
  const { output } = await home.play(['logout', '--json'])
  expect(JSON.parse(output)).toMatchObject({ accounts: [{ became: 'there was none', tokens: ['*:acme'] }] })
  expect(await home.play(['logout'])).toMatchObject({ exitCode: 0, said: '' })
})

describe('F33: a registry that cannot be told', () => {
  test('is said, and the login is kept to try again', async () => {
    const home = await latchkey.homeOf('owner')
    const { exitCode, output, said } = await home.play(['logout'], down)
    expect([exitCode, output]).toEqual([5, ''])
    expect(said).toContain(`The login at ${origin} could not be ended there, and is kept here`)
    expect(await house.statusOf((await home.kept())?.token)).toBe(200)
    expect(await home.play(['logout'])).toMatchObject({ exitCode: 0 })
  })

  test('is forgotten on demand, and what lives on there is said', async () => {
    const home = await latchkey.homeOf('owner')
    const login = await home.kept()
    const { exitCode, output, said } = await home.play(['logout', '--forget'], down)
    expect([exitCode, output]).toEqual([0, `Erased the login at ${origin} here.\n`])
    expect(said).toBe(
      `The registry was not told: the login lives on there. End it at ${origin}/account/logins\n`,
    )
    expect(await home.kept()).toBeUndefined()
    expect(await house.statusOf(login?.token)).toBe(200)
  })
})

describe('several accounts', () => {
  async function homeOfTwo(): Promise<Home> {
    const home = await latchkey.homeOf('owner')
    const scene = { person: {}, ...(await latchkey.letInBy('reader')) }
    await home.play(['login', '--account', 'reader'], scene)
    return home
  }

  test('are logged out one by one, and the other takes the place of the one in use', async () => {
    const home = await homeOfTwo()
    expect(await home.play(['logout'])).toMatchObject({
      output: `Logged out of ${origin} (reader). The login was ended there.\n`,
    })
    expect(settingsOf(home)).toEqual({
      version: 1,
      current: { registry: origin },
      known: [{ registry: origin }],
    })
    expect(await home.play(['whoami'])).toMatchObject({ output: 'owner\n' })
  })

  test('are all logged out at once; where some are not, those are kept, and it says which', async () => {
    const home = await homeOfTwo()
    const kept = await home.kept('reader')
    const fetch: typeof globalThis.fetch = (address, init) =>
      String(init?.body).includes(encodeURIComponent(kept?.refreshToken?.expose() ?? '?'))
        ? Promise.reject(new TypeError('fetch failed'))
        : globalThis.fetch(address, init)
    const { exitCode, output } = await home.play(['logout', '--all', '--json'], { machine: { fetch } })
    expect(exitCode).toBe(5)
    expect(JSON.parse(output)).toMatchObject({
      version: 1,
      accounts: [
        { registry: origin, account: null, became: 'ended', error: null },
        { registry: origin, account: 'reader', became: 'kept', error: { code: 'offline' } },
      ],
    })
    expect(await home.kept()).toBeUndefined()
    expect(await house.statusOf(kept?.token)).toBe(200)
    expect(await home.play(['logout', '--all'])).toMatchObject({ exitCode: 0 })
    expect(await house.statusOf(kept?.token)).toBe(401)
  })
})

test.each([[origin], ['--account', 'owner']])('--all and %j: which was meant is asked', async (...words) => {
  const home = await latchkey.homeOf('owner')
  expect(await home.play(['logout', '--all', ...words])).toMatchObject({ exitCode: 2, output: '' })
  expect(await home.kept()).toBeDefined()
})

test('F13: what is used there all the same is named', async () => {
  const home = await latchkey.homeOf('owner')
  const environment = { LATCHKEY_REGISTRY: origin, LATCHKEY_TOKEN: 'latchkey-of-somebody' }
  const { exitCode, said } = await home.play(['logout'], { environment })
  expect(exitCode).toBe(0)
  expect(said).toBe('Warning: LATCHKEY_TOKEN is still used there. To stop that: unset LATCHKEY_TOKEN\n')
})
