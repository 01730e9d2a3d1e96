/** Credentials in a file of this person alone, shared by all processes of theirs. */

import { refused } from '@latchkey/tokens'
import type { AuthError } from '../errors.ts'
import { inFolder } from '../file-system.ts'
import type { Clock } from '../machine.ts'
import type { Lease, Locks } from '../single-flight/index.ts'
import { type Files, machineFiles } from './files.ts'
import { credentialsFile, type Loaded, loadState, nothingKept } from './load-state.ts'
import { prepareFolder } from './private-folder.ts'
import { printNow } from './read-private.ts'
import { type Found, nextText, type Sealing } from './sealing.ts'
import type { ChangeOptions, Store, StoreError, StoreNotice, StoreState } from './store.ts'
import { tookTooLong, unavailable } from './store-errors.ts'
import { keepAside, replace, sweepNew } from './write-private.ts'

export interface FileStoreOptions {
  /** Made where it is not there (0700): `defaultFolder(environment)`. */
  readonly folder: string
  /** `createFileLocks` in a folder that lies where this one does: who shares the file shares the locks. */
  readonly locks: Locks
  readonly clock: Pick<Clock, 'now'>
  readonly random: (length: number) => Uint8Array
  /** Told of what went well and should be known: modes that were repaired, a file that was kept aside. */
  readonly onNotice?: (notice: StoreNotice) => void
  /** Left out: the file can be read by whoever is this person on this machine. */
  readonly sealing?: Sealing | undefined
  /** Those of this machine unless told. */
  readonly files?: Files
}

export function createFileStore({
  folder,
  locks,
  clock,
  random,
  onNotice = () => {},
  sealing,
  files = machineFiles,
}: FileStoreOptions): Store {
  const path = inFolder(folder, credentialsFile)
  let prepared = false
  let known: Loaded | undefined

  return {
    description: `the file ${path}`,

    async read() {
      if (known?.print !== undefined && known.print === printNow(path)) return known.state
      const loaded = await load()
      return refused(loaded) ? loaded : loaded.state
    },

    async change<E extends AuthError>(
      update: (state: StoreState) => StoreState | E,
      { corrupt = 'refuse' }: ChangeOptions = {},
    ): Promise<StoreState | StoreError | E> {
      if (!prepared) {
        const problem = await prepareFolder(files, folder, path, onNotice)
        if (problem !== undefined) return problem
        prepared = true
      }
      return locks.withLease(`store ${path}`, async lease => {
        const loaded = await begin(corrupt)
        if (refused(loaded)) return loaded
        const next = update(loaded.state)
        if (refused(next) || next === loaded.state) return next
        return finish(next, loaded.was, lease)
      })
    },
  }

  async function load(): Promise<Loaded | StoreError> {
    const loaded = await loadState(path, { files, onNotice, seal: sealing?.seal })
    if (!refused(loaded) && loaded.print !== undefined) known = loaded
    return loaded
  }

  /** Under the lease: nobody else writes from here on, not even one that was at it. */
  async function begin(corrupt: ChangeOptions['corrupt']): Promise<Loaded | StoreError> {
    try {
      await sweepNew(files, path)
      const loaded = await load()
      if (!refused(loaded) || loaded.code !== 'corrupt_store' || corrupt !== 'keep aside') return loaded
      const aside = await keepAside(files, path, clock.now(), newNonce())
      onNotice({ code: 'kept_aside', message: `${loaded.message} It was kept as ${aside}.` })
      return nothingKept
    } catch (problem) {
      return unavailable(path, problem)
    }
  }

  async function finish(next: StoreState, was: Found, lease: Lease): Promise<StoreState | StoreError> {
    try {
      const text = await nextText(next, was, sealing, onNotice)
      if (refused(text)) return text
      const done = await replace(files, path, text, { lease, nonce: newNonce() })
      return done ? Object.freeze({ ...next }) : tookTooLong(path)
    } catch (problem) {
      return unavailable(path, problem)
    }
  }

  function newNonce(): string {
    return Buffer.from(random(16)).toString('hex')
  }
}
