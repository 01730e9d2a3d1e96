/** Who is told about a key: the person whose it is, or those who administer the organization's keys. */
import type { Role } from '@latchkey/protocol'
import { readLanguage } from '../../host/index.ts'
import type { Recipient } from '../../mail/index.ts'
import type { Writer } from '../../storage/index.ts'
import { organizationName } from '../find.ts'
import type { Key } from '../key.ts'

export interface Recipients {
  /** The organization that the key belongs to. */
  readonly organization: string | undefined
  readonly people: readonly Recipient[]
}

const administering: readonly Role[] = ['admin', 'owner']

/** Nobody whose account is disabled. */
export async function recipientsOf(transaction: Writer, { owner }: Key): Promise<Recipients> {
  const enabled = transaction
    .selectFrom('accounts')
    .select(['accounts.username', 'accounts.email', 'accounts.language'])
    .where('accounts.disabled_at', 'is', null)
    .where('accounts.deleted_at', 'is', null)
    .orderBy('accounts.username')
  if (owner.kind === 'account') {
    const person = await enabled.where('accounts.id', '=', owner.id).execute()
    return { organization: undefined, people: person.map(readRecipient) }
  }
  const people = await enabled
    .innerJoin('members', 'members.account_id', 'accounts.id')
    .where('members.organization_id', '=', owner.id)
    .where('members.role', 'in', administering)
    .execute()
  return { organization: await organizationName(transaction, owner.id), people: people.map(readRecipient) }
}

function readRecipient({
  language,
  ...named
}: Omit<Recipient, 'language'> & { readonly language: string | null }): Recipient {
  return { ...named, language: readLanguage(language) }
}
