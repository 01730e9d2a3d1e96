/** Third-party caveats: finding, opening and checking the discharge of each, and of the discharges' own. */
import { equalBytes } from '../bytes.ts'
import { open } from '../crypto/index.ts'
import {
  type Chain,
  isThirdParty,
  type Macaroon,
  type MacaroonCaveat,
  type ThirdPartyCaveat,
} from '../macaroon/index.ts'
import { type Refusal, refused } from '../refusal.ts'
import {
  dischargeMissing,
  dischargeReused,
  dischargeUnused,
  signatureMismatch,
  type VerifyCode,
} from './verify-code.ts'

/** A macaroon whose signature was found to hold, and the signature that its caveats start from. */
interface Holding {
  readonly macaroon: Macaroon
  readonly first: Uint8Array
}

/**
 * The first-party caveats of the root macaroon and of all its discharges. A discharge's caveats may ask for further
 * discharges, to any depth, hence the queue; each one presented is used exactly once, so there is no way in circles.
 */
export function dischargeAll(
  chain: Chain,
  root: Holding,
  discharges: readonly Macaroon[],
): readonly Uint8Array[] | Refusal<VerifyCode> {
  const unused = [...discharges]
  const caveats: Uint8Array[] = []
  const queue = [root]
  for (const { macaroon, first } of queue) {
    let signature = first
    let hashed = 0
    for (const [index, caveat] of macaroon.caveats.entries()) {
      if (!isThirdParty(caveat)) {
        caveats.push(caveat.identifier)
        continue
      }
      const discharge = takeDischarge(unused, discharges, caveat)
      if (refused(discharge)) return discharge
      signature = signatureAfter(chain, signature, macaroon.caveats.slice(hashed, index))
      hashed = index
      const dischargeFirst = verifyDischarge(chain, root.macaroon, signature, caveat, discharge)
      if (refused(dischargeFirst)) return dischargeFirst
      queue.push({ macaroon: discharge, first: dischargeFirst })
    }
  }
  return unused.length > 0 ? dischargeUnused : caveats
}

function signatureAfter(chain: Chain, signature: Uint8Array, caveats: readonly MacaroonCaveat[]): Uint8Array {
  chain.resume(signature)
  for (const caveat of caveats) chain.append(caveat)
  return chain.signature()
}

/** Takes the caveat's discharge out of those that are still unused. */
function takeDischarge(
  unused: Macaroon[],
  all: readonly Macaroon[],
  caveat: ThirdPartyCaveat,
): Macaroon | Refusal<VerifyCode> {
  const belongs = (discharge: Macaroon) => equalBytes(discharge.identifier, caveat.identifier)
  const discharge = unused.find(belongs)
  if (discharge === undefined) return all.some(belongs) ? dischargeReused : dischargeMissing
  unused.splice(unused.indexOf(discharge), 1)
  return discharge
}

/**
 * Gives the signature that the discharge's caveats start from. The caveat's box holds the discharge's key as the chain
 * has it, derived already; the discharge's signature must be the one bound to the root's.
 */
function verifyDischarge(
  chain: Chain,
  root: Macaroon,
  signature: Uint8Array,
  caveat: ThirdPartyCaveat,
  discharge: Macaroon,
): Uint8Array | Refusal<VerifyCode> {
  const key = open(signature, caveat.verification)
  if (key?.length !== 32) return signatureMismatch
  chain.startDerived(key, discharge.identifier)
  const first = chain.signature()
  for (const caveat of discharge.caveats) chain.append(caveat)
  chain.bindTo(root.signature)
  return chain.endsWith(discharge.signature) ? first : signatureMismatch
}
