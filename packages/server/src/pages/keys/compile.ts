/** From what was typed to what a key is made of, or to what is wrong, field by field. */
import { isRole, type Role } from '@latchkey/protocol'
import {
  type AllowRow,
  type Caveat,
  type Network,
  parseNetwork,
  parseTarget,
  refused,
} from '@latchkey/tokens'
import type { Tightening } from '../../keys/index.ts'
import type { Problems } from '../layout/field.ts'
import type { Draft, DraftRow } from './draft.ts'
import { mayChoices } from './may.ts'

export interface Compiled {
  readonly name: string
  readonly role: Role | undefined
  readonly caveats: readonly Caveat[]
  /** Milliseconds since 1970. */
  readonly expiresAt: number | 'never'
}

const day = 24 * 60 * 60 * 1000

/** `roles`: those that may be given, none for a person's key. `now`: milliseconds since 1970. */
export function compile(
  draft: Draft,
  { roles, now }: { readonly roles: readonly Role[]; readonly now: number },
): Compiled | { readonly problems: Problems } {
  const problems: Record<string, string> = {}
  if (draft.name === '') problems['name'] = 'Give the key a name, so that you know it again in the list.'
  const role = isRole(draft.role) && roles.includes(draft.role) ? draft.role : undefined
  if (roles.length > 0 && role === undefined) problems['role'] = 'Choose the role of the key.'
  const rows = compileRows(draft.rows, problems)
  const networks = compileNetworks(draft.networks, problems)
  const expiresAt = compileExpiry(draft, now, problems)

  if (Object.keys(problems).length > 0) return { problems }
  const caveats: Caveat[] = [{ kind: 'allow', rows }]
  if (networks.length > 0) caveats.push({ kind: 'network', networks })
  return { name: draft.name, role, caveats, expiresAt }
}

/** What a key is held to besides. Each part may be left out, but not all of them. */
export function compileTightening(draft: Draft, now: number): Tightening | { readonly problems: Problems } {
  const problems: Record<string, string> = {}
  const touched = draft.rows.filter(row => row.may.length > 0 || row.package !== '')
  const rows = touched.length === 0 ? [] : compileRows(touched, problems)
  const networks = compileNetworks(draft.networks, problems)
  const expiresAt = draft.date === '' ? undefined : compileDay(draft.date, now, problems)
  const isEmpty = rows.length === 0 && networks.length === 0 && expiresAt === undefined
  if (isEmpty) problems['form'] ??= 'Say what it may do at most, from where, or until when.'
  if (Object.keys(problems).length > 0) return { problems }
  const caveats: Caveat[] = []
  if (rows.length > 0) caveats.push({ kind: 'allow', rows })
  if (networks.length > 0) caveats.push({ kind: 'network', networks })
  return { caveats, ...(expiresAt !== undefined && { expiresAt }) }
}

/** Every row that something was ticked or typed in; one at least. */
function compileRows(rows: readonly DraftRow[], problems: Record<string, string>): readonly AllowRow[] {
  const compiled = rows.flatMap((row, index) => {
    const untouched = row.may.length === 0 && row.package === ''
    return untouched && rows.length > 1 ? [] : [compileRow(row, index + 1, problems)]
  })
  if (compiled.length === 0) problems['may-1'] = 'Tick at least one thing that the key may do.'
  return compiled.filter(row => row !== undefined)
}

function compileRow(row: DraftRow, number: number, problems: Record<string, string>): AllowRow | undefined {
  const ticked = mayChoices.filter(choice => row.may.includes(choice.value))
  if (ticked.length === 0) problems[`may-${number}`] = 'Tick at least one thing that the key may do here.'
  const whole = /^\*(:|$)/.test(row.where)
  const organizational = ticked.find(choice => choice.over === 'organization')
  if (organizational !== undefined && (!whole || row.package !== '')) {
    problems[`where-${number}`] =
      `“${organizational.label}” is about a whole organization: choose “Every repository of ...” and no package.`
  }
  if (row.package !== '' && whole) {
    problems[`where-${number}`] = 'Choose the repository that this package is in.'
  }
  const target = parseTarget(row.package === '' ? row.where : `${row.where}/${row.package}`)
  if (refused(target)) {
    problems[`package-${number}`] ??= 'Write one package name as its clients do, without spaces: widget.'
    return undefined
  }
  return { actions: ticked.flatMap(choice => choice.actions), targets: [target] }
}

function compileNetworks(text: string, problems: Record<string, string>): readonly Network[] {
  return text.split(/[\s,]+/).flatMap(each => {
    const network = each === '' ? undefined : parseNetwork(each)
    if (refused(network)) problems['networks'] = [network.message, network.next].filter(Boolean).join(' ')
    return network === undefined || refused(network) ? [] : [network]
  })
}

function compileExpiry(draft: Draft, now: number, problems: Record<string, string>): number | 'never' {
  if (draft.expiry === 'never') return 'never'
  if (draft.expiry !== 'date') {
    const days = ['30', '90', '365'].includes(draft.expiry) ? Number(draft.expiry) : 90
    return now + days * day
  }
  return compileDay(draft.date, now, problems)
}

/** The end of a day, UTC. */
function compileDay(date: string, now: number, problems: Record<string, string>): number {
  const midnight = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(midnight)) problems['date'] = 'Choose a day, written like 2027-02-19.'
  else if (midnight + day <= now) problems['date'] = 'Choose a day that has not passed.'
  return midnight + day
}
