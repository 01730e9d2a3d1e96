import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { describe, expect, test, vi } from 'vitest'
import { type AuthError, authError } from '../errors.ts'
import type { Clock } from '../machine.ts'
import { thisMachine } from '../this-machine.ts'
import { BodyInterrupted } from './body.ts'
import { createHttp } from './create-http.ts'
import type { Attachment, OutgoingRequest } from './http.ts'
import { readJson } from './read-json.ts'
import { type Listening, redirectTo } from './testing/listen.ts'
import { serving } from './testing/serving.ts'

const machine = thisMachine()
const token = 'latchkey-AgEhello'
const otp = '823417'

function attachedTo(origin: string, pathPrefix = '/'): Attachment {
  const headers = { authorization: new Secret(`Bearer ${token}`), 'x-hex-otp': new Secret(otp) }
  return { origin, pathPrefix, headers }
}

const send = (request: OutgoingRequest, attachment?: Attachment) =>
  createHttp(machine).send(request, attachment)

async function answered(request: OutgoingRequest, clock = machine.clock): Promise<Response> {
  const answer = await createHttp({ ...machine, clock }).send(request)
  if (refused(answer)) throw new Error(answer.message)
  return answer
}

/** A clock that passes by so much whenever something is waited for, in vain only when told; and for how long each was. */
function waiting(milliseconds = 0) {
  const asked: number[] = []
  let now = 0
  let pass = () => {}
  const passed = new Promise<void>(resolve => (pass = resolve))
  const sleep: Clock['sleep'] = async (patience, signal) => {
    asked.push(patience)
    now += milliseconds
    await Promise.race([passed, signal && once(signal, 'abort')])
  }
  return { clock: { ...machine.clock, monotonic: () => now, sleep }, asked, pass: () => pass() }
}

/** Writes that again and again, until nobody listens. */
function drip(response: ServerResponse, piece: string): void {
  const dripping = setInterval(() => response.write(piece), 5)
  response.on('close', () => clearInterval(dripping))
}

async function refusal(sending: ReturnType<typeof send>): Promise<AuthError> {
  const answer = await sending
  if (!refused(answer)) throw new Error(`It was answered ${answer.status}.`)
  return answer
}

function expectNothingSecret(elsewhere: Pick<Listening, 'everything'>): void {
  for (const secret of [token, otp, 'shop-secret', 'cookie-secret']) {
    expect(elsewhere.everything()).not.toContain(secret)
  }
}

test('a credential reaches its own origin', async () => {
  const home = await serving()
  await send({ url: `${home.origin}/a` }, attachedTo(home.origin))
  expect(home.heard[0]?.headers).toMatchObject({ authorization: `Bearer ${token}`, 'x-hex-otp': otp })
})

