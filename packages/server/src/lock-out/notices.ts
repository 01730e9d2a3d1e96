/** What a person is told by mail of what was done to the account. */
import type { Account } from '../accounts/index.ts'
import type { EventName } from '../audit/index.ts'
import type { Outbox } from '../mail/index.ts'
import type { Writer } from '../storage/index.ts'

interface Notice {
  readonly subject: string
  readonly text: string
}

const unexpected = 'If you do not know why, ask an administrator of the server at once.'

const notices: Partial<Readonly<Record<EventName, Notice>>> = {
  'account.reset_link_made': {
    subject: 'A link for setting a new password was made',
    text: `Whoever is given the link sets a new password for your account. It works once, for a day. Every browser was signed out. ${unexpected}`,
  },
  'account.second_factor_link_made': {
    subject: 'A link for setting a new password and removing the second factor was made',
    text: `Whoever is given the link sets a new password for your account, and may take its second factor away. It works once, for a day. Every browser was signed out. ${unexpected}`,
  },
  'account.password_reset': {
    subject: 'Your password was set anew',
    text: `It was set through a link that an administrator made. Every browser was signed out, and every login ended. Your keys work as before. ${unexpected}`,
  },
  'account.password_changed': {
    subject: 'Your password was changed',
    text: `Every other browser was signed out. Your logins and keys work as before. ${unexpected}`,
  },
  'account.disabled': {
    subject: 'Your account was disabled',
    text: 'Nobody can sign in to it, and its logins and keys do not work. To have it enabled, ask an administrator of the server.',
  },
  'account.enabled': {
    subject: 'Your account was enabled again',
    text: `You can sign in, and those of your logins and keys that are not over work again. ${unexpected}`,
  },
  'account.deleted': {
    subject: 'Your account was deleted',
    text: 'Its e-mail address and password are gone, its keys are revoked, its logins ended, and it is a member of nothing. What it published stays. This is the last mail to you.',
  },
  'account.administrator_granted': {
    subject: 'Your account runs the server now',
    text: `It was made an administrator. ${unexpected}`,
  },
  'account.administrator_withdrawn': {
    subject: 'Your account does not run the server any more',
    text: `It is no administrator now. ${unexpected}`,
  },
}

/** To every address of the account, as it was before. */
export async function tell(
  outbox: Outbox,
  transaction: Writer,
  { username, email }: Account,
  what: EventName,
): Promise<void> {
  const notice = notices[what]
  if (notice === undefined) return
  const text = `${notice.subject}: ${username}.\n\n${notice.text}\n`
  await outbox.queue(transaction, { to: email, subject: `${notice.subject} (${username})`, text })
}
