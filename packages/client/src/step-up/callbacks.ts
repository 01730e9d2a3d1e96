/** What opening a window needs of the person. */
import type { Secret } from '@latchkey/protocol'

export interface StepUpCallbacks {
  /** A one-time code; `cancelled` or nothing where the person gave up or input came to its end. */
  readonly promptCode?: (prompt: CodePrompt) => CodeAnswer | Promise<CodeAnswer>
  /**
   * Shows a page of the registry where the window is opened, by a code or whatever else is a second factor there, such as
   * a passkey; resolves once the person says that it is. Asked only where no code can be.
   */
  readonly openLink?: (url: string) => LinkAnswer | Promise<LinkAnswer>
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

export type LinkAnswer = 'opened' | 'cancelled' | undefined
