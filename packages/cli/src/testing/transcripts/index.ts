/** What is typed for the transcript of each command: by the name under which the command is listed. */
import * as accounts from './accounts.ts'
import * as helpers from './helpers.ts'
import type { Takes } from './take.ts'
import * as tokens from './tokens.ts'

export const takes: Readonly<Record<string, Takes>> = {
  whoami: accounts.whoami,
  token: tokens.token,
  'token inspect': tokens.inspect,
  'token attenuate': tokens.attenuate,
  'helper cargo': helpers.cargo,
  'helper docker': helpers.docker,
  'helper git': helpers.git,
  'helper pip': helpers.pip,
}
