/** `/pypi/ORG/files/NAME/FILE`: the bytes of a published file, or of the METADATA inside a wheel (PEP 658). */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { PathParameters, RawResponse } from '../../../http/index.ts'
import type { PublishedFile } from '../../../repositories/index.ts'
import type { FileContents } from '../../../upstreams/index.ts'
import type { Facts, Route, Visit } from '../../route.ts'
import { readFileDetails } from '../file-details.ts'
import { readFilename } from '../names/filename.ts'
import { readCoreMetadata } from '../wheel/index.ts'
import { cacheControl, entityTag, unlessKnown } from './conditional.ts'

export const download: Route = {
  kind: 'repository',
  method: 'GET',
  path: '/pypi/:organization/files/:package/:file',
  action: 'read',
  facts: downloadFacts,
  async handle(visit) {
    const { filename, wantsMetadata } = asked(visit.parameters)
    const { package: name = '' } = visit.parameters
    const file = await visit.rooms.repositories.findFile(visit.repository.id, name, filename)
    if (file === undefined) return unknownFile(filename)
    const contents = await visit.rooms.upstream.open(file.sha256)
    if (contents === undefined)
      throw new Error(`The upstream does not hold ${file.sha256}, which a row names.`)
    return wantsMetadata ? answerMetadata(visit, file, contents) : answerFile(visit, file, contents)
  },
}

/** The version stands in the file's name: a token for some versions reads those and no others. */
function downloadFacts(parameters: PathParameters): Facts | Refusal {
  const { filename } = asked(parameters)
  const says = readFilename(filename)
  if (refused(says) || says.package !== parameters.package) return unknownFile(filename)
  return { package: says.package, version: says.version }
}

function asked({ file = '' }: PathParameters): { filename: string; wantsMetadata: boolean } {
  const wantsMetadata = file.endsWith('.whl.metadata')
  return { filename: wantsMetadata ? file.slice(0, -'.metadata'.length) : file, wantsMetadata }
}

function answerFile(visit: Visit, { sha256 }: PublishedFile, contents: FileContents): RawResponse {
  return answer(visit, sha256, 'application/octet-stream', contents.size, contents.read())
}

async function answerMetadata(visit: Visit, file: PublishedFile, contents: FileContents) {
  const { metadataSha256 } = readFileDetails(file.details)
  if (metadataSha256 === undefined) return unknownFile(`${file.filename}.metadata`)
  const metadata = await readCoreMetadata(contents)
  if (refused(metadata))
    throw new Error(`${file.sha256} had METADATA when it was published. ${metadata.message}`)
  return answer(visit, metadataSha256, 'text/plain; charset=utf-8', metadata.byteLength, metadata)
}

/** What a publisher put there must never run as a page of this origin, whatever a browser takes it for. */
function answer(
  { request, repository }: Visit,
  tag: string,
  contentType: string,
  size: number,
  body: RawResponse['body'] & {},
): RawResponse {
  return unlessKnown(request, {
    status: 200,
    headers: [
      ['Content-Type', contentType],
      ['Content-Length', String(size)],
      ['Content-Disposition', 'attachment'],
      ['Content-Security-Policy', "sandbox; default-src 'none'"],
      ['X-Content-Type-Options', 'nosniff'],
      ['Vary', 'Authorization'],
      cacheControl(repository),
      entityTag(tag),
    ],
    body,
  })
}

function unknownFile(filename: string): Refusal<'unknown_file'> {
  return refuse(
    'unknown_file',
    `There is no file ${filename} here.`,
    'Look at the index page of its package.',
  )
}
