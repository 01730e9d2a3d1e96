/** Where servers under test log: into the folder of the run, which is searched for secrets when it is over. */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'

/** `undefined` where the tests were not started by `npm test`; then nothing is kept. */
const folder = process.env['LATCHKEY_TEST_RUN']

/** What a server process is started with, so that it writes down the secrets that it sees. */
export const recordedEnv: Readonly<Record<string, string>> = folder
  ? {
      LATCHKEY_TEST_RUN: folder,
      NODE_OPTIONS: `--import=${new URL('record-secrets.mjs', import.meta.url).href}`,
    }
  : {}

export const runLog = {
  write(text: string): void {
    if (folder) appendFileSync(join(folder, `${process.pid}.log`), text)
  },
  /** Writes down that these are no secrets, though they are tried as if they were. */
  noSecrets(values: readonly string[]): void {
    const lines = values.map(value => `${JSON.stringify(value)}\n`).join('')
    if (folder) appendFileSync(join(folder, `${process.pid}.public`), lines)
  },
}
