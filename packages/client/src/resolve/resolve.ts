/** The first source that has a credential, and what became of all of them. */
import { refused } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import type { Finding } from './finding.ts'
import { sceneOf } from './scene.ts'
import { type SourceName, sourceNames } from './source-name.ts'
import { sources } from './sources/index.ts'
import type { ResolveNeeds, ResolveOptions, Wanted } from './wanted.ts'

/** One place that was looked in, and what became of it. Holds no secret. */
export interface Candidate {
  readonly source: SourceName
  /** The variable, file or name that it was looked for in. */
  readonly where: string
  readonly outcome: 'won' | 'lost' | 'nothing' | 'not for this' | 'failed'
  readonly why: string
}

export interface Resolved {
  /** Undefined where no source had one. */
  readonly credential: Credential | undefined | AuthError
  /** Another one in its place, where the registry refuses it and that can be had without a person. */
  readonly renew?: (rejected: Credential) => Promise<Credential | AuthError>
  /** The login that is kept, where it was looked at: used, over, or not enough for this. */
  readonly login?: Credential | undefined
  /** Whether a new login would be used here. */
  readonly loginHelps: boolean
  /** Up to the one that won, in order. */
  readonly candidates: readonly Candidate[]
}

/** Stops at the first that has something, whatever becomes of it: what failed is said, not passed over. */
export async function resolve(
  wanted: Wanted,
  options: ResolveOptions,
  needs: ResolveNeeds,
): Promise<Resolved> {
  const scene = sceneOf(wanted, options, needs)
  if (refused(scene)) return { credential: scene, loginHelps: false, candidates: [] }
  const { trusted, ofRegistry } = scene
  const loginHelps = trusted && ofRegistry && (options.sources ?? sourceNames).includes('login')
  const candidates: Candidate[] = []
  let login: Credential | undefined
  for (const source of options.sources ?? sourceNames) {
    for (const finding of await sources[source](scene)) {
      if ('login' in finding) login = finding.login
      const seen = { login, loginHelps, candidates }
      if (finding.outcome === 'found') {
        const credential = await finding.obtain()
        candidates.push(asCandidate(source, finding, refused(credential) ? { failure: credential } : {}))
        return { ...seen, credential, ...(finding.renew && { renew: finding.renew }) }
      }
      candidates.push(asCandidate(source, finding))
      if (finding.outcome === 'failed') return { ...seen, credential: finding.error }
    }
  }
  return { credential: undefined, login, loginHelps, candidates }
}

/** The same list, to its end, with nothing sent and nothing changed. */
export async function explainCandidates(
  wanted: Wanted,
  options: ResolveOptions,
  needs: ResolveNeeds,
): Promise<readonly Candidate[]> {
  const scene = sceneOf(wanted, options, needs)
  if (refused(scene)) return []
  const candidates: Candidate[] = []
  let winner: SourceName | undefined
  for (const source of options.sources ?? sourceNames) {
    for (const finding of await sources[source](scene)) {
      candidates.push(asCandidate(source, finding, { winner }))
      if (finding.outcome === 'found' || finding.outcome === 'failed') winner ??= source
    }
  }
  return candidates
}

function asCandidate(
  source: SourceName,
  finding: Finding,
  { winner, failure }: { readonly winner?: SourceName | undefined; readonly failure?: AuthError } = {},
): Candidate {
  const { outcome, where } = finding
  if (failure) return { source, where, outcome: 'failed', why: failure.message }
  if (outcome !== 'found') return { source, where, outcome, why: finding.why }
  if (winner === undefined)
    return {
      ...{ source, where, outcome: 'won' },
      get why() {
        return finding.why
      },
    }
  return { source, where, outcome: 'lost', why: `${winner} goes before it` }
}
