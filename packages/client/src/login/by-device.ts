/** A login with a code that a person enters in any browser (RFC 8628). */
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import type { DeviceAuthorizationResponse } from 'oauth4webapi'
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import { ask, type House, isNo, type Tokens } from '../oauth/index.ts'
import { failed } from './login-errors.ts'
import type { LogInOptions, LoginPrompt } from './login-options.ts'
import { poll } from './poll.ts'

export interface Asking {
  /** Shows the person where to go, and opens it. Says why not, where they gave up. */
  readonly show: (prompt: LoginPrompt) => Promise<AuthError | undefined>
  /** A login that another process has made while this one was held up. */
  readonly instead: () => Promise<Credential | undefined>
}

export async function logInByDevice(
  house: House,
  options: LogInOptions,
  { show, instead }: Asking,
): Promise<Tokens | Credential | AuthError> {
  const { registry, machine } = house
  const endpoints = await registry.endpoints()
  if (refused(endpoints)) return failed(registry, endpoints)
  if (endpoints.deviceAuthorization === undefined) return failed(registry, noDevices)
  const asked = await ask(house, {
    ...{ endpoints, sent: [], signal: options.signal },
    request: (words, server, client, more) =>
      words.deviceAuthorizationRequest(server, client, words.None(), parametersOf(house, options), more),
    read: (words, server, client, response) =>
      words.processDeviceAuthorizationResponse(server, client, response),
  })
  if (refused(asked)) return !isNo(asked) && asked.code === 'cancelled' ? asked : failed(registry, asked)
  const lifetime = Math.min(asked.expires_in, longest) * 1000
  const prompt = promptOf(registry.origin, asked, machine.clock.now() + lifetime)
  if (prompt === undefined) return failed(registry, unshowable)
  const gaveUp = await show(prompt)
  if (gaveUp !== undefined) return gaveUp
  const deviceCode = new Secret(asked.device_code)
  return poll(house, {
    ...{ endpoints, deviceCode, lifetime, instead, signal: options.signal },
    interval: Math.max(1, asked.interval ?? 5) * 1000,
  })
}

/** Seconds: however long a server would wait, others wait for this login too. */
const longest = 30 * 60

function parametersOf({ registry }: House, { scopes, deviceName }: LogInOptions): Record<string, string> {
  return {
    scope: (scopes ?? registry.loginScopes).join(' '),
    ...(deviceName !== undefined && { [registry.deviceNameParameter ?? 'device_name']: deviceName }),
  }
}

/** Nothing for what must not reach a terminal or a browser: an address that is no web page, a code with control signs. */
function promptOf(
  registry: string,
  answer: DeviceAuthorizationResponse,
  expiresAt: number,
): LoginPrompt | undefined {
  const { user_code: userCode } = answer
  const verificationUri = webAddress(answer.verification_uri)
  const complete = webAddress(answer.verification_uri_complete)
  if (verificationUri === undefined || !/^[ -~]{1,64}$/.test(userCode)) return undefined
  return {
    ...{ registry, verificationUri, userCode, expiresAt },
    ...(complete !== undefined && { verificationUriComplete: complete }),
  }
}

/** Written as a URL is, so that nothing of it can be a control sign. */
function webAddress(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined
  const url = new URL(text)
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  return isWeb && url.username === '' && url.password === '' ? url.href : undefined
}

const noDevices = {
  message: 'it has no page where the code of a device is entered.',
  next: 'Log in with a browser on this machine, or set a key.',
}
const unshowable = { message: 'what it answered names no web page to go to, or no code to enter there.' }
