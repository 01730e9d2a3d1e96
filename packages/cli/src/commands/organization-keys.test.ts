/** `organization key ORG create`, `list`, `tighten`, `rotate` and `revoke`, at a real Latchkey. */
import { Secret } from '@latchkey/client'
import { afterAll, expect, test } from 'vitest'
import { atALatchkey } from '../testing/at-a-latchkey.ts'

const latchkey = await atALatchkey()
afterAll(() => latchkey.close())

const { play } = await latchkey.homeOf('owner')
const statusOf = (text: string) => latchkey.house.statusOf(new Secret(text.trim()))
const keys = (...words: readonly string[]) => play(['organization', 'key', 'acme', ...words])

test('a key of an organization is made, listed, tightened, rotated and revoked by its name', async () => {
  const made = await keys('create', 'ci', '--package', 'pypi:acme/widget', '--repository', 'pypi:acme')
  expect([made.exitCode, await statusOf(made.output)]).toEqual([0, 200])
  expect(made.said).toContain(
    'The key "ci" may only publish pypi:acme/widget or read pypi:acme, with the role admin, until',
  )

  const listed = await keys('list')
  expect(listed.output).toContain('ci  expires ')
  expect((await play(['key', 'list'])).output).not.toContain('ci  ')

  expect((await keys('tighten', 'ci', '--repository', 'pypi:acme')).output).toContain(
    'may only read pypi:acme',
  )
  const rotated = await keys('rotate', 'ci', '--overlap', '0')
  expect([await statusOf(rotated.output), await statusOf(made.output)]).toEqual([200, 401])

  expect((await keys('revoke', 'nosuch', '--yes')).said).toContain('None of the keys of acme is live')
  expect((await keys('revoke', 'ci')).said).toContain('Run: latchkey organization key acme revoke ci --yes')
  expect((await keys('revoke', 'ci', '--yes')).exitCode).toBe(0)
  expect(await statusOf(rotated.output)).toBe(401)
})

test.each([
  ['read', ['--repository', 'pypi:acme']],
  ['admin', ['--package', 'pypi:acme/widget']],
  ['write', ['--package', 'pypi:acme/widget', '--role', 'write']],
  ['admin', ['--action', 'delete', '--package', 'pypi:acme/widget']],
  ['admin', ['--allow', 'administer=*']],
  ['owner', ['--package', 'pypi:acme/widget', '--role', 'owner']],
])('its role is the lowest that can do it, or the one that is named: %s', async (role, words) => {
  const { output } = await keys('create', `as ${words.join(' ')}`, ...words, '--json')
  expect(JSON.parse(output).key).toMatchObject({ role })
})

test('it publishes the package that it is made for, though somebody else published that first', async () => {
  const { output } = await keys('create', 'release', '--package', 'pypi:acme/widget')
  const environment = { LATCHKEY_TOKEN: output.trim(), LATCHKEY_REGISTRY: latchkey.origin }
  expect((await play(['may', 'publish', 'pypi:acme/widget@9.0.0'], { environment })).exitCode).toBe(0)
  expect((await play(['may', 'publish', 'pypi:acme/gadget@9.0.0'], { environment })).exitCode).toBe(1)
})

test('anywhere is anywhere in the organization', async () => {
  const { output } = await keys('create', 'releases', '--action', 'retire', '--json')
  expect(JSON.parse(output).key.may).toContain('may only retire *:acme')
})

test('a role that there is not is a slip, and an organization of others is unknown', async () => {
  expect((await keys('create', 'x', '--repository', 'pypi:acme', '--role', 'king')).exitCode).toBe(2)
  const { exitCode, said } = await play(['organization', 'key', 'globex', 'list'])
  expect(exitCode).toBe(1)
  expect(said).toContain('globex')
})

test('who may not make keys of it is refused in the registry’s words', async () => {
  const reader = await latchkey.homeOf('reader')
  const { exitCode, output, said } = await reader.play([
    ...['organization', 'key', 'acme', 'create', 'mine', '--repository', 'pypi:acme'],
  ])
  expect([exitCode, output]).toEqual([1, ''])
  expect(said).toMatch(/^latchkey: \S.+\n\S.+\n$/)
})

test('a text that is pasted in the place of a name is neither repeated nor sent anywhere', async () => {
  const { token } = await latchkey.house.key(['read'], 'pypi:acme', 'acme')
  const sent: string[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    sent.push(String(input), String(init?.body))
    return globalThis.fetch(input, init)
  }
  const text = token.expose()
  for (const words of [
    ['organization', 'key', text, 'list'],
    ['organization', 'key', text, 'revoke', 'ci'],
    ['organization', 'key', 'acme', 'create', text, '--repository', 'pypi:acme'],
    ['key', 'create', text, '--repository', 'pypi:acme'],
    ['may', 'read', text],
    ['may', text, 'pypi:acme'],
  ]) {
    const { exitCode, output, said } = await play(words, { machine: { fetch } })
    expect(exitCode).not.toBe(0)
    expect(output + said + sent.join()).not.toContain(text.slice(0, 40))
  }
})
