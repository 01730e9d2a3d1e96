/** The folder of a run: what its servers logged, and every secret that was seen meanwhile. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { searchLogs } from '../../test/support/search-logs.ts'

export interface RunFolder {
  readonly path: string
  /** Searches the logs, says what was found, and gives how many lines hold a secret; then the folder is gone. */
  search(): number
}

/** `everything`: all tests run, so that there must be something to search. */
export function makeRunFolder(everything: boolean): RunFolder {
  const path = mkdtempSync(join(tmpdir(), 'latchkey-run-'))
  return {
    path,
    search() {
      const { secrets, lines, found } = searchLogs(path)
      rmSync(path, { recursive: true })
      process.stdout.write(
        `\n${secrets} secrets, ${lines} lines of logs, ${found.length} of them with a secret\n`,
      )
      process.stdout.write(
        found
          .slice(0, 20)
          .map(line => `  ${line}\n`)
          .join(''),
      )
      const nothing = everything && (secrets === 0 || lines === 0)
      if (nothing)
        process.stdout.write('  Nothing was searched: either logs or secrets are not written down.\n')
      return found.length + (nothing ? 1 : 0)
    },
  }
}
