/** A running service whose credential is replaced through its control: by those who may, with what is good, at once. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { furnish, typed } from '../support/acme.ts'
import { type EmptyFolder, emptyFolder } from '../support/folder.ts'
import { type ServerNode, startNode } from '../support/node.ts'
import { freePort } from '../support/server.ts'

let folder: EmptyFolder
let node: ServerNode
let service: Awaited<ReturnType<typeof startService>>
let tokens: { readonly first: string; readonly second: string; readonly broad: string }

beforeAll(async () => {
  folder = emptyFolder()
  node = await startNode({ data: folder.path, port: await freePort() })
  const place = { data: folder.path, origin: node.origin }
  const broad = await furnish(place)
  const reader = (name: string) =>
    typed(place, `key create --organization acme --role read --name ${name} --allow read=pypi:acme`)
  tokens = { broad, first: await reader('first'), second: await reader('second') }
  service = await startService(node.origin, tokens.first)
})
afterAll(async () => {
  await service?.stop()
  await node?.kill()
  await folder?.[Symbol.asyncDispose]()
})

test('it reads with the token that its environment gave it, until that is revoked', async () => {
  expect(await service.packages()).toEqual({ status: 200 })
  await fetch(`${node.origin}/api/v1/keys/burn`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ token: tokens.first }),
  })
  expect(await service.packages()).toMatchObject({ code: 'rejected' })
})

test('whoever may not replace it changes nothing, and sees nothing', async () => {
  for (const user of ['guest', '']) {
    expect(await service.set(tokens.second, { user })).toMatchObject({
      status: 403,
      body: { error: { code: 'not_permitted' } },
    })
    expect(await service.status({ user })).toMatchObject({ status: 403 })
    expect(await service.remove({ user })).toMatchObject({ status: 403 })
  }
  expect(await service.packages()).toMatchObject({ code: 'rejected' })
})

test('nor can a page elsewhere that an administrator looks at', async () => {
  for (const headers of [
    { origin: 'https://evil.example.com' },
    { 'sec-fetch-site': 'cross-site' },
    { 'content-type': 'text/plain' },
  ])
    expect(await service.set(tokens.second, { user: 'admin', headers })).toMatchObject({ status: 403 })
  expect(await service.packages()).toMatchObject({ code: 'rejected' })
})

test('a token that the registry refuses is not installed, and shows nobody', async () => {
  for (const token of [tokens.first, `${tokens.second.slice(0, -4)}AAAA`, 'latchkey-nothing'])
    expect(await service.set(token)).toMatchObject({
      status: 200,
      body: { authenticated: false, organizations: [] },
    })
  const status = await service.status()
  expect(status).toMatchObject({ status: 200, body: { authenticated: false, organizations: [] } })
  expect(JSON.stringify(status)).not.toMatch(/acme|ada/)
})

test('a good one is used by the next request, without a restart', async () => {
  expect(await service.set(tokens.second)).toMatchObject({ status: 200, body: { authenticated: true } })
  expect(await service.packages()).toEqual({ status: 200 })
  expect(await service.status()).toMatchObject({
    body: {
      ...{ authenticated: true, source: 'override', registry: node.origin },
      organizations: [{ name: 'acme', role: 'read' }],
    },
  })
})

test('one for a while is over after that while', async () => {
  expect(await service.set(tokens.broad, { lifetime_seconds: 5 })).toMatchObject({
    body: { authenticated: true },
  })
  expect(await service.packages()).toEqual({ status: 200 })
  const patience = { timeout: 30_000, interval: 200 }
  await expect.poll(() => service.packages(), patience).toMatchObject({ code: 'rejected' })
  await expect.poll(() => service.output(), patience).toContain('expired')
})

test('many changes at once leave one of them, whole', async () => {
  const all = Array.from({ length: 20 }, (_, n) => service.set(n % 2 ? tokens.second : tokens.broad))
  const statuses = (await Promise.all(all)).map(({ status }) => status)
  expect(statuses.filter(status => status !== 200 && status !== 409)).toEqual([])
  expect(statuses).toContain(200)
  expect(await service.packages()).toEqual({ status: 200 })
})

test('a registry that is down is trouble and not a no, and what is in use stays', async () => {
  await node.stop()
  expect(await service.set(tokens.broad)).toMatchObject({ status: 502, body: { error: { code: 'offline' } } })
  expect(await service.status()).toMatchObject({ status: 502, body: { error: { code: 'offline' } } })
  node = await startNode({ data: folder.path, port: Number(new URL(node.origin).port) })
  expect(await service.packages()).toEqual({ status: 200 })
})

test('removed, what its environment gave it counts again', async () => {
  expect(await service.remove()).toEqual({ status: 200, body: { removed: true } })
  expect(await service.packages()).toMatchObject({ code: 'rejected' })
})

test('nothing that it ever printed or answered holds a token', () => {
  const everything = service.output() + service.answered()
  for (const token of Object.values(tokens)) expect(everything).not.toContain(token.slice(12, -12))
})

interface Asked {
  readonly user?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly lifetime_seconds?: number
}

async function startService(registry: string, token: string) {
  const port = await freePort()
  const program = fileURLToPath(new URL('../support/client-service.ts', import.meta.url))
  const child = spawn(process.execPath, ['--conditions=latchkey-source', program], {
    env: {
      PATH: process.env['PATH'],
      LATCHKEY_REGISTRY: registry,
      LATCHKEY_TOKEN: token,
      PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  let answered = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  while (!printed.includes('ready')) {
    if (child.exitCode !== null) throw new Error(printed)
    await once(child.stdout, 'data')
  }

  async function ask(method: string, path: string, { user = 'admin', headers }: Asked, body?: object) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'x-user': user, ...(body && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    answered += text
    return { status: answer.status, body: JSON.parse(text) }
  }
  const control = '/registry-credentials'

  return {
    packages: async () => (await ask('GET', '/packages', {})).body,
    status: (asked: Asked = {}) => ask('GET', `${control}/status?registry=${registry}`, asked),
    set: (given: string, { lifetime_seconds, ...asked }: Asked = {}) =>
      ask('PUT', `${control}/override`, asked, { registry, token: given, lifetime_seconds }),
    remove: (asked: Asked = {}) => ask('DELETE', `${control}/override`, asked, { registry }),
    output: () => printed,
    answered: () => answered,
    async stop() {
      child.kill()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}
