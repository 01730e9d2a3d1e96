/** Revoking keys: `key revoke` and `organization key ORG revoke`. */
import type { Output } from '@latchkey/protocol/command'
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { type Asked, atRegistry } from '../registries/index.ts'
import { confirmOptions, objectionOfPerson, objectionToSilence } from './confirm.ts'
import { findKeys } from './find-keys.ts'
import type { Key } from './key.ts'
import { groupOf, openKeyring } from './keyring.ts'
import { shellWords } from './shell-words.ts'
import { keyAsData, keyInWords } from './show-key.ts'
import { objectionToNames } from './typed-names.ts'

export const revokeOptions = { ...confirmOptions, ...atRegistry } as const

export interface RevokeAsked extends Asked {
  readonly organization?: string
  /** Names or ids. */
  readonly words: readonly string[]
  readonly yes: boolean
}

/** The API takes so many at once: all of them are revoked, or none. */
const most = 100

export async function revokeKeys(asked: RevokeAsked, desk: Desk): Promise<Output | Refusal> {
  const { organization, words, yes } = asked
  const typed = `latchkey ${groupOf(organization)} revoke ${shellWords(words)} --yes`
  const early = objectionToNames({ organization, keys: words }) ?? objectionToSilence({ yes, typed }, desk)
  if (early !== undefined) return early
  const ring = await openKeyring(desk, asked)
  if (refused(ring)) return ring
  const keys = await findKeys(ring, words, desk.now())
  if (refused(keys)) return keys
  if (keys.length > most) return tooMany
  const question = `Revoke ${keys.length === 1 ? 'this key' : `these ${keys.length} keys`}?`
  const about = whatDies(keys, desk.now())
  const objection = await objectionOfPerson({ yes, typed, about, question }, desk)
  if (objection !== undefined) return objection
  const revoked = await ring.revoke(keys.map(({ id }) => id))
  if (refused(revoked)) return revoked
  return {
    data: { keys: revoked.map(keyAsData) },
    text: revoked
      .map(({ id, name }) => `The key ${quoted(name)} (${id}) is revoked, with all that was made from it.`)
      .join('\n'),
  }
}

function whatDies(keys: readonly Key[], now: number): string {
  const list = keys.map(key => keyInWords(key, now)).join('\n\n')
  return `${list}\n\nWhatever uses ${keys.length === 1 ? 'it' : 'them'} is refused at once. Nothing brings a key back.`
}

const tooMany: Refusal<'usage'> = refuse(
  'usage',
  `More than ${most} keys are meant.`,
  'Name fewer at a time.',
)
