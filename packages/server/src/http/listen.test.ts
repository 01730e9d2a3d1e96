import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { refuse } from '@latchkey/tokens'
import { describe, expect, onTestFinished, test } from 'vitest'
import { deferred } from '../../../../test/support/deferred.ts'
import type { Incoming } from './incoming.ts'
import { plainAnswer } from './plain-answer.ts'
import type { Handler, SayNo } from './raw.ts'
import { listenForTest } from './testing/listen-for-test.ts'
import { head, sendRaw } from './testing/send-raw.ts'

const megabyte = Buffer.alloc(1024 * 1024, 'a')
const hello: Handler = async () => ({ status: 200, headers: [], body: 'hello' })
const no: Handler = async () => plainAnswer(403, refuse('no', 'Not with this key.', 'Make another.'))

const inTheirWords: SayNo = ({ code }, status) => ({ status, headers: [], body: `no: ${code}` })

describe('what the listener says by itself', () => {
  test.each([
    ['TRACE', 405, 'method_not_allowed', [head('TRACE /hex/')]],
    [
      'a body that stops in the middle',
      408,
      'request_timeout',
      [head('POST /hex/', 'Content-Length: 5'), 'he'],
    ],
    ['a bug', 500, 'internal_error', [head('GET /hex/')]],
  ] as const)('to %s is in the words that were handed in', async (_, status, code, pieces) => {
    const { port } = await listenForTest(broken, { sayNo: inTheirWords, idleTimeout: 200 })
    expect(await sendRaw(port, ...pieces)).toMatchObject({ status, body: `no: ${code}` })
  })

  const broken: Handler = async request => {
    for await (const _ of request.body);
    throw new Error('a bug')
  }
})

describe('an answer', () => {
  test('carries the status, the reason, every header as given and the body', async () => {
    const { port } = await listenForTest(async () => ({
      status: 403,
      reason: 'Weil es\r\nnicht geht',
      headers: [
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
      ],
      body: 'nö',
    }))
    const answer = await sendRaw(port, head('GET /'))
    expect(answer).toMatchObject({ status: 403, reason: 'Weil es nicht geht' })
    expect(answer.head).toContain('Set-Cookie: a=1\r\nSet-Cookie: b=2')
    expect(answer.head).toContain('Content-Length: 3')
    expect(Buffer.from(answer.body, 'latin1').toString()).toBe('nö')
  })

  test('streams, and a HEAD gets its head only and opens nothing', async () => {
    let opened = 0
    const { port } = await listenForTest(async () => ({
      status: 200,
      headers: [['Content-Length', '6']],
      body: (async function* () {
        opened += 1
        yield Buffer.from('abc')
        yield Buffer.from('def')
      })(),
    }))
    expect(await sendRaw(port, head('GET /'))).toMatchObject({ status: 200, body: 'abcdef' })
    const bare = await sendRaw(port, head('HEAD /'))
    expect(bare).toMatchObject({ status: 200, body: '' })
    expect(bare.head).toContain('Content-Length: 6')
    expect(opened).toBe(1)
  })

  test('that breaks in the middle is cut off, logged, and the server goes on', async () => {
    const { port, logged } = await listenForTest(async request =>
      request.target === '/ok'
        ? { status: 200, headers: [], body: 'ok' }
        : {
            status: 200,
            headers: [['Content-Length', '6']],
            body: (async function* () {
              yield Buffer.from('abc')
              throw new Error('disk')
            })(),
          },
    )
    const answer = await sendRaw(port, head('GET /')).catch(() => undefined)
    expect(answer?.body).not.toHaveLength(6)
    expect(logged.map(each => each.message)).toEqual(['An answer was cut off.'])
    expect(await sendRaw(port, head('GET /ok'))).toMatchObject({ status: 200 })
  })
})

describe('a refused upload', () => {
  test('is refused before its body where the client waits for 100 Continue', async () => {
    const { port } = await listenForTest(no)
    const answer = await sendRaw(port, head('POST /', 'Content-Length: 1000000000', 'Expect: 100-continue'))
    expect(answer).toMatchObject({ status: 403, reason: 'Not with this key. Make another.' })
  })

  test('is answered at once, and the client gets to send the rest and to read the reason', async () => {
    const { port } = await listenForTest(no)
    const pieces = Array.from({ length: 40 }, () => megabyte)
    const answer = await sendRaw(port, head('POST /', `Content-Length: ${40 * megabyte.length}`), ...pieces)
    expect(answer).toMatchObject({ status: 403, body: 'Not with this key. Make another.\n' })
  })

  test('is so too after a part of its body was read', async () => {
    const { port } = await listenForTest(async request => {
      for await (const _ of request.body) break
      return no(request)
    })
    const pieces = Array.from({ length: 40 }, () => megabyte)
    const answer = await sendRaw(port, head('POST /', `Content-Length: ${40 * megabyte.length}`), ...pieces)
    expect(answer.status).toBe(403)
  })

  test('is read no further than the upload limit', async () => {
    const { port } = await listenForTest(no, { uploadLimit: 8 * megabyte.length })
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    socket.write(head('POST /', `Content-Length: ${1000 * megabyte.length}`))
    let sent = 0
    const send = () => {
      sent += 1
      if (socket.writable && sent < 1000) socket.write(megabyte, send)
    }
    send()
    socket.resume()
    await new Promise(resolve => socket.once('close', resolve))
    // What the two sockets hold between them comes on top.
    expect(sent).toBeLessThan(40)
  })
})

