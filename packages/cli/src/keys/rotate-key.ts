/** Rotating a key: `key rotate` and `organization key ORG rotate`. */
import { type Output, parseMoment, text } from '@latchkey/protocol/command'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { moment } from '../from-now.ts'
import { type Asked, atRegistry } from '../registries/index.ts'
import { findKeys } from './find-keys.ts'
import { handOver, handOverOptions } from './hand-over.ts'
import type { Key } from './key.ts'
import { openKeyring } from './keyring.ts'
import { keyAsData, whatItMay } from './show-key.ts'
import { objectionToNames } from './typed-names.ts'

export const rotateOptions = {
  overlap: text('DURATION', 'How long the old key still works: 0, 1h, 7d. Default: 1d.'),
  ...handOverOptions,
  ...atRegistry,
} as const

export interface RotateAsked extends Asked {
  readonly organization?: string
  /** A name or an id. */
  readonly word: string
  readonly overlap: string | undefined
  readonly output: string | undefined
  readonly force: boolean
}

export async function rotateKey(asked: RotateAsked, desk: Desk): Promise<Output | Refusal> {
  const { organization, word, output, force } = asked
  const noName = objectionToNames({ organization, keys: [word] })
  if (noName !== undefined) return noName
  const overlap = readOverlap(asked.overlap, desk.now())
  if (refused(overlap)) return overlap
  const ring = await openKeyring(desk, asked)
  if (refused(ring)) return ring
  const keys = await findKeys(ring, [word], desk.now())
  if (refused(keys)) return keys
  const [key = keys[0]] = keys.filter(({ replacedBy }) => replacedBy === undefined)
  const id = key?.id ?? word
  return handOver(
    {
      ...{ output, force, group: ring.group },
      make: () => ring.rotate(id, overlap),
      tell: made => ({
        data: { key: keyAsData(made.key), old: keyAsData(made.old) },
        note: `${whatItMay(made.key, desk.now())}\n${whatBecomesOf(made.old, overlap, desk.now())}`,
      }),
    },
    desk,
  )
}

/** In seconds; undefined where the registry is to choose. */
function readOverlap(text: string | undefined, now: number): number | undefined | Refusal {
  if (text === undefined) return undefined
  if (text === '0') return 0
  const end = parseMoment(text, now)
  if (refused(end)) return refuse('usage', 'That is no duration.', 'Write --overlap 0, 1h or 7d.')
  return Math.floor((end - now) / 1000)
}

/** The registry's clock may be ahead of this one. */
function whatBecomesOf({ expiresAt }: Key, overlap: number | undefined, now: number): string {
  if (overlap === 0 || expiresAt === undefined || expiresAt <= now)
    return 'The old one is refused from now on.'
  return `The old one works until ${moment(expiresAt, now)}.`
}
