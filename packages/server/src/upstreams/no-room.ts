/** Tells a disk that is full from a bug: the answer is 507 (RFC 4918 section 11.5). */
import { type Refusal, refuse } from '@latchkey/tokens'

/** The file system, a quota on it, PostgreSQL's disk (disk_full) or SQLite's own file had no room. */
const codes: readonly unknown[] = ['ENOSPC', 'EDQUOT', '53100']
const sqliteFull = 13

/** What to answer where this was thrown; `undefined` where there was room enough. */
export function noRoom(error: unknown): Refusal<'no_room'> | undefined {
  if (!(error instanceof Error)) return undefined
  const full = 'code' in error && codes.includes(error.code)
  return full || ('errcode' in error && error.errcode === sqliteFull) ? refusal : undefined
}

const refusal = refuse(
  'no_room',
  'The server has no room for this, and nothing was changed.',
  'Ask its operator to make room, then send it again.',
)
