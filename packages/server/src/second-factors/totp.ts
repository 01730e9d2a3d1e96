/** One-time codes (RFC 6238): HMAC-SHA-1, six digits, steps of 30 seconds, which every authenticator app speaks. */
import { timingSafeEqual } from 'node:crypto'
import { Secret } from '@latchkey/protocol'
import { HOTP, Secret as SharedSecret, TOTP } from 'otpauth'

const digits = 6
const algorithm = 'SHA1'

/** Seconds. */
const period = 30

/** Bytes: RFC 4226 section 4, R6 recommends 160 bits. */
export const secretLength = 20

/** Steps that a clock may be off, and that a code may be late (RFC 6238 section 5.2). */
const tolerance = 1

/** The step of an instant, in milliseconds since 1970. */
export function stepOf(now: number): number {
  return Math.floor(now / (period * 1000))
}

/** The code of one step. */
export function codeAt(secret: Uint8Array, step: number): string {
  return HOTP.generate({ secret: shared(secret), counter: step, algorithm, digits })
}

/** The step that this is the code of, among those that count now and come after `after`. */
export function matchingStep(
  secret: Uint8Array,
  code: string,
  { now, after }: { readonly now: number; readonly after: number },
): number | undefined {
  const current = stepOf(now)
  const steps = Array.from({ length: 2 * tolerance + 1 }, (_, at) => current - tolerance + at)
  return steps.find(step => step > after && isCodeAt(secret, code, step))
}

export function isCodeAt(secret: Uint8Array, code: string, step: number): boolean {
  const [given, expected] = [Buffer.from(code), Buffer.from(codeAt(secret, step))]
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** What somebody typed or pasted, `123 456`, as the code that it is; nothing where it is none. */
export function readCode(text: string): string | undefined {
  const code = text.replaceAll(/[\s-]/g, '')
  return /^[0-9]{6}$/.test(code) ? code : undefined
}

/** The secret as people type it into an app, and as the link that a QR code carries. */
export function describeSecret(
  secret: Uint8Array,
  { issuer, username }: { readonly issuer: string; readonly username: string },
): { readonly text: Secret; readonly uri: Secret } {
  const totp = new TOTP({ issuer, label: username, secret: shared(secret), algorithm, digits, period })
  return { text: new Secret(totp.secret.base32), uri: new Secret(totp.toString()) }
}

function shared(secret: Uint8Array): SharedSecret {
  return new SharedSecret({ buffer: Uint8Array.from(secret).buffer })
}
