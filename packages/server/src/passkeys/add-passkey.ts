/** Adding a passkey to one's account, in the session that asked for it. */
import type { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { type CurrentSession, renewSession, type SignedIn } from '../accounts/index.ts'
import { causeByAccount, type Origin } from '../audit/index.ts'
import { newId } from '../host/index.ts'
import {
  newRecoveryCodes,
  recordChange,
  replaceRecoveryCodes,
  secondFactorOf,
} from '../second-factors/index.ts'
import { boundTo, isFresh, takeChallenge } from './challenge.ts'
import type { Hands } from './hands.ts'
import { readPasskeyName } from './name.ts'
import { findCredential, findPasskeysOf, type Passkey, readPasskey } from './passkey.ts'
import { readRegistration } from './read-credential.ts'
import { challengeOver, notAdded, passkeyExists, tooMany } from './refusals.ts'
import { verifyRegistration } from './verify.ts'

export interface NewPasskey {
  /** What the browser sent: `PublicKeyCredential.toJSON()` as text. */
  readonly credential: string
  /** 1 to 80 characters. */
  readonly name: string
}

export interface Added {
  readonly passkey: Passkey
  /** Made where this is the account's first second factor; told once. */
  readonly recoveryCodes: readonly Secret[]
  readonly signedIn: SignedIn
}

const mostPasskeys = 20

export async function addPasskey(
  { store, clock, random, key, party, telling }: Hands,
  session: CurrentSession,
  { credential, name: typed }: NewPasskey,
  from: Origin,
): Promise<Added | Refusal> {
  if (refused(party)) return party
  const accountId = session.account.id
  const name = readPasskeyName(typed)
  if (refused(name)) return name
  const registration = readRegistration(credential)
  if (refused(registration)) return registration
  const bound = boundTo('add', session.idHash)
  if (!isFresh(registration.challenge, { key, bound, now: clock.now() })) return challengeOver
  const made = await verifyRegistration(registration, party)
  if (made === undefined) return notAdded
  const id = newId(random)
  const codes = newRecoveryCodes(random)

  return store.write(async transaction => {
    const now = clock.now()
    if (!(await takeChallenge(transaction, registration.challenge, now))) return challengeOver
    if ((await findCredential(transaction, made.credentialId)) !== undefined) return passkeyExists
    if ((await findPasskeysOf(transaction, accountId)).length >= mostPasskeys) return tooMany
    const { active } = await secondFactorOf(transaction, accountId)
    const row = {
      ...{ id, account_id: accountId, name, created_at: now, last_used_at: null },
      ...{ credential_id: made.credentialId, public_key: made.publicKey, counter: made.counter },
      ...({
        transports: JSON.stringify(registration.response.transports),
        synced: made.synced ? 1 : 0,
      } as const),
    }
    await transaction.insertInto('passkeys').values(row).execute()
    if (!active) await replaceRecoveryCodes(transaction, accountId, { codes, now })
    // It was unlocked just now, so this session gave the second factor that is asked for from now on.
    const signedIn = await renewSession(transaction, session, { given: 'passkey', now, random })
    if (refused(signedIn)) return signedIn
    const changing = { accountId, cause: causeByAccount(accountId, 'session', from), now }
    await recordChange(transaction, 'passkey.added', changing, telling, { kind: 'passkey', id, name })
    return { passkey: readPasskey(row), recoveryCodes: active ? [] : codes, signedIn }
  })
}
