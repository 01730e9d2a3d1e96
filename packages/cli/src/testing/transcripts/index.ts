/**
 * What is typed for the transcript of each command: by the name under which the command is listed. What came of it, for
 * people and for programs, done and refused, is in `packages/cli/transcripts/`: the first run of the test writes it.
 */
import * as accounts from './accounts.ts'
import * as clients from './clients.ts'
import * as helpers from './helpers.ts'
import * as keys from './keys.ts'
import * as organizations from './organizations.ts'
import type { Takes } from './take.ts'
import * as tokens from './tokens.ts'
import * as trouble from './trouble.ts'

export const takes: Readonly<Record<string, Takes>> = {
  login: accounts.login,
  logout: accounts.logout,
  status: accounts.status,
  whoami: accounts.whoami,
  switch: accounts.switching,
  'organization auth': organizations.organizationAuth,
  'step-up': organizations.stepUp,
  token: tokens.token,
  'token inspect': tokens.inspect,
  'token attenuate': tokens.attenuate,
  'token burn': tokens.burn,
  may: organizations.may,
  'key create': keys.own.create,
  'key list': keys.own.list,
  'key tighten': keys.own.tighten,
  'key rotate': keys.own.rotate,
  'key revoke': keys.own.revoke,
  'organization key ORG create': keys.ofOrganization.create,
  'organization key ORG list': keys.ofOrganization.list,
  'organization key ORG tighten': keys.ofOrganization.tighten,
  'organization key ORG rotate': keys.ofOrganization.rotate,
  'organization key ORG revoke': keys.ofOrganization.revoke,
  exec: clients.exec,
  setup: clients.setup,
  'helper cargo': helpers.cargo,
  'helper docker': helpers.docker,
  'helper git': helpers.git,
  'helper pip': helpers.pip,
  explain: trouble.explain,
  doctor: trouble.doctor,
  completion: trouble.completion,
}
