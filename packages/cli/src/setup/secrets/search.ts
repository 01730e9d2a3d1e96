/** Looks for secrets that lie in files in clear, and plans how those of a registry go. */
import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Refusal, refused } from '@latchkey/tokens'
import { type OpenFile, openFile } from '../files/open-file.ts'
import type { Change } from '../plan.ts'
import { type FoundSecret, type SearchedFile, searchedFiles, type Where, without } from './index.ts'

export interface Found {
  readonly file: OpenFile
  readonly inProject: boolean
  readonly secrets: readonly FoundSecret[]
}

export interface Searched {
  readonly found: readonly Found[]
  /** Why a file was not looked into; it stops nobody. */
  readonly unread: readonly Refusal[]
}

export async function searchSecrets(searched: Where & { readonly origin: string }): Promise<Searched> {
  const looked = await Promise.all(searchedFiles(searched).map(look))
  return {
    found: looked.filter((each): each is Found => !refused(each) && each.secrets.length > 0),
    unread: looked.filter(refused),
  }

  async function look({ path, find, inProject }: SearchedFile): Promise<Found | Refusal> {
    const file = await openFile(path, inProject ? undefined : searched.home)
    return refused(file) ? file : { file, inProject: inProject === true, secrets: find(file.text, searched) }
  }
}

/** The files without the secrets of the registry. */
export function planTaking(found: readonly Found[]): readonly Change[] {
  return found.flatMap(({ file, secrets }) => {
    const ours = secrets.filter(secret => secret.ours)
    return ours.length === 0 ? [] : [{ file, after: without(file.text, ours), managed: {} }]
  })
}

export function hasOurs({ found }: Searched): boolean {
  return planTaking(found).length > 0
}

/** Keeps a file as it was, for this person alone and outside every project; says where. */
export async function keepCopy({ path, text }: OpenFile, folder: string): Promise<string> {
  const copies = join(folder, 'taken')
  const copy = join(copies, `${basename(path).replace(/^\./, '')}-${randomUUID().slice(0, 8)}`)
  await mkdir(copies, { recursive: true, mode: 0o700 })
  await writeFile(copy, text, { mode: 0o600, flag: 'wx' })
  return copy
}
