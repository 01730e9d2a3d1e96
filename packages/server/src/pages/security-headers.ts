/** The headers that every page and asset carries, whatever it answers. */

const contentSecurityPolicy = (formAction: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    `form-action ${formAction}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

const policy = 'content-security-policy'

const always = {
  [policy]: contentSecurityPolicy("'self'"),
  'x-content-type-options': 'nosniff',
  // Set-up and invitation links carry a secret in their path; no-referrer keeps it there.
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}

/** HSTS (RFC 6797) only where the origin is https: said over http it means nothing, on localhost it locks people out. */
export function securityHeaders(origin: string): Readonly<Record<string, string>> {
  return origin.startsWith('https:')
    ? { ...always, 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
    : always
}

/** Puts them on a response. A page that says itself where its forms lead keeps that. */
export function secured(response: Response, headers: Readonly<Record<string, string>>): Response {
  for (const [name, value] of Object.entries(headers)) {
    if (name !== policy || !response.headers.has(policy)) response.headers.set(name, value)
  }
  return response
}

/** A page whose form leads to this URI in the end: browsers hold the whole way there to the page that the form was on. */
export function leadingTo(uri: string | undefined, response: Response): Response {
  const source = uri === undefined ? undefined : sourceOf(uri)
  if (source !== undefined) response.headers.set(policy, contentSecurityPolicy(`'self' ${source}`))
  return response
}

/** As a policy writes it, which knows no IPv6 address: there the port has to do. */
function sourceOf(uri: string): string | undefined {
  const { protocol, hostname, host, port } = URL.parse(uri) ?? {}
  if (protocol === 'http:' && hostname === '[::1]') return `http://*:${port || '80'}`
  if (protocol === 'http:' || protocol === 'https:')
    return /^[a-z0-9.-]+(?::\d+)?$/.test(host ?? '') ? `${protocol}//${host}` : undefined
  return protocol && /^[a-z][a-z0-9+.-]+:$/.test(protocol) ? protocol : undefined
}
