/** A login by device for tests: a registry that answers each poll in turn, and what was shown. */
import type { AuthError } from '../../errors.ts'
import {
  type Answering,
  json,
  no,
  origin,
  type Sent,
  type TestOptions,
  testHouse,
  tokens,
} from '../../oauth/testing/house.ts'
import { createLogIn, type LogInCallbacks, type LoginPrompt } from '../index.ts'

export const device = {
  ...{ device_code: 'device-code', user_code: 'BCDF-GHJK', expires_in: 600, interval: 5 },
  verification_uri: `${origin}/device`,
  verification_uri_complete: `${origin}/device?user_code=BCDF-GHJK`,
}

export type Poll = (sent: Sent) => Response | AuthError | Promise<Response | AuthError>

/** A registry whose device endpoint answers this, and whose token endpoint answers each poll in turn. */
export function registry(polls: readonly Poll[], answer: object = device): Answering {
  let polled = 0
  return sent => {
    if (sent.url.endsWith('/device_authorization')) return json(answer)
    if (sent.url.endsWith('/revoke')) return new Response(null, { status: 200 })
    const next = polls[Math.min(polled, polls.length - 1)]
    polled += 1
    return next?.(sent) ?? no('authorization_pending')
  }
}
export const pending = () => no('authorization_pending')
export const granted = () => tokens(1)

export function loggingIn(answer: Answering, callbacks: LogInCallbacks = {}, options?: TestOptions) {
  const house = testHouse(answer, options)
  const shown: LoginPrompt[] = []
  const showLogin = (prompt: LoginPrompt) => void shown.push(prompt)
  const logIn = createLogIn(house, { showLogin, ...callbacks })
  const polls = () => house.sent.filter(({ form }) => form.has('device_code'))
  return { house, shown, polls, logIn }
}
export const interactive = { interactive: true }
