/** The address of an account: said by its person, and known to be theirs once they opened a link that was sent there. */
import type { Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import {
  type Cause,
  causeByAccount,
  type EventName,
  lately,
  type Origin,
  recordEvent,
} from '../audit/index.ts'
import type { Clock, RandomBytes } from '../host/index.ts'
import { refuseForNow } from '../limits/index.ts'
import { closeLinks, createOutbox, type EmailLink, findLink, listLinks, readEmail } from '../mail/index.ts'
import type { Reader, Store, Writer } from '../storage/index.ts'
import type { Account } from './account.ts'
import { findAccount, setEmail } from './account-changes.ts'
import { sendVerification, tellFormerAddress } from './email-letters.ts'
import type { Session } from './session.ts'
import { isLive, sessionEnded } from './session-rows.ts'

export interface Emails {
  /**
   * Sends the link to an address: another one, or once more the one that nobody verified. The account keeps the address
   * that it has until the link is opened. Five in an hour.
   */
  sendLink(session: Session, address: string, from: Origin): Promise<string | Refusal>
  /** Where a link was sent last that was not opened yet; nothing where it is over. */
  waitingFor(accountId: string): Promise<string | undefined>
  /** The address that a link verifies, in a session of its account only. Looking uses nothing up. */
  openLink(session: Session, secret: Secret): Promise<string | Refusal>
  /** Verifies the address and makes it the account's. Once. */
  verify(session: Session, secret: Secret, from: Origin): Promise<string | Refusal>
}

export interface EmailsOptions {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
  /** The public origin, where mail leads to. */
  readonly origin: string
}

const hour = 3_600_000
const perHour = 5

export function createEmails({ store, clock, random, origin }: EmailsOptions): Emails {
  const telling = { outbox: createOutbox({ clock, random }), origin }
  const linksOf = (reader: Reader, subjectId: string) =>
    listLinks(reader, { purpose: 'address', subjectId }, clock.now())

  /** Of several the link that was asked for last says which address it is to be. */
  async function find(reader: Reader, { account }: Session, secret: Secret): Promise<EmailLink | Refusal> {
    const link = await findLink(reader, 'address', secret, clock.now())
    if (link === undefined) return unknownLink
    if (link.subjectId !== account.id) return otherAccount
    const [last] = await linksOf(reader, account.id)
    return last?.address === link.address ? link : unknownLink
  }

  /** What a person does to their own account, in a session that is alive still. */
  function change(
    { account: { id }, idHash }: Session,
    from: Origin,
    work: (done: {
      transaction: Writer
      account: Account
      cause: Cause
      now: number
    }) => Promise<Done | Refusal>,
  ): Promise<string | Refusal> {
    const now = clock.now()
    const cause = causeByAccount(id, 'session', from)
    return store.write(async transaction => {
      const account = await findAccount(transaction, id)
      if (account === undefined || !(await isLive(transaction, idHash, now))) return sessionEnded
      const done = await work({ transaction, account, cause, now })
      if (refused(done)) return done
      await recordEvent(transaction, { what: done.what, at: now, cause, subject: { kind: 'account', id } })
      return done.address
    })
  }

  return {
    async sendLink(session, text, from) {
      const address = readEmail(text)
      if (refused(address)) return address
      return change(session, from, async ({ transaction, account, cause, now }) => {
        if (address === account.email && account.emailVerified) return alreadyVerified
        // Not by the links that are open: whoever uses one would begin anew.
        const asked = await lately(transaction, { of: account.id, what: 'account.email_asked' }, perHour)
        const fifth = asked[perHour - 1]
        if (fifth !== undefined && fifth > now - hour) return tooManyMails(fifth + hour - now)
        await sendVerification(transaction, telling, account, { address, now })
        if (address !== account.email)
          await tellFormerAddress(transaction, telling, 'asked', { former: account, address, cause, now })
        return { what: 'account.email_asked', address }
      })
    },

    waitingFor: async accountId => (await linksOf(store.read, accountId))[0]?.address,

    async openLink(session, secret) {
      const link = await find(store.read, session, secret)
      return refused(link) ? link : link.address
    },

    verify: (session, secret, from) =>
      change(session, from, async ({ transaction, account, cause, now }) => {
        const link = await find(transaction, session, secret)
        if (refused(link)) return link
        const { address } = link
        const { id: subjectId } = account
        await setEmail(transaction, account, { email: address, verifiedAt: now })
        await closeLinks(transaction, { purpose: 'address', subjectId })
        if (address === account.email) return { what: 'account.email_verified', address }
        // A link for a new password that was sent to the former address opens nothing any more.
        await closeLinks(transaction, { purpose: 'password', subjectId })
        await tellFormerAddress(transaction, telling, 'changed', { former: account, address, cause, now })
        return { what: 'account.email_changed', address }
      }),
  }
}

interface Done {
  readonly what: EventName
  readonly address: string
}

const tooManyMails = (milliseconds: number) =>
  refuseForNow(
    'too_many_mails',
    'Many links were sent already within an hour.',
    Math.ceil(milliseconds / 1000),
  )

const alreadyVerified = refuse(
  'email_already_verified',
  'This is your address already, and you have shown that it is yours.',
  'Give another one, if mail is to be sent there.',
)

const unknownLink = refuse(
  'unknown_link',
  'This link cannot be used: it is not whole, was used already, or is too old.',
  'Copy the whole link, or have another one sent to you.',
)

const otherAccount = refuse(
  'link_of_other_account',
  'This link was sent to somebody who has another account.',
  'Sign out, sign in with that account, and open the link again.',
)
