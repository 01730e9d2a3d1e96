/** The one way in which a registry's address is written, however it was typed. */
import { withoutSlashesAtEnd } from '@latchkey/protocol'

/**
 * `packages.example.com` is `https://packages.example.com`, and a name of this machine is `http://`; no slash at its end.
 * What is no address stays as it is, to be refused by the client with a reason: a token that was pasted is not made a
 * host of, which would be looked up.
 */
export function registryAddress(typed: string): string {
  const text = typed.trim()
  const whole = schemeFor(text) + text
  return URL.canParse(whole) ? withoutSlashesAtEnd(new URL(whole).href) : text
}

/** As a word of a command to copy: an address may hold what a shell obeys, and may have come from anywhere. */
export function asWord(address: string): string {
  return /^[\w.:/~%-]*$/.test(address) ? address : `'${address.replaceAll("'", '%27')}'`
}

/** Whether it is written as addresses of registries are. */
export function hasScheme(address: string): boolean {
  return address.startsWith('https://') || address.startsWith('http://')
}

function schemeFor(text: string): string {
  if (hasScheme(text)) return ''
  const host = text.toLowerCase()
  if (isHere.test(host)) return 'http://'
  return hasDots.test(host) ? 'https://' : ''
}

const isHere = /^(localhost|[a-z0-9-]+\.localhost|127(\.\d+){3}|\[::1\])([:/]|$)/
const hasDots = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+([:/]|$)/
