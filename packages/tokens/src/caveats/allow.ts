/** `["allow", [[actions, targets], ...]]`: the one way to say what a token may do. */
import { type Access, pending } from '../access.ts'
import { type Action, actions, isAction } from '../action.ts'
import { type Refusal, refuse, refused } from '../refusal.ts'
import { formatTarget, parseTarget, type Target } from '../target.ts'
import { describeAttempt, every, listed, quoted } from '../wording.ts'
import { defineCaveat, needs } from './define-caveat.ts'
import { type Field, listOf, parsed, wrong } from './fields.ts'

/** Every one of these actions on every one of these targets. */
export interface AllowRow {
  readonly actions: readonly Action[]
  readonly targets: readonly Target[]
}

/** A union of permissions is one caveat with several rows; several caveats would intersect. */
export const allow = defineCaveat({
  tag: 'allow',
  kind: 'allow',
  fields: { rows: listOf(allowRow()) },
  restricts: 'what',
  clears({ rows }, access) {
    const answers = rows.map(row => rowMatches(row, access))
    if (answers.includes(true)) return true
    if (answers.includes(pending)) return needs('package')
    return refuse(
      rows.some(row => row.actions.includes(access.action)) ? 'target_not_allowed' : 'action_not_allowed',
      `This token may only ${allowed(rows, listed)}; it was used to ${describeAttempt(access)}.`,
      `Use a token that may ${describeAttempt(access)}.`,
    )
  },
  describe: ({ rows }) =>
    allowsAll(rows) ? 'may do whatever its owner may' : `may only ${allowed(rows, every)}`,
})

/** Whether a row lists the action and matches the target; `pending` where that hangs on the package's name. */
function rowMatches(row: AllowRow, access: Access): boolean | typeof pending {
  if (!row.actions.includes(access.action)) return false
  const answers = row.targets.map(target => targetMatches(target, access))
  return answers.includes(true) || (answers.includes(pending) && pending)
}

/** Every part that the target names must be the access's; so a package never covers its whole repository. */
function targetMatches(target: Target, access: Access): boolean | typeof pending {
  if (access.action === 'account') return true
  if (access.action === 'administer' && target.ecosystem !== undefined) return false
  if (target.ecosystem !== undefined && target.ecosystem !== access.ecosystem) return false
  if (target.organization !== undefined && target.organization !== access.organization) return false
  if (target.package === undefined) return true
  return access.package === pending ? pending : target.package === access.package
}

function allowRow(): Field<AllowRow> {
  const action = parsed<Action>(
    text => (isAction(text) ? text : wrong(`${quoted(text)} is not an action known here.`)),
    action => action,
  )
  const actions = listOf(action)
  const targets = listOf(parsed(parseTarget, formatTarget))
  return {
    read(json): AllowRow | Refusal {
      if (!Array.isArray(json) || json.length !== 2) {
        return wrong('A row must be a list of actions and a list of targets.')
      }
      const read = { actions: actions.read(json[0]), targets: targets.read(json[1]) }
      if (refused(read.actions)) return read.actions
      if (refused(read.targets)) return read.targets
      return { actions: read.actions, targets: read.targets }
    },
    write: row => [actions.write(row.actions), targets.write(row.targets)],
  }
}

/** No `allow` says anything of `identify`, so it need not be named. */
function allowsAll(rows: readonly AllowRow[]): boolean {
  const anywhere = rows.filter(row => row.targets.some(target => formatTarget(target) === '*'))
  return actions.every(each => each === 'identify' || anywhere.some(row => row.actions.includes(each)))
}

/** Rows about the same targets are said together: a login has one for each of its scopes. */
function allowed(rows: readonly AllowRow[], words: typeof every): string {
  const said = new Map<string, { readonly targets: readonly string[]; readonly may: readonly Action[] }>()
  for (const row of rows) {
    const targets = [...new Set(row.targets.map(formatTarget))]
    const key = targets.toSorted().join(' ')
    said.set(key, { targets, ...said.get(key), may: [...(said.get(key)?.may ?? []), ...row.actions] })
  }
  return words(
    [...said.values()].map(({ targets, may }) => {
      return `${words(actions.filter(each => may.includes(each)))} ${words(targets)}`
    }),
  )
}
