/** `/pypi/ORG/simple/NAME/`: the files of one package, with what an installer needs to choose among them. */
import { normalPackageName, type Refusal, refuse } from '@latchkey/tokens'
import type { ListedFile, Package, PublishedFile } from '../../../repositories/index.ts'
import type { Route } from '../../ecosystem.ts'
import { readFileDetails } from '../file-details.ts'
import { packageFacts } from '../names/package-name.ts'
import { linkPage } from './html.ts'
import { answerPage } from './page.ts'

export const project: Route = {
  method: 'GET',
  path: '/pypi/:organization/simple/:package/',
  action: 'read',
  facts: packageFacts,
  async handle(visit) {
    const { parameters, repository, rooms } = visit
    const asked = parameters.package ?? ''
    const name = normalPackageName('pypi', asked)
    // PEP 503: other spellings are redirected, so that every page has one address.
    if (name !== asked) return { status: 301, headers: [['Location', `../${name}/`]] }
    const found = await rooms.repositories.findPackage(repository.id, name)
    if (found === undefined) return unknownPackage(name)
    const files = await rooms.repositories.files(found.id)
    return answerPage(visit, { html: () => htmlPage(found, files), json: () => jsonPage(found, files) })
  },
}

function htmlPage({ name, displayName }: Package, files: readonly ListedFile[]): string {
  const links = files.map(file => {
    const { requiresPython, metadataSha256 } = readFileDetails(file.details)
    return {
      text: file.filename,
      href: `${addressOf(name, file)}#sha256=${file.sha256}`,
      attributes: {
        ...(requiresPython === undefined ? {} : { 'data-requires-python': requiresPython }),
        ...(metadataSha256 === undefined ? {} : metadataAttributes(`sha256=${metadataSha256}`)),
        ...(file.retired === undefined ? {} : { 'data-yanked': file.retired.reason }),
      },
    }
  })
  return linkPage(`Links for ${displayName}`, links)
}

/** PEP 714: the old name too, for clients from before it. */
function metadataAttributes(digest: string) {
  return { 'data-core-metadata': digest, 'data-dist-info-metadata': digest }
}

/**
 * PEP 691 with the fields of PEP 700 (1.1) and PEP 714. The old `dist-info-metadata` is left out: pip 22.3 to 23.1 fails
 * on every page of JSON that has it, which is why PEP 714 gave it another name.
 */
function jsonPage({ name }: Package, files: readonly ListedFile[]): unknown {
  return {
    meta: { 'api-version': '1.1' },
    name,
    versions: [...new Set(files.map(({ version }) => version))],
    files: files.map(file => {
      const { requiresPython, metadataSha256 } = readFileDetails(file.details)
      return {
        filename: file.filename,
        url: addressOf(name, file),
        hashes: { sha256: file.sha256 },
        ...(requiresPython === undefined ? {} : { 'requires-python': requiresPython }),
        ...(metadataSha256 === undefined ? {} : { 'core-metadata': { sha256: metadataSha256 } }),
        size: file.size,
        'upload-time': new Date(file.createdAt).toISOString(),
        yanked: file.retired !== undefined && (file.retired.reason || true),
      }
    }),
  }
}

/** Relative, so that a client that came in by another name of this server keeps to it, and its credential too. */
function addressOf(name: string, { filename }: PublishedFile): string {
  return `../../files/${name}/${encodeURIComponent(filename)}`
}

function unknownPackage(name: string): Refusal<'unknown_package'> {
  return refuse(
    'unknown_package',
    `There is no package ${name} here.`,
    'Check its name; the first upload makes it.',
  )
}
