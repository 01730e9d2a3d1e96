/** The whole server, listening, with two organizations in it and a credential of every kind for each of its routes. */
import { Secret } from '@latchkey/protocol'
import {
  type Action,
  actions,
  attenuate,
  isAction,
  type Refusal,
  readToken,
  refused,
  writeToken,
} from '@latchkey/tokens'
import { operator } from '../../audit/index.ts'
import { driver } from '../../ecosystems/pypi/testing/driver.ts'
import { keyCaveats } from '../../keys/index.ts'
import { openStore } from '../../storage/index.ts'
import { readConfiguration } from '../configuration.ts'
import { clock, random } from '../machine.ts'
import { startServer } from '../start-server.ts'
import type { EveryRoute } from './every-route.ts'

export const states = [
  'none',
  'wrong action',
  'wrong target',
  'expired',
  'revoked',
  'foreign organization',
  'right',
] as const
export type State = (typeof states)[number]

export interface WholeHouse {
  /** Undefined where there is no such thing, and for `none`. */
  credential(route: EveryRoute, state: State, kind: 'token' | 'session'): Promise<string | undefined>
  ask(route: EveryRoute, headers: Readonly<Record<string, string>>): Promise<WholeAnswer>
  close(): Promise<void>
}

export interface WholeAnswer {
  readonly status: number
  readonly text: string
  readonly location: string | null
}

type SessionState = Exclude<State, 'none' | 'wrong target'>

/** Who opens a page with a session that is so. */
const whose: Readonly<Record<SessionState, string>> = {
  'wrong action': 'reader',
  'foreign organization': 'stranger',
  expired: 'owner',
  revoked: 'owner',
  right: 'owner',
}

/** What is everybody's own, and what every member may see, nobody who is signed in lacks. */
function lacksNothing({ action }: EveryRoute, state: State): boolean {
  if (state === 'wrong action') return action === 'account' || action === 'describe'
  return state === 'foreign organization' && action === 'account'
}

const password = new Secret('nine small owls at dusk')

