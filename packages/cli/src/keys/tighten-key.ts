/** Tightening a key: `key tighten` and `organization key ORG tighten`. */
import { type Output, text } from '@latchkey/protocol/command'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { type Asked, atRegistry } from '../registries/index.ts'
import { type AskedOfKey, askedOptions, readAsked } from './asked-of-key.ts'
import { findKeys } from './find-keys.ts'
import type { Key } from './key.ts'
import { openKeyring } from './keyring.ts'
import { keyAsData, whatItMay } from './show-key.ts'
import { objectionToNames } from './typed-names.ts'

export const tightenOptions = {
  ...askedOptions,
  expires: text('WHEN', '15m, 7d or a date, no later than it has.'),
  ...atRegistry,
} as const

export interface TightenAsked extends AskedOfKey, Asked {
  /** A name or an id. */
  readonly word: string
}

export async function tightenKey(asked: TightenAsked, desk: Desk): Promise<Output | Refusal> {
  const { organization, word } = asked
  const noName = objectionToNames({ organization, keys: [word] })
  if (noName !== undefined) return noName
  if (asked.expires === 'never') return neverLoosens
  const tightening = await readAsked(asked, desk)
  if (refused(tightening)) return tightening
  if (Object.keys(tightening).length === 0) return nothing
  const ring = await openKeyring(desk, asked)
  if (refused(ring)) return ring
  const keys = await findKeys(ring, [word], desk.now())
  if (refused(keys)) return keys
  const tightened: Key[] = []
  for (const { id } of keys) {
    const key = await ring.tighten(id, tightening)
    if (refused(key)) return key
    tightened.push(key)
  }
  return {
    data: { keys: tightened.map(keyAsData) },
    text: tightened.map(key => whatItMay(key, desk.now())).join('\n'),
    note: 'This holds at once, for every token that was made from it, too. Its text stays as it is.',
  }
}

const nothing: Refusal<'usage'> = refuse(
  'usage',
  'Nothing says what the key is to be held to.',
  'Give at least one of --package, --repository, --action, --allow, --network and --expires.',
)

const neverLoosens: Refusal<'usage'> = refuse(
  'usage',
  'To tighten a key only ever brings its end nearer.',
  'Write --expires 7d, or leave it out.',
)
