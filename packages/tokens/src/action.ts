/** What a request does. */

/**
 * Every action, in the order they were added. APPEND ONLY: an old token must keep meaning what it meant, so no action
 * is renamed, removed or folded into another, and a new one is never given to a token that did not name it.
 */
export const actions = [
  'identify',
  'describe',
  'read',
  'publish',
  'retire',
  'delete',
  'maintain',
  'administer',
  'account',
] as const

export type Action = (typeof actions)[number]

const known: ReadonlySet<unknown> = new Set(actions)

export function isAction(value: unknown): value is Action {
  return known.has(value)
}
