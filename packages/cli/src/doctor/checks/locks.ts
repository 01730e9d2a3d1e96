/** Who holds a lock, and whether they live. */
import { join } from 'node:path'
import { type HeldLock, heldLocks } from '@latchkey/client'
import { type Check, type Finding, ok, warning } from '../finding.ts'

export const locks: Check = {
  name: 'locks',
  async look({ folder }) {
    const held = await heldLocks(join(folder, 'locks'))
    return held.length > 0 ? held.map(inWords) : [ok('Nobody holds a lock.')]
  },
}

function inWords({ path, holder: { pid, host, since }, state, release }: HeldLock): Finding {
  const who = pid === undefined ? 'somebody who did not say who' : `process ${pid} on ${host}`
  const when = since === undefined ? '' : ` since ${new Date(since).toISOString()}`
  if (state === 'alive') return ok(`${path} is held by ${who}, which is at work${when}.`)
  if (state === 'unknown')
    return warning(`${path} is held by ${who}${when}, who cannot be looked for from here.`, {
      repair:
        'Whoever waits takes it over after 15 s of silence. If nobody does: see whether that machine still runs.',
    })
  return warning(`${path} is held by ${who}, which is dead.`, {
    repair: 'latchkey doctor --fix (whoever wants it next takes it over, too)',
    async fix() {
      await release()
      return 'It was released.'
    },
  })
}
