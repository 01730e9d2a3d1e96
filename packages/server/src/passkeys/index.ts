/**
 * Passkeys (WebAuthn level 3): public keys of a person's devices, each unlocked there by a finger, a face or a PIN.
 *
 * 1. A passkey is the password and the second factor in one (docs/decisions/029-passkeys.md): an account that has one is
 *    asked for it, or for a code, after its password.
 * 2. What it signs is good once, for five minutes, in the browser that was asked and for what it was asked for.
 * 3. Whoever comes with an unknown passkey, another person's, or a locked one hears the same.
 * 4. A counter that goes back is refused, written down and told.
 *
 * On a page, `proofFields(visit, house)` of `pages/proof.ts` asks for a passkey or a code, and `typedProof(form)` is what was
 * given; a passkey goes to whichever of these the form is about:
 *
 *     const passkeys = createPasskeys({ store, clock, random, key: secondFactorKey, origin })
 *     const signedIn = await passkeys.giveTo({ session, credential, from })
 *     const opened = await passkeys.openWindow({ session, credential, from }, { kind: 'login', id: login.id, accountId })
 *     const done = await passkeys.check({ session, credential, from }, (transaction, { at }) => ...)
 */
export type { Added, NewPasskey } from './add-passkey.ts'
export { eraseSecondFactors, type Renaming, removeSecondFactors } from './change-passkey.ts'
export type { CreationOptions, Descriptor, RequestOptions } from './options.ts'
export type { Passkey } from './passkey.ts'
export {
  createPasskeys,
  type PasskeyAttempt,
  type Passkeys,
  type PasskeysOptions,
  type SignInByPasskey,
} from './passkeys.ts'
export { noSuchPasskey } from './refusals.ts'
export type { GivenPasskey } from './use-passkey.ts'
