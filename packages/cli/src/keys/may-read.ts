/** Whether anything of an organization can be read with a token, told from the rows that it has. */
import { parseTarget, refused, type Target } from '@latchkey/tokens'
import type { Row } from './key.ts'

/** Each list is a union of rows: what can be read is within a row of every one of them. */
export function mayReadIn(organization: string, lists: readonly (readonly Row[])[]): boolean {
  let within: readonly Places[] = [{ organization }]
  for (const list of lists) {
    const read = list.filter(({ actions }) => actions.includes('read')).flatMap(({ targets }) => targets)
    const places = read.map(placesOf)
    within = within.flatMap(each => places.flatMap(other => both(each, other) ?? []))
  }
  return within.length > 0
}

type Places = Partial<Pick<Target, 'ecosystem' | 'organization' | 'package'>>

/** What is not understood here may be anything: the registry knows. */
function placesOf(text: string): Places {
  const target = parseTarget(text)
  return refused(target) ? {} : target
}

/** Undefined where there is no such place. */
function both(one: Places, other: Places): Places | undefined {
  const parts = ['ecosystem', 'organization', 'package'] as const
  const isApart = parts.some(part => one[part] && other[part] && one[part] !== other[part])
  return isApart ? undefined : { ...one, ...other }
}
