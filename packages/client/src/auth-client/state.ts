/** What a call is about, and where it stands between two tries. */
import type { Secret } from '@latchkey/protocol'
import type { Attenuate } from '../attenuation/index.ts'
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import type { Resolved, Wanted } from '../resolve/index.ts'
import type { CallOptions } from './options.ts'

export interface Call {
  readonly wanted: Wanted
  readonly optional: boolean
  /** Whether a person may be asked. */
  readonly inline: boolean
  readonly code: Secret | undefined
  readonly doing: CallOptions['doing']
  readonly attenuate: Attenuate | undefined
  readonly signal: AbortSignal | undefined
}

/** What the next try goes with. */
export interface State extends Pick<Resolved, 'renew' | 'login' | 'loginHelps'> {
  readonly credential: Credential | undefined
  readonly code: Secret | undefined
  /** Where the credential was found: what to look at if it is not good. */
  readonly where: string
  /** Why it goes without, where there was something. */
  readonly without?: AuthError
}
