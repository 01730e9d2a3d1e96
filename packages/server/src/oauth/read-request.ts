/** From a request as it came to its form. Credentials in an address end up in logs, so none are looked for there. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { RawRequest } from '../http/index.ts'
import type { Door } from './door.ts'
import { type Form, readForm } from './form.ts'

export async function readRequest(request: RawRequest, door: Door): Promise<Form | Refusal> {
  if (request.target.includes('?')) return inAddress
  const fields = await door.read(request)
  return refused(fields) ? fields : readForm(fields)
}

/** RFC 6749, 2.3.1 and 3.2; RFC 6750, 2.3 is not supported. */
const inAddress = refuse(
  'invalid_request',
  'This endpoint takes no parameters in its address, where they would end up in logs.',
  'Send them in the body of a POST; replace what was secret among them.',
)
