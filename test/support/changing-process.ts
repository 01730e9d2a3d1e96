/** A program that embeds the client and changes what is kept over and over, until it is killed. */
import { refused } from '@latchkey/tokens'
import { type AuthClient, createAuthClient } from '../../packages/client/src/auth-client/index.ts'
import type { AuthError } from '../../packages/client/src/errors.ts'
import type { Clock } from '../../packages/client/src/machine.ts'
import { openStore } from '../../packages/client/src/stores/index.ts'
import { thisMachine } from '../../packages/client/src/this-machine.ts'
import type { Said } from './client-process.ts'

export interface ChangingTask {
  /** A strict one, which lets in whoever asks and ends access tokens where it is told (`POST /expire`). */
  readonly registry: string
  readonly folder: string
  /** With what it stays once it was through all of it, to be killed there. */
  readonly stays?: Kept | undefined
}

export type Kept = 'a login' | 'nothing'

const say = (said: Said) => process.send?.(said)

process.on('message', async (task: ChangingTask) => say({ kind: 'done', answer: await changeForEver(task) }))
process.once('disconnect', () => process.exit())
say({ kind: 'ready' })

/** Ends only where something is refused: with that. */
async function changeForEver({ registry, folder, stays }: ChangingTask): Promise<string> {
  const real = thisMachine()
  const machine = { ...real, clock: hasty(real.clock), environment: {}, interactive: true }
  const callbacks = { showLogin: () => undefined }
  const client = createAuthClient({ registry, machine, ...openStore({ folder, machine }), callbacks })
  if (refused(client)) return client.message
  for (;;) {
    const problem = (await changeOnce(client, registry)) ?? (stays === 'a login' && (await client.logIn()))
    if (refused(problem)) return `${problem.code}: ${problem.message}`
    say({ kind: 'round' })
    if (stays !== undefined) await new Promise(() => undefined)
  }
}

async function changeOnce(client: AuthClient, registry: string): Promise<AuthError | undefined> {
  const login = await client.logIn()
  if (refused(login)) return login
  await fetch(`${registry}/expire`, { method: 'POST' })
  const answer = await client.withApi('read', request => request.send('api/v1/validate'))
  if (refused(answer)) return answer
  const overridden = await client.override.set(client.registry.origin, login.token)
  if (refused(overridden)) return overridden
  await client.override.clear()
  const loggedOut = await client.logOut()
  return refused(loggedOut) ? loggedOut : undefined
}

/** The second between two questions whether somebody has let it in passes in a hundredth. */
function hasty(clock: Clock): Clock {
  return {
    ...clock,
    sleep: (milliseconds, signal) => clock.sleep(milliseconds === 1_000 ? 10 : milliseconds, signal),
  }
}
