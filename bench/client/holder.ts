/** A process that takes a lock, says so, and never gives it back. */
import { createFileLocks } from '../../packages/client/src/single-flight/index.ts'
import { thisMachine } from '../../packages/client/src/this-machine.ts'

const [kind, place = ''] = process.argv.slice(2)

if (kind === 'latchkey') {
  const locks = createFileLocks({ folder: place, ...thisMachine() })
  await locks.withLease('login', async () => held())
} else {
  const { lock } = await import('proper-lockfile')
  await lock(place)
  await held()
}

function held(): Promise<never> {
  process.stdout.write('held\n')
  setInterval(() => {}, 1_000_000)
  return new Promise(() => {})
}
