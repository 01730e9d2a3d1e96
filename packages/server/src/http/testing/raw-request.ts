/** A request as the listener would make it, without a connection. */
import { rawHeaders } from '../headers.ts'
import type { Notes } from '../observation.ts'
import type { RawRequest } from '../raw.ts'

export interface RequestParts {
  readonly method: string
  /** With its path and query as they are. */
  readonly target: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** What happens elsewhere before the body has arrived: whoever sends it takes as long as they like. */
  readonly meanwhile?: () => Promise<unknown>
  readonly address?: string
  readonly note?: RawRequest['note']
}

export function rawRequest({ method, target, headers = {}, body = '', ...rest }: RequestParts): RawRequest {
  const bytes = new TextEncoder().encode(body)
  const noted: Notes = {}
  return {
    ...{ method, target, peer: rest.address, address: rest.address, noted },
    note(notes) {
      Object.assign(noted, notes)
      rest.note?.(notes)
    },
    headers: rawHeaders(Object.entries(headers).flat()),
    hasBody: bytes.byteLength > 0,
    body: (async function* () {
      await rest.meanwhile?.()
      yield bytes
    })(),
    arrived: async () => (rest.meanwhile === undefined ? bytes : undefined),
    continue() {},
    signal: new AbortController().signal,
  }
}
