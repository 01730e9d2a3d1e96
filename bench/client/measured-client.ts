/** A client with a login in a file, whose registry is a function that answers at once. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { createAuthClient } from '../../packages/client/src/auth-client/index.ts'
import { loginName } from '../../packages/client/src/credential.ts'
import { createHttp } from '../../packages/client/src/http/index.ts'
import { openStore } from '../../packages/client/src/stores/index.ts'
import { thisMachine } from '../../packages/client/src/this-machine.ts'

const origin = 'https://packages.example.com'

export async function openMeasuredClient() {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'))
  const machine = { ...thisMachine(), fetch: async () => new Response('{}'), environment: {} }
  const opened = openStore({ folder, machine })
  await opened.store.change(() => ({
    [loginName(origin)]: {
      ...{ origin, pathPrefix: '/', kind: 'login', source: 'login', clientId: 'latchkey' },
      scopes: ['api', 'repositories'],
      receivedAt: Date.now(),
      expiresAt: Date.now() + 86_400_000,
      token: new Secret('an access token'),
      refreshToken: new Secret('a refresh token'),
    },
  }))
  const client = createAuthClient({ registry: origin, machine, ...opened })
  if (refused(client)) throw new Error(client.message)
  const url = `${origin}/pypi/acme/simple/widget/`
  const answer = await client.withRepository('pypi:acme', async request => request.credential?.source)
  if (answer !== 'login') throw new Error('The measured request goes without the login.')
  return { client, http: createHttp(machine), url, stop: () => void rm(folder, { recursive: true }) }
}
