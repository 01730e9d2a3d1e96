/** What a person sees while they are waited for. */
import type { Desk } from '../desk/index.ts'

export interface Waiting {
  /** Until that instant, in milliseconds since 1970. */
  begin(until: number): Promise<void>
  /** Leaves the line as if nothing had stood there. */
  end(): void
}

/** On a terminal the time that is left, each second; elsewhere one line. */
export function createWaiting(desk: Desk): Waiting {
  const over = new AbortController()
  let shown = false
  return {
    async begin(until) {
      const { clock } = await desk.machine()
      if (!desk.interactive.error) return desk.say('Waiting for an answer there ...\n')
      const tick = async () => {
        while (!over.signal.aborted) {
          shown = true
          desk.overwrite(`Waiting for an answer there: ${left(until - clock.now())} left. Ctrl-C gives up.`)
          await clock.sleep(1_000, over.signal)
        }
      }
      void tick()
    },
    end() {
      over.abort()
      if (shown) desk.overwrite('')
    },
  }
}

/** `9:05`. */
function left(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
