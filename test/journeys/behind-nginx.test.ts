/** A real nginx speaks TLS in front of the server, as docs/operate/behind-nginx.md has it. */
import { readFileSync } from 'node:fs'
import { request as plainly } from 'node:http'
import { request } from 'node:https'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWheel } from '../../packages/server/src/ecosystems/pypi/testing/wheel.ts'
import { spellings } from '../../packages/server/src/serve/testing/spellings.ts'
import { openWindow, type Window } from '../support/browser.ts'
import { makeCertificate, type TestCertificate } from '../support/certificate.ts'
import { describeWith } from '../support/describe-with.ts'
import { emptyFolder } from '../support/folder.ts'
import { startNginx } from '../support/nginx.ts'
import { createOrganization, createRepository, lastUse, makeKey, setUp } from '../support/pages.ts'
import { freePort, type RunningServer, startServer } from '../support/server.ts'
import { twineUpload } from '../support/twine.ts'

const claim = { 'x-forwarded-for': '203.0.113.9' }

describeWith(['nginx', 'openssl', 'twine', 'chromium'], 'behind nginx with TLS', () => {
  const open = new AsyncDisposableStack()
  const folder = open.use(emptyFolder()).path
  let origin: string
  let certificate: TestCertificate
  let server: RunningServer
  let window: Window
  let token: string

  beforeAll(async () => {
    certificate = makeCertificate(folder)
    const port = await freePort()
    origin = `https://localhost:${port}`
    // nginx comes from an address of its own, which alone is trusted; the clients come from 127.0.0.1.
    const address = '127.0.0.9'
    const env = { LATCHKEY_ORIGIN: origin, LATCHKEY_TRUSTED_PROXIES: address }
    server = open.use(await startServer({ data: join(folder, 'data'), env }))
    open.use(await startNginx({ ...certificate, folder, port, server: server.origin, address }))
    window = open.use(await openWindow({ ignoreHTTPSErrors: true }))
  })
  afterAll(() => open.disposeAsync())

  test('the administrator signs up and makes a key in a browser, over https', async () => {
    expect(server.setUpLink()).toMatch(new RegExp(`^${origin}/set-up/`))
    const ada = { username: 'ada', email: 'ada@example.com', password: 'a quiet harbour at dawn' }
    await setUp(window.page, server.setUpLink(), ada)
    await createOrganization(window.page, { name: 'acme', displayName: 'Acme' })
    await createRepository(window.page, { organization: 'acme', ecosystem: 'pypi', visibility: 'Private' })
    const key = { name: 'release', may: 'Publish', where: 'pypi:acme' }
    token = await makeKey(window.page, key)
    expect(window.page.url()).toMatch(new RegExp(`^${origin}/`))
  })

  test('the session is a __Host- cookie that is Secure, and HSTS is sent', async () => {
    const cookies = await window.page.context().cookies()
    expect(cookies).toEqual([
      expect.objectContaining({ name: '__Host-sid', secure: true, httpOnly: true, path: '/' }),
    ])
    const answer = await window.page.goto(`${origin}/`)
    expect(answer?.headers()['strict-transport-security']).toMatch(/^max-age=\d{8}/)
  })

  test('twine uploads, and the keys page knows where from: nginx says it', async () => {
    const uploaded = await upload('1.0.0')
    expect(uploaded.output).not.toContain('ERROR')
    expect(uploaded.status).toBe(0)
    await seeUse(/twine\/.* from 127\.0\.0\.1 lately for pypi:acme\/widget$/)
  })

  test('a client that claims another address in X-Forwarded-For is not believed', async () => {
    expect(await validate(request, origin, { ...claim, 'user-agent': 'through-nginx' })).toBe(200)
    await seeUse(/through-nginx from 127\.0\.0\.1 lately for pypi:acme\/widget$/)
  })

  test('nor is one that goes past nginx: only the proxy is', async () => {
    const host = new URL(origin).host
    expect(await validate(plainly, server.origin, { host, ...claim, 'user-agent': 'past-nginx' })).toBe(200)
    await seeUse(/past-nginx from 127\.0\.0\.1 lately for pypi:acme\/widget$/)
  })

  test('row 12 (Traefik CVE-2026-40912, Envoy GHSA-xcx5-93pw-jw2w): no spelling of a path that nginx passes on shows a private index', async () => {
    const index = '/pypi/acme/simple/widget/'
    const seen = new Map<string, number>()
    for (const path of [index, ...spellings(index)]) {
      const answer = await sayOverTls(`GET ${path} HTTP/1.1`)
      expect(answer, path).not.toContain('widget-1.0.0')
      const [, status = '0'] = /^HTTP\/1\.1 (\d{3}) /.exec(answer) ?? []
      expect(['400', '401', '403', '404', '421'], path).toContain(status)
      seen.set(status, (seen.get(status) ?? 0) + 1)
    }
    expect(seen.get('401')).toBeGreaterThan(0)
    expect(seen.get('400')).toBeGreaterThan(50)
  })

  /** Sends a request as no client would spell it, and gives what nginx answers. */
  async function sayOverTls(requestLine: string): Promise<string> {
    const { host, port } = new URL(origin)
    const socket = connect({ port: Number(port), host: '127.0.0.1', rejectUnauthorized: false })
    socket.write(`${requestLine}\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    let answer = ''
    for await (const piece of socket.setEncoding('latin1')) answer += piece
    return answer
  }

  function upload(version: string) {
    return twineUpload({
      ...{ origin, organization: 'acme', token, certificate: certificate.certificate },
      file: makeWheel(folder, { name: 'widget', version }),
    })
  }

  const seeUse = (said: RegExp) => lastUse(window.page, 'release', said)

  /** The status. `fetch` would not let a client say these headers. */
  function validate(
    ask: typeof request | typeof plainly,
    at: string,
    headers: Record<string, string>,
  ): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const options = {
        ca: readFileSync(certificate.certificate),
        headers: { ...headers, authorization: `Bearer ${token}` },
      }
      ask(`${at}/api/v1/validate`, options, answer => {
        answer.resume().on('end', () => resolve(answer.statusCode))
      })
        .on('error', reject)
        .end()
    })
  }
})
