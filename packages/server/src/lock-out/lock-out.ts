/** The room's living part: every way to keep somebody out of an account, or to let them in again. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import {
  type Account,
  type CurrentSession,
  endSessions,
  findAccount,
  isLastAdministrator,
  isLive,
  type Passwords,
  sessionEnded,
  setAdministrator,
  setDisabled,
  setEnabled,
  setPassword,
} from '../accounts/index.ts'
import {
  type Cause,
  causeByAccount,
  type EventName,
  forgetPerson,
  type Origin,
  recordEvent,
} from '../audit/index.ts'
import { type Clock, newSecretText, type RandomBytes } from '../host/index.ts'
import type { Logins } from '../logins/index.ts'
import { createOutbox } from '../mail/index.ts'
import { objectionToLeaving } from '../organizations/index.ts'
import { removeSecondFactors } from '../passkeys/index.ts'
import type { Store, Writer } from '../storage/index.ts'
import type { Change } from './change.ts'
import { erase } from './erase.ts'
import { actorFor, tell } from './notices.ts'
import { accountDisabled, lastAdministrator, unknownAccount } from './refusals.ts'
import { closeResetLinks, findResetLink, type ResetLink, replaceResetLink, useUp } from './reset-links.ts'

export interface LockOut {
  /**
   * The link with which the account gets a new password: once, for a day. It ends every session, and the former link.
   * With `secondFactor` whoever uses it may take the second factor away besides.
   */
  makeResetLink(
    accountId: string,
    cause: Cause,
    options?: { readonly secondFactor?: boolean },
  ): Promise<Secret | Refusal>
  /** Whose password a link sets. One that is wrong, used or expired is refused as `unknown_link`, all alike. */
  openResetLink(secret: Secret): Promise<ResetLink | Refusal>
  /** Sets the password and ends every session and every login. A weak password leaves the link as it was. */
  reset(secret: Secret, anew: Anew, from: Origin): Promise<Account | Refusal>
  /** The person's own, who gave the former one just now. It ends every other session, and the link for another; logins stay. */
  changePassword(session: CurrentSession, password: Secret, from: Origin): Promise<Account | Refusal>
  /** Ends its sessions and its link for a new password; its keys and logins work again when it is enabled. Disabling again changes nothing. */
  disable(accountId: string, cause: Cause): Promise<Account | Refusal>
  enable(accountId: string, cause: Cause): Promise<Account | Refusal>
  /** For good: everything personal goes, its keys, logins, memberships and maintaining with it. Gives what was. */
  delete(accountId: string, cause: Cause): Promise<Account | Refusal>
  /** Whether it runs the server. */
  setAdministrator(accountId: string, is: boolean, cause: Cause): Promise<Account | Refusal>
}

/** What is set through a link. */
export interface Anew {
  readonly password: Secret
  /** Done where the link is made for it. */
  readonly removeSecondFactor?: boolean
}

export interface LockOutOptions {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
  /** The public origin, where mail leads to. */
  readonly origin: string
  readonly passwords: Passwords
  readonly logins: Pick<Logins, 'endAllOf' | 'eraseLoginsOf'>
}

