/** The two kinds of registry that clients are tried against: a Latchkey, and one that forgives nothing. */
import { Secret } from '@latchkey/protocol'
import { type Credential, loginName } from '../../packages/client/src/credential.ts'
import { openStore, type Store } from '../../packages/client/src/stores/index.ts'
import { thisMachine } from '../../packages/client/src/this-machine.ts'
import { password, typed } from './acme.ts'
import { emptyFolder } from './folder.ts'
import { letIn, logIn } from './logging-in.ts'
import { startNode } from './node.ts'
import { startNodeProxy } from './node-proxy.ts'
import { freePort } from './server.ts'
import { startStrictServer } from './strict-server.ts'

export interface ClientRegistry extends AsyncDisposable {
  readonly origin: string
  /** A login as if somebody had just let a client in. */
  logIn(): Promise<Tokens>
  letIn(userCode: string): Promise<void>
  /** How often its token endpoint was asked, so far; and how many of its answers nobody got. */
  tokenRequests(): number
  lostAnswers(): number
}

interface Tokens {
  readonly access_token: string
  readonly refresh_token?: string
}

/** `losesOneIn`: nobody gets every so-manieth answer of its token endpoint. */
export async function startLatchkeyRegistry({
  losesOneIn,
}: {
  losesOneIn?: number
} = {}): Promise<ClientRegistry> {
  const folder = emptyFolder()
  const [ownPort, port] = [await freePort(), await freePort()]
  const origin = `http://localhost:${ownPort}`
  const node = await startNode({ data: folder.path, port, env: { LATCHKEY_ORIGIN: origin } })
  await typed(
    { data: folder.path, origin },
    'account create --username ada --email ada@example.com',
    password,
  )
  const lossy = losesOneIn === undefined ? {} : { cutsOneIn: losesOneIn }
  const proxy = await startNodeProxy({ port, origin, ownPort, cutsAt: '/oauth/token', ...lossy })
  const ada = { username: 'ada', password }
  return {
    origin,
    logIn: () => logIn(origin, ada),
    letIn: userCode => letIn(origin, ada, userCode),
    tokenRequests: () => proxy.asked.get('/oauth/token') ?? 0,
    lostAnswers: () => proxy.cut,
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]()
      await node.kill()
      await folder[Symbol.asyncDispose]()
    },
  }
}

export async function startStrictRegistry(): Promise<ClientRegistry & { readonly ended: number }> {
  const server = await startStrictServer()
  return {
    origin: server.origin,
    logIn: async () => server.logIn(),
    letIn: async () => server.approve(),
    tokenRequests: () => [...server.asked.values()].reduce((sum, count) => sum + count, 0),
    lostAnswers: () => 0,
    get ended() {
      return server.ended
    },
    [Symbol.asyncDispose]: server[Symbol.asyncDispose],
  }
}

/** Leaves a login in a folder, as it is half an hour after it was used. */
export async function leaveExpiredLogin(
  folder: string,
  { origin }: ClientRegistry,
  tokens: Tokens,
): Promise<void> {
  const login: Credential = {
    ...{ origin, pathPrefix: '/', kind: 'login', source: 'login', clientId: 'latchkey' },
    scopes: ['api', 'repositories'],
    token: new Secret(tokens.access_token),
    refreshToken: new Secret(tokens.refresh_token ?? ''),
  }
  await storeIn(folder).change(() => ({ [loginName(origin)]: expired(login) }))
}

/** Lets half an hour pass for the login that lies there. */
export async function expire(folder: string, { origin }: ClientRegistry): Promise<void> {
  await storeIn(folder).change(state => {
    const login = state[loginName(origin)]
    if (login === undefined) throw new Error(`Nobody is logged in at ${origin}.`)
    return { ...state, [loginName(origin)]: expired(login) }
  })
}

function expired(login: Credential): Credential {
  return { ...login, receivedAt: Date.now() - 1_800_000, expiresAt: Date.now() - 1_000 }
}

function storeIn(folder: string): Store {
  return openStore({ folder, machine: thisMachine() }).store
}
