import { Secret } from '@latchkey/client'
import { attenuate, readToken, refused, writeToken } from '@latchkey/tokens'
import { afterAll, describe, expect, test } from 'vitest'
import { atALatchkey } from '../testing/at-a-latchkey.ts'
import { ofPypi } from '../testing/tokens.ts'

const latchkey = await atALatchkey()
const { house, origin } = latchkey
afterAll(() => latchkey.close())

const nobody = latchkey.emptyHome()
const burn = (token: string, ...words: readonly string[]) =>
  nobody.play(['token', 'burn', '--registry', origin, ...words], { input: `${token}\n` })
const statusOf = (text: string) => house.statusOf(new Secret(text))

function narrowed(text: string): string {
  const macaroon = readToken(text)
  if (refused(macaroon)) throw new Error(macaroon.message)
  return writeToken(attenuate(macaroon, { kind: 'version', versions: ['1'] }))
}

test('a key dies with all that was made from it, and nobody has to be logged in for that', async () => {
  const { token } = await house.key(['read'], 'pypi:acme', 'acme')
  const key = token.expose()
  const { exitCode, output, said } = await burn(key)
  expect([exitCode, said]).toEqual([0, ''])
  expect(output).toContain('That was a key: it is revoked')
  expect([await statusOf(key), await statusOf(narrowed(key))]).toEqual([401, 401])
})

test('a token that was made from a key dies alone', async () => {
  const { key: row, token } = await house.key(['read'], 'pypi:acme', 'acme')
  const key = token.expose()
  const { output } = await burn(narrowed(key))
  expect(output).toContain('That token is dead')
  expect(output).toContain(`"${row.name}"`)
  expect([await statusOf(narrowed(key)), await statusOf(key)]).toEqual([401, 200])
})

test.each(['token', 'refreshToken'] as const)('the %s of a login ends the login', async part => {
  const { login } = await house.logIn(await house.sessionOf('owner'))
  const { exitCode, output } = await burn(login[part]?.expose() ?? '')
  expect(exitCode).toBe(0)
  expect(output).toContain('login')
  expect(await house.statusOf(login.token)).toBe(401)
})

test('a program is told what died, and never the token', async () => {
  const { token } = await house.key(['read'], 'pypi:acme', 'acme')
  const first = await burn(token.expose(), '--json')
  expect(JSON.parse(first.output)).toMatchObject({
    version: 1,
    registry: origin,
    died: 'key',
    already: false,
  })
  const second = await burn(token.expose(), '--json')
  expect(JSON.parse(second.output)).toMatchObject({ died: 'key', already: true })
  expect(first.output + second.output).not.toContain(token.expose())
})

describe('nothing is killed, and that is said, of', () => {
  test('a token that was never made here', async () => {
    const { token } = await house.key(['read'], 'pypi:acme', 'acme')
    const forged = `${token.expose().slice(0, -6)}AAAAAA`
    const { exitCode, said } = await burn(forged)
    expect(exitCode).toBe(1)
    expect(said).toContain('killed nothing')
    expect(await statusOf(token.expose())).toBe(200)
  })

  test.each([
    ['what is no token', 'hunter2', 'not made by a Latchkey.\nRevoke it where it was made.'],
    ['a token of PyPI', ofPypi, 'at PyPI'],
    ['nothing', '', 'There is no token'],
  ])('%s', async (_, text, sentence) => {
    const { exitCode, output, said } = await burn(text)
    expect([exitCode, output]).toEqual([1, ''])
    expect(said).toContain(sentence)
    if (text !== '') expect(said).not.toContain(text)
  })
})

test('a token of a registry that is not known here is sent nowhere', async () => {
  const { token } = await house.key(['read'], 'pypi:acme', 'acme')
  const sent: string[] = []
  const fetch: typeof globalThis.fetch = async input => {
    sent.push(String(input))
    return new Response('', { status: 204 })
  }
  const environment = { LATCHKEY_REGISTRY: 'https://elsewhere.example.com' }
  const { exitCode, said } = await nobody.play(['token', 'burn'], {
    ...{ input: token.expose(), environment, machine: { fetch } },
  })
  expect([exitCode, sent]).toEqual([1, []])
  expect(said).toContain(new URL(origin).host)
  expect(await statusOf(token.expose())).toBe(200)
})

test('where no registry is known it says which one the token names', async () => {
  const { token } = await house.key(['read'], 'pypi:acme', 'acme')
  const { exitCode, said } = await latchkey.emptyHome().play(['token', 'burn'], { input: token.expose() })
  expect(exitCode).toBe(4)
  expect(said).toContain(`latchkey token burn --registry ${origin} < FILE`)
})

test('one of a registry that is known, though another is in use, is sent there', async () => {
  const home = await latchkey.homeOf('owner')
  const { token } = await house.key(['read'], 'pypi:acme', 'acme')
  const environment = { LATCHKEY_REGISTRY: 'https://elsewhere.example.com' }
  const { exitCode } = await home.play(['token', 'burn'], { input: token.expose(), environment })
  expect([exitCode, await statusOf(token.expose())]).toEqual([0, 401])
})

test('whether it is dead is not known where the registry is not reached', async () => {
  const { token } = await house.key(['read'], 'pypi:acme', 'acme')
  const fetch = async () => Promise.reject(new TypeError('fetch failed'))
  const { exitCode, said } = await nobody.play(['token', 'burn', '--registry', origin], {
    ...{ input: token.expose(), machine: { fetch } },
  })
  expect(exitCode).toBe(5)
  expect(said).not.toContain(token.expose())
})

describe('--mine', () => {
  test('ends the login in use, and forgets it', async () => {
    const home = await latchkey.homeOf('owner')
    const text = (await home.kept())?.token.expose() ?? ''
    const { exitCode, output } = await home.play(['token', 'burn', '--mine'])
    expect([exitCode, await statusOf(text)]).toEqual([0, 401])
    expect(output).toContain('login')
    expect(await home.kept()).toBeUndefined()
    expect((await home.play(['token', 'burn', '--mine'])).exitCode).toBe(4)
  })

  test('for a repository it is the one that goes there; the login stays', async () => {
    const home = await latchkey.homeOf('owner')
    const { token: key } = await house.key(['read'], '*:acme', 'acme')
    await home.play(['organization', 'auth', 'acme'], { input: key.expose() })
    const words = ['token', 'burn', '--mine', '--repository', 'pypi:acme']
    expect((await home.play(words)).output).toContain('That token is dead')
    expect(await statusOf(key.expose())).toBe(200)
    expect(Object.keys(await home.store.read())).toEqual([expect.stringContaining('login')])
    expect(await statusOf((await home.kept())?.token.expose() ?? '')).toBe(200)
  })

  test('of the environment is not forgotten by itself, and that is said', async () => {
    const { token } = await house.key(['read'], 'pypi:acme', 'acme')
    const environment = { LATCHKEY_REGISTRY: origin, LATCHKEY_TOKEN: token.expose() }
    const { exitCode, said } = await nobody.play(['token', 'burn', '--mine'], { environment })
    expect([exitCode, await statusOf(token.expose())]).toEqual([0, 401])
    expect(said).toContain('environment')
  })
})
