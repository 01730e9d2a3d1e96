/** How the control answers: JSON that nobody keeps, and in which no cause and no token ever stands. */
import { type AuthError, type AuthErrorCode, authError } from '../errors.ts'

/** What is the caller's to put right; anything else is between this program and the registry. */
const statuses: Partial<Readonly<Record<AuthErrorCode, number>>> = {
  not_permitted: 403,
  malformed_token: 400,
  invalid_configuration: 400,
  busy: 409,
}

export function jsonAnswer(status: number, value: unknown): Response {
  return Response.json(value, {
    status,
    headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  })
}

export function errorAnswer({ code, message, next }: AuthError): Response {
  return jsonAnswer(statuses[code] ?? 502, { error: { code, message, next } })
}

/** No path of ours, or no method of it. */
export function nowhere(isOurs: boolean): Response {
  const error = { code: 'not_found', message: 'Nothing is here.', next: 'See createControlHandler.' }
  return jsonAnswer(isOurs ? 405 : 404, { error })
}

export const broken = authError('bad_answer', 'Something broke in this program.', 'Look into its log.')
