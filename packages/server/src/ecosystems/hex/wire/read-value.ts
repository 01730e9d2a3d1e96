/** Reads the value in the body of a request. */
import type { Term } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { RawRequest } from '../../../http/index.ts'

/** A map is an object without a prototype; a binary that is no UTF-8 is bytes. A body that is not there is an empty map. */
export type HexValue = Term

/** `limit` in bytes: refuses `too_large`. */
export async function readValue(_request: RawRequest, _limit: number): Promise<HexValue | Refusal> {
  throw new Error('Not yet.')
}
