/** Checks every caveat of a verified token against one access. */
import { type Access, type LateFact, lateFacts } from './access.ts'
import type { Answer } from './caveats/define-caveat.ts'
import { type Caveat, type CaveatCode, definitionOf, readCaveat } from './caveats/index.ts'
import type { CaveatReadingCode } from './caveats/language.ts'
import { type Refusal, refuse, refused } from './refusal.ts'
import { isVerified, type VerifiedToken } from './verify/index.ts'
import { describeAttempt } from './wording.ts'

export type ClearingCode = CaveatCode | CaveatReadingCode | 'nothing_allowed'

declare const earned: unique symbol

/** The proof that every caveat cleared, with the access that it is good for. Only `clear` makes one. */
export interface Cleared {
  readonly [earned]: true
  /** Frozen: what was cleared cannot be changed afterwards into something else. */
  readonly access: Access
}

export type Clearing =
  | { readonly answer: 'cleared'; readonly proof: Cleared }
  /** No caveat objects, but some cannot tell before these facts are known. Not an allowance. */
  | { readonly answer: 'needs'; readonly facts: readonly LateFact[] }
  /** Every caveat that objects. Whatever is still `pending` cannot change that. */
  | { readonly answer: 'refused'; readonly refusals: readonly Refusal<ClearingCode>[] }

/**
 * Clears the caveats of the token's text together with those stored in its row, in any order with the same answer.
 * Refused beats needs, needs beats cleared. Never throws on a verified token, whatever bytes it holds.
 */
export function clear(token: VerifiedToken, stored: readonly Caveat[], access: Access): Clearing {
  if (!isVerified(token)) throw new TypeError('Only a token whose signature was verified can be cleared.')
  const refusals: Refusal<ClearingCode>[] = []
  const needed: LateFact[] = []
  let allows = false
  const judge = (caveat: Caveat) => {
    allows ||= caveat.kind === 'allow'
    const answer = clearOne(caveat, access)
    if (answer === true) return
    if (refused(answer)) refusals.push(answer)
    else needed.push(answer.needs)
  }
  for (const caveat of stored) judge(caveat)
  for (const bytes of token.caveats) {
    const caveat = readCaveat(bytes)
    if (refused(caveat)) refusals.push(caveat)
    else judge(caveat)
  }
  if (!allows) refusals.push(nothingAllowed(access))

  if (refusals.length > 0) return { answer: 'refused', refusals }
  if (needed.length > 0) return { answer: 'needs', facts: lateFacts.filter(fact => needed.includes(fact)) }
  return { answer: 'cleared', proof: new Proof(maker, access) as object as Cleared }
}

/** Everyone may ask who they are, whatever their token is for: caveats about *what* never refuse `identify`. */
function clearOne(caveat: Caveat, access: Access): Answer<ClearingCode> {
  const definition = definitionOf(caveat)
  if (access.action === 'identify' && definition.restricts === 'what') return true
  return definition.clears(caveat as never, access) as Answer<ClearingCode>
}

function nothingAllowed(access: Access): Refusal<'nothing_allowed'> {
  return refuse(
    'nothing_allowed',
    `Nothing says what this token may do, so it may do nothing; it was used to ${describeAttempt(access)}.`,
    'Have a token made that says what it may do.',
  )
}

const maker: unique symbol = Symbol('clear')

/** Its constructor wants a symbol that does not leave this file. `isCleared` tells a real one from a cast. */
class Proof {
  readonly access: Access
  readonly #earned = true

  constructor(proof: typeof maker, access: Access) {
    if (proof !== maker) throw new TypeError('Only clear makes a proof.')
    this.access = frozen(access)
    Object.freeze(this)
  }

  static has(value: unknown): boolean {
    return typeof value === 'object' && value !== null && #earned in value
  }
}

function frozen(access: Access): Access {
  const { principal, digests } = access
  if (Object.isFrozen(access) && Object.isFrozen(principal) && Object.isFrozen(digests)) return access
  return Object.freeze({
    ...access,
    principal: Object.freeze({ ...principal }),
    ...(typeof digests === 'object' ? { digests: Object.freeze([...digests]) } : {}),
  })
}

/** Whether a value is a proof that `clear` made: a cast, a copy or a look-alike is not. */
export function isCleared(value: unknown): value is Cleared {
  return Proof.has(value)
}
