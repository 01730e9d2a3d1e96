/** Whether this Node is one that the command was made for. */
import { type Check, ok, problem } from '../finding.ts'

export const node: Check = {
  name: 'node',
  async look({ nodeVersion }) {
    const [major = 0, minor = 0] = nodeVersion.split('.').map(Number)
    if (major > 20 || (major === 20 && minor >= 19)) return [ok(`Node ${nodeVersion}.`)]
    return [
      problem(`Node ${nodeVersion} is older than what this was made for.`, {
        repair: 'Install Node 20.19 or later: https://nodejs.org/',
      }),
    ]
  },
}
