/** The rows of a key’s form: what it may do, and where. */
import { type AllowRow, formatTarget, parseTarget, refused, type Target } from '@latchkey/tokens'
import type { Words } from '../catalogue/index.ts'
import type { Problems } from '../layout/field.ts'
import type { DraftRow } from './draft.ts'
import { isWhole, mayChoices } from './may.ts'

/** Problems as they are found. */
export type Writing = { [field: string]: Problems[string] }

/** Every row that something was ticked or typed in; one at least. */
export function compileRows(words: Words, rows: readonly DraftRow[], problems: Writing): readonly AllowRow[] {
  const compiled = rows.flatMap((row, index) => {
    const untouched = row.may.length === 0 && row.package === ''
    return untouched && rows.length > 1 ? [] : [compileRow(words, row, index + 1, problems)]
  })
  if (compiled.length === 0) problems['may-1'] = words.keyProblems.noRow
  return compiled.filter(row => row !== undefined)
}

/** One row, counted from 1; nothing where it names no package that can be. */
export function compileRow(
  { keyForm, keyProblems: say }: Words,
  row: DraftRow,
  number: number,
  problems: Writing,
): AllowRow | undefined {
  const ticked = mayChoices.filter(choice => row.may.includes(choice.value))
  if (ticked.length === 0) problems[`may-${number}`] = say.emptyRow
  const whole = isWhole(row.where)
  const organizational = ticked.find(choice => choice.over === 'organization')
  if (organizational !== undefined && (!whole || row.package !== '')) {
    problems[`where-${number}`] = say.organizational(keyForm.choices[organizational.value].label)
  }
  if (row.package !== '' && whole) {
    problems[`where-${number}`] = say.packageWhere
  }
  const targets = compileTargets(row)
  if ('wrong' in targets) {
    problems[`package-${number}`] ??= say.package(targets.wrong)
    return undefined
  }
  return { actions: ticked.flatMap(choice => choice.actions), targets: targets.read }
}

/** The place, or each of the packages that are named in it: once, however often and in whatever form. */
function compileTargets({
  where,
  package: typed,
}: DraftRow): { readonly read: readonly Target[] } | { readonly wrong: string } {
  const names = typed.split(/[\s,]+/).filter(name => name !== '')
  const read = new Map<string, Target>()
  for (const name of names.length === 0 ? [undefined] : names) {
    const target = parseTarget(name === undefined ? where : `${where}/${name}`)
    // A star is a letter to a target, and would be none to who typed it.
    if (refused(target) || name?.includes('*')) return { wrong: name ?? where }
    read.set(formatTarget(target), target)
  }
  return { read: [...read.values()] }
}
