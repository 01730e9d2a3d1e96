/** The body of an answer as JSON, for the endpoints that speak it. */
import { refused } from '@latchkey/tokens'
import { type AuthError, authError } from '../errors.ts'
import { BodyInterrupted } from './body.ts'

/** The whole text; what interrupts it is a value here. */
async function readText(response: Response): Promise<string | AuthError> {
  try {
    return await response.text()
  } catch (problem) {
    if (problem instanceof BodyInterrupted) return problem.refusal
    return authError('offline', 'The answer broke off in the middle.', 'Try again.', problem)
  }
}

/**
 * `bad_answer` where it is not JSON: a web page, mostly of a proxy or a network that wants a sign-in. The value is what
 * the server says, and of no known shape.
 */
export async function readJson(response: Response): Promise<{ readonly value: unknown } | AuthError> {
  const text = await readText(response)
  if (refused(text)) return text
  try {
    return { value: JSON.parse(text) }
  } catch {
    return badAnswer(response)
  }
}

function badAnswer({ url, status, headers }: Response): AuthError<'bad_answer'> {
  const host = URL.canParse(url) ? new URL(url).host : 'the server'
  const type = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  const what = type === 'text/html' ? 'a web page' : 'something that is not JSON'
  return authError(
    'bad_answer',
    `${host} answered ${status} with ${what}.`,
    'Check the address of the registry, and whether a proxy or the sign-in page of a network stands in between; then try again.',
  )
}
