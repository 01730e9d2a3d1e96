/** What strangers try with requests, on the running server: requirements and CVE rows of the attack list, by number. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RawAnswer, sendRaw } from '../http/testing/send-raw.ts'
import { spellings } from './testing/spellings.ts'
import { openWholeHouse, type WholeHouse } from './testing/whole-house.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-attacks-'))
let house: WholeHouse
let port: number
let reader: string
let elsewhere: string

beforeAll(async () => {
  house = await openWholeHouse(`sqlite:${join(folder, 'latchkey.db')}`, folder)
  port = Number(new URL(house.origin).port)
  reader = (await house.key(['read'], 'pypi:acme')).token.expose()
  elsewhere = (await house.key(['read'], 'pypi:globex')).token.expose()
})
afterAll(async () => {
  await house.close()
  rmSync(folder, { recursive: true, force: true })
})

const index = '/pypi/acme/simple/widget/'
const bearer = (token: string) => `Authorization: Bearer ${token}`

/** One request, byte for byte; the host is right unless it is said. */
function send(requestLine: string, ...headers: readonly string[]): Promise<RawAnswer> {
  const host = headers.some(line => /^host:/i.test(line)) ? [] : [`Host: localhost:${port}`]
  const lines = [`${requestLine} HTTP/1.1`, ...host, 'Connection: close', ...headers]
  return sendRaw(port, `${lines.join('\r\n')}\r\n\r\n`)
}

describe('requirement 28: a path is decided on as it was sent', () => {
  test('no spelling of a private path shows anything to a stranger, or to a token for another place', async () => {
    for (const path of spellings(index)) {
      for (const headers of [[], [bearer(elsewhere)]]) {
        const { status, body } = await send(`GET ${path}`, ...headers)
        expect([400, 401, 403, 404, 421], path).toContain(status)
        expect(body, path).not.toContain('widget-1.0.0')
      }
    }
  })

  test('and the one right spelling shows it to whom it is for', async () => {
    const { status, body } = await send(`GET ${index}`, bearer(reader))
    expect([status, body]).toEqual([200, expect.stringContaining('widget-1.0.0')])
  })
})

describe('requirement 29: the method is the one that was sent', () => {
  test.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])(
    '%s changes nothing',
    async name => {
      const { status } = await send(`GET ${index}`, `${name}: DELETE`, bearer(reader))
      expect(status).toBe(200)
      expect((await send(`GET ${index}`, `${name}: OPTIONS`)).status).toBe(401)
    },
  )

  test('a HEAD is refused wherever a GET is, and has no body', async () => {
    for (const headers of [[], [bearer(elsewhere)], [bearer(reader)]]) {
      const [asked, looked] = [
        await send(`GET ${index}`, ...headers),
        await send(`HEAD ${index}`, ...headers),
      ]
      expect([looked.status, looked.body]).toEqual([asked.status, ''])
    }
  })

  test.each(['TRACE', 'CONNECT', 'TRACK', 'PROPFIND'])('%s does nothing anywhere', async method => {
    for (const path of [index, '/api/v1/keys', '/login', '/']) {
      const answered = await send(`${method} ${path}`, bearer(reader)).catch(() => undefined)
      if (answered !== undefined) expect([400, 404, 405]).toContain(answered.status)
      expect(answered?.body ?? '').not.toContain(reader)
    }
  })
})

test('requirement 30: two credentials in one request are none', async () => {
  for (const path of [index, '/api/v1/validate']) {
    const { status } = await send(`GET ${path}`, bearer(reader), bearer(elsewhere))
    expect(status, path).toBe(400)
  }
})

