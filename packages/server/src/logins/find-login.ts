/** The look-ups that both a reader and a transaction make. */
import type { Caveat } from '@latchkey/tokens'
import type { SecondFactor } from '../access/index.ts'
import { burnedAt } from '../keys/index.ts'
import { gathered, prepared, type Reader, secondFactorSince } from '../storage/index.ts'
import { type Login, readLogin } from './login.ts'
import { allowedBy, ecosystemOf, scopesOf } from './scopes.ts'
import type { VerifiedLogin } from './verified-login.ts'

/** A login with what must be known of its account, and of the very token that was presented. */
export interface VerifiableLogin {
  readonly login: Login
  readonly accountDisabled: boolean
  /** Its scopes as they mean now: one `allow`. */
  readonly caveats: readonly Caveat[]
  /** Of the account, with the window of this login; absent where it has none. */
  readonly secondFactor: SecondFactor | undefined
  /** When the token, or one that it was made from, was burned. */
  readonly burnedAt: number | undefined
}

/** Logins with when their master key was withdrawn: what `readLogin` takes. */
export function selectLogins(reader: Reader) {
  return reader
    .selectFrom('logins')
    .leftJoin('master_keys', join =>
      join.onRef('master_keys.kid', '=', 'logins.kid').on('master_keys.state', '=', 'withdrawn'),
    )
    .selectAll('logins')
    .select('master_keys.changed_at as withdrawn_at')
}

export async function findLogin(reader: Reader, id: string): Promise<Login | undefined> {
  const row = await selectLogins(reader).where('logins.id', '=', id).executeTakeFirst()
  return row && readLogin(row)
}

/** Logins with what must be known of their accounts: what `readVerifiable` takes. */
export function selectVerifiable(reader: Reader) {
  return selectLogins(reader)
    .innerJoin('accounts', 'accounts.id', 'logins.account_id')
    .leftJoin('windows', join =>
      join.onRef('windows.credential_id', '=', 'logins.id').on('windows.kind', '=', 'login'),
    )
    .select(['accounts.username', 'accounts.disabled_at as account_disabled_at'])
    .select('windows.closes_at as window_closes_at')
    .select(secondFactorSince('logins.account_id').as('second_factor_since'))
}

type VerifiableRow = Awaited<ReturnType<ReturnType<typeof selectVerifiable>['execute']>>[number]

/** As its access token would be verified. A query of its own for a client of one ecosystem. */
export async function readVerifiable(reader: Reader, row: VerifiableRow): Promise<VerifiableLogin> {
  const login = readLogin(row)
  const ecosystem = ecosystemOf(login.client.id)
  const organizations = ecosystem === undefined ? [] : await organizationsOf(reader, login.accountId)
  return {
    login,
    accountDisabled: row.account_disabled_at !== null,
    caveats: [allowedBy(scopesOf(login), { ecosystem, organizations })],
    secondFactor:
      row.second_factor_since === null
        ? undefined
        : { active: true, ...(row.window_closes_at !== null && { windowClosesAt: row.window_closes_at }) },
    burnedAt: undefined,
  }
}

const findVerifiableRow = gathered(
  ({ id }: VerifiableRow) => id,
  (reader, ids) => selectVerifiable(reader).where('logins.id', 'in', ids),
)

/**
 * One query, for all who ask at the time: the login's row joined with its account's, its second factor's and its window's. A second one for a client
 * of one ecosystem, whose scopes reach as far as its account's organizations, and for a token that was narrowed.
 */
export async function findVerifiable(
  reader: Reader,
  { token, id }: Pick<VerifiedLogin, 'token' | 'id'>,
): Promise<VerifiableLogin | undefined> {
  const row = await findVerifiableRow(reader, id)
  if (row === undefined) return undefined
  return { ...(await readVerifiable(reader, row)), burnedAt: await burnedAt(reader, token, 'logins') }
}

const selectOrganizations = prepared((reader: Reader, accountId: string) =>
  reader
    .selectFrom('organizations')
    .innerJoin('members', 'members.organization_id', 'organizations.id')
    .select('organizations.name')
    .where('members.account_id', '=', accountId)
    .orderBy('organizations.name'),
)

/** The names of those that an account is a member of. */
export async function organizationsOf(reader: Reader, accountId: string): Promise<readonly string[]> {
  return (await selectOrganizations(reader, accountId)).map(({ name }) => name)
}
