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
  readonly administration?: Administration | undefined
  /** What the client calls itself, for the record. */
  readonly client?: string | undefined
  /** It was allowed to look, and to change nothing: no window was asked for. */
  readonly safe?: true | undefined
  /** The transaction that the credential and the standing were read in, where there was one. */
  readonly transaction?: OpenTransaction | undefined
}

const maker: unique symbol = Symbol('decide')

/** Its constructor wants a symbol that does not leave this file. */
class Proof {
  readonly access: Access
  readonly credential: Credential
  readonly administration: Administration | undefined
  readonly client: string | undefined
  readonly safe: true | undefined
  readonly transaction: OpenTransaction | undefined
  readonly #earned = true

  constructor(proof: typeof maker, of: Omit<Allowed, typeof earned>) {
    if (proof !== maker) throw new TypeError('Only a decision makes a proof.')
    this.access = Object.isFrozen(of.access) ? of.access : Object.freeze({ ...of.access })
    this.credential = of.credential
    this.administration = of.administration
    this.client = of.client
    this.safe = of.safe
    this.transaction = of.transaction
    Object.freeze(this)
  }

  static has(value: unknown): boolean {
    return typeof value === 'object' && value !== null && #earned in value
  }
}

/** The one maker; not a name of the room's door. */
export function proveAllowed(proof: Omit<Allowed, typeof earned>): Allowed {
  return new Proof(maker, proof) as object as Allowed
}

/** Whether a value is a proof that a decision made: a cast, a copy or a look-alike is not. */
export function isAllowed(value: unknown): value is Allowed {
  return Proof.has(value)
}
