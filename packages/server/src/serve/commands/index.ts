/** Every command of `latchkey-server`: one line each; the file behind it is loaded when it is typed. */
import { type Listed, listed } from '@latchkey/protocol/command'

export const commands: readonly Listed[] = [
  listed('serve', 'Start the server', () => import('./serve.ts')),
  listed('migrate', 'Bring the database up to date', () => import('./migrate.ts')),
  listed('backup', 'Copy a running server into a folder', () => import('./backup.ts')),
  listed('restore', 'Make a server out of a backup', () => import('./restore.ts')),
  listed('files adopt', 'Say where the files are from now on', () => import('./files-adopt.ts')),
  listed('config check', 'Tell every problem of the configuration', () => import('./config-check.ts')),
  listed('config show', 'Show every setting and where it comes from', () => import('./config-show.ts')),
  listed('mail test', 'Tell whether mail can be sent', () => import('./mail-test.ts')),
  listed('master-key list', 'List the master keys', () => import('./master-key-list.ts')),
  listed('master-key add', 'Make a master key, to rotate to', () => import('./master-key-add.ts')),
  listed('master-key activate', 'Make tokens with another one', () => import('./master-key-activate.ts')),
  listed('master-key withdraw', 'Refuse all that one made', () => import('./master-key-withdraw.ts')),
  listed('account create', 'Make an account', () => import('./account-create.ts')),
  listed('organization create', 'Make an organization', () => import('./organization-create.ts')),
  listed(
    'organization quota',
    'Limit how much an organization may publish',
    () => import('./organization-quota.ts'),
  ),
  listed('repository create', 'Make a repository of an organization', () => import('./repository-create.ts')),
  listed('repository import', 'Publish the files of a folder', () => import('./repository-import.ts')),
  listed(
    'repository reserve',
    'Keep names from being looked for elsewhere',
    () => import('./repository-reserve.ts'),
  ),
  listed('repository unreserve', 'Give reserved names up', () => import('./repository-unreserve.ts')),
  listed('key create', 'Make a key; its text is printed once', () => import('./key-create.ts')),
  listed('key list', 'List the keys of a person or an organization', () => import('./key-list.ts')),
  listed('key rename', 'Give a key another name', () => import('./key-rename.ts')),
  listed('key tighten', 'Restrict keys further', () => import('./key-tighten.ts')),
  listed('key rotate', 'Put another key in the place of one', () => import('./key-rotate.ts')),
  listed('key revoke', 'Revoke keys, and all that was made from them', () => import('./key-revoke.ts')),
  listed('key burn', 'Kill a token that leaked', () => import('./key-burn.ts')),
]
