/** The key that second factors are sealed under: `second-factor-key.json` in the data folder, or `LATCHKEY_SECOND_FACTOR_KEY`. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { RandomBytes } from '../host/index.ts'
import {
  installSecondFactorKey,
  knowsSecondFactorKey,
  type SecondFactorKey,
} from '../second-factors/index.ts'
import type { Store } from '../storage/index.ts'
import type { Configuration } from './configuration.ts'
import { openKeptKey } from './kept-key.ts'
import type { Missing } from './open-database.ts'
import { formatSecondFactorKey, parseSecondFactorKey } from './second-factor-key-text.ts'

/** The key that belongs to this database: with another nobody who has a second factor could sign in again. */
export async function openSecondFactorKey(
  { secondFactorKey, data }: Pick<Configuration, 'secondFactorKey' | 'data'>,
  store: Store,
  hands: { readonly random: RandomBytes; readonly missing: Missing },
): Promise<SecondFactorKey | Refusal> {
  const bytes = await openKeptKey(
    {
      name: 'second-factor key',
      path: data.secondFactorKey,
      given: secondFactorKey,
      known: await knowsSecondFactorKey(store.read),
      without: 'The database holds second factors, but the key that they are sealed under',
      page: 'docs/operate/second-factors.md',
      parse: parseSecondFactorKey,
      make: async () => formatSecondFactorKey(hands.random(32)),
    },
    hands,
  )
  return refused(bytes) ? bytes : installSecondFactorKey(store, bytes)
}
