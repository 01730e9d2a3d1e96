/** A client trades in the code that came back through the browser (RFC 6749, section 4.1.3; RFC 7636, section 4.6). */
import type { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import type { Selectable } from 'kysely'
import { causeByNobody, type Origin, recordEvent } from '../audit/index.ts'
import type { Client } from '../clients/index.ts'
import { sha256 } from '../host/index.ts'
import type { AuthorizationCodesTable, Reader } from '../storage/index.ts'
import type { AuthorizationCodes } from './authorization-codes.ts'
import { noteForeignClient } from './foreign-client.ts'
import { letIn } from './let-in.ts'
import type { AuthorizationsOptions } from './options.ts'
import { invalidGrant } from './refusals.ts'

type CodeRow = Selectable<AuthorizationCodesTable>

export function createRedeeming(options: AuthorizationsOptions): AuthorizationCodes['redeem'] {
  const { store, clock, logins } = options

  /** Who sends it again may have stolen it, and so may whoever sent it first: neither keeps what came of it. */
  async function endReplayed({ account_id, login_id }: CodeRow, { id, name }: Client, from: Origin) {
    const cause = causeByNobody(from)
    await store.write(transaction =>
      recordEvent(transaction, {
        ...{ what: 'authorization.code_replayed', at: clock.now(), cause },
        ...{ subject: { kind: 'client', id, name }, accountId: account_id },
      }),
    )
    if (login_id !== null) await logins.end(login_id, 'any', cause)
    return invalidGrant
  }

  return async ({ code, client, redirectUri, codeVerifier }, from) => {
    const hash = sha256(code.expose())
    const now = clock.now()
    const row = await find(store.read, hash)
    if (row === undefined) return invalidGrant
    if (row.client_id !== client.id) {
      await noteForeignClient(client, row.account_id, from, options)
      return invalidGrant
    }
    if (row.login_id !== null) return endReplayed(row, client, from)
    if (row.expires_at <= now || row.redirect_uri !== redirectUri) return invalidGrant
    if (!isVerified(row.code_challenge, codeVerifier)) return invalidGrant

    const made = await store.write(async transaction => {
      const current = await find(transaction, hash)
      if (current === undefined) return invalidGrant
      if (current.login_id !== null) return { replayed: current }
      const entrance = { client, session: current.session, from, now }
      const login = await letIn(transaction, current, entrance, options)
      // `access_denied` is no answer of the token endpoint to a code (RFC 6749, section 5.2).
      if (refused(login)) return login.code === 'access_denied' ? invalidGrant : login
      await transaction
        .updateTable('authorization_codes')
        .set({ login_id: login.id, redeemed_at: now })
        .where('code_hash', '=', hash)
        .execute()
      return { login }
    })
    if (refused(made)) return made
    return 'login' in made
      ? logins.tokensOf(made.login, { issuedAt: now })
      : endReplayed(made.replayed, client, from)
  }
}

function find(reader: Reader, hash: string): Promise<CodeRow | undefined> {
  return reader.selectFrom('authorization_codes').selectAll().where('code_hash', '=', hash).executeTakeFirst()
}

/** RFC 7636, sections 4.1 and 4.6: S256 and nothing else. */
function isVerified(challenge: string, verifier: Secret): boolean {
  const text = verifier.expose()
  return /^[A-Za-z0-9._~-]{43,128}$/.test(text) && sha256(text) === challenge
}