describe('a body', () => {
  const echo: Handler = async request => {
    request.continue()
    const chunks: Uint8Array[] = []
    for await (const chunk of request.body) chunks.push(new Uint8Array(chunk))
    return { status: 200, headers: [], body: Buffer.concat(chunks) }
  }

  test('that is wanted is asked for with 100 Continue', async () => {
    const { port } = await listenForTest(echo)
    const answer = await sendRaw(port, head('POST /', 'Content-Length: 5', 'Expect: 100-continue'), 'hello')
    expect(answer).toMatchObject({ status: 200, body: 'hello' })
  })

  test('that stops in the middle is given up with a sentence', async () => {
    const { port, logged } = await listenForTest(echo, { idleTimeout: 200 })
    const answer = await sendRaw(port, head('POST /', 'Content-Length: 5'), 'he')
    expect(answer).toMatchObject({ status: 408, body: expect.stringContaining('did not arrive in time') })
    expect(logged).toEqual([])
  })

  test('that trickles is given up like one that stops', async () => {
    const { port, logged } = await listenForTest(echo, { idleTimeout: 300 })
    const socket = connect(port, '127.0.0.1', () => socket.write(head('POST /', 'Content-Length: 60000')))
    const drops = setInterval(() => socket.write('a'), 50)
    onTestFinished(() => {
      clearInterval(drops)
      socket.destroy()
    })
    socket.on('error', () => {})
    // Where each drop bought time, it would take the better part of an hour.
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 408 .*did not arrive in time/)
    expect(logged).toEqual([])
  })

  test('is not held against the client while we are the slow ones', async () => {
    const { port } = await listenForTest(
      async request => {
        await sleep(500)
        for await (const _ of request.body) await sleep(500)
        await sleep(500)
        return { status: 200, headers: [], body: 'slow but sure' }
      },
      { idleTimeout: 200 },
    )
    const answer = await sendRaw(port, head('POST /', 'Content-Length: 5'), 'hello')
    expect(answer).toMatchObject({ status: 200, body: 'slow but sure' })
  })

  test('whose client hangs up is no error of ours', async () => {
    const [arrived, over] = [deferred(), deferred()]
    const handle: Handler = request => {
      arrived.resolve()
      return echo(request)
    }
    const { port, logged } = await listenForTest(handle, { observe: () => over.resolve() })
    const request = get({ port, method: 'POST', headers: { 'Content-Length': 5 } })
    request.on('error', () => {})
    request.write('he')
    await arrived.promise
    request.destroy()
    await over.promise
    expect(logged).toEqual([])
  })
})

describe('what is no request', () => {
  test.each([
    [
      'a head of 10 MB',
      431,
      [`GET / HTTP/1.1\r\nHost: a\r\nX: `, ...Array.from({ length: 10 }, () => megabyte), '\r\n\r\n'],
    ],
    ['a token of 1 MB', 431, [`GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer `, megabyte, '\r\n\r\n']],
    ['a target of 10 MB', 431, ['GET /', ...Array.from({ length: 10 }, () => megabyte), ' HTTP/1.1\r\n\r\n']],
    ['noise', 400, ['\u0000\u0001\u0002 hello\r\n\r\n']],
    ['a method of its own', 400, ['UPLOAD / HTTP/1.1\r\nHost: a\r\n\r\n']],
    ['two lengths', 400, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n']],
    [
      'a length and chunks',
      400,
      ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ],
    ['a negative length', 400, ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n']],
    ['a folded header', 400, ['GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n']],
    ['no host', 400, ['GET / HTTP/1.1\r\nConnection: close\r\n\r\n']],
    ['TRACE', 405, [head('TRACE /')]],
    ['CONNECT', 405, [head('CONNECT other.example:443')]],
  ])('%s is answered with %d, and the server goes on', async (_, status, pieces) => {
    const { port, logged } = await listenForTest(hello)
    const answer = await sendRaw(port, ...pieces)
    expect(answer.status).toBe(status)
    expect(answer.body).not.toMatch(/\bat .*:\d+:\d+/)
    expect(logged).toEqual([])
    expect(await sendRaw(port, head('GET /'))).toMatchObject({ status: 200, body: 'hello' })
  })

  test('chunks that are none end an upload with a sentence', async () => {
    const { port, logged } = await listenForTest(async request => {
      for await (const _ of request.body);
      return { status: 200, headers: [] }
    })
    const answer = await sendRaw(
      port,
      head('POST /', 'Transfer-Encoding: chunked'),
      '5\r\nhello\r\n',
      'zzz\r\n',
    )
    expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('well-formed') })
    expect(logged).toEqual([])
  })
})

