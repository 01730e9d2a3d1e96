import { once } from 'node:events'
import { exchangedName, Secret, thisMachine } from '@latchkey/client'
import { afterAll, describe, expect, test } from 'vitest'
import { writeSettings } from '../registries/index.ts'
import { type AtDesk, atALatchkey, type Home } from '../testing/at-a-latchkey.ts'
import { play } from '../testing/terminal.ts'

const latchkey = await atALatchkey()
afterAll(() => latchkey.close())
const { origin, house } = latchkey
const elsewhere = 'https://elsewhere.example'
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

const down: AtDesk = { machine: { fetch: () => Promise.reject(new TypeError('fetch failed')) } }
/** One registry is there, the other is not. */
const halfDown: AtDesk = {
  machine: {
    fetch: (address, init) =>
      String(address).startsWith(origin)
        ? fetch(address, init)
        : Promise.reject(new TypeError('fetch failed')),
  },
}

async function accounts(home: Home, words: readonly string[] = [], scene: AtDesk = {}) {
  const { exitCode, output } = await home.play(['status', '--json', ...words], scene)
  return { exitCode, accounts: JSON.parse(output).accounts }
}

test('says who, in which organizations and roles, what it may do and how long', async () => {
  const home = await latchkey.homeOf('owner')
  const { exitCode, output, said } = await home.play(['status'])
  expect([exitCode, said]).toEqual([0, ''])
  expect(output).toContain(`${origin} (in use)\n  Account:       owner\n`)
  expect(output).toContain('  Credential:    the login of this machine\n')
  expect(output).toContain('  Organizations: acme (owner)\n')
  expect(output).toMatch(/\n {2}Good until: {4}\S+:\d\dZ \(in 36\d days\); it renews itself\n/)
  expect(output).toMatch(/\n {2}Permissions: {3}may do whatever its owner may\n$/)
})

test('for programs every field is there, and no token', async () => {
  const home = await latchkey.homeOf('reader')
  const { output } = await home.play(['status', '--json'])
  expect(JSON.parse(output)).toMatchObject({
    version: 1,
    accounts: [
      {
        ...{ registry: origin, account: null, current: true, state: 'live', source: 'login' },
        ...{ identity: { kind: 'account', name: 'reader' }, renewsItself: true, error: null },
        organizations: [{ name: 'acme', displayName: 'Acme', role: 'read' }],
        expiresAt: expect.stringMatching(instant),
        endsAt: expect.stringMatching(instant),
        expiresIn: expect.any(Number),
      },
    ],
    tokens: [],
  })
  expect(output).not.toContain((await home.kept())?.token.expose())
})

describe('F6, F28, F29: what is not live is told apart', () => {
  test('rejected: 4', async () => {
    const home = await latchkey.homeOf('owner')
    await house.revoke((await home.kept())?.refreshToken)
    const { exitCode, accounts: found } = await accounts(home)
    expect(exitCode).toBe(4)
    expect(found).toMatchObject([{ state: 'rejected', identity: null, organizations: [] }])
    expect(found[0].error.next).toBe(`Run: latchkey login ${origin}`)
  })

  test('not logged in: 4, and nobody is asked', async () => {
    const home = latchkey.emptyHome()
    expect(await home.play(['status'])).toMatchObject({ exitCode: 4, output: '' })
    await writeSettings(home.folder, { known: [{ registry: origin }] })
    expect(await accounts(home, [], down)).toMatchObject({
      exitCode: 4,
      accounts: [{ state: 'logged out', source: null }],
    })
  })

  test('offline: 5, and the login is kept', async () => {
    const home = await latchkey.homeOf('owner')
    const { exitCode, output } = await home.play(['status'], down)
    expect(exitCode).toBe(5)
    expect(output).toContain('Offline: whether the login is still good cannot be told now; it is kept.')
    expect(output).not.toMatch(/rejected|logged in\./i)
    expect(await accounts(home)).toMatchObject({ exitCode: 0 })
  })

  test('a store that cannot be read is neither: 1', async () => {
    const home = await latchkey.homeOf('owner')
    const { writeFileSync } = await import('node:fs')
    writeFileSync(`${home.folder}/credentials.json`, '{')
    expect(await accounts(home)).toMatchObject({
      exitCode: 1,
      accounts: [{ state: 'not known', error: { code: 'corrupt_store' } }],
    })
  })
})

