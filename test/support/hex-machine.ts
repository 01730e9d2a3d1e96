/** Somebody's machine with Hex on it: the login that its `hex.config` holds, and how the client keeps that fresh. */
import type { HexAnswer, HexClient, HexCredential } from './hex-client.ts'
import {
  askForDevice,
  exchangeKey,
  fields,
  type LoginOutcome,
  pollUntilAnswered,
  refresh,
  text,
} from './hex-oauth.ts'
import type { HexServer } from './hex-server.ts'
import type { Visitor } from './visitor.ts'

interface KeptToken {
  readonly accessToken: string
  /** None of an exchange. */
  readonly refreshToken: string | undefined
  /** Unix seconds, by the machine's own clock. */
  readonly expiresAt: number
}

/** The client takes a token for expired five minutes before it is. */
const buffer = 300

export class HexMachine {
  readonly client: HexClient
  /** Every request for tokens, and what came of it. */
  readonly grants: HexAnswer[] = []
  #login: KeptToken | undefined
  readonly #server: HexServer

  constructor(server: HexServer) {
    this.#server = server
    this.client = server.client
  }

  /** `mix hex.user auth`; `person` is asked on the pages between the first polls, and says what they say. */
  async logIn(person: (userCode: string) => Promise<void>): Promise<LoginOutcome> {
    const asked = await askForDevice(this.client)
    if (asked.status !== 200) throw new Error(`Device authorization failed (${asked.status})`)
    let slept = 0
    const outcome = await pollUntilAnswered(this.client, asked, {
      now: this.#server.now,
      sleep: async seconds => {
        this.#server.wait(seconds)
        slept += 1
        if (slept === 2) await person(text(asked, 'user_code'))
      },
    })
    if (typeof outcome === 'object' && 'answer' in outcome) this.#keep(outcome.answer)
    return outcome
  }

  /** What the API is asked with: refreshed where it is about to expire; nothing where that was refused. */
  async credential(otp?: string): Promise<HexCredential> {
    const login = this.#login
    if (login !== undefined && login.expiresAt - this.#server.now() < buffer) await this.refresh()
    if (this.#login === undefined) return {}
    return { authorization: `Bearer ${this.#login.accessToken}`, otp }
  }

  async refresh(): Promise<HexAnswer> {
    const answer = await refresh(this.client, this.#login?.refreshToken ?? '')
    if (answer.status === 200) this.#keep(answer)
    else this.#login = undefined
    this.grants.push(answer)
    return answer
  }

  /** Trades a key for a token, as everything that fetches does with a key that it is trusted with. */
  async exchanged(key: string, more?: Parameters<typeof exchangeKey>[2]): Promise<HexCredential> {
    const answer = await exchangeKey(this.client, key, more)
    this.grants.push(answer)
    return answer.status === 200 ? { authorization: `Bearer ${text(answer, 'access_token')}` } : {}
  }

  get login(): KeptToken {
    if (this.#login === undefined) throw new Error('Nobody is logged in.')
    return this.#login
  }

  #keep(answer: HexAnswer): void {
    const { access_token, refresh_token, expires_in } = fields(answer)
    if (typeof access_token !== 'string' || typeof expires_in !== 'number')
      throw new Error('The client crashes without one of these.')
    this.#login = {
      accessToken: access_token,
      refreshToken: typeof refresh_token === 'string' ? refresh_token : this.#login?.refreshToken,
      expiresAt: this.#server.now() + expires_in,
    }
  }
}

/** Somebody who compares the code and lets the machine in with all that it asked for, or does not. */
export function answering(
  visitor: Visitor,
  answer: 'approve' | 'deny',
  more: Readonly<Record<string, string>> = {},
): (userCode: string) => Promise<void> {
  return async userCode => {
    const page = await visitor.submit('/device', { user_code: userCode })
    const may = ['api:read', 'api:write', 'repositories']
    await visitor.submit(
      page,
      { do: answer, ...(answer === 'approve' && { may }), ...more },
      `${page}/answer`,
    )
  }
}
