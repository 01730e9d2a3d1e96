/** What keys were used for in the last seven days: what stops when they are revoked. */
import type { Key, Usage } from '../../keys/index.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import { html, type Markup } from '../layout/markup.ts'

const week = 7 * 24 * 60 * 60 * 1000

/** Who revokes needs to know that it is used, and not how often to the last time. */
const looked = 50

/** `now`: milliseconds since 1970. */
export function usedLastWeek({ lastUsed }: Key, now: number): boolean {
  return lastUsed !== undefined && now - lastUsed.at < week
}

export async function lastWeek(
  words: Words,
  keys: readonly Key[],
  now: number,
  house: Pick<House, 'keys'>,
): Promise<Markup> {
  const say = words.revokeKeys
  const used = keys.filter(key => usedLastWeek(key, now))
  if (used.length === 0) return html`<p>${say.notUsed(keys.length)}</p>`
  const lines = used.map(async key => {
    const { items } = await house.keys.usage(key.id, { limit: looked })
    const done = summed(words, items, now).join(', ') || say.usedAtAll
    return html`<li>${say.usedFor(html`<strong>${key.name}</strong>`, done)}</li>`
  })
  return html`<div class="notice stack-tight">
    <h2>${say.used}</h2>
    <ul>${await Promise.all(lines)}</ul>
  </div>`
}

/** "publish pypi:acme/widget (3)", one for each thing that was done. */
function summed({ locale }: Words, items: readonly Usage[], now: number): readonly string[] {
  const counts = new Map<string, number>()
  for (const { day, action, target = '', count } of items) {
    const what = `${action} ${target}`.trim()
    if (day > now - week) counts.set(what, (counts.get(what) ?? 0) + count)
  }
  return [...counts].map(([what, count]) => `${what} (${count.toLocaleString(locale)})`)
}
