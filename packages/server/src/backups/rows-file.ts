/** The rows of one table as a file: a JSON object a line, so that every engine reads what any of them wrote. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Row } from '../storage/index.ts'

/** The place of a table's rows below the folder of all of them. */
export function rowsFile(folder: string, table: string): string {
  return join(folder, `${table}.jsonl`)
}

export interface WrittenRows {
  readonly rows: number
  /** Lower-case hex. */
  readonly sha256: string
}

/** Characters that are written at once. */
const chunkLength = 256 * 1024

export async function writeRows(
  path: string,
  rows: AsyncIterable<Row>,
  told: (count: number) => void,
): Promise<WrittenRows> {
  const file = await open(path, 'wx', 0o600)
  const hash = createHash('sha256')
  let count = 0
  let chunk = ''
  const flush = async () => {
    hash.update(chunk)
    await file.writeFile(chunk)
    chunk = ''
    told(count)
  }
  try {
    for await (const row of rows) {
      chunk += `${JSON.stringify(row)}\n`
      count += 1
      if (chunk.length > chunkLength) await flush()
    }
    await flush()
    await file.sync()
  } finally {
    await file.close()
  }
  return { rows: count, sha256: hash.digest('hex') }
}

/** The rows as they were written. Their digest was compared before. */
export async function* readRows(path: string): AsyncIterable<Row> {
  for await (const line of createInterface({ input: createReadStream(path) })) yield JSON.parse(line)
}

/** The SHA-256 of a file; `undefined` where there is none. */
export async function digestOfRows(path: string): Promise<string | undefined> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  return hash.digest('hex')
}
