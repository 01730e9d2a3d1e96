/** What a backup says of itself: written last, so that it is there only where the backup is whole. */
import { open, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type Refusal, refuse } from '@latchkey/tokens'
import { z } from 'zod'

const count = z.int().nonnegative()

const format = z.strictObject({
  format: z.literal('latchkey backup 1'),
  /** Milliseconds since 1970: of this moment the rows are. */
  takenAt: count,
  /** Of the schema, oldest first. */
  migrations: z.array(z.string()).nonempty(),
  /** The names of the master keys without which its tokens cannot be verified. */
  masterKeys: z.array(z.string()),
  /** The folder of the rows. */
  rows: z.string().regex(/^rows-[\w-]+$/),
  tables: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z_]+$/),
      rows: count,
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  files: z.strictObject({ count, bytes: count }),
})

export type Manifest = z.output<typeof format>

const name = 'backup.json'

/** Puts the manifest in place at once: before, the folder is what it was; afterwards it is this backup. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const partial = join(folder, `${name}.partial`)
  const file = await open(partial, 'w', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(manifest, undefined, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(partial, join(folder, name))
  await syncFolder(folder)
}

/** What was renamed in a folder survives a power failure once the folder is on the disk. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}

export async function readManifest(
  folder: string,
): Promise<Manifest | Refusal<'no_backup' | 'backup_incomplete' | 'backup_damaged'>> {
  const names = await readdir(folder).catch(() => undefined)
  if (names === undefined)
    return refuse('no_backup', `The folder ${folder} cannot be read.`, 'Name the folder of a backup.')
  if (!names.includes(name))
    return names.some(isOfBackup)
      ? refuse(
          'backup_incomplete',
          `The backup in ${folder} was not finished.`,
          'Take it again into the same folder: what is there already is passed over.',
        )
      : refuse('no_backup', `There is no backup in ${folder}.`, 'Name the folder of a backup.')
  const read = format.safeParse(parseJson(await readFile(join(folder, name), 'utf8')))
  if (read.success) return read.data
  return refuse(
    'backup_damaged',
    `${join(folder, name)} is not what a backup says of itself: ${read.error.issues[0]?.message}.`,
    'Restore another copy of the backup. Where a newer Latchkey took it, restore it with that one.',
  )
}

/** Whether a name in the folder is one that backups use. */
export function isOfBackup(entry: string): boolean {
  return /^(?:backup\.json(?:\.partial)?|files|rows-[\w-]+)$/.test(entry)
}

/** `undefined` where it is none, which no format takes. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
