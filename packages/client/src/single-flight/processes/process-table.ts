/** Whether a process of this machine still runs: told by its number and by when it started, since numbers are used again. */
import { linux } from './linux.ts'
import { macos } from './macos.ts'
import type { ProcessSource } from './process-source.ts'

export interface ProcessTable {
  /** This process, as others will look for it. */
  self(): Promise<ProcessIdentity>
  /** Whether that process of this table is certainly gone. */
  ended(process: Pick<ProcessIdentity, 'pid' | 'start'>): Promise<boolean>
}

export interface ProcessIdentity {
  readonly pid: number
  /** For people only: machines and containers share names. */
  readonly host: string
  /** Which list of processes `pid` counts in. Undefined where this machine does not tell: then nobody can look for it. */
  readonly table?: string
  /** When it started, in the machine's own words. */
  readonly start?: string
}

const sources: { readonly [Platform in NodeJS.Platform]?: ProcessSource } = { linux, darwin: macos }

/** Of this machine. On others than Linux and macOS no process is ever certainly gone. */
export function processTable(source = sources[process.platform]): ProcessTable {
  let self: Promise<ProcessIdentity> | undefined
  return {
    self() {
      self ??= identify(source)
      return self
    },
    async ended({ pid, start }) {
      const found = await source?.look(pid)
      // Lists can be kept from us (`hidepid`); a signal that is not allowed still finds somebody.
      if (found === 'buried') return !exists(pid)
      if (found === 'dead') return true
      return found !== undefined && start !== undefined && found.start !== start
    },
  }
}

async function identify(source: ProcessSource | undefined): Promise<ProcessIdentity> {
  const { pid } = process
  const [table, found] = await Promise.all([source?.table(), source?.look(pid)])
  const known = table !== undefined && typeof found === 'object'
  // Loaded with the first lock: importing the library loads nothing that may never be needed.
  const { hostname } = process.getBuiltinModule('node:os')
  return { pid, host: hostname(), ...(known && { table, start: found.start }) }
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
