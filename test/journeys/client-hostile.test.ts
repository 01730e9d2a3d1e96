/** A client in a process of its own, and a registry that redirects, contradicts itself, breaks, hangs or has another time. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Answering,
  type Listening,
  listen,
  redirectTo,
} from '../../packages/client/src/http/testing/listen.ts'
import {
  type Credential,
  loginName,
  openStore,
  refused,
  Secret,
  thisMachine,
} from '../../packages/client/src/index.ts'
import type { Task } from '../support/client-process.ts'
import { type ClientProcesses, startClientProcesses } from '../support/client-processes.ts'
import { type EmptyFolder, emptyFolder } from '../support/folder.ts'

const minute = 60_000
const old = { access: 'latchkey-hostile-access-old', refresh: 'latchkey-hostile-refresh-old' }
const next = { access: 'latchkey-hostile-access-new', refresh: 'latchkey-hostile-refresh-new' }

let home: EmptyFolder
let elsewhere: Listening
let processes: ClientProcesses
beforeAll(async () => {
  home = emptyFolder()
  elsewhere = await listen()
  processes = await startClientProcesses(1)
})
afterAll(async () => {
  for (const each of [processes, elsewhere, home]) await each?.[Symbol.asyncDispose]()
})

/** How a registry answers, path by path; what is not named is answered as an honest one does. */
type Ways = Readonly<Record<string, Answering>>

const json =
  (value: unknown, status = 200): Answering =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
const html: Answering = (_, response) =>
  void response.writeHead(500, { 'content-type': 'text/html' }).end('<html>Gateway</html>')
const refusing =
  (challenge: string): Answering =>
  (_, response) =>
    void response.writeHead(401, { 'www-authenticate': challenge }).end()
const silent: Answering = () => undefined

const metadata = (host: string | undefined) => ({
  issuer: `http://${host}`,
  token_endpoint: `http://${host}/oauth/token`,
  device_authorization_endpoint: `http://${host}/oauth/device_authorization`,
})

const honest: Ways = {
  '/.well-known/oauth-authorization-server': (request, ...rest) =>
    json(metadata(request.headers.host))(request, ...rest),
  '/oauth/token': json({
    access_token: next.access,
    refresh_token: next.refresh,
    expires_in: 1800,
    token_type: 'Bearer',
  }),
  '/api/v1/validate': json({}),
}

interface Played {
  /** `200`, or a code and a sentence. */
  readonly answer: string
  readonly heard: Listening['heard']
  /** The login in the file, afterwards. */
  readonly kept: Credential | undefined
}

let plays = 0

/** One call by a process whose login is good for so long, at a registry with such ways. */
async function play(
  ways: Ways,
  { good = 20 * minute, ...task }: Partial<Task> & { good?: number } = {},
): Promise<Played> {
  await using registry = await listen((request, response, raw) => {
    const path = request.target.split('?')[0] ?? ''
    const way = ways[path] ?? ways['*'] ?? honest[path]
    return way ? way(request, response, raw) : void response.writeHead(404).end()
  })
  plays += 1
  const folder = join(home.path, String(plays))
  const machine = thisMachine()
  const { store } = openStore({ folder, machine })
  const name = loginName(registry.origin)
  const now = machine.clock.now()
  const login: Credential = {
    ...{
      origin: registry.origin,
      pathPrefix: '/',
      kind: 'login',
      scopes: ['api', 'repositories'],
      source: 'login',
    },
    ...{ expiresAt: now + good, receivedAt: now + good - 30 * minute, clientId: 'latchkey' },
    ...{ token: new Secret(old.access), refreshToken: new Secret(old.refresh) },
  }
  const stored = await store.change<never>(state => ({ ...state, [name]: login }))
  if (refused(stored)) throw new Error(`${stored.message}`)
  const [client] = processes.all
  const began = performance.now()
  const answer = (await client?.run({ registry: registry.origin, folder, ...task })) ?? 'killed'
  expect(performance.now() - began).toBeLessThan(10_000)
  for (const secret of [...Object.values(old), ...Object.values(next)]) {
    expect(elsewhere.everything()).not.toContain(secret)
    expect(JSON.stringify(client?.said)).not.toContain(secret)
  }
  const state = await store.read()
  if (refused(state)) throw new Error(`${state.message}`)
  return { answer, heard: registry.heard, kept: state[name] }
}

