/** Reads a Hex tarball of version 3 as it streams by, and checks all of it (hexpm/specifications, package_tarball). */
import type { Refusal } from '@latchkey/tokens'
import { tarballLimit } from './limits.ts'
import type { HexMetadata } from './metadata.ts'
import { type HexTarball, malformed, Parts, partCount } from './parts.ts'
import { readEntries, TarMalformed } from './tar/index.ts'

const limits = { entries: partCount, bytes: tarballLimit }

/** Throws what the source throws. */
export async function readTarball(source: AsyncIterable<Uint8Array>): Promise<HexTarball | Refusal> {
  const parts = new Parts()
  const problem = await readParts(source, parts, () => false)
  return problem ?? parts.finish()
}

/** The metadata alone, which stand before the contents: reads no further than them. */
export async function readTarballHead(source: AsyncIterable<Uint8Array>): Promise<HexMetadata | Refusal> {
  const parts = new Parts()
  const problem = await readParts(source, parts, name => name === 'metadata.config')
  return problem ?? parts.metadata
}

async function readParts(
  source: AsyncIterable<Uint8Array>,
  parts: Parts,
  isEnough: (name: string) => boolean,
): Promise<Refusal | undefined> {
  try {
    for await (const entry of readEntries(source, limits)) {
      const problem = await parts.read(entry)
      if (problem !== undefined) return problem
      if (isEnough(entry.name)) return undefined
    }
    return undefined
  } catch (error) {
    if (error instanceof TarMalformed) return malformed(`cannot be read: ${error.message}`)
    throw error
  }
}
