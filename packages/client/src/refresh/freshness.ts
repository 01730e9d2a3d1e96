/** Whether a token is good for a while yet. */
import type { Credential } from '../credential.ts'
import type { Clock } from '../machine.ts'

/** Milliseconds before its end at which a token is replaced, unless told. */
const fiveMinutes = 5 * 60 * 1000

/** Of how many tokens the end is remembered: a program that runs for months gets a new one every half hour. */
const remembered = 100

export interface Freshness {
  /** Whether it is good for five minutes more, or as long as was told; at most for half of its life. */
  isFresh(credential: Credential): boolean
  /** Whether it is good for now, though it should be replaced. */
  isUsable(credential: Credential): boolean
  /** Remembers when a token that was just received will end, by the clock that nobody sets. */
  received(credential: Credential): void
}

/**
 * By the wall clock, which other processes share; and in this process by the monotonic one too, as the other may be set
 * back. The earlier end counts: a machine that was asleep has the wall clock alone to tell.
 */
export function createFreshness(
  clock: Pick<Clock, 'now' | 'monotonic'>,
  ahead: number = fiveMinutes,
): Freshness {
  const endings = new Map<string, number>()

  function left(credential: Credential): number {
    const { expiresAt, receivedAt, token } = credential
    if (expiresAt === undefined) return Number.POSITIVE_INFINITY
    const now = clock.now()
    // Received in the future: the clock was set back since, and nobody knows how far.
    if (receivedAt !== undefined && now < receivedAt - fiveMinutes) return 0
    const byTheWall = expiresAt - now
    const endsAt = endings.get(token.expose())
    return endsAt === undefined ? byTheWall : Math.min(byTheWall, endsAt - clock.monotonic())
  }

  return {
    isFresh(credential) {
      const { expiresAt, receivedAt } = credential
      const life = (expiresAt ?? Number.POSITIVE_INFINITY) - (receivedAt ?? 0)
      const remaining = left(credential)
      return remaining > 0 && remaining >= Math.min(ahead, life / 2)
    },
    isUsable: credential => left(credential) > 0,
    received({ token, expiresAt, receivedAt }) {
      if (expiresAt === undefined || receivedAt === undefined) return
      endings.set(token.expose(), clock.monotonic() + expiresAt - receivedAt)
      const [oldest] = endings.keys()
      if (endings.size > remembered && oldest !== undefined) endings.delete(oldest)
    },
  }
}
