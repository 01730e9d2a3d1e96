/** Which row of the usage log a request belongs to: told apart by what it was for, with what, and from where. */
import type { Action } from '@latchkey/tokens'
import { networkOf } from '../../limits/index.ts'
import type { KeyUsageTable } from '../../storage/index.ts'

/** One request that was allowed. */
export interface KeyUse {
  readonly key: string
  /** The account or organization that the key belongs to. */
  readonly owner: string
  readonly action: Action
  /** `pypi:acme/widget`, `pypi:acme`, `acme`; empty where it was about none of these. */
  readonly target: string
  readonly client: string | undefined
  readonly address: string | undefined
}

/** A row, with whose key it is about. */
export interface OwnedUse extends KeyUsageTable {
  readonly owner: string
}

/** A row, and how often it happened since it was written. */
export interface Counted {
  readonly what: Omit<OwnedUse, 'count'>
  count: number
}

/**
 * Of one key in a day, so many rows are told apart; the others are counted by their action alone. Clients say of
 * themselves what they like, and nobody fills the disk with it.
 */
const mostOfKey = 500

/** Rows that are remembered, and spellings of them; beyond that, they are looked up anew. */
export const mostRows = 20_000

/** What one key was used for. */
interface OfKey {
  /** What came last mostly comes again. */
  last: KeyUse
  lastRow: Counted
  /** By what a request said, and by what the table tells apart: of more than one. */
  spellings: Map<string, Counted> | undefined
  rows: Map<string, Counted> | undefined
}

export interface ToldApart {
  /** Costs less than a microsecond where the same came before. A row that was forgotten is made again, with a count of its own. */
  rowOf(use: KeyUse): Counted
  /** Whatever comes from now on is another row. */
  forget(): void
}

/** `day`: the first instant of the day that it is. */
export function createToldApart(day: () => number): ToldApart {
  const keys = new Map<string, OfKey>()
  let rows = 0
  let spellings = 0

  function forget(): void {
    keys.clear()
    rows = 0
    spellings = 0
  }

  function forgetSpellings(): void {
    for (const each of keys.values()) each.spellings = undefined
    spellings = 0
  }

  function first(use: KeyUse): Counted {
    if (rows >= mostRows) forget()
    const lastRow = { what: whatOf(use, day()), count: 0 }
    keys.set(use.key, { last: use, lastRow, spellings: undefined, rows: undefined })
    rows += 1
    return lastRow
  }

  function another(use: KeyUse, ofKey: OfKey): Counted {
    ofKey.spellings ??= new Map([[spellingOf(ofKey.last), ofKey.lastRow]])
    const spelling = spellingOf(use)
    let row = ofKey.spellings.get(spelling)
    if (row === undefined) {
      row = exactly(whatOf(use, day()), ofKey)
      if (spellings >= mostRows) forgetSpellings()
      ofKey.spellings?.set(spelling, row)
      spellings += 1
    }
    ofKey.last = use
    ofKey.lastRow = row
    return row
  }

  function exactly(what: Counted['what'], ofKey: OfKey): Counted {
    ofKey.rows ??= new Map([[nameOf(ofKey.lastRow.what), ofKey.lastRow]])
    const name = nameOf(what)
    const known = ofKey.rows.get(name)
    if (known !== undefined) return known
    if (ofKey.rows.size < mostOfKey) return keep(name, what, ofKey.rows)
    const others = { ...what, target: '', client: 'others', network: '' }
    const othersName = nameOf(others)
    return ofKey.rows.get(othersName) ?? keep(othersName, others, ofKey.rows)
  }

  function keep(name: string, what: Counted['what'], into: Map<string, Counted>): Counted {
    const row = { what, count: 0 }
    if (rows >= mostRows) forget()
    into.set(name, row)
    rows += 1
    return row
  }

  return {
    rowOf(use) {
      const ofKey = keys.get(use.key)
      if (ofKey === undefined) return first(use)
      return isSame(use, ofKey.last) ? ofKey.lastRow : another(use, ofKey)
    },
    forget,
  }
}

function isSame(one: KeyUse, other: KeyUse): boolean {
  return (
    one.target === other.target &&
    one.action === other.action &&
    one.client === other.client &&
    one.address === other.address
  )
}

function whatOf({ key, owner, action, target, client = '', address }: KeyUse, day: number): Counted['what'] {
  return { owner, key_id: key, day, action, target, client, network: networkOf(address) ?? '' }
}

function spellingOf({ action, target, client, address }: KeyUse): string {
  return `${action} ${target} ${client} ${address}`
}

/** Nothing in it holds a NUL: ids, actions, names, the first product of a User-Agent, a network. */
function nameOf({ key_id, day, action, target, client, network }: Counted['what']): string {
  return `${key_id}\0${day}\0${action}\0${target}\0${client}\0${network}`
}
