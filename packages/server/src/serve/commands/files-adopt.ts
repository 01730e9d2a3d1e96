/** `latchkey-server files adopt`: the folder of the files is another from now on: moved, restored or mended. */
import { defineCommand, flag } from '@latchkey/protocol/command'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { operator, recordEvent } from '../../audit/index.ts'
import type { Reader } from '../../storage/index.ts'
import { createDirectory, type Upstream } from '../../upstreams/index.ts'
import { readConfiguration } from '../configuration.ts'
import { knowFilesFolder, renameFilesFolder } from '../files-folder.ts'
import { clock, random } from '../machine.ts'
import { openDatabase } from '../open-database.ts'
import { progress } from './progress.ts'

export const command = defineCommand({
  name: 'files adopt',
  about:
    'Says that the configured folder is the one of this database’s files, once they were moved or restored to it: every\n' +
    'file that is published is looked for. Nodes that still use another folder refuse to start.',
  examples: [
    'LATCHKEY_FILES=/mnt/new npx latchkey-server files adopt',
    '# The others are lost for good',
    'LATCHKEY_FILES=/mnt/new npx latchkey-server files adopt --incomplete --json',
  ],
  options: { incomplete: flag('Also where files are missing. Whoever asks for one of them gets an error.') },
  async run({ incomplete }, terminal) {
    const configuration = readConfiguration(terminal.environment)
    if (refused(configuration)) return configuration
    const opened = await openDatabase(configuration, 'refuses')
    if (refused(opened)) return opened
    const { store } = opened
    const folder = configuration.data.files
    try {
      const upstream = createDirectory({ folder, clock, random })
      const told = (count: number) => progress(terminal, `${count} files looked for`)
      const found = await lookForFiles(store.read, upstream, told)
      progress(terminal)
      if (found.missing.length > 0 && !incomplete) return filesMissing(folder, found.missing)
      const identity = await renameFilesFolder(folder)
      await store.write(async transaction => {
        await knowFilesFolder(transaction, identity)
        const details = { missing: found.missing.length }
        await recordEvent(transaction, {
          ...{ what: 'server.files_folder_adopted', at: clock.now(), cause: operator, details },
        })
      })
      return {
        data: { folder, files: found.count, missing: found.missing },
        text: `${folder} is the folder of the files from now on, with ${found.count - found.missing.length} of ${found.count} files.`,
        note: 'Restart every node, each with LATCHKEY_FILES set to it.',
      }
    } finally {
      await store.close()
    }
  },
})

const atOnce = 1000

/** Every content that a row names, and which of them the folder lacks or has only a part of. */
async function lookForFiles(reader: Reader, upstream: Upstream, told: (count: number) => void) {
  const missing: string[] = []
  let count = 0
  for (const table of ['files', 'documentation'] as const) {
    for await (const { sha256, size } of contentsNamed(reader, table)) {
      if ((await upstream.open(sha256))?.size !== size) missing.push(sha256)
      count += 1
      if (count % atOnce === 0) told(count)
    }
  }
  told(count)
  return { count, missing }
}

async function* contentsNamed(reader: Reader, table: 'files' | 'documentation') {
  for (let last = ''; ; ) {
    const rows = await reader
      .selectFrom(table)
      .select(['sha256', 'size'])
      .distinct()
      .where('sha256', '>', last)
      .orderBy('sha256')
      .limit(atOnce)
      .execute()
    yield* rows
    last = rows.at(-1)?.sha256 ?? ''
    if (rows.length < atOnce) return
  }
}

/** Of a long list the first tell enough; `--incomplete --json` has all of them. */
const shown = 10

function filesMissing(folder: string, missing: readonly string[]): Refusal<'files_missing'> {
  const more = missing.length > shown ? [`and ${missing.length - shown} more`] : []
  return refuse(
    'files_missing',
    `${folder} lacks ${missing.length} files that are published:\n${[...missing.slice(0, shown), ...more].join('\n')}`,
    'Copy them there too and type it again. If they are lost for good, type: npx latchkey-server files adopt --incomplete',
  )
}
