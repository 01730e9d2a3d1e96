/** What `@latchkey/client` loads when it is first needed is there, as published; and nothing of it is loaded before. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { test } from 'node:test'
import {
  createAuthClient,
  createControlHandler,
  createMemoryLocks,
  createMemoryStore,
  refused,
  thisMachine,
} from '@latchkey/client'
import { formatIdentifier, mintMacaroon, readToken, writeToken } from '@latchkey/tokens'

test('importing the library loads one file', () => {
  const text = readFileSync(new URL(import.meta.resolve('@latchkey/client')), 'utf8')
  assert.doesNotMatch(text, /^import\b(?!\()/m)
})

/** A registry that says of itself what a Latchkey says, and no to everything else. */
async function listen(t) {
  const asked = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    const isMetadata = request.url?.startsWith('/.well-known/oauth-authorization-server')
    const body = isMetadata ? metadata : { error: 'invalid_request', error_description: 'No.' }
    response
      .writeHead(isMetadata ? 200 : 400, { 'content-type': 'application/json' })
      .end(JSON.stringify(body))
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const origin = `http://127.0.0.1:${server.address().port}`
  const metadata = {
    issuer: origin,
    token_endpoint: `${origin}/oauth/token`,
    device_authorization_endpoint: `${origin}/oauth/device_authorization`,
    revocation_endpoint: `${origin}/oauth/revoke`,
  }
  return { origin, asked }
}

function clientOf(origin, environment = {}) {
  const machine = { ...thisMachine(), environment }
  const keep = { store: createMemoryStore(), locks: createMemoryLocks(machine.clock) }
  const client = createAuthClient({
    ...{ registry: origin, machine, ...keep },
    callbacks: { showLogin: () => undefined, promptCode: () => 'cancelled' },
  })
  assert.ok(!refused(client))
  return client
}

function keyText() {
  const named = { kind: 'key', kid: 'a', id: 'AAAAAAAAAAAAAAAAAAAAAA', generation: 0 }
  const rootKey = new Uint8Array(32).fill(7)
  return writeToken(mintMacaroon({ rootKey, identifier: formatIdentifier(named), location: '' }))
}

test('a person logs in, and out', async t => {
  const { origin, asked } = await listen(t)
  const client = clientOf(origin)
  assert.equal((await client.logIn()).code, 'login_failed')
  assert.ok(asked.includes('POST /oauth/device_authorization'))
  assert.deepEqual(await client.logOut(), { wasLoggedIn: false, ended: false })
})

test('a token is narrowed', async t => {
  const { origin } = await listen(t)
  const client = clientOf(origin, { LATCHKEY_REGISTRY: origin, LATCHKEY_TOKEN: keyText() })
  const key = await client.resolveApi('write')
  const narrow = await client.attenuate(key, { action: 'publish', target: 'pypi:acme/widget' })
  assert.ok(!refused(narrow), narrow.message)
  assert.equal(readToken(narrow.token.expose()).caveats.length, 3)
})

test('a program is asked what it uses', async t => {
  const { origin } = await listen(t)
  const control = createControlHandler({
    ...{ origin: 'http://127.0.0.1', callerOf: () => 'ada', isAllowed: () => true },
    client: clientOf(origin),
  })
  const answer = await control(new Request('http://127.0.0.1/registry-credentials/status'))
  assert.equal(answer.status, 400)
  assert.match((await answer.json()).error.message, /names no registry/)
})
