/** Which client a `User-Agent` names (RFC 9110, 10.1.5): its first product, the most significant. */

/** `twine/4.0.2` of `twine/4.0.2 CPython/3.11`; at most 64 characters; nothing where there is no product. */
export function clientOf(userAgent: string | undefined): string | undefined {
  return /^\s*([\w!#$%&'*+.^`|~-]{1,40}(?:\/[\w!#$%&'*+.^`|~-]{1,23})?)/.exec(userAgent ?? '')?.[1]
}
