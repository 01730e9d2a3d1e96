/** Whether something would be allowed, before it is tried. */
import { type Action, refused } from '@latchkey/tokens'
import { callApi } from '../api/index.ts'
import type { Credential } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import { type Asking, isNo, type No } from '../oauth/index.ts'

export interface Wanted {
  readonly action: Exclude<Action, 'identify' | 'administer' | 'account'>
  /** `pypi:acme/widget`, or the whole repository. */
  readonly target: string
  readonly version?: string
}

export type MayAnswer =
  | {
      readonly may: true
      readonly reason: string
      /** Whether a one-time code will be asked for. */
      readonly codeNeeded: boolean
      /** What it hangs on besides: `version`, `digests`. */
      readonly dependsOn: readonly string[]
    }
  | { readonly may: false; readonly code: string; readonly reason: string; readonly next: string }

/** `rejected`: the registry does not take the credential at all. Unreachable is an error, too, and not a no. */
export type May = (
  credential: Credential,
  wanted: Wanted,
  signal?: AbortSignal,
) => Promise<MayAnswer | AuthError>

export function createMay(asking: Asking): May {
  return async (credential, { action, target, version }, signal) => {
    if (asking.registry.codes.kind !== 'window') return cannotTell(asking, { message: 'It is no Latchkey.' })
    const query = { action, target, version }
    const answer = await callApi(asking, credential, { path: 'api/v1/decide', query, signal })
    if (isNo(answer)) return answer.status === 401 ? rejected(asking, answer) : cannotTell(asking, answer)
    if (refused(answer)) return answer
    return answerIn(answer.value) ?? cannotTell(asking, { message: 'Its answer has another shape.' })
  }
}

function answerIn(value: unknown): MayAnswer | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { answer, needs, code, reason, next } = value as Readonly<Record<string, unknown>>
  if (typeof reason !== 'string') return undefined
  if (answer === 'refused' && typeof code === 'string')
    return { may: false, code, reason, next: typeof next === 'string' ? next : 'Use another credential.' }
  if (answer !== 'allowed' && answer !== 'needs') return undefined
  if (!Array.isArray(needs) || !needs.every(need => typeof need === 'string')) return undefined
  return {
    ...{ may: true, reason, codeNeeded: needs.includes('code') },
    dependsOn: needs.filter(need => need !== 'code'),
  }
}

function rejected({ registry }: Asking, cause: No): AuthError<'rejected'> {
  return authError(
    'rejected',
    `${registry.origin} does not take the credential: ${cause.message}`,
    cause.next,
    cause,
  )
}

function cannotTell({ registry }: Asking, cause: { readonly message: string }): AuthError<'bad_answer'> {
  return authError(
    'bad_answer',
    `${registry.origin} does not say beforehand what it would allow: ${cause.message}`,
    'Try it, and see what it answers.',
    cause,
  )
}
