/** Restrictions for a token of Latchkey: everything that its caveats can say. */
import type { Terminal } from '@latchkey/protocol/command'
import {
  type Caveat,
  type Digest,
  type Network,
  parseAddress,
  parseDigest,
  parseNetwork,
  parseOrigin,
  type Refusal,
  refused,
} from '@latchkey/tokens'
import { readFile } from '../read-file.ts'
import { readAllow } from './allow.ts'
import { listing, type Narrow, type Narrowing, readAll, readExpires } from './narrowing.ts'

export const forLatchkey: Narrow = async (narrowing, terminal) => {
  const parts = [
    readAllow(narrowing),
    listing(
      narrowing.version,
      text => text,
      versions => ({ kind: 'version', versions }),
    ),
    await readDigests(narrowing, terminal),
    listing(narrowing.audience, parseOrigin, origins => ({ kind: 'audience', origins })),
    listing(narrowing.network, readNetwork, networks => ({ kind: 'network', networks })),
    readExpires(narrowing.expires, terminal.now()),
  ]
  const all = readAll(parts, part => part)
  return refused(all) ? all : all.flat()
}

/** Of the very files, and those that were given: one caveat, so that any of them may be sent. */
async function readDigests(
  { file, digest }: Pick<Narrowing, 'file' | 'digest'>,
  terminal: Pick<Terminal, 'readFile'>,
): Promise<readonly Caveat[] | Refusal> {
  const ofFiles = file.length === 0 ? [] : await digestsOf(file, terminal)
  if (refused(ofFiles)) return ofFiles
  const given = readAll(digest, parseDigest)
  if (refused(given)) return given
  const digests = [...ofFiles, ...given]
  return digests.length === 0 ? [] : [{ kind: 'digest', digests }]
}

async function digestsOf(
  paths: readonly string[],
  terminal: Pick<Terminal, 'readFile'>,
): Promise<readonly Digest[] | Refusal> {
  const files = readAll(await Promise.all(paths.map(path => readFile(terminal, path))), file => file)
  if (refused(files)) return files
  // Late: it takes a sixth of the time that Node takes to start.
  const { createHash } = await import('node:crypto')
  return files.map(file => `sha256:${createHash('sha256').update(file).digest('hex')}` as Digest)
}

/** A network, or one address as the network of that address alone. */
function readNetwork(text: string): Network | Refusal {
  const address = parseAddress(text)
  return address === undefined ? parseNetwork(text) : { base: address, prefix: address.length * 8 }
}
