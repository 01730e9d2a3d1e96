/** How each login is now, as its registry says; all of them asked at once. */
import type { AuthClientOptions, Status } from '@latchkey/client'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { type Chosen, clientFor, type Keepings } from '../registries/index.ts'

/**
 * `rejected`: the registry takes it no longer. `logged out`: there is nothing to ask about. `offline`: the registry has
 * said nothing. `not known`: it, or what is kept here, said something else.
 */
export type Trouble = 'rejected' | 'expired' | 'logged out' | 'offline' | 'not known'

interface Login {
  readonly chosen: Chosen
  /** Whether it is what commands use where nothing else is said. */
  readonly current: boolean
}

type Answer =
  | { readonly state: 'live'; readonly found: Status & { readonly authenticated: true } }
  | { readonly state: Trouble; readonly refusal: Refusal }

export type AccountStatus = Login & Answer

/** Milliseconds that a registry is waited for. */
const patience = 10_000

export async function statusOf(
  desk: Desk,
  keepings: Keepings,
  { chosen, current }: Login,
  more: Pick<AuthClientOptions, 'sources'> = {},
): Promise<AccountStatus> {
  const client = await clientFor(desk, keepings, chosen, more)
  if (refused(client)) return { chosen, current, state: 'not known', refusal: client }
  const { clock } = await desk.machine()
  const answered = new AbortController()
  const late = new AbortController()
  void clock.sleep(patience, answered.signal).then(() => late.abort())
  const signal = AbortSignal.any([late.signal, desk.interruption()])
  const status = await client.status({ signal })
  const isLate = late.signal.aborted && !desk.interruption().aborted
  answered.abort()
  if (!refused(status)) return { chosen, current, ...judged(status) }
  const refusal = isLate ? tooLate(chosen) : status
  return { chosen, current, state: stateOf(refusal.code), refusal }
}

function judged(status: Status): Answer {
  if (status.authenticated) return { state: 'live', found: status }
  const refusal = refuse(status.reason, status.message, status.next)
  if (status.reason === 'no_credentials') return { state: 'logged out', refusal }
  return { state: status.reason === 'expired' ? 'expired' : 'rejected', refusal }
}

function stateOf(code: string): Trouble {
  return ['offline', 'timed_out', 'refresh_failed'].includes(code) ? 'offline' : 'not known'
}

function tooLate({ registry }: Chosen): Refusal<'timed_out'> {
  return refuse(
    'timed_out',
    `${registry} did not answer within ${patience / 1000} seconds.`,
    'Look at the connection: latchkey doctor',
  )
}
