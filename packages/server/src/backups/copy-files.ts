/** Copies the files that rows name from one upstream to another: what is there already is passed over. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Row } from '../storage/index.ts'
import type { Upstream } from '../upstreams/index.ts'
import type { Progress } from './progress.ts'

export interface CopyFiles {
  readonly from: Upstream
  readonly to: Upstream
  /** Those of `contentsNamed`. */
  readonly rows: AsyncIterable<Row>
  readonly told: Progress
}

export interface CopiedFiles {
  /** The SHA-256 of each, those that were there already too. */
  readonly digests: ReadonlySet<string>
  readonly bytes: number
}

/** The rows that name contents, of whichever table. */
export async function* contentsNamed(rows: (table: string) => AsyncIterable<Row>): AsyncGenerator<Row> {
  yield* rows('files')
  for await (const row of rows('documentation')) {
    yield { ...row, filename: `The documentation of version ${row['version']}` }
  }
}

export async function copyFiles({
  from,
  to,
  rows,
  told,
}: CopyFiles): Promise<CopiedFiles | Refusal<'file_missing' | 'file_damaged'>> {
  const digests = new Set<string>()
  let bytes = 0
  for await (const row of rows) {
    const digest = String(row['sha256'])
    if (digests.has(digest)) continue
    digests.add(digest)
    bytes += Number(row['size'])
    told(`file ${digests.size}: ${row['filename']}`)
    const there = await to.open(digest)
    if (there?.size === row['size']) continue
    const copied = await copyFile(from, to, digest)
    if (refused(copied))
      return { ...copied, message: `${row['filename']} (SHA-256 ${digest}) ${copied.message}` }
  }
  return { digests, bytes }
}

/** The message of a refusal goes on after the name of the file. */
async function copyFile(
  from: Upstream,
  to: Upstream,
  digest: string,
): Promise<undefined | Refusal<'file_missing' | 'file_damaged'>> {
  const contents = await from.open(digest)
  if (contents === undefined)
    return refuse(
      'file_missing',
      'is not among the files.',
      'Put it back from an older backup, or delete it.',
    )
  const received = await to.receive(contents.read(), { limit: Number.POSITIVE_INFINITY })
  if (refused(received)) throw new Error('There is no limit.')
  if (received.digests.sha256 !== digest) {
    await received.discard()
    return refuse(
      'file_damaged',
      'has other contents than it had.',
      'Put it back from an older backup, or delete it.',
    )
  }
  await received.keep()
  return undefined
}
