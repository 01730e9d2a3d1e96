/** The headers of a request: names in lower case, and nothing in them that would end one and begin another. */
import type { Secret } from '@latchkey/protocol'
import { type AuthError, authError } from '../errors.ts'

/** RFC 9110, 5.1 and 5.5. Checked here because what others throw about a value quotes it. */
const name = /^[!#$%&'*+.^_`|~0-9a-z-]+$/
const value = /^[\t -~\u0080-\u00ff]*$/

export function plainHeaders(
  headers: Readonly<Record<string, string>>,
): Record<string, string> | AuthError<'invalid_configuration'> {
  const lower = Object.entries(headers).map(([key, text]) => [key.toLowerCase(), text] as const)
  const wrong = lower.find(([key, text]) => !name.test(key) || !value.test(text))
  if (wrong === undefined) return Object.fromEntries(lower)
  return authError(
    'invalid_configuration',
    `The header ${JSON.stringify(wrong[0].slice(0, 40))} holds what no header may, such as the end of a line.`,
    'Take it out of what is sent as a header.',
  )
}

/** The values of an attachment, exposed. `malformed_token` names the header and quotes nothing. */
export function exposedHeaders(
  headers: Readonly<Record<string, Secret>>,
): Record<string, string> | AuthError<'malformed_token'> {
  const exposed: Record<string, string> = {}
  for (const [key, secret] of Object.entries(headers)) {
    const text = secret.expose()
    if (!name.test(key) || !/^[ -~]+$/.test(text)) {
      return authError(
        'malformed_token',
        'The credential holds something that no header may, such as the end of a line or a letter with an accent.',
        'Copy it again, whole and alone on its line, or run: latchkey login',
      )
    }
    exposed[key] = text
  }
  return exposed
}

/** Whether any of these is what carries a credential already: two would be one too many. */
export function alreadyThere(headers: Readonly<Record<string, string>>, attached: object): boolean {
  return Object.keys(attached).some(key => key in headers)
}
