/** A login by a browser on this machine, which comes back with a code (RFC 6749, 4.1; RFC 7636; RFC 8252, 7.3). */
import { Secret } from '@latchkey/protocol'
import { encodeBase64url, refused } from '@latchkey/tokens'
import type * as OAuth from 'oauth4webapi'
import type { AuthError } from '../errors.ts'
import { askForTokens, type House, isNo, serverOf, type Tokens } from '../oauth/index.ts'
import type { Endpoints } from '../registry/index.ts'
import type { Asking } from './by-device.ts'
import { cancelled, denied, failed, timedOut } from './login-errors.ts'
import type { LogInOptions } from './login-options.ts'
import type { listenOnLoopback } from './loopback.ts'

/** Milliseconds in which a person signs in and agrees. */
const lifetime = 10 * 60_000

export async function logInByBrowser(
  house: House,
  options: LogInOptions,
  { show }: Pick<Asking, 'show'>,
  listen: typeof listenOnLoopback,
): Promise<Tokens | AuthError> {
  const { registry, machine } = house
  const endpoints = await registry.endpoints()
  if (refused(endpoints)) return failed(registry, endpoints)
  if (endpoints.authorization === undefined) return failed(registry, noPage)
  const state = encodeBase64url(machine.random(32))
  const verifier = new Secret(encodeBase64url(machine.random(32)))
  const words = await import('oauth4webapi')
  const answers = waitForAnswer(words, { endpoints, clientId: registry.clientId, state })
  const listening = await listen(answers.take)
  try {
    const redirectUri = `http://127.0.0.1:${listening.port}/callback`
    const page = new URL(endpoints.authorization)
    for (const [name, value] of Object.entries({
      ...{ response_type: 'code', client_id: registry.clientId, redirect_uri: redirectUri, state },
      ...{ code_challenge: await words.calculatePKCECodeChallenge(verifier.expose()) },
      ...{ code_challenge_method: 'S256', scope: (options.scopes ?? registry.loginScopes).join(' ') },
    }))
      page.searchParams.set(name, value)
    const prompt = { registry: registry.origin, verificationUri: page.href }
    const gaveUp = await show({ ...prompt, expiresAt: machine.clock.now() + lifetime })
    if (gaveUp !== undefined) return gaveUp
    const code = await firstOf(house, answers.code, options.signal)
    if (code === 'denied') return denied(registry)
    if (refused(code)) return code
    const tokens = await askForTokens(house, {
      ...{ endpoints, signal: options.signal },
      grant: 'authorization_code',
      parameters: { code, redirect_uri: redirectUri, code_verifier: verifier },
    })
    if (!refused(tokens)) return tokens
    return !isNo(tokens) && tokens.code === 'cancelled' ? tokens : failed(registry, tokens)
  } finally {
    listening.close()
  }
}

/** The answer, or that there was none in time. */
async function firstOf<T>(
  { registry, machine }: House,
  answer: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | AuthError> {
  const waiting = new AbortController()
  const signals = signal === undefined ? waiting.signal : AbortSignal.any([waiting.signal, signal])
  const late = machine.clock
    .sleep(lifetime, signals)
    .then(() => (signal?.aborted ? cancelled() : timedOut(registry)))
  const first = await Promise.race([answer, late])
  waiting.abort()
  return first
}

type Answer = Secret | 'denied' | AuthError

/**
 * What the browser brings back counts where it has our `state` (RFC 6749, 10.12), and where it names an issuer, ours
 * (RFC 9207): whatever else comes to this port is refused, and waited on.
 */
function waitForAnswer(
  words: typeof OAuth,
  { endpoints, clientId, state }: { endpoints: Endpoints; clientId: string; state: string },
) {
  const server = serverOf(endpoints)
  let settle: (answer: Answer) => void = () => undefined
  const code = new Promise<Answer>(resolve => {
    settle = resolve
  })
  function take(parameters: URLSearchParams): boolean {
    try {
      const valid = words.validateAuthResponse(server, { client_id: clientId }, parameters, state)
      const [text, another] = valid.getAll('code')
      if (!text || another !== undefined) return false
      settle(new Secret(text))
      return true
    } catch (problem) {
      if (!(problem instanceof words.AuthorizationResponseError)) return false
      const { error } = problem
      settle(error === 'access_denied' ? 'denied' : failed({ origin: endpoints.issuer }, { message: error }))
      return true
    }
  }
  return { code, take }
}

const noPage = {
  message: 'it has no page that sends a browser back here.',
  next: 'Log in with the code of a device, or set a key.',
}
