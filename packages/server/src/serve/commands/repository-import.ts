/** `latchkey-server repository import`: publishes what lies in a folder. Typed again it goes on where it was. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { defineCommand, flag, type Output, text } from '@latchkey/protocol/command'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { ecosystems, importFile, type Outcome } from '../../ecosystems/index.ts'
import { contentsOf } from '../../upstreams/index.ts'
import { withExistingRooms } from '../with-rooms.ts'
import { unknownOrganization } from './owner.ts'
import { progress } from './progress.ts'
import { findPublisher } from './publisher.ts'
import { findRepository } from './repository.ts'

interface Imported {
  readonly file: string
  readonly outcome: Outcome | Refusal
}

export const command = defineCommand({
  name: 'repository import',
  about:
    'Publishes the files of a folder and the folders in it, byte for byte. What is published already is passed over, so\n' +
    'that it can be typed again until all is there.',
  examples: [
    'npx latchkey-server repository import pypi:acme ./wheels --dry-run',
    'npx latchkey-server repository import pypi:acme ./wheels --account ada --json',
  ],
  operands: ['ECOSYSTEM:ORGANIZATION', 'FOLDER'],
  options: {
    account: text('USERNAME', 'Who publishes, and maintains what is new. Default: the only owner.'),
    'dry-run': flag('Look at every file, and publish none.'),
  },
  async run({ account, 'dry-run': dryRun }, terminal, [place = '', folder = '']) {
    const [name = '', organizationName = ''] = place.split(':')
    const ecosystem = ecosystems.find(each => each.name === name)
    if (ecosystem === undefined)
      return refuse('usage', 'A repository is named ECOSYSTEM:ORGANIZATION.', 'For example: pypi:acme')
    const files = await filesBelow(folder)
    if (refused(files)) return files
    return withExistingRooms(terminal.environment, async rooms => {
      const organization = await rooms.organizations.byName(organizationName)
      if (!organization) return unknownOrganization(organizationName)
      const repository = await findRepository(rooms, place)
      if (refused(repository)) return repository
      const credential = await findPublisher(rooms, organization, account)
      if (refused(credential)) return credential
      const upstream = await rooms.openUpstream()
      if (refused(upstream)) return upstream
      const all: Imported[] = []
      for (const file of files) {
        progress(terminal, `${all.length + 1} of ${files.length}: ${file.name}`)
        const contents = contentsOf(file.path, (await stat(file.path)).size)
        const input = { ecosystem, repository, credential, filename: file.name, contents, dryRun }
        all.push({ file: file.path, outcome: await importFile({ ...rooms, upstream }, input) })
      }
      progress(terminal)
      return summary(all, dryRun)
    })
  },
})

async function filesBelow(folder: string) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => undefined)
  if (entries === undefined)
    return refuse('folder_unreadable', `The folder ${folder} cannot be read.`, 'Name one that is there.')
  const files = entries.filter(entry => entry.isFile())
  return files
    .map(({ name, parentPath }) => ({ name, path: join(parentPath, name) }))
    .sort((one, other) => (one.path < other.path ? -1 : 1))
}

/** What could not be imported is told beside what could, to a program too. */
function summary(all: readonly Imported[], dryRun: boolean): Output {
  const count = (wanted: Outcome) => all.filter(({ outcome }) => outcome === wanted).length
  const failed = all.flatMap(({ file, outcome }) => (refused(outcome) ? [{ file, ...outcome }] : []))
  const counted = [
    `${count('imported')} ${dryRun ? 'would be imported' : 'imported'}`,
    `${count('already there')} already there`,
    ...(failed.length === 0 ? [] : [`${failed.length} refused`]),
  ]
  const output = { data: { dryRun, files: all.map(told) }, text: `${counted.join(', ')}.` }
  if (failed.length === 0) return output
  const lines = failed.map(({ file, message, next }) => `${file}: ${message} ${next}`)
  const note = [...lines, 'Mend what is said, and type it again: what is there is passed over.'].join('\n')
  return { ...output, note, no: true }
}

function told({ file, outcome }: Imported) {
  if (!refused(outcome)) return { file, outcome }
  const { code, message, next } = outcome
  return { file, outcome: 'refused', error: { code, message, next } }
}
