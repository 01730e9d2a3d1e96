/** The upload of one file, as twine and its kin do it: decided before, between and after it arrives. */
import { pending, type Refusal, refused } from '@latchkey/tokens'
import type { RawRequest, RawResponse } from '../../../http/index.ts'
import { fileTooLarge, type OtherDigest } from '../../../upstreams/index.ts'
import type { Route, Visit } from '../../route.ts'
import { MalformedForm, readBoundary } from '../multipart/index.ts'
import { commit, objectionToSize } from './commit.ts'
import { fieldsLimit, readUploadForm } from './form.ts'
import { inspectFile } from './inspect.ts'
import { type Release, readRelease } from './release.ts'

export const upload: Route = {
  kind: 'repository',
  method: 'POST',
  path: '/pypi/:organization/legacy/',
  action: 'publish',
  facts: () => ({ package: pending, version: pending, digests: pending }),
  async handle(visit) {
    try {
      return await receiveUpload(visit)
    } catch (error) {
      if (error instanceof MalformedForm) return error.refusal
      throw error
    }
  },
}

async function receiveUpload(visit: Visit): Promise<RawResponse | Refusal> {
  const { request, rooms } = visit
  const boundary = boundaryOf(request)
  if (refused(boundary)) return boundary
  const declared = Number(request.headers.all('content-length')[0] ?? 0)
  if (declared > rooms.uploadLimit + fieldsLimit) return fileTooLarge(rooms.uploadLimit)

  request.continue()
  const form = await readUploadForm(request.body, boundary)
  if (refused(form)) return form
  const release = readRelease(form)
  if (refused(release)) return release
  const digests = await digestsToCompute(visit, release)
  if (refused(digests)) return digests
  const tooMuch = await objectionToSize(visit, release, Math.max(0, declared - fieldsLimit))
  if (tooMuch !== undefined) return tooMuch

  const received = await rooms.upstream.receive(form.content, { limit: rooms.uploadLimit, digests })
  if (refused(received)) return received
  try {
    const unfinished = await form.finish()
    if (unfinished !== undefined) return unfinished
    const details = await inspectFile(release, received)
    return refused(details) ? details : await commit(visit, { release, received, details })
  } finally {
    await received.discard()
  }
}

/** Decides about the package and version, so that a file that cannot be published is not sent in vain. */
async function digestsToCompute(visit: Visit, { package: name, version, claimedDigests }: Release) {
  const decision = await visit.decide({ package: name, version, digests: pending })
  if (decision.answer === 'refused') return decision.refusal
  // Only a caveat over the file's digest still needs it, and that may name either.
  const forCaveats: OtherDigest[] = decision.answer === 'needs' ? ['sha512'] : []
  const claimed = (['md5', 'blake2b256'] as const).filter(each => claimedDigests[each] !== undefined)
  return [...claimed, ...forCaveats]
}

function boundaryOf({ headers }: RawRequest) {
  const contentType = headers.one('content-type')
  return refused(contentType) ? contentType : readBoundary(contentType)
}
