/** Whether a caller may change or see something. Only a plain yes is one. */
import { type AuthError, authError } from '../errors.ts'
import type { Caller, ControlAction, IsAllowed } from './override.ts'

export type Gate = (
  action: ControlAction,
  registry: string,
  caller: Caller,
) => Promise<AuthError<'not_permitted'> | undefined>

export function createGate(isAllowed: IsAllowed | undefined): Gate {
  return async (action, registry, caller) => {
    try {
      if (isAllowed === undefined || (await isAllowed(action, registry, caller)) === true) return undefined
      return notPermitted(action, registry)
    } catch (problem) {
      return notPermitted(action, registry, problem)
    }
  }
}

function notPermitted(action: ControlAction, registry: string, cause?: unknown): AuthError<'not_permitted'> {
  return authError(
    'not_permitted',
    `The caller may not do this (${action}) for ${registry}.`,
    'Ask whoever runs this program for the permission.',
    cause,
  )
}
