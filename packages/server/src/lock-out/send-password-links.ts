/** The mail with the link for a new password: to whom it is sent, how often, and what it says. */
import { type Account, findByNameOrEmail } from '../accounts/index.ts'
import { actorInWords, type Cause, causeByNobody, recordEvent } from '../audit/index.ts'
import { circumstances, languageOf, listLinks, type Telling, writeMessage } from '../mail/index.ts'
import { secondFactorOf } from '../second-factors/index.ts'
import type { Writer } from '../storage/index.ts'
import { letters } from './notices.ts'

const hour = 3_600_000
/** To one account within the hour that a link lives: whoever knows a name can ask for them. */
const most = 3

export interface Said {
  readonly whose: string
  readonly address: string | null
  readonly client: string | null
}

/** To everybody who can sign in and is known to read the address: a link may open an account, so it goes nowhere else. */
export async function sendPasswordLinks(
  transaction: Writer,
  telling: Telling,
  { whose, address, client }: Said,
  now: number,
): Promise<void> {
  const cause = causeByNobody({ address: address ?? undefined, client: client ?? undefined })
  for (const account of await findByNameOrEmail(transaction, whose)) {
    const sent = await listLinks(transaction, { purpose: 'password', subjectId: account.id }, now)
    if (sent.length < most) await send(transaction, telling, { account, cause, now })
  }
}

async function send(
  transaction: Writer,
  { outbox, origin }: Telling,
  { account, cause, now }: { readonly account: Account; readonly cause: Cause; readonly now: number },
): Promise<void> {
  const { id, username, email } = account
  const language = languageOf(account)
  const { forgotten: say } = letters[language]
  const { active } = await secondFactorOf(transaction, id)
  const who = await actorInWords(transaction, cause, language)
  const message = writeMessage({
    ...{ to: account, subject: say.subject(username) },
    paragraphs: [
      say.text(origin),
      ...(active ? [say.secondFactor] : []),
      circumstances({ who, at: now, address: cause.address, client: cause.client }, language),
      say.ignore,
    ],
    next: { step: say.step, link: `${origin}/reset/` },
  })
  const link = { purpose: 'password', subjectId: id, address: email, expiresAt: now + hour } as const
  await outbox.queueLink(transaction, message, link)
  const subject = { kind: 'account', id } as const
  await recordEvent(transaction, { what: 'account.password_link_sent', at: now, cause, subject })
}
