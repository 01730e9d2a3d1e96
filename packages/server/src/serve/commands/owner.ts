/** Whose keys a command is about: `--account NAME` or `--organization NAME`. */
import { text } from '@latchkey/protocol/command'
import { type Refusal, refuse } from '@latchkey/tokens'
import type { KeyOwner } from '../../keys/index.ts'
import type { Rooms } from '../rooms.ts'

export const ownerOptions = {
  account: text('USERNAME', 'The person whose keys are meant.'),
  organization: text('NAME', 'The organization whose keys are meant.'),
} as const

export async function findOwner(
  { accounts, organizations }: Pick<Rooms, 'accounts' | 'organizations'>,
  named: { readonly account: string | undefined; readonly organization: string | undefined },
): Promise<KeyOwner | Refusal> {
  if ((named.account === undefined) === (named.organization === undefined))
    return refuse('usage', 'Name one owner of the keys.', 'Give --account USERNAME or --organization NAME.')
  if (named.account !== undefined) {
    const account = await accounts.byUsername(named.account)
    return account ? { kind: 'account', id: account.id } : unknownAccount(named.account)
  }
  const name = named.organization ?? ''
  const organization = await organizations.byName(name)
  return organization ? { kind: 'organization', id: organization.id } : unknownOrganization(name)
}

export function unknownAccount(username: string): Refusal<'unknown_account'> {
  return refuse(
    'unknown_account',
    `There is no account "${username}".`,
    `Make it: npx latchkey-server account create --username ${username} --email ADDRESS`,
  )
}

export function unknownOrganization(name: string): Refusal<'unknown_organization'> {
  return refuse(
    'unknown_organization',
    `There is no organization "${name}".`,
    `Make it: npx latchkey-server organization create ${name} --owner USERNAME`,
  )
}
