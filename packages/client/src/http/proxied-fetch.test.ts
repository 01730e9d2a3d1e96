import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeCertificate } from '../../../../test/support/certificate.ts'
import type { Environment } from '../machine.ts'
import { thisMachine } from '../this-machine.ts'
import { isPrivate } from './address.ts'
import { createHttp } from './create-http.ts'
import type { OutgoingRequest } from './http.ts'
import { proxiedFetch } from './proxied-fetch.ts'
import type { Listening } from './testing/listen.ts'
import { endsWithTest, serving } from './testing/serving.ts'

const machine = thisMachine()

function via(environment: Environment, files: Readonly<Record<string, string>> = {}) {
  const readFile = async (path: string) => files[path] ?? Promise.reject(new Error('no such file'))
  const http = createHttp({ ...machine, fetch: proxiedFetch(machine.fetch, { environment, readFile }) })
  return (request: OutgoingRequest) => {
    const url = new URL(request.url)
    const attachment = {
      ...{ origin: url.origin, pathPrefix: '/' },
      headers: { authorization: new Secret('Bearer latchkey-through') },
    }
    return http.send(request, isPrivate(url) ? attachment : undefined)
  }
}

/** The same server by an address that might be anywhere: for what stays on this machine no proxy is asked. */
const beyond = ({ port }: Listening) => `http://0.0.0.0:${port}`

