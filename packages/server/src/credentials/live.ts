/** The row: whether a token that verified is live, said only now that its signature held. */
import { type Principal, quoted, type Refusal, refuse } from '@latchkey/tokens'
import type { CredentialCode, SessionCredential, TokenCredential } from '../access/index.ts'
import type { KeyFacts, VerifiableKey } from '../keys/index.ts'
import { type Reader, secondFactorSince } from '../storage/index.ts'
import type { VerifiedKey } from './verify.ts'

/** `now`: milliseconds since 1970. */
export function liveCredential(
  { token, id }: Pick<VerifiedKey, 'token' | 'id'>,
  found: VerifiableKey | undefined,
  now: number,
): TokenCredential | Refusal<CredentialCode> {
  if (found === undefined) return unknownKey
  const { key, ownerDisabled, burnedAt, secondFactor: active, windowClosesAt } = found
  if (key.revokedAt !== undefined) return revoked(key, key.revokedAt)
  if (key.expiresAt !== undefined && key.expiresAt <= now) return expired(key, key.expiresAt)
  if (burnedAt !== undefined) return burned(key, burnedAt)
  if (ownerDisabled) return disabled(key)
  return {
    kind: 'token',
    token,
    stored: key.caveats,
    principal: Object.freeze({ kind: key.owner.kind, id: key.owner.id } satisfies Principal),
    role: key.role,
    holder: 'key',
    id,
    name: key.name,
    expiresAt: key.expiresAt,
    lifetime: (key.expiresAt ?? Number.POSITIVE_INFINITY) - key.createdAt,
    secondFactor: active ? { active, windowClosesAt } : undefined,
    login: undefined,
  }
}

/** A session was looked up at the beginning of its request; since then its account may have been disabled, or changed. */
export async function recheckSession(
  session: SessionCredential,
  reader: Reader,
): Promise<SessionCredential | Refusal<CredentialCode>> {
  const row = await reader
    .selectFrom('accounts')
    .select(secondFactorSince('accounts.id').as('factor_since'))
    .where('accounts.id', '=', session.principal.id)
    .where('accounts.disabled_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return disabledAccount
  return { ...session, secondFactor: { active: row.factor_since !== null } }
}

const unknownKey: Refusal<CredentialCode> = refuse(
  'key_unknown',
  'This token was made here, but its key is not known any more.',
  'Make a new key.',
)

function revoked({ name }: KeyFacts, at: number): Refusal<CredentialCode> {
  return refuse(
    'key_revoked',
    `The key ${quoted(name)} was revoked at ${instant(at)}.`,
    'Use another key, or make one.',
  )
}

function burned({ name }: KeyFacts, at: number): Refusal<CredentialCode> {
  return refuse(
    'token_revoked',
    `This token was made from the key ${quoted(name)}, and was revoked at ${instant(at)}; the key was not.`,
    'Make another token from the key, or use the key.',
  )
}

function expired({ name }: KeyFacts, at: number): Refusal<CredentialCode> {
  return refuse(
    'token_expired',
    `The key ${quoted(name)} expired at ${instant(at)}.`,
    'Use another key, or make one.',
  )
}

function disabled({ name }: KeyFacts): Refusal<CredentialCode> {
  return refuse(
    'account_disabled',
    `The account that the key ${quoted(name)} belongs to is disabled.`,
    'Ask an administrator of this server to enable it.',
  )
}

const disabledAccount: Refusal<CredentialCode> = refuse(
  'account_disabled',
  'This account is disabled.',
  'Ask an administrator of this server to enable it.',
)

/** `2026-11-03T12:00:00Z` */
function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')
}
