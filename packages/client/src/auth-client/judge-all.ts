/** The verdict on an answer, with the one question that its status alone leaves open. */
import type { CallHouse } from './house.ts'
import type { Call, State } from './state.ts'
import { type AnswerLike, judge, type Verdict } from './verdict.ts'

/**
 * Where clients would ask a person for a password if they heard 401 (pip), a Latchkey says 403 to a token that is over. Of
 * what came from a repository of it, it is asked whether it takes the token at all: otherwise nobody would refresh it.
 */
export async function judgeAll(
  house: CallHouse,
  { wanted, signal }: Call,
  { credential, code }: Pick<State, 'credential' | 'code'>,
  answer: AnswerLike | undefined,
): Promise<Verdict> {
  if (answer === undefined) return { kind: 'done' }
  const isOpen =
    answer.status === 403 && wanted.kind === 'repository' && house.registry.codes.kind === 'window'
  if (!isOpen || credential === undefined || (await house.isTaken(credential, signal))) {
    const sent = [credential?.token, code].filter(each => each !== undefined)
    return judge(answer, sent)
  }
  return { kind: 'rejected', reason: undefined }
}
