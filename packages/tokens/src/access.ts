/** One attempt to do something: the plain value that caveats are cleared against. It carries its own clock. */
import type { Action } from './action.ts'

/** Stands for a fact that this access has but that nobody knows yet (it stands in the body of an upload). */
export const pending: unique symbol = Symbol.for('latchkey.pending')

/**
 * A fact of an access, in its three states: known; `pending`, so that a caveat over it answers "needs"; or
 * `undefined`, not a part of this access at all, so that a caveat over it refuses.
 */
export type Fact<T> = T | typeof pending | undefined

/** The facts of an access that may still be `pending`. */
export const lateFacts = ['package', 'packageId', 'version', 'digests'] as const

export type LateFact = (typeof lateFacts)[number]

/** On whose behalf: an account, an organization, or nobody. */
export type Principal =
  | { readonly kind: 'account'; readonly id: string }
  | { readonly kind: 'organization'; readonly id: string }
  | { readonly kind: 'nobody' }

export interface Access {
  readonly action: Action
  /** The organization's name; absent where the access is not about one (`identify`, `account`). */
  readonly organization?: string | undefined
  /** The ecosystem of the repository, `pypi`; absent where the access is not about a repository. */
  readonly ecosystem?: string | undefined
  /** The package's name in its ecosystem's normal form; absent where the access covers the whole repository. */
  readonly package?: Fact<string>
  /** The package's id; `undefined` for a package that does not exist yet. */
  readonly packageId?: Fact<string>
  readonly version?: Fact<string>
  /** Digests of the file being published as the server computed them: `sha256:<64 lower-case hex>`. */
  readonly digests?: Fact<readonly string[]>
  readonly principal: Principal
  /** The trusted publisher that the token belongs to; none yet. */
  readonly publisher?: string
  /** The client's address, `192.0.2.7` or `2001:db8::7`; absent where no peer or trusted proxy named one. */
  readonly address?: string | undefined
  /** The configured origin that the request came in on, `https://packages.example.com`. Never from `Host`. */
  readonly origin: string
  /** Unix seconds. */
  readonly now: number
}
