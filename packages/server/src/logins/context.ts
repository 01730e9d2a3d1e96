/** What the parts of this room work with. */
import type { Clock, RandomBytes } from '../host/index.ts'
import type { Store } from '../storage/index.ts'
import type { TokenContext } from './tokens.ts'

export interface LoginContext extends TokenContext {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
}
