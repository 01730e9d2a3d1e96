/** The door that the RFCs describe: a form comes in, and JSON that nobody keeps goes out (RFC 6749, 4 and 5). */
import { refuse, refused } from '@latchkey/tokens'
import { type RawResponse, readBody } from '../http/index.ts'
import type { Door } from './door.ts'
import type { Answer } from './endpoint.ts'

const limit = 64 * 1024
const formType = /^application\/x-www-form-urlencoded\s*(?:;[^,]*)?$/i
const decoder = new TextDecoder()

export const formsAndJson: Door = {
  prefix: '',
  // The one scheme of these endpoints is that of clients.
  challenge: 'Basic realm="latchkey"',
  readsAuthorization: true,

  async read(request) {
    const types = request.headers.all('content-type')
    if (types.length !== 1 || !formType.test(types[0] ?? '')) return notAForm
    const bytes = await readBody(request, limit)
    return refused(bytes) ? tooLarge : new URLSearchParams(decoder.decode(bytes))
  },

  answer: (_request, body) => answered(body),

  refuse: (_request, { status, error, description }, headers) => ({
    status,
    headers: [...fixed, ...headers],
    body: JSON.stringify({ error, error_description: description }),
  }),
}

export function answered(body: Answer): RawResponse {
  return { status: 200, headers: fixed, body: body === undefined ? '' : JSON.stringify(body) }
}

const fixed: RawResponse['headers'] = [
  ['Content-Type', 'application/json'],
  ['Cache-Control', 'no-store'],
  ['X-Content-Type-Options', 'nosniff'],
]

const notAForm = refuse(
  'invalid_request',
  'The body must be a form.',
  'Send it with Content-Type: application/x-www-form-urlencoded.',
)

const tooLarge = refuse('body_too_large', 'A body may have at most 64 KiB.', 'Send less in one request.')
