/**
 * Where credentials are kept between runs.
 *
 * 1. A crash at any instant leaves the old state or the new one.
 * 2. What cannot be read is an error with a name, and kept; nobody is logged out by it.
 * 3. Nobody else can read it, and it does not end up in a repository.
 * 4. Every credential carries its origin, path prefix, kind, scopes, expiry and source.
 *
 *     const { store, locks } = openStore({ folder, machine })
 *     const state = await store.change(state => ({ ...state, [loginName(origin)]: login }))
 */
export { createFileStore, type FileStoreOptions } from './file-store.ts'
export { defaultFolder } from './folder.ts'
export type { Keychain } from './keychain/index.ts'
export { type ReadOptions, readKept } from './load-state.ts'
export { createMemoryStore } from './memory-store.ts'
export {
  type OpenStore,
  type OpenStoreOptions,
  openStore,
  type StorePolicy,
  systemKeychain,
} from './open-store.ts'
export type { ChangeOptions, Store, StoreError, StoreNotice, StoreState } from './store.ts'
export { exposingWorkTree } from './work-tree.ts'
