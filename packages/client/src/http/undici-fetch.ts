/** `fetch` of undici, with its proxies. Loaded only where a proxy or a file of certificates is set: it takes 90 ms. */
import { rootCertificates } from 'node:tls'
import { EnvHttpProxyAgent, type RequestInit as UndiciInit, fetch as undici } from 'undici'

export interface Ways {
  readonly https: string | undefined
  readonly http: string | undefined
  readonly noProxy: string
  /** PEM, believed beside those of Node. */
  readonly certificates: string | undefined
  /** Whether an address is on this machine, or encrypted. */
  readonly isPrivate: (url: URL) => boolean
}

export function undiciFetch({ https, http, noProxy, certificates, isPrivate }: Ways): typeof fetch {
  const tls = certificates === undefined ? {} : { ca: [...rootCertificates, certificates] }
  const agents = {
    'https:': agentFor(https),
    'http:': agentFor(http),
    'on this machine': agentFor(undefined),
  }
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input)
    return (await undici(url, { ...itsOwn(init), dispatcher: agents[wayTo(url)] })) as unknown as Response
  }

  /** What may go unencrypted because it stays on this machine does not leave it for a proxy. */
  function wayTo(url: URL): keyof typeof agents {
    if (url.protocol === 'https:') return 'https:'
    return isPrivate(url) ? 'on this machine' : 'http:'
  }

  /** One for each scheme, since undici takes the proxy for http where there is none for https. Empty: none. */
  function agentFor(proxy: string | undefined): EnvHttpProxyAgent {
    const address = proxy === undefined || proxy.includes('://') ? (proxy ?? '') : `http://${proxy}`
    // What it would throw itself quotes the password in it.
    if (address !== '' && !URL.canParse(address)) throw new TypeError('The address of the proxy is none.')
    const proxies = { httpProxy: address, httpsProxy: address, noProxy, proxyTunnel: false }
    return new EnvHttpProxyAgent({ ...proxies, connect: tls, requestTls: tls, proxyTls: tls })
  }
}

/** Node's `FormData` and `Blob` are strangers to another undici, which would send `[object FormData]`. */
function itsOwn(init: RequestInit): UndiciInit {
  const { body, headers } = init
  if (!(body instanceof FormData || body instanceof Blob)) return init as unknown as UndiciInit
  const encoded = new Response(body)
  const type = encoded.headers.get('content-type')
  const all = new Headers(headers)
  if (type !== null && !all.has('content-type')) all.set('content-type', type)
  return { ...init, body: encoded.body, headers: [...all], duplex: 'half' } as unknown as UndiciInit
}
