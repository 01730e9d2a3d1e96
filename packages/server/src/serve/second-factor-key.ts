/** The key that second factors are sealed under: `second-factor-key.json` in the data folder, or `LATCHKEY_SECOND_FACTOR_KEY`. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { RandomBytes } from '../host/index.ts'
import {
  installSecondFactorKey,
  knowsSecondFactorKey,
  type SecondFactorKey,
} from '../second-factors/index.ts'
import type { Store } from '../storage/index.ts'
import type { Configuration } from './configuration.ts'
import type { Missing } from './open-database.ts'
import { readOwnersFile } from './owners-file.ts'
import { formatSecondFactorKey, parseSecondFactorKey } from './second-factor-key-text.ts'
import { makeFile } from './whole-file.ts'

/**
 * The key that belongs to this database. The first start makes one; a later start that does not find it must not, or
 * nobody who has a second factor could sign in again.
 */
export async function openSecondFactorKey(
  { secondFactorKey, data }: Pick<Configuration, 'secondFactorKey' | 'data'>,
  store: Store,
  { random, missing }: { readonly random: RandomBytes; readonly missing: Missing },
): Promise<SecondFactorKey | Refusal> {
  const path = data.secondFactorKey
  const known = await knowsSecondFactorKey(store.read)
  const given =
    secondFactorKey === undefined ? await readKeyFile(path) : parseSecondFactorKey(secondFactorKey.expose())
  if (given !== undefined) return refused(given) ? given : installSecondFactorKey(store, given)
  if (known) return lost(path)
  if (missing === 'refuses') return notMadeYet
  await makeFile({ path, content: formatSecondFactorKey(random(32)).expose(), mode: 0o600 }, random)
  const made = await readKeyFile(path)
  if (made === undefined) return lost(path)
  return refused(made) ? made : installSecondFactorKey(store, made)
}

async function readKeyFile(path: string): Promise<Uint8Array | Refusal | undefined> {
  const file = await readOwnersFile(path)
  if (file === undefined) return undefined
  if (file === 'exposed') return exposed(path)
  const key = parseSecondFactorKey(file.text)
  return refused(key) ? unreadable(path, key.message) : key
}

const exposed = (path: string) =>
  refuse(
    'second_factor_key_exposed',
    `Other users of this machine can reach the second-factor key at ${path}.`,
    `Type: chmod 600 ${path}`,
  )

const unreadable = (path: string, why: string) =>
  refuse(
    'second_factor_key_unreadable',
    `The second-factor key at ${path} cannot be read: ${why}.`,
    'Put the file back from where it is kept. It is left as it is.',
  )

const lost = (path: string) =>
  refuse(
    'second_factor_key_missing',
    `The database holds second factors, but the key that they are sealed under is not at ${path}.`,
    'Put the file back from where it is kept. Where it is lost for good, see docs/operate/second-factors.md.',
  )

const notMadeYet = refuse(
  'second_factor_key_missing',
  'This server has no second-factor key yet.',
  'Start it once, which makes one: npm start',
)
