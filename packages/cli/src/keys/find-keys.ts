/** The keys that somebody names: by their names or their ids. */
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import { isLive, type Key } from './key.ts'
import type { Keyring } from './keyring.ts'

/** Pages of a thousand: more than anybody has, so that a server that never comes to an end is not followed to it. */
const most = 1_000

/** Every key of the ring, newest first. */
export async function everyKey(ring: Pick<Keyring, 'list' | 'group'>): Promise<readonly Key[] | Refusal> {
  const found: Key[] = []
  let after: string | undefined
  for (let pages = 0; pages < most; pages += 1) {
    const page = await ring.list({ after, limit: '1000' })
    if (refused(page)) return page
    found.push(...page.items)
    if (page.next === undefined) return found
    after = page.next
  }
  return endless(ring.group)
}

/**
 * An id goes before a name; by its name are meant all that live under it, as one that was rotated lives on for a while.
 * In the order of the words, each once.
 */
export async function findKeys(
  ring: Keyring,
  words: readonly string[],
  now: number,
): Promise<readonly Key[] | Refusal> {
  const all = await everyKey(ring)
  if (refused(all)) return all
  const found = new Set<Key>()
  for (const word of words) {
    const byId = all.filter(({ id }) => id === word)
    const meant = byId.length > 0 ? byId : all.filter(key => key.name === word && isLive(key, now))
    if (meant.length === 0) return noSuchKey(word, ring)
    for (const key of meant) found.add(key)
  }
  return [...found]
}

function noSuchKey(word: string, { called, group }: Keyring): Refusal<'unknown_key'> {
  return refuse(
    'unknown_key',
    `None of ${called} is live and called ${quoted(word)}, or has that as its id.`,
    `Run: latchkey ${group} list`,
  )
}

function endless(group: string): Refusal<'bad_answer'> {
  return refuse(
    'bad_answer',
    'The list of keys does not come to an end.',
    `Read it page by page: latchkey ${group} list --limit 100`,
  )
}
