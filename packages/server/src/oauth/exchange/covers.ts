/** What a key has, looked at without an access: whether everything of a row is within its caveats. */
import type { AllowRow, Caveat, Target } from '@latchkey/tokens'

/**
 * Whether each `allow` caveat, on its own, allows every action of the row on every target of it. Where there is none,
 * nothing is allowed.
 */
export function coversRow(caveats: readonly Caveat[], { actions, targets }: AllowRow): boolean {
  const allowing = caveats.flatMap(caveat => (caveat.kind === 'allow' ? [caveat.rows] : []))
  return (
    allowing.length > 0 &&
    allowing.every(rows => actions.every(action => targets.every(target => allows(rows, action, target))))
  )
}

function allows(rows: readonly AllowRow[], action: AllowRow['actions'][number], inner: Target): boolean {
  return rows.some(
    row => row.actions.includes(action) && row.targets.some(outer => reaches(outer, inner, action)),
  )
}

/** `account` matches by action alone; to `administer` is about whole organizations. */
function reaches(outer: Target, inner: Target, action: AllowRow['actions'][number]): boolean {
  if (action === 'account') return true
  if (action === 'administer' && outer.ecosystem !== undefined) return false
  return (
    (outer.ecosystem === undefined || outer.ecosystem === inner.ecosystem) &&
    (outer.organization === undefined || outer.organization === inner.organization) &&
    (outer.package === undefined || outer.package === inner.package)
  )
}
