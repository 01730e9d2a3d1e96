/** What somebody is told who is invited to an organization. */
import type { Role } from '@latchkey/protocol'
import { instantInWords } from '../../mail/index.ts'

export interface Invited {
  readonly inviter: string
  readonly displayName: string
  readonly role: Role
  readonly origin: string
}

export const english = {
  subject: (displayName: string) => `You are invited to ${displayName}`,
  text: ({ inviter, displayName, role, origin }: Invited) =>
    `${inviter} invites you to ${displayName} at ${origin}, with the role ${role}. With an account there you join it; without one you make yours.`,
  once: (expiresAt: number) => `The link works once, until ${instantInWords(expiresAt, 'en')}.`,
  ignore: 'If you know nothing of it, do nothing: nobody joins by not answering.',
  step: 'Look at it and answer here:',
}

export type Letters = typeof english
