/** What every process of this machine was typed with, while something runs. */
import { readdirSync, readFileSync } from 'node:fs'

/** Looks every few milliseconds until it is stopped. */
export function watchCommandLines(): { stop(): ReadonlySet<string> } {
  const seen = new Set<string>()
  const timer = setInterval(() => {
    for (const name of readdirSync('/proc')) if (/^\d+$/.test(name)) look(name)
  }, 20)
  return {
    stop() {
      clearInterval(timer)
      return seen
    },
  }

  function look(process: string): void {
    try {
      seen.add(readFileSync(`/proc/${process}/cmdline`, 'utf8'))
    } catch {
      // It ended meanwhile.
    }
  }
}
