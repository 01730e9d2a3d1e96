/** Narrowing a token, offline: whoever holds it can, nobody can undo it. */
import { type Caveat, writeCaveat } from './caveats/index.ts'
import { appendCaveat, type Macaroon } from './macaroon/index.ts'

/** The macaroon with these restrictions added. Each only ever narrows, so their order does not matter. */
export function attenuate(macaroon: Macaroon, ...caveats: readonly Caveat[]): Macaroon {
  return caveats.map(writeCaveat).reduce(appendCaveat, macaroon)
}
