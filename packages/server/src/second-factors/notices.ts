/** Telling a person by mail what happened to the second factor. */
import { findAccount, turnOf } from '../accounts/index.ts'
import { actorInWords, type Cause } from '../audit/index.ts'
import type { Language } from '../host/index.ts'
import { circumstances, languageOf, type Telling, writeMessage } from '../mail/index.ts'
import type { Writer } from '../storage/index.ts'
import { german } from './letters/de.ts'
import { english, type Letters } from './letters/en.ts'

const letters: Readonly<Record<Language, Letters>> = { en: english, de: german }

export type Told = keyof Letters['notices']

/** To be called once it is written down. */
export async function tell(
  { outbox, origin }: Telling,
  transaction: Writer,
  what: Told,
  { accountId, cause, now }: { readonly accountId: string; readonly cause: Cause; readonly now: number },
): Promise<void> {
  const account = await findAccount(transaction, accountId)
  if (account === undefined) return
  const turn = await turnOf(transaction, account, what, now)
  if (turn === 'silent') return
  const language = languageOf(account)
  const say = letters[language]
  const { subject, text } = say.notices[what]
  const { address, client } = cause
  const who = await actorInWords(transaction, cause, language)
  const message = writeMessage({
    ...{ to: account, subject: `${subject} (${account.username})` },
    paragraphs: [
      say.about(subject, account.username, origin),
      text,
      circumstances({ who, at: now, address, client }, language),
    ],
    last: turn === 'last',
    next: { step: say.unexpected, link: `${origin}/account/second-factor` },
  })
  await outbox.queue(transaction, message)
}
