/**
 * Backups: a folder with all rows of one moment and every file that they name, whichever engine they came from.
 *
 * 1. A folder holds one whole backup or says that it does not: `backup.json` is put in place last, at once.
 * 2. A backup holds no master key. It says which ones it needs.
 * 3. Nothing is restored before every digest was compared, and only where there is nothing yet.
 * 4. What was narrowed after the backup is not in it: sessions and logins end, links close, and every
 *    key and passkey that lives again is named.
 *
 *     const taken = await takeBackup({ store, upstream, clock, random, told }, '/backups/latchkey')
 *     const backup = await openBackup('/backups/latchkey', { clock, random })
 *     const restored = await restoreBackup({ store, upstream, clock, told }, backup, { revokeKeys: false })
 */
export type { Manifest } from './manifest.ts'
export { type Backup, openBackup } from './open-backup.ts'
export type { Progress } from './progress.ts'
export { type Restored, restoreBackup } from './restore-backup.ts'
export type { LiveKey, LivePasskey } from './settle.ts'
export { takeBackup } from './take-backup.ts'
