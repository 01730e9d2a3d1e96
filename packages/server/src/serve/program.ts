/** `latchkey-server` as it is typed in a checkout and beside an installation. */
import type { Program } from '@latchkey/protocol/command'
import { commands } from './commands/index.ts'

export const program: Program = {
  name: 'npx latchkey-server',
  about: 'Authentication in front of package registries.',
  commands,
}
