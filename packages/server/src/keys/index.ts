/**
 * Keys: long-lived tokens with a name, of a person or an organization; listed, tightened, rotated, revocable.
 *
 * 1. No key without an explicit `allow`; an organization's names nothing outside of it.
 * 2. Nothing that can be presented is stored: root keys are derived from a master key that is not in the database.
 * 3. A key made with a token keeps every caveat of it but its expiry, and a role no higher than its maker's now.
 * 4. When a key was last used, and what for, is written behind: no request waits or fails for it.
 * 5. Which master key mints and which are withdrawn is the database's word; what one that was withdrawn made is revoked.
 * 6. A key is tightened, never loosened; what narrows it, revokes it or burns a part of it advances the epoch.
 * 7. Whose key expires or is burned is told by mail, queued in the transaction that says so.
 *
 *     const caveats = keyCaveats({ allow: [{ actions: ['publish'], targets: ['pypi:acme/widget'] }] })
 *     const made = await keys.create({ owner, name: 'release', caveats, by: decideAgain(decision.proof, house) })
 */
export { type Attention, attentionOf } from './attention.ts'
export type { KeysChangedBy } from './authority.ts'
export type { Burned } from './burn.ts'
export { burnedAt, signatureHash } from './burned.ts'
export type { Tightening } from './change-key.ts'
export type { CreatedKey, CreateKeyInput } from './create-key.ts'
export { readCursor, writeCursor } from './cursor.ts'
export { eraseKeysOf } from './erase-keys.ts'
export {
  readVerifiable as readVerifiableKey,
  selectVerifiable as selectVerifiableKeys,
  type VerifiableKey,
} from './find.ts'
export type { Key, KeyFacts, KeyOwner, LastUsed } from './key.ts'
export {
  type AllowForm,
  type KeyForm,
  type KeyFormCode,
  keyCaveats,
  tighteningCaveats,
} from './key-caveats.ts'
export { createKeys, type Keys, type KeysOptions } from './keys.ts'
export { createLastUses } from './last-used.ts'
export type { KeyCounts } from './look-through/count-states.ts'
export type { KeyPage, KeyQuery } from './look-through/look-through.ts'
export { type KeyState, keyStates } from './look-through/only.ts'
export { type KeyOrder, keyOrders } from './look-through/orders.ts'
export type { MasterKeyEntries } from './master-key-entries.ts'
export {
  activateMasterKey,
  addMasterKey,
  type Bereaved,
  bereavedBy,
  checkWithdrawal,
  listMasterKeys,
  type MasterKeyState,
  objectionToMinting,
  statesOfMasterKeys,
  withdrawMasterKey,
} from './master-key-states.ts'
export {
  createMasterKeys,
  type InstalledMasterKeys,
  installMasterKeys,
  type MasterKeys,
} from './master-keys.ts'
export type { RotatedKey } from './rotate-key.ts'
export type { KeyUse } from './usage/told-apart.ts'
export type { Usage } from './usage/usage.ts'
export { flushing } from './write-behind.ts'
