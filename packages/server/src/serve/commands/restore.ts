/** `latchkey-server restore`: a backup becomes a Latchkey where there is none yet. */
import { existsSync } from 'node:fs'
import { defineCommand, flag } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { type LiveKey, type LivePasskey, openBackup, restoreBackup } from '../../backups/index.ts'
import { knowsSigningKey } from '../../ecosystems/index.ts'
import { knowsSecondFactorKey } from '../../second-factors/index.ts'
import { createDirectory } from '../../upstreams/index.ts'
import { type Configuration, readConfiguration } from '../configuration.ts'
import { clock, random } from '../machine.ts'
import { openAsItIs } from '../open-database.ts'
import { placeOfMasterKeys, placeOfSecondFactorKey, placeOfSigningKey } from './backup.ts'
import { instant } from './key-data.ts'
import { progress } from './progress.ts'

export const command = defineCommand({
  name: 'restore',
  about:
    'Makes a server out of a backup, where there is none yet: every digest is compared, an older schema is brought up to\n' +
    'date. Everybody signs in again, and every login is made again. Keys and passkeys that were live in the backup live\n' +
    'again, also those revoked or removed since: they are listed.',
  examples: [
    'LATCHKEY_DATA=/srv/restored npx latchkey-server restore /backups/latchkey',
    '# After a break-in: none of its keys is to work again',
    'LATCHKEY_DATA=/srv/restored npx latchkey-server restore /backups/latchkey --revoke-keys --json',
  ],
  operands: ['FOLDER'],
  options: { 'revoke-keys': flag('Revoke every key that was live in the backup.') },
  async run({ 'revoke-keys': revokeKeys }, terminal, [folder = '']) {
    const configuration = readConfiguration(terminal.environment)
    if (refused(configuration)) return configuration
    const backup = await openBackup(folder, { clock, random })
    if (refused(backup)) return backup
    const opened = await openAsItIs(configuration, 'is made')
    if (refused(opened)) return opened
    const { store } = opened
    try {
      const upstream = createDirectory({ folder: configuration.data.files, clock, random })
      const told = (words: string) => progress(terminal, words)
      const restored = await restoreBackup({ store, upstream, clock, told }, backup, { revokeKeys })
      progress(terminal)
      if (refused(restored)) return restored
      const { takenAt, masterKeys: needed } = backup.manifest
      const sealed = await knowsSecondFactorKey(store.read)
      const signing = await knowsSigningKey(store.read)
      return {
        data: {
          ...{ takenAt: instant(takenAt), files: restored.files, keysRevoked: revokeKeys },
          keys: restored.keys.map(key => ({
            ...{ id: key.id, name: key.name, owner: key.owner },
            ...{ createdAt: instant(key.createdAt), expiresAt: instant(key.expiresAt) },
          })),
          passkeys: restored.passkeys.map(({ createdAt, ...passkey }) => ({
            ...passkey,
            createdAt: instant(createdAt),
          })),
          endedLogins: restored.endedLogins,
          masterKeys: { needed, place: placeOfMasterKeys(configuration) },
          secondFactorKey: { needed: sealed, place: placeOfSecondFactorKey(configuration) },
          hexSigningKey: { needed: signing, place: placeOfSigningKey(configuration) },
        },
        text: `Restored is what there was at ${instant(takenAt)}, with ${restored.files} files. ${aboutKeys(restored.keys, revokeKeys)}${aboutPasskeys(restored.passkeys)}`,
        note: `Everybody signs in again, with the password, app and recovery codes of then, and links that were open are closed. ${aboutLogins(restored.endedLogins)}\n${whatNext(configuration, { needed, sealed, signing })}`,
      }
    } finally {
      await store.close()
    }
  },
})

function aboutLogins(ended: number): string {
  if (ended === 0) return 'No login was live in it.'
  return `${ended === 1 ? '1 login was' : `${ended} logins were`} live in it: each has to be made again.`
}

/** Lines of the list that a person reads; `--json` has all of them. */
const shown = 50

function aboutKeys(keys: readonly LiveKey[], revoked: boolean): string {
  if (revoked) return 'Every key is revoked.'
  if (keys.length === 0) return 'No key was live in it.'
  return [
    'These keys live again. Which of them were revoked since then nobody can tell: revoke those that were.',
    ...lines(keys),
  ].join('\n')
}

function aboutPasskeys(passkeys: readonly LivePasskey[]): string {
  if (passkeys.length === 0) return ''
  return [
    '\nThese passkeys sign in again. Whoever removed one since then removes it again, at /account/second-factor.',
    ...lines(passkeys),
  ].join('\n')
}

function lines(all: readonly Pick<LiveKey, 'id' | 'owner' | 'name'>[]): readonly string[] {
  const some = all.slice(0, shown).map(({ id, owner, name }) => `  ${id}  ${owner}: ${name}`)
  return all.length > shown ? [...some, `  and ${all.length - shown} more (--json lists all)`] : some
}

interface Needed {
  /** The master keys. */
  readonly needed: readonly string[]
  /** Whether second factors are sealed under a key, and whether Hex clients know one. */
  readonly sealed: boolean
  readonly signing: boolean
}

function whatNext(
  { masterKeys, secondFactorKey, hexSigningKey, data }: Configuration,
  { needed, sealed, signing }: Needed,
): string {
  const missing = [
    ...(masterKeys === undefined
      ? [{ what: `the master keys (${needed.join(', ')})`, place: data.masterKeys }]
      : []),
    ...(sealed && secondFactorKey === undefined
      ? [{ what: 'the second-factor key', place: data.secondFactorKey }]
      : []),
    ...(signing && hexSigningKey === undefined
      ? [{ what: 'the Hex signing key', place: data.hexSigningKey }]
      : []),
  ].filter(({ place }) => !existsSync(place))
  if (missing.length === 0) return 'Now start it: npm start'
  const copies = missing.map(({ what, place }) => `${what} to ${place}`).join(', and ')
  return `Now put from where they are kept ${copies}, for their owner only (chmod 600), and start it: npm start`
}
