/** The time that is left until something is over: in whole minutes, or counted down where there is JavaScript. */
import type { Words } from '../catalogue/index.ts'
import { html, type Markup } from './markup.ts'
import { fromNow } from './time.ts'

export interface Countdown {
  /** Milliseconds since 1970, both. */
  readonly until: number
  readonly now: number
  /** The page that is opened then: it says what follows. */
  readonly leads: string
}

export function countdown(words: Words, { until, now, leads }: Countdown): Markup {
  const left = Math.max(0, until - now)
  return html`<span class="countdown" data-left="${left}" data-words="${words.time.inMinutes('{}')}" data-leads="${leads}">${fromNow(words, until, now)}</span>`
}
