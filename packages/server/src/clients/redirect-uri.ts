/** Where an authorization code may be sent (RFC 6749, section 3.1.2; RFC 8252, section 7). */
import { quoted, type Refusal, refuse } from '@latchkey/tokens'
import type { Client } from './client.ts'

/** Of a loopback address: what stands before its port, the port, and what stands after it. */
const loopback = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::(\d{1,5}))?((?:[/?].*)?)$/s
/** A scheme of the client's own, in the words of a domain of its makers (RFC 8252, section 7.1). */
const ownScheme = /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:\/[^/]/
const longest = 2000

/**
 * Whether it is one of the client's, character for character. A native app cannot choose its port: of a loopback address
 * that alone may be any.
 */
export function matchesRedirect({ redirectUris }: Pick<Client, 'redirectUris'>, uri: string): boolean {
  if (redirectUris.includes(uri)) return true
  const anyPort = withoutPort(uri)
  return anyPort !== undefined && redirectUris.some(each => withoutPort(each) === anyPort)
}

function withoutPort(uri: string): string | undefined {
  const [, host, port = '80', rest] = loopback.exec(uri) ?? []
  return host === undefined || Number(port) > 65_535 || Number(port) === 0 ? undefined : `${host}${rest}`
}

/** Whether it may be registered: nobody listens to what is sent there but the client. */
export function objectionToRedirect(uri: string): Refusal<'invalid_redirect_uri'> | undefined {
  const isWhole = /^[!-~]+$/.test(uri) && uri.length <= longest && URL.canParse(uri) && !uri.includes('#')
  if (isWhole && (withoutPort(uri) !== undefined || ownScheme.test(uri) || isOfTheWeb(uri))) return undefined
  return refuse(
    'invalid_redirect_uri',
    `${quoted(uri)} cannot be a redirect URI.`,
    'Write https://..., http://127.0.0.1/... or http://[::1]/... (any port is taken then), or a scheme in the words of a domain of yours: com.example.app:/... None has a fragment (#), a user name or a password.',
  )
}

function isOfTheWeb(uri: string): boolean {
  const { username, password } = new URL(uri)
  return uri.startsWith('https://') && username === '' && password === ''
}