test.each([
  ['a length and chunks at once', ['Content-Length: 4', 'Transfer-Encoding: chunked']],
  ['two lengths', ['Content-Length: 4', 'Content-Length: 5']],
  ['chunks that are not the last coding', ['Transfer-Encoding: chunked, identity']],
  ['a header that goes on in the next line', ['X-Folded: a', ' b']],
  ['a header with a space before its colon', ['Content-Length : 4']],
  ['a bare line feed', ['X-One: a\nX-Two: b']],
  ['17 KiB of headers', [`X-Long: ${'a'.repeat(17 * 1024)}`]],
])('requirement 31: %s ends the conversation', async (_, headers) => {
  const { status } = await send(`POST /pypi/acme/legacy/`, bearer(reader), ...headers)
  expect([400, 431]).toContain(status)
})

test('requirement 32: a document of more than 64 KiB is refused before it is read', async () => {
  const account = (await house.key(['account'], '*')).token.expose()
  const length = ['Content-Length: 70000', 'Expect: 100-continue']
  const api = await send('POST /api/v1/keys', bearer(account), 'Content-Type: application/json', ...length)
  expect([api.status, api.body]).toEqual([413, expect.stringContaining('64 KiB')])
  const form = ['Content-Type: application/x-www-form-urlencoded', 'Sec-Fetch-Site: same-origin', ...length]
  expect((await send('POST /login', ...form)).status).toBe(413)
})

describe('row 9 (oauth2-proxy CVE-2026-40575): what a proxy would say is not believed from a stranger', () => {
  test.each([
    'X-Forwarded-Uri',
    'X-Original-URL',
    'X-Rewrite-URL',
    'X-Original-URI',
    'X-Forwarded-Path',
    'X_Forwarded_User',
    'X-Forwarded-User',
    'X-Auth-User',
    'X-Remote-User',
    'Remote-User',
  ])('%s', async name => {
    for (const value of ['/login', '/api/v1/openapi.json', 'owner']) {
      expect((await send(`GET ${index}`, `${name}: ${value}`)).status).toBe(401)
      expect((await send('GET /api/v1/validate', `${name}: ${value}`)).status).toBe(401)
    }
  })

  test('a forwarded host or scheme changes no link that the server writes', async () => {
    const claims = [
      'X-Forwarded-Host: evil.example',
      'X-Forwarded-Proto: https',
      'Forwarded: host=evil.example',
    ]
    for (const path of ['/', '/login', '/api/v1/openapi.json', '/account/keys']) {
      const { head, body } = await send(`GET ${path}`, ...claims)
      expect(head + body).not.toContain('evil.example')
    }
  })

  test('another Host is told that this server is not that one', async () => {
    for (const host of ['evil.example', 'localhost', `localhost:${port}@evil.example`, '']) {
      const { status, head, body } = await send(`GET ${index}`, `Host: ${host}`, bearer(reader))
      expect([400, 421]).toContain(status)
      expect(head + body).not.toContain('evil.example')
    }
  })
})

test('row 10 (oauth2-proxy CVE-2025-54576): a public path in the query opens no private one', async () => {
  for (const query of ['x=/login', 'x=/api/v1/openapi.json', '/login', '//login', 'a=1#/login'])
    expect([400, 401]).toContain((await send(`GET ${index}?${query}`)).status)
})

test('row 11 (Fabio CVE-2025-48865): Connection strips no header of ours', async () => {
  expect((await send(`GET ${index}`, 'Connection: Authorization', bearer(elsewhere))).status).toBe(403)
  expect((await send(`GET ${index}`, 'Connection: Authorization, Host')).status).toBe(401)
})

test('row 13 (Envoy GHSA-9g5w-hqr3-w2ph): no byte in a credential opens anything', async () => {
  for (let byte = 1; byte < 256; byte += 1) {
    const odd = String.fromCharCode(byte)
    const line = Buffer.from(`GET ${index} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n`)
    const header = Buffer.from(`Authorization: Bearer ${odd}${elsewhere}${odd}\r\n\r\n`, 'latin1')
    const { status } = await sendRaw(port, Buffer.concat([line, header]))
    expect([400, 401, 403], `byte ${byte}`).toContain(status)
  }
})
