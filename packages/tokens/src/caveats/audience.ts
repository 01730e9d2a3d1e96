/** `["audience", ["https://packages.example.com"]]`: a token that is worth nothing at another registry. */
import { type Refusal, refuse } from '../refusal.ts'
import { every, listed, quoted } from '../wording.ts'
import { defineCaveat } from './define-caveat.ts'
import { listOf, parsed } from './fields.ts'

/** An origin as browsers write it (RFC 6454, 6.1): scheme, host, and the port where it is not the scheme's own. */
export function parseOrigin(text: string): string | Refusal<'origin_malformed'> {
  const url = text.length <= 255 && URL.canParse(text) ? new URL(text) : undefined
  const web = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (web && url.origin === text) return text
  return refuse(
    'origin_malformed',
    `${quoted(text)} is not an origin.`,
    web ? `Write ${url.origin}` : 'Write it like https://packages.example.com, without a path.',
  )
}

/** Judged by the configured origin that the request came in on, never by its `Host`. */
export const audience = defineCaveat({
  tag: 'audience',
  kind: 'audience',
  fields: { origins: listOf(parsed(parseOrigin, origin => origin)) },
  restricts: 'where',
  clears({ origins }, { origin }) {
    if (origins.includes(origin)) return true
    return refuse(
      'audience_not_allowed',
      `This token is only for ${listed(origins)}; it was used at ${listed([origin])}.`,
      'Use it there, or use a token made for this registry.',
    )
  },
  describe: ({ origins }) => `only at ${every(origins)}`,
})
