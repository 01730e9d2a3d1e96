/** How Hex's clients speak with the OAuth endpoints: as with the rest of the API, and with errors that they know. */
import type { TermInput } from '@latchkey/protocol'
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { RawRequest, RawResponse } from '../../http/index.ts'
import { answer, challengeOf, readValue, warn } from './wire/index.ts'

const limit = 64 * 1024

/** hex.pm's own names, where they are not those of the endpoints. */
const names: Readonly<Record<string, string>> = { name: 'device_name' }

/** hex.pm's own statuses, where they are not those of RFC 6749. */
const statuses: Readonly<Record<string, number>> = { access_denied: 403 }

export const hexDoor = {
  prefix: '/hex/api',
  challenge: challengeOf(),
  // hex_core refreshes a login, and begins another, with the very token in this header that was refused.
  readsAuthorization: false,

  async read(request: RawRequest): Promise<Iterable<readonly [string, string]> | Refusal> {
    const value = await readValue(request, limit)
    if (refused(value)) return value
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return notAMap
    const fields: [string, string][] = []
    for (const [name, each] of Object.entries(value)) {
      if (each === null) continue
      if (typeof each !== 'string') return notAText(name)
      fields.push([names[name] ?? name, each])
    }
    return fields
  },

  /** What an endpoint warns of is shown by no client but beside the answer. */
  answer(request: RawRequest, body: Readonly<Record<string, unknown>> | undefined): RawResponse {
    const said = answer(request, 200, asHeard(body) as TermInput | undefined)
    return typeof body?.warning === 'string' ? warn(said, body.warning) : said
  },

  /** With what every other refusal has: clients that do not know an error show its `message`. */
  refuse(
    request: RawRequest,
    {
      status,
      error,
      description,
    }: { readonly status: number; readonly error: string; readonly description: string },
    headers: RawResponse['headers'],
  ): RawResponse {
    const settled = statuses[error] ?? status
    const body = { status: settled, message: description, error, error_description: description }
    return answer(request, settled, body, headers)
  },
}

/** mix puts a hyphen into the middle of the code that it shows: the one that we have would be a second. */
function asHeard(body: Readonly<Record<string, unknown>> | undefined) {
  const code = body?.['user_code']
  return typeof code === 'string' ? { ...body, user_code: code.replace('-', '') } : body
}

const notAMap = refuse('invalid_request', 'The body must be a map.', 'Send one with texts as keys.')

function notAText(name: string) {
  return refuse(
    'invalid_request',
    `The parameter ${quoted(name)} is no text.`,
    'Send it as a binary of UTF-8.',
  )
}
