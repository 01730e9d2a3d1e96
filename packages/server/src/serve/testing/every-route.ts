/** Every route of the whole server in one shape, whatever room it is declared in, and how it is asked. */
import { Secret } from '@latchkey/protocol'
import type { Action } from '@latchkey/tokens'
import { operations } from '../../api/operations.ts'
import { driver as hex } from '../../ecosystems/hex/testing/driver.ts'
import { ecosystems } from '../../ecosystems/index.ts'
import { driver as pypi } from '../../ecosystems/pypi/testing/driver.ts'
import type { CreatedKey } from '../../keys/index.ts'
import type { Permission } from '../../pages/permission.ts'
import { routes as pages } from '../../pages/routes.ts'
import type { WholeHouse } from './whole-house.ts'

export interface EveryRoute {
  readonly room: 'ecosystem' | 'api' | 'pages'
  readonly method: string
  /** With a name after a colon for each parameter. */
  readonly path: string
  /** What a token needs; `operator` for what no token can, `anyone` for what nobody is asked about. */
  readonly action: Action | 'operator' | 'anyone'
}

export const everyRoute: readonly EveryRoute[] = [
  ...ecosystems.flatMap(({ routes }) =>
    routes.map(route => ({
      room: 'ecosystem' as const,
      method: route.method,
      path: route.path,
      action: route.kind === 'open' ? ('anyone' as const) : route.action,
    })),
  ),
  ...operations.map(({ method, path, permission }) => ({
    room: 'api' as const,
    method: method.toUpperCase(),
    path: `/api/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    action: permission.action,
  })),
  ...pages.map(({ method, path, may }) => ({
    room: 'pages' as const,
    method,
    path,
    action: actionOf(may),
  })),
]

function actionOf(may: Permission): EveryRoute['action'] {
  if (typeof may === 'object') return may.action
  if (may === 'administrator') return 'operator'
  return may === 'password' ? 'account' : may
}

export interface RouteAnswer {
  readonly status: number
  readonly text: string
  readonly location: string | null
}

/** What stands for the parameters of a path: those of an ecosystem say it themselves. A key and a login are made for each route: some end what they are given. */
const examples: Readonly<Record<string, string>> = {
  invitation: 'x'.repeat(43),
  ecosystem: 'pypi',
  version: '1.0.0',
  username: 'guest',
  secret: 'unknown',
  reservation: 'unknown',
  session: 'unknown',
  passkey: 'unknown',
  code: 'unknown',
  client: 'unknown',
}

/** Asks a route about things that there are; a form is sent with its session's token. */
export function askerOf({ origin, key, login, rooms }: WholeHouse) {
  const keys = new Map<string, Promise<CreatedKey>>()
  function keyFor(path: string): Promise<CreatedKey> {
    const holder = path.includes('/:organization') ? 'acme' : 'owner'
    const made = keys.get(path) ?? key(['read'], 'pypi:acme', holder)
    keys.set(path, made)
    return made
  }
  return async (
    { room, method, path }: EveryRoute,
    headers: Readonly<Record<string, string>>,
  ): Promise<RouteAnswer> => {
    const made = await keyFor(path)
    const own = { key: made.key.id, ...(path.includes('/:login') && { login: await login() }) }
    const where = path.replaceAll(/:(\w+)/g, (_match, name: string) => {
      const example = { ...examples, ...(path.startsWith('/hex/') ? hex : pypi).examples, ...own }[name]
      if (example === undefined) throw new Error(`What may :${name} of ${path} be? Say it here.`)
      return example
    })
    const isForm = room === 'pages' && method === 'POST'
    const cookie = new Secret(headers['cookie']?.replace('sid=', '') ?? '')
    const form = new URLSearchParams({
      form_token: (await rooms.sessions.find(cookie))?.formToken ?? '',
      key: made.key.id,
    })
    const response = await fetch(`${origin}${where}${isForm ? '' : `?key=${made.key.id}`}`, {
      method,
      redirect: 'manual',
      headers: { ...headers, ...(isForm && { 'sec-fetch-site': 'same-origin' }) },
      ...(isForm && { body: form }),
    })
    const { status } = response
    return { status, text: await response.text(), location: response.headers.get('location') }
  }
}