export function createLockOut({ store, clock, random, origin, passwords, logins }: LockOutOptions): LockOut {
  const telling = { outbox: createOutbox({ clock, random }), origin }

  /** Changes an account that is there, writes down what happened, and tells the person. */
  function change(
    accountId: string,
    cause: Cause,
    work: (change: Change) => Promise<EventName | undefined | Refusal>,
  ): Promise<Account | Refusal> {
    const now = clock.now()
    return store.write(async transaction => {
      const account = await findAccount(transaction, accountId)
      if (account === undefined) return unknownAccount
      const done = { transaction, account, cause, now }
      // As long as everybody still has a name.
      const who = await actorFor(done)
      const what = await work(done)
      if (what === undefined || refused(what)) return what ?? account
      const subject = { kind: 'account', id: account.id } as const
      await recordEvent(transaction, { what, at: now, cause, subject })
      await tell(telling, { ...done, who }, what)
      // Last, so that from where somebody deleted their own account is forgotten, too.
      if (what === 'account.deleted') await forgetPerson(transaction, account.id)
      return (await findAccount(transaction, accountId)) ?? account
    })
  }

  return {
    async makeResetLink(accountId, cause, { secondFactor = false } = {}) {
      const secret = newSecretText(random)
      const made = await change(accountId, cause, async ({ transaction, account, now }) => {
        if (account.disabledAt !== undefined) return accountDisabled
        await replaceResetLink(transaction, account.id, { secret, secondFactor, now })
        await endSessions(transaction, 'account_id', account.id, now)
        return secondFactor ? 'account.second_factor_link_made' : 'account.reset_link_made'
      })
      return refused(made) ? made : new Secret(secret)
    },

    openResetLink: secret => findResetLink(store.read, secret, clock.now()),

    async reset(secret, { password, removeSecondFactor: remove = false }, from) {
      // A link is looked at before a password is hashed for it: guessing links must not cost more than a look.
      const shown = await findResetLink(store.read, secret, clock.now())
      if (refused(shown)) return shown
      const passwordHash = await passwords.hash(password)
      if (refused(passwordHash)) return passwordHash
      const { id } = shown.account
      return change(id, causeByAccount(id, 'link', from), async ({ transaction, account, cause, now }) => {
        const used = await useUp(transaction, secret, now)
        if (refused(used)) return used
        await setPassword(transaction, account, { passwordHash, now })
        // Whoever needed the link may not be the only one who was let in with the former password.
        await logins.endAllOf(transaction, id, cause)
        if (remove && used.mayRemoveSecondFactor)
          await removeSecondFactors(transaction, { accountId: id, cause, now }, telling)
        return 'account.password_reset'
      })
    },

    async changePassword({ account: { id }, idHash }, password, from) {
      const passwordHash = await passwords.hash(password)
      if (refused(passwordHash)) return passwordHash
      return change(id, causeByAccount(id, 'password', from), async ({ transaction, account, now }) => {
        if (!(await isLive(transaction, idHash, now))) return sessionEnded
        await setPassword(transaction, account, { passwordHash, keep: idHash, now })
        await closeResetLinks(transaction, id)
        return 'account.password_changed'
      })
    },

    disable: (accountId, cause) =>
      change(accountId, cause, async ({ transaction, account, now }) => {
        if (account.disabledAt !== undefined) return undefined
        const objection = await objectionToLosing(transaction, account)
        if (objection !== undefined) return objection
        await setDisabled(transaction, account, now)
        await closeResetLinks(transaction, account.id)
        return 'account.disabled'
      }),

    enable: (accountId, cause) =>
      change(accountId, cause, async ({ transaction, account }) => {
        if (account.disabledAt === undefined) return undefined
        await setEnabled(transaction, account)
        return 'account.enabled'
      }),

    delete: (accountId, cause) =>
      change(accountId, cause, async done => {
        const objection = await objectionToLosing(done.transaction, done.account)
        if (objection !== undefined) return objection
        const erased = await erase(done, logins)
        return refused(erased) ? erased : 'account.deleted'
      }),

    setAdministrator: (accountId, is, cause) =>
      change(accountId, cause, async ({ transaction, account }) => {
        if (account.administrator === is) return undefined
        if (!is && (await isLastAdministrator(transaction, account))) return lastAdministrator
        await setAdministrator(transaction, account, is)
        return is ? 'account.administrator_granted' : 'account.administrator_withdrawn'
      }),
  }
}

/** Why the server or an organization cannot do without this account. */
async function objectionToLosing(transaction: Writer, account: Account): Promise<undefined | Refusal> {
  return (await isLastAdministrator(transaction, account))
    ? lastAdministrator
    : objectionToLeaving(transaction, account.id)
}
