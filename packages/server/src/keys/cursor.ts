/** Where a page of a list begins whose newest rows come first. */

export function writeCursor(row: { readonly created_at: number; readonly id: string }): string {
  return `${row.created_at}.${row.id}`
}

/** Before everything where nothing was said, after everything where it is not one of ours. */
export function readCursor(text: string | undefined): { readonly createdAt: number; readonly id: string } {
  if (text === undefined) return { createdAt: Number.MAX_SAFE_INTEGER, id: '' }
  const [, createdAt = '-1', id = ''] = /^(\d{1,15})\.([A-Za-z0-9_-]{1,64})$/.exec(text) ?? []
  return { createdAt: Number(createdAt), id }
}
