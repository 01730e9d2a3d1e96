/** Which mail server takes our mail: `smtps://user:password@mail.example.com`. */
import { Secret } from '@latchkey/protocol'
import { isLoopback } from '../host/index.ts'

export interface SmtpServer {
  readonly host: string
  readonly port: number
  /**
   * From the first byte (`smtps:`), after `STARTTLS` or not at all (`smtp:`, RFC 3207). Only a server on this machine is
   * spoken to in the clear.
   */
  readonly tls: 'from the start' | 'after STARTTLS' | 'none'
  readonly login: { readonly user: string; readonly password: Secret } | undefined
}

/** The ports of submission: RFC 8314 section 7.3 and RFC 6409 section 3.1. */
const standardPort = { 'smtps:': 465, 'smtp:': 587 } as const

/** A user name and password are written as in every URL: other signs than letters and digits as `%XX`. */
export function readSmtpServer(text: string): SmtpServer | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !isSmtp(url.protocol) || url.hostname === '') return undefined
  if (!['', '/'].includes(url.pathname) || url.search !== '' || url.hash !== '') return undefined
  const user = decoded(url.username)
  const password = decoded(url.password)
  if (user === undefined || password === undefined || (user === '') !== (password === '')) return undefined
  const here = isLoopback(url.hostname)
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? standardPort[url.protocol] : Number(url.port),
    tls: url.protocol === 'smtps:' ? 'from the start' : here ? 'none' : 'after STARTTLS',
    login: user === '' ? undefined : { user, password: new Secret(password) },
  }
}

function isSmtp(protocol: string): protocol is keyof typeof standardPort {
  return protocol in standardPort
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