test('a bug gives a 500 with an id, which is logged with its cause, and no stack trace', async () => {
  const { port, logged } = await listenForTest(async () => {
    throw new Error('the secret cause')
  })
  const answer = await sendRaw(port, head('GET /'))
  const id = /request ([\w-]{22})/.exec(answer.body)?.[1]
  expect(answer.status).toBe(500)
  expect(answer.body).not.toMatch(/secret cause|\bat /)
  expect(logged[0]?.fields).toMatchObject({ request: id, error: new Error('the secret cause') })
})

test('the client address is what a trusted proxy says', async () => {
  const say: Handler = async request => ({ status: 200, headers: [], body: String(request.address) })
  const trusting = await listenForTest(say, { trustedProxies: ['127.0.0.0/8'] })
  const alone = await listenForTest(say)
  const request = head('GET /', 'X-Forwarded-For: 198.51.100.7')
  expect(await sendRaw(trusting.port, request)).toMatchObject({ body: '198.51.100.7' })
  expect(await sendRaw(alone.port, request)).toMatchObject({ body: '127.0.0.1' })
})

describe('closing', () => {
  test('lets a request that runs finish, and takes no new one', async () => {
    const arrived = deferred()
    const release = deferred()
    const { port, close } = await listenForTest(async () => {
      arrived.resolve()
      await release.promise
      return { status: 200, headers: [], body: 'done' }
    })
    const agent = new Agent({ keepAlive: true })
    const request = get({ port, agent })
    const response = once(request, 'response')
    await arrived.promise
    const closed = close(10_000)
    release.resolve()
    expect((await response)[0].headers.connection).toBe('close')
    response.then(([message]) => message.resume())
    await closed
    await expect(sendRaw(port, head('GET /'))).rejects.toThrow('ECONNREFUSED')
  })

  test('cuts off what does not finish in time', async () => {
    const arrived = deferred()
    const { port, close } = await listenForTest(() => {
      arrived.resolve()
      return new Promise(() => {})
    })
    const answer = sendRaw(port, head('GET /'))
    const cut = expect(answer).rejects.toThrow()
    await arrived.promise
    await close(50)
    await cut
  })
})

describe('a connection', () => {
  test('is kept for longer than a device waits between two polls, however often it was told to slow down', async () => {
    const { port } = await listenForTest(hello)
    const agent = new Agent({ keepAlive: true })
    const [response] = await once(get({ port, agent }), 'response')
    response.resume()
    expect(response.headers['keep-alive']).toBe('timeout=75')
    agent.destroy()
  })

  test('over which nothing comes is closed', async () => {
    const { port } = await listenForTest(hello, { idleTimeout: 200 })
    await once(connect(port, '127.0.0.1').resume(), 'close')
  })

  test('is not closed while we are the slow ones, without a body too', async () => {
    const { port } = await listenForTest(
      async () => {
        await sleep(700)
        return { status: 200, headers: [], body: 'slow but sure' }
      },
      { idleTimeout: 200 },
    )
    expect(await sendRaw(port, head('GET /'))).toMatchObject({ status: 200, body: 'slow but sure' })
  })

  test('whose client does not read its answer is cut off, and the handler hears of it', async () => {
    const aborted = deferred()
    const { port } = await listenForTest(
      async ({ signal }) => {
        signal.addEventListener('abort', () => aborted.resolve())
        return {
          status: 200,
          headers: [],
          body: (async function* () {
            for (;;) yield megabyte
          })(),
        }
      },
      { idleTimeout: 200 },
    )
    const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'))
    onTestFinished(() => void socket.destroy())
    socket.on('error', () => {}).pause()
    await aborted.promise
  })
})

test('a header that the answer says of its length is said once', async () => {
  const { port } = await listenForTest(async () => ({
    status: 200,
    headers: [['content-length', '5']],
    body: new TextEncoder().encode('hello'),
  }))
  const answer = await sendRaw(port, head('GET /'))
  expect(answer.head.match(/content-length/gi)).toHaveLength(1)
  expect(answer.body).toBe('hello')
})

test('whoever asks for the signal after the client has gone is told so', async () => {
  const asked = deferred()
  let told: boolean | undefined
  const { port } = await listenForTest(async request => {
    socket.destroy()
    await once((request as Incoming).response, 'close')
    told = request.signal.aborted
    asked.resolve()
    return { status: 200, headers: [] }
  })
  const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'))
  await asked.promise
  expect(told).toBe(true)
})
