/** What is said of the program itself, whichever of its commands are at hand. */
import type { Program } from '@latchkey/protocol/command'
import { exitCodes } from './exit-codes.ts'
import { version } from './version.ts'

export const identity = {
  ...{ name: 'latchkey', about: 'Credentials for package registries.', version, exitCodes },
  jsonVersion: 1,
} satisfies Partial<Program>
