/** Whether something would be allowed, before it is tried. */
import type { Action } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import type { House } from '../oauth/index.ts'

export type MayAnswer =
  | { readonly may: true; readonly reason: string; readonly codeNeeded: boolean }
  | { readonly may: false; readonly code: string; readonly reason: string; readonly next: string }

export type May = (
  house: House,
  credential: Credential,
  asked: { readonly action: Action; readonly target: string; readonly version?: string },
) => Promise<MayAnswer | AuthError>
