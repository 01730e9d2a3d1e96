import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { authError } from '../errors.ts'
import { createOverrides } from '../override/index.ts'
import { manualClock } from '../single-flight/testing/clocks.ts'
import { createControlHandler, onNode } from './index.ts'

const here = 'https://service.example.com'
const registry = 'https://packages.example.com'
const secret = 'latchkey-the-secret-token'

/** A service whose administrator may do all, and for which every token with "good" in it is. */
function serving() {
  const isAllowed = (_: unknown, __: unknown, caller: unknown) => caller === 'admin'
  const overrides = createOverrides({
    clock: manualClock(),
    validate: async ({ origin, token }) =>
      token.expose().includes('bad')
        ? {
            authenticated: false,
            registry: origin,
            organizations: [],
            reason: 'rejected',
            message: 'No.',
            next: 'Log in.',
          }
        : { authenticated: true, registry: origin, source: 'override', organizations: [] },
  })
  const control = createControlHandler({
    ...{ origin: here, isAllowed },
    callerOf: request => {
      if (request.headers.get('x-caller') === 'broken') throw new Error(`Boom ${secret}`)
      return request.headers.get('x-caller') ?? undefined
    },
    client: {
      override: overrides,
      status: async ({ registry: asked, caller }) =>
        asked === 'https://down.example.com'
          ? authError('offline', 'It cannot be reached.', `Try again, ${caller}.`, new Error(secret))
          : { authenticated: true, registry: asked, source: 'override', organizations: [] },
    },
  })
  const used = () => overrides.get(registry)?.token.expose()
  return { overrides, control, used }
}

interface Asked {
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: unknown
  readonly as?: string
}

