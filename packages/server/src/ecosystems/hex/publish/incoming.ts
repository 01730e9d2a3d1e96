/** What is settled about an upload before its body, for releases and documentation alike. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { RawRequest } from '../../../http/index.ts'
import type { ReceivedFile } from '../../../upstreams/index.ts'
import type { EcosystemRooms } from '../../rooms.ts'
import { tarballLimit, tarballTooLarge } from '../tarball/index.ts'

export interface Incoming {
  /** Bytes, where the client says so: hex_core does, and others may send it in pieces. */
  readonly declared: number | undefined
  /** Most bytes that are taken. */
  readonly limit: number
}

/** hex.pm answers 411 to a body of no said length; here what arrives is counted, so that nothing is lost by taking it. */
export function readIncoming(
  { headers }: RawRequest,
  { uploadLimit }: Pick<EcosystemRooms, 'uploadLimit'>,
): Incoming | Refusal {
  const type = headers.one('content-type')
  if (refused(type)) return type
  if (type?.split(';')[0]?.trim().toLowerCase() !== 'application/octet-stream') return notATarball
  const length = headers.all('content-length')[0]
  const declared = length === undefined ? undefined : Number(length)
  const limit = Math.min(tarballLimit, uploadLimit)
  return declared !== undefined && declared > limit ? tarballTooLarge(limit) : { declared, limit }
}

/** Says what is too large in the words for tarballs. */
export function receivedWithin(
  received: ReceivedFile | Refusal,
  { limit }: Incoming,
): ReceivedFile | Refusal {
  return refused(received) && received.code === 'file_too_large' ? tarballTooLarge(limit) : received
}

/** In the form in which a caveat names them. */
export function digestsOf({ digests: { sha256, sha512 } }: ReceivedFile): readonly string[] {
  return [`sha256:${sha256}`, ...(sha512 === undefined ? [] : [`sha512:${sha512}`])]
}

const notATarball = refuse(
  'unsupported_media_type',
  'A tarball is sent as application/octet-stream.',
  'Publish with mix hex.publish or rebar3 hex publish.',
)
