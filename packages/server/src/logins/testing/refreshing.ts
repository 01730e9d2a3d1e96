/** Short ways for tests to refresh a login of a small house, and to look at what that did. */
import type { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { causeByNobody } from '../../audit/index.ts'
import { ownClient, type SmallHouse } from '../../credentials/testing/small-house.ts'
import type { Login, TokenSet } from '../index.ts'

/** Whoever presents it: nobody that is known before it verified. */
export const somebody = causeByNobody({ address: '203.0.113.9', client: 'curl/8.5' })

export async function refreshIn(
  { credentials, logins }: SmallHouse,
  refreshToken: Secret,
  { client = ownClient, scope }: { readonly client?: typeof ownClient; readonly scope?: string } = {},
): Promise<TokenSet | Refusal<'invalid_grant' | 'invalid_scope'>> {
  const verified = credentials.verifyRefresh(refreshToken)
  if (refused(verified)) return verified
  return logins.refresh(verified, { client, ...(scope !== undefined && { scope }) }, somebody)
}

/** Shows an access token to the registry, and has written down what that tells. */
export async function show({ authenticate, logins }: SmallHouse, token: Secret | string): Promise<void> {
  const shown = await authenticate(token)
  if (refused(shown)) throw new Error(`${shown.code}: ${shown.message}`)
  await logins.flush()
}

export async function loginIn({ logins }: SmallHouse, { id }: Pick<Login, 'id'>): Promise<Login> {
  const login = await logins.byId(id)
  if (login === undefined) throw new Error('The login is gone.')
  return login
}

/** What was queued since the logins are there, oldest first. */
export function mailOf({ store }: SmallHouse) {
  return store.read
    .selectFrom('outbox')
    .select(['recipient', 'subject', 'text'])
    .where('subject', 'not like', '% is new')
    .orderBy('created_at')
    .execute()
}

/** How often something was written down of an account. */
export async function eventsOf({ audit }: SmallHouse, account: { readonly id: string }): Promise<string[]> {
  return (await audit.list({ of: account.id })).items.map(({ what }) => what).toReversed()
}
