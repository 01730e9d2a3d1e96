/** A store and the locks that belong to it, by policy: the one decision where credentials are kept. */
import { join } from '../file-system.ts'
import type { Machine } from '../machine.ts'
import { createFileLocks, createMemoryLocks, type Locks } from '../single-flight/index.ts'
import { createFileStore } from './file-store.ts'
import { type Keychain, keychainSeal, macosSecurity, secretTool } from './keychain/index.ts'
import { createMemoryStore } from './memory-store.ts'
import type { Sealing } from './sealing.ts'
import type { Store, StoreNotice } from './store.ts'

/**
 * - `file`: a file of this person alone.
 * - `keychain`: the same, sealed with a key in the keychain of the operating system; an error where that does not answer.
 * - `auto`: sealed where the keychain answers when the file is made, else not; said once.
 * - `memory`: gone with the program.
 */
export type StorePolicy = 'auto' | 'keychain' | 'file' | 'memory'

export interface OpenStoreOptions {
  /** `file` unless told. */
  readonly policy?: StorePolicy
  /** `defaultFolder(environment)`. All programs that are to share a login name the same one. */
  readonly folder: string
  readonly machine: Pick<Machine, 'clock' | 'random'>
  readonly onNotice?: (notice: StoreNotice) => void
  /** That of this operating system unless told. None is known for Windows: `keychain` is an error there. */
  readonly keychain?: Keychain
}

export interface OpenStore {
  readonly store: Store
  readonly locks: Locks
}

export function openStore({
  policy = 'file',
  folder,
  machine,
  onNotice,
  keychain,
}: OpenStoreOptions): OpenStore {
  const { clock, random } = machine
  if (policy === 'memory') return { store: createMemoryStore(), locks: createMemoryLocks(clock) }
  const locks = createFileLocks({ folder: join(folder, 'locks'), clock, random })
  const sealing = policy === 'file' ? undefined : sealingBy(policy, keychain ?? systemKeychain())
  const store = createFileStore({ folder, locks, clock, random, sealing, ...(onNotice && { onNotice }) })
  return { store, locks }

  function sealingBy(policy: 'auto' | 'keychain', keychain: Keychain): Sealing {
    const seal = keychainSeal(keychain, join(folder, 'credentials.json'), random)
    return { seal, when: policy === 'keychain' ? 'always' : 'where it can' }
  }
}

/** None is known for Windows: it never answers there. */
export function systemKeychain(): Keychain {
  return process.platform === 'darwin' ? macosSecurity() : secretTool()
}
