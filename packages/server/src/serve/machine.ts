/** The real clock and the real randomness, made here and handed in everywhere else. */
import { randomBytes } from 'node:crypto'
import type { Clock, RandomBytes } from '../host/index.ts'

export const clock: Clock = { now: () => Date.now(), monotonic: () => performance.now() }

export const random: RandomBytes = length => new Uint8Array(randomBytes(length))
