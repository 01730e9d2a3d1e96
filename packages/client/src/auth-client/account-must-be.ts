/** Whether the account that let a login in is the one that was meant. */
import { refused } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import type { Registry } from '../registry/index.ts'
import type { AskStatus } from '../status/index.ts'

/** `wrong_account` where it is another, or the registry does not say whose it is; the login has then to be ended. */
export function accountMustBe(
  name: string,
  { origin }: Pick<Registry, 'origin'>,
  askStatus: AskStatus,
): (login: Credential) => Promise<AuthError | undefined> {
  return async login => {
    const status = await askStatus(login)
    if (refused(status)) return status
    const found = status.authenticated ? status.identity?.name : undefined
    if (found === name) return undefined
    return authError(
      'wrong_account',
      `The login at ${origin} was let in by ${found ?? 'nobody who could be told'}, and not by ${name}: it was ended again.`,
      `Sign in as ${name} in the browser, or in a private window, and log in again.`,
    )
  }
}
