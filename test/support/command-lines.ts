/** What every process of this machine was typed with, while something runs. */
import { readdirSync, readFileSync } from 'node:fs'

/** Looks every few milliseconds, and whenever it is told to, until it is stopped. */
export function watchCommandLines(): { look(): void; stop(): ReadonlySet<string> } {
  const seen = new Set<string>()
  const lookAround = () => {
    for (const name of readdirSync('/proc')) if (/^\d+$/.test(name)) look(name)
  }
  const timer = setInterval(lookAround, 20)
  return {
    look: lookAround,
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
