/** The mails about an address: the link that shows whose it is, and what the former address is told. */
import { actorInWords, type Cause } from '../audit/index.ts'
import type { Language } from '../host/index.ts'
import { circumstances, languageOf, type Telling, writeMessage } from '../mail/index.ts'
import type { Writer } from '../storage/index.ts'
import type { Account } from './account.ts'
import { german } from './letters/de.ts'
import { english, type Letters } from './letters/en.ts'

const letters: Readonly<Record<Language, Letters>> = { en: english, de: german }

const day = 86_400_000

/** To the address that is to be the account's, or is and nobody opened a link there yet: once, for a day. */
export async function sendVerification(
  transaction: Writer,
  { outbox, origin }: Telling,
  account: Pick<Account, 'id' | 'username' | 'language'>,
  { address, now }: { readonly address: string; readonly now: number },
): Promise<void> {
  const { id, username } = account
  const { verify: say } = letters[languageOf(account)]
  const message = writeMessage({
    ...{ to: { ...account, email: address }, subject: say.subject(username) },
    paragraphs: [say.text(username, origin), say.ignore],
    next: { step: say.step, link: `${origin}/account/email/` },
  })
  await outbox.queueLink(transaction, message, {
    ...{ purpose: 'address', subjectId: id, address, expiresAt: now + day },
  })
}

/** To the address as it was before. */
export async function tellFormerAddress(
  transaction: Writer,
  { outbox, origin }: Telling,
  what: 'asked' | 'changed',
  {
    former,
    address,
    cause,
    now,
  }: { readonly former: Account; readonly address: string; readonly cause: Cause; readonly now: number },
): Promise<void> {
  const language = languageOf(former)
  const say = letters[language][what]
  const who = await actorInWords(transaction, cause, language)
  const known = circumstances({ who, at: now, address: cause.address, client: cause.client }, language)
  const path = what === 'asked' ? '/account' : '/account/events'
  const message = writeMessage({
    ...{ to: former, subject: say.subject(former.username) },
    paragraphs: [say.text(former.username, origin, address), known],
    next: { step: say.step, link: `${origin}${path}` },
  })
  await outbox.queue(transaction, message)
}
