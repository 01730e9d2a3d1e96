/** From where a request came, as it is written down. */
import { type Cause, causeByNobody, type Origin } from '../audit/index.ts'
import { clientOf } from '../credentials/index.ts'
import type { Asked } from './endpoint.ts'

export function originOf({ address, userAgent }: Asked): Origin {
  return { address, client: clientOf(userAgent) }
}

/** Nobody is known here but by the token that they show. */
export function causeOf(asked: Asked): Cause {
  return causeByNobody(originOf(asked))
}
