/** How large packages and their documentation may be: as hex.pm has it, since its clients unpack no more than that. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { TarLimits } from './tar/index.ts'

/** Bytes of what is uploaded. */
export const tarballLimit = 16 * 1024 * 1024

export const unpackedLimits: TarLimits = { entries: 10_000, bytes: 128 * 1024 * 1024 }

export function tarballTooLarge(limit: number): Refusal<'tarball_too_large'> {
  return refuse(
    'tarball_too_large',
    `The tarball is larger than ${limit} bytes.`,
    limit < tarballLimit
      ? 'Leave files out of it, or ask the operator to raise LATCHKEY_UPLOAD_LIMIT.'
      : 'Leave files out of it: clients of Hex unpack no larger ones.',
  )
}
