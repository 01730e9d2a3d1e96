import { afterAll, describe, expect, test } from 'vitest'
import { atALatchkey } from '../testing/at-a-latchkey.ts'

const latchkey = await atALatchkey()
const { house, origin } = latchkey
afterAll(() => latchkey.close())

const owner = await latchkey.homeOf('owner')
const reader = await latchkey.homeOf('reader')

test('yes exits with 0, no with 1, both with the reason', async () => {
  const yes = await owner.play(['may', 'publish', 'pypi:acme/widget@1.2.3'])
  expect(yes).toMatchObject({ exitCode: 0, output: expect.stringMatching(/^Yes\. [A-Z].+\.\n$/), said: '' })
  const no = await reader.play(['may', 'publish', 'pypi:acme/widget@1.2.3'])
  expect(no).toMatchObject({ exitCode: 1, output: expect.stringMatching(/^No\. \S.+\n$/) })
  expect(no.said).toMatch(/^\S.+\n$/)
  expect((await reader.play(['may', 'read', 'pypi:acme'])).exitCode).toBe(0)
})

test('what it depends on besides is said', async () => {
  const { output: key } = await owner.play(['key', 'create', 'ci', '--package', 'pypi:acme/widget'])
  const { output: narrow } = await owner.play(['token', 'attenuate', '--version', '1.2.3'], { input: key })
  const environment = { LATCHKEY_TOKEN: narrow.trim(), LATCHKEY_REGISTRY: origin }
  const ask = (target: string) => owner.play(['may', 'publish', target], { environment })
  expect((await ask('pypi:acme/widget')).output).toBe('Yes, but it depends on its version.\n')
  expect((await ask('pypi:acme/widget@1.2.3')).exitCode).toBe(0)
  expect((await ask('pypi:acme/widget@1.2.4')).exitCode).toBe(1)
})

test('a program is told what was asked about, and why', async () => {
  const ask = async (...words: readonly string[]) =>
    JSON.parse((await owner.play(['may', ...words, '--json'])).output)
  expect(await ask('publish', 'pypi:acme/widget@1.2.3')).toMatchObject({
    ...{
      version: 1,
      registry: origin,
      action: 'publish',
      target: 'pypi:acme/widget',
      packageVersion: '1.2.3',
    },
    ...{ may: true, reason: expect.any(String), codeNeeded: false },
  })
  expect(await ask('delete', 'pypi:globex/widget')).toMatchObject({
    ...{ packageVersion: null, may: false, code: expect.any(String), next: expect.any(String) },
  })
})

describe('it is asked about the credential that the request would go out with:', () => {
  test('uploads to a repository that of the repository, Hex’s that of the API', async () => {
    const home = latchkey.emptyHome()
    const scope = ['--scope', 'package:pypi:acme/widget']
    const { token: key } = await house.key(
      ['describe', 'read', 'publish', 'retire'],
      'pypi:acme/widget',
      'acme',
    )
    const words = ['organization', 'auth', 'acme', '--registry', origin, ...scope]
    expect((await home.play(words, { input: key.expose() })).exitCode).toBe(0)
    expect((await home.play(['may', 'publish', 'pypi:acme/widget'])).exitCode).toBe(0)
    expect((await home.play(['may', 'publish', 'pypi:acme/gadget'])).exitCode).toBe(1)
    expect((await home.play(['may', 'publish', 'hex:acme/widget'])).exitCode).toBe(4)
  })

  test('a token in the environment goes before the login', async () => {
    const { token } = await house.key(['read'], 'pypi:acme', 'acme')
    const environment = { LATCHKEY_TOKEN: token.expose(), LATCHKEY_REGISTRY: origin }
    const { exitCode, output, said } = await owner.play(['may', 'publish', 'pypi:acme/widget'], {
      environment,
    })
    expect(exitCode).toBe(1)
    expect(output + said).not.toContain(token.expose())
  })
})

test.each([
  [['administer', 'pypi:acme'], 2],
  [['fly', 'pypi:acme'], 2],
  [['publish', 'widget'], 2],
  [['publish'], 2],
])('%j cannot be asked', async (words, exitCode) => {
  expect(await owner.play(['may', ...words])).toMatchObject({ exitCode, output: '' })
})

test('a name that begins with an at sign is no version', async () => {
  const { output } = await owner.play(['may', 'publish', 'npm:acme/@scope/widget', '--json'])
  expect(output).toContain('"target": "npm:acme/@scope/widget"')
})

test('offline is not no', async () => {
  const home = latchkey.emptyHome()
  const environment = { LATCHKEY_REGISTRY: 'http://127.0.0.1:9', LATCHKEY_TOKEN: 'latchkey-x' }
  expect((await home.play(['may', 'read', 'pypi:acme'], { environment })).exitCode).toBe(5)
})
