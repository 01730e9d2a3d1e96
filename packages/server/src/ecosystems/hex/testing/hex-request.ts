/** A request as Hex's clients make it, without a connection. */
import { encodeTerm, type TermInput } from '@latchkey/protocol'
import type { RawRequest } from '../../../http/index.ts'
import { rawRequest } from '../../../http/testing/raw-request.ts'

export const erlang = 'application/vnd.hex+erlang'

export interface HexRequestParts {
  readonly method?: string
  readonly target?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as an Erlang term; bytes and texts as they are. */
  readonly body?: TermInput
}

/** What hex_core sends with whatever it asks of the API. */
export const hexHeaders = {
  'content-type': erlang,
  accept: erlang,
  'user-agent': 'hex_core/0.19.0 hex/2.5.2-dev (elixir/1.14.0) (OTP/25) (erts/13.1.5)',
}

export function hexRequest({
  method = 'POST',
  target = '/hex/api/keys',
  headers = {},
  body,
}: HexRequestParts): RawRequest {
  const bytes = bytesOf(body)
  return {
    ...rawRequest({ method, target, address: '192.0.2.7', headers: { ...hexHeaders, ...headers } }),
    hasBody: body !== undefined,
    body: (async function* () {
      yield bytes
    })(),
    arrived: async () => bytes,
  }
}

function bytesOf(body: TermInput | undefined): Uint8Array {
  if (body === undefined) return new Uint8Array()
  if (typeof body === 'string') return Buffer.from(body)
  return body instanceof Uint8Array ? body : encodeTerm(body)
}
