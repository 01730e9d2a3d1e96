/** Somebody logs in, with a second factor: afterwards something stands in every table of logging in. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { mayAskFor } from '../../packages/server/src/clients/index.ts'
import { attenuated } from '../../packages/server/src/ecosystems/pypi/testing/attenuated.ts'
import { sha256 } from '../../packages/server/src/host/index.ts'
import { createApp, readSecret } from '../../packages/server/src/second-factors/testing.ts'
import { clock } from '../../packages/server/src/serve/machine.ts'
import type { Rooms } from '../../packages/server/src/serve/rooms.ts'

const from = { address: '192.0.2.1', client: 'Mozilla' }

/** Gives the secret of the second factor, in Base32. */
export async function logIn(rooms: Rooms, who: { username: string; password: Secret }): Promise<string> {
  const { secondFactors, deviceAuthorizations, authorizationCodes } = rooms
  const begun = must(await rooms.sessions.signIn({ ...who, address: from.address, userAgent: from.client }))
  const cause = { actor: { kind: 'account', id: begun.session.account.id } } as const
  const enrolment = must(await secondFactors.enroll(begun.session, from))
  const app = createApp(readSecret(enrolment.secret), clock)
  const { signedIn, recoveryCodes } = must(await secondFactors.confirm(begun.session, app.code(), from))
  const [once, again] = recoveryCodes
  const { session } = signedIn

  const client = await rooms.clients.find('latchkey')
  if (client === undefined) throw new Error('Every Latchkey knows it.')
  const scope = 'api repositories'
  const scopes = must(mayAskFor(client, scope))

  const asked = must(await deviceAuthorizations.request(client, { scope, deviceName: 'laptop' }, from))
  const wrong = await deviceAuthorizations.open('BBBB-BBBB', session, from)
  if (!refused(wrong)) throw new Error('Nobody was given this code.')
  must(await deviceAuthorizations.open(asked.userCode, session, from))
  must(await deviceAuthorizations.approve(asked.userCode, session, { scopes, code: once }, from))
  const tokens = must(await deviceAuthorizations.poll(asked.deviceCode, client, from))
  const narrowed = new Secret(attenuated(tokens.accessToken.expose(), ['version', ['9.9']]))
  must(await rooms.credentials.burn(narrowed, cause))

  const redirectUri = 'http://127.0.0.1/callback'
  const sent = { client, asked: scopes, scopes, code: again, redirectUri, codeChallenge: sha256('verifier') }
  must(await authorizationCodes.issue(sent, session, from))
  return enrolment.secret.expose()
}

function must<T>(value: T | Refusal): T {
  if (refused(value)) throw new Error(`${value.message} ${value.next ?? ''}`)
  return value
}
