/** All accounts by username, as administrators look at them: with what their own row does not tell. */
import {
  type Page,
  type PageRequest,
  pageOf,
  type Reader,
  rowsFor,
  secondFactorSince,
  startOf,
} from '../storage/index.ts'
import { type Account, accountColumns, readAccount } from './account.ts'

export interface AccountQuery extends PageRequest {
  /** What the username begins with; or, where there is an `@` in it, the e-mail address. */
  readonly beginsWith?: string
  readonly only?: 'administrators' | 'disabled'
}

export interface ListedAccount extends Account {
  /** Whether more than the password is asked for: it has an app or a passkey. */
  readonly secondFactor: boolean
  /** When a browser that is or was signed in was last seen; such sessions are forgotten after thirty days. */
  readonly lastSeenAt: number | undefined
  readonly organizations: number
}

/** After every text that begins alike. */
const last = '\u{10ffff}'

/** By a range of the index on usernames; what is told besides is looked up for the rows of the page alone. */
export async function listAccounts(reader: Reader, query: AccountQuery): Promise<Page<ListedAccount>> {
  const { beginsWith = '', only } = query
  const begins = beginsWith.toLowerCase()
  const rows = await reader
    .selectFrom('accounts')
    .select(accountColumns)
    .select(({ fn, selectFrom }) => [
      secondFactorSince('accounts.id').as('factor_since'),
      selectFrom('sessions')
        .select(({ fn }) => fn.max<number>('last_seen_at').as('latest'))
        .whereRef('sessions.account_id', '=', 'accounts.id')
        .as('last_seen_at'),
      selectFrom('members')
        .select(fn.countAll<number>().as('count'))
        .whereRef('members.account_id', '=', 'accounts.id')
        .as('organizations'),
    ])
    .where('accounts.deleted_at', 'is', null)
    .where('accounts.username', '>', startOf(query))
    .$if(begins !== '' && !begins.includes('@'), found =>
      found.where('accounts.username', '>=', begins).where('accounts.username', '<', begins + last),
    )
    .$if(begins.includes('@'), found =>
      found.where(({ and, eb, fn }) => {
        const email = fn<string>('lower', ['accounts.email'])
        return and([eb(email, '>=', begins), eb(email, '<', begins + last)])
      }),
    )
    .$if(only === 'administrators', found => found.where('accounts.administrator', '=', 1))
    .$if(only === 'disabled', found => found.where('accounts.disabled_at', 'is not', null))
    .orderBy('accounts.username')
    .limit(rowsFor(query))
    .execute()
  return pageOf(query, rows, readListed, row => row.username)
}

type ListedRow = Parameters<typeof readAccount>[0] & {
  readonly factor_since: number | null
  readonly last_seen_at: number | null
  readonly organizations: number | null
}

function readListed(row: ListedRow): ListedAccount {
  return {
    ...readAccount(row),
    secondFactor: row.factor_since !== null,
    lastSeenAt: row.last_seen_at ?? undefined,
    organizations: row.organizations ?? 0,
  }
}
