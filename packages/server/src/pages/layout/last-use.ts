/** When a key or a login was last used, with what and from where: "3 hours ago with twine/5.1.1 from 10.0.0.7". */
import type { Words } from '../catalogue/index.ts'
import { html, type Markup } from './markup.ts'
import { fromNow } from './time.ts'

export interface LastUse {
  readonly at: number
  readonly client: string | undefined
  readonly address: string | undefined
}

export function lastUse(words: Words, lastUsed: LastUse | undefined, now: number): Markup {
  if (lastUsed === undefined) return html`<span class="soft">${words.time.never}</span>`
  const { at, client, address } = lastUsed
  return words.time.use(fromNow(words, at, now), client, address)
}
