/** A key as it stands in its form: what was typed, kept whether or not it can become a key. */
import type { Form } from '../form.ts'

export interface Draft {
  readonly name: string
  readonly role: string
  readonly rows: readonly DraftRow[]
  /** One network a line, or separated by commas. */
  readonly networks: string
  readonly expiry: string
  /** `2027-02-19`, where `expiry` is `date`. */
  readonly date: string
}

export interface DraftRow {
  /** Values of `mayChoices`. */
  readonly may: readonly string[]
  /** A target without a package: `pypi:acme`. */
  readonly where: string
  /** Empty: everything there. */
  readonly package: string
}

/** Days, or what is no number of them. */
export const expiries = ['30', '90', '365', 'date', 'never'] as const

/** Enough for every key that a person can still overlook. */
const mostRows = 20

const emptyRow: DraftRow = { may: [], where: '', package: '' }

export const emptyDraft: Draft = {
  name: '',
  role: '',
  rows: [emptyRow],
  networks: '',
  expiry: '90',
  date: '',
}

export function readDraft(form: Form): Draft {
  const count = Math.min(Math.max(Math.trunc(Number(form.text('rows'))) || 1, 1), mostRows)
  const rows = Array.from({ length: count }, (_, index) => ({
    may: form.all(`may-${index + 1}`),
    where: form.text(`where-${index + 1}`),
    package: form.text(`package-${index + 1}`),
  }))
  return {
    name: form.text('name'),
    role: form.text('role'),
    rows,
    networks: form.text('networks'),
    expiry: form.text('expiry') || '90',
    date: form.text('date'),
  }
}

/** The draft with one row more, up to the most there may be. */
export function withAnotherRow(draft: Draft): Draft {
  return draft.rows.length < mostRows ? { ...draft, rows: [...draft.rows, emptyRow] } : draft
}

/** The draft without that row, counted from 1. The last one that is left is emptied. */
export function withoutRow(draft: Draft, row: number): Draft {
  const rows = draft.rows.filter((_, index) => index !== row - 1)
  return { ...draft, rows: rows.length > 0 ? rows : [emptyRow] }
}
