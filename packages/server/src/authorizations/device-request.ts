/** A device that waits for a person's answer, as the person sees it. */
import type { Scope } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import type { Selectable } from 'kysely'
import { type Client, mayAskFor } from '../clients/index.ts'
import type { DeviceAuthorizationsTable } from '../storage/index.ts'
import type { AuthorizationsOptions } from './options.ts'

/** Instants are milliseconds since 1970. */
export interface DeviceRequest {
  /** As the device shows it: `WDJB-MJHT`. */
  readonly userCode: string
  readonly client: Client
  /** Canonical, as the device asked for them. */
  readonly scopes: readonly Scope[]
  /** What the device calls itself: it may say anything. */
  readonly deviceName: string | undefined
  /** From where it asked, and with what. */
  readonly address: string | undefined
  readonly userAgent: string | undefined
  readonly createdAt: number
  readonly expiresAt: number
  readonly state: DeviceState
  /** When a person approved or denied it. */
  readonly answeredAt: number | undefined
}

/**
 * `approved`: the device has not come back for its tokens yet. `let in`: it has. `expired`: nobody answered in time, or
 * the device did not come back.
 */
export type DeviceState = 'waiting' | 'approved' | 'let in' | 'denied' | 'expired'

export type DeviceRow = Selectable<DeviceAuthorizationsTable>

/** Nothing where its client is none any more. */
export async function readDeviceRequest(
  row: DeviceRow,
  userCode: string,
  { clients, clock }: Pick<AuthorizationsOptions, 'clients' | 'clock'>,
): Promise<DeviceRequest | undefined> {
  const client = await clients.find(row.client_id)
  const scopes = client && mayAskFor(client, row.scope)
  if (client === undefined || scopes === undefined || refused(scopes)) return undefined
  return {
    ...{ userCode, client, scopes },
    deviceName: row.device_name ?? undefined,
    address: row.address ?? undefined,
    userAgent: row.user_agent ?? undefined,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    state: stateOf(row, clock.now()),
    answeredAt: row.answered_at ?? undefined,
  }
}

function stateOf({ answer, login_id, expires_at }: DeviceRow, now: number): DeviceState {
  if (answer === 'denied') return 'denied'
  if (login_id !== null) return 'let in'
  if (expires_at <= now) return 'expired'
  return answer ?? 'waiting'
}
