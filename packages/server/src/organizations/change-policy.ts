/** Changing an organization's policy: at once, for everybody and on every node. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Allowed, Policy } from '../access/index.ts'
import { recordEvent } from '../audit/index.ts'
import { advanceEpoch, type Writer } from '../storage/index.ts'
import { type ChangedBy, judgedChange } from './changed-by.ts'
import { policyOf } from './policy.ts'

export interface PolicyChange {
  readonly organizationId: string
  /** What is named; `longestKeyDays: undefined` takes the limit away. */
  readonly change: Partial<Policy>
  readonly by: ChangedBy
  /** Milliseconds since 1970. */
  readonly now: number
}

export async function changePolicy(
  transaction: Writer,
  { organizationId, change, by, now }: PolicyChange,
): Promise<Policy | Refusal> {
  const judged = await judgedChange(transaction, by, { organizationId, administers: 'settings' })
  if (refused(judged)) return judged
  const { cause, allowed } = judged
  const before = await policyOf(transaction, organizationId)
  if (before === undefined) return unknownOrganization
  const policy: Policy = { ...before, ...change }
  const changed = (Object.keys(policy) as (keyof Policy)[]).filter(name => policy[name] !== before[name])
  if (changed.length === 0) return policy
  const objection = objectionToLength(policy) ?? objectionToLockingOut(policy, allowed)
  if (objection !== undefined) return objection

  await transaction.updateTable('organizations').set(rowOf(policy)).where('id', '=', organizationId).execute()
  // Also where it asks for less: which of its changes narrow is not worth telling apart.
  await advanceEpoch(transaction)
  await recordEvent(transaction, {
    ...{ what: 'organization.policy_changed', at: now, cause, organizationId },
    subject: { kind: 'organization', id: organizationId },
    details: Object.fromEntries(changed.map(name => [name, policy[name] ?? null])),
  })
  return policy
}

function rowOf(policy: Policy) {
  return {
    require_second_factor: policy.requireSecondFactor ? 1 : 0,
    keys_need_window: policy.keysNeedWindow ? 1 : 0,
    longest_key_days: policy.longestKeyDays ?? null,
    key_makers: policy.keyMakers,
    key_exchange: policy.keyExchange,
  } as const
}

function objectionToLength({ longestKeyDays: days }: Policy): Refusal | undefined {
  if (days === undefined || (Number.isSafeInteger(days) && days >= 1 && days <= 3650)) return undefined
  return refuse(
    'invalid_policy',
    'Keys cannot be let work for that long.',
    'Choose 1 to 3650 whole days, or no limit.',
  )
}

/** Whoever asks for a second factor and has none could not take it back. */
function objectionToLockingOut(
  { requireSecondFactor }: Policy,
  allowed: Allowed | undefined,
): Refusal | undefined {
  if (!requireSecondFactor || allowed?.access.principal.kind !== 'account') return undefined
  const { credential } = allowed
  if (credential.kind !== 'anonymous' && credential.secondFactor?.active) return undefined
  return refuse(
    'second_factor_missing',
    'Your account has no second factor, so this would lock you out yourself.',
    `Add one at ${allowed.access.origin}/account/second-factor first.`,
  )
}

const unknownOrganization = refuse(
  'unknown_organization',
  'There is no organization of this name.',
  'Check its name.',
)