describe('a redirect', () => {
  test.for([301, 302, 303, 307, 308])('by %i to another port carries no credential', async status => {
    const elsewhere = await serving()
    const home = await serving(redirectTo(`${elsewhere.origin}/taken`, status))
    const headers = {
      'npm-otp': 'shop-secret',
      Cookie: 'cookie-secret',
      'X-Shop': 'shop-secret',
      accept: 'text/x-wanted',
    }
    const answer = await send({ url: `${home.origin}/a`, headers }, attachedTo(home.origin))
    expect(refused(answer)).toBe(false)
    expect(elsewhere.heard.map(({ target, headers }) => [target, headers.accept])).toEqual([
      ['/taken', 'text/x-wanted'],
    ])
    expectNothingSecret(elsewhere)
  })

  test('to another name of the same machine carries no credential', async () => {
    const elsewhere = await serving()
    const home = await serving(redirectTo(`http://localhost:${elsewhere.port}/`))
    await send({ url: home.origin }, attachedTo(home.origin))
    expect(elsewhere.heard).toHaveLength(1)
    expectNothingSecret(elsewhere)
  })

  test('that leads away and back again does not bring the credential back', async () => {
    const home = await serving((request, response) =>
      request.target === '/start'
        ? redirectTo(`${elsewhere.origin}/`)(request, response, undefined as never)
        : response.end(),
    )
    const elsewhere: Listening = await serving(redirectTo(() => `${home.origin}/delete-everything`))
    await send({ url: `${home.origin}/start` }, attachedTo(home.origin))
    expect(home.heard.map(({ target }) => target)).toEqual(['/start', '/delete-everything'])
    expect(home.heard[1]?.headers.authorization).toBeUndefined()
  })

  test('inside the origin carries it on, and beside its path does not', async () => {
    const home = await serving((request, response, raw) => {
      const to = { '/acme/a': '/acme/b', '/acme/b': '/acme-evil/c' }[request.target]
      return to ? redirectTo(to)(request, response, raw) : response.end()
    })
    await send({ url: `${home.origin}/acme/a` }, attachedTo(home.origin, '/acme'))
    expect(home.heard.map(({ target, headers }) => [target, headers.authorization !== undefined])).toEqual([
      ['/acme/a', true],
      ['/acme/b', true],
      ['/acme-evil/c', false],
    ])
  })

  test.for([
    'http://user:shop-secret@127.0.0.1:1/',
    'ftp://127.0.0.1/',
    'javascript:alert(1)',
    'http://[',
    'file:///etc/passwd',
  ])('to %s is not followed', async location => {
    const home = await serving(redirectTo(location))
    const { code, message } = await refusal(send({ url: home.origin }, attachedTo(home.origin)))
    expect(code).toBe('redirect_refused')
    expect(message).not.toContain('shop-secret')
  })

  test('without end is ended', async () => {
    const home = await serving(redirectTo(({ target }) => `${target}x`))
    expect((await refusal(send({ url: `${home.origin}/` }))).code).toBe('too_many_redirects')
    expect(home.heard).toHaveLength(6)
  })

  test('is not followed at all where none may be', async () => {
    const elsewhere = await serving()
    const home = await serving(redirectTo(elsewhere.origin))
    const body = new URLSearchParams({ client_secret: 'shop-secret' })
    const asked = send({ url: home.origin, method: 'POST', body, redirects: 0 })
    expect((await refusal(asked)).code).toMatch(/redirect/)
    expect(elsewhere.heard).toHaveLength(0)
  })

  test.for([307, 308])('by %i with a body to another origin is refused', async status => {
    const elsewhere = await serving()
    const home = await serving(redirectTo(elsewhere.origin, status))
    const asked = send({ url: home.origin, method: 'POST', body: 'shop-secret' }, attachedTo(home.origin))
    expect((await refusal(asked)).code).toBe('redirect_refused')
    expect(elsewhere.heard).toHaveLength(0)
  })

  test('inside the origin sends a body again by 307 and drops it by 303', async () => {
    const home = await serving((request, response, raw) => {
      const sends = { '/keep': 307, '/drop': 303 }[request.target]
      return sends ? redirectTo('/end', sends)(request, response, raw) : response.end()
    })
    for (const path of ['/keep', '/drop']) {
      const form = new FormData()
      form.set('field', 'value')
      await send({ url: home.origin + path, method: 'POST', body: form })
    }
    const ends = home.heard.filter(({ target }) => target === '/end')
    expect(
      ends.map(({ method, body, headers }) => [method, body.includes('value'), 'content-type' in headers]),
    ).toEqual([
      ['POST', true, true],
      ['GET', false, false],
    ])
  })

  test('after a stream was sent is refused: it cannot be sent again', async () => {
    const home = await serving(redirectTo('/again', 308))
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('once'))
        controller.close()
      },
    })
    expect((await refusal(send({ url: home.origin, method: 'PUT', body }))).code).toBe('redirect_refused')
  })
})

test('https is not redirected to plain http', async () => {
  const fetched: string[] = []
  const fetch: typeof globalThis.fetch = async url => {
    fetched.push(String(url))
    return new Response(null, { status: 302, headers: { location: 'http://packages.example.com/' } })
  }
  const answer = await createHttp({ ...machine, fetch }).send({ url: 'https://packages.example.com/' })
  expect(answer).toMatchObject({ code: 'redirect_refused' })
  expect(fetched).toEqual(['https://packages.example.com/'])
})

