/** What happened on the way to an answer, in order, for `explain` and for messages. Never holds a secret. */
import type { Clock } from './machine.ts'

export interface TraceEntry {
  /** Milliseconds since 1970. */
  readonly at: number
  /** What happened, in a few words that stay the same: `refreshed`, `waited for the lock`. */
  readonly what: string
  readonly detail: TraceDetail
}

export type TraceDetail = Readonly<Record<string, string | number | boolean>>

export interface Trace {
  /** Adds at the end; nothing is ever changed. */
  add(what: string, detail?: TraceDetail): void
  /** Oldest first. A program that runs for months keeps the newest thousand. */
  entries(): readonly TraceEntry[]
}

export function createTrace(clock: Pick<Clock, 'now'>, limit = 1_000): Trace {
  const entries: TraceEntry[] = []
  return {
    add(what, detail = {}) {
      entries.push(Object.freeze({ at: clock.now(), what, detail: Object.freeze(withoutTokens(detail)) }))
      if (entries.length > limit) entries.shift()
    },
    entries: () => [...entries],
  }
}

/** Longer than any identifier that belongs here: a code, a version and a UUID are shorter, every token is longer. */
const looksLikeToken = /[\w.~+/-]{40,}={0,2}/g

/** The same within an address, which is long itself, and shown: without its verification address nobody logs in. */
const looksLikeTokenInAddress = /[\w~+-]{40,}={0,2}/g

/** The last line of defence: texts that others wrote (a problem's message, a redirect) may quote what was sent. */
function withoutTokens(detail: TraceDetail): TraceDetail {
  return Object.fromEntries(
    Object.entries(detail).map(([name, value]) => [name, typeof value === 'string' ? redact(value) : value]),
  )
}

function redact(text: string): string {
  const isAddress = /^https?:\/\/[^\s@]+$/.test(text)
  return text.replaceAll(isAddress ? looksLikeTokenInAddress : looksLikeToken, '[redacted]')
}
