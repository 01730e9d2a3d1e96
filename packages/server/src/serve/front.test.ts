import { describe, expect, test } from 'vitest'
import { type Handler, type RawRequest, rawHeaders } from '../http/index.ts'
import { createFront } from './front.ts'

const answering =
  (name: string): Handler =>
  async () => ({ status: 200, headers: [], body: name })

function get(target: string, host: string | readonly string[], method = 'GET'): RawRequest {
  const hosts = typeof host === 'string' ? [host] : host
  return {
    method,
    target,
    headers: rawHeaders(hosts.flatMap(each => ['Host', each])),
    address: '192.0.2.7',
    peer: '192.0.2.7',
    hasBody: false,
    body: (async function* () {})(),
    arrived: async () => undefined,
    continue() {},
    note() {},
    noted: {},
    signal: new AbortController().signal,
  }
}

function front(origin: string): Handler {
  return createFront({
    origin,
    rooms: [
      ['/pypi/', answering('pypi')],
      ['/api/v1/', answering('api')],
    ],
    pages: answering('pages'),
    sayNo: ({ code }, status) => ({ status, headers: [], body: code }),
  })
}

describe('the front of the house', () => {
  test.each([
    ['/pypi/acme/simple/', 'pypi'],
    ['/api/v1/validate', 'api'],
    ['/', 'pages'],
    ['/pypi', 'pages'],
    ['/API/v1/validate', 'pages'],
  ])('%s is for %s', async (target, room) => {
    expect(await front('https://packages.example.com')(get(target, 'packages.example.com'))).toMatchObject({
      body: room,
    })
  })

  test.each(['evil.example', 'packages.example.com:8443', 'packages.example.com.', 'localhost', ''])(
    'a request for the host "%s" is misdirected',
    async host => {
      expect(await front('https://packages.example.com')(get('/', host))).toMatchObject({ status: 421 })
    },
  )

  test('no host, and two, are misdirected', async () => {
    expect(await front('http://localhost:7420')(get('/', []))).toMatchObject({ status: 421 })
    expect(
      await front('http://localhost:7420')(get('/', ['localhost:7420', 'localhost:7420'])),
    ).toMatchObject({ status: 421 })
  })

  test.each(['127.0.0.1:7420', '[::1]:7420', '127.1.2.3:7420'])(
    'on loopback, a page asked for as %s is redirected to the one origin',
    async host => {
      expect(await front('http://localhost:7420')(get('/login?next=%2F', host))).toMatchObject({
        status: 307,
        headers: expect.arrayContaining([['Location', 'http://localhost:7420/login?next=%2F']]),
      })
    },
  )

  test.each(['http://evil.example/', '.evil.example/', '@evil.example/', '*'])(
    'nobody is redirected to %s, which is no path',
    async target => {
      expect(await front('http://localhost')(get(target, '127.0.0.1'))).toMatchObject({ body: 'pages' })
    },
  )

  test('on loopback, clients and forms are served under any of its names', async () => {
    const handle = front('http://localhost:7420')
    expect(await handle(get('/pypi/acme/simple/', '127.0.0.1:7420'))).toMatchObject({ body: 'pypi' })
    expect(await handle(get('/login', '127.0.0.1:7420', 'POST'))).toMatchObject({ body: 'pages' })
  })

  test('another port of loopback is another server', async () => {
    expect(await front('http://localhost:7420')(get('/', '127.0.0.1:7421'))).toMatchObject({ status: 421 })
  })
})
