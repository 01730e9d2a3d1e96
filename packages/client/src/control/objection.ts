/** What stands against a request before anybody looks at what it asks: it came from somebody else's page. */
import { type AuthError, authError } from '../errors.ts'

/**
 * A browser sends along who is signed in wherever a page sends it. So: it came to our own name (another that leads here is
 * a trick of DNS), from no page of another origin, and, where it changes something, as JSON, which no form can send and no
 * page elsewhere without being asked whether it may.
 */
export function objection(request: Request, origin: string): AuthError<'not_permitted'> | undefined {
  const { headers, method, url } = request
  const cameBy = headers.get('host') ?? new URL(url).host
  if (cameBy !== new URL(origin).host) return fromElsewhere
  const from = headers.get('origin')
  if (from !== null && from !== origin) return fromElsewhere
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return fromElsewhere
  const [type = ''] = (headers.get('content-type') ?? '').split(';')
  return method === 'GET' || type.trim().toLowerCase() === 'application/json' ? undefined : notJson
}

const fromElsewhere = authError(
  'not_permitted',
  'This request came from the page of another site, or by another name.',
  'Ask from the pages of this program.',
)
const notJson = authError('not_permitted', 'This takes JSON only.', 'Send Content-Type: application/json.')
