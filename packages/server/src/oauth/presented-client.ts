/** Which client a request says that it comes from, and by what (RFC 6749, 2.3): nothing is looked up yet. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { RawHeaders } from '../http/index.ts'
import type { Form } from './form.ts'

export interface PresentedClient {
  readonly id: string | undefined
  readonly secret: Secret | undefined
}

/** Authentication by the Basic scheme or in the form, never both at once (RFC 6749, 2.3). */
export function presentedClient(headers: RawHeaders, form: Form): PresentedClient | Refusal {
  const [authorization, another] = headers.all('authorization')
  if (another !== undefined) return severalHeaders
  const id = form.get('client_id')
  const secret = form.get('client_secret')
  if (authorization === undefined)
    return { id, secret: secret === undefined ? undefined : new Secret(secret) }
  const basic = readBasic(authorization)
  if (refused(basic)) return basic
  if (secret !== undefined) return twoMethods
  return id === undefined || id === basic.id ? basic : twoClients
}

/** RFC 6749, 2.3.1: both are form-encoded before they are joined. Law 8: here it is never a bearer. */
function readBasic(authorization: string): PresentedClient | Refusal {
  const [, base64 = ''] = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization.trim()) ?? []
  const text = Buffer.from(base64, 'base64').toString('latin1')
  const colon = text.indexOf(':')
  if (colon < 0) return notBasic
  const id = formDecoded(text.slice(0, colon))
  const secret = formDecoded(text.slice(colon + 1))
  if (id === undefined || secret === undefined) return notBasic
  return { id: id === '' ? undefined : id, secret: secret === '' ? undefined : new Secret(secret) }
}

function formDecoded(text: string): string | undefined {
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '))
    return decoded.includes('\0') ? undefined : decoded
  } catch {
    return undefined
  }
}

const severalHeaders = refuse(
  'invalid_request',
  'More than one Authorization header was sent.',
  'Send one, or none.',
)

const notBasic = refuse(
  'invalid_client',
  'The Authorization header of this endpoint is for clients, by the scheme Basic; no other is looked at here.',
  'Send client_id, and client_secret where there is one, in the body.',
)

const twoMethods = refuse(
  'invalid_request',
  'The client was named in the Authorization header and by a secret in the body.',
  'Use one of the two.',
)

const twoClients = refuse(
  'invalid_request',
  'The client_id in the body is not the one in the Authorization header.',
  'Name one client.',
)
