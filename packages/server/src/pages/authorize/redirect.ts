/** The way back to the client, with an answer (RFC 6749, sections 4.1.2 and 4.1.2.1). */
import { seeOther } from '../answers.ts'

export type AuthorizeError =
  | 'invalid_request'
  | 'unauthorized_client'
  | 'access_denied'
  | 'unsupported_response_type'
  | 'invalid_scope'

export interface WayBack {
  /** Registered for the client: nothing else is ever redirected to. */
  readonly redirectUri: string
  readonly state: string | undefined
}

/** `iss` says who answers, so that no client takes the answer of one server for that of another (RFC 9207). */
export function sendBack(
  { redirectUri, state }: WayBack,
  answer: { readonly code: string } | { readonly error: AuthorizeError; readonly error_description: string },
  issuer: string,
): Response {
  const parameters = new URLSearchParams({ ...answer, ...(state !== undefined && { state }), iss: issuer })
  // Appended to the text itself: the client compares it with what it registered (section 3.1.2).
  return seeOther(`${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${parameters}`)
}

/** RFC 6749, 4.1.2.1: visible ASCII and spaces, and neither quotes nor backslashes. */
export function asDescription(text: string): string {
  return text.replaceAll(/["\\]/g, "'").replaceAll(/[^ -~]/g, '?')
}
