/** Reads a small body whole. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { RawRequest } from './raw.ts'

/** Refuses what is larger than `limit` bytes, as soon as that is known. */
export async function readBody(
  request: RawRequest,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | Refusal<'too_large'>> {
  const tooLarge = refuse('too_large', `The body is larger than ${limit} bytes.`, 'Send less.')
  if (Number(request.headers.all('content-length')[0] ?? 0) > limit) return tooLarge
  const arrived = await request.arrived()
  if (arrived !== undefined) return arrived.byteLength > limit ? tooLarge : new Uint8Array(arrived)
  const chunks: Uint8Array[] = []
  let size = 0
  request.continue()
  for await (const chunk of request.body) {
    size += chunk.byteLength
    if (size > limit) return tooLarge
    chunks.push(new Uint8Array(chunk))
  }
  return new Uint8Array(Buffer.concat(chunks))
}
