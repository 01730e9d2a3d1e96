import { afterAll, expect, test } from 'vitest'
import { atALatchkey } from '../testing/at-a-latchkey.ts'

const latchkey = await atALatchkey()
afterAll(() => latchkey.close())
const { origin, house } = latchkey

test('it says in one word whom the registry takes this credential for', async () => {
  const home = await latchkey.homeOf('owner')
  expect(await home.play(['whoami'])).toEqual({ exitCode: 0, output: 'owner\n', said: '' })
  const { output } = await home.play(['whoami', '--json'])
  expect(JSON.parse(output)).toEqual({
    ...{ version: 1, registry: origin, source: 'login' },
    identity: { kind: 'account', id: expect.any(String), name: 'owner' },
  })
})

test('the credential is the one that would be used: of an organization, where its key goes first', async () => {
  const home = await latchkey.homeOf('owner')
  const { token } = await house.key(['read'], 'pypi:acme', 'acme')
  const environment = { LATCHKEY_REGISTRY: origin, LATCHKEY_TOKEN: token.expose() }
  expect(await home.play(['whoami'], { environment })).toMatchObject({ exitCode: 0, output: 'acme\n' })
})

test('of a login that was ended it says nothing but that, and how to go on: 4', async () => {
  const home = await latchkey.homeOf('reader')
  await house.revoke((await home.kept())?.refreshToken)
  const { exitCode, output, said } = await home.play(['whoami'])
  expect([exitCode, output]).toEqual([4, ''])
  expect(said).toContain('Run: latchkey login')
  expect(said).not.toContain('reader')
})

test('a token of the environment that is none is to be changed there, which doctor says, too', async () => {
  const home = await latchkey.homeOf('owner')
  const environment = { LATCHKEY_REGISTRY: origin, LATCHKEY_TOKEN: 'hunter2' }
  for (const word of ['whoami', 'status', 'doctor']) {
    const { output, said } = await home.play([word], { environment })
    expect(output + said).toContain('It stands in a variable of the environment')
  }
})

test('nobody can be asked: 5', async () => {
  const home = await latchkey.homeOf('owner')
  const fetch = () => Promise.reject(new TypeError('fetch failed'))
  expect(await home.play(['whoami'], { machine: { fetch } })).toMatchObject({ exitCode: 5, output: '' })
})

test('Ctrl-C while the registry is waited for ends it: 130', async () => {
  const home = await latchkey.homeOf('owner')
  const interruption = AbortSignal.abort()
  expect(await home.play(['whoami'], { interruption })).toMatchObject({ exitCode: 130, output: '' })
})
