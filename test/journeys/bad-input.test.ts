/** What nobody should send is answered with a 4xx and a sentence, quickly, and the server goes on as if nothing had been. */
import { encodeV2, mintMacaroon } from '@latchkey/tokens'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  boundary,
  type FormPart,
  formBody,
  wheelParts,
} from '../../packages/server/src/ecosystems/pypi/testing/form.ts'
import { type RawAnswer, sendRaw } from '../../packages/server/src/http/testing/send-raw.ts'
import { type AcmeServer, startAcmeServer } from '../support/acme.ts'
import { memoryIsTold, peakMemory } from '../support/memory.ts'

type Pieces = readonly (string | Uint8Array)[]

const mebibyte = 1024 ** 2
const wheel = wheelParts({ name: 'widget', version: '1.0.0' })
const without = (name: string) => wheel.filter(([each]) => each !== name)
const withField = (part: FormPart) => wheel.map(each => (each[0] === part[0] ? part : each))

describe('bad input', () => {
  let server: AcmeServer

  beforeAll(async () => {
    server = await startAcmeServer()
  })
  afterAll(() => server?.stop())

  const cases: readonly (readonly [promise: string, pieces: () => Pieces])[] = [
    ['a wrong method', () => request('DELETE', '/pypi/acme/legacy/')],
    ['an unknown organization', () => form(wheel, '/pypi/nobody/legacy/')],
    ['an unknown path', () => request('GET', '/pypi/acme/nothing/here')],
    ['no form at all', () => request('POST', '/pypi/acme/legacy/', 'hello', 'text/plain')],
    ['a form without a name', () => form(without('name'))],
    ['a form without a file', () => form(without('content'))],
    ['a file before the name', () => form([...without('name'), ['name', 'widget']])],
    ['a name that is not UTF-8', () => form(withField(['name', Uint8Array.of(0xff, 0xfe, 0x77)]))],
    ['a form without end', () => upload(formBody(wheel).subarray(0, -40))],
    ['a form that is noise', () => upload(Buffer.alloc(mebibyte, 'noise '))],
    [
      'a head of 10 MB',
      () => [...begin('GET', '/'), 'X: ', ...Array(10).fill(Buffer.alloc(mebibyte, 'x')), '\r\n\r\n'],
    ],
    [
      'two lengths',
      () => [...begin('POST', '/pypi/acme/legacy/'), 'Content-Length: 1\r\nContent-Length: 2\r\n\r\n'],
    ],
    ['a negative length', () => [...begin('POST', '/pypi/acme/legacy/'), 'Content-Length: -1\r\n\r\n']],
    ['a way up', () => request('GET', '/pypi/acme/simple/../../../../etc/passwd')],
    ['a hidden way up', () => request('GET', '/pypi/acme/simple/%2e%2e/')],
    ['a hidden slash', () => request('GET', '/pypi/acme/simple/..%2f..%2f/')],
    ['a nought in a path', () => request('GET', '/pypi/acme/simple/widget%00/')],
    ['a path that is not UTF-8', () => request('GET', '/pypi/acme/simple/%ff%fe/')],
    ['a token of 1 MB', () => presented(`latchkey-${'A'.repeat(mebibyte)}`)],
    ['10,000 caveats', () => presented(tenThousandCaveats())],
    ['a token that is noise', () => presented('latchkey-%00%ff')],
  ]

  test.each(cases)('%s is refused with a sentence', async (_, pieces) => {
    const begun = performance.now()
    const answer = await send(pieces())
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(answer.body).toMatch(/[A-Z][^.]{8,}\./)
    expect(answer.body).not.toMatch(/\bat .*:\d+:\d+|node:internal/)
    expect(performance.now() - begun).toBeLessThan(15_000)
  })

  test.skipIf(!memoryIsTold)('all of it, over and over, leaves nothing behind in memory', async () => {
    await everything(5)
    const before = peakMemory(server.processId, 'latchkey-server.js')
    await everything(15)
    expect(peakMemory(server.processId, 'latchkey-server.js') - before).toBeLessThan(50)
  })

  test('the server goes on: it publishes what is well-formed, and has printed no error', async () => {
    expect((await send(form(wheel))).status).toBe(200)
    expect(server.output()).not.toMatch(/\bat .*:\d+:\d+|"level":(50|60)/)
  })

  async function everything(times: number): Promise<void> {
    for (let round = 0; round < times; round++) for (const [, pieces] of cases) await send(pieces())
  }

  function send(pieces: Pieces): Promise<RawAnswer> {
    return sendRaw(Number(new URL(server.origin).port), ...pieces)
  }

  /** A head that is not ended yet. */
  function begin(method: string, path: string, credential = server.token): Pieces {
    const host = new URL(server.origin).host
    return [
      `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nAuthorization: Bearer ${credential}\r\n`,
    ]
  }

  function request(method: string, path: string, body: string | Uint8Array = '', type = ''): Pieces {
    const length = Buffer.byteLength(body)
    return [...begin(method, path), `Content-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`, body]
  }

  function upload(body: Uint8Array, path = '/pypi/acme/legacy/'): Pieces {
    return request('POST', path, body, `multipart/form-data; boundary=${boundary}`)
  }

  function form(parts: readonly FormPart[], path?: string): Pieces {
    return upload(formBody(parts), path)
  }

  function presented(credential: string): Pieces {
    return [...begin('GET', '/pypi/acme/simple/', credential), '\r\n']
  }
})

function tenThousandCaveats(): string {
  const caveats = Array.from({ length: 10_000 }, () => new Uint8Array([0x5b, 0x5d]))
  const macaroon = mintMacaroon({
    rootKey: new Uint8Array(32),
    identifier: new TextEncoder().encode('1.m1.kAAAAAAAAAAAAAAAAAAAAAA'),
    location: 'localhost',
    caveats,
  })
  return `latchkey-${Buffer.from(encodeV2(macaroon)).toString('base64url')}`
}
