/** A signed resource as it travels: a message, signed, in a `Signed`, in gzip. Both ways. */
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { signed } from './messages.ts'
import { isSignedBy, type PinnedKey, type RegistrySigner } from './signer.ts'

const compress = promisify<Uint8Array, Buffer>(gzip)
const decompress = promisify(gunzip)

/** The body of an answer. The compression is part of it, and no `Content-Encoding`: clients always undo it. */
export async function seal(payload: Uint8Array, signer: RegistrySigner): Promise<Uint8Array> {
  return compress(signed.encode({ payload, signature: await signer.sign(payload) }))
}

/** Gives the payload, if `key` signed exactly it. `limit`: bytes, once decompressed. */
export async function unseal(
  resource: Uint8Array,
  key: PinnedKey,
  limit: number,
): Promise<Uint8Array | Refusal> {
  const bytes = await decompressed(resource, limit)
  if (bytes === undefined) return notCompressed
  const { payload, signature } = asSigned(bytes) ?? {}
  if (payload === undefined) return notSigned
  return signature !== undefined && isSignedBy(key, payload, signature) ? payload : notSigned
}

function asSigned(bytes: Uint8Array) {
  const read = signed.decode(bytes)
  return refused(read) ? undefined : read
}

async function decompressed(resource: Uint8Array, limit: number): Promise<Uint8Array | undefined> {
  try {
    return await decompress(resource, { maxOutputLength: limit })
  } catch {
    return undefined
  }
}

const notCompressed = refuse(
  'resource_malformed',
  'This resource is not in gzip, or holds more than a resource may.',
  'Fetch it again.',
)

const notSigned = refuse(
  'resource_unsigned',
  'This resource is not signed with the key that is known of its repository.',
  'Fetch it again; where it stays so, ask whoever runs that repository whether its key changed.',
)
