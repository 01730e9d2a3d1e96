/** The room's living part. */
import type { PresentedCredential } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { Credential, CredentialSource } from '../access/index.ts'

/** Where a request came from: noted with the key that it used. */
export interface RequestOrigin {
  /** The client's address, behind trusted proxies. */
  readonly address: string | undefined
  /** The `User-Agent` header as it came. */
  readonly userAgent: string | undefined
}

export interface Credentials extends CredentialSource {
  /** What a presented credential is; `anonymous` for none. Says nothing of its content before its signature held. */
  authenticate(presented: PresentedCredential | undefined, from: RequestOrigin): Promise<Credential | Refusal>
}
