/** Whether a login with whose token a key is made still lives, asked where the key is made: in its transaction. */
import type { TokenCredential } from '../access/index.ts'
import type { Writer } from '../storage/index.ts'
import { signatureHash } from './burned.ts'

export async function loginLives(
  transaction: Writer,
  { id, token }: Pick<TokenCredential, 'id' | 'token'>,
): Promise<boolean> {
  const login = await transaction
    .selectFrom('logins')
    .leftJoin('master_keys', join =>
      join.onRef('master_keys.kid', '=', 'logins.kid').on('master_keys.state', '=', 'withdrawn'),
    )
    .select('logins.id')
    .where('logins.id', '=', id)
    .where('logins.ended_at', 'is', null)
    .where('master_keys.kid', 'is', null)
    .executeTakeFirst()
  if (login === undefined) return false
  const burned = await transaction
    .selectFrom('revoked_login_signatures')
    .select('login_id')
    .where('signature_hash', 'in', token.signatures().map(signatureHash))
    .limit(1)
    .executeTakeFirst()
  return burned === undefined
}