const at = (heard: Played['heard'], path: string) => heard.filter(({ target }) => target === path)
const kept = ({ kept }: Played) => kept?.token.expose()

describe('redirected elsewhere', () => {
  test.for([301, 302, 303, 307, 308])('by %i: it is followed without the credential', async status => {
    const before = elsewhere.heard.length
    const { answer } = await play({ '/api/v1/validate': redirectTo(`${elsewhere.origin}/taken`, status) })
    expect([answer, elsewhere.heard.length - before]).toEqual(['200', 1])
    expect(elsewhere.heard.at(-1)?.headers.authorization).toBeUndefined()
  })

  test('to the other name of this machine too', async () => {
    const { answer } = await play({ '/api/v1/validate': redirectTo(`http://localhost:${elsewhere.port}/`) })
    expect(answer).toBe('200')
  })

  test.for([302, 307])(
    'at the token endpoint by %i: nothing is sent there, and the login is kept',
    async status => {
      const before = elsewhere.heard.length
      const played = await play(
        { '/oauth/token': redirectTo(`${elsewhere.origin}/token`, status) },
        { good: -minute },
      )
      expect(played.answer).toMatch(/^refresh_failed: /)
      expect([elsewhere.heard.length - before, kept(played)]).toEqual([0, old.access])
    },
  )

  test('where it says what it is: nobody else says so for it', async () => {
    const away = redirectTo(() => `${elsewhere.origin}/.well-known/oauth-authorization-server`)
    const played = await play({ '/.well-known/oauth-authorization-server': away }, { good: -minute })
    expect([played.answer.split(':')[0], kept(played)]).toEqual(['refresh_failed', old.access])
  })

  test('by its metadata: no token endpoint but its own is asked', async () => {
    const before = elsewhere.heard.length
    const lying: Answering = (request, ...rest) =>
      json({ ...metadata(request.headers.host), token_endpoint: `${elsewhere.origin}/oauth/token` })(
        request,
        ...rest,
      )
    const played = await play({ '/.well-known/oauth-authorization-server': lying }, { good: -minute })
    expect([played.answer.split(':')[0], elsewhere.heard.length - before]).toEqual(['refresh_failed', 0])
  })

  test('in a circle: it ends', async () => {
    const { answer, heard } = await play({ '*': redirectTo('/api/v1/validate') })
    expect(answer).toMatch(/^too_many_redirects: /)
    expect(at(heard, '/api/v1/validate')).toHaveLength(6)
  })
})

describe('a registry that contradicts itself', () => {
  test('token_expired for ever: one refresh, two calls, and what to do is said', async () => {
    const played = await play({ '/api/v1/validate': refusing('Bearer realm="x", error="token_expired"') })
    expect(played.answer).toMatch(/^rejected: /)
    expect([at(played.heard, '/oauth/token').length, at(played.heard, '/api/v1/validate').length]).toEqual([
      1, 2,
    ])
    expect(kept(played)).toBe(next.access)
  })

  test('a code for ever, where nobody can be asked: one call', async () => {
    const { answer, heard } = await play({ '/api/v1/validate': refusing('Bearer error="totp_required"') })
    expect(answer).toMatch(/^code_required: /)
    expect(at(heard, '/api/v1/validate')).toHaveLength(1)
  })

  test.for([
    'Bearer error="token_expired',
    '"""',
    'a'.repeat(7_000),
    ', , ,',
    'Bearer error=token_expired, Basic realm="\\"',
  ])('a challenge that is none (%#): one refresh, and an end', async challenge => {
    const { answer, heard } = await play({ '/api/v1/validate': refusing(challenge) })
    expect(answer).toMatch(/^rejected: /)
    expect(at(heard, '/oauth/token')).toHaveLength(1)
  })
})

