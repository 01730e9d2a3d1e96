/** The body of a request, where it should be one JSON value. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { type RawRequest, readBody } from '../http/index.ts'

const limit = 64 * 1024

/** An empty object where nothing was sent and nothing said to be. */
export async function readJson(request: RawRequest): Promise<unknown> {
  const type = request.headers.all('content-type').join(',')
  const isJson = /^application\/json\s*(?:;[^,]*)?$/i.test(type)
  if (!isJson && (type !== '' || request.hasBody)) return unsupportedMediaType
  const text = await readText(request)
  if (refused(text)) return text
  return isJson ? parsed(text) : {}
}

/** UTF-8; what is not becomes U+FFFD, as everywhere in JSON. */
export async function readText(request: RawRequest): Promise<string | Refusal> {
  const bytes = await readBody(request, limit)
  return refused(bytes) ? bodyTooLarge : new TextDecoder().decode(bytes)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return notJson
  }
}

const bodyTooLarge = refuse('body_too_large', 'A body may have at most 64 KiB.', 'Send less in one request.')

const unsupportedMediaType = refuse(
  'unsupported_media_type',
  'The body must be JSON.',
  'Send it with Content-Type: application/json.',
)

const notJson = refuse(
  'invalid_request',
  'The body is not JSON that can be read.',
  'Send one JSON object in UTF-8.',
)
