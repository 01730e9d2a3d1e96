/** The device authorization grant (RFC 8628): a device asks, a person answers elsewhere, the device polls. */
import type { Secret } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { CurrentSession } from '../accounts/index.ts'
import type { Origin } from '../audit/index.ts'
import type { Client } from '../clients/index.ts'
import type { TokenSet } from '../logins/index.ts'
import type { Approval } from './approval.ts'
import type { DeviceRequest } from './device-request.ts'

export interface NewDeviceRequest {
  /** As it was sent (RFC 6749, section 3.3); reading alone where it was not. */
  readonly scope?: string | undefined
  /** What the device calls itself. */
  readonly deviceName?: string | undefined
}

/** What the device is told (RFC 8628, section 3.2). */
export interface DeviceCodes {
  /** 256 random bits. */
  readonly deviceCode: Secret
  /** `WDJB-MJHT`: eight of twenty consonants (RFC 8628, section 6.1). */
  readonly userCode: string
  /** Seconds: 600. */
  readonly expiresIn: number
  /** Seconds between polls: 5. */
  readonly interval: number
}

export interface DeviceAuthorizations {
  request(
    client: Client,
    request: NewDeviceRequest,
    from: Origin,
  ): Promise<DeviceCodes | Refusal<'invalid_scope'>>

  /**
   * Opens what a code stands for, and claims it: no other session may answer it. However the code was typed. One that is
   * wrong, expired, answered or claimed elsewhere is `unknown_code`; after five in an hour from a session, or twenty from
   * an account, none is looked at. What this session opened before it is told, however it ended.
   */
  open(
    userCode: string,
    session: CurrentSession,
    from: Origin,
  ): Promise<DeviceRequest | Refusal<'unknown_code' | 'too_many_requests'>>
  /** What this session opened before, however it ended. Claims nothing, and counts nothing. */
  opened(userCode: string, session: CurrentSession): Promise<DeviceRequest | Refusal<'unknown_code'>>
  /** Lets the device in. Refused as `unknown_code` unless this session opened it, and it waits still. */
  approve(
    userCode: string,
    session: CurrentSession,
    approval: Approval,
    from: Origin,
  ): Promise<DeviceRequest | Refusal>
  deny(
    userCode: string,
    session: CurrentSession,
    from: Origin,
  ): Promise<DeviceRequest | Refusal<'unknown_code'>>

  /**
   * What the device hears (RFC 8628, section 3.5). The first poll after the approval makes the login; for a minute, while
   * none of its tokens was used, another gives the same tokens.
   */
  poll(
    deviceCode: Secret,
    client: Client,
    from: Origin,
  ): Promise<
    | TokenSet
    | Refusal<
        | 'authorization_pending'
        | 'slow_down'
        | 'expired_token'
        | 'access_denied'
        | 'invalid_grant'
        | 'master_key_withdrawn'
      >
  >

  /** Forgets what expired more than a day ago. Called now and then. */
  forget(): Promise<void>
}
