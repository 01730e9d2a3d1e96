/** Telling the account that a login of it is new, or that one, or a part of one, was ended by somebody else. */
import { findAccount, turnOf } from '../../accounts/index.ts'
import { actorInWords, type EventName } from '../../audit/index.ts'
import { createOutbox, languageOf, type Message } from '../../mail/index.ts'
import type { Writer } from '../../storage/index.ts'
import type { LoginContext } from '../context.ts'
import {
  type AboutLogin,
  loginBurned,
  loginCreated,
  loginStolen,
  type ToLogin,
  tokenBurned,
} from './write-letters.ts'

type Hands = Pick<LoginContext, 'clock' | 'random' | 'origin'>

export function tellLoginCreated(transaction: Writer, hands: Hands, made: ToLogin): Promise<void> {
  return tell(transaction, hands, { ...made, what: 'login.created' }, loginCreated)
}

export function tellLoginStolen(transaction: Writer, hands: Hands, ending: ToLogin): Promise<void> {
  return tell(transaction, hands, { ...ending, what: 'login.stolen' }, loginStolen)
}

export function tellLoginBurned(transaction: Writer, hands: Hands, ending: ToLogin): Promise<void> {
  return tell(transaction, hands, { ...ending, what: 'login.burned' }, loginBurned)
}

const day = 24 * 60 * 60 * 1000

/**
 * To be called before this one is noted. Once a day for each login: who holds a token can make and burn as many as they
 * like, and would fill its owner's mailbox.
 */
export async function tellTokenBurned(transaction: Writer, hands: Hands, burning: ToLogin): Promise<void> {
  const before = await transaction
    .selectFrom('revoked_login_signatures')
    .select('signature_hash')
    .where('login_id', '=', burning.login.id)
    .where('created_at', '>', burning.now - day)
    .limit(1)
    .executeTakeFirst()
  if (before === undefined)
    await tell(transaction, hands, { ...burning, what: 'login.token_burned' }, tokenBurned)
}

/** Nobody whose account is disabled. */
async function tell(
  transaction: Writer,
  hands: Hands,
  { what, ...about }: ToLogin & { readonly what: EventName },
  letter: (about: AboutLogin) => Message,
): Promise<void> {
  const recipient = await findAccount(transaction, about.login.accountId)
  if (recipient === undefined || recipient.disabledAt !== undefined) return
  const turn = await turnOf(transaction, recipient, what, about.now)
  if (turn === 'silent') return
  const who = await actorInWords(transaction, about.cause, languageOf(recipient))
  await createOutbox(hands).queue(
    transaction,
    letter({ ...about, recipient, who, origin: hands.origin, last: turn === 'last' }),
  )
}
