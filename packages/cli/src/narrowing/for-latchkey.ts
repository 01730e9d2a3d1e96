/** Restrictions for a token of Latchkey: everything that its caveats can say. */
import { createHash } from 'node:crypto'
import type { Terminal } from '@latchkey/protocol/command'
import {
  type Caveat,
  checkCaveat,
  type Network,
  parseAddress,
  parseNetwork,
  parseOrigin,
  type Refusal,
  refused,
} from '@latchkey/tokens'
import { readFile } from '../read-file.ts'
import { readAllow } from './allow.ts'
import { listing, type Narrow, readAll, readExpires } from './narrowing.ts'

export const forLatchkey: Narrow = async (narrowing, terminal) => {
  const parts = [
    readAllow(narrowing),
    listing(
      narrowing.version,
      text => text,
      versions => ({ kind: 'version', versions }),
    ),
    await readDigests(narrowing.file, terminal),
    listing(narrowing.audience, parseOrigin, origins => ({ kind: 'audience', origins })),
    listing(narrowing.network, readNetwork, networks => ({ kind: 'network', networks })),
    readExpires(narrowing.expires, terminal.now()),
  ]
  const all = readAll(parts, part => part)
  return refused(all) ? all : readAll(all.flat(), checkCaveat)
}

/** The digests of the very files: one caveat, so that any of them may be sent. */
async function readDigests(
  paths: readonly string[],
  terminal: Pick<Terminal, 'readFile'>,
): Promise<readonly Caveat[] | Refusal> {
  const files = readAll(await Promise.all(paths.map(path => readFile(terminal, path))), file => file)
  if (refused(files)) return files
  const digests = files.map(file => `sha256:${createHash('sha256').update(file).digest('hex')}` as const)
  return digests.length === 0 ? [] : [{ kind: 'digest', digests }]
}

/** A network, or one address as the network of that address alone. */
function readNetwork(text: string): Network | Refusal {
  const address = parseAddress(text)
  return address === undefined ? parseNetwork(text) : { base: address, prefix: address.length * 8 }
}
