/** Leads a request to its operation: through the gate, past the schemas, and back as JSON. */
import { type Refusal, refused } from '@latchkey/tokens'
import { madeOfRows } from '../credentials/index.ts'
import type { RawResponse } from '../http/index.ts'
import { jsonAnswer, refusedAnswer } from './answers.ts'
import { base } from './base.ts'
import { decideOn, gate } from './gate.ts'
import type { ApiHouse } from './house.ts'
import type { Call, Operation } from './operation.ts'
import { readCall } from './read-call.ts'
import type { ApiRoute, Asked } from './route.ts'

export function operationRoute(operation: Operation, house: ApiHouse): ApiRoute {
  return {
    method: methods[operation.method],
    path: `${base}${operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    async answer(asked) {
      // Asked together with whose the token is: a database that is far away is waited for once.
      const asking = operation.ofRows && house.answers.soon()
      const allowed = await gate(operation, asked, house)
      if ('status' in allowed) return allowed
      const answers = asking && (await asking)
      const answer = await run(operation, asked, { allowed, answers }, house)
      if (refused(answer)) return refusedAnswer(asked.request, answer)
      return answers ? madeOfRows(answer, { credential: allowed.credential, answers }) : answer
    },
  }
}

const methods = { get: 'GET', post: 'POST', patch: 'PATCH', delete: 'DELETE' } as const

async function run(
  operation: Operation,
  asked: Asked,
  { allowed, answers }: Pick<Call, 'allowed' | 'answers'>,
  house: ApiHouse,
): Promise<RawResponse | Refusal> {
  const call = await readCall(operation, asked, allowed)
  if (refused(call)) return call
  const still =
    operation.body === undefined ? allowed : await decideOn(operation, asked, allowed.credential, house)
  if ('status' in still) return still
  const result = await operation.run({ ...call, allowed: still, answers }, house)
  return refused(result) ? result : jsonAnswer(operation.answer.status, JSON.stringify(result))
}
