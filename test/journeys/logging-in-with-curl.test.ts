/** docs/use/logging-in.md, typed as it stands there, block by block. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Secret } from '../../packages/protocol/src/index.ts'
import { createApp, readSecret } from '../../packages/server/src/second-factors/testing.ts'
import { clock } from '../../packages/server/src/serve/machine.ts'
import { type AcmeServer, password, startAcmeServer } from '../support/acme.ts'
import { command } from '../support/command.ts'
import { describeWith } from '../support/describe-with.ts'
import { Visitor } from '../support/visitor.ts'

const page = readFileSync(new URL('../../docs/use/logging-in.md', import.meta.url), 'utf8')
const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = '']) => text)
const [exchange, validate, ask, wait, refresh, stepUp, logOut, ...others] = blocks

describeWith(['curl', 'jq'], 'the page about logging in', () => {
  let server: AcmeServer
  let ada: Visitor

  beforeAll(async () => {
    server = await startAcmeServer()
    ada = new Visitor(server.origin)
    await ada.signIn('ada', password)
    writeFileSync(join(server.folder, 'key.txt'), `${server.token}\n`)
  })

  afterAll(() => server?.stop())

  /** What is printed; throws where a command fails. */
  async function type(block = '', input = ''): Promise<string> {
    const script = `set -eo pipefail\n${block.replaceAll('https://packages.example.com', server.origin)}`
    const answer = await command({ words: ['bash', '-c', script], folder: server.folder, input })
    if (answer.status !== 0) throw new Error(`${block}\n${answer.output}`)
    return answer.stdout
  }
  const read = (file: string) => JSON.parse(readFileSync(join(server.folder, file), 'utf8'))
  const makeKey = async (name: string) => {
    const answer = await fetch(`${server.origin}/api/v1/keys`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${read('login.json').access_token}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ name, may: [{ actions: ['read'], targets: ['pypi:acme'] }] }),
    })
    return { status: answer.status, body: await answer.json() }
  }

  test('has no block that is not typed here', () => {
    expect(blocks).toHaveLength(7)
    expect(others).toEqual([])
  })

  test('trades a key for a token that may read', async () => {
    await type(exchange)
    expect(read('token.json')).toMatchObject({
      token_type: expect.stringMatching(/bearer/i),
      expires_in: 1800,
    })
    const validated = JSON.parse(await type(validate))
    expect(validated).toMatchObject({ identity: { name: 'acme' }, key: { name: 'ci' } })
  })

  test('logs a person in, and stays logged in', async () => {
    const said = await type(ask)
    const { user_code } = read('device.json')
    expect(said).toBe(`Open ${server.origin}/device and enter ${user_code}\n`)
    const compare = await ada.submit('/device', { user_code })
    const may = ['api:read', 'api:write', 'repositories']
    await ada.submit(compare, { do: 'approve', may }, `${compare}/answer`)
    await type(wait)
    const first = read('login.json')
    await type(refresh)
    expect(read('login.json').refresh_token).not.toBe(first.refresh_token)
    expect((await makeKey('without a second factor')).status).toBe(201)
  })

  test('gives a code where one is asked for', async () => {
    const { html } = await ada.submitted('/account/second-factor', {}, '/account/second-factor/new')
    const secret = /\b[A-Z2-7]{32}\b/.exec(html)?.[0] ?? ''
    const app = createApp(readSecret(new Secret(secret)), clock)
    const given = { code: app.code().expose() }
    const confirmed = await ada.submitted('/account/second-factor', given, '/account/second-factor/confirm')
    expect(confirmed.status).toBe(200)
    const refused = await makeKey('too soon')
    expect(refused).toMatchObject({ status: 401, body: { error: { code: 'totp_required' } } })
    expect(JSON.stringify(refused.body)).toContain(`POST ${server.origin}/api/v1/step-up`)

    expect(JSON.parse(await type(stepUp, `${app.code(1).expose()}\n`))).toHaveProperty('closes_at')
    expect((await makeKey('within five minutes')).status).toBe(201)
  })

  test('logs out', async () => {
    await type(logOut)
    expect(await makeKey('too late')).toMatchObject({ status: 401, body: { error: { code: 'login_ended' } } })
  })
})
