/** The time, handed in: rooms never ask the machine. */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds on a clock that never jumps; only differences mean something. */
  monotonic(): number
}
