/** What the library is handed of the machine that it runs on: nothing below reads the real ones. */

export interface Clock {
  /** The wall clock: integer milliseconds since 1970. It may jump. */
  now(): number
  /** Milliseconds since some moment, never going back. */
  monotonic(): number
  /** Resolves after that long, or early and without an error where `signal` aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

export type Environment = Readonly<Record<string, string | undefined>>

export interface Machine {
  readonly clock: Clock
  /** That many bytes that nobody can guess. */
  readonly random: (length: number) => Uint8Array
  readonly fetch: typeof fetch
  readonly environment: Environment
  /** Whether a person is at the terminal. In CI nobody is, whatever this says. */
  readonly interactive: boolean
}
