/** kill -9 at random instants of logging in, refreshing, overriding and logging out: what is kept is the old or the new. */
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { refused } from '@latchkey/tokens'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loginName } from '../../packages/client/src/credential.ts'
import { openStore } from '../../packages/client/src/stores/index.ts'
import { thisMachine } from '../../packages/client/src/this-machine.ts'
import type { Kept } from '../support/changing-process.ts'
import {
  type ClientProcess,
  type ClientProcesses,
  startClientProcesses,
} from '../support/client-processes.ts'
import { type EmptyFolder, emptyFolder } from '../support/folder.ts'
import { runs, seededRandom } from '../support/runs.ts'
import { startStrictServer } from '../support/strict-server.ts'

/** As many as are alive, and as many as are killed, at once. */
const batch = 25
const atOnce = 5
const upTo = seededRandom()

/** Of the first that are killed. At what instant the others are, is for chance and the machine to say. */
const made: readonly Kept[] = ['a login', 'nothing']

let home: EmptyFolder
let survivors: ClientProcesses

beforeAll(async () => {
  home = emptyFolder()
  survivors = await startClientProcesses(atOnce)
})
afterAll(async () => {
  await survivors?.[Symbol.asyncDispose]()
  await home?.[Symbol.asyncDispose]()
})

const patience = { timeout: 120_000 + runs(500) * 2_000 }

test(
  'whenever a process is killed, what is kept is the old or the new, and the next process goes on with it',
  patience,
  async () => {
    const found: Kept[] = []
    for (let killed = 0; killed < runs(500); killed += batch) {
      await using doomed = await startClientProcesses(batch, 'changing-process.ts')
      for (let i = 0; i < batch; i += atOnce) {
        const now = doomed.all.slice(i, i + atOnce)
        const each = now.map((process, j) => killOne(process, survivors.all[j], killed + i + j))
        found.push(...(await Promise.all(each)))
      }
    }
    expect(found.slice(0, made.length)).toEqual(made)
  },
)

async function killOne(
  process: ClientProcess,
  next: ClientProcess | undefined,
  index: number,
): Promise<Kept> {
  const folder = join(home.path, String(index))
  const stays = made[index]
  // A token may be lost between this server and its disk, and is good for once: only the state of the file counts here.
  await using server = await startStrictServer()
  server.approve()
  const ended = process.run({ registry: server.origin, folder, stays })
  // The first round loads what is loaded late; whatever is killed later is killed at work.
  const said = await Promise.race([process.says('round'), ended])
  expect(said).toEqual({ kind: 'round' })
  if (stays === undefined) await setTimeout(upTo(60))
  const exited = once(process.child, 'exit')
  process.child.kill('SIGKILL')
  await exited

  const state = await openStore({ folder, machine: thisMachine() }).store.read()
  if (refused(state)) throw new Error(`${state.code}: ${state.message}`)
  const { [loginName(server.origin)]: login, ...others } = state
  expect(others).toEqual({})
  if (login !== undefined) expect(server.issued().slice(-2)).toContain(login.token.expose())

  expect(await next?.run({ registry: server.origin, folder, terminal: true })).toBe('200')
  return login === undefined ? 'nothing' : 'a login'
}
