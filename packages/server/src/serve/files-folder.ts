/**
 * The folder of the files belongs to one database: the database knows it by a name that a marker in the folder says. A
 * node that looks at an empty mount point, or at another's folder, would lose uploads, or sweep the other's files away.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { newId } from '../host/index.ts'
import type { Reader, Store, Writer } from '../storage/index.ts'
import { createDirectory, type Upstream } from '../upstreams/index.ts'
import { clock, random } from './machine.ts'
import { makeFile, replaceFile } from './whole-file.ts'

export type FilesFolderCode = 'files_folder_unmarked' | 'files_folder_foreign' | 'files_folder_differs'

/** The upstream in this folder, if the folder is the database's. The first to ask makes it so. */
export async function openFilesFolder(
  store: Pick<Store, 'read' | 'write'>,
  folder: string,
): Promise<Upstream | Refusal<FilesFolderCode>> {
  const known = await knownFolder(store.read)
  const identity = known ?? (await claim(store, folder))
  if (refused(identity)) return identity
  const marked = await readMarker(folder)
  if (marked === identity) return createDirectory({ folder, clock, random })
  return marked === undefined ? unmarked(folder) : differs(folder)
}

/** Gives the folder a new name. It is the database's once `knowFilesFolder` says so, and no other is. */
export async function renameFilesFolder(folder: string): Promise<string> {
  const identity = newId(random)
  await replaceFile({ ...marker(folder), content: textOf(identity) }, random)
  return identity
}

export async function knowFilesFolder(transaction: Writer, identity: string): Promise<void> {
  await transaction
    .insertInto('files_folder')
    .values({ id: 1, identity })
    .onConflict(conflict => conflict.column('id').doUpdateSet({ identity }))
    .execute()
}

/** The marker first: a crash in between leaves an empty folder that the next start takes up. */
async function claim(
  store: Pick<Store, 'write'>,
  folder: string,
): Promise<string | Refusal<'files_folder_foreign'>> {
  const before = await readMarker(folder)
  if (before !== undefined && (await holdsFiles(folder))) return foreign(folder)
  if (before === undefined) await makeFile({ ...marker(folder), content: textOf(newId(random)) }, random)
  const identity = await readMarker(folder)
  if (identity === undefined) throw new Error(`The marker in ${folder} went away while it was made.`)
  return store.write(async transaction => {
    await transaction
      .insertInto('files_folder')
      .values({ id: 1, identity })
      .onConflict(conflict => conflict.column('id').doNothing())
      .execute()
    // Another node may have been faster, with another folder.
    return (await knownFolder(transaction)) ?? identity
  })
}

async function knownFolder(reader: Reader): Promise<string | undefined> {
  const row = await reader.selectFrom('files_folder').select('identity').executeTakeFirst()
  return row?.identity
}

function marker(folder: string) {
  return { path: join(folder, 'latchkey-folder'), mode: 0o640 }
}

function textOf(identity: string): string {
  return `${identity}\nThe nodes of one Latchkey know this folder by this file. Leave it here.\n`
}

async function readMarker(folder: string): Promise<string | undefined> {
  const text = await readFile(marker(folder).path, 'utf8').catch(absent)
  return text?.split('\n', 1)[0]
}

async function holdsFiles(folder: string): Promise<boolean> {
  return ((await readdir(join(folder, 'sha256')).catch(absent)) ?? []).length > 0
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

const next =
  'Mount the folder that the other nodes use, or set LATCHKEY_FILES to it. If its files were moved or restored to here, type: npx latchkey-server files adopt'

function unmarked(folder: string): Refusal<'files_folder_unmarked'> {
  return refuse(
    'files_folder_unmarked',
    `${folder} is not the folder of this database's files: it lacks their marker.`,
    next,
  )
}

function differs(folder: string): Refusal<'files_folder_differs'> {
  return refuse(
    'files_folder_differs',
    `${folder} is not the folder of this database's files: its marker says that it is another's.`,
    next,
  )
}

function foreign(folder: string): Refusal<'files_folder_foreign'> {
  return refuse(
    'files_folder_foreign',
    `${folder} holds the files of another database.`,
    'Set LATCHKEY_FILES to a folder of its own. If the other database is no more, type: npx latchkey-server files adopt',
  )
}
