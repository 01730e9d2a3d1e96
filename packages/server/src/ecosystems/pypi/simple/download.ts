/** `/pypi/ORG/files/NAME/FILE`: the bytes of a published file, or of the METADATA inside a wheel (PEP 658). */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { PathParameters } from '../../../http/index.ts'
import type { PublishedFile } from '../../../repositories/index.ts'
import type { FileContents } from '../../../upstreams/index.ts'
import { answerFile } from '../../answer-file.ts'
import type { Facts, Route, Visit } from '../../route.ts'
import { readFileDetails } from '../file-details.ts'
import { readFilename } from '../names/filename.ts'
import { readCoreMetadata } from '../wheel/index.ts'

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
    if (wantsMetadata) return answerMetadata(visit, file, contents)
    const { sha256: tag } = file
    const contentType = 'application/octet-stream'
    return answerFile(visit, { tag, contentType, size: contents.size, body: contents.read() })
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

async function answerMetadata(visit: Visit, file: PublishedFile, contents: FileContents) {
  const { metadataSha256 } = readFileDetails(file.details)
  if (metadataSha256 === undefined) return unknownFile(`${file.filename}.metadata`)
  const metadata = await readCoreMetadata(contents)
  if (refused(metadata))
    throw new Error(`${file.sha256} had METADATA when it was published. ${metadata.message}`)
  return answerFile(visit, {
    tag: metadataSha256,
    contentType: 'text/plain; charset=utf-8',
    size: metadata.byteLength,
    body: metadata,
  })
}

function unknownFile(filename: string): Refusal<'unknown_file'> {
  return refuse(
    'unknown_file',
    `There is no file ${filename} here.`,
    'Look at the index page of its package.',
  )
}
