/** Why a token does not verify. */
import { type Refusal, refuse } from '../refusal.ts'

/**
 * - `signature_mismatch`: not made with this root key, or changed since; the same where a discharge is.
 * - `discharge_missing`, `discharge_reused`, `discharge_unused`: every third-party caveat needs a discharge of its
 *   own, and nothing else may be presented. libmacaroons and pymacaroons tolerate unused ones; Go does not, nor do we.
 */
export type VerifyCode = 'signature_mismatch' | 'discharge_missing' | 'discharge_reused' | 'discharge_unused'

/** One value for every mismatch, wherever it is: what was wrong with a forgery is nobody's business. */
export const signatureMismatch: Refusal<VerifyCode> = refuse(
  'signature_mismatch',
  'The signature of this token does not hold: it was changed, or was not made here.',
  'Copy it again from where it was made; if it stays so, make a new one.',
)

export const dischargeMissing: Refusal<VerifyCode> = refuse(
  'discharge_missing',
  'This token has a third-party restriction, and the discharge for it was not presented.',
  'Ask the party that the restriction names for a discharge, bind it to the token and present both.',
)

export const dischargeReused: Refusal<VerifyCode> = refuse(
  'discharge_reused',
  'One discharge was presented for two third-party restrictions.',
  'Ask for a discharge for each of them.',
)

export const dischargeUnused: Refusal<VerifyCode> = refuse(
  'discharge_unused',
  'A discharge was presented that no restriction of this token asks for.',
  'Present only the discharges that belong to this token.',
)
