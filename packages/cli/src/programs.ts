/** The commands that other programs start, without the list of all and in one file: there is less to be read, and less to be made. */

import * as cargo from './commands/helper-cargo.ts'
import * as docker from './commands/helper-docker.ts'
import * as git from './commands/helper-git.ts'
import * as pip from './commands/helper-pip.ts'
import * as token from './commands/token.ts'
import { identity } from './identity.ts'
import { runHere } from './run-here.ts'

const commands = [token, cargo, docker, git, pip].map(({ command }) => ({
  ...{ name: command.name, summary: '' },
  load: async () => ({ command }),
}))

export const gaveCredential: Promise<boolean> = runHere({ ...identity, commands })
