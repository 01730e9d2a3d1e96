/** What one request does, as far as its sender knows, and how its token is narrowed to that. */
import type { Action } from '@latchkey/tokens'
import type { Endpoints } from '../registry/index.ts'

export interface RequestFacts {
  readonly action: Action
  /** `pypi:acme/widget`, `pypi:acme` or `*:acme`. */
  readonly target: string
  readonly version?: string
  /** `sha256:...`, each of the one file that is sent. */
  readonly digests?: readonly string[]
}

/** What a token is narrowed to; see `attenuateForRequest`. */
export type Attenuate = 'request' | false

/**
 * Whether a request's token is narrowed where its caller did not say: for publishing, and where the registry says that
 * whoever holds a token may narrow it.
 */
export function attenuatedByDefault(
  action: Action,
  { unseenCaveats }: Pick<Endpoints, 'unseenCaveats'>,
): Attenuate {
  return action === 'publish' && unseenCaveats !== undefined ? 'request' : false
}
