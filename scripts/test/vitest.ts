/** The promises of the rooms, then the journeys over whole processes. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../run.ts'
import { honest } from './count.ts'
import type { Report } from './reporter.ts'

/** `words` go to vitest as they are: parts of file names, `-t "a promise"`. */
export async function runVitest(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'))
  const file = join(folder, 'report.json')
  try {
    const reporters = ['--reporter=default', '--reporter=./scripts/test/reporter.ts']
    const { status } = await run('vitest', ['run', ...reporters, ...words], {
      echo: true,
      env: { ...env, LATCHKEY_TEST_REPORT: file },
    })
    const report: Report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : nothing
    return { ...report, ...honest(status, report) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const nothing: Report = { passed: 0, failed: 0, skipped: 0, skips: [] }
