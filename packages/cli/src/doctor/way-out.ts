/** By which proxy a registry is reached, as the client library has it. */
import type { Environment } from '@latchkey/client'

export interface Proxy {
  /** The variable that names it. */
  readonly variable: string
  /** Undefined where it is no address. */
  readonly url: URL | undefined
}

/** Undefined where none is asked. */
export function proxyFor(registry: URL, environment: Environment): Proxy | undefined {
  const isHere = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(registry.hostname)
  if (registry.protocol === 'http:' && isHere) return undefined
  const names = registry.protocol === 'https:' ? ['https_proxy', 'HTTPS_PROXY'] : ['http_proxy', 'HTTP_PROXY']
  const variable = names.find(name => environment[name]?.trim())
  if (variable === undefined || isExcepted(registry, environment)) return undefined
  const text = environment[variable]?.trim() ?? ''
  const address = text.includes('://') ? text : `http://${text}`
  return { variable, url: URL.canParse(address) ? new URL(address) : undefined }
}

/** `NO_PROXY`: hosts and the domains below them, with or without a dot or a star before; `*` is all; a port may follow. */
function isExcepted({ hostname, port, protocol }: URL, environment: Environment): boolean {
  const listed = environment['no_proxy']?.trim() || environment['NO_PROXY']?.trim() || ''
  const own = port || (protocol === 'https:' ? '443' : '80')
  return listed.split(/[,\s]+/).some(entry => {
    const [, host = '', only] = /^\*?\.?([^:]*)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? []
    if (entry === '*') return true
    if (host === '' || (only !== undefined && only !== own)) return false
    return hostname === host || hostname.endsWith(`.${host}`)
  })
}