describe('an attachment', () => {
  test.for([
    ['http://127.0.0.1:{port}', '/acme', '/acmeevil'],
    ['http://127.0.0.1:{port}', '/acme', '/other'],
    ['http://127.0.0.1:{port}', '/acme', '/acme/..%2fother'],
    ['http://127.0.0.1:{port}', '/acme', '/acme/%2e%2e%5cother'],
    ['http://127.0.0.1:{port}', '/acme', '/acme/../other'],
    ['http://127.0.0.1:{port}', '/acme', '/ACME/a'],
    ['https://127.0.0.1:{port}', '/', '/'],
    ['http://localhost:{port}', '/', '/'],
    ['http://127.0.0.1', '/', '/'],
  ] as const)('to %s%s does not go to %s', async ([origin, prefix, path]) => {
    const home = await serving()
    await send({ url: home.origin + path }, attachedTo(origin.replace('{port}', String(home.port)), prefix))
    expect(home.heard).toHaveLength(1)
    expectNothingSecret(home)
  })

  test.for(['/acme', '/acme/', '/acme/b', '/acme/@scope%2fname'])('to /acme goes to %s', async path => {
    const home = await serving()
    await send({ url: home.origin + path }, attachedTo(home.origin, '/acme'))
    expect(home.heard[0]?.headers.authorization).toBe(`Bearer ${token}`)
  })

  test('stands alone: a second credential in the request is refused and not sent', async () => {
    const home = await serving()
    const asked = send(
      { url: home.origin, headers: { Authorization: 'Basic eDp5' } },
      attachedTo(home.origin),
    )
    expect((await refusal(asked)).code).toBe('invalid_configuration')
    expect(home.heard).toHaveLength(0)
  })
})

test('a credential goes nowhere unencrypted but to this machine', async () => {
  const fetched: string[] = []
  const fetch: typeof globalThis.fetch = async url => {
    fetched.push(String(url))
    return new Response()
  }
  const open = [
    'http://packages.example.com',
    'http://10.0.0.1',
    'http://localhost.example.com',
    'http://127.0.0.1.example',
  ]
  for (const origin of open) {
    const asked = createHttp({ ...machine, fetch }).send({ url: origin }, attachedTo(origin))
    expect(await refusal(asked)).toMatchObject({ code: 'invalid_configuration' })
  }
  for (const origin of [
    'http://localhost:1234',
    'http://a.localhost',
    'http://[::1]',
    'https://packages.example.com',
  ]) {
    await createHttp({ ...machine, fetch }).send({ url: origin }, attachedTo(origin))
  }
  expect(fetched).toHaveLength(4)
})

describe('nothing is smuggled', () => {
  test.for(['good\r\nX-Evil: 1', 'good\nX-Evil: 1', 'a\0b', 'tokén', ''])(
    'in a token such as %j, and no message quotes it',
    async text => {
      const home = await serving()
      const headers = { authorization: new Secret(text) }
      const problem = await refusal(send({ url: home.origin }, { ...attachedTo(home.origin), headers }))
      expect(problem.code).toBe('malformed_token')
      expect(`${problem.message}${problem.next}${problem.cause}`).not.toContain('good')
      expect(home.heard).toHaveLength(0)
    },
  )

  test('in a header', async () => {
    for (const headers of [{ 'x-a': 'b\r\nc: d' }, { 'x-a\r\nc': 'd' }, { 'x a': 'b' }] as Record<
      string,
      string
    >[]) {
      expect((await refusal(send({ url: 'http://127.0.0.1:1', headers }))).code).toBe('invalid_configuration')
    }
  })

  test.for(['http://ada:shop-secret@127.0.0.1/', 'ftp://x/', '/only/a/path', ''])(
    'by an address such as %s',
    async url => {
      const { code, message } = await refusal(send({ url }))
      expect(code).toBe('invalid_configuration')
      expect(message).not.toContain('shop-secret')
    },
  )
})

