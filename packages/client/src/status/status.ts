/** Who a credential stands for, as its registry says now. */
import type { Role } from '@latchkey/protocol'
import type { Source } from '../credential.ts'

export interface Organization {
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly role: Role
}

/** Never a token, and nothing of anybody where the registry refused. */
export type Status =
  | {
      readonly authenticated: true
      readonly registry: string
      readonly source: Source
      readonly organizations: readonly Organization[]
      readonly identity?: {
        readonly kind: 'account' | 'organization'
        readonly id: string
        readonly name: string
      }
      readonly scope?: string
      /** Milliseconds since 1970; left out where it never ends, or the registry does not say. */
      readonly expiresAt?: number
    }
  | {
      readonly authenticated: false
      readonly registry: string
      readonly source?: Source
      readonly organizations: readonly []
      readonly reason: 'no_credentials' | 'rejected' | 'expired' | 'insufficient_scope'
      /** How to authenticate. */
      readonly next: string
    }
