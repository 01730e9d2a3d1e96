/** `latchkey-server backup`: rows and files of a running server into a folder, and never the keys that open them. */
import { defineCommand } from '@latchkey/protocol/command'
import { refuse, refused } from '@latchkey/tokens'
import { takeBackup } from '../../backups/index.ts'
import { createDirectory } from '../../upstreams/index.ts'
import { type Configuration, readConfiguration } from '../configuration.ts'
import { nothingHere } from '../existing.ts'
import { clock, random } from '../machine.ts'
import { openAsItIs } from '../open-database.ts'
import { instant } from './key-data.ts'
import { progress } from './progress.ts'

export const command = defineCommand({
  name: 'backup',
  about:
    'Copies a running server, as it is at one moment, into a folder: the database, whichever it is, and the files. Into\n' +
    'the same folder again it copies only what is new, and the backup before stays whole until this one is. The keys\n' +
    'that it belongs to, master keys, second-factor key and Hex signing key, are never in it.',
  examples: [
    'npx latchkey-server backup /backups/latchkey',
    'LATCHKEY_DATA=/srv/latchkey npx latchkey-server backup /backups/latchkey --json',
  ],
  operands: ['FOLDER'],
  options: {},
  async run(_, terminal, [folder = '']) {
    const configuration = readConfiguration(terminal.environment)
    if (refused(configuration)) return configuration
    const opened = await openAsItIs(configuration, 'refuses')
    if (refused(opened)) return opened
    const { store, state } = opened
    try {
      if (state === 'empty') return nothingHere('The database is empty.')
      if (state !== 'current') return otherRelease
      const upstream = createDirectory({ folder: configuration.data.files, clock, random })
      const told = (words: string) => progress(terminal, words)
      const taken = await takeBackup({ store, upstream, clock, random, told }, folder)
      progress(terminal)
      if (refused(taken)) return taken
      const rows = taken.tables.reduce((sum, table) => sum + table.rows, 0)
      const place = placeOfMasterKeys(configuration)
      return {
        data: {
          ...{ folder, takenAt: instant(taken.takenAt), rows, files: taken.files },
          masterKeys: { needed: taken.masterKeys, place },
          secondFactorKey: { place: placeOfSecondFactorKey(configuration) },
          hexSigningKey: { place: placeOfSigningKey(configuration) },
        },
        text: `The backup of ${instant(taken.takenAt)} is complete in ${folder}: ${rows} rows, ${taken.files.count} files.`,
        note:
          `Not in it are the master keys (${taken.masterKeys.join(', ')}): they are in ${place}.\n` +
          `Nor is the key of the second factors: it is in ${placeOfSecondFactorKey(configuration)}.\n` +
          `Nor is the key that signs for Hex: it is in ${placeOfSigningKey(configuration)}.\n` +
          'Keep a copy of them somewhere else: without them no key and no second factor of this backup works again, and no Hex client believes it.',
      }
    } finally {
      await store.close()
    }
  },
})

/** Where the master keys are, or belong. */
export function placeOfMasterKeys({ masterKeys, data }: Configuration): string {
  return masterKeys === undefined ? data.masterKeys : 'the setting LATCHKEY_MASTER_KEYS'
}

/** Where the key that second factors are sealed under is, or belongs. */
export function placeOfSecondFactorKey({ secondFactorKey, data }: Configuration): string {
  return secondFactorKey === undefined ? data.secondFactorKey : 'the setting LATCHKEY_SECOND_FACTOR_KEY'
}

/** Where the key that Hex's repositories are signed with is, or belongs. */
export function placeOfSigningKey({ hexSigningKey, data }: Configuration): string {
  return hexSigningKey === undefined ? data.hexSigningKey : 'the setting LATCHKEY_HEX_SIGNING_KEY'
}

const otherRelease = refuse(
  'schema_differs',
  'The database is of another release than this command.',
  'Take the backup with the release that runs, or bring the database up to date: npx latchkey-server migrate',
)
