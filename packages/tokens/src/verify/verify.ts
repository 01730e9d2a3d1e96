/** Checking the chain of signatures, and the discharges with it. What the caveats say is not judged here: `clear` does. */
import { isThirdParty, type Macaroon, PackedMacaroon } from '../macaroon/index.ts'
import { type Refusal, refused } from '../refusal.ts'
import { dischargeAll } from './discharge.ts'
import { fast } from './fast-chain.ts'
import { makeVerified, type VerifiedToken } from './verified-token.ts'
import { signatureMismatch, type VerifyCode } from './verify-code.ts'

/**
 * The proof that `presented` was made with `rootKey`, or from one that was, and that each third-party caveat has its
 * discharge, bound to this macaroon. All caveats are hashed and signatures compared in constant time, so that one
 * mismatch looks and takes like another; discharges are looked at only once the macaroon's own signature holds.
 */
export function verifySignature(
  presented: Macaroon | PackedMacaroon,
  rootKey: Uint8Array,
  discharges: readonly Macaroon[] = [],
): VerifiedToken | Refusal<VerifyCode> {
  const { chain } = fast()
  if (presented instanceof PackedMacaroon && !presented.hasThirdParty && discharges.length === 0) {
    const first = presented.verify(chain, rootKey)
    return first === undefined ? signatureMismatch : makeVerified(presented, undefined, chain, first)
  }
  const macaroon = presented instanceof PackedMacaroon ? presented.unpack() : presented
  chain.start(rootKey, macaroon.identifier)
  const first = chain.signature()
  for (const caveat of macaroon.caveats) chain.append(caveat)
  if (!chain.endsWith(macaroon.signature)) return signatureMismatch
  const caveats =
    discharges.length === 0 && !macaroon.caveats.some(isThirdParty)
      ? undefined
      : dischargeAll(chain, { macaroon, first }, discharges)
  return refused(caveats) ? caveats : makeVerified(macaroon, caveats, chain, first)
}
