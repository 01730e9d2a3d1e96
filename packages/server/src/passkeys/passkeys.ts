/** The room's living part: asking for passkeys, adding them, and what one opens. */
import type { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { beginSession, type CurrentSession, renewSession, type SignedIn } from '../accounts/index.ts'
import { type NotedRefusal, type Origin, recordEvent } from '../audit/index.ts'
import { type Clock, type RandomBytes, sha256 } from '../host/index.ts'
import { createOutbox } from '../mail/index.ts'
import { type Opened, openWindow, type SecondFactorKey, type Subject } from '../second-factors/index.ts'
import type { Store, Writer } from '../storage/index.ts'
import { type Added, addPasskey, type NewPasskey } from './add-passkey.ts'
import { type Bound, boundTo, newChallenge } from './challenge.ts'
import { type Renaming, removePasskey, renamePasskey } from './change-passkey.ts'
import type { Hands } from './hands.ts'
import { type CreationOptions, creationOptions, type RequestOptions, requestOptions } from './options.ts'
import { findPasskeysOf, type Passkey, readPasskey } from './passkey.ts'
import { readRelyingParty } from './relying-party.ts'
import { type GivenPasskey, usePasskey } from './use-passkey.ts'

/** A passkey that was used in a session: what the browser sent, and from where. */
export interface PasskeyAttempt {
  readonly session: CurrentSession
  /** `PublicKeyCredential.toJSON()` as text, in answer to what `ask` gave for this session. */
  readonly credential: string
  readonly from: Origin
}

export interface Passkeys {
  /** Why browsers use none at this server's address; nothing where they do. */
  readonly unavailable: Refusal<'passkeys_unavailable'> | undefined
  /** The newest first. */
  list(accountId: string): Promise<readonly Passkey[]>

  /** What a browser is asked to make one. */
  askToAdd(session: CurrentSession): Promise<CreationOptions | Refusal>
  /** The session goes on under a new id. */
  add(session: CurrentSession, passkey: NewPasskey, from: Origin): Promise<Added | Refusal>
  rename(accountId: string, renaming: Renaming): Promise<true | Refusal>
  remove(accountId: string, removing: Omit<Renaming, 'name'>): Promise<true | Refusal>

  /** What a browser is asked where nobody is signed in: by a secret of this browser, which its answer must come with. */
  askToSignIn(browser: Secret): RequestOptions | undefined
  /** Begins a session in which nothing more is asked for. Everything that is not good is one and the same refusal. */
  signIn(attempt: SignInByPasskey): Promise<SignedIn | Refusal>

  /** What is asked of somebody who gave the password, or is signed in; nothing where they have none. */
  ask(session: CurrentSession): Promise<RequestOptions | undefined>
  /** Does `work` in the transaction in which the answer is used up; it is used up if that succeeded. */
  check<T>(
    attempt: PasskeyAttempt,
    work: (transaction: Writer, given: GivenPasskey) => Promise<T | Refusal>,
  ): Promise<T | Refusal>
  /** In the place of a code, and of the password: the session goes on under a new id. */
  giveTo(attempt: PasskeyAttempt): Promise<SignedIn | Refusal>
  /** Five minutes in which this login or key of the person needs no code. */
  openWindow(attempt: PasskeyAttempt, subject: Subject): Promise<Opened | Refusal>
}

export interface SignInByPasskey {
  readonly browser: Secret
  readonly credential: string
  readonly from: Origin
}

export interface PasskeysOptions {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
  readonly key: SecondFactorKey
  /** The public origin: its host is what passkeys are bound to. */
  readonly origin: string
  readonly noteRefusal?: (refusal: NotedRefusal) => void
}

export function createPasskeys(options: PasskeysOptions): Passkeys {
  const { store, clock, random, key, origin, noteRefusal = () => {} } = options
  const party = readRelyingParty(origin)
  const telling = { outbox: createOutbox({ clock, random }), origin }
  const hands: Hands = { store, clock, random, key, party, telling, noteRefusal }
  const challengeFor = (bound: Bound) => newChallenge({ key, bound, now: clock.now() }, random)

  const check: Passkeys['check'] = ({ session, credential, from }, work) => {
    const bound = boundTo('confirm', session.idHash)
    return usePasskey(hands, { credential, bound, accountId: session.account.id, from }, work)
  }

  return {
    unavailable: refused(party) ? party : undefined,
    list: async accountId => (await findPasskeysOf(store.read, accountId)).map(readPasskey),

    async askToAdd({ account, idHash }) {
      if (refused(party)) return party
      const passkeys = await findPasskeysOf(store.read, account.id)
      return creationOptions(party, account, { challenge: challengeFor(boundTo('add', idHash)), passkeys })
    },
    add: (session, passkey, from) => addPasskey(hands, session, passkey, from),
    rename: (accountId, renaming) => renamePasskey(hands, accountId, renaming),
    remove: (accountId, removing) => removePasskey(hands, accountId, removing),

    askToSignIn(browser) {
      if (refused(party)) return undefined
      return requestOptions(party, { challenge: challengeFor(boundToBrowser(browser)), passkeys: [] })
    },

    signIn: ({ browser, credential, from }) =>
      usePasskey(hands, { credential, bound: boundToBrowser(browser), from }, async (transaction, given) => {
        const { account, at: now, cause } = given
        const signedIn = await beginSession(transaction, account, { given: 'passkey', from, now, random })
        await recordEvent(transaction, { what: 'account.signed_in_by_passkey', at: now, cause })
        return signedIn
      }),

    async ask({ account, idHash }) {
      if (refused(party)) return undefined
      const passkeys = await findPasskeysOf(store.read, account.id)
      if (passkeys.length === 0) return undefined
      return requestOptions(party, { challenge: challengeFor(boundTo('confirm', idHash)), passkeys })
    },
    check,

    giveTo: attempt =>
      check(attempt, async (transaction, { at: now, cause }) => {
        const renewed = await renewSession(transaction, attempt.session, { given: 'passkey', now, random })
        if (refused(renewed)) return renewed
        await recordEvent(transaction, { what: 'account.passkey_given', at: now, cause })
        return renewed
      }),

    openWindow: (attempt, subject) =>
      check(attempt, (transaction, given) => openWindow(transaction, subject, given, given.cause)),
  }
}

function boundToBrowser(browser: Secret): Bound {
  return boundTo('sign-in', sha256(browser.expose()))
}
