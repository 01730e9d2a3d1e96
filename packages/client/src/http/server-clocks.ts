/** How far a server's clock is from ours, learned from the `Date` of its answers. */

/** An answer that took longer to come says too little about the moment it was made. */
const quickest = 10_000

export interface ServerClocks {
  /** Milliseconds to add to our clock for the server's; 0 where nothing is known. */
  offset(origin: string): number
  /** `sent` and `received` by our clock. `Date` counts in seconds (RFC 9110, 6.6.1), so it is good to one. */
  learn(origin: string, date: string | null, sent: number, received: number): void
}

export function createServerClocks(): ServerClocks {
  const offsets = new Map<string, number>()
  return {
    offset: origin => offsets.get(origin) ?? 0,
    learn(origin, date, sent, received) {
      const theirs = date === null ? Number.NaN : Date.parse(date)
      if (Number.isNaN(theirs) || received < sent || received - sent > quickest) return
      // Half a second: the header was cut to the second before.
      const offset = theirs + 500 - (sent + received) / 2
      // What a rounded second explains is no difference.
      offsets.set(origin, Math.abs(offset) <= 1_000 ? 0 : Math.round(offset))
    },
  }
}
