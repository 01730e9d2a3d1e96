/** What the caveats of a new key must be: its own, and those that it inherits. */
import {
  type Action,
  type Caveat,
  checkCaveat,
  formatTarget,
  isThirdParty,
  type Refusal,
  readCaveat,
  refuse,
  refused,
  type Target,
  tokenLimits,
  writeCaveats,
} from '@latchkey/tokens'
import type { TokenCredential } from '../access/index.ts'
import type { Authority } from './authority.ts'
import { allowMissing } from './key-caveats.ts'

/** With any of these a key can change something. */
export const writing: readonly Action[] = ['publish', 'retire', 'delete', 'maintain', 'administer', 'account']

export function canWrite(caveats: readonly Caveat[]): boolean {
  return caveats.some(
    caveat =>
      caveat.kind === 'allow' &&
      caveat.rows.some(row => row.actions.some(action => writing.includes(action))),
  )
}

/**
 * A person's key may name anything, as it can never do more than the person. An organization's key may name nothing
 * outside of the organization: there it would have no role, and its reader would think otherwise.
 */
export function objectionTo(
  caveats: readonly Caveat[],
  organization: string | undefined,
): Refusal<'allow_missing' | 'target_outside'> | undefined {
  return targetsOf(caveats).length === 0 ? allowMissing : objectionToTargets(caveats, organization)
}

/** Of what is asked for alone: what a key inherited from whoever made it may well reach further. */
export function objectionToTargets(
  caveats: readonly Caveat[],
  organization: string | undefined,
): Refusal<'target_outside'> | undefined {
  const outside = targetsOf(caveats).find(
    target => organization !== undefined && target.organization !== organization,
  )
  if (outside === undefined) return undefined
  return refuse(
    'target_outside',
    `A key of ${organization} can name only what is in ${organization}, and ${formatTarget(outside)} is not.`,
    `Write *:${organization} for all of it.`,
  )
}

function targetsOf(caveats: readonly Caveat[]): readonly Target[] {
  return caveats.flatMap(caveat => (caveat.kind === 'allow' ? caveat.rows : [])).flatMap(row => row.targets)
}

/**
 * Law 1: every caveat of the token that a key is made with, in row and text, but its expiry. One that another party
 * must discharge each time cannot be stored, so such a token makes no keys.
 */
export function inheritedFrom({ token, stored }: TokenCredential): readonly Caveat[] | Refusal {
  if (token.macaroon.caveats.some(isThirdParty)) return thirdParty
  const text: Caveat[] = []
  for (const bytes of token.caveats) {
    const caveat = readCaveat(bytes)
    if (refused(caveat)) return caveat
    text.push(caveat)
  }
  return [...stored, ...text].filter(caveat => caveat.kind !== 'expires')
}

/** What was asked for, and all that the token it is made with is held to. */
export function heldTo(by: Authority, own: readonly Caveat[]): readonly Caveat[] | Refusal {
  const credential = by === 'local command' ? undefined : by.credential
  const inherited = credential?.kind === 'token' ? inheritedFrom(credential) : []
  return refused(inherited) ? inherited : joined(own, inherited)
}

/** Own and inherited restrictions together, each said once, and none that a token could not hold as well. */
export function joined(
  own: readonly Caveat[],
  inherited: readonly Caveat[],
): readonly Caveat[] | Refusal<'too_many_caveats' | 'caveat_too_large'> {
  // Read from a form, each is well-formed; but people paste long lists.
  if (own.some(caveat => refused(checkCaveat(caveat)))) return tooLarge
  const distinct = new Map([...own, ...inherited].map(caveat => [writeCaveats([caveat]), caveat]))
  return distinct.size > tokenLimits.caveats ? tooMany : [...distinct.values()]
}

const thirdParty = refuse(
  'third_party_restriction',
  'The token that this key would be made with needs the consent of another party each time, and a key cannot keep that.',
  'Make the key with a token that has no such restriction, or by signing in.',
)

const tooMany = refuse(
  'too_many_caveats',
  `A key holds at most ${tokenLimits.caveats} restrictions, with those of the token that it is made with.`,
  'Make it with a token that has fewer restrictions.',
)

const tooLarge = refuse(
  'caveat_too_large',
  `One list of targets or networks of this key has more than ${tokenLimits.caveatBytes} bytes.`,
  'Name a whole repository in place of its packages, or a network in place of its parts; or make several keys.',
)
