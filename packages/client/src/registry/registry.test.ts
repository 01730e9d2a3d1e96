import { refused } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { createHttp } from '../http/index.ts'
import { redirectTo } from '../http/testing/listen.ts'
import { serving } from '../http/testing/serving.ts'
import { thisMachine } from '../this-machine.ts'
import { hexpm } from './hexpm.ts'
import { latchkey } from './latchkey.ts'
import type { Profile, Registry } from './registry.ts'

const machine = thisMachine()

function made(profile: Profile, clock = machine.clock): Registry {
  const registry = profile({ http: createHttp(machine), clock })
  if (refused(registry)) throw new Error(registry.message)
  return registry
}

const metadata = (origin: string) => ({
  issuer: origin,
  token_endpoint: `${origin}/oauth/token`,
  device_authorization_endpoint: `${origin}/oauth/device_authorization`,
  revocation_endpoint: `${origin}/oauth/revoke`,
  latchkey_unseen_caveats: ['digest'],
})

/** A server whose metadata is `change(what it should be)`. */
function describing(change: (honest: ReturnType<typeof metadata>) => unknown, status = 200) {
  return serving((request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(change(metadata(`http://${request.headers.host}`))))
  })
}

describe('a Latchkey', () => {
  test('tells its endpoints itself, once', async () => {
    const server = await describing(honest => honest)
    const registry = made(latchkey(`${server.origin}/`))
    const expected = {
      issuer: server.origin,
      token: `${server.origin}/oauth/token`,
      deviceAuthorization: `${server.origin}/oauth/device_authorization`,
      revocation: `${server.origin}/oauth/revoke`,
      unseenCaveats: ['digest'],
    }
    expect(await Promise.all([registry.endpoints(), registry.endpoints()])).toEqual([expected, expected])
    expect(server.heard.map(({ target }) => target)).toEqual(['/.well-known/oauth-authorization-server'])
  })

  test('says what it serves, or does not', async () => {
    const server = await describing(honest => ({ ...honest, latchkey_ecosystems: ['npm', 7] }))
    expect(await made(latchkey(server.origin)).endpoints()).toMatchObject({ ecosystems: ['npm'] })
    const other = await describing(honest => honest)
    expect(await made(latchkey(other.origin)).endpoints()).not.toHaveProperty('ecosystems')
  })

  test('is asked again after an hour', async () => {
    const server = await describing(honest => honest)
    let now = 0
    const registry = made(latchkey(server.origin), { ...machine.clock, monotonic: () => now })
    await registry.endpoints()
    now = 3_599_999
    await registry.endpoints()
    expect(server.heard).toHaveLength(1)
    now = 3_600_000
    await registry.endpoints()
    expect(server.heard).toHaveLength(2)
  })

  test('below a path is described where RFC 8414 has it', async () => {
    const server = await describing(honest => ({ ...honest, issuer: `${honest.issuer}/registry` }))
    await made(latchkey(`${server.origin}/registry`)).endpoints()
    expect(server.heard[0]?.target).toBe('/.well-known/oauth-authorization-server/registry')
  })

  test('that calls itself another is refused, and so is one that calls itself nothing', async () => {
    for (const issuer of ['https://evil.example', undefined, 7]) {
      const server = await describing(honest => ({ ...honest, issuer }))
      expect(await made(latchkey(server.origin)).endpoints()).toMatchObject({ code: 'invalid_configuration' })
    }
  })

  test('cannot send secrets to another origin by its metadata', async () => {
    for (const evil of [
      'https://evil.example/token',
      'http://127.0.0.1:1/token',
      '//evil.example',
      'token',
      7,
    ]) {
      const server = await describing(honest => ({ ...honest, token_endpoint: evil }))
      expect(await made(latchkey(server.origin)).endpoints()).toMatchObject({ code: 'bad_answer' })
      const revoking = await describing(honest => ({ ...honest, revocation_endpoint: evil }))
      expect(await made(latchkey(revoking.origin)).endpoints()).not.toHaveProperty('revocation')
    }
  })

  test('is not asked elsewhere for what it is', async () => {
    const elsewhere = await describing(honest => honest)
    const server = await serving(redirectTo(`${elsewhere.origin}/`))
    expect(await made(latchkey(server.origin)).endpoints()).toMatchObject({ code: 'too_many_redirects' })
    expect(elsewhere.heard).toHaveLength(0)
  })

  test('that has trouble is asked again', async () => {
    let status = 503
    const server = await serving((request, response) => {
      response.writeHead(status).end(JSON.stringify(metadata(`http://${request.headers.host}`)))
    })
    const registry = made(latchkey(server.origin))
    expect(await registry.endpoints()).toMatchObject({ code: 'bad_answer' })
    status = 200
    expect(await registry.endpoints()).toMatchObject({ issuer: server.origin })
  })

  test('that is none says which address is wrong', async () => {
    const server = await describing(() => ({}), 404)
    expect(await made(latchkey(server.origin)).endpoints()).toMatchObject({ code: 'invalid_configuration' })
  })

  test('has a place for every repository of an organization, and none for other names', () => {
    const { place } = made(latchkey('https://packages.example.com'))
    expect(place('pypi:acme')).toEqual({ url: 'https://packages.example.com/pypi/acme/', trusted: true })
    expect(place('hex:acme')?.url).toBe('https://packages.example.com/hex/repo/repos/acme/')
    for (const name of ['pypi', 'pypi:', 'pypi:../x', 'pypi:a/b', 'PyPI:acme', ':acme', 'pypi:acme:b']) {
      expect(place(name)).toBeUndefined()
    }
  })

  test.for(['packages.example.com', 'ftp://x', 'https://ada:word@packages.example.com', ''])(
    'at %s is none',
    address => {
      expect(latchkey(address)({ http: createHttp(machine), clock: machine.clock })).toMatchObject({
        code: 'invalid_configuration',
      })
    },
  )
})

describe('hex.pm', () => {
  test('has its endpoints, its code header and its repositories by configuration', async () => {
    const registry = made(hexpm({ clientId: 'of-a-tool' }))
    expect(await registry.endpoints()).toMatchObject({ token: 'https://hex.pm/api/oauth/token' })
    expect(registry).toMatchObject({
      origin: 'https://hex.pm',
      codes: { name: 'x-hex-otp' },
      clientId: 'of-a-tool',
    })
    expect(registry.place('hexpm')).toEqual({ url: 'https://repo.hex.pm/', trusted: true })
    expect(registry.place('hexpm:acme')?.url).toBe('https://repo.hex.pm/repos/acme/')
  })

  test('has no place for a repository of somebody else', () => {
    const { place } = made(hexpm({ clientId: 'x' }))
    for (const name of ['myrepo', 'hexpmevil', 'hexpm:', 'hexpm:a/../b', 'other:hexpm'])
      expect(place(name)).toBeUndefined()
  })
})
