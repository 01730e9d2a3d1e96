/** hex_core compares the beginning of a challenge byte by byte, and does nothing about any other. */
import { refuse } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { anonymous, type Credential, type TokenCredential } from '../../../access/index.ts'
import { hexRequest } from '../testing/hex-request.ts'
import { challengeOf, codeOf } from './index.ts'

const no = (code: string) => refuse(code, 'No.', 'Go.')
const of = (holder: TokenCredential['holder']) => ({ kind: 'token', holder }) as Credential

describe('a challenge', () => {
  test.each([
    ['totp_required', of('login'), 'Bearer realm="hex", error="totp_required"'],
    ['totp_required', of('key'), 'Bearer realm="hex", error="totp_required"'],
    ['invalid_totp', of('login'), 'Bearer realm="hex", error="invalid_totp"'],
    ['token_expired', of('login'), 'Bearer realm="hex", error="token_expired"'],
    // There is nothing to refresh it by: a client that was told to try would ask the person to log in.
    ['token_expired', of('key'), 'Bearer realm="hex"'],
    ['token_expired', undefined, 'Bearer realm="hex"'],
    ['key_revoked', undefined, 'Bearer realm="hex"'],
    ['login_ended', of('login'), 'Bearer realm="hex"'],
    ['credential_required', anonymous, 'Bearer realm="hex"'],
  ])('for %s is exact', (code, credential, challenge) => {
    expect(challengeOf(no(code), credential)).toBe(challenge)
  })
})

describe('a code', () => {
  const sent = (value: string) => codeOf(hexRequest({ headers: { 'x-hex-otp': value } }))

  test('is what x-hex-otp says, and no log shows it', () => {
    const code = sent(' 123456 ')
    expect(String(code)).toBe('[redacted]')
    expect(code && 'expose' in code && code.expose()).toBe('123456')
  })

  test.each(['', '  '])('that is empty was not sent: HEX_OTP may be set to nothing', value => {
    expect(sent(value)).toBeUndefined()
  })

  test('that is sent twice is refused', () => {
    const request = hexRequest({ headers: { 'x-hex-otp': '1', 'X-Hex-OTP': '2' } })
    expect(codeOf(request)).toMatchObject({ code: 'repeated_header' })
  })
})
