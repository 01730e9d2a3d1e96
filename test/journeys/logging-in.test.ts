/**
 * Logging in through an operator's nginx with TLS: `oauth4webapi`, a strict client that knows nothing of us, asks, and a
 * person answers in a real Chromium. Then everything that the RFCs say is refused.
 */
import { readFileSync } from 'node:fs'
import { request as plainly } from 'node:http'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../../packages/server/src/second-factors/testing.ts'
import { openWindow, type Window } from '../support/browser.ts'
import { makeCertificate } from '../support/certificate.ts'
import { validate } from '../support/client.ts'
import { describeWith } from '../support/describe-with.ts'
import { emptyFolder } from '../support/folder.ts'
import { latchkeyServer } from '../support/latchkey.ts'
import { askOAuth } from '../support/logging-in.ts'
import { startNginx } from '../support/nginx.ts'
import { addAuthenticator, setUp } from '../support/pages.ts'
import { freePort, type RunningServer, startServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'

const ada = { username: 'ada', email: 'ada@example.com', password: 'a quiet harbour at dawn' }
const bob = { username: 'bob', email: 'bob@example.com', password: 'four geese over the lake' }
const client: oauth.Client = { client_id: 'latchkey' }
const hex = '78ea6566-89fd-481e-a1d6-7d9d78eacca8'
const none = oauth.None()
const redirectUri = 'http://127.0.0.1:53682/callback'

describeWith(['nginx', 'openssl', 'chromium'], 'logging in behind nginx with TLS', () => {
  const open = new AsyncDisposableStack()
  const folder = open.use(emptyFolder()).path
  const trusted = getCACertificates('default')
  let origin: string
  let server: RunningServer
  let as: oauth.AuthorizationServer
  let window: Window
  let app: App

  beforeAll(async () => {
    const certificate = makeCertificate(folder)
    setDefaultCACertificates([...trusted, readFileSync(certificate.certificate, 'utf8')])
    const port = await freePort()
    origin = `https://localhost:${port}`
    const address = '127.0.0.9'
    const data = join(folder, 'data')
    const env = { LATCHKEY_ORIGIN: origin, LATCHKEY_TRUSTED_PROXIES: address }
    server = open.use(await startServer({ data, env }))
    open.use(await startNginx({ ...certificate, folder, port, server: server.origin, address }))
    window = open.use(await openWindow({ ignoreHTTPSErrors: true }))
    await setUp(window.page, server.setUpLink(), ada)
    const words = ['account', 'create', '--username', bob.username, '--email', bob.email]
    expect((await latchkeyServer(words, { data, env, input: bob.password })).status).toBe(0)
  })
  afterAll(async () => {
    setDefaultCACertificates(trusted)
    await open.disposeAsync()
  })

  async function ask(scope = 'api repositories') {
    const asked = await oauth.deviceAuthorizationRequest(as, client, none, { scope, device_name: 'build-7' })
    return oauth.processDeviceAuthorizationResponse(as, client, asked)
  }

  async function poll({ device_code }: oauth.DeviceAuthorizationResponse) {
    const polled = await oauth.deviceCodeGrantRequest(as, client, none, device_code)
    return oauth.processDeviceCodeResponse(as, client, polled)
  }

  const refusal = (error: string) =>
    expect.objectContaining({ error, error_description: expect.stringMatching(/\.$/) })

  /** The page that compares, of a code that Chromium was sent to. */
  async function compare({ verification_uri_complete = '' }: oauth.DeviceAuthorizationResponse) {
    await window.page.goto(verification_uri_complete)
    await window.page.getByRole('button', { name: 'Continue' }).click()
    await window.page.getByRole('heading', { name: 'Is this your device?' }).waitFor()
    return window.page
  }

  /** Where the browser is sent that lets a program in: through this page and back to the program. */
  async function consent(verifier: string, more: Readonly<Record<string, string>> = {}) {
    const url = new URL(as.authorization_endpoint ?? '')
    url.search = new URLSearchParams({
      ...{ response_type: 'code', client_id: client.client_id, redirect_uri: redirectUri, scope: 'api:read' },
      ...{ code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
      ...{ state: 'a state', ...more },
    }).toString()
    return url.href
  }

  test('the metadata names the one origin, whatever the request says of it', async () => {
    const issuer = new URL(origin)
    const found = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2' })
    as = await oauth.processDiscoveryResponse(issuer, found)
    for (const name of ['x-forwarded-host', 'x-forwarded-proto', 'forwarded', 'x-original-url']) {
      const path = '/.well-known/oauth-authorization-server'
      const answer = await fetch(`${origin}${path}`, { headers: { [name]: 'evil.example' } })
      expect(await answer.json()).toMatchObject({ issuer: origin, token_endpoint: `${origin}/oauth/token` })
    }
    const status = await new Promise(resolve => {
      const options = { headers: { host: 'evil.example' } }
      plainly(`${server.origin}/.well-known/oauth-authorization-server`, options, answer => {
        resolve(answer.resume().statusCode)
      }).end()
    })
    expect(status).toBe(421)
  })

  test('a device waits, is told to slow down, and is let in with a code of the second factor, for less than it asked', async () => {
    const { page } = window
    app = await addAuthenticator(page, origin)

    const device = await ask()
    expect(device).toMatchObject({ verification_uri: `${origin}/device`, interval: 5 })
    await expect(poll(device)).rejects.toEqual(refusal('authorization_pending'))
    await expect(poll(device)).rejects.toEqual(refusal('slow_down'))
    const told = Date.now()

    await compare(device)
    await page.getByText(device.user_code, { exact: true }).waitFor()
    await page.getByText('build-7').waitFor()
    await page.getByRole('checkbox', { name: /Install packages/ }).uncheck()
    // The code of this moment was given a moment ago; the app's next is taken early.
    await page.getByLabel('Code of your authenticator app').fill(app.code(1).expose())
    await page.getByRole('button', { name: 'Let it in' }).click()
    await page.getByRole('heading', { name: 'Your device is let in' }).waitFor()

    // Five seconds more than before, for good.
    await setTimeout(told + 10_500 - Date.now())
    const tokens = await poll(device)
    expect(tokens.scope).toBe('api')
    expect(await validate(origin, tokens.access_token)).toBe(200)
    const refreshed = await oauth.refreshTokenGrantRequest(as, client, none, tokens.refresh_token ?? '')
    const next = await oauth.processRefreshTokenResponse(as, client, refreshed)
    expect(await validate(origin, next.access_token)).toBe(200)

    await oauth.processRevocationResponse(
      await oauth.revocationRequest(as, client, none, next.refresh_token ?? ''),
    )
    await setTimeout(1_000)
    expect(await validate(origin, next.access_token)).toBe(401)
  })

  test('a device that is denied is told so', async () => {
    const device = await ask()
    const page = await compare(device)
    await page.getByRole('button', { name: 'Deny it' }).click()
    await page.getByRole('heading', { name: 'Nothing was let in' }).waitFor()
    await expect(poll(device)).rejects.toEqual(refusal('access_denied'))
  })

  test('what one browser opened nobody else answers, and a wrong code looks the same; the sixth is too many', async () => {
    const device = await ask('api:read')
    await compare(device)
    const other = new Visitor(origin)
    await other.signIn(bob.username, bob.password)
    const claimed = await other.submitted('/device', { user_code: device.user_code })
    const wrong = await other.submitted('/device', { user_code: 'BBBB-BBBB' })
    expect(claimed.status).toBe(wrong.status)
    expect(claimed.html.replaceAll(device.user_code, 'BBBB-BBBB')).toBe(wrong.html)
    await expect(
      other.submit('/device', { do: 'approve', may: 'api:read' }, `/device/${device.user_code}/answer`),
    ).rejects.toThrow()
    const tries = []
    for (let i = 0; i < 5; i++)
      tries.push((await other.submitted('/device', { user_code: `BBBB-BBB${'CDFGH'[i]}` })).status)
    expect(tries.at(-1)).toBe(429)
    await expect(poll(device)).rejects.toEqual(refusal('authorization_pending'))
  })

  test('a browser is sent back to the program with a code that works once; again, and the login of the first is over', async () => {
    const { page } = window
    const verifier = oauth.generateRandomCodeVerifier()
    const came = page.waitForRequest(request => request.url().startsWith(redirectUri))
    await page.goto(await consent(verifier))
    await page.getByRole('button', { name: 'Let it in' }).click()
    const callback = oauth.validateAuthResponse(as, client, new URL((await came).url()), 'a state')
    const redeem = async (of: oauth.Client = client) =>
      oauth.processAuthorizationCodeResponse(
        as,
        of,
        await oauth.authorizationCodeGrantRequest(as, of, none, callback, redirectUri, verifier),
      )
    // Mixed up: another client holds it, or the verifier of another request.
    await expect(redeem({ client_id: hex })).rejects.toEqual(refusal('invalid_grant'))
    const tokens = await redeem()
    expect(await validate(origin, tokens.access_token)).toBe(200)
    await expect(redeem()).rejects.toEqual(refusal('invalid_grant'))
    await setTimeout(1_000)
    expect(await validate(origin, tokens.access_token)).toBe(401)
  })

  test('nobody is sent to a redirect_uri that is not the client’s', async () => {
    const { page } = window
    const verifier = oauth.generateRandomCodeVerifier()
    for (const redirect_uri of [
      'https://evil.example/callback',
      'http://127.0.0.1.evil.example/callback',
      'http://127.0.0.1/other',
    ]) {
      const answer = await page.goto(await consent(verifier, { redirect_uri }))
      expect(answer?.status()).toBe(400)
      expect(page.url()).toMatch(new RegExp(`^${origin}/oauth/authorize`))
    }
  })

  test('a device code is good for the client that asked for it alone', async () => {
    const device = await ask('api:read')
    const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
    const form = { grant_type, client_id: hex, device_code: device.device_code }
    expect(await askOAuth(origin, 'token', form)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
    await expect(poll(device)).rejects.toEqual(refusal('authorization_pending'))
  })
})
