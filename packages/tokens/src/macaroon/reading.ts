/** What the four readers share: why they refuse, and how much they read at all. */
import { type Refusal, refuse } from '../refusal.ts'

/**
 * - `macaroon_cut_off`: it ends before it is complete: copy it again, whole.
 * - `macaroon_too_large`: more than `maximumMacaroonBytes`.
 * - `macaroon_format`: not this format at all.
 * - `macaroon_length`: a length that is not written in its one shortest form, or is beyond the format's limit.
 * - `macaroon_field`: a field that is missing, unknown, repeated or out of order.
 * - `macaroon_text`: bytes that are not UTF-8 where the format has text, or text that is not the base64 or hex it should be.
 * - `macaroon_signature`: a signature that is not 32 bytes.
 * - `macaroon_trailing`: something after the end.
 */
export type MacaroonCode =
  | 'macaroon_cut_off'
  | 'macaroon_too_large'
  | 'macaroon_format'
  | 'macaroon_length'
  | 'macaroon_field'
  | 'macaroon_text'
  | 'macaroon_signature'
  | 'macaroon_trailing'

/** Twice the largest field that any format can hold (V1: 65,535 bytes): a bound on work, not on use. */
export const maximumMacaroonBytes = 131_072

const again = 'Copy it again from where it was made; if it stays so, make a new one.'

export function unreadable(code: MacaroonCode, message: string): Refusal<MacaroonCode> {
  return refuse(code, message, again)
}

export const cutOff: Refusal<MacaroonCode> = unreadable(
  'macaroon_cut_off',
  'This macaroon is cut off: it ends before it is complete.',
)
export const tooLarge: Refusal<MacaroonCode> = unreadable(
  'macaroon_too_large',
  `This macaroon is larger than ${maximumMacaroonBytes} bytes.`,
)
export const wrongSignature: Refusal<MacaroonCode> = unreadable(
  'macaroon_signature',
  'The signature of this macaroon is not 32 bytes long.',
)
export const trailing: Refusal<MacaroonCode> = unreadable(
  'macaroon_trailing',
  'Something follows the end of this macaroon.',
)
