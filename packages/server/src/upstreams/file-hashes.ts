/** The digests of a file, computed while it passes by. */
import { createHash } from 'node:crypto'
import { createBLAKE2b } from 'hash-wasm'
import type { OtherDigest, ReceivedFile } from './upstream.ts'

export interface FileHashes {
  update(chunk: Uint8Array): void
  digests(): ReceivedFile['digests']
}

interface RunningHash {
  update(chunk: Uint8Array): unknown
  digest(encoding: 'hex'): string
}

/** SHA-256, and `others`: MD5 and BLAKE2b cost as much again, so they are computed only where they are compared. */
export async function createFileHashes(others: readonly OtherDigest[] = []): Promise<FileHashes> {
  const hashes: [name: 'sha256' | OtherDigest, hash: RunningHash][] = [['sha256', createHash('sha256')]]
  for (const name of others) hashes.push([name, await makers[name]()])
  return {
    update(chunk) {
      for (const [, hash] of hashes) hash.update(chunk)
    },
    digests: () =>
      Object.fromEntries(hashes.map(([name, hash]) => [name, hash.digest('hex')])) as ReceivedFile['digests'],
  }
}

/** OpenSSL has BLAKE2b with 64 bytes only; the 32 bytes of `blake2_256_digest` are another function (RFC 7693 2.5). */
const makers: { readonly [Each in OtherDigest]: () => RunningHash | Promise<RunningHash> } = {
  md5: () => createHash('md5'),
  sha512: () => createHash('sha512'),
  blake2b256: async () => (await createBLAKE2b(256)).init(),
}
