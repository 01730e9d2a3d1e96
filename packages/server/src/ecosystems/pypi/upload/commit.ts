/** Makes the file visible: decided with what was computed, in the transaction that does it. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { RawResponse } from '../../../http/index.ts'
import type { ReceivedFile } from '../../../upstreams/index.ts'
import type { Visit } from '../../ecosystem.ts'
import type { FileDetails } from '../file-details.ts'
import type { Release } from './release.ts'

export interface Upload {
  readonly release: Release
  readonly received: ReceivedFile
  readonly details: FileDetails
}

export async function commit(
  visit: Visit,
  { release, received, details }: Upload,
): Promise<RawResponse | Refusal> {
  const { repositories, store } = visit.rooms
  const facts = { package: release.package, version: release.version, digests: digestsOf(received) }
  // Once before the file is held, so that a refused one leaves nothing behind; what counts is the one below.
  const early = await visit.decide(facts)
  if (early.answer === 'refused') return early.refusal
  const tooMuch = await objectionToSize(visit, release, received.size)
  if (tooMuch !== undefined) return tooMuch

  const kept = await received.keep()
  const published = await store.write(async transaction => {
    const decision = await visit.decide(facts, transaction)
    if (decision.answer === 'refused') return decision.refusal
    if (decision.answer === 'needs') throw new Error('Everything is known, and still something is needed.')
    const outcome = await repositories.publishFile(transaction, {
      allowed: decision.proof,
      displayName: release.displayName,
      filename: release.filename,
      size: received.size,
      sha256: received.digests.sha256,
      details,
      client: visit.client,
    })
    return kept.stillThere() ? outcome : fileLost
  })
  return refused(published) ? published : { status: 200, headers: [] }
}

/** A quota's. The same file again takes no room, so nothing is said of one whose name is there. */
export async function objectionToSize(
  { repository, rooms: { repositories } }: Visit,
  { package: name, filename }: Release,
  size: number,
): Promise<Refusal | undefined> {
  const known = await repositories.findFile(repository.id, name, filename)
  return known === undefined ? repositories.objectionToSize(repository.organization.id, size) : undefined
}

/** In the form in which a caveat names them. */
function digestsOf({ digests: { sha256, sha512 } }: ReceivedFile): readonly string[] {
  return [`sha256:${sha256}`, ...(sha512 === undefined ? [] : [`sha512:${sha512}`])]
}

/** Its transaction leaves nothing behind, so that no row names a file that is not there. */
const fileLost = refuse('file_lost', 'The file went away while it was published.', 'Upload it again.')
