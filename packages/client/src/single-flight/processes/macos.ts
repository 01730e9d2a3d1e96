/** Processes as `ps` and `sysctl` show them. Not verified on macOS itself: the tests run the `ps` of Linux. */
import type { ProcessSource } from './process-source.ts'

export const macos: ProcessSource = {
  async table() {
    const { text } = await run('sysctl', ['-n', 'kern.bootsessionuuid'])
    return text || undefined
  },

  async look(pid) {
    const { text, status } = await run('ps', ['-o', 'state=,lstart=', '-p', String(pid)])
    if (text === '') return status === 1 ? 'buried' : undefined
    const [, state = '', start = ''] = /^(\S+)\s+(.*)$/.exec(text) ?? []
    return state.startsWith('Z') ? 'dead' : { start }
  },
}

/** At most a second: a table that hangs tells nothing. `status` is undefined where it did not run to its end. */
async function run(
  program: string,
  words: readonly string[],
): Promise<{ readonly text: string; readonly status?: number }> {
  // In one language and one zone, so that two processes read the same start.
  const env = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' }
  const { execFile } = await import('node:child_process')
  return new Promise(resolve => {
    execFile(program, words, { env, timeout: 1_000 }, (problem, text) => {
      const status = problem === null ? 0 : problem.code
      resolve({ text: text.trim(), ...(typeof status === 'number' && { status }) })
    })
  })
}
