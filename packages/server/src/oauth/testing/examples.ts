/** A request for each grant that is good, made on a real house: what `grants/index.test.ts` demands of whoever adds one. */
import * as oauth from 'oauth4webapi'
import type { CurrentSession } from '../../accounts/index.ts'
import type { OAuthTestHouse } from './house.ts'
import { approve, askForDevice, comeBackWithCode, logInByDevice } from './logging-in.ts'

export interface Example {
  /** All that is sent besides `grant_type`, each of which is needed. */
  readonly form: Readonly<Record<string, string>>
  readonly refreshable: boolean
}

type MakeExample = (house: OAuthTestHouse, session: CurrentSession) => Promise<Example>

/** By `grant_type`. `session` is a browser in which the person is signed in who lets the client in. */
export const examples: Readonly<Record<string, MakeExample>> = {
  async 'urn:ietf:params:oauth:grant-type:device_code'(house, session) {
    const { device_code, user_code } = await askForDevice(house, await house.discover(), 'api')
    await approve(house, session, user_code, 'api')
    return { form: { client_id: 'latchkey', device_code }, refreshable: true }
  },

  async authorization_code(house, session) {
    const { callback, redirectUri, verifier } = await comeBackWithCode(house, session)
    const sent = { redirect_uri: redirectUri, code_verifier: verifier }
    return {
      form: { client_id: 'latchkey', code: callback.get('code') ?? '', ...sent },
      refreshable: true,
    }
  },

  async refresh_token(house, session) {
    const { refresh_token = '' } = await logInByDevice(house, session)
    return { form: { client_id: 'latchkey', refresh_token }, refreshable: true }
  },

  async client_credentials(house, session) {
    const { token } = await house.keyOf(session.account, [{ actions: ['read'], targets: ['*'] }])
    return { form: { client_secret: token.expose(), scope: 'repositories' }, refreshable: false }
  },
}

/** As `oauth4webapi` reads an answer of any grant, with all its checks on. */
export async function readAnswer(
  house: OAuthTestHouse,
  { status, text, headers }: { readonly status: number; readonly text: string; readonly headers: Headers },
): Promise<oauth.TokenEndpointResponse> {
  const response = new Response(text, { status, headers })
  const client = { client_id: 'latchkey' }
  return oauth.processGenericTokenEndpointResponse(await house.discover(), client, response)
}
