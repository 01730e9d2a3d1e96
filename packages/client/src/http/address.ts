/** Where a request may go, and what may go there with it. */
import { withoutSlashesAtEnd } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { type AuthError, authError } from '../errors.ts'
import type { Attachment } from './http.ts'

/**
 * The address of a request: absolute, http or https, with nobody's name in it. `invalid_configuration` otherwise; the
 * address itself is not repeated where a password may stand in it.
 */
export function readAddress(text: string, base?: URL): URL | AuthError<'invalid_configuration'> {
  const url = URL.canParse(text, base?.href) ? new URL(text, base) : undefined
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return authError(
      'invalid_configuration',
      'An address of a request is none that begins with http:// or https://.',
      'Look at the addresses in the configuration: each is whole, such as https://packages.example.com/.',
    )
  }
  if (url.username !== '' || url.password !== '') {
    return authError(
      'invalid_configuration',
      `An address at ${url.host} holds a user name or password: those are shown in logs and histories.`,
      'Take them out of the address, and log in or set a key for this registry instead.',
    )
  }
  url.hash = ''
  return url
}

/** Whether an attachment may go there: exactly its origin, and below its path. */
export function mayCarry(
  { origin, pathPrefix }: Pick<Attachment, 'origin' | 'pathPrefix'>,
  url: URL,
): boolean {
  return url.origin === origin && isBelow(url.pathname, pathPrefix)
}

/** `/a` covers `/a` and `/a/b`, and not `/ab`; nor what climbs out of it for a server that decodes slashes. */
function isBelow(path: string, prefix: string): boolean {
  const folder = prefix.endsWith('/') ? prefix : `${prefix}/`
  if (folder !== '/' && /%2[Ff]|%5[Cc]|\\/.test(path)) {
    const decoded = path.replaceAll(/%2f|%5c|\\/gi, '/').replaceAll(/%2e/gi, '.')
    if (decoded.split('/').includes('..')) return false
  }
  return path.startsWith(folder) || `${path}/` === folder
}

/** Whether nobody on the way can read it: TLS, or never leaving this machine. */
export function isPrivate({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

/** The folder that a place's address names: `/` or a path that ends without a slash. */
export function placeOf(
  address: string,
): { readonly origin: string; readonly pathPrefix: string } | AuthError {
  const url = readAddress(address)
  if (refused(url)) return url
  const path = withoutSlashesAtEnd(url.pathname)
  return { origin: url.origin, pathPrefix: path === '' ? '/' : path }
}
