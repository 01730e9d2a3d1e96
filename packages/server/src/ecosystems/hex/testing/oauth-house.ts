/** The OAuth endpoints behind Hex's door, asked as hex_core asks them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeTerm, type TermInput, type TermMap } from '@latchkey/protocol'
import { expect, onTestFinished } from 'vitest'
import type { CurrentSession } from '../../../accounts/index.ts'
import { createManualClock, createSeededRandom } from '../../../host/testing.ts'
import type { RawResponse } from '../../../http/index.ts'
import type { Rates } from '../../../limits/index.ts'
import { createOAuthHouse, granted, type OAuthTestHouse } from '../../../oauth/testing/house.ts'
import { approve } from '../../../oauth/testing/logging-in.ts'
import { openStore } from '../../../storage/index.ts'
import { interrupted } from '../../../storage/testing/interrupted.ts'
import { recorded } from '../../../storage/testing/recorded.ts'
import { hexDoor } from '../oauth-door.ts'
import { erlang, type HexRequestParts, hexRequest } from './hex-request.ts'

export const hexCli = '78ea6566-89fd-481e-a1d6-7d9d78eacca8'
export const scope = 'api repositories'

export interface HexAnswer {
  readonly status: number
  readonly headers: Headers
  /** Empty where there is none. */
  readonly body: TermMap
}

export interface HexOAuthHouse extends OAuthTestHouse {
  /** Every answer, whatever it says, must be one that hex_core reads. */
  call(endpoint: string, body: TermInput | undefined, more?: HexRequestParts): Promise<HexAnswer>
  askForDevice(): Promise<HexAnswer>
  /** For the tokens of a device that asked. */
  poll(asked: HexAnswer): Promise<HexAnswer>
  /** All three steps of `mix hex.user auth`, and the person's. */
  logIn(username?: string): Promise<LoggedIn>
  /** The next change fails with this error. */
  failOnce(error: Error): void
  /** The code of the refusal, or `ok`, of what an access token does with this. */
  tries(token: unknown, action: 'identify' | 'account'): Promise<string>
}

export interface LoggedIn {
  readonly session: CurrentSession
  readonly asked: HexAnswer
  readonly tokens: HexAnswer
}

/** On SQLite: what is behind the door is tested on every engine by itself. */
export async function hexOAuthHouse(rates: Partial<Rates> = {}): Promise<HexOAuthHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-hex-oauth-'))
  const [clock, random] = [createManualClock(), createSeededRandom()]
  const store = await openStore({ url: `sqlite:${folder}/latchkey.db`, clock, random })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  await store.migrate()
  const between = interrupted(recorded(store))
  const house = createOAuthHouse(between, rates)
  const handle = house.behind(hexDoor)
  const call: HexOAuthHouse['call'] = async (endpoint, body, more = {}) =>
    read(
      await handle(
        hexRequest({ target: `/hex/api/oauth/${endpoint}`, ...(body !== undefined && { body }), ...more }),
      ),
    )
  const askForDevice = () => call('device_authorization', { client_id: hexCli, name: 'vm', scope })
  const poll = ({ body }: HexAnswer) => {
    const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
    return call('token', { client_id: hexCli, device_code: text(body.device_code), grant_type })
  }
  return {
    ...{ ...house, call, askForDevice, poll },
    failOnce: error => between.before(() => Promise.reject(error)),
    async logIn(username = 'alice') {
      const session = await house.signedIn(username)
      const asked = await askForDevice()
      await approve(house, session, text(asked.body.user_code), scope)
      return { session, asked, tokens: await poll(asked) }
    },
    async tries(token, action) {
      const answer = await house.ask(text(token), { action })
      return answer.answer === 'refused' ? answer.refusal.code : 'ok'
    },
  }
}

function read({ status, headers, body = '' }: RawResponse): HexAnswer {
  const found = new Headers(headers.map(([name, value]): [string, string] => [name, value]))
  // hex_core decodes what is called a term, and fails where there is none.
  expect(found.get('content-type')).toBe(body === '' ? null : erlang)
  expect(found.get('cache-control')).toBe('no-store')
  if (body instanceof Uint8Array)
    return { status, headers: found, body: granted(decodeTerm(body)) as TermMap }
  expect(body).toBe('')
  return { status, headers: found, body: {} }
}

export function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`${String(value)} is no text.`)
  return value
}
