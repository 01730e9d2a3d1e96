/** The master keys: every token's root key is derived from one of them. They are never in the database. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { Clock } from '../host/index.ts'
import type { Store } from '../storage/index.ts'
import type { MasterKeyEntries, MintingKey } from './master-key-entries.ts'
import { type Agreement, agreement, readMasterKeyRows, registerMasterKeys } from './master-key-rows.ts'

export interface MasterKeys {
  /** The one that new tokens are made with. */
  readonly minting: MintingKey
  /** The master key of that name, unless it was withdrawn. */
  byId(kid: string): Uint8Array | undefined
}

/** Those of a node that runs: what the database says of them changes beside it. */
export interface InstalledMasterKeys extends MasterKeys {
  /**
   * Takes up what was activated or withdrawn since, with keys that were given to this node meanwhile. Refuses where it
   * lacks one that is in use: it goes on with those that it has.
   */
  keepUp(): Promise<undefined | Refusal<'master_key_missing' | 'master_key_differs'>>
}

export interface InstallOptions {
  readonly store: Store
  readonly clock: Clock
  readonly entries: MasterKeyEntries
  /** Reads again what this node is given, where that may have changed. */
  readonly readAgain?: () => Promise<MasterKeyEntries | Refusal | undefined>
}

export function createMasterKeys({ minting, keys }: MasterKeyEntries): MasterKeys {
  const key = keys.get(minting)
  if (key === undefined) throw new TypeError(`The minting master key ${minting} is not among the keys.`)
  return { minting: { kid: minting, key }, byId: kid => keys.get(kid) }
}

/**
 * The master keys of this node, as the database knows them: the first node registers them. A node that lacks one that
 * is not withdrawn, or holds another under its name, must not start: it would refuse, or make, tokens that the others
 * would not. Which key mints and which are withdrawn is the database's word, not the configuration's.
 */
export async function installMasterKeys({
  store,
  clock,
  entries,
  readAgain = async () => undefined,
}: InstallOptions): Promise<InstalledMasterKeys | Refusal<'master_key_missing' | 'master_key_differs'>> {
  const registered = await registerMasterKeys(store, entries, clock.now())
  if (refused(registered)) return registered
  let given = entries
  let current = createMasterKeys({ minting: registered.mintingKid, keys: registered.usable })

  async function agreeAgain(): Promise<Agreement> {
    const rows = await readMasterKeyRows(store.read)
    const agreed = agreement(given, rows)
    if (agreed.objection === undefined) return agreed
    const again = await readAgain()
    if (again === undefined || refused(again)) return agreed
    given = again
    return agreement(given, rows)
  }

  return {
    get minting() {
      return current.minting
    },
    byId: kid => current.byId(kid),
    async keepUp() {
      const agreed = await agreeAgain()
      const key = agreed.usable.get(agreed.mintingKid)
      // Without the one that mints now it goes on with the former; once that is withdrawn too, it makes no keys.
      const minting = key === undefined ? current.minting : { kid: agreed.mintingKid, key }
      current = { minting, byId: kid => agreed.usable.get(kid) }
      return agreed.objection
    },
  }
}
