/** What came in at any server of this process: which path, with which token. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

export interface Seen {
  readonly method: string
  readonly url: string
  /** As it was sent: out of `Basic`, `Bearer` or alone; undefined where there was none. */
  readonly token: string | undefined
}

export interface Wire {
  readonly seen: readonly Seen[]
  /** Every token that came to a path that begins so. */
  tokensAt(path: string): readonly (string | undefined)[]
  stop(): void
}

export function watchWire(): Wire {
  const seen: Seen[] = []
  const listen = (message: unknown) => {
    const { request } = message as { readonly request: IncomingMessage }
    const { method = '', url = '', headers } = request
    seen.push({ method, url, token: tokenIn(headers.authorization) })
  }
  subscribe('http.server.request.start', listen)
  return {
    seen,
    tokensAt: path => seen.filter(({ url }) => url.startsWith(path)).map(({ token }) => token),
    stop: () => void unsubscribe('http.server.request.start', listen),
  }
}

function tokenIn(authorization: string | undefined): string | undefined {
  const [scheme = '', value] = authorization?.split(' ') ?? []
  if (value === undefined) return scheme || undefined
  return scheme === 'Basic' ? Buffer.from(value, 'base64').toString().replace(/^.*?:/, '') : value
}