describe('several registries', () => {
  async function homeAtTwo(): Promise<Home> {
    const home = await latchkey.homeOf('owner')
    const known = [{ registry: origin }, { registry: elsewhere, account: 'bob' }]
    await writeSettings(home.folder, { current: { registry: origin }, known })
    await home.store.change<never>(state => {
      const [login] = Object.values(state)
      return login === undefined
        ? state
        : { ...state, [`login ${elsewhere} bob`]: { ...login, origin: elsewhere, account: 'bob' } }
    })
    return home
  }

  test('are all asked; what counts is the one in use', async () => {
    const home = await homeAtTwo()
    expect(await accounts(home, [], halfDown)).toMatchObject({
      exitCode: 0,
      accounts: [
        { registry: origin, current: true, state: 'live' },
        { registry: elsewhere, account: 'bob', current: false, state: 'offline', error: { code: 'offline' } },
      ],
    })
  })

  test('or the one that is named, alone, though it is not the one in use', async () => {
    const home = await homeAtTwo()
    expect(await accounts(home, ['--registry', elsewhere], halfDown)).toMatchObject({
      exitCode: 5,
      accounts: [{ registry: elsewhere, current: false }],
    })
    const named = await accounts(home, ['--account', 'bob', '--registry', 'elsewhere.example'], halfDown)
    expect(named).toMatchObject({ exitCode: 5, accounts: [{ account: 'bob' }] })
    expect(named.accounts).toHaveLength(1)
  })

  test('at once: one that never answers holds up no other, and is given up', async () => {
    const home = await homeAtTwo()
    const { clock } = thisMachine()
    const asked = new Set<boolean>()
    const patience = new Set<() => void>()
    // The ten seconds are over once both were asked, and nobody is waited for any more but the one that is silent.
    const pass = () => {
      if (asked.size === 2 && patience.size === 2) for (const end of patience) end()
    }
    const never: AtDesk = {
      machine: {
        fetch: async (address, init) => {
          const isHere = String(address).startsWith(origin)
          asked.add(isHere)
          if (isHere) return fetch(address, init)
          await once(init?.signal as AbortSignal, 'abort')
          throw init?.signal?.reason
        },
        clock: {
          ...clock,
          sleep: (milliseconds, signal) =>
            milliseconds !== 10_000
              ? clock.sleep(milliseconds, signal)
              : new Promise(resolve => {
                  patience.add(resolve)
                  signal?.addEventListener('abort', () => {
                    patience.delete(resolve)
                    resolve()
                    pass()
                  })
                  pass()
                }),
        },
      },
    }
    expect(await accounts(home, [], never)).toMatchObject({
      exitCode: 0,
      accounts: [{ state: 'live' }, { state: 'offline', error: { code: 'timed_out' } }],
    })
  })

  test('a login that the settings do not know is shown, too', async () => {
    const home = await homeAtTwo()
    await writeSettings(home.folder, { current: { registry: origin }, known: [{ registry: origin }] })
    expect((await accounts(home, [], halfDown)).accounts).toMatchObject([
      { registry: origin },
      { registry: elsewhere, account: 'bob' },
    ])
  })
})

describe('a token in the environment', () => {
  test('is what is in use; the login behind it is shown, too', async () => {
    const home = await latchkey.homeOf('owner')
    const { token } = await house.key(['read'], 'pypi:acme', 'acme')
    const environment = { LATCHKEY_REGISTRY: origin, LATCHKEY_TOKEN: token.expose() }
    const { output, said } = await home.play(['status'], { environment })
    expect(output + said).not.toContain(token.expose())
    expect(await accounts(home, [], { environment })).toMatchObject({
      exitCode: 0,
      accounts: [
        { current: true, source: 'environment', identity: { kind: 'organization', name: 'acme' } },
        { current: false, source: 'login', identity: { name: 'owner' } },
      ],
    })
  })

  test('that ends within a week is warned about', async () => {
    const { token } = await house.key(['read'], 'pypi:acme', 'acme')
    const environment = { LATCHKEY_REGISTRY: origin, LATCHKEY_TOKEN: token.expose() }
    const home = latchkey.emptyHome()
    const { output } = await home.play(['token', 'attenuate', '--expires', '3d'], { input: token.expose() })
    const ending = { environment: { ...environment, LATCHKEY_TOKEN: output.trim() } }
    const { said } = await home.play(['status'], ending)
    expect(said).toMatch(/^Warning: a token in the environment at \S+ ends in (2|3) days\.\n$/)
    expect(await home.play(['status'], { environment })).toMatchObject({ said: '' })
  })
})

test('a login that is a year old soon is warned about, and one that was just made is not', async () => {
  const home = await latchkey.homeOf('owner')
  const day = 86_400_000
  const { said } = await home.play(['status'], { now: Date.now() + 360 * day })
  expect(said).toMatch(
    /^Warning: the login of this machine at \S+ ends in [45] days\. Log in again before: latchkey login http/,
  )
  expect(await home.play(['status'], { now: Date.now() + 350 * day })).toMatchObject({ said: '' })
})

test('what keys were traded for is shown until it is over', async () => {
  const home = await latchkey.homeOf('owner')
  const tokenUntil = (expiresAt: number) => ({
    ...({ origin, pathPrefix: '/', kind: 'exchanged', source: 'exchanged', scopes: [] } as const),
    ...{ token: new Secret('x'), expiresAt },
  })
  await home.store.change<never>(state => ({
    ...state,
    [exchangedName(origin, 'pypi:acme')]: tokenUntil(Date.now() + 1_200_000),
    [exchangedName(origin, 'npm:acme')]: tokenUntil(Date.now() - 1),
  }))
  const { output } = await home.play(['status'])
  expect(output).toMatch(/pypi:acme at \S+, until \S+Z \(in (19|20) minutes\)/)
  expect(output).not.toContain('npm:acme')
  const { tokens } = JSON.parse((await home.play(['status', '--json'])).output)
  expect(tokens).toEqual([{ registry: origin, name: 'pypi:acme', expiresAt: expect.stringMatching(instant) }])
})

test('Ctrl-C ends it as interrupted', async () => {
  const home = await latchkey.homeOf('owner')
  const stopped = AbortSignal.abort()
  expect(await home.play(['status'], { interruption: stopped })).toMatchObject({ exitCode: 130, output: '' })
})

test('without any registry it says how to begin', async () => {
  const scene = { environment: { HOME: latchkey.emptyHome().folder } }
  const { exitCode, said } = await play(['status'], scene)
  expect(exitCode).toBe(4)
  expect(said).toContain('latchkey login https://packages.example.com')
})

test('the password of an address that was pasted is not repeated', async () => {
  for (const words of [['status'], ['status', '--json']]) {
    const { exitCode, output, said } = await latchkey
      .emptyHome()
      .play([...words, '--registry', 'https://ada:hunter2@packages.example.com/'])
    expect(exitCode).toBe(1)
    expect(output).toContain('https://[redacted]@packages.example.com')
    expect(output + said).not.toContain('hunter2')
  }
})
