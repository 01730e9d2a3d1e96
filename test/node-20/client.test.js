/** `@latchkey/client` as published, on the oldest Node it promises. */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { test } from 'node:test'
import {
  createAuthClient,
  createMemoryLocks,
  createMemoryStore,
  environmentToken,
  refused,
  thisMachine,
} from '@latchkey/client'

test('the token in the environment is found, and an empty one is none', () => {
  assert.equal(environmentToken({ LATCHKEY_TOKEN: 'open sesame' })?.token.expose(), 'open sesame')
  assert.equal(environmentToken({ LATCHKEY_TOKEN: '' }), undefined)
})

/** What reached a server that sends everybody on to `location`, where there is one. */
async function listen(location) {
  const heard = []
  const server = createServer((request, response) => {
    heard.push(request.headers.authorization)
    response
      .writeHead(location === undefined ? 200 : 302, location === undefined ? {} : { location })
      .end('hello')
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  return { origin: `http://127.0.0.1:${server.address().port}`, heard, close: () => server.close() }
}

function clientOf(origin, environment) {
  const machine = { ...thisMachine(), environment: { LATCHKEY_REGISTRY: origin, ...environment } }
  const keep = { store: createMemoryStore(), locks: createMemoryLocks(machine.clock) }
  const client = createAuthClient({ registry: origin, machine, ...keep })
  assert.ok(!refused(client))
  return client
}

test('a request carries its credential, and a redirect to another port does not', async t => {
  const elsewhere = await listen()
  const home = await listen(elsewhere.origin)
  t.after(() => [home, elsewhere].map(each => each.close()))
  const client = clientOf(home.origin, { LATCHKEY_TOKEN: 'latchkey-twenty' })
  const answer = await client.withApi('read', request => request.send('api/v1/validate'))
  assert.equal(await answer.text(), 'hello')
  assert.deepEqual([home.heard, elsewhere.heard], [['Bearer latchkey-twenty'], [undefined]])
})

test('a proxy is asked where one is set', async t => {
  const proxy = await listen()
  t.after(() => proxy.close())
  const before = process.env.http_proxy
  process.env.http_proxy = proxy.origin
  // Not on this machine, where no proxy is asked; so without a credential, which would go out unencrypted.
  const client = clientOf('http://registry.example', {})
  process.env.http_proxy = before ?? ''
  const answer = await client.withApi('read', request => request.send('api/v1/validate'), { optional: true })
  assert.ok(!refused(answer), answer.message)
  assert.equal(await answer.text(), 'hello')
  assert.equal(proxy.heard.length, 1)
})