describe('a server that', () => {
  test('never answers is left in time', async () => {
    const home = await serving(() => undefined)
    expect((await refusal(send({ url: home.origin, timeout: 50 }))).code).toBe('timed_out')
  })

  test('never ends its answer is left in time, and says so as a value', async () => {
    const home = await serving((_, response) => response.write('{"half":'))
    const { clock, asked, pass } = waiting()
    const answer = await answered({ url: home.origin, timeout: 50 }, clock)
    const reading = readJson(answer)
    await vi.waitFor(() => expect(asked).toEqual([50, 50, 50]), 10_000)
    pass()
    expect(await reading).toMatchObject({ code: 'timed_out' })
  })

  test('drips for ever is not cut off while it drips, and is when it is too much', async () => {
    const home = await serving((_, response) => drip(response, '0123456789'))
    const { clock, asked } = waiting(400)
    const answer = await answered({ url: home.origin, timeout: 1_000, maximumBytes: 300 }, clock)
    const reading = answer.text()
    await expect(reading).rejects.toBeInstanceOf(BodyInterrupted)
    await expect(reading).rejects.toMatchObject({ refusal: { code: 'answer_too_large' } })
    expect(clock.monotonic()).toBeGreaterThan(1_000)
    expect(new Set(asked)).toEqual(new Set([1_000]))
  })

  test('drips for ever is left in time where all of its answer is wanted within some', async () => {
    const home = await serving((_, response) => drip(response, '0'))
    const { clock, asked } = waiting(40)
    const answer = await answered({ url: home.origin, timeout: 1_000, within: 100 }, clock)
    expect(await readJson(answer)).toMatchObject({ code: 'timed_out' })
    expect(asked).toEqual([100, 60, 20])
  })

  test('breaks off in the middle is offline, not a no', async () => {
    let breakOff: () => unknown = () => undefined
    const home = await serving((_, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('some')
      breakOff = () => response.destroy()
    })
    const answer = await answered({ url: home.origin })
    breakOff()
    expect(await readJson(answer)).toMatchObject({ code: 'offline' })
  })

  test('is not there is offline, with the code of the system and the variables to look at', async () => {
    // No number that a server of another test could be given.
    const { code, message, next } = await refusal(send({ url: 'http://127.0.0.1:2' }))
    expect([code, message]).toEqual(['offline', '127.0.0.1:2 cannot be reached (ECONNREFUSED).'])
    expect(next).toMatch(/the address is right and the server runs.*HTTP_PROXY/)
  })

  test('has no TLS where the address says so is offline, and no proxy is blamed', async () => {
    const home = await serving()
    const { code, next } = await refusal(send({ url: home.origin.replace('http:', 'https:') }))
    expect([code, next]).toEqual([
      'offline',
      'It answers without TLS: see that the scheme and the port of the address are right.',
    ])
  })

  test('answers with a web page where JSON was asked for has the wrong address', async () => {
    const home = await serving((_, response) =>
      response.setHeader('content-type', 'text/html; charset=utf-8').end('<html>'),
    )
    const answer = await send({ url: home.origin })
    if (refused(answer)) throw new Error(answer.message)
    expect(await readJson(answer)).toEqual(
      authError(
        'bad_answer',
        `127.0.0.1:${home.port} answered 200 with a web page.`,
        'Check the address of the registry, and whether a proxy or the sign-in page of a network stands in between; then try again.',
      ),
    )
  })
})

test('an answer keeps its status, headers, address and body', async () => {
  const home = await serving((request, response, raw) =>
    request.target === '/'
      ? redirectTo('/there')(request, response, raw)
      : response.writeHead(404, { 'x-a': 'b' }).end('none'),
  )
  const answer = await send({ url: home.origin })
  if (refused(answer)) throw new Error(answer.message)
  expect([answer.status, answer.url, answer.headers.get('x-a'), await answer.text()]).toEqual([
    404,
    `${home.origin}/there`,
    'b',
    'none',
  ])
})

test.for([204, 205, 304])('an answer of %i has no body and is one', async status => {
  const home = await serving((_, response) => response.writeHead(status).end())
  expect(await send({ url: home.origin })).toMatchObject({ status, body: null })
})

test('whoever gives up is told that it was cancelled, while it waits and before', async () => {
  const home = await serving(() => undefined)
  const giveUp = new AbortController()
  const asked = refusal(send({ url: home.origin, signal: giveUp.signal }))
  setTimeout(() => giveUp.abort(), 20)
  expect((await asked).code).toBe('cancelled')
  expect((await refusal(send({ url: home.origin, signal: giveUp.signal }))).code).toBe('cancelled')
})

describe('the clock of a server', () => {
  const dated = (date: string, took = 0) => {
    let now = 1_700_000_000_000
    const http = createHttp({
      clock: { ...machine.clock, now: () => now },
      fetch: async () => {
        now += took
        return new Response(null, { headers: { date } })
      },
    })
    return http.send({ url: 'https://a.example/x' }).then(() => http)
  }
  const at = (milliseconds: number) => new Date(1_700_000_000_000 + milliseconds).toUTCString()

  test.for([3_600_000, -3_600_000])('that is %i ms off is known by that, and by origin', async off => {
    const http = await dated(at(off))
    expect(Math.abs(http.clockOffset('https://a.example') - off)).toBeLessThanOrEqual(500)
    expect(http.clockOffset('https://b.example')).toBe(0)
  })

  test('that is right is not corrected by the second that its header is cut to', async () => {
    expect((await dated(at(0))).clockOffset('https://a.example')).toBe(0)
    expect((await dated(at(-999))).clockOffset('https://a.example')).toBe(0)
  })

  test('is not learned from nonsense or from an answer that took long', async () => {
    expect((await dated('yesterday')).clockOffset('https://a.example')).toBe(0)
    expect((await dated(at(3_600_000), 60_000)).clockOffset('https://a.example')).toBe(0)
  })
})
