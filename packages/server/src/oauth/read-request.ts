/** From a request as it came to its form. Credentials in an address end up in logs, so none are looked for there. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { type RawRequest, readBody } from '../http/index.ts'
import { type Form, readForm } from './form.ts'

const limit = 64 * 1024
const formType = /^application\/x-www-form-urlencoded\s*(?:;[^,]*)?$/i
const decoder = new TextDecoder()

export async function readRequest(request: RawRequest): Promise<Form | Refusal> {
  if (request.target.includes('?')) return inAddress
  const types = request.headers.all('content-type')
  if (types.length !== 1 || !formType.test(types[0] ?? '')) return notAForm
  const bytes = await readBody(request, limit)
  if (refused(bytes)) return tooLarge
  return readForm(new URLSearchParams(decoder.decode(bytes)))
}

/** RFC 6749, 2.3.1 and 3.2; RFC 6750, 2.3 is not supported. */
const inAddress = refuse(
  'invalid_request',
  'This endpoint takes no parameters in its address, where they would end up in logs.',
  'Send them in the body of a POST; replace what was secret among them.',
)

const notAForm = refuse(
  'invalid_request',
  'The body must be a form.',
  'Send it with Content-Type: application/x-www-form-urlencoded.',
)

const tooLarge = refuse('body_too_large', 'A body may have at most 64 KiB.', 'Send less in one request.')
