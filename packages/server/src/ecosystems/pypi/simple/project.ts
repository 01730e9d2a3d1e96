/** `/pypi/ORG/simple/NAME/`: the files of one package, with what an installer needs to choose among them. */
import { normalPackageName, type Refusal, refuse } from '@latchkey/tokens'
import type { RawResponse } from '../../../http/index.ts'
import type { ListedFile, Package, PublishedFile, UnownedName } from '../../../repositories/index.ts'
import type { EcosystemRooms } from '../../rooms.ts'
import type { Route } from '../../route.ts'
import { readFileDetails } from '../file-details.ts'
import { packageFacts } from '../names/package-name.ts'
import { linkPage } from './html.ts'
import { answerPage } from './page.ts'

export const project: Route = {
  kind: 'repository',
  method: 'GET',
  path: '/pypi/:organization/simple/:package/',
  action: 'read',
  ofRows: true,
  facts: packageFacts,
  async handle(visit) {
    const { parameters, repository, rooms } = visit
    const asked = parameters.package ?? ''
    const name = normalPackageName('pypi', asked)
    // PEP 503: other spellings are redirected, so that every page has one address.
    if (name !== asked) return { status: 301, headers: [['Location', `../${name}/`]] }
    return answerPage(visit, `${name}/`, async () => {
      const owner = await rooms.repositories.ownerOf(repository, name)
      if (owner.kind === 'nobody') return toFallback(rooms, owner.unowned) ?? unknownPackage(name)
      if (owner.kind === 'reserved') return unknownPackage(name)
      const found = owner.package
      const files = await rooms.repositories.files(found.id)
      return { html: () => htmlPage(found, files), json: () => jsonPage(found, files) }
    })
  },
}

/**
 * The client asks the public index itself: clients leave their credential behind on the way to another origin, and as
 * nothing is passed on here, nothing of ours can reach it. 302 and not 307, which some of them follow with every
 * header; never stored, so that a package is found here as soon as it is published.
 */
function toFallback({ fallbackOf }: EcosystemRooms, unowned: UnownedName): RawResponse | undefined {
  const index = fallbackOf?.(unowned)
  if (index === undefined) return undefined
  return {
    status: 302,
    headers: [
      ['Location', `${index}${unowned.name}/`],
      ['Cache-Control', 'no-store'],
      ['Referrer-Policy', 'no-referrer'],
    ],
  }
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
