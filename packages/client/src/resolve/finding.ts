/** What a source has to say of one place that it looked in. */
import type { Secret } from '@latchkey/protocol'
import type { Credential, Source } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import type { Scene } from './scene.ts'

export type Finding =
  | {
      readonly outcome: 'found'
      readonly where: string
      /** What it is, for people; without secrets. */
      readonly why: string
      /** Makes it ready to be sent: at once, or by a refresh or an exchange. */
      obtain(): Credential | Promise<Credential | AuthError>
      /** Another one in place of what the registry refused, where that can be had without a person. */
      renew?(rejected: Credential): Promise<Credential | AuthError>
      /** The login that it comes from, as it is kept. */
      readonly login?: Credential
    }
  /** There is something, which must not be used here. */
  | {
      readonly outcome: 'not for this'
      readonly where: string
      readonly why: string
      readonly login?: Credential
    }
  | { readonly outcome: 'nothing'; readonly where: string; readonly why: string }
  | { readonly outcome: 'failed'; readonly where: string; readonly why: string; readonly error: AuthError }

export function found(where: string, credential: Credential, why = 'ready'): Finding {
  return { outcome: 'found', where, why, obtain: () => credential }
}

export function nothing(where: string, why = 'nothing there'): Finding {
  return { outcome: 'nothing', where, why }
}

export function notForThis(where: string, why: string, login?: Credential): Finding {
  return { outcome: 'not for this', where, why, ...(login && { login }) }
}

export function failed(where: string, error: AuthError): Finding {
  return { outcome: 'failed', where, why: error.message, error }
}

/** A key that somebody set: what it may do and until when, nobody said. */
export function keyFor(
  { origin, pathPrefix }: Pick<Scene, 'origin' | 'pathPrefix'>,
  { secret, source, kind = 'key' }: { secret: Secret; source: Source; kind?: 'key' | 'repository-key' },
): Credential {
  return { origin, pathPrefix, kind, scopes: [], source, token: secret }
}
