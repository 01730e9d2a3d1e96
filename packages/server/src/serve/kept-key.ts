/** A key that is not in the database although the database belongs to it: a file in the data folder, or a setting. */
import type { Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { RandomBytes } from '../host/index.ts'
import type { Missing } from './open-database.ts'
import { readOwnersFile } from './owners-file.ts'
import { makeFile } from './whole-file.ts'

export interface KeptKey<Key> {
  /** `second-factor key`, as people call it; its refusals are `second_factor_key_missing` and so on. */
  readonly name: string
  readonly path: string
  /** What a setting gives in place of the file. */
  readonly given: Secret | undefined
  /** Whether the database belongs to one already. Then another must not be made. */
  readonly known: boolean
  /** What is lost without it: `The database holds second factors, but the key that they are sealed under`. */
  readonly without: string
  /** Where to read what to do when it is lost for good. */
  readonly page: string
  /** The refusal's message is part of a sentence, and shows no key. */
  parse(text: string): Key | Refusal
  /** The text of a new one. */
  make(): Promise<Secret>
}

/**
 * The key that is there. The first start makes one; a later start that does not find it must not. Of two first starts
 * at once both get the one.
 */
export async function openKeptKey<Key>(
  key: KeptKey<Key>,
  { random, missing }: { readonly random: RandomBytes; readonly missing: Missing },
): Promise<Key | Refusal> {
  const there = key.given === undefined ? await readKeyFile(key) : key.parse(key.given.expose())
  if (there !== undefined) return there
  if (key.known) return lost(key)
  if (missing === 'refuses') return notMadeYet(key)
  await makeFile({ path: key.path, content: (await key.make()).expose(), mode: 0o600 }, random)
  return (await readKeyFile(key)) ?? lost(key)
}

type Named = Pick<KeptKey<unknown>, 'name' | 'path' | 'without' | 'page'>

async function readKeyFile<Key>(key: KeptKey<Key>): Promise<Key | Refusal | undefined> {
  const file = await readOwnersFile(key.path)
  if (file === undefined) return undefined
  if (file === 'exposed') return exposed(key)
  const read = key.parse(file.text)
  return refused(read) ? unreadable(key, read.message) : read
}

const codeOf = ({ name }: Named, what: string) => `${name.replaceAll(/[ -]/g, '_').toLowerCase()}_${what}`

const exposed = (key: Named) =>
  refuse(
    codeOf(key, 'exposed'),
    `Other users of this machine can reach the ${key.name} at ${key.path}.`,
    `Type: chmod 600 ${key.path}`,
  )

const unreadable = (key: Named, why: string) =>
  refuse(
    codeOf(key, 'unreadable'),
    `The ${key.name} at ${key.path} cannot be read: ${why}.`,
    'Put the file back from where it is kept. It is left as it is.',
  )

const lost = (key: Named) =>
  refuse(
    codeOf(key, 'missing'),
    `${key.without} is not at ${key.path}.`,
    `Put the file back from where it is kept. Where it is lost for good, see ${key.page}.`,
  )

const notMadeYet = (key: Named) =>
  refuse(
    codeOf(key, 'missing'),
    `This server has no ${key.name} yet.`,
    'Start it once, which makes one: npm start',
  )
