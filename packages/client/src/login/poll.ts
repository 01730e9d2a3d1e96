/** Waits until a person has answered (RFC 8628, 3.4 and 3.5). Trouble on the way ends nothing: they may be typing. */
import type { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import { askForTokens, type House, isNo, type Later, type Tokens } from '../oauth/index.ts'
import type { Endpoints } from '../registry/index.ts'
import { cancelled, denied, failed, timedOut } from './login-errors.ts'

export interface Polling {
  readonly endpoints: Endpoints
  readonly deviceCode: Secret
  /** Milliseconds, as `lifetime`. */
  readonly interval: number
  readonly lifetime: number
  readonly instead: () => Promise<Credential | undefined>
  readonly signal: AbortSignal | undefined
}

/** Milliseconds. */
const slowDown = 5_000
const longestPause = 30_000

export async function poll(house: House, polling: Polling): Promise<Tokens | Credential | AuthError> {
  const { clock } = house.machine
  const { registry } = house
  const { endpoints, deviceCode, instead, signal } = polling
  const endsAt = clock.monotonic() + polling.lifetime
  let interval = polling.interval
  let pause = interval
  for (;;) {
    await clock.sleep(Math.min(pause, Math.max(0, endsAt - clock.monotonic())), signal)
    if (signal?.aborted) return cancelled()
    if (clock.monotonic() >= endsAt) return timedOut(registry)
    const other = await instead()
    if (other !== undefined) return other
    const answer = await askForTokens(house, {
      ...{ endpoints, signal },
      grant: 'urn:ietf:params:oauth:grant-type:device_code',
      parameters: { device_code: deviceCode },
    })
    if (!refused(answer)) return answer
    if (!isNo(answer)) {
      if (answer.code === 'cancelled' || answer.code === 'invalid_configuration') return answer
      house.trace.add('asked in vain', { registry: registry.origin, because: answer.code })
      pause = Math.max(Math.min(pause * 2, longestPause), retryAfter(answer))
      continue
    }
    switch (answer.code) {
      case 'authorization_pending':
        break
      case 'slow_down':
        interval += slowDown
        break
      case 'access_denied':
        return denied(registry)
      case 'expired_token':
        return timedOut(registry)
      default:
        return failed(registry, answer)
    }
    pause = interval
  }
}

function retryAfter(answer: AuthError | Later): number {
  return 'retryAfter' in answer ? (answer.retryAfter ?? 0) : 0
}
