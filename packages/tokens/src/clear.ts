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
  const caveats = [...stored, ...token.caveats.map(readCaveat)]
  const answers = caveats.map(caveat => (refused(caveat) ? caveat : clearOne(caveat, access)))
  const allows = caveats.some(caveat => !refused(caveat) && caveat.kind === 'allow')
  if (!allows) answers.push(nothingAllowed(access))

  const refusals = answers.filter(refused) as Refusal<ClearingCode>[]
  if (refusals.length > 0) return { answer: 'refused', refusals }
  const facts = lateFacts.filter(fact =>
    answers.some(answer => answer !== true && 'needs' in answer && answer.needs === fact),
  )
  if (facts.length > 0) return { answer: 'needs', facts }
  return { answer: 'cleared', proof: prove(access) }
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

const proofs = new WeakSet<object>()

function prove(access: Access): Cleared {
  const proof = Object.freeze({ access: frozen(access) }) as Cleared
  proofs.add(proof)
  return proof
}

function frozen(access: Access): Access {
  const { principal, digests } = access
  return Object.freeze({
    ...access,
    principal: Object.freeze({ ...principal }),
    ...(typeof digests === 'object' ? { digests: Object.freeze([...digests]) } : {}),
  })
}

/** Whether a value is a proof that `clear` made: a cast, a copy or a look-alike is not. */
export function isCleared(value: unknown): value is Cleared {
  return typeof value === 'object' && value !== null && proofs.has(value)
}
