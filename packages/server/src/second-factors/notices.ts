/** What a person is told by mail of what happened to the second factor. */
import { findAccount } from '../accounts/index.ts'
import { actorInWords, type Cause, type EventName } from '../audit/index.ts'
import { circumstances, type Telling, writeMessage } from '../mail/index.ts'
import type { Writer } from '../storage/index.ts'

interface Notice {
  readonly subject: string
  readonly text: string
}

const unexpected =
  'If that was not you, ask an administrator of the server at once, and look at your second factor:'

const notices = {
  'second_factor.added': {
    subject: 'Your account has a second factor now',
    text: 'Whoever signs in is asked for a code beside the password. Keep the recovery codes where you find them without the app.',
  },
  'second_factor.removed': {
    subject: 'Your account has no second factor any more',
    text: 'The password alone signs in now.',
  },
  'second_factor.recovery_codes_renewed': {
    subject: 'Your recovery codes were made anew',
    text: 'Those that you had before are good for nothing now.',
  },
  'second_factor.recovery_code_used': {
    subject: 'One of your recovery codes was used',
    text: 'It is used up. If you have lost the authenticator app, remove the second factor and add it again.',
  },
  'second_factor.guessed': {
    subject: 'Somebody gave five wrong codes for your account',
    text: 'Whoever it was knows your password or holds one of your tokens. The next code must wait, and each wrong one makes the wait longer; a recovery code is taken at any time. If that was not you, set another password and end the logins that you do not know.',
  },
} as const satisfies Partial<Record<EventName, Notice>>

export type Told = keyof typeof notices

/** To every address of the account. */
export async function tell(
  { outbox, origin }: Telling,
  transaction: Writer,
  what: Told,
  { accountId, cause, now }: { readonly accountId: string; readonly cause: Cause; readonly now: number },
): Promise<void> {
  const account = await findAccount(transaction, accountId)
  if (account === undefined) return
  const { subject, text } = notices[what]
  const { address, client } = cause
  const message = writeMessage({
    ...{ to: account, subject: `${subject} (${account.username})` },
    paragraphs: [
      `${subject}: ${account.username}, at ${origin}.`,
      text,
      circumstances({ who: await actorInWords(transaction, cause), at: now, address, client }),
    ],
    next: { step: unexpected, link: `${origin}/account/second-factor` },
  })
  await outbox.queue(transaction, message)
}
