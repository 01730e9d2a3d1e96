/** From what was typed to what a key is made of, or to what is wrong, field by field. */
import { isRole, type Role } from '@latchkey/protocol'
import { type Caveat, type Network, parseNetwork, refused } from '@latchkey/tokens'
import type { Tightening } from '../../keys/index.ts'
import type { Words } from '../catalogue/index.ts'
import type { Problems } from '../layout/field.ts'
import { inWords } from '../layout/problems.ts'
import { compileRow, compileRows, type Writing } from './compile-rows.ts'
import type { Draft } from './draft.ts'

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
  { words, roles, now }: { readonly words: Words; readonly roles: readonly Role[]; readonly now: number },
): Compiled | { readonly problems: Problems } {
  const problems: Writing = {}
  if (draft.name === '') problems['name'] = words.keyProblems.name
  const role = isRole(draft.role) && roles.includes(draft.role) ? draft.role : undefined
  if (roles.length > 0 && role === undefined) problems['role'] = words.keyProblems.role
  const rows = compileRows(words, draft.rows, problems)
  const networks = compileNetworks(words, draft.networks, problems)
  const expiresAt = compileExpiry(words, draft, now, problems)

  if (Object.keys(problems).length > 0) return { problems }
  const caveats: Caveat[] = [{ kind: 'allow', rows }, ...heldTo(networks)]
  return { name: draft.name, role, caveats, expiresAt }
}

/** What a draft says so far: of its rows those that are complete, and nothing of what is wrong. */
export function compileSoFar(
  draft: Draft,
  { words, now }: { readonly words: Words; readonly now: number },
): { readonly caveats: readonly Caveat[]; readonly expiresAt: number | 'never' | undefined } {
  const rows = draft.rows.flatMap(row => {
    const problems: Writing = {}
    const compiled = row.may.length === 0 ? undefined : compileRow(words, row, 1, problems)
    return compiled === undefined || Object.keys(problems).length > 0 ? [] : [compiled]
  })
  const networks = compileNetworks(words, draft.networks, {})
  const problems: Writing = {}
  const expiresAt = compileExpiry(words, draft, now, problems)
  return {
    caveats: rows.length === 0 ? [] : [{ kind: 'allow', rows }, ...heldTo(networks)],
    expiresAt: Object.keys(problems).length > 0 ? undefined : expiresAt,
  }
}

/** What a key is held to besides. Each part may be left out, but not all of them. */
export function compileTightening(
  draft: Draft,
  { words, now }: { readonly words: Words; readonly now: number },
): Tightening | { readonly problems: Problems } {
  const problems: Writing = {}
  const touched = draft.rows.filter(row => row.may.length > 0 || row.package !== '')
  const rows = touched.length === 0 ? [] : compileRows(words, touched, problems)
  const networks = compileNetworks(words, draft.networks, problems)
  const expiresAt = draft.date === '' ? undefined : compileDay(words, draft.date, now, problems)
  const isEmpty = rows.length === 0 && networks.length === 0 && expiresAt === undefined
  if (isEmpty) problems['form'] ??= words.keyProblems.nothing
  if (Object.keys(problems).length > 0) return { problems }
  const caveats: Caveat[] = [
    ...(rows.length > 0 ? [{ kind: 'allow' as const, rows }] : []),
    ...heldTo(networks),
  ]
  return { caveats, ...(expiresAt !== undefined && { expiresAt }) }
}

function heldTo(networks: readonly Network[]): readonly Caveat[] {
  return networks.length === 0 ? [] : [{ kind: 'network', networks }]
}

function compileNetworks(words: Words, text: string, problems: Writing): readonly Network[] {
  return text.split(/[\s,]+/).flatMap(each => {
    const network = each === '' ? undefined : parseNetwork(each)
    if (refused(network)) problems['networks'] = inWords(words, network)
    return network === undefined || refused(network) ? [] : [network]
  })
}

function compileExpiry(words: Words, draft: Draft, now: number, problems: Writing): number | 'never' {
  if (draft.expiry === 'never') return 'never'
  if (draft.expiry !== 'date') {
    const days = ['30', '90', '365'].includes(draft.expiry) ? Number(draft.expiry) : 90
    return now + days * day
  }
  return compileDay(words, draft.date, now, problems)
}

/** The end of a day, UTC. */
function compileDay({ keyProblems: say }: Words, date: string, now: number, problems: Writing): number {
  const midnight = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(midnight)) problems['date'] = say.day
  else if (midnight + day <= now) problems['date'] = say.dayPassed
  return midnight + day
}
