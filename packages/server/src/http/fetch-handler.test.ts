import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { type Fetch, toFetchHandler } from './fetch-handler.ts'
import { listenForTest } from './testing/listen-for-test.ts'
import { head, sendRaw } from './testing/send-raw.ts'

const start = (fetch: Fetch) =>
  listenForTest(toFetchHandler(fetch, { origin: 'https://packages.example.com', bodyLimit: 64 * 1024 }))

const text = async (response: Promise<Response>) => (await response).text()

describe('a fetch handler', () => {
  test('is given the configured origin, never the Host header', async () => {
    const { origin } = await start(request => new Response(request.url))
    expect(await text(fetch(`${origin}/a?b=c`))).toBe('https://packages.example.com/a?b=c')
  })

  test('is given method, headers, body and the client address', async () => {
    const { origin } = await start(
      async (request, { address }) =>
        new Response([request.method, request.headers.get('x-a'), await request.text(), address].join('|')),
    )
    const headers = new Headers([
      ['X-A', '1'],
      ['X-A', '2'],
    ])
    expect(await text(fetch(origin, { method: 'PUT', headers, body: 'hello' }))).toBe(
      'PUT|1, 2|hello|127.0.0.1',
    )
  })

  test('sends a body to who waits for 100 Continue', async () => {
    const { port } = await start(
      async request => new Response(null, { status: (await request.text()) === 'hello' ? 204 : 400 }),
    )
    const answer = await sendRaw(port, head('PUT /', 'Content-Length: 5', 'Expect: 100-continue'), 'hello')
    expect(answer.status).toBe(204)
  })

  test('keeps cookies apart', async () => {
    const { port } = await start(() => {
      const headers = new Headers([
        ['Set-Cookie', 'a=1; Path=/'],
        ['Set-Cookie', 'b=2, c'],
      ])
      return new Response(null, { status: 303, headers })
    })
    const { head: answered } = await sendRaw(port, head('GET /'))
    expect(answered.match(/^set-cookie: .*$/gim)).toEqual(['Set-Cookie: a=1; Path=/', 'Set-Cookie: b=2, c'])
  })

  test.each([
    ['says so in its length', ['Content-Length: 65537'], ['a'.repeat(65_537)]],
    ['comes in chunks', ['Transfer-Encoding: chunked'], [`20000\r\n${'a'.repeat(0x20000)}\r\n0\r\n\r\n`]],
  ])('a body that is too large is refused where it %s', async (_, headers, body) => {
    const { port } = await start(() => new Response('taken'))
    const answer = await sendRaw(port, head('POST /', ...headers), ...body)
    expect(answer).toMatchObject({ status: 413, body: expect.stringContaining('65536 bytes') })
  })

  test('sends a file as it comes, as fast as it is taken, and stops when the client went', async () => {
    const stop = new AbortController()
    const stopped = once(stop.signal, 'abort')
    let made = 0
    async function* parts() {
      try {
        for (; ; made += 1) yield new Uint8Array(64 * 1024)
      } finally {
        stop.abort()
      }
    }
    const { origin } = await start(() => {
      const headers = { 'content-disposition': 'attachment; filename="all.csv"' }
      return new Response(ReadableStream.from(parts()), { headers })
    })
    const leaving = new AbortController()
    const { headers, body } = await fetch(origin, { signal: leaving.signal })
    expect(headers.get('content-length')).toBeNull()
    await body?.getReader().read()
    leaving.abort()
    await stopped
    // What fits between a reader that stopped and the one who writes, and not what a second's writing would be.
    expect(made).toBeLessThan(1_000)
  })

  test('never sees an odd path', async () => {
    const { port } = await start(() => new Response('seen'))
    expect(await sendRaw(port, head('GET /a/../b'))).toMatchObject({ status: 400 })
  })

  test('a body on a GET is not looked at', async () => {
    const { port } = await start(() => new Response(null, { status: 204 }))
    expect(await sendRaw(port, head('GET /', 'Content-Length: 2'), 'hi')).toMatchObject({ status: 204 })
  })
})
