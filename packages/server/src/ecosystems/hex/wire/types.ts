/** The forms that values come and go in. */
import type { RawRequest } from '../../../http/index.ts'
import { preferredType } from '../../media-type.ts'

export const erlang = 'application/vnd.hex+erlang'

/** `application/vnd.hex+json` is hex.pm's own name for JSON. */
export const jsonTypes = ['application/vnd.hex+json', 'application/json'] as const

export const form = 'application/x-www-form-urlencoded'

const offers = [...jsonTypes, erlang] as const

/**
 * What a client reads, as far as is known: hex_core names one form with whatever it calls of the API, and none where it
 * fetches files. Who asks for something else altogether gets JSON, which people can read.
 */
export function typeFor({ headers }: RawRequest): (typeof offers)[number] {
  const accept = headers.all('accept').join(',').toLowerCase()
  const knowsTerms =
    accept.includes(erlang) || headers.all('user-agent').some(agent => agent.startsWith('hex_core/'))
  const liked = knowsTerms ? erlang : 'application/json'
  return preferredType(accept, [liked, ...offers]) ?? 'application/json'
}

/** The media type of a body, in lower case and without its parameters; empty where it is not said, or said twice. */
export function typeOf({ headers }: RawRequest): string {
  const types = headers.all('content-type')
  return types.length === 1 ? (types[0] ?? '').split(';', 1).join('').trim().toLowerCase() : ''
}