/** A proxy for plain requests and for tunnels; `asked` is what it was asked for, with the headers it saw. */
async function startProxy() {
  const asked: string[] = []
  const server = createServer((incoming, answer) => {
    asked.push(`${incoming.method} ${incoming.url} ${JSON.stringify(incoming.headers)}`)
    const onward = request(
      incoming.url ?? '',
      { method: incoming.method, headers: incoming.headers },
      theirs => {
        answer.writeHead(theirs.statusCode ?? 502, theirs.headers)
        theirs.pipe(answer)
      },
    )
    incoming.pipe(onward)
  })
  server.on('connect', (incoming, socket) => {
    asked.push(`CONNECT ${incoming.url} ${JSON.stringify(incoming.headers)}`)
    const [host = '', port = ''] = (incoming.url ?? '').split(':')
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy listens on no port.')
  const close = async () => {
    server.closeAllConnections()
    server.close()
  }
  return endsWithTest({ asked, address: `127.0.0.1:${address.port}`, [Symbol.asyncDispose]: close })
}

test('where nothing is set, or something empty, it is the same fetch', () => {
  const readFile = async () => ''
  for (const environment of [{}, { HTTPS_PROXY: '', http_proxy: ' ', LATCHKEY_CA_FILE: '', NO_PROXY: 'x' }]) {
    expect(proxiedFetch(machine.fetch, { environment, readFile })).toBe(machine.fetch)
  }
})

describe('a proxy', () => {
  test.for(['http://{}', '{}'])('that is set as %s is asked, without a tunnel for plain http', async form => {
    const proxy = await startProxy()
    const home = await serving()
    const answer = await via({ HTTP_PROXY: form.replace('{}', proxy.address) })({ url: `${beyond(home)}/a` })
    expect(answer).toMatchObject({ status: 200 })
    expect(proxy.asked).toEqual([expect.stringContaining(`GET ${beyond(home)}/a`)])
    expect(home.heard).toHaveLength(1)
  })

  test.for(['127.0.0.1', 'localhost'])('sees nothing of what stays on this machine, at %s', async name => {
    const proxy = await startProxy()
    const home = await serving()
    await via({ HTTP_PROXY: proxy.address })({ url: `http://${name}:${home.port}/` })
    expect(home.heard[0]?.headers.authorization).toBe('Bearer latchkey-through')
    expect(proxy.asked).toEqual([])
  })

  test('for https is not asked for http', async () => {
    const proxy = await startProxy()
    const home = await serving()
    await via({ HTTPS_PROXY: proxy.address })({ url: beyond(home) })
    expect(proxy.asked).toEqual([])
    expect(home.heard).toHaveLength(1)
  })

  test.for(['0.0.0.0', '*', 'example.com, 0.0.0.0', '0.0.0.0:{port}'])(
    'is not asked for what NO_PROXY=%s names',
    async names => {
      const proxy = await startProxy()
      const home = await serving()
      const NO_PROXY = names.replace('{port}', String(home.port))
      await via({ HTTP_PROXY: proxy.address, NO_PROXY })({ url: beyond(home) })
      expect(proxy.asked).toEqual([])
      expect(home.heard).toHaveLength(1)
    },
  )

  test('is asked for the other port of what NO_PROXY names with a port', async () => {
    const proxy = await startProxy()
    const home = await serving()
    await via({ HTTP_PROXY: proxy.address, NO_PROXY: '0.0.0.0:1' })({ url: beyond(home) })
    expect(proxy.asked).toHaveLength(1)
  })

  test('goes by the lower case first, and in a CGI program by it alone', async () => {
    const proxy = await startProxy()
    const home = await serving()
    await via({ HTTP_PROXY: 'http://127.0.0.1:9', http_proxy: proxy.address })({ url: beyond(home) })
    expect(proxy.asked).toHaveLength(1)
    await via({ HTTP_PROXY: proxy.address, REQUEST_METHOD: 'GET' })({ url: beyond(home) })
    expect(proxy.asked).toHaveLength(1)
    expect(home.heard).toHaveLength(2)
  })

  test('is sent a form with files as it is', async () => {
    const proxy = await startProxy()
    const home = await serving()
    const form = new FormData()
    form.set('content', new Blob(['the wheel']), 'widget.whl')
    await via({ HTTP_PROXY: proxy.address })({ url: beyond(home), method: 'POST', body: form })
    expect(home.heard[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
    expect(home.heard[0]?.body).toContain('the wheel')
  })

  test('whose address is none is a refusal that shows its password nowhere', async () => {
    const answer = await via({ HTTP_PROXY: 'http://ada:proxy-password@[' })({
      url: 'http://registry.example/',
    })
    expect(answer).toMatchObject({ code: 'offline' })
    expect(inspect(answer, { depth: 9 })).not.toContain('proxy-password')
  })

  test('that is not there is named by its variable, and its password is not', async () => {
    const answer = await via({ HTTP_PROXY: 'http://ada:proxy-password@127.0.0.1:9' })({
      url: 'http://registry.example/',
    })
    if (!refused(answer)) throw new Error('It was answered.')
    expect([answer.code, answer.next.includes('HTTP_PROXY')]).toEqual(['offline', true])
    expect(answer.message + answer.next).not.toContain('proxy-password')
  })
})

describe('a file of certificates', () => {
  let folder: string
  let certificate: string
  let home: ReturnType<typeof createTlsServer>
  let url: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-certificate-'))
    const made = makeCertificate(folder)
    certificate = readFileSync(made.certificate, 'utf8')
    home = createTlsServer({ cert: certificate, key: readFileSync(made.key) }, (request, answer) => {
      answer.end(request.headers.authorization)
    })
    await once(home.listen(0, '127.0.0.1'), 'listening')
    const address = home.address()
    if (address === null || typeof address === 'string') throw new Error('The server listens on no port.')
    url = `https://localhost:${address.port}/`
  })
  afterAll(() => {
    home.closeAllConnections()
    home.close()
    rmSync(folder, { recursive: true })
  })

  test('is believed, and without it the server is not', async () => {
    const answer = await via({ LATCHKEY_CA_FILE: '/ca.pem' }, { '/ca.pem': certificate })({ url })
    if (refused(answer)) throw new Error(`${answer.message} ${answer.cause}`)
    expect(await answer.text()).toBe('Bearer latchkey-through')
    expect(await via({})({ url })).toMatchObject({ code: 'offline' })
  })

  test('is believed through the tunnel of a proxy, which does not see the credential', async () => {
    const proxy = await startProxy()
    const environment = { LATCHKEY_CA_FILE: '/ca.pem', https_proxy: proxy.address }
    const answer = await via(environment, { '/ca.pem': certificate })({ url })
    if (refused(answer)) throw new Error(`${answer.message} ${answer.cause}`)
    expect(await answer.text()).toBe('Bearer latchkey-through')
    expect(proxy.asked).toEqual([expect.stringContaining(`CONNECT ${new URL(url).host}`)])
    expect(proxy.asked.join()).not.toContain('latchkey-through')
  })

  test('that is not there is a refusal', async () => {
    expect(await via({ LATCHKEY_CA_FILE: '/none.pem' })({ url })).toMatchObject({ code: 'offline' })
  })
})
