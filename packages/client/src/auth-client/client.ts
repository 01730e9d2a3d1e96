/** The client, as its hosts see it. */
import type { Credential } from '../credential.ts'
import type { Candidate } from '../resolve/index.ts'
import type { TraceEntry } from '../trace.ts'
import type { CallOptions, Outcome } from './options.ts'
import type { Act } from './request.ts'

export interface AuthClient {
  /** Calls `act` with a credential for the API; again where a refresh, a login or a code can help. */
  withApi<T>(permission: 'read' | 'write', act: Act<T>, options?: CallOptions): Promise<Outcome<T>>
  /** The same for a repository: `pypi:acme`, `hexpm`. */
  withRepository<T>(repository: string, act: Act<T>, options?: CallOptions): Promise<Outcome<T>>
  /** What `withApi` would send now; undefined for nothing. */
  resolveApi(
    permission: 'read' | 'write',
    options?: { readonly repository?: string },
  ): Promise<Outcome<Credential | undefined>>
  resolveRepository(repository: string): Promise<Outcome<Credential | undefined>>
  /** Where each source was looked for, which won and why, and what happened since; without secrets. */
  explain(repository?: string): Promise<Explanation>
}

export interface Explanation {
  readonly candidates: readonly Candidate[]
  readonly trace: readonly TraceEntry[]
}
