/** How a list that can grow is read: a page at a time. */

export interface PageRequest {
  /** Where the page before ended: its `next`. Absent for the first page. */
  readonly after?: string
  /** At most so many, 1 to 1000; 100 where it is not said. */
  readonly limit?: number
}

export interface Page<Item> {
  readonly items: readonly Item[]
  /** Ask for the next page with `after: next`; absent on the last. */
  readonly next?: string
}

/**
 * What the rows of the page sort after, by a text that is never empty: everything, where nothing was said. Cursors come
 * back from strangers, and PostgreSQL throws on a NUL.
 */
export function startOf({ after = '' }: PageRequest): string {
  return after.replaceAll('\0', '')
}

/** How many rows to ask for: one more than the page, which tells whether there is another. */
export function rowsFor({ limit = 100 }: PageRequest): number {
  return Math.min(Math.max(Math.trunc(limit), 1), 1000) + 1
}

/** Makes the page of `rowsFor(request)` rows in order; `cursor` names what a row is found after. */
export function pageOf<Row, Item>(
  request: PageRequest,
  rows: readonly Row[],
  read: (row: Row) => Item,
  cursor: (row: Row) => string,
): Page<Item> {
  const shown = rows.slice(0, rowsFor(request) - 1)
  const last = shown.at(-1)
  const items = shown.map(read)
  return last === undefined || shown.length === rows.length ? { items } : { items, next: cursor(last) }
}
