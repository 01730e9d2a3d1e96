/** The credential for a place, narrowed to what it is wanted for. */
import type { Secret } from '@latchkey/protocol'
import { type Action, inspect, type Refusal, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { asItIs, narrowed } from '../narrowing/index.ts'
import { credentialAtHand, openRegistry } from '../registries/index.ts'
import { type Below, segmentsBelow } from './below.ts'
import { type Known, registryAt } from './known.ts'

export interface Wanted {
  /** Where it will be sent. */
  readonly place: URL
  readonly username?: string | undefined
  /** What for, once it is known what lies below the registry there; undefined for what has none of Latchkey's. */
  doing(below: Below): Doing | undefined
}

export type Deed = Extract<Action, 'read' | 'publish' | 'retire' | 'maintain'>

export interface Doing {
  readonly actions: readonly [Deed, ...Deed[]]
  /** `pypi:acme`, `cargo:acme/widget`, `oci:*`; anywhere at this registry where it is left out. */
  readonly target?: string
  readonly version?: string
  /** `sha256:...`, of the file that is published. */
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
  const known = await registryAt(desk, place, username)
  if (known === undefined || refused(known)) return known
  const wanted = doing(segmentsBelow(place, known.asked.registry))
  if (wanted === undefined) return undefined
  const narrow = wanted.target?.includes('/') ? narrowByClient : narrowHere
  return narrow(desk, known, wanted)
}

async function narrowHere(
  desk: Desk,
  { asked, ...known }: Known,
  { actions, target, expires }: Doing,
): Promise<HandedOut | Refusal> {
  const isRepository = target !== undefined && !target.endsWith(':*')
  const what = isRepository ? { repository: target } : ({ permission: 'read' } as const)
  const found = await credentialAtHand(desk, asked, what, known)
  if (refused(found)) return found
  const { token, origin } = found.credential
  const where = { repository: target === undefined ? [] : [target], audience: [origin] }
  const narrow = await narrowed(token, { ...asItIs, action: actions, ...where, expires }, desk)
  return refused(narrow) ? narrow : { token: narrow.token, expiresAt: narrow.expiresAt ?? 0 }
}

/** The client asks the registry what stands before it and sees no package or file of a request: that is left out. */
async function narrowByClient(
  desk: Desk,
  { asked, ...known }: Known,
  { actions: [action], target = '', version, digest }: Doing,
): Promise<HandedOut | Refusal> {
  const [repository = ''] = target.split('/', 1)
  const found = await credentialAtHand(desk, asked, { repository }, known)
  if (refused(found)) return found
  const open = await openRegistry(desk, asked)
  if (refused(open)) return open
  const narrow = await open.client.attenuate(found.credential, {
    ...{ action, target },
    ...(version !== undefined && { version }),
    ...(digest !== undefined && { digests: [digest] }),
  })
  if (refused(narrow)) return narrow
  const inspection = inspect(narrow.token.expose())
  return refused(inspection) ? inspection : { token: narrow.token, expiresAt: inspection.expiresAt ?? 0 }
}
