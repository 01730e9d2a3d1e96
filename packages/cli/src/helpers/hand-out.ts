/** The credential for a place, narrowed to what it is wanted for. */
import type { AuthClient, Credential } from '@latchkey/client'
import type { Secret } from '@latchkey/protocol'
import { type Action, inspect, parseTarget, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { asItIs, narrowed } from '../narrowing/index.ts'
import { type OpenRegistry, openRegistry } from '../registries/index.ts'
import { registryAt } from './known.ts'

export interface Wanted {
  /** Where it will be sent. */
  readonly place: URL
  readonly username?: string | undefined
  /** What for, once it is known what lies below the registry there; undefined for what has none of Latchkey's. */
  doing(below: Below): Doing | undefined
}

/** The segments of the place's path below the registry: `['pypi', 'acme', 'simple']`. */
export type Below = readonly string[]

export type Deed = Extract<Action, 'read' | 'publish' | 'retire' | 'maintain'>

export interface Doing {
  readonly actions: readonly [Deed, ...Deed[]]
  /** `pypi:acme`, `cargo:acme/widget`, `oci:*`; anywhere at this registry where it is left out. */
  readonly target?: string
  readonly version?: string
  readonly digest?: string
  /** For how long: `15m`. What names a package is for five minutes, as the client has it. */
  readonly expires: string
}

export interface HandedOut {
  readonly token: Secret
  /** Unix seconds. */
  readonly expiresAt: number
}

/** Undefined: the place is none of a known registry, and the program asks somebody else. */
export async function handOut(
  desk: Desk,
  { place, username, doing }: Wanted,
): Promise<HandedOut | undefined | Refusal> {
  const chosen = await registryAt(desk, place, username)
  if (chosen === undefined || refused(chosen)) return chosen
  const wanted = doing(segmentsBelow(place, chosen.registry))
  if (wanted === undefined) return undefined
  // Whoever names an account means its login, whatever the environment holds.
  const sources =
    chosen.account !== undefined && chosen.account === username ? { sources: ['login'] as const } : {}
  const open = await openRegistry(desk, chosen, sources)
  if (refused(open)) return open
  const credential = await find(open, wanted)
  if (refused(credential)) return credential
  return credential === undefined ? notLoggedIn(open) : narrow(desk, open, credential, wanted)
}

function segmentsBelow(place: URL, registry: string): Below {
  const prefix = new URL(registry).pathname.replace(/\/+$/, '')
  return place.pathname.slice(prefix.length).split('/').filter(Boolean)
}

/** `git:acme` of `git/acme/widget.git`; undefined where nothing there can be a repository. */
export function repositoryIn([ecosystem, organization]: Below): string | undefined {
  const name = `${ecosystem}:${organization}`
  const target = parseTarget(name)
  return refused(target) || target.organization === undefined ? undefined : name
}

/** The same credential that every other command would send: one resolver. */
function find({ client }: OpenRegistry, { target }: Doing): ReturnType<AuthClient['resolveApi']> {
  const [repository = ''] = target?.split('/', 1) ?? []
  return client.registry.place(repository) === undefined
    ? client.resolveApi('read')
    : client.resolveRepository(repository)
}

async function narrow(
  desk: Desk,
  { client }: OpenRegistry,
  credential: Credential,
  { actions, target, version, digest, expires }: Doing,
): Promise<HandedOut | Refusal> {
  if (!target?.includes('/')) {
    const where = { repository: target === undefined ? [] : [target], audience: [client.registry.origin] }
    return dated(await narrowed(credential.token, { ...asItIs, action: actions, ...where, expires }, desk))
  }
  // The client knows what stands before the registry and sees no package or file of a request.
  const [action] = actions
  const exact = await client.attenuate(credential, {
    ...{ action, target },
    ...(version !== undefined && { version }),
    ...(digest !== undefined && { digests: [digest] }),
  })
  return dated(exact)
}

function dated(narrow: Pick<HandedOut, 'token'> | Refusal): HandedOut | Refusal {
  if (refused(narrow)) return narrow
  const inspection = inspect(narrow.token.expose())
  return refused(inspection) ? inspection : { token: narrow.token, expiresAt: inspection.expiresAt ?? 0 }
}

function notLoggedIn({ chosen: { registry, account } }: OpenRegistry): Refusal<'no_credentials'> {
  const as = account === undefined ? '' : ` --account ${account}`
  return refuse(
    'no_credentials',
    `Nobody is logged in at ${registry} here.`,
    `Run: latchkey login ${registry}${as}`,
  )
}
