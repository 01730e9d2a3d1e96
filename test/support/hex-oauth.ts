/** `hex_api_oauth` and `hex_cli_auth`'s grants: logging in by device, exchanging a key, refreshing, giving back. */
import type { Term } from '../../packages/protocol/src/index.ts'
import type { HexAnswer, HexClient } from './hex-client.ts'

/** Hex CLI, as hex.pm knows it. */
const clientId = '78ea6566-89fd-481e-a1d6-7d9d78eacca8'
const deviceCode = 'urn:ietf:params:oauth:grant-type:device_code'

export type TermFields = Readonly<Record<string, Term>>

/** The map of an answer; throws where it is none. */
export function fields({ status, body }: HexAnswer): TermFields {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || body instanceof Uint8Array)
    throw new Error(`${status}: ${JSON.stringify(body)} is no map.`)
  return body as TermFields
}

/** A field that is a text; throws where it is not. */
export function text(answer: HexAnswer, name: string): string {
  const value = fields(answer)[name]
  if (typeof value !== 'string') throw new Error(`${name} of ${JSON.stringify(answer.body)} is no text.`)
  return value
}

export function askForDevice({ api }: HexClient, scope = 'api repositories'): Promise<HexAnswer> {
  return api('POST', '/oauth/device_authorization', { client_id: clientId, name: 'vm', scope })
}

export function poll({ api }: HexClient, device_code: string): Promise<HexAnswer> {
  return api('POST', '/oauth/token', { client_id: clientId, device_code, grant_type: deviceCode })
}

/** As of hex_core 0.19: without a name. The next major version sends the machine's, and asks for one repository. */
export function exchangeKey(
  { api }: HexClient,
  client_secret: string,
  more: { readonly scope?: string; readonly name?: string } = {},
): Promise<HexAnswer> {
  const { scope = 'repositories', name } = more
  return api('POST', '/oauth/token', {
    ...{ client_id: clientId, client_secret, grant_type: 'client_credentials', scope },
    ...(name !== undefined && { name }),
  })
}

export function refresh({ api }: HexClient, refresh_token: string): Promise<HexAnswer> {
  return api('POST', '/oauth/token', { client_id: clientId, grant_type: 'refresh_token', refresh_token })
}

export function giveBack({ api }: HexClient, token: string): Promise<HexAnswer> {
  return api('POST', '/oauth/revoke', { client_id: clientId, token })
}

export type LoginOutcome =
  | 'timeout'
  | 'device_auth_denied'
  | { readonly answer: HexAnswer }
  | { readonly poll_failed: HexAnswer }

export interface Waiting {
  /** Waits so many seconds. */
  readonly sleep: (seconds: number) => Promise<void>
  /** Unix seconds. */
  readonly now: () => number
}

/** Sleeps before the first poll; five seconds longer after each `slow_down`; any answer it does not know ends it. */
export async function pollUntilAnswered(
  client: HexClient,
  asked: HexAnswer,
  { sleep, now }: Waiting,
): Promise<LoginOutcome> {
  const { device_code, interval, expires_in } = fields(asked)
  if (typeof device_code !== 'string' || typeof interval !== 'number' || typeof expires_in !== 'number')
    throw new Error('The client crashes without one of these.')
  const end = now() + expires_in
  let pause = interval
  while (now() < end) {
    await sleep(pause)
    const answer = await poll(client, device_code)
    const { error } = answer.status === 200 ? {} : fields(answer)
    if (answer.status === 200) return { answer }
    if (error === 'access_denied') return 'device_auth_denied'
    if (answer.status === 400 && error === 'expired_token') return 'timeout'
    if (answer.status === 400 && error === 'slow_down') pause += 5
    else if (answer.status !== 400 || error !== 'authorization_pending') return { poll_failed: answer }
  }
  return 'timeout'
}
