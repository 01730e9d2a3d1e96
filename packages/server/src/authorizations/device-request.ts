/** A device that waits for a person's answer, as the person sees it. */
import type { Scope } from '@latchkey/protocol'
import type { Client } from '../clients/index.ts'

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
}
