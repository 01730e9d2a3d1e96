/** Before a request that changes something goes out: its code, while nothing was sent yet, and its token, narrowed to it. */
import { refused } from '@latchkey/tokens'
import { attenuatedByDefault, attenuateForRequest } from '../attenuation/index.ts'
import type { Credential } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import { placeOf } from '../http/index.ts'
import type { CallHouse } from './house.ts'
import type { Call } from './state.ts'

/**
 * Opens the window of a login before an upload, where a person can be asked: not when megabytes are on their way. The
 * registry's definite no ends the call; that it could not be asked does not, as the request itself will be.
 */
export async function openWindowFirst(
  house: CallHouse,
  { doing, inline, signal }: Call,
  credential: Credential,
): Promise<AuthError | undefined> {
  const canAsk = inline && !house.inCi && (house.callbacks.promptCode || house.callbacks.openLink)
  if (doing === undefined || !canAsk || credential.kind !== 'login' || house.registry.codes.kind !== 'window')
    return undefined
  const { action, target, version } = doing
  const wanted = { action, target, ...(version !== undefined && { version }) }
  const opened = await house.openWindowFor(credential, wanted, signal)
  if (!refused(opened)) return undefined
  const { code } = opened
  if (['insufficient_scope', 'code_cancelled', 'too_many_codes', 'cancelled'].includes(code)) return opened
  house.trace.add('not asked beforehand', { because: code })
  return undefined
}

/** What goes on the wire: the credential, or one made of it that can do this request and nothing else. */
export async function narrowed(
  { registry, http, now }: Pick<CallHouse, 'registry' | 'http' | 'now'>,
  { doing, attenuate, wanted }: Pick<Call, 'doing' | 'attenuate' | 'wanted'>,
  credential: Credential,
): Promise<Credential | AuthError> {
  if (doing === undefined && attenuate === 'request') return toWhat
  if (doing === undefined || attenuate === false) return credential
  const endpoints = await registry.endpoints()
  if (refused(endpoints)) return endpoints
  if ((attenuate ?? attenuatedByDefault(doing.action, endpoints)) === false) return credential
  const place = placeOf(wanted.kind === 'api' ? registry.api.url : wanted.place.url)
  if (refused(place)) return place
  return attenuateForRequest(credential, doing, {
    audience: place.origin,
    now: now() + http.clockOffset(registry.origin),
    unseen: endpoints.unseenCaveats ?? [],
  })
}

const toWhat = authError(
  'invalid_configuration',
  'A token is to be narrowed to a request of which nobody says what it does.',
  'Say it: doing: { action, target, version }.',
)