describe('a registry that breaks', () => {
  test('500 with a web page: the answer is the caller’s own, and nothing is refreshed', async () => {
    const { answer, heard } = await play({ '/api/v1/validate': html })
    expect([answer, at(heard, '/oauth/token')]).toEqual(['500', []])
  })

  test.for([
    ['500 and a web page', html],
    [
      '200 and a web page',
      (_, response) => void response.setHeader('content-type', 'text/html').end('<html>'),
    ],
    ['another shape', json(['access_token'])],
    ['invalid_grant with 500', json({ error: 'invalid_grant' }, 500)],
    ['a broken connection', (_, response) => void response.destroy()],
    ['an endless answer', (_, response) => void endless(response)],
  ] as readonly (readonly [string, Answering])[])(
    'at the token endpoint, %s: the login is kept',
    async ([, way]) => {
      const played = await play({ '/oauth/token': way }, { good: -minute })
      expect(played.answer).toMatch(/^refresh_failed: /)
      expect([kept(played), at(played.heard, '/api/v1/validate')]).toEqual([old.access, []])
    },
  )

  test('no registry at all: offline, and the login is kept', async () => {
    const played = await play({ '/api/v1/validate': (_, response) => void response.destroy() })
    expect(played.answer).toMatch(/^offline: /)
    expect(kept(played)).toBe(old.access)
  })
})

describe('a registry that hangs', () => {
  test('before its answer: left in time', async () => {
    const { answer } = await play({ '/api/v1/validate': silent }, { timeout: 300 })
    expect(answer).toMatch(/^timed_out: .* did not answer in 0\.3 s\.$/)
  })

  test('where a token is good for a moment yet, at the token endpoint: the call goes out with that', async () => {
    const broken: Answering = (_, response) => void response.destroy()
    const { answer, heard } = await play({ '/oauth/token': broken }, { good: minute })
    expect([answer, at(heard, '/api/v1/validate')[0]?.headers.authorization]).toEqual([
      '200',
      `Bearer ${old.access}`,
    ])
  })
})

describe.for([60 * minute, -60 * minute])('a registry whose clock is %i ms off', off => {
  /** Everything as it is, with that clock. */
  const shifted: Ways = Object.fromEntries(
    Object.entries(honest).map(([path, way]): [string, Answering] => [
      path,
      (request, response, raw) => {
        response.setHeader('date', new Date(Date.now() + off).toUTCString())
        return way(request, response, raw)
      },
    ]),
  )

  test('has a good login used as it is', async () => {
    const { answer, heard } = await play(shifted)
    expect([answer, at(heard, '/oauth/token')]).toEqual(['200', []])
  })

  test('has one that is over refreshed once, and the next call goes out with that', async () => {
    const { answer, heard } = await play(shifted, { good: -minute })
    expect([answer, at(heard, '/oauth/token').length]).toEqual(['200', 1])
    expect(at(heard, '/api/v1/validate')[0]?.headers.authorization).toBe(`Bearer ${next.access}`)
  })

  test('and which says token_expired whatever ours says has it refreshed once', async () => {
    const { answer, heard } = await play({
      ...shifted,
      '/api/v1/validate': (request, ...rest) =>
        request.headers.authorization?.endsWith(next.access)
          ? json({})(request, ...rest)
          : refusing('Bearer error="token_expired"')(request, ...rest),
    })
    expect([answer, at(heard, '/oauth/token').length]).toEqual(['200', 1])
  })
})

function endless(response: Parameters<Answering>[1]): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  const piece = 'x'.repeat(64 * 1024)
  const more = () => {
    while (!response.destroyed && response.write(piece));
  }
  response.on('drain', more)
  more()
}
