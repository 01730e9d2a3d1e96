/** Of all restrictions of a key those that make a difference: what a login may do anyway is said by no key of it. */
import { type AllowRow, describeCaveat, isAction, parseTarget, refused, type Target } from '@latchkey/tokens'
import type { Key, Row } from './key.ts'

/** A list of rows that allows all that another one does leaves that one as it is, and need not be told. */
export function essentialWords({ rows, words }: Pick<Key, 'rows' | 'words'>): readonly string[] {
  const lists = rows.map(list => allOf(list, readRow))
  const needless = lists.flatMap((list, index) => {
    const covered = lists.some(
      (other, place) =>
        // Of two that allow the same, the first is told.
        list && other && place !== index && covers(list, other) && (place < index || !covers(other, list)),
    )
    return list && covered ? [describeCaveat({ kind: 'allow', rows: list })] : []
  })
  return words.filter(each => {
    const found = needless.indexOf(each)
    if (found >= 0) needless.splice(found, 1)
    return found < 0
  })
}

/** Whether everything of the second is allowed by the first. */
function covers(outer: readonly AllowRow[], inner: readonly AllowRow[]): boolean {
  return inner.every(({ actions, targets }) =>
    actions.every(action =>
      targets.every(target =>
        outer.some(row => row.actions.includes(action) && row.targets.some(each => reaches(each, target))),
      ),
    ),
  )
}

function reaches(outer: Target, inner: Target): boolean {
  const parts = ['ecosystem', 'organization', 'package'] as const
  return parts.every(part => outer[part] === undefined || outer[part] === inner[part])
}

/** Undefined where it has a word that is not known here: then nothing is said to be needless. */
function readRow({ actions, targets }: Row): AllowRow | undefined {
  const places = allOf(targets, text => {
    const target = parseTarget(text)
    return refused(target) ? undefined : target
  })
  return actions.every(isAction) && places ? { actions, targets: places } : undefined
}

function allOf<In, Out>(
  values: readonly In[],
  read: (value: In) => Out | undefined,
): readonly Out[] | undefined {
  const found = values.map(read).filter(each => each !== undefined)
  return found.length === values.length ? found : undefined
}
