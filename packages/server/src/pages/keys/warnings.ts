/** Where a key that is being made is wider than most need to be, each with narrower ways that one click takes. */
import type { Draft, DraftRow } from './draft.ts'
import type { Holder, KnownPackage } from './holder.ts'
import { isWhole, writesPackages } from './may.ts'

export type Warning =
  | { readonly kind: 'never-expires' }
  /** Rows are counted from 1. */
  | { readonly kind: 'everywhere'; readonly row: number; readonly places: readonly string[] }
  | { readonly kind: 'every-package'; readonly row: number; readonly packages: readonly string[] }
  | { readonly kind: 'administer' | 'account'; readonly row: number }

/** More ways than these are no help. */
const mostWays = 3

export function warningsOf(
  draft: Draft,
  holder: Holder,
  packages: readonly KnownPackage[],
): readonly Warning[] {
  const narrower = holder.places.map(({ value }) => value).filter(value => !isWhole(value))
  const ofRow = (row: DraftRow, index: number): readonly Warning[] => {
    const number = index + 1
    const writing = row.may.some(writesPackages)
    const found: Warning[] = []
    if (row.where === '*' && (writing || row.may.includes('read')))
      found.push({ kind: 'everywhere', row: number, places: narrower.slice(0, mostWays) })
    if (writing && row.package === '' && row.where !== '*') {
      const there = packages.filter(({ where }) => where === row.where).map(({ name }) => name)
      found.push({ kind: 'every-package', row: number, packages: there.length > mostWays ? [] : there })
    }
    for (const kind of ['administer', 'account'] as const)
      if (row.may.includes(kind)) found.push({ kind, row: number })
    return found
  }
  return [
    ...draft.rows.flatMap(ofRow),
    ...(draft.expiry === 'never' ? [{ kind: 'never-expires' as const }] : []),
  ]
}

/** What a button says that takes a narrower way: `where-1=pypi:acme`, `package-2=widget`, `without-1=account`, `expiry=90`. */
export function narrowed(draft: Draft, pressed: string): Draft | undefined {
  const [, what, value = ''] = /^([a-z]+(?:-\d+)?)=(.+)$/.exec(pressed) ?? []
  if (what === 'expiry') return { ...draft, expiry: value }
  const [, field, number] = /^(where|package|without)-(\d+)$/.exec(what ?? '') ?? []
  if (field === undefined) return undefined
  const change = (row: DraftRow): DraftRow =>
    field === 'without' ? { ...row, may: row.may.filter(each => each !== value) } : { ...row, [field]: value }
  const rows = draft.rows.map((row, index) => (index + 1 === Number(number) ? change(row) : row))
  return { ...draft, rows }
}
