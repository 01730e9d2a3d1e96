/** The one-time code that a request brings along: `x-hex-otp`. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import type { RawRequest } from '../../../http/index.ts'

export function codeOf({ headers }: RawRequest): Secret | undefined | Refusal {
  const code = headers.one('x-hex-otp')
  if (refused(code)) return code
  return code === undefined || code.trim() === '' ? undefined : new Secret(code.trim())
}
