/** Follows the epoch, so that a master key which a command activated or withdrew is taken up while the server runs. */
import type { Log } from '../http/index.ts'
import type { InstalledMasterKeys } from '../keys/index.ts'
import type { Epoch } from '../storage/index.ts'

export interface KeepUpOptions {
  readonly epoch: Epoch
  readonly masterKeys: Pick<InstalledMasterKeys, 'keepUp'>
  readonly log: Log
}

/**
 * To be called after each reading of the epoch. Looks when it moved, and each time while this node lacks a master key:
 * then it is installed without a restart. Never throws.
 */
export function createKeepUp({ epoch, masterKeys, log }: KeepUpOptions): () => Promise<void> {
  let seen: number | undefined
  let told: string | undefined

  function tell(reason: string | undefined, more: object): void {
    if (reason !== undefined && reason !== told)
      log.error({ reason, ...more }, 'This node does not have the master keys that the others have.')
    told = reason
  }

  return async () => {
    const now = epoch.confirmed()
    if (now === undefined || now === seen) return
    try {
      const lacking = await masterKeys.keepUp()
      tell(lacking?.message, { next: lacking?.next })
      seen = lacking === undefined ? now : undefined
    } catch (error) {
      tell((error as Error).message, { error })
    }
  }
}
