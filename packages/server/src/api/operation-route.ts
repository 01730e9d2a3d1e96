/** Leads a request to its operation: through the gate, past the schemas, and back as JSON. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { Allowed } from '../access/index.ts'
import type { RawResponse } from '../http/index.ts'
import { jsonAnswer, refusedAnswer } from './answers.ts'
import { base } from './base.ts'
import { gate } from './gate.ts'
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
  const result = await operation.run(call, house)
  return refused(result) ? result : jsonAnswer(operation.answer.status, JSON.stringify(result))
}

/** Of this very credential: one that was looked up again may have become another. */
async function rememberedAnswer(
  operation: Operation,
  asked: Asked,
  allowed: Allowed,
  house: ApiHouse,
): Promise<RawResponse | Refusal> {
  const answers = await house.answers.now()
  const name = `${operation.id} ${numberOf(allowed.credential)} ${asked.request.target}`
  return answers.get(name, () => answerAnew(operation, asked, allowed, house))
}

const numbers = new WeakMap<object, number>()
let last = 0

function numberOf(credential: object): number {
  const known = numbers.get(credential)
  if (known !== undefined) return known
  last += 1
  numbers.set(credential, last)
  return last
}
