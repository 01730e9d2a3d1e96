/** Tokens whose signature holds, for tests that are about what their caveats say. */
import { type Caveat, writeCaveat } from '../caveats/index.ts'
import { type Macaroon, mintMacaroon } from '../macaroon/index.ts'
import { refused } from '../refusal.ts'
import { type VerifiedToken, verifySignature } from '../verify/index.ts'

const rootKey = new Uint8Array(32).fill(7)
const identifier = new TextEncoder().encode('1.test.kAAAAAAAAAAAAAAAAAAAAAA')

/** A macaroon with these caveats: values of the language, or bytes as they are. */
export function mintWith(...caveats: readonly (Caveat | Uint8Array | string)[]): Macaroon {
  const bytes = caveats.map(caveat => {
    if (typeof caveat === 'string') return new TextEncoder().encode(caveat)
    return caveat instanceof Uint8Array ? caveat : writeCaveat(caveat)
  })
  return mintMacaroon({ rootKey, identifier, location: 'packages.example.com', caveats: bytes })
}

/** The same, verified. */
export function verified(macaroon: Macaroon): VerifiedToken {
  const token = verifySignature(macaroon, rootKey)
  if (refused(token)) throw new Error(token.message)
  return token
}
