/** Whose key is exchanged, as far as its scopes hang on that. */
import type { Principal } from '@latchkey/tokens'
import type { TokenCredential } from '../../access/index.ts'
import type { OAuthHouse } from '../house.ts'

/** What becomes of a person's key that is exchanged for reading an organization's repositories. */
export type KeyExchange = 'allow' | 'warn' | 'refuse'

/** The names of the organizations that the key's owner belongs to: the one that it is, for an organization's. */
export async function organizationsOf(
  { principal }: Pick<TokenCredential, 'principal'>,
  { answers, organizations }: Pick<OAuthHouse, 'answers' | 'organizations'>,
): Promise<readonly string[]> {
  if (principal.kind === 'nobody') return []
  // A fleet exchanges the keys of one owner.
  const now = await answers.now()
  return now.get(`organizations of ${principal.kind} ${principal.id}`, () =>
    namesOf(principal, organizations),
  )
}

async function namesOf(
  principal: Exclude<Principal, { kind: 'nobody' }>,
  organizations: OAuthHouse['organizations'],
): Promise<readonly string[]> {
  switch (principal.kind) {
    case 'account':
      return (await organizations.memberships(principal.id)).map(each => each.organization.name)
    case 'organization': {
      const organization = await organizations.byId(principal.id)
      return organization === undefined ? [] : [organization.name]
    }
  }
}

/** An organization says this of its people's keys, never of its own. */
export async function keyExchangesOf(
  names: readonly string[],
  credential: Pick<TokenCredential, 'principal' | 'id'>,
  house: Pick<OAuthHouse, 'standing'>,
): Promise<ReadonlyMap<string, KeyExchange>> {
  if (credential.principal.kind !== 'account') return new Map()
  const each = names.map(async name => [name, await keyExchangeIn(name, credential, house)] as const)
  return new Map(await Promise.all(each))
}

async function keyExchangeIn(
  organization: string,
  { principal, id }: Pick<TokenCredential, 'principal' | 'id'>,
  { standing }: Pick<OAuthHouse, 'standing'>,
): Promise<KeyExchange> {
  const place = { organization }
  const found = standing.remembered?.(principal, id, place) ?? (await standing.standing(principal, id, place))
  return found?.policy.keyExchange ?? 'allow'
}
