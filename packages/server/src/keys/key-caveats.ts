/** What a key may do, from the form in which people say it to caveats. */
import {
  type Action,
  type AllowRow,
  type Caveat,
  actions as everyAction,
  isAction,
  type Network,
  parseNetwork,
  parseTarget,
  type Refusal,
  refuse,
  refused,
  type Target,
} from '@latchkey/tokens'

/** Every one of these actions on every one of these targets: `publish` on `pypi:acme/widget`. */
export interface AllowForm {
  readonly actions: readonly string[]
  readonly targets: readonly string[]
}

export interface KeyForm {
  /** At least one row, where a key is made. */
  readonly allow: readonly AllowForm[]
  /** `10.0.0.0/8`, `2001:db8::/32`: where the key may be used; anywhere where none is said. */
  readonly networks?: readonly string[]
}

export type KeyFormCode =
  | 'allow_missing'
  | 'target_too_narrow'
  | 'unknown_action'
  | 'target_malformed'
  | 'network_malformed'

/** ONE `allow` caveat with a row each: several caveats would intersect. */
export function keyCaveats(form: KeyForm): readonly Caveat[] | Refusal<KeyFormCode> {
  return form.allow.length === 0 ? allowMissing : tighteningCaveats(form)
}

/** What a key is held to besides: there either may be left out, for the key has its own `allow`. */
export function tighteningCaveats({
  allow,
  networks = [],
}: KeyForm): readonly Caveat[] | Refusal<KeyFormCode> {
  const rows = each(allow, readRow)
  if (refused(rows)) return rows
  const within: readonly Network[] | Refusal<KeyFormCode> = each(networks, parseNetwork)
  if (refused(within)) return within
  return [
    ...(rows.length === 0 ? [] : [{ kind: 'allow' as const, rows }]),
    ...(within.length === 0 ? [] : [{ kind: 'network' as const, networks: within }]),
  ]
}

function readRow({ actions, targets }: AllowForm): AllowRow | Refusal<KeyFormCode> {
  if (actions.length === 0 || targets.length === 0) return allowMissing
  const named: readonly Action[] | Refusal<KeyFormCode> = each(actions, readAction)
  if (refused(named)) return named
  const places: readonly Target[] | Refusal<KeyFormCode> = each(targets, parseTarget)
  if (refused(places)) return places
  const isTooNarrow = named.includes('administer') && places.some(place => place.ecosystem !== undefined)
  return isTooNarrow ? administersNothing : { actions: named, targets: places }
}

function readAction(text: string): Action | Refusal<'unknown_action'> {
  if (isAction(text)) return text
  return refuse('unknown_action', 'This is not an action.', `Choose from: ${everyAction.join(', ')}.`)
}

/** All of them read, or the first refusal. */
function each<In, Out, Code extends string>(
  items: readonly In[],
  read: (item: In) => Out | Refusal<Code>,
): readonly Out[] | Refusal<Code> {
  const out: Out[] = []
  for (const item of items) {
    const value = read(item)
    if (refused(value)) return value as Refusal<Code>
    out.push(value)
  }
  return out
}

/** No key without an explicit allowance: one is never implied. */
export const allowMissing = refuse(
  'allow_missing',
  'Nothing says what this key may do.',
  'Name at least one action and one target.',
)

/** It would never match: `administer` matches `*` and `*:ORG`. */
const administersNothing = refuse(
  'target_too_narrow',
  'To administer is about a whole organization, not about one ecosystem or package of it.',
  'Write it in a row of its own, with *:ORG as its target.',
)
