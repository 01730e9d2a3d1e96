import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Secret } from '@latchkey/client'
import { afterAll, expect, test } from 'vitest'
import { atALatchkey, type Home } from '../testing/at-a-latchkey.ts'

const latchkey = await atALatchkey()
const { house, origin } = latchkey
afterAll(() => latchkey.close())

const auth = ({ play }: Home, input: string, ...words: readonly string[]) =>
  play(['organization', 'auth', 'acme', '--registry', origin, ...words], { input: `${input}\n` })

/** Everything in the folder, file by file. */
const everyFile = ({ folder }: Home) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n')

async function tokenFor(home: Home, repository: string): Promise<string> {
  return (await home.play(['token', '--repository', repository, '--registry', origin])).output.trim()
}

test('the key is traded for a token that serves every repository of the organization, and is kept nowhere', async () => {
  const home = latchkey.emptyHome()
  const { token: key } = await house.key(['read'], '*:acme', 'acme')
  const { exitCode, output, said } = await auth(home, key.expose())
  expect([exitCode, said]).toEqual([0, ''])
  expect(output).toMatch(
    /^The repositories of acme are used with a token of that key until \S+Z \(in (29|30) minutes\)\. The key was not kept\.\n$/,
  )
  const token = await tokenFor(home, 'pypi:acme')
  expect(await tokenFor(home, 'hex:acme')).toBe(token)
  expect(await house.statusOf(new Secret(token))).toBe(200)
  const index = `${origin}/pypi/acme/simple/`
  const asked = await home.play(['helper', 'pip', 'get', index, '__token__'])
  const headers = { authorization: `Basic ${btoa(`__token__:${asked.output.trim()}`)}` }
  expect([asked.exitCode, (await fetch(index, { headers })).status]).toEqual([0, 200])
  const files = everyFile(home)
  expect(files).toContain(token)
  // Neither whole nor without what every text of this server begins with.
  expect(files).not.toContain(key.expose())
  expect(files).not.toContain(key.expose().slice(-40))
  expect((await home.play(['token', '--repository', 'pypi:globex'])).exitCode).toBe(4)
})

test('status shows it, and the registry is the one in use from then on', async () => {
  const home = latchkey.emptyHome()
  const { token: key } = await house.key(['read'], 'pypi:acme', 'acme')
  await auth(home, key.expose())
  expect((await home.play(['status'])).output).toMatch(
    /\n {2}\*:acme at \S+, until \S+Z \(in (29|30) minutes\)\n/,
  )
  expect((await home.play(['token', '--repository', 'pypi:acme'])).exitCode).toBe(0)
})

test('a second key takes the place of the first', async () => {
  const home = latchkey.emptyHome()
  const keys = [await house.key(['read'], '*:acme', 'acme'), await house.key(['read'], 'pypi:acme', 'acme')]
  for (const { token } of keys) expect((await auth(home, token.expose())).exitCode).toBe(0)
  const state = await home.store.read()
  expect(Object.keys(state)).toHaveLength(1)
  await house.rooms.keys.revoke(keys[0]?.key.id ?? '', 'local command')
  expect(await house.statusOf(new Secret(await tokenFor(home, 'pypi:acme')))).toBe(200)
})

test('it says that it goes before a login that there is', async () => {
  const home = await latchkey.homeOf('owner')
  const { token: key } = await house.key(['read'], '*:acme', 'acme')
  const { said } = await auth(home, key.expose())
  expect(said).toContain('before your login')
  expect(await tokenFor(home, 'pypi:globex')).toBe((await home.kept())?.token.expose())
})

test.each([
  [
    'of another organization',
    async () => (await house.key(['read'], '*:globex', 'globex')).token,
    '"globex"',
    1,
  ],
  ['of a person', async () => (await house.key(['read'], '*:acme')).token, 'the person "owner"', 1],
  [
    'that is revoked',
    async () => {
      const { key, token } = await house.key(['read'], '*:acme', 'acme')
      await house.rooms.keys.revoke(key.id, 'local command')
      return token
    },
    'was revoked at',
    4,
  ],
  ['that is none', async () => new Secret('hunter2-hunter2'), 'does not take this key', 4],
])('a key %s is named, and nothing is kept', async (_, make, sentence, exitCode) => {
  const home = latchkey.emptyHome()
  const key = await make()
  const played = await auth(home, key.expose())
  expect(played).toMatchObject({ exitCode, output: '' })
  expect(played.said).toContain(sentence)
  expect(played.said).not.toContain(key.expose())
  expect(await home.store.read()).toEqual({})
})

test('a key that may only publish takes the place of no token that reads', async () => {
  const home = latchkey.emptyHome()
  await auth(home, (await house.key(['read'], '*:acme', 'acme')).token.expose())
  const before = await tokenFor(home, 'pypi:acme')
  const { token: key } = await house.key(['publish'], '*:acme', 'acme')
  const { exitCode, output, said } = await auth(home, key.expose())
  expect([exitCode, output]).toEqual([1, ''])
  expect(said).toContain('This key can read nothing of "acme"')
  expect(said).toContain('latchkey organization key acme create ci')
  expect(await tokenFor(home, 'pypi:acme')).toBe(before)
  expect(Object.keys(await home.store.read())).toHaveLength(1)
})

test('a key that reads a single package is used', async () => {
  const { token: key } = await house.key(['read'], 'pypi:acme/widget', 'acme')
  expect((await auth(latchkey.emptyHome(), key.expose())).exitCode).toBe(0)
})

test('more than reading is asked for by scope, and refused where the key may not', async () => {
  const home = latchkey.emptyHome()
  const { token: key } = await house.key(
    ['describe', 'read', 'publish', 'retire'],
    'pypi:acme/widget',
    'acme',
  )
  const words = ['--scope', 'package:pypi:acme/widget', '--json']
  expect(JSON.parse((await auth(home, key.expose(), ...words)).output)).toMatchObject({
    ...{ version: 1, registry: origin, organization: 'acme', scopes: ['package:pypi:acme/widget'] },
  })
  expect((await auth(home, key.expose(), '--scope', 'package:pypi:acme/gadget')).said).toContain('gadget')
})

test('a person is asked for the key, which is not shown', async () => {
  const { token: key } = await house.key(['read'], '*:acme', 'acme')
  const questions: string[] = []
  const askSecret = async (question: string) => {
    questions.push(question)
    return key
  }
  const person = { isThere: true, askSecret }
  const home = latchkey.emptyHome()
  const words = ['organization', 'auth', 'acme', '--registry', origin]
  expect((await home.play(words, { person })).exitCode).toBe(0)
  expect(questions).toEqual(['Key of acme: '])
})

test('without a key it says how to give one; a key among the words is not repeated', async () => {
  const home = latchkey.emptyHome()
  expect((await auth(home, '')).said).toContain(
    `latchkey organization auth acme --registry ${latchkey.origin} < KEY_FILE`,
  )
  const { token: key } = await house.key(['read'], '*:acme', 'acme')
  for (const words of [['acme', key.expose()], [key.expose()]]) {
    const { exitCode, output, said } = await home.play(['organization', 'auth', ...words])
    expect(exitCode).toBe(2)
    expect(output + said).not.toContain(key.expose())
  }
})
