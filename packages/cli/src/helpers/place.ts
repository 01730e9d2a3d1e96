/** Where a credential would be sent, as the program that asks for it says. */
import { isPrivate } from '@latchkey/client/kept'

/**
 * The address; undefined for one that no credential goes to (plain http beyond this machine), and for one that could be
 * read in two ways: what this file makes of it, the program that asked has to make of it too.
 */
export function readPlace(text: string): URL | undefined {
  const [, host = '', path = ''] = address.exec(text) ?? []
  if (host === '' || !URL.canParse(text)) return undefined
  const url = new URL(text)
  const asItStands = url.hostname === host.toLowerCase() && url.pathname === (path || '/')
  return asItStands && !climbs.test(path) && isPrivate(url) ? url : undefined
}

/** No user, no query, no fragment, no backslash, no port but a plain number. */
const address =
  /^[Hh][Tt]{2}[Pp][Ss]?:\/\/([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::[1-9]\d{0,4})?(\/[^\s?#\\]*)?$/

/** Slashes and dots that some servers decode, and some do not. */
const climbs = /%2[EeFf]|%5[Cc]|\/\//
