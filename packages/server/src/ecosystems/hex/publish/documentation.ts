/** The documentation of a release: a gzipped archive, published after it, and as often as one likes. */
import { pending, type Refusal, refused } from '@latchkey/tokens'
import type { RawResponse } from '../../../http/index.ts'
import type { Documentation } from '../../../repositories/index.ts'
import type { Writer } from '../../../storage/index.ts'
import type { ReceivedFile } from '../../../upstreams/index.ts'
import { commitReceived } from '../../publish-received.ts'
import type { RepositoryRoute, Visit } from '../../route.ts'
import { judgeOf } from '../judge.ts'
import { versionFacts } from '../names/index.ts'
import { documentationUrl, findRelease } from '../packages/index.ts'
import { checkArchive } from '../tarball/index.ts'
import { answer } from '../wire/index.ts'
import { digestsOf, readIncoming, receivedWithin } from './incoming.ts'

const path = '/hex/api/repos/:organization/packages/:package/releases/:version/docs'

export const publishDocumentation: RepositoryRoute = {
  kind: 'repository',
  method: 'POST',
  path,
  action: 'publish',
  facts(parameters) {
    const named = versionFacts(parameters)
    return refused(named) ? named : { ...named, digests: pending }
  },
  handle: receiveDocumentation,
}

export const deleteDocumentation: RepositoryRoute = {
  kind: 'repository',
  method: 'DELETE',
  path,
  action: 'delete',
  facts: versionFacts,
  async handle(visit) {
    const { request, rooms } = visit
    const done = await rooms.repositories.deleteDocumentation(judgeOf(visit))
    return refused(done) ? done : answer(request, 204)
  },
}

async function receiveDocumentation(visit: Visit): Promise<RawResponse | Refusal> {
  const { request, rooms, parameters, decision } = visit
  const incoming = readIncoming(request, rooms)
  if (refused(incoming)) return incoming
  const release = await findRelease(visit)
  if (refused(release)) return release

  request.continue()
  const digests = decision.answer === 'needs' ? (['sha512'] as const) : []
  const taken = await rooms.upstream.receive(request.body, { limit: incoming.limit, digests })
  const received = receivedWithin(taken, incoming)
  if (refused(received)) return received
  try {
    const published = await publish(visit, received)
    if (refused(published)) return published
    const { package: name = '', version = '' } = parameters
    return answer(request, 201, undefined, [['Location', documentationUrl(visit, name, version)]])
  } finally {
    await received.discard()
  }
}

async function publish(visit: Visit, received: ReceivedFile): Promise<Documentation | Refusal> {
  const { contents, size, digests } = received
  const archive = { name: 'The documentation', compressed: contents.read(), size, links: false }
  const malformed = await checkArchive(archive)
  if (malformed !== undefined) return malformed
  const facts = { digests: digestsOf(received) }
  const decide = (transaction?: Writer) => visit.decide(facts, transaction)
  return commitReceived(visit.rooms, { received, decide }, (transaction, allowed) =>
    visit.rooms.repositories.publishDocumentation(transaction, { allowed, size, sha256: digests.sha256 }),
  )
}
