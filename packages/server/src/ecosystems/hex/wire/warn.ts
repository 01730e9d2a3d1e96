/** Warns a client beside its answer: it prints `API warning: ...`. */
import type { RawResponse } from '../../../http/index.ts'

/** `x-hex-message`: one line of visible ASCII. */
export function warn(response: RawResponse, text: string): RawResponse {
  const plain = text.replaceAll(/["\\]/g, "'").replaceAll(/[^ -~]/g, '?')
  return { ...response, headers: [...response.headers, ['x-hex-message', `"${plain}";level=warn`]] }
}
