/** What a person should think twice about before they hand a key to a machine. */
import type { Key, Row } from './key.ts'

type Rows = readonly Row[]

/** A sentence each; none where it is as narrow as keys should be. Only what every one of its lists allows, it may. */
export function tooWide({ rows: lists, expiresAt }: Pick<Key, 'rows' | 'expiresAt'>): readonly string[] {
  const everyList = (names: readonly string[]) =>
    lists.length > 0 && lists.every(list => withAny(list, names).length > 0)
  return [
    ...whereverItMay(lists.map(list => widestOf(withAny(list, changing)))),
    ...(everyList(making)
      ? [
          'Whoever has it can make other keys with it: leave out account and administer where nothing needs them.',
        ]
      : []),
    ...(everyList([...changing, ...making]) && expiresAt === undefined
      ? ['It can change things and never expires: give it an end, such as --expires 90d.']
      : []),
  ]
}

const changing = ['publish', 'retire', 'delete', 'maintain']
const making = ['account', 'administer']

function withAny(list: Rows, actions: readonly string[]): Rows {
  return list.filter(row => row.actions.some(each => actions.includes(each)))
}

/** The target that reaches furthest; undefined where all are single packages. */
function widestOf(list: Rows): string | undefined {
  const targets = list.flatMap(row => row.targets).filter(target => !target.includes('/'))
  return targets.find(target => target.includes('*')) ?? targets[0]
}

function whereverItMay(widest: readonly (string | undefined)[]): readonly string[] {
  const reach = widest.filter(target => target !== undefined)
  const [narrowest = reach[0]] = reach.filter(target => !target.includes('*'))
  if (narrowest === undefined || reach.length < widest.length) return []
  return narrowest.includes('*')
    ? [`It can change any package of ${narrowest}: name one, with --package pypi:acme/widget.`]
    : [`It can change every package of ${narrowest}: name one, with --package ${narrowest}/widget.`]
}
