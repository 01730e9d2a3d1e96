/** Compares a tarball with what was signed for, and never gives the last of one that is another. */
import { createHash } from 'node:crypto'
import { type Refusal, refused } from '@latchkey/tokens'
import type { RootBody } from './ask-root.ts'
import type { RootTarball } from './hex-root.ts'
import { rootUnreachable, rootUnverified } from './refusals.ts'

/** Bytes. hex.pm takes none that is a quarter of it. */
const largest = 64 * 1024 * 1024

/** Bytes: most are smaller, and then whoever asked is told in words what is wrong. */
const whole = 256 * 1024

export async function checked(
  { chunks, size }: RootBody,
  path: string,
  sha256: string | undefined,
): Promise<RootTarball | Refusal> {
  if (size !== undefined && size > largest) return rootUnverified(path, `It has more than ${largest} bytes.`)
  const rest = compared(chunks, path, sha256)
  const begun: Uint8Array[] = []
  let length = 0
  while (length <= whole) {
    const next = await rest.next()
    if (next.done && refused(next.value)) return next.value
    if (next.done) return { sha256, size: length, body: Buffer.concat(begun) }
    begun.push(next.value)
    length += next.value.length
  }
  return { sha256, size, body: goOn(begun, rest) }
}

type Compared = AsyncGenerator<Uint8Array, Refusal | undefined>

/** One chunk behind: the last is given once all of them were the right ones. Returns what is wrong. */
async function* compared(
  chunks: AsyncIterable<Uint8Array>,
  path: string,
  sha256: string | undefined,
): Compared {
  const hash = createHash('sha256')
  let size = 0
  let held: Uint8Array | undefined
  try {
    for await (const chunk of chunks) {
      hash.update(chunk)
      size += chunk.length
      if (size > largest) return rootUnverified(path, `It has more than ${largest} bytes.`)
      if (held !== undefined) yield held
      held = chunk
    }
  } catch {
    return rootUnreachable(path, 'it broke off')
  }
  if (sha256 !== undefined && hash.digest('hex') !== sha256)
    return rootUnverified(path, 'It is not the tarball that the repository signed for.')
  if (held !== undefined) yield held
  return undefined
}

/** What goes wrong once some of it is on its way can only be told by breaking off. */
async function* goOn(begun: readonly Uint8Array[], rest: Compared): AsyncGenerator<Uint8Array> {
  try {
    yield* begun
    const wrong = yield* rest
    if (wrong !== undefined) throw new Error(wrong.message)
  } finally {
    await rest.return(undefined)
  }
}
