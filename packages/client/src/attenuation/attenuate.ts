/** Narrows a token to one request before it goes on the wire. */
import { Secret } from '@latchkey/protocol'
import {
  appendCaveat,
  type Caveat,
  type Macaroon,
  packCaveat,
  parseDigest,
  parseOrigin,
  parseTarget,
  prefixOf,
  type Refusal,
  readToken,
  refused,
  tokenLimits,
  writeToken,
} from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import type { RequestFacts } from './request-facts.ts'

export interface Where {
  /** The origin that the request goes to. */
  readonly audience: string
  /** The registry's time in milliseconds since 1970: this machine's, and what its clock is behind. */
  readonly now: number
  /** What something in front of the registry does not see: `package`, `version`, `digest`. */
  readonly unseen: readonly string[]
}

/** Milliseconds. */
const lifetime = 5 * 60 * 1000

/**
 * The same credential with a token that can do this, here, for five minutes. What a front end does not see is left out, as
 * a caveat about it would never clear there. `malformed_token`: it cannot be narrowed; it is not sent as it is.
 */
export function attenuateForRequest(
  credential: Credential,
  facts: RequestFacts,
  where: Where,
): Credential | AuthError<'malformed_token' | 'invalid_configuration'> {
  const text = credential.token.expose()
  const prefix = prefixOf(text)
  const macaroon = readToken(text, { prefix })
  if (refused(macaroon)) return notNarrowable(macaroon)
  const caveats = caveatsOf(facts, where)
  if (refused(caveats)) return notARequest(caveats)
  const narrow = caveats.reduce(appendCaveat, macaroon)
  const written = writeToken(narrow, prefix)
  if (isTooLarge(narrow, written)) return tooNarrow
  const { refreshToken: _, ...withoutRefreshToken } = credential
  return { ...withoutRefreshToken, token: new Secret(written) }
}

function caveatsOf(
  { action, target, version, digests = [] }: RequestFacts,
  { audience, now, unseen }: Where,
): readonly Uint8Array[] | Refusal {
  // What is decided for the whole repository is refused a token for one package of it.
  const [repository = ''] = target.split('/', 1)
  const seen = parseTarget(unseen.includes('package') ? repository : target)
  if (refused(seen)) return seen
  const origin = parseOrigin(audience)
  if (refused(origin)) return origin
  const files = all(unseen.includes('digest') ? [] : digests.map(parseDigest))
  if (refused(files)) return files
  const caveats: readonly Caveat[] = [
    { kind: 'allow', rows: [{ actions: [action], targets: [seen] }] },
    ...(version === undefined || unseen.includes('version') ? [] : [onlyVersion(version)]),
    ...(files.length === 0 ? [] : [{ kind: 'digest', digests: files } as const]),
    { kind: 'audience', origins: [origin] },
    { kind: 'expires', expiresAt: Math.floor((now + lifetime) / 1000), notBefore: 0 },
  ]
  return all(caveats.map(packCaveat))
}

function onlyVersion(version: string): Caveat {
  return { kind: 'version', versions: [version] }
}

/** All of them, or the first that was refused. */
function all<T>(values: readonly (T | Refusal)[]): readonly T[] | Refusal {
  const whole: T[] = []
  for (const value of values) {
    if (refused(value)) return value
    whole.push(value)
  }
  return whole
}

function isTooLarge({ caveats }: Macaroon, text: string): boolean {
  return text.length > tokenLimits.characters || caveats.length > tokenLimits.caveats
}

function notNarrowable(cause: Refusal): AuthError<'malformed_token'> {
  return authError(
    'malformed_token',
    `The token cannot be narrowed to this request: ${cause.message}`,
    'Use a token that this registry made, or send it as it is: attenuate: false.',
    cause,
  )
}

function notARequest(cause: Refusal): AuthError<'invalid_configuration'> {
  return authError(
    'invalid_configuration',
    `No token can be narrowed to this: ${cause.message}`,
    cause.next,
    cause,
  )
}

const tooNarrow = authError(
  'malformed_token',
  'The token has so many restrictions that no other can be added.',
  'Use one with fewer.',
)
