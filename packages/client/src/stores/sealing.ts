/** Whether what is written next is sealed. */
import { refused } from '@latchkey/tokens'
import { formatState } from './format.ts'
import type { Seal } from './keychain/index.ts'
import type { StoreError, StoreNotice, StoreState } from './store.ts'

export interface Sealing {
  readonly seal: Seal
  /**
   * `always`: or nothing is written. `where it can`: a new file, if the keychain answers; a file stays as it is, so that
   * the keychain of one session does not lock out another one (a desktop and ssh, say).
   */
  readonly when: 'always' | 'where it can'
}

/** What lies there now. */
export type Found = 'sealed' | 'open' | 'nothing'

export async function nextText(
  state: StoreState,
  was: Found,
  sealing: Sealing | undefined,
  notice: (notice: StoreNotice) => void,
): Promise<string | StoreError> {
  if (sealing === undefined) return formatState(state, undefined)
  const { seal, when } = sealing
  if (when === 'where it can' && was === 'open') return formatState(state, undefined)
  const text = await formatState(state, seal)
  if (when === 'always' || was === 'sealed') return text
  if (!refused(text)) {
    notice({ code: 'store_chosen', message: `Credentials are sealed with a key in ${seal.description}.` })
    return text
  }
  notice({ code: 'store_chosen', message: `${text.message} Credentials are kept in a file of yours alone.` })
  return formatState(state, undefined)
}
