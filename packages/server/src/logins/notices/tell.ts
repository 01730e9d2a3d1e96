/** Telling the account that a login of it was ended by somebody else. */
import { createOutbox, type Message } from '../../mail/index.ts'
import type { Writer } from '../../storage/index.ts'
import type { LoginContext } from '../context.ts'
import { type AboutLogin, type Ending, loginBurned, loginStolen } from './letters.ts'

type Hands = Pick<LoginContext, 'clock' | 'random' | 'origin'>

export function tellLoginStolen(transaction: Writer, hands: Hands, ending: Ending): Promise<void> {
  return tell(transaction, hands, ending, loginStolen)
}

export function tellLoginBurned(transaction: Writer, hands: Hands, ending: Ending): Promise<void> {
  return tell(transaction, hands, ending, loginBurned)
}

/** Nobody whose account is disabled. */
async function tell(
  transaction: Writer,
  hands: Hands,
  ending: Ending,
  letter: (about: AboutLogin) => Message,
): Promise<void> {
  const recipient = await transaction
    .selectFrom('accounts')
    .select(['username', 'email'])
    .where('id', '=', ending.login.accountId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  if (recipient === undefined) return
  await createOutbox(hands).queue(transaction, letter({ ...ending, recipient, origin: hands.origin }))
}
