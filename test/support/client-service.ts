/**
 * A service that runs for months and embeds the client: it reads `pypi:acme` for whoever asks, and lets its administrators
 * replace the credential that it reads with. Who somebody is, it takes from a header, as a test can say so.
 */
import { createServer } from 'node:http'
import { refused } from '@latchkey/tokens'
import {
  createAuthClient,
  createControlHandler,
  createMemoryLocks,
  createMemoryStore,
  onNode,
  thisMachine,
} from '../../packages/client/src/index.ts'

const machine = thisMachine()
const { LATCHKEY_REGISTRY: registry = '', PORT: port = '' } = machine.environment
const origin = `http://127.0.0.1:${port}`

const client = createAuthClient({
  ...{ registry, machine, store: createMemoryStore(), locks: createMemoryLocks(machine.clock) },
})
if (refused(client)) throw new Error(client.message)
client.override.onChange(({ change }) => console.log(change))

const control = createControlHandler({
  ...{ origin, client },
  callerOf: request => request.headers.get('x-user'),
  isAllowed: (_action, _registry, user) => user === 'admin',
})

const server = createServer(async (request, response) => {
  if (request.url !== '/packages') return onNode(control, origin)(request, response)
  const answer = await client.withRepository('pypi:acme', each => each.send('simple/'), { optional: false })
  const came = refused(answer) ? { code: answer.code, message: answer.message } : { status: answer.status }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(came))
})
server.listen(Number(port), '127.0.0.1', () => console.log('ready'))
