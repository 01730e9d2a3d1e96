/** Which client a `User-Agent` names (RFC 9110, 10.1.5): its first product, the most significant. */

/** `twine/4.0.2` of `twine/4.0.2 CPython/3.11`; at most 64 characters; nothing where there is no product. */
export function clientOf(userAgent: string | undefined): string | undefined {
  if (userAgent !== last.userAgent) last = { userAgent, client: firstProduct(userAgent) }
  return last.client
}

/** One request asks several times, and most come from the same few clients. */
let last: { readonly userAgent: string | undefined; readonly client: string | undefined } = {
  userAgent: undefined,
  client: undefined,
}

function firstProduct(userAgent = ''): string | undefined {
  return /^\s*([\w!#$%&'*+.^`|~-]{1,40}(?:\/[\w!#$%&'*+.^`|~-]{1,23})?)/.exec(userAgent)?.[1]
}
