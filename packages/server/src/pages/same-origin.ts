/** Whether a form was sent from our own pages, so that no other site can act in a person's name. */

/**
 * `Sec-Fetch-Site` decides where the browser sends it (every current one, to https and loopback); `Origin` where not.
 * Our `Referrer-Policy: no-referrer` makes browsers send `Origin: null`, which by itself is nobody's origin.
 */
export function fromOwnPages(request: Request, origin: string): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin' || site === 'none'
  return request.headers.get('origin') === origin
}
