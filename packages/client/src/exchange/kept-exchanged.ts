/** Exchanged tokens are kept so that one exchange serves many runs; a store that fails costs a question, nothing else. */
import { refused } from '@latchkey/tokens'
import { type Credential, exchangedName } from '../credential.ts'
import type { House } from '../oauth/index.ts'
import type { StoreError, StoreState } from '../stores/index.ts'

export async function keptExchanged(
  { store }: House,
  keptAs: string,
): Promise<Credential | undefined | StoreError> {
  const state: StoreState | StoreError = await store.read()
  return refused(state) ? (state as StoreError) : state[keptAs]
}

/** Those of this registry that are over go: nobody looks for what an earlier key was traded for. */
export async function keepExchanged(
  { registry, store, trace, machine }: House,
  keptAs: string,
  token: Credential,
): Promise<void> {
  const now = machine.clock.now()
  const ofThisRegistry = exchangedName(registry.origin, '')
  const isOver = (name: string, { expiresAt = now }: Credential) =>
    name.startsWith(ofThisRegistry) && expiresAt <= now
  const kept: StoreState | StoreError = await store.change<never>(state => ({
    ...Object.fromEntries(Object.entries(state).filter(([name, each]) => !isOver(name, each))),
    [keptAs]: token,
  }))
  if (refused(kept)) trace.add('exchanged token not kept', { registry: registry.origin, because: kept.code })
}
