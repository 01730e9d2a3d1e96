/** Opens the window in which a login, or a person's key, may change something: by code, or on a page by link or passkey. */
import { Secret } from '@latchkey/protocol'
import { parseIdentifier, prefixOf, readToken, refused } from '@latchkey/tokens'
import { callApi } from '../api/index.ts'
import type { Credential } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import { type Asking, isNo } from '../oauth/index.ts'
import type { StepUpCallbacks } from './callbacks.ts'

/** `closesAt`, by this machine's clock in milliseconds since 1970: until when no other code is needed. */
export interface OpenWindow {
  readonly closesAt?: number
}

/**
 * The window, opened; or that nobody could (`code_required`), nobody wanted to (`code_cancelled`), or that three codes were
 * wrong (`too_many_codes`). `unasked`: nothing wants a code yet, so that the registry is asked first whether it takes any.
 */
export type StepUp = (
  credential: Credential,
  signal?: AbortSignal,
  unasked?: boolean,
) => Promise<OpenWindow | AuthError>

const attempts = 3

/**
 * It reads as a recovery code does, of 120 bits: of those none is counted as a guess. Whoever is told that it is wrong
 * could have given a right one.
 */
const codeOfNobody = new Secret('a'.repeat(24))

export function createStepUp(asking: Asking, { promptCode, openLink }: StepUpCallbacks): StepUp {
  const { registry } = asking

  async function byCode(
    credential: Credential,
    prompt: NonNullable<StepUpCallbacks['promptCode']>,
    signal?: AbortSignal,
  ): Promise<OpenWindow | AuthError> {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const reason = attempt === 1 ? 'totp_required' : 'invalid_totp'
      const message = `${attempt === 1 ? '' : 'That code was not right. '}Enter the one-time code for ${registry.origin}:`
      const code = await answerOf(() => prompt({ registry: registry.origin, message, reason, attempt }))
      if (code === undefined || signal?.aborted) return cancelled
      const opened = await send(credential, code, signal)
      if (opened !== 'wrong') return opened
    }
    return tooMany
  }

  async function send(
    credential: Credential,
    code: Secret,
    signal: AbortSignal | undefined,
  ): Promise<OpenWindow | AuthError | 'wrong'> {
    const call = { method: 'POST', path: 'api/v1/step-up', body: { code }, signal } as const
    const answer = await callApi(asking, credential, call)
    if (isNo(answer)) return answer.code === 'invalid_totp' ? 'wrong' : notOpened(answer)
    return refused(answer) ? answer : windowIn(answer.value, asking)
  }

  async function byLink(
    credential: Credential,
    open: NonNullable<StepUpCallbacks['openLink']>,
  ): Promise<OpenWindow | AuthError> {
    const url = windowPage(asking, credential)
    if (url === undefined) return noPage
    const answer = await answerOf(() => open(url))
    return answer === 'opened' ? {} : cancelled
  }

  return async (credential, signal, unasked = false) => {
    if (registry.codes.kind !== 'window') return required
    const answer = unasked && promptCode ? await send(credential, codeOfNobody, signal) : 'wrong'
    if (answer !== 'wrong') return answer
    if (promptCode !== undefined) return byCode(credential, promptCode, signal)
    return openLink === undefined ? required : byLink(credential, openLink)
  }
}

/** What a callback gives; nothing where the person gave up, input came to its end, or it threw. */
async function answerOf<T>(
  ask: () => T | Promise<T>,
): Promise<Exclude<T, 'cancelled' | undefined> | undefined> {
  try {
    const answer = await ask()
    return answer === 'cancelled' ? undefined : (answer as Exclude<T, 'cancelled' | undefined>)
  } catch {
    return undefined
  }
}

/** The page of exactly this login or key: its id stands in its token. */
function windowPage({ registry }: Asking, { token }: Credential): string | undefined {
  const text = token.expose()
  const macaroon = readToken(text, { prefix: prefixOf(text) })
  const identifier = refused(macaroon) ? macaroon : parseIdentifier(macaroon.identifier)
  if (refused(identifier) || identifier.kind === 'refresh') return undefined
  return new URL(`account/${identifier.kind}s/${identifier.id}/step-up`, registry.api.url).href
}

function windowIn(value: unknown, { registry, http }: Asking): OpenWindow {
  if (typeof value !== 'object' || value === null || !('closes_at' in value)) return {}
  const { closes_at: closesAt } = value
  return typeof closesAt === 'number' ? { closesAt: closesAt * 1000 - http.clockOffset(registry.origin) } : {}
}

function notOpened(cause: { readonly message: string; readonly next: string }): AuthError<'code_required'> {
  return authError('code_required', `No code is taken: ${cause.message}`, cause.next, cause)
}

const required = authError(
  'code_required',
  'A one-time code is needed, and there is nobody here to ask for one.',
  'Do it where there is a terminal, or use a key that needs none.',
)
const noPage = authError(
  'code_required',
  'No page takes a code for this credential: it is none of the registry.',
  'Use another credential, or log in.',
)
const cancelled = authError('code_cancelled', 'No one-time code was given.', 'Do it again when you have one.')
const tooMany = authError(
  'too_many_codes',
  `${attempts} one-time codes were wrong.`,
  'Look at the clock of the device that makes them, wait for the next one, and try again.',
)
