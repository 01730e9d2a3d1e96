/** A resource of a repository: made of its rows, signed, and remembered while nobody writes. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { RawResponse } from '../../../http/index.ts'
import { harmless } from '../../answer-file.ts'
import { cacheControl, entityTag, tagOf, unlessKnown } from '../../conditional.ts'
import type { Visit } from '../../route.ts'
import { seal } from './seal.ts'

/** `name` is the resource's own in its repository; `make` gives the message. */
export async function answerResource(
  { request, repository, answers, rooms }: Visit,
  name: string,
  make: () => Promise<Uint8Array | Refusal>,
): Promise<RawResponse | Refusal> {
  const answer = await answers.get(`signed ${repository.id} ${name}`, async () => {
    const payload = await make()
    if (refused(payload)) return payload
    const body = await seal(payload, rooms.signer)
    return signedAnswer(body, tagOf(body), [['Vary', 'Authorization'], cacheControl(repository)])
  })
  return refused(answer) ? answer : unlessKnown(request, answer)
}

/** The gzip is part of a resource, which clients undo by themselves: with a `Content-Encoding` some would do it twice. */
export function signedAnswer(body: Uint8Array, tag: string, more: RawResponse['headers']) {
  return {
    status: 200,
    headers: [['Content-Type', 'application/octet-stream'], ...harmless, ...more, entityTag(tag)],
    body,
  } satisfies RawResponse
}