export async function openWholeHouse(url: string, folder: string): Promise<WholeHouse> {
  const environment = { PORT: '0', LATCHKEY_DATA: folder, LATCHKEY_LOG: 'silent', LATCHKEY_DATABASE: url }
  const server = must(await startServer(must(readConfiguration(environment))))
  const { accounts, organizations, repositories, keys, sessions } = server.rooms

  const person = async (username: string, administrator = false) =>
    must(
      await accounts.create(
        { username, email: `${username}@example.com`, password, administrator },
        operator,
      ),
    )
  const owner = await person('owner', true)
  const reader = await person('reader')
  const stranger = await person('stranger')
  const guest = await person('guest')
  const acme = must(await organizations.create({ name: 'acme', displayName: 'Acme', owner }, operator))
  const globex = must(
    await organizations.create({ name: 'globex', displayName: 'Globex', owner: stranger }, operator),
  )
  for (const { id } of [reader, guest])
    must(await organizations.addMember({ organizationId: acme.id, accountId: id, role: 'read' }, operator))
  must(await repositories.create({ organization: acme, ecosystem: 'pypi', visibility: 'private' }, operator))
  must(
    await repositories.create({ organization: globex, ecosystem: 'pypi', visibility: 'private' }, operator),
  )

  let made = 0
  const key = async (
    allowed: readonly Action[],
    target: string,
    of: 'owner' | 'acme' | 'globex' = 'owner',
  ) => {
    const by = { name: `key ${made++}`, by: 'local command' as const }
    const caveats = must(keyCaveats({ allow: [{ actions: allowed, targets: [target] }] }))
    const holder =
      of === 'owner'
        ? { owner: { kind: 'account', id: owner.id } as const }
        : { owner: { kind: 'organization', id: { acme, globex }[of].id } as const, role: 'owner' as const }
    return must(await keys.create({ ...holder, ...by, caveats }))
  }
  const examples: Readonly<Record<string, string>> = {
    ...driver.examples,
    ecosystem: 'pypi',
    version: '1.0.0',
    username: 'guest',
    secret: 'unknown',
  }

  const makers: Readonly<Record<Exclude<State, 'none'>, (action: Action) => Promise<string>>> = {
    'wrong action': async action =>
      text(
        await key(
          actions.filter(each => each !== action),
          '*',
        ),
      ),
    'wrong target': async action => text(await key([action], '*:globex')),
    async expired(action) {
      const macaroon = must(readToken(text(await key([action], '*'))))
      const expiresAt = Math.floor(clock.now() / 1000) - 1
      return writeToken(must(attenuate(macaroon, { kind: 'expires', expiresAt, notBefore: 0 })))
    },
    async revoked(action) {
      const { key: row, token } = await key([action], '*')
      must(await keys.revoke(row.id, 'local command'))
      return token.expose()
    },
    'foreign organization': async action => text(await key([action], '*:globex', 'globex')),
    right: async action => text(await key([action], '*')),
  }
  const tokens = remembering((state: Exclude<State, 'none'>, action: Action) => makers[state](action))

  const signIn = async (username: string) =>
    must(await sessions.signIn({ username, password, address: '127.0.0.1', userAgent: 'test' }))
  const newCookie = async (state: SessionState) => {
    const { session, cookie } = await signIn(whose[state])
    if (state === 'revoked') await sessions.end(session, {})
    if (state === 'expired') await putToSleep(session.idHash)
    return cookie
  }
  const cookies = new Map<SessionState, Secret>()

  /** As if nobody had used it for a day. */
  async function putToSleep(idHash: string): Promise<void> {
    const store = await openStore({ url, clock, random })
    const seen = { last_seen_at: clock.now() - 86_400_000 }
    await store.write(transaction =>
      transaction.updateTable('sessions').set(seen).where('id_hash', '=', idHash).execute(),
    )
    await store.close()
  }

  await publishWidget(server.origin, text(await key(['publish'], 'pypi:acme')))

  /** An own key to every route, because some end what they are given. */
  const keyFor = remembering(async (path: string) => {
    const made = await key(['read'], 'pypi:acme', path.includes('/:organization') ? 'acme' : 'owner')
    return made.key.id
  })

  return {
    async credential(route, state, kind) {
      if (state === 'none') return undefined
      if (kind === 'token') return tokens(state, isAction(route.action) ? route.action : 'administer')
      if (state === 'wrong target' || (state !== 'right' && lacksNothing(route, state))) return undefined
      const known = cookies.get(state)
      const isOver = known !== undefined && state === 'right' && (await sessions.find(known)) === undefined
      const cookie = known === undefined || isOver ? await newCookie(state) : known
      cookies.set(state, cookie)
      return cookie.expose()
    },

    async ask({ room, method, path }, headers) {
      const key = await keyFor(path)
      const where = path.replaceAll(/:(\w+)/g, (_match, name) => {
        const example = name === 'key' ? key : examples[name]
        if (example === undefined) throw new Error(`What is :${name} in ${path}? Say it in whole-house.ts.`)
        return example
      })
      const isForm = room === 'pages' && method === 'POST'
      const session = headers.cookie && (await sessions.find(new Secret(headers.cookie.replace('sid=', ''))))
      const form = new URLSearchParams({ form_token: session ? session.formToken : '', key })
      const response = await fetch(`${server.origin}${where}${isForm ? '' : `?key=${key}`}`, {
        method,
        redirect: 'manual',
        headers: { ...headers, ...(isForm && { 'sec-fetch-site': 'same-origin' }) },
        ...(isForm && { body: form }),
      })
      const { status } = response
      return { status, text: await response.text(), location: response.headers.get('location') }
    },

    close: () => server.close(0),
  }
}

async function publishWidget(origin: string, token: string): Promise<void> {
  const { path, headers, body } = driver.publish({
    organization: 'acme',
    package: 'widget',
    version: '1.0.0',
  })
  const response = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${token}` },
    body: Buffer.from(body ?? []),
  })
  if (response.status !== 200) throw new Error(await response.text())
}

/** The same question gets the same answer, made once. */
function remembering<Question extends readonly string[]>(
  make: (...question: Question) => Promise<string>,
): (...question: Question) => Promise<string> {
  const known = new Map<string, Promise<string>>()
  return (...question) => {
    const name = question.join(' / ')
    const answer = known.get(name) ?? make(...question)
    known.set(name, answer)
    return answer
  }
}

function text({ token }: { readonly token: Secret }): string {
  return token.expose()
}

function must<T>(value: T | Refusal): T {
  if (refused(value)) throw new Error(`${value.code}: ${value.message}`)
  return value
}
