/** Telling a person by mail what was done to the account. */
import { turnOf } from '../accounts/index.ts'
import { actorInWords, type EventName } from '../audit/index.ts'
import type { Language } from '../host/index.ts'
import { circumstances, languageOf, type Telling, writeMessage } from '../mail/index.ts'
import type { Change } from './change.ts'
import { german } from './letters/de.ts'
import { english, type Letters } from './letters/en.ts'

export const letters: Readonly<Record<Language, Letters>> = { en: english, de: german }

/** Where it is looked at; nothing where nobody can sign in to look. */
const looking: Readonly<Record<keyof Letters['notices'], string | undefined>> = {
  'account.reset_link_made': '/account/events',
  'account.second_factor_link_made': '/account/events',
  'account.password_reset': '/account/events',
  'account.password_changed': '/account/events',
  'account.disabled': undefined,
  'account.enabled': '/account/events',
  'account.deleted': undefined,
  'account.administrator_granted': '/account/events',
  'account.administrator_withdrawn': '/account/events',
}

function isTold(what: EventName): what is keyof Letters['notices'] {
  return what in looking
}

/** Who did it, in the words of whoever is told: asked as long as everybody still has a name. */
export function actorFor({ transaction, account, cause }: Change): Promise<string> {
  return actorInWords(transaction, cause, languageOf(account))
}

/** To the address of the account as it was before, once it is written down. `who` did it, in words. */
export async function tell(
  { outbox, origin }: Telling,
  { transaction, account, who, cause, now }: Change & { readonly who: string },
  what: EventName,
): Promise<void> {
  if (!isTold(what)) return
  const turn = await turnOf(transaction, account, what, now)
  if (turn === 'silent') return
  const language = languageOf(account)
  const say = letters[language]
  const { subject, text } = say.notices[what]
  const path = looking[what]
  const { address, client } = cause
  const message = writeMessage({
    ...{ to: account, subject: `${subject} (${account.username})` },
    paragraphs: [
      say.about(subject, account.username, origin),
      text,
      circumstances({ who, at: now, address, client }, language),
    ],
    last: turn === 'last',
    ...(path !== undefined && { next: { step: say.lookAtIt, link: `${origin}${path}` } }),
  })
  await outbox.queue(transaction, message)
}
