/** What a holder writes down about itself, for those who wait. */
import type { ProcessIdentity } from './processes/process-table.ts'

export interface Owner extends ProcessIdentity {
  /** Milliseconds since 1970, by its own clock: for people only. */
  readonly since: number
}

export function formatOwner(owner: Owner): string {
  return `${JSON.stringify(owner)}\n`
}

/** Undefined where nobody wrote that: cut off by a crash, or something else altogether. */
export function parseOwner(text: string): Owner | undefined {
  try {
    const found: Partial<Record<keyof Owner, unknown>> | null = JSON.parse(text)
    const { pid, host, since, table, start } = found ?? {}
    if (!Number.isInteger(pid) || Number(pid) < 1) return undefined
    if (typeof host !== 'string' || !Number.isInteger(since)) return undefined
    return {
      pid: Number(pid),
      host,
      since: Number(since),
      ...(typeof table === 'string' && { table }),
      ...(typeof start === 'string' && { start }),
    }
  } catch {
    return undefined
  }
}
