/** `tarballs/NAME-VERSION.tar` and `docs/NAME-VERSION.tar.gz`: the bytes of a release, and of its documentation. */
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { PathParameters } from '../../../http/index.ts'
import { answerFile } from '../../answer-file.ts'
import type { Facts, RepositoryRoute, Visit } from '../../route.ts'
import { isPackageName, isVersion } from '../names/index.ts'

export const tarball: RepositoryRoute = {
  kind: 'repository',
  method: 'GET',
  path: '/hex/repo/repos/:organization/tarballs/:file',
  action: 'read',
  facts: factsOf('.tar'),
  async handle(visit) {
    const { rooms, repository, parameters } = visit
    const { file = '' } = parameters
    const named = readFilename(file, '.tar')
    if (refused(named)) return named
    const found = await rooms.repositories.findFile(repository.id, named.package, file)
    return found === undefined
      ? unknownFile(file)
      : answerHeld(visit, found.sha256, 'application/octet-stream')
  },
}

export const documentation: RepositoryRoute = {
  kind: 'repository',
  method: 'GET',
  path: '/hex/repo/repos/:organization/docs/:archive',
  action: 'read',
  facts: factsOf('.tar.gz'),
  async handle(visit) {
    const { repositories } = visit.rooms
    const { archive = '' } = visit.parameters
    const named = readFilename(archive, '.tar.gz')
    if (refused(named)) return named
    const owner = await repositories.findPackage(visit.repository.id, named.package)
    const found = owner && (await repositories.documentationFor(owner.id, named.version))
    return found === undefined ? unknownFile(archive) : answerHeld(visit, found.sha256, 'application/gzip')
  },
}

/** A name has no hyphen, so the first one ends it. */
export function readFilename(
  file: string,
  extension: '.tar' | '.tar.gz',
): { readonly package: string; readonly version: string } | Refusal<'unknown_file'> {
  const hyphen = file.indexOf('-')
  const name = file.slice(0, Math.max(hyphen, 0))
  const version = file.slice(hyphen + 1, -extension.length)
  const whole = file.endsWith(extension) && isPackageName(name) && isVersion(version)
  return whole ? { package: name, version } : unknownFile(file)
}

/** A token for some versions reads those and no others. */
function factsOf(extension: '.tar' | '.tar.gz') {
  return ({ file, archive }: PathParameters): Facts | Refusal =>
    readFilename(file ?? archive ?? '', extension)
}

async function answerHeld(visit: Visit, sha256: string, contentType: string) {
  const contents = await visit.rooms.upstream.open(sha256)
  if (contents === undefined) throw new Error(`The upstream does not hold ${sha256}, which a row names.`)
  return answerFile(visit, { tag: sha256, contentType, size: contents.size, body: contents.read() })
}

function unknownFile(file: string): Refusal<'unknown_file'> {
  return refuse(
    'unknown_file',
    `There is no file ${quoted(file)} here.`,
    'It is called NAME-VERSION.tar, or NAME-VERSION.tar.gz for documentation: look which versions there are.',
  )
}
