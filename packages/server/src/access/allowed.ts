/** The proof that an access was allowed: what the rooms that change something ask for. */
import type { Access } from '@latchkey/tokens'
import type { Administration } from './attempt.ts'
import type { Credential } from './credential.ts'
import type { OpenTransaction } from './standing.ts'

declare const earned: unique symbol

/** Only a decision makes one. It is good for exactly this access, and within the transaction it was made in. */
export interface Allowed {
  readonly [earned]: true
  readonly access: Access
  readonly credential: Credential
  /** Which part of `administer` was allowed. */
  readonly administration?: Administration
  /** What the client calls itself, for the record. */
  readonly client?: string
  /** The transaction that the credential and the standing were read in, where there was one. */
  readonly transaction?: OpenTransaction
}

const proofs = new WeakSet<object>()

/** The one maker; not a name of the room's door. */
export function proveAllowed(proof: Omit<Allowed, typeof earned>): Allowed {
  const made = Object.freeze({ ...proof, access: Object.freeze({ ...proof.access }) }) as Allowed
  proofs.add(made)
  return made
}

/** Whether a value is a proof that a decision made: a cast, a copy or a look-alike is not. */
export function isAllowed(value: unknown): value is Allowed {
  return typeof value === 'object' && value !== null && proofs.has(value)
}
