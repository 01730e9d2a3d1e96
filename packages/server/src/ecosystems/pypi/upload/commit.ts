/** The last step of an upload: everything about it is known, and it is decided with that. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { RawResponse } from '../../../http/index.ts'
import type { ReceivedFile } from '../../../upstreams/index.ts'
import { publishReceived } from '../../publish-received.ts'
import type { Visit } from '../../route.ts'
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
  const tooMuch = await objectionToSize(visit, release, received.size)
  if (tooMuch !== undefined) return tooMuch
  const facts = { package: release.package, version: release.version, digests: digestsOf(received) }
  const published = await publishReceived(visit.rooms, {
    decide: transaction => visit.decide(facts, transaction),
    received,
    displayName: release.displayName,
    filename: release.filename,
    details,
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
