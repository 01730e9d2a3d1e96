/** Publishing a release: decided before its tarball, once its metadata are there, and with all of it computed. */
import { pending, type Refusal, refused } from '@latchkey/tokens'
import type { RawResponse } from '../../../http/index.ts'
import type { Published } from '../../../repositories/index.ts'
import type { ReceivedFile } from '../../../upstreams/index.ts'
import { publishReceived } from '../../publish-received.ts'
import type { RepositoryRoute, Visit } from '../../route.ts'
import { packageFacts } from '../names/index.ts'
import { releaseUrl, showRelease } from '../packages/index.ts'
import { type HexRelease, tarballName } from '../release.ts'
import { readTarball, readTarballHead } from '../tarball/index.ts'
import { answer } from '../wire/index.ts'
import { checkAnnounced, explainRefused } from './announce.ts'
import { digestsOf, type Incoming, readIncoming, receivedWithin } from './incoming.ts'
import { peek } from './peek.ts'

/** What `mix hex.publish` and `rebar3 hex publish` send. */
export const publishToPackage: RepositoryRoute = {
  kind: 'repository',
  method: 'POST',
  path: '/hex/api/repos/:organization/packages/:package/releases',
  action: 'publish',
  facts(parameters) {
    const named = packageFacts(parameters)
    return refused(named) ? named : { ...named, version: pending, digests: pending }
  },
  handle: receiveRelease,
}

/** The form that hex.pm has besides: the name stands in the tarball alone. */
export const publishByTarball: RepositoryRoute = {
  kind: 'repository',
  method: 'POST',
  path: '/hex/api/repos/:organization/publish',
  action: 'publish',
  facts: () => ({ package: pending, version: pending, digests: pending }),
  handle: receiveRelease,
}

async function receiveRelease(visit: Visit): Promise<RawResponse | Refusal> {
  const { request, rooms } = visit
  const incoming = readIncoming(request, rooms)
  if (refused(incoming)) return incoming
  request.continue()
  const body = peek(request.body)
  const metadata = await readTarballHead(body.beginning)
  if (refused(metadata)) return metadata
  const digests = await checkAnnounced(visit, metadata, incoming)
  if (refused(digests)) return digests

  const taken = await rooms.upstream.receive(body.whole(), { limit: incoming.limit, digests })
  const received = receivedWithin(taken, incoming)
  if (refused(received)) return received
  try {
    const published = await publish(visit, received, incoming)
    if (refused(published)) return published
    const { name } = published.package
    const { version } = published.file
    const release = await showRelease(visit, published.package, version)
    if (refused(release)) return release
    const headers = [['Location', releaseUrl(visit, name, version)]] as const
    return answer(request, published.outcome === 'published' ? 201 : 200, release, headers)
  } finally {
    await received.discard()
  }
}

/** The tarball is read once more, from where it lies: what is published is what was checked, to the byte. */
async function publish(
  visit: Visit,
  received: ReceivedFile,
  incoming: Incoming,
): Promise<Published | Refusal> {
  const tarball = await readTarball(received.contents.read())
  if (refused(tarball)) return tarball
  const { name, version, app, innerChecksum, requirements, metadata } = tarball
  const objection = await checkAnnounced(visit, tarball, { ...incoming, declared: received.size })
  if (refused(objection)) return objection
  const facts = { package: name, version, digests: digestsOf(received) }
  const details: HexRelease = { app, innerChecksum, requirements, metadata }
  const published = await publishReceived(visit.rooms, {
    decide: transaction => visit.decide(facts, transaction),
    ...{ received, displayName: name, filename: tarballName(name, version), details },
  })
  return refused(published) ? explainRefused(published) : published
}
