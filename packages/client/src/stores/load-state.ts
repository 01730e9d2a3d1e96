/** What a file of credentials holds: who only looks needs no lock, and little else. */

import { refused } from '@latchkey/tokens'
import { inFolder, openSync } from '../file-system.ts'
import type { Files } from './files.ts'
import { parseState } from './format.ts'
import type { Seal } from './keychain/index.ts'
import { readPrivate } from './read-private.ts'
import type { Found } from './sealing.ts'
import type { StoreError, StoreNotice, StoreState } from './store.ts'
import { corruptStore, newerStore } from './store-errors.ts'

export interface Loaded {
  readonly state: StoreState
  readonly was: Found
  /** Of the content that was read; undefined where there was none. */
  readonly print?: string
}

export const nothingKept: Loaded = { state: Object.freeze({}), was: 'nothing' }

interface LoadOptions {
  readonly files: Pick<Files, 'openSync'>
  readonly onNotice: (notice: StoreNotice) => void
  readonly seal: Seal | undefined
}

export async function loadState(
  path: string,
  { files, onNotice, seal }: LoadOptions,
): Promise<Loaded | StoreError> {
  const found = readPrivate(files, path, onNotice)
  if (found === undefined) return nothingKept
  if (refused(found)) return found
  const read = await parseState(found.text, seal)
  if (!refused(read)) return { state: read.state, was: read.sealed ? 'sealed' : 'open', print: found.print }
  if (read.code === 'newer') return newerStore(path, read.message)
  return read.code === 'corrupt' ? corruptStore(path, read.message) : read
}

export interface ReadOptions {
  readonly folder: string
  readonly onNotice?: (notice: StoreNotice) => void
}

/** What `openStore({ folder }).store.read()` gives, once. What is sealed is an error here: no keychain is asked. */
export async function readKept({
  folder,
  onNotice = () => {},
}: ReadOptions): Promise<StoreState | StoreError> {
  const path = inFolder(folder, credentialsFile)
  const loaded = await loadState(path, { files: { openSync }, onNotice, seal: undefined })
  return refused(loaded) ? loaded : loaded.state
}

export const credentialsFile = 'credentials.json'
