/** `public_key`: what clients verify everything with. The one key of the server, in each repository and at the root. */
import type { RawResponse } from '../../../http/index.ts'
import { harmless } from '../../answer-file.ts'
import { entityTag, tagOf, unlessKnown } from '../../conditional.ts'
import type { OpenRoute, OpenVisit, RepositoryRoute } from '../../route.ts'

export const publicKey: RepositoryRoute = {
  kind: 'repository',
  method: 'GET',
  path: '/hex/repo/repos/:organization/public_key',
  action: 'read',
  handle: answerKey,
}

export const rootPublicKey: OpenRoute = {
  kind: 'open',
  method: 'GET',
  path: '/hex/repo/public_key',
  handle: answerKey,
}

async function answerKey({ request, rooms }: OpenVisit): Promise<RawResponse> {
  const body = rooms.signer.publicKey
  const headers: RawResponse['headers'] = [
    ['Content-Type', 'application/x-pem-file'],
    ...harmless,
    ['Vary', 'Authorization'],
    ['Cache-Control', 'private, no-cache'],
    entityTag(tagOf(body)),
  ]
  return unlessKnown(request, { status: 200, headers, body })
}
