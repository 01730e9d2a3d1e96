/** `fetch` by way of the proxies and with the certificates that the environment names: Node's own looks at neither. */
import type { Environment } from '../machine.ts'
import { isPrivate } from './address.ts'

export interface ProxySettings {
  readonly environment: Environment
  /** Reads the file of certificates that `LATCHKEY_CA_FILE` names, once. */
  readonly readFile: (path: string) => Promise<string>
}

/**
 * The same `fetch` where nothing is set. `HTTPS_PROXY` and `HTTP_PROXY`, each for its own scheme, and `NO_PROXY`, in
 * lower case first; `LATCHKEY_CA_FILE` holds certificates that are believed beside the usual ones. Empty means unset.
 */
export function proxiedFetch(plain: typeof fetch, { environment, readFile }: ProxySettings): typeof fetch {
  const read = (name: string) => environment[name]?.trim() || undefined
  const https = read('https_proxy') ?? read('HTTPS_PROXY')
  // A request to a CGI program sets HTTP_PROXY by its header `Proxy` (httpoxy): there the lower case alone counts.
  const http = read('http_proxy') ?? (read('REQUEST_METHOD') ? undefined : read('HTTP_PROXY'))
  const caFile = read('LATCHKEY_CA_FILE')
  if (!https && !http && !caFile) return plain
  const noProxy = read('no_proxy') ?? read('NO_PROXY') ?? ''
  let loading: Promise<typeof fetch> | undefined
  return async (input, init) => {
    loading ??= load()
    const proxied = await loading
    return await proxied(input, init)
  }

  async function load(): Promise<typeof fetch> {
    const { undiciFetch } = await import('./undici-fetch.ts')
    const certificates = caFile && (await readFile(caFile))
    return undiciFetch({ https, http, noProxy, certificates, isPrivate })
  }
}
