/** What every part of the room works with. */
import type { Refusal } from '@latchkey/tokens'
import type { NotedRefusal } from '../audit/index.ts'
import type { Clock, RandomBytes } from '../host/index.ts'
import type { Telling } from '../mail/index.ts'
import type { SecondFactorKey } from '../second-factors/index.ts'
import type { Store } from '../storage/index.ts'
import type { RelyingParty } from './relying-party.ts'

export interface Hands {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
  /** Makes challenges, which all nodes then know as ours. */
  readonly key: SecondFactorKey
  readonly party: RelyingParty | Refusal<'passkeys_unavailable'>
  readonly telling: Telling
  /** Hears whose passkey was refused. */
  readonly noteRefusal: (refusal: NotedRefusal) => void
}
