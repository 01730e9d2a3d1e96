/** The program of ours that a client runs by its name: whether it would be found once this command is over. */
import { delimiter } from 'node:path'
import type { ClientSetup, Place } from './client-setup.ts'

/** What to do first, where it would not: the client would only say that it has no password. */
export function ourProgramNext({ name, runs }: ClientSetup, { environment, find }: Place): readonly string[] {
  const path = environment['PATH']
  if (runs === undefined || path === undefined) return []
  // npx puts these before all others for its own run, and takes them away again.
  const passing = environment['npm_lifecycle_event'] === 'npx' ? /[\\/]node_modules[\\/]\.bin$/ : undefined
  const lasting = path.split(delimiter).filter(folder => !passing?.test(folder))
  if (find(runs, lasting.join(delimiter)) !== undefined) return []
  return [`${name} runs ${runs} by its name, which is not found here yet: npm install --global latchkey`]
}
