/** Making a login: its row, and with it the tokens of its first generation. */
import type { Refusal } from '@latchkey/tokens'
import type { Cause } from '../audit/index.ts'
import type { Client } from '../clients/index.ts'
import { newId } from '../host/index.ts'
import { objectionToMinting } from '../keys/index.ts'
import { type OpenedWith, setWindow, windowLength } from '../second-factors/index.ts'
import type { LoginsTable, Writer } from '../storage/index.ts'
import type { LoginContext } from './context.ts'
import { type Login, readLogin } from './login.ts'
import { recordLoginEvent } from './login-events.ts'
import { tellLoginCreated } from './notices/tell.ts'

export interface NewLogin {
  readonly accountId: string
  readonly client: Client
  /** Canonical: `formatScopes` of what was granted. */
  readonly scope: string
  /** What the device calls itself, where it says. */
  readonly deviceName?: string | undefined
  /** In which it needs no code, where one was given while it was let in. */
  readonly window?: OpenedWith | undefined
  readonly cause: Cause
  /** Milliseconds since 1970. */
  readonly now: number
}

export async function insertLogin(
  transaction: Writer,
  context: Omit<LoginContext, 'store'>,
  { accountId, client, scope, deviceName, window, cause, now }: NewLogin,
): Promise<Login | Refusal<'master_key_withdrawn'>> {
  const { masterKeys, random, lifetimes } = context
  const { kid } = masterKeys.minting
  const objection = await objectionToMinting(transaction, kid)
  if (objection !== undefined) return objection
  const row: LoginsTable = {
    ...{ id: newId(random), kid, account_id: accountId, client_id: client.id, client_name: client.name },
    ...{ device_name: deviceName ?? null, scope, created_at: now, expires_at: now + lifetimes.longest },
    ...{ generation: 0, rotated_at: now, seen: -1, ended_at: null, ended_because: null },
    ...{ last_used_at: null, last_used_address: null, last_used_client: null },
  }
  await transaction.insertInto('logins').values(row).execute()
  const login = readLogin(row)
  if (window !== undefined) {
    await setWindow(transaction, {
      ...{ kind: 'login', id: login.id, accountId, ...window },
      openedAt: window.closesAt - windowLength,
    })
  }
  await recordLoginEvent(transaction, 'login.created', login, { cause, now, details: { scope } })
  await tellLoginCreated(transaction, context, { login, cause, now })
  return login
}
