/** Credentials in a file of this person alone, shared by all processes of theirs. */
import { join } from 'node:path'
import { refused } from '@latchkey/tokens'
import type { AuthError } from '../errors.ts'
import type { Clock } from '../machine.ts'
import type { Lease, Locks } from '../single-flight/index.ts'
import { type Files, machineFiles } from './files.ts'
import { formatState, parseState } from './format.ts'
import { prepareFolder } from './private-folder.ts'
import { printNow, readPrivate } from './read-private.ts'
import type { ChangeOptions, Store, StoreError, StoreNotice, StoreState } from './store.ts'
import { corruptStore, newerStore, tookTooLong, unavailable } from './store-errors.ts'
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
  /** Those of this machine unless told. */
  readonly files?: Files
}

export function createFileStore({
  folder,
  locks,
  clock,
  random,
  onNotice = () => {},
  files = machineFiles,
}: FileStoreOptions): Store {
  const path = join(folder, 'credentials.json')
  let prepared = false
  let known: { readonly print: string; readonly state: StoreState } | undefined

  return {
    description: `the file ${path}`,

    async read() {
      if (known !== undefined && known.print === printNow(path)) return known.state
      return load()
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
        const state = await begin(corrupt)
        if (refused(state)) return state
        const next = update(state)
        if (refused(next) || next === state) return next
        return finish(next, lease)
      })
    },
  }

  async function load(): Promise<StoreState | StoreError> {
    const found = await readPrivate(files, path, onNotice)
    if (found === undefined) return nothing
    if (refused(found)) return found
    const state = parseState(found.text)
    if (!refused(state)) {
      known = { print: found.print, state }
      return state
    }
    return state.code === 'newer' ? newerStore(path, state.message) : corruptStore(path, state.message)
  }

  /** Under the lease: nobody else writes from here on, not even one that was at it. */
  async function begin(corrupt: ChangeOptions['corrupt']): Promise<StoreState | StoreError> {
    try {
      await sweepNew(files, path)
      const state = await load()
      if (!refused(state) || state.code !== 'corrupt_store' || corrupt !== 'keep aside') return state
      const aside = await keepAside(files, path, clock.now(), newNonce())
      onNotice({ code: 'kept_aside', message: `${state.message} It was kept as ${aside}.` })
      return nothing
    } catch (problem) {
      return unavailable(path, problem)
    }
  }

  async function finish(next: StoreState, lease: Lease): Promise<StoreState | StoreError> {
    try {
      const done = await replace(files, path, formatState(next), { lease, nonce: newNonce() })
      return done ? Object.freeze({ ...next }) : tookTooLong(path)
    } catch (problem) {
      return unavailable(path, problem)
    }
  }

  function newNonce(): string {
    return Buffer.from(random(16)).toString('hex')
  }
}

const nothing: StoreState = Object.freeze({})
