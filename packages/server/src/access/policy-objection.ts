/** What stands against an access that caveats and role allow: the organization's policy, and a window that is closed. */
import { type Access, type Action, describeAttempt, type Refusal, refuse } from '@latchkey/tokens'
import type { Credential, TokenCredential } from './credential.ts'
import type { DecisionCode } from './decision.ts'
import type { Ground } from './permits.ts'
import type { Policy } from './policy.ts'
import { credentialInWords, holderInWords } from './reason.ts'

export interface Allowable {
  readonly access: Access
  readonly credential: Credential
  /** Of the organization that it is about, if it is about one. */
  readonly policy: Policy | undefined
  /** Whether the request changes nothing. */
  readonly safe: boolean
}

/** Said only to somebody whom the role table would let through, so that nobody else learns of a policy. */
export function policyObjection(asked: Allowable, ground: Ground): Refusal<DecisionCode> | undefined {
  if (ground.by === 'being public') return undefined
  // A code would be wasted on somebody who is refused in any case.
  return missingSecondFactor(asked) ?? longKey(asked) ?? closedWindow(asked)
}

function missingSecondFactor(asked: Allowable): Refusal<DecisionCode> | undefined {
  const { access, credential, policy } = asked
  if (policy?.requireSecondFactor !== true || credential.principal.kind !== 'account') return undefined
  if (hasSecondFactor(credential)) return undefined
  return secondFactorMissing(
    `${access.organization} requires a second factor of its members, and ${holderInWords(credential)} has none.`,
    access,
  )
}

const day = 24 * 60 * 60 * 1000

function longKey({ access, credential, policy }: Allowable): Refusal<DecisionCode> | undefined {
  const longest = policy?.longestKeyDays
  if (longest === undefined || credential.kind !== 'token' || credential.holder !== 'key') return undefined
  const { lifetime = Number.POSITIVE_INFINITY } = credential
  if (lifetime <= longest * day) return undefined
  return refuse(
    'key_too_long',
    `In ${access.organization} keys work for at most ${inDays(longest)}, and ${credentialInWords(credential)} was made to work for ${
      lifetime === Number.POSITIVE_INFINITY ? 'ever' : inDays(Math.ceil(lifetime / day))
    }.`,
    `Make a key that expires sooner, or tighten the expiry of this one, at ${access.origin}/account/keys.`,
  )
}

/** What is asked for a code: everything that changes something. */
export const changing: readonly Action[] = [
  'publish',
  'retire',
  'delete',
  'maintain',
  'administer',
  'account',
]

function closedWindow(asked: Allowable): Refusal<DecisionCode> | undefined {
  const { access, credential, safe } = asked
  if (safe || !changing.includes(access.action)) return undefined
  if (credential.kind !== 'token' || !needsWindow(credential, asked)) return undefined
  if (!hasSecondFactor(credential)) {
    return secondFactorMissing(
      `In ${access.organization} a person's key changes nothing without a one-time code, and ${holderInWords(credential)} has no second factor.`,
      access,
    )
  }
  const closesAt = credential.secondFactor?.windowClosesAt ?? 0
  if (access.now * 1000 < closesAt) return undefined
  return refuse(
    'totp_required',
    `To ${describeAttempt(access)} with ${credentialInWords(credential)} takes a one-time code.`,
    `Give one at ${access.origin}/account/${credential.holder}s/${credential.id}/step-up, or have a program send it with POST ${access.origin}/api/v1/step-up, then do this again within five minutes.`,
  )
}

/** A login of somebody who has a second factor; a person's key where the organization says so. */
function needsWindow(credential: TokenCredential, { policy }: Allowable): boolean {
  if (credential.principal.kind !== 'account') return false
  return credential.holder === 'login' ? hasSecondFactor(credential) : policy?.keysNeedWindow === true
}

function hasSecondFactor(credential: Credential): boolean {
  return credential.kind !== 'anonymous' && credential.secondFactor?.active === true
}

function secondFactorMissing(message: string, { origin }: Access): Refusal<DecisionCode> {
  return refuse('second_factor_missing', message, `Add one at ${origin}/account/second-factor.`)
}

function inDays(days: number): string {
  return days === 1 ? '1 day' : `${days} days`
}
