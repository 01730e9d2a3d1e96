/** A device that asks and polls, and alice, who answers it: what the tests of the device authorization grant are told with. */
import type { Scope, Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { beforeEach } from 'vitest'
import { ok } from '../../accounts/testing.ts'
import type { Store } from '../../storage/index.ts'
import type { DeviceCodes } from '../index.ts'
import { type AuthorizationsHouse, browser, clients, createAuthorizationsHouse, device } from './house.ts'

export type Session = Awaited<ReturnType<AuthorizationsHouse['session']>>

/** Before each test, a house on a fresh store, with alice signed in. */
export function deviceAndPerson(open: () => Promise<Store>) {
  const here = {} as { house: AuthorizationsHouse; alice: Session }
  beforeEach(async () => {
    here.house = await createAuthorizationsHouse(await open())
    here.alice = await here.house.session()
  })

  const ask = async (scope?: string, client = clients.latchkey) =>
    ok(await here.house.devices.request(client, { scope, deviceName: 'build-7' }, device))
  const poll = ({ deviceCode }: DeviceCodes, client = clients.latchkey) =>
    here.house.devices.poll(deviceCode, client, device)
  const enter = (code: string, session = here.alice) => here.house.devices.open(code, session, browser)
  const approve = (
    { userCode }: DeviceCodes,
    scopes: readonly Scope[],
    code?: Secret,
    session = here.alice,
  ) => here.house.devices.approve(userCode, session, { scopes, code }, browser)
  const deny = ({ userCode }: DeviceCodes, session = here.alice) =>
    here.house.devices.deny(userCode, session, browser)

  return {
    ...{ here, ask, poll, enter, approve, deny },
    /** Opens a code and says yes to all that is asked for. */
    async letIn(codes: DeviceCodes) {
      const { scopes } = ok(await enter(codes.userCode))
      return ok(await approve(codes, scopes))
    },
    async tokensFor(codes: DeviceCodes) {
      const tokens = await poll(codes)
      if (refused(tokens)) throw new Error(tokens.message)
      return tokens
    },
    logins: async (session = here.alice) => (await here.house.logins.list(session.account.id)).items,
    requests: () => here.house.store.read.selectFrom('device_authorizations').selectAll().execute(),
  }
}
