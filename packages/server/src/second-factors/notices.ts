/** What a person is told by mail of what happened to the second factor. */
import { type Account, findAccount } from '../accounts/index.ts'
import type { EventName } from '../audit/index.ts'
import type { Outbox } from '../mail/index.ts'
import type { Writer } from '../storage/index.ts'

interface Notice {
  readonly subject: string
  readonly text: string
}

const unexpected = 'If that was not you, ask an administrator of the server at once.'

const notices = {
  'second_factor.added': {
    subject: 'Your account has a second factor now',
    text: `Whoever signs in is asked for a code beside the password. Keep the recovery codes where you find them without the app. ${unexpected}`,
  },
  'second_factor.removed': {
    subject: 'Your account has no second factor any more',
    text: `The password alone signs in now. ${unexpected}`,
  },
  'second_factor.recovery_codes_renewed': {
    subject: 'Your recovery codes were made anew',
    text: `Those that you had before are good for nothing now. ${unexpected}`,
  },
  'second_factor.recovery_code_used': {
    subject: 'One of your recovery codes was used',
    text: `It is used up. If you have lost the authenticator app, remove the second factor and add it again. ${unexpected}`,
  },
  'second_factor.guessed': {
    subject: 'Somebody gave five wrong codes for your account',
    text: 'Whoever it was knows your password or holds one of your tokens. The next code must wait, and each wrong one makes the wait longer; a recovery code is taken at any time. If that was not you, set another password and end the logins that you do not know.',
  },
} as const satisfies Partial<Record<EventName, Notice>>

export type Told = keyof typeof notices

/** To every address of the account. */
export async function tell(
  outbox: Outbox,
  transaction: Writer,
  accountId: string,
  what: Told,
): Promise<void> {
  const account: Account | undefined = await findAccount(transaction, accountId)
  if (account === undefined) return
  const { subject, text } = notices[what]
  await outbox.queue(transaction, {
    to: account.email,
    subject: `${subject} (${account.username})`,
    text: `${subject}: ${account.username}.\n\n${text}\n`,
  })
}
