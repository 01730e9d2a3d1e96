import { Secret } from '@latchkey/client'
import { inspect } from '@latchkey/tokens'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AtALatchkey, atALatchkey, atOnce, type Home } from '../testing/at-a-latchkey.ts'

let latchkey: AtALatchkey
let home: Home
beforeAll(async () => {
  latchkey = await atALatchkey()
  home = await latchkey.homeOf('owner')
})
afterAll(() => latchkey.close())

const inUse = async (at = home) => (await at.kept())?.token.expose()

describe('the token in use', () => {
  test('is alone on standard output, and the registry takes it', async () => {
    const { exitCode, output, said } = await home.play(['token'])
    expect([exitCode, output, said]).toEqual([0, `${await inUse()}\n`, ''])
    expect(await latchkey.house.statusOf(new Secret(output.trim()))).toBe(200)
  })

  test('a person who watches is told where it comes from, on standard error', async () => {
    const { output, said } = await home.play(['token'], { watched: true })
    expect(output).toBe(`${await inUse()}\n`)
    expect(said).toMatch(/^For http.*, from the login; it ends in (29|30) minutes\./)
    expect(said).not.toContain('latchkey-')
  })

  test('is the variable’s where that would be sent', async () => {
    const environment = { LATCHKEY_REGISTRY: latchkey.origin, LATCHKEY_TOKEN: 'latchkey-of-the-build' }
    expect(await home.play(['token'], { environment })).toMatchObject({ output: 'latchkey-of-the-build\n' })
    const elsewhere = { ...environment, LATCHKEY_REGISTRY: 'https://packages.example.org' }
    const words = ['token', '--registry', latchkey.origin]
    expect(await home.play(words, { environment: elsewhere })).toMatchObject({ output: `${await inUse()}\n` })
  })

  test('is refreshed first where its end is near, once, and kept', async () => {
    const late = await latchkey.homeOf('owner')
    const before = await inUse(late)
    await late.store.change(state =>
      Object.fromEntries(
        Object.entries(state).map(([name, each]) => [
          name,
          { ...each, receivedAt: Date.now() - 1_740_000, expiresAt: Date.now() + 60_000 },
        ]),
      ),
    )
    const { exitCode, output } = await late.play(['token'])
    expect(exitCode).toBe(0)
    expect(output.trim()).not.toBe(before)
    expect(output).toBe(`${await inUse(late)}\n`)
    expect(await late.play(['token'])).toMatchObject({ output })
  })

  test('for a program it comes with its registry, its source and its end', async () => {
    const { output } = await home.play(['token', '--json'])
    expect(JSON.parse(output)).toEqual({
      ...{ version: 1, token: await inUse(), registry: latchkey.origin, source: 'login' },
      expiresAt: new Date((await home.kept())?.expiresAt ?? 0).toISOString().replace(/\.\d+Z$/, 'Z'),
    })
  })
})

describe('narrowed', () => {
  async function narrowed(...words: string[]): Promise<readonly string[]> {
    const { exitCode, output } = await home.play(['token', ...words])
    expect(exitCode).toBe(0)
    const inspection = inspect(output.trim())
    if ('code' in inspection) throw new Error(inspection.message)
    // An access token says first until when it lasts itself.
    return inspection.restrictions.slice(1).map(({ words }) => words)
  }

  test('to a package: only publishing that, for five minutes, and the registry still takes it', async () => {
    const { output } = await home.play(['token', '--for', 'pypi:acme/widget', '--expires', '5m'])
    const restrictions = await narrowed('--for', 'pypi:acme/widget', '--expires', '5m')
    expect(restrictions).toEqual(['may only publish pypi:acme/widget', expect.stringMatching(/^until /)])
    expect(output).toContain((await inUse())?.slice(0, 60))
    expect(await latchkey.house.statusOf(new Secret(output.trim()))).toBe(200)
  })

  test('to a repository: only reading it', async () => {
    const restrictions = await narrowed('--for', 'pypi:acme')
    expect(restrictions).toEqual(['may only read pypi:acme'])
  })

  test('to actions, there or anywhere', async () => {
    const there = await narrowed('--repository', 'pypi:acme', '--action', 'describe', '--action', 'read')
    expect(there).toEqual(['may only describe or read pypi:acme'])
    const anywhere = await narrowed('--action', 'describe')
    expect(anywhere).toEqual(['may only describe *'])
  })

  test('says the earlier end to programs', async () => {
    const { output } = await home.play(['token', '--expires', '5m', '--json'])
    expect(Math.round((Date.parse(JSON.parse(output).expiresAt) - Date.now()) / 60_000)).toBe(5)
    const { output: later } = await home.play(['token', '--expires', '2h', '--json'])
    const ends = (await home.kept())?.expiresAt ?? 0
    expect(Math.abs(Date.parse(JSON.parse(later).expiresAt) - ends)).toBeLessThan(60_000)
  })

  test.each([
    [['--for', 'acme'], 'neither a repository nor a package'],
    [['--for', '*:acme'], 'neither a repository nor a package'],
    [['--for', 'pypi:acme', '--expires', 'tomorrow'], 'neither a duration nor a date'],
    [['--action', 'fly'], 'is not an action'],
  ])('%j is refused, and nothing is printed', async (words, sentence) => {
    const { exitCode, output, said } = await home.play(['token', ...words])
    expect([exitCode, output]).toEqual([2, ''])
    expect(said).toContain(sentence)
  })

  test('a token that nobody can narrow is not printed as it is', async () => {
    const environment = { LATCHKEY_REGISTRY: latchkey.origin, LATCHKEY_TOKEN: 'opaque-to-all' }
    const { exitCode, output } = await home.play(['token', '--expires', '5m'], { environment })
    expect([exitCode, output]).toEqual([1, ''])
  })
})

describe('without a credential', () => {
  test('it exits with 4 at once, asks nobody and names the next command', async () => {
    const person = { isThere: true, ask: fail, askSecret: fail }
    const { exitCode, output, said } = await latchkey
      .emptyHome()
      .play(['token', '--registry', latchkey.origin], { person, ...atOnce })
    expect([exitCode, output]).toEqual([4, ''])
    expect(said).toContain(`Run: latchkey login ${latchkey.origin}`)
  })

  test('nor where no registry is known', async () => {
    expect(await latchkey.emptyHome().play(['token'])).toMatchObject({ exitCode: 4, output: '' })
  })

  test('a login that was ended is gone, and says so', async () => {
    const ended = await latchkey.homeOf('owner')
    await latchkey.house.revoke((await ended.kept())?.refreshToken)
    await ended.store.change(state =>
      Object.fromEntries(
        Object.entries(state).map(([name, each]) => [name, { ...each, expiresAt: Date.now() }]),
      ),
    )
    expect(await ended.play(['token'])).toMatchObject({ exitCode: 4, output: '' })
  })
})

async function fail(): Promise<never> {
  throw new Error('Nobody is to be asked.')
}
