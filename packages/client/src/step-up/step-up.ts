/** What opening a window needs of the person. */
import type { Secret } from '@latchkey/protocol'
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import type { House } from '../oauth/index.ts'

export interface StepUpCallbacks {
  /** A one-time code; `cancelled` or nothing where the person gave up or input came to its end. */
  readonly promptCode?: (prompt: CodePrompt) => CodeAnswer | Promise<CodeAnswer>
  /** Shows a page of the registry where the window can be opened, by code or passkey; resolves once that was done. */
  readonly openLink?: (url: string) => 'opened' | 'cancelled' | Promise<'opened' | 'cancelled'>
}

export interface CodePrompt {
  readonly registry: string
  /** A sentence to show. */
  readonly message: string
  readonly reason: 'totp_required' | 'invalid_totp'
  /** 1, 2 or 3. */
  readonly attempt: number
}

export type CodeAnswer = Secret | 'cancelled' | undefined

/** Until when no other code is needed, in milliseconds since 1970. */
export interface OpenWindow {
  readonly closesAt?: number
}

export type StepUp = (
  house: House,
  credential: Credential,
  callbacks: StepUpCallbacks,
) => Promise<OpenWindow | AuthError>
