/** The account that a command names: whatever is done to it, it must be there. */

import type { Refusal } from '@latchkey/tokens'
import type { Account } from '../../accounts/index.ts'
import type { Environment } from '../configuration.ts'
import { type CommandRooms, withExistingRooms } from '../with-rooms.ts'
import { unknownAccount } from './owner.ts'

/** Does something to the account of that name; gives it as it is then, with the rooms' answer. */
export function withAccount<T>(
  environment: Environment,
  username: string,
  work: (account: Account, rooms: CommandRooms) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  return withExistingRooms(environment, async rooms => {
    const account = await rooms.accounts.byUsername(username)
    return account ? work(account, rooms) : unknownAccount(username)
  })
}
