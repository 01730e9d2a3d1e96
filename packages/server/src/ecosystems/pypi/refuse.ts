/** How PyPI's clients are told no: twine prints the reason phrase, uv the `code` of the JSON body. */
import { STATUS_CODES } from 'node:http'
import type { Refusal } from '@latchkey/tokens'
import { plainAnswer, type RawRequest, type RawResponse } from '../../http/index.ts'
import { preferredType } from '../media-type.ts'

/** The body has Warehouse's three keys: what pypi.org answers is what clients were written against. */
export function refuseAsPypi(
  refusal: Refusal,
  { status, headers }: Pick<RawResponse, 'headers' | 'status'>,
  request: RawRequest,
): RawResponse {
  const plain = plainAnswer(status, refusal)
  const accept = request.headers.all('accept').join(',')
  if (preferredType(accept, ['text/plain', 'application/json']) !== 'application/json') {
    return { ...plain, headers: [...plain.headers, ...headers] }
  }
  const message = `${refusal.message} ${refusal.next}`
  const title = STATUS_CODES[status] ?? 'Refused'
  return {
    ...plain,
    headers: [
      ['Content-Type', 'application/json'],
      ...plain.headers.filter(([name]) => name !== 'Content-Type'),
      ...headers,
    ],
    body: JSON.stringify({ message, code: `${status} ${message}`, title }),
  }
}
