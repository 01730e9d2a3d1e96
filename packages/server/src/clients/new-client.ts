/** What a client may be called, and where it may send people. */
import { type Refusal, refuse } from '@latchkey/tokens'
import { preconfigured } from './preconfigured.ts'
import { objectionToRedirect } from './redirect-uri.ts'

export interface NewClient {
  /** What people read when it asks them to let it in. */
  readonly name: string
  readonly redirectUris: readonly string[]
  readonly confidential: boolean
}

const mostRedirects = 20

/** 1 to 100 characters after trimming, none of them a control character, a line break or a sign that turns text around. */
export function readNewClient({
  name,
  redirectUris,
}: NewClient): Pick<NewClient, 'name' | 'redirectUris'> | Refusal {
  const shown = name.trim()
  if (!/^[^\p{Cc}\u2028-\u202e\u2066-\u2069]{1,100}$/u.test(shown)) {
    return refuse(
      'invalid_name',
      'This cannot be the name of a client.',
      'Use 1 to 100 characters on one line.',
    )
  }
  if (preconfigured.some(each => each.name.toLowerCase() === shown.toLowerCase())) {
    return refuse(
      'name_taken',
      'A client that is built in is called so, and people would take the one for the other.',
      'Choose another name.',
    )
  }
  if (redirectUris.length > mostRedirects) {
    return refuse(
      'invalid_redirect_uri',
      `A client has at most ${mostRedirects} redirect URIs.`,
      'Make another client.',
    )
  }
  return redirectUris.map(objectionToRedirect).find(Boolean) ?? { name: shown, redirectUris }
}
