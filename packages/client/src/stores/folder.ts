/** Where a machine keeps a person's settings: the folder that credentials lie in unless the host says otherwise. */

import { type AuthError, authError } from '../errors.ts'
import { inFolder } from '../file-system.ts'
import type { Environment } from '../machine.ts'

/**
 * `LATCHKEY_CONFIG` where it is set; else `$XDG_CONFIG_HOME/latchkey` or `~/.config/latchkey`, on macOS too, and
 * `%APPDATA%\latchkey` on Windows. Empty means unset; XDG says that a relative path is none.
 */
export function defaultFolder(
  environment: Environment,
  platform: NodeJS.Platform = process.platform,
): string | AuthError<'invalid_configuration'> {
  const { LATCHKEY_CONFIG, XDG_CONFIG_HOME, HOME, APPDATA } = environment
  if (LATCHKEY_CONFIG) return LATCHKEY_CONFIG
  if (platform === 'win32') return APPDATA ? inFolder(APPDATA, 'latchkey') : nowhere('APPDATA')
  if (XDG_CONFIG_HOME?.startsWith('/')) return inFolder(XDG_CONFIG_HOME, 'latchkey')
  return HOME ? inFolder(inFolder(HOME, '.config'), 'latchkey') : nowhere('HOME')
}

function nowhere(variable: string): AuthError<'invalid_configuration'> {
  return authError(
    'invalid_configuration',
    `There is no folder to keep credentials in: ${variable} is not set.`,
    'Set LATCHKEY_CONFIG to a folder of your own.',
  )
}
