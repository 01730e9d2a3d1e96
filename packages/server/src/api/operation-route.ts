/** Leads a request to its operation: through the gate, past the schemas, and back as JSON. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { Allowed } from '../access/index.ts'
import type { RawResponse } from '../http/index.ts'
import { jsonAnswer, refusedAnswer } from './answers.ts'
import { base } from './base.ts'
import { decideOn, gate } from './gate.ts'
import type { ApiHouse } from './house.ts'
import type { Operation } from './operation.ts'
import { readCall } from './read-call.ts'
import type { ApiRoute, Asked } from './route.ts'

export function operationRoute(operation: Operation, house: ApiHouse): ApiRoute {
  return {
    method: methods[operation.method],
    path: `${base}${operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    async answer(asked) {
      const allowed = await gate(operation, asked, house)
      if ('status' in allowed) return allowed
      const answer = await (operation.ofRows
        ? rememberedAnswer(operation, asked, allowed, house)
        : answerAnew(operation, asked, allowed, house))
      return refused(answer) ? refusedAnswer(asked.request, answer) : answer
    },
  }
}

const methods = { get: 'GET', post: 'POST', patch: 'PATCH', delete: 'DELETE' } as const

async function answerAnew(
  operation: Operation,
  asked: Asked,
  allowed: Allowed,
  house: ApiHouse,
): Promise<RawResponse | Refusal> {
  const call = await readCall(operation, asked, allowed)
  if (refused(call)) return call
  const still =
    operation.body === undefined ? allowed : await decideOn(operation, asked, allowed.credential, house)
  if ('status' in still) return still
  const result = await operation.run({ ...call, allowed: still }, house)
  return refused(result) ? result : jsonAnswer(operation.answer.status, JSON.stringify(result))
}

/** Of this very credential: one that was looked up again may have become another, under the same id. */
async function rememberedAnswer(
  operation: Operation,
  asked: Asked,
  allowed: Allowed,
  house: ApiHouse,
): Promise<RawResponse | Refusal> {
  const { credential } = allowed
  const answers = await house.answers.now()
  const id = credential.kind === 'token' ? credential.id : credential.kind
  const known = await answers.get(`${operation.id} ${id} ${asked.request.target}`, async () => {
    const answer = await answerAnew(operation, asked, allowed, house)
    return refused(answer) ? answer : { ...answer, credential }
  })
  if (refused(known) || known.credential === credential) return known
  return answerAnew(operation, asked, allowed, house)
}
