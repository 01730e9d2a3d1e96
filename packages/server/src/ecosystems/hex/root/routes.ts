/** What Hex's clients fetch of the root. Everybody may have it: it is public where it comes from. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { RawResponse } from '../../../http/index.ts'
import { harmless } from '../../answer-file.ts'
import { entityTag, unlessKnown } from '../../conditional.ts'
import type { OpenRoute, OpenVisit } from '../../route.ts'
import { checkPackageName } from '../names/index.ts'
import { readFilename } from '../registry/files.ts'
import { signedAnswer } from '../registry/resource.ts'
import type { ResourceName } from './hex-root.ts'
import { rootEmpty } from './refusals.ts'

const shared: RawResponse['headers'] = [
  ['Vary', 'Authorization'],
  ['Cache-Control', 'no-cache'],
]

export const rootRoutes: readonly OpenRoute[] = [
  open('/hex/repo/names', visit => answerResource(visit, 'names')),
  open('/hex/repo/versions', visit => answerResource(visit, 'versions')),
  open('/hex/repo/packages/:package', visit => {
    const { package: name = '' } = visit.parameters
    return checkPackageName(name) ?? answerResource(visit, `packages/${name}`)
  }),
  open('/hex/repo/tarballs/:file', answerTarball),
]

type Answer = RawResponse | Refusal

function open(path: `/${string}`, handle: (visit: OpenVisit) => Answer | Promise<Answer>): OpenRoute {
  return { kind: 'open', method: 'GET', path, handle: async visit => handle(visit) }
}

async function answerResource({ request, rooms }: OpenVisit, name: ResourceName): Promise<Answer> {
  if (rooms.hexRoot === undefined) return rootEmpty
  const resource = await rooms.hexRoot.resource(name)
  if (refused(resource)) return resource
  return unlessKnown(request, signedAnswer(resource.body, resource.tag, shared))
}

async function answerTarball({ request, rooms, parameters }: OpenVisit): Promise<Answer> {
  if (rooms.hexRoot === undefined) return rootEmpty
  const named = readFilename(parameters.file ?? '', '.tar')
  if (refused(named)) return named
  const ending = new AbortController()
  const signal = AbortSignal.any([request.signal, ending.signal])
  const tarball = await rooms.hexRoot.tarball(named.package, named.version, signal)
  if (refused(tarball)) return tarball
  // Nobody will read it.
  if (request.method === 'HEAD') ending.abort()
  const { sha256, size, body } = tarball
  return {
    status: 200,
    headers: [
      ['Content-Type', 'application/octet-stream'],
      ['Content-Disposition', 'attachment'],
      ...(size === undefined ? [] : [['Content-Length', String(size)] as const]),
      ...(sha256 === undefined ? [] : [entityTag(sha256)]),
      ...harmless,
      ...shared,
    ],
    body,
  }
}
