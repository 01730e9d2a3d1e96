/** Why a release is retired, in Hex's words: one of a few reasons, and a message. */
import type { Retired } from '../../repositories/index.ts'

/** In the order of the registry's `RetirementReason`: the first is its 0 (hexpm/specifications, registry-v2). */
export const retirementReasons = ['other', 'invalid', 'security', 'deprecated', 'renamed'] as const

export type RetirementReason = (typeof retirementReasons)[number]

export interface HexRetirement {
  readonly reason: RetirementReason
  /** Empty where none was given. */
  readonly message: string
}

export function readRetirement({ category, reason: message }: Retired): HexRetirement {
  return { reason: retirementReasons.find(each => each === category) ?? 'other', message }
}
