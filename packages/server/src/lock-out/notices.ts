/** What a person is told by mail of what was done to the account. */
import type { EventName } from '../audit/index.ts'
import { circumstances, type Telling, writeMessage } from '../mail/index.ts'
import type { Change } from './change.ts'

interface Notice {
  readonly subject: string
  readonly text: string
  /** What to do about it; where nothing is said, to look at the account. */
  readonly next?: { readonly step: string; readonly path: string } | 'none'
}

const lookAtIt = {
  step: 'If you do not know why, ask an administrator of the server at once, and look at what was done with your account:',
  path: '/account/events',
}

const notices: Partial<Readonly<Record<EventName, Notice>>> = {
  'account.reset_link_made': {
    subject: 'A link for setting a new password was made',
    text: 'Whoever is given the link sets a new password for your account. It works once, for a day. Every browser was signed out.',
  },
  'account.second_factor_link_made': {
    subject: 'A link for setting a new password and removing the second factor was made',
    text: 'Whoever is given the link sets a new password for your account, and may take its second factor away. It works once, for a day. Every browser was signed out.',
  },
  'account.password_reset': {
    subject: 'Your password was set anew',
    text: 'It was set through a link that an administrator made. Every browser was signed out, and every login ended. Your keys work as before.',
  },
  'account.password_changed': {
    subject: 'Your password was changed',
    text: 'Every other browser was signed out. Your logins and keys work as before.',
  },
  'account.disabled': {
    subject: 'Your account was disabled',
    text: 'Nobody can sign in to it, and its logins and keys do not work. To have it enabled, ask an administrator of the server.',
    next: 'none',
  },
  'account.enabled': {
    subject: 'Your account was enabled again',
    text: 'You can sign in, and those of your logins and keys that are not over work again.',
  },
  'account.deleted': {
    subject: 'Your account was deleted',
    text: 'Its e-mail address and password are gone, its keys are revoked, its logins ended, and it is a member of nothing. What it published stays. This is the last mail to you.',
    next: 'none',
  },
  'account.administrator_granted': {
    subject: 'Your account runs the server now',
    text: 'It was made an administrator.',
  },
  'account.administrator_withdrawn': {
    subject: 'Your account does not run the server any more',
    text: 'It is no administrator now.',
  },
}

/** To every address of the account, as it was before. `who` did it, in words. */
export async function tell(
  { outbox, origin }: Telling,
  { transaction, account, who, cause, now }: Change & { readonly who: string },
  what: EventName,
): Promise<void> {
  const notice = notices[what]
  if (notice === undefined) return
  const { subject, text, next = lookAtIt } = notice
  const { address, client } = cause
  const message = writeMessage({
    ...{ to: account, subject: `${subject} (${account.username})` },
    paragraphs: [
      `${subject}: ${account.username}, at ${origin}.`,
      text,
      circumstances({ who, at: now, address, client }),
    ],
    ...(next !== 'none' && { next: { step: next.step, link: `${origin}${next.path}` } }),
  })
  await outbox.queue(transaction, message)
}
