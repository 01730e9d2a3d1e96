/** A passkey has signed: whether that is good, and whose it is. */
import { type Refusal, refused } from '@latchkey/tokens'
import { type Account, findAccount } from '../accounts/index.ts'
import { type Cause, causeByPasskey, type Origin } from '../audit/index.ts'
import { type Given, recordChange } from '../second-factors/index.ts'
import type { PasskeysTable, Writer } from '../storage/index.ts'
import { type Bound, isFresh, takeChallenge } from './challenge.ts'
import type { Hands } from './hands.ts'
import { findCredential, type Passkey, readPasskey } from './passkey.ts'
import { type Assertion, readAssertion } from './read-credential.ts'
import { challengeOver, copied, unknownPasskey } from './refusals.ts'
import { type Signed, verifyAssertion } from './verify.ts'

export interface Use {
  /** What the browser sent: `PublicKeyCredential.toJSON()` as text. */
  readonly credential: string
  /** To what the challenge must have been bound. */
  readonly bound: Bound
  /** Whose passkey it must be; nobody's in particular where it is to tell who signs in. */
  readonly accountId?: string
  readonly from: Origin
}

/** That a passkey signed: in this transaction only. */
export interface GivenPasskey extends Given {
  readonly account: Account
  readonly passkey: Passkey
  readonly cause: Cause
}

/**
 * Does `work` in the transaction in which the challenge is used up: it is used up if that succeeded. A counter that went
 * back is written down and told, and refused.
 */
export async function usePasskey<T>(
  hands: Hands,
  { credential, bound, accountId, from }: Use,
  work: (transaction: Writer, given: GivenPasskey) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const { store, clock, key, party } = hands
  if (refused(party)) return party
  const assertion = readAssertion(credential)
  if (refused(assertion)) return assertion
  if (!isFresh(assertion.challenge, { key, bound, now: clock.now() })) return challengeOver
  const known = await findCredential(store.read, assertion.id)
  const isTheirs = known !== undefined && isOf(known, assertion, accountId)
  const signed = isTheirs ? await verifyAssertion(assertion, known, party) : undefined
  if (known === undefined || signed === undefined) return note(hands, unknownPasskey, from, known)

  const outcome = await store.write(async transaction => {
    const given = await take(transaction, { assertion, signed, known, from }, hands)
    if (refused(given) || 'kind' in given) return given
    const done = await work(transaction, given)
    return refused(done) ? done : { kind: 'done' as const, done }
  })
  if (refused(outcome)) return note(hands, outcome, from, known)
  return outcome.kind === 'done' ? outcome.done : note(hands, outcome.refusal, from, known)
}

/** The passkey that says who signs in must say it: one that knows nobody is a second factor and no more. */
function isOf({ account_id: owner }: PasskeysTable, { response }: Assertion, accountId?: string): boolean {
  const { userHandle } = response
  if (accountId === undefined) return userHandle === owner
  return owner === accountId && (userHandle ?? owner) === owner
}

/** A refusal that must not undo the transaction: what it tells about is kept. */
interface Wrong {
  readonly kind: 'wrong'
  readonly refusal: Refusal
}

interface Taking {
  readonly assertion: Assertion
  readonly signed: Signed
  readonly known: PasskeysTable
  readonly from: Origin
}

async function take(
  transaction: Writer,
  { assertion, signed, known, from }: Taking,
  { clock, telling }: Hands,
): Promise<GivenPasskey | Wrong | Refusal> {
  const now = clock.now()
  const [row, account] = [
    await findCredential(transaction, assertion.id),
    await findAccount(transaction, known.account_id),
  ]
  const isStill = row !== undefined && row.id === known.id && account?.disabledAt === undefined
  if (!isStill || account === undefined) return unknownPasskey
  if (!(await takeChallenge(transaction, assertion.challenge, now))) return challengeOver

  const passkey = readPasskey(row)
  const cause = causeByPasskey(account.id, passkey, from)
  // Authenticators that count begin at one; those whose keys are synced do not count.
  if (signed.counter <= row.counter && (signed.counter > 0 || row.counter > 0)) {
    const subject = { kind: 'passkey', id: row.id, name: row.name } as const
    await recordChange(transaction, 'passkey.copied', { accountId: account.id, cause, now }, telling, subject)
    return { kind: 'wrong', refusal: copied }
  }
  await transaction
    .updateTable('passkeys')
    .set({ counter: signed.counter, synced: signed.synced ? 1 : 0, last_used_at: now })
    .where('id', '=', row.id)
    .execute()
  return { accountId: account.id, at: now, step: null, account, passkey, cause }
}

function note(
  { noteRefusal }: Hands,
  refusal: Refusal,
  { address, client }: Origin,
  known: PasskeysTable | undefined,
): Refusal {
  const whose = known && { accountId: known.account_id }
  noteRefusal({ what: 'account.sign_in_refused', code: refusal.code, address, client, ...whose })
  return refusal
}