async function ask(
  control: ReturnType<typeof serving>['control'],
  line: string,
  { headers, body, as = 'admin' }: Asked = {},
) {
  const [method = '', target = ''] = line.split(' ')
  const all = {
    'x-caller': as,
    host: 'service.example.com',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...headers,
  }
  const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const answer = await control(
    new Request(`${here}/registry-credentials${target}`, {
      ...{ method, headers: sent },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  )
  const text = await answer.text()
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  expect(text).not.toContain(secret)
  return { status: answer.status, body: JSON.parse(text) }
}
const put = { registry, token: secret }

test('a token is set, seen and removed', async () => {
  const { control, used } = serving()
  expect(await ask(control, 'PUT /override', { body: put })).toMatchObject({
    status: 200,
    body: { authenticated: true },
  })
  expect(used()).toBe(secret)
  expect(await ask(control, `GET /status?registry=${encodeURIComponent(registry)}`)).toMatchObject({
    ...{ status: 200, body: { authenticated: true, registry } },
  })
  expect(await ask(control, 'DELETE /override', { body: { registry } })).toEqual({
    status: 200,
    body: { removed: true },
  })
  expect(used()).toBeUndefined()
})

test('a lifetime is in seconds', async () => {
  const { control, overrides } = serving()
  const changes: (number | undefined)[] = []
  overrides.onChange(({ at, expiresAt }) => changes.push((expiresAt ?? 0) - at))
  await ask(control, 'PUT /override', { body: { ...put, lifetime_seconds: 60 } })
  expect(changes).toEqual([60_000])
})

test('a token that the registry refuses is not installed, and that is said as an answer', async () => {
  const { control, used } = serving()
  await ask(control, 'PUT /override', { body: put })
  expect(await ask(control, 'PUT /override', { body: { registry, token: 'bad' } })).toMatchObject({
    ...{ status: 200, body: { authenticated: false, reason: 'rejected' } },
  })
  expect(used()).toBe(secret)
})

test('whoever may not changes nothing and sees nothing; nor does anybody of whom nobody knows who it is', async () => {
  const { control, used } = serving()
  for (const as of ['guest', '', 'broken']) {
    for (const [line, asked] of [
      ['PUT /override', { body: put }],
      ['DELETE /override', { body: { registry } }],
      [`GET /status?registry=${registry}`, {}],
    ] as const)
      expect(await ask(control, line, { ...asked, as })).toMatchObject({
        status: 403,
        body: { error: { code: 'not_permitted' } },
      })
  }
  expect(used()).toBeUndefined()
})

describe('a page of another site cannot ask', () => {
  test.each<Asked['headers']>([
    { origin: 'https://evil.example.com' },
    { origin: 'null' },
    { origin: 'http://service.example.com' },
    { origin: `${here}:8443` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { host: 'evil.example.com' },
    { host: 'service.example.com:8443' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'multipart/form-data; boundary=application/json' },
    { 'content-type': undefined },
  ])('%j', async headers => {
    const { control, used } = serving()
    expect(await ask(control, 'PUT /override', { body: put, headers: headers ?? {} })).toMatchObject({
      status: 403,
    })
    expect(used()).toBeUndefined()
  })

  test('our own can', async () => {
    const { control } = serving()
    const headers = {
      origin: here,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json; charset=utf-8',
    }
    expect(await ask(control, 'PUT /override', { body: put, headers })).toMatchObject({ status: 200 })
  })

  test('no method that a form or a link could use changes anything', async () => {
    const { control, used } = serving()
    expect(await ask(control, 'POST /override', { body: put })).toMatchObject({ status: 405 })
    expect(await ask(control, `GET /override?registry=${registry}&token=x`)).toMatchObject({ status: 405 })
    expect(await ask(control, 'OPTIONS /override')).toMatchObject({ status: 405 })
    expect(used()).toBeUndefined()
  })
})

test.each<unknown>([
  '',
  '{',
  'null',
  '[]',
  '7',
  {},
  { token: 'x' },
  { registry: 7, token: 'x' },
  { registry, token: 7 },
  { ...put, lifetime: 60 },
  { ...put, lifetime_seconds: '60' },
  { ...put, lifetime_seconds: -1 },
  { registry: 'packages.example.com', token: 'x' },
  { registry },
  `{"registry":"${registry}","token":"${'x'.repeat(17_000)}"}`,
])('a body that is something else changes nothing: %j', async body => {
  const { control, used } = serving()
  expect(await ask(control, 'PUT /override', { body })).toMatchObject({ status: 400 })
  expect(used()).toBeUndefined()
})

test('what goes wrong is told without its cause, and trouble is no "no"', async () => {
  const { control } = serving()
  const answer = await ask(control, 'GET /status?registry=https://down.example.com')
  expect(answer).toEqual({
    ...{
      status: 502,
      body: { error: { code: 'offline', message: 'It cannot be reached.', next: 'Try again, admin.' } },
    },
  })
})

test.each(['GET /', 'GET /status/', 'GET /status/../override', 'PUT /', 'PUT /overrides'])(
  'nothing is at %s',
  async line => {
    expect((await ask(serving().control, line)).status).toBeGreaterThanOrEqual(404)
  },
)

test('what breaks in the host is told as that alone', async () => {
  const { overrides } = serving()
  const control = createControlHandler({
    ...{ origin: here, callerOf: () => 'admin', isAllowed: () => true },
    client: { override: overrides, status: async () => Promise.reject(new Error(secret)) },
  })
  expect(await ask(control, `GET /status?registry=${registry}`)).toMatchObject({
    status: 502,
    body: { error: { code: 'bad_answer' } },
  })
})

/** Of what `fetch` will not send. */
async function statusOf(url: string, odd: { readonly method?: string; readonly path?: string }) {
  const [answer] = await once(request(url, odd).end(), 'response')
  return answer.resume().statusCode
}

test('a server of node:http serves it', async () => {
  const { overrides, used } = serving()
  const server = createServer((asked, answer) => void control(asked, answer))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It listens on a port.')
  const origin = `http://127.0.0.1:${address.port}`
  const options = {
    origin,
    callerOf: () => 'admin',
    isAllowed: () => true,
    client: { override: overrides, status: async () => authError('offline', 'No.', 'Wait.') },
  }
  const control = onNode(createControlHandler(options), origin)
  try {
    const put = await fetch(`${origin}/registry-credentials/override`, {
      ...{ method: 'PUT', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ registry, token: secret }),
    })
    expect(await put.json()).toMatchObject({ authenticated: true })
    expect(used()).toBe(secret)
    expect((await fetch(`${origin}/elsewhere`)).status).toBe(404)
    expect(await statusOf(origin, { method: 'TRACE' })).toBe(400)
    expect(await statusOf(origin, { path: '/\\[' })).toBe(400)
    expect(
      (await fetch(`${origin.replace('127.0.0.1', 'localhost')}/registry-credentials/status?registry=x`))
        .status,
    ).toBe(403)
  } finally {
    server.close()
    server.closeAllConnections()
  }
})
