/** Believes a resource of the public repository: signed with its pinned key, and about what was asked for. */
import { type Refusal, refused } from '@latchkey/tokens'
import { bytes, message, optional, repeated, required, text } from '../registry/protobuf/message.ts'
import { unseal } from '../registry/seal.ts'
import type { PinnedKey } from '../registry/signer.ts'
import type { ResourceName } from './hex-root.ts'
import { rootUnverified } from './refusals.ts'

export interface Pinned {
  readonly key: PinnedKey
  /** The name that its resources go by: `hexpm`. */
  readonly repository: string
}

export interface Verified {
  /** As it was signed, to the byte: what is not known here is carried along. */
  readonly payload: Uint8Array
  /** The releases, where it is of a package, and the SHA-256 of each in lower-case hex if it is said. */
  readonly tarballs: ReadonlyMap<string, string | undefined>
}

/** Bytes, once decompressed; the largest of hex.pm are a tenth of it. */
const largest = 64 * 1024 * 1024

/** Of both lists only whose they are is read; of a package also what its tarballs are. */
const list = message({ repository: required(2, text) })
const ofPackage = message({
  releases: repeated(1, message({ version: required(1, text), outer_checksum: optional(5, bytes) })),
  name: required(2, text),
  repository: required(3, text),
})

export async function verify(
  resource: Uint8Array,
  name: ResourceName,
  { key, repository }: Pinned,
): Promise<Verified | Refusal> {
  const payload = await unseal(resource, key, largest)
  if (refused(payload)) return rootUnverified(name, payload.message)
  const read = readResource(payload, name)
  if (refused(read)) return rootUnverified(name, read.message)
  if (read.repository !== repository) return rootUnverified(name, 'It is of another repository.')
  return read.name === name ? { payload, ...read } : rootUnverified(name, 'It is of another package.')
}

function readResource(payload: Uint8Array, name: ResourceName) {
  if (name === 'names' || name === 'versions') {
    const read = list.decode(payload)
    return refused(read) ? read : { ...read, name, tarballs: new Map<string, string>() }
  }
  const read = ofPackage.decode(payload)
  if (refused(read)) return read
  const tarballs = read.releases.map(
    ({ version, outer_checksum: sha256 }) =>
      [version, sha256 && Buffer.from(sha256).toString('hex')] as const,
  )
  return { ...read, name: `packages/${read.name}`, tarballs: new Map(tarballs) }
}
