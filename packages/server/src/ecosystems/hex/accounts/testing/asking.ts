/** A house with alice's acme in it, and short ways to ask Hex's API there: JSON, as its clients' terms say the same. */
import type { Secret } from '@latchkey/protocol'
import { actions } from '@latchkey/tokens'
import type { Account } from '../../../../accounts/index.ts'
import { preconfigured } from '../../../../clients/index.ts'
import { type OpenHouse, openHouse } from '../../../testing/open-house.ts'

export interface Answered {
  readonly status: number
  readonly head: string
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of it says what it is.
  readonly body: any
}

export interface AskingHouse extends OpenHouse {
  /** `GET /keys` below the API; a body is sent as JSON. */
  api(token: Secret | string, call: string, body?: unknown): Promise<Answered>
  /** The access token of a login of Hex's own command line. */
  loggedIn(account?: Account): Promise<Secret>
  /** A key of hex:acme's owner that may do everything a key can. */
  ownerKey(): Promise<Secret>
}

export async function askingHouse(options?: Parameters<typeof openHouse>[0]): Promise<AskingHouse> {
  const house = await openHouse(options)
  return {
    ...house,
    async api(token, call, body) {
      const [method = '', path = ''] = call.split(' ')
      const request = {
        ...{ method, path: `/hex/api${path}` },
        headers: {
          Accept: 'application/json',
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
        },
        ...(body !== undefined && { body: Buffer.from(JSON.stringify(body)) }),
      }
      const text = typeof token === 'string' ? token : token.expose()
      const answer = await house.send(request, text)
      return { ...answer, body: answer.body === '' ? undefined : JSON.parse(answer.body) }
    },
    async loggedIn(account = house.alice) {
      const [client] = preconfigured
      const { tokens } = await house.loginOf(account, { ...(client && { client }) })
      return tokens.accessToken
    },
    async ownerKey() {
      const { token } = await house.keyOf(house.alice, [{ actions: [...actions], targets: ['*'] }])
      return token
    },
  }
}
